from pathlib import Path

import pytest

from assistant.types import Reason, Status, Verdict
from corpus.types import TOPICS
from evals.errors import NoCases
from evals.load import CASES, CaseSet, cases_hash, load_cases, with_known_passages
from evals.types import Authority, Library

GOOD = """
- id: kz-limit-001
  kind: general
  persona: creditor
  language: en
  split: dev
  turns: ["How long do I have?"]
  as_of: 2026-11-22
  expects:
    status: answered
    reason:
    verdict: no
    key_points:
      - [three years, 3 years, /3.year/]
      - entry into force
    must_not: [ten years]
    authorities:
      - ["501(3)"]
  topic: limitation
  states: [KZ, NO]
  twin: kz-limit-002
"""
TWIN = """
- id: kz-limit-002
  kind: unanswerable
  persona: lawyer
  language: en
  split: held-out
  turns: ["And on Mars?"]
  expects:
    status: declined
    reason: [not_in_corpus, out_of_scope]
  written_from: KZ-01
"""


def loaded(tmp_path: Path, text: str) -> CaseSet:
    (tmp_path / "cases.yaml").write_text(text, encoding="utf-8")
    return load_cases(tmp_path)


def test_a_case_is_read_as_written(tmp_path: Path) -> None:
    found = loaded(tmp_path, GOOD + TWIN)
    assert found.problems == ()
    first, second = found.cases
    assert first.expects.verdicts == (Verdict.NO,)  # `no` is a word here, not YAML's False
    assert first.states == ("KZ", "NO")
    assert first.expects.key_points == (("three years", "3 years", "/3.year/"), ("entry into force",))
    assert first.expects.authorities == (Authority(names=("501(3)",), grade=2),)
    assert str(first.as_of) == "2026-11-22"
    assert first.file == "cases.yaml"
    assert second.expects.status is Status.DECLINED
    assert second.expects.reasons == (Reason.NOT_IN_CORPUS, Reason.OUT_OF_SCOPE)
    assert second.topic == ""


@pytest.mark.parametrize(
    ("old", "new", "field", "remedy"),
    [
        ("kind: general", "kind: generl", "kind", "'general'"),
        ("topic: limitation", "topic: cookery", "topic", "not a topic"),
        ("  topic: limitation\n", "", "topic", "add the field"),
        ('["How long do I have?"]', "[]", "turns", "write at least one"),
        ('["How long do I have?"]', '["Hello?", "  "]', "turns.1", "mend it"),
        ("/3.year/", "/3(year/", "expects.key_points.0", "not a regular expression"),
        ("/3.year/", "/3.year", "expects.key_points.0", "write a pattern as"),
        ("/3.year/", "/x*/", "expects.key_points.0", "matches every text"),
        ("/3.year/", "/year$ 3/", "expects.key_points.0", "no text was found"),
        ('["501(3)"]', "{any: [x], grade: 4}", "expects.authorities.0.grade", "less than or equal to 3"),
        ('["501(3)"]', "{any: [/x*/]}", "expects.authorities.0", "matches every text"),
        ("must_not:", "passages: {kz-code/1: much}\n    must_not:", "expects.passages.kz-code/1", "integer"),
        ("twin: kz-limit-002", "parity: limit", "parity", "no other case is in the group"),
        ("[ten years]", "[entry into]", "expects.key_points.1", "must_not forbids"),
        ("status: answered", "status: answerd", "expects.status", "'answered'"),
        ("    status: answered\n", "", "expects.status", "add the field"),
        ("reason:\n", "reason: greeting\n", "expects.reason", "an answer has no reason"),
        ("status: answered", "status: clarify", "expects.verdict", "only an answer has a verdict"),
        ("must_not:", "mustnot:", "expects.mustnot", "no such field"),
        ("split: dev", "split: test", "split", "'dev'"),
        ("language: en", "language: english", "language", "mend it"),
        ("as_of: 2026-11-22", "as_of: 2026-11-31", "as_of", "date"),
        ("twin: kz-limit-002", "twin: kz-limit-003", "twin", "no other case"),
        ("twin: kz-limit-002", "twin: kz-limit-001", "twin", "no other case"),
        ("id: kz-limit-001", "id: KZ limit", "id", "mend it"),
    ],
)
def test_a_case_that_does_not_fit_names_file_id_field_and_remedy(
    tmp_path: Path, old: str, new: str, field: str, remedy: str
) -> None:
    assert old in GOOD
    found = loaded(tmp_path, GOOD.replace(old, new, 1) + TWIN)
    assert [case.id for case in found.cases] == ["kz-limit-002"]
    (problem,) = found.problems
    assert (problem.file, problem.field) == ("cases.yaml", field)
    assert problem.case_id in ("kz-limit-001", "KZ limit")
    assert remedy in problem.remedy
    assert "cases.yaml" in str(problem) and field in str(problem)


TRANSLATED = GOOD.replace(
    "  twin: kz-limit-002\n", "  translations:\n    ru: [Какой срок?]\n    kk: Мерзімі қандай?\n"
)


def test_a_case_with_translations_is_a_case_in_each_language_of_one_group(tmp_path: Path) -> None:
    found = loaded(tmp_path, TRANSLATED)
    assert found.problems == ()
    assert [(case.id, case.language, case.turns[0]) for case in found.cases] == [
        ("kz-limit-001", "en", "How long do I have?"),
        ("kz-limit-001-kk", "kk", "Мерзімі қандай?"),
        ("kz-limit-001-ru", "ru", "Какой срок?"),
    ]
    assert {case.parity for case in found.cases} == {"kz-limit-001"}
    assert all(case.expects == found.cases[0].expects for case in found.cases)


@pytest.mark.parametrize(
    ("wrong", "id_", "field"),
    [
        ("    ru: [Какой срок?]\n    kk: Мерзімі қандай?\n", None, ""),
        ("    ru: []\n", "kz-limit-001", "translations.ru"),
        ("    russian: [Какой срок?]\n", "kz-limit-001", "translations.russian.[key]"),
        ("    - [Какой срок?]\n", "kz-limit-001", "translations"),
    ],
)
def test_a_translation_that_does_not_fit_is_named(tmp_path: Path, wrong: str, id_: str | None, field: str) -> None:
    found = loaded(tmp_path, GOOD.replace("  twin: kz-limit-002\n", f"  translations:\n{wrong}"))
    told = [(problem.case_id, problem.field) for problem in found.problems]
    assert (id_, field) in told if id_ else not told


def test_an_id_used_twice_names_both_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TWIN, encoding="utf-8")
    found = loaded(tmp_path, TWIN)
    assert len(found.cases) == 1
    (problem,) = found.problems
    assert (problem.file, problem.case_id, problem.field) == ("cases.yaml", "kz-limit-002", "id")
    assert "a.yaml" in problem.remedy


def test_a_case_with_nothing_to_grade_is_refused(tmp_path: Path) -> None:
    found = loaded(
        tmp_path, TWIN.replace("declined", "answered").replace("    reason: [not_in_corpus, out_of_scope]\n", "")
    )
    assert found.problems[0].field == "topic"
    text = TWIN.replace("declined", "answered").replace(
        "    reason: [not_in_corpus, out_of_scope]\n", "  topic: tax\n"
    )
    assert loaded(tmp_path, text).problems[0].field == "expects"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("- id: [", "mend the YAML"),
        ("a: 1", "write a list"),
        ("- word", "write it as"),
        ("", "write a list"),
        ("- id: a\n  id: b", "stands twice"),
    ],
)
def test_a_file_that_is_no_list_of_cases_is_reported(tmp_path: Path, text: str, remedy: str) -> None:
    found = loaded(tmp_path, text)
    assert found.cases == ()
    assert remedy in found.problems[0].remedy


def test_a_file_that_is_not_text_is_reported(tmp_path: Path) -> None:
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    found = loaded(tmp_path, TWIN)
    assert [case.id for case in found.cases] == ["kz-limit-002"]
    assert found.problems[0].file == "binary.yaml"


def test_a_folder_without_cases_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(NoCases, match="--cases"):
        load_cases(tmp_path)


def test_a_team_may_bring_its_own_topics(tmp_path: Path) -> None:
    (tmp_path / "topics.txt").write_text("cookery\nwine law\n", encoding="utf-8")
    assert loaded(tmp_path, (GOOD + TWIN).replace("topic: limitation", "topic: wine law")).problems == ()


def test_the_hash_is_of_the_cases_not_of_their_order_or_file(tmp_path: Path) -> None:
    cases = loaded(tmp_path, GOOD + TWIN).cases
    (tmp_path / "cases.yaml").rename(tmp_path / "renamed.yaml")
    assert cases_hash(cases) == cases_hash(tuple(reversed(load_cases(tmp_path).cases)))
    (tmp_path / "renamed.yaml").unlink()
    assert cases_hash(cases) != cases_hash(loaded(tmp_path, (GOOD + TWIN).replace("ten years", "nine years")).cases)


PARITY = "".join(
    GOOD.replace("kz-limit-001", f"kz-limit-{language}")
    .replace("language: en", f"language: {language}")
    .replace("twin: kz-limit-002", "parity: limit")
    for language in ("en", "ru", "kk")
)


def test_a_question_in_several_languages_is_a_group(tmp_path: Path) -> None:
    found = loaded(tmp_path, PARITY)
    assert found.problems == ()
    assert {case.parity for case in found.cases} == {"limit"}


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("language: ru", "language: en", "kz-limit-en has the language 'en'"),
        ("verdict: no\n", "verdict: yes\n", "expects another status or verdict"),
    ],
)
def test_a_group_has_each_language_once_and_one_expectation(tmp_path: Path, old: str, new: str, remedy: str) -> None:
    first, second = PARITY.split("- id: kz-limit-ru")
    found = loaded(tmp_path, first + "- id: kz-limit-ru" + second.replace(old, new, 1))
    assert [(problem.case_id, problem.field) for problem in found.problems] == [("kz-limit-ru", "parity")]
    assert remedy in found.problems[0].remedy


def test_a_case_that_grades_a_passage_that_is_gone_is_reported(tmp_path: Path, library: Library) -> None:
    found = loaded(tmp_path, GOOD.replace("must_not:", "passages: {kz/501-3: 3, kz/gone: 1}\n    must_not:") + TWIN)
    assert found.problems == ()
    assert found.cases[0].expects.passages == {"kz/501-3": 3, "kz/gone": 1}
    checked = with_known_passages(found, library)
    assert [case.id for case in checked.cases] == ["kz-limit-002"]
    assert [(p.case_id, p.field) for p in checked.problems] == [("kz-limit-001", "expects.passages")]
    assert "kz/gone" in checked.problems[0].remedy


def test_our_own_cases_load() -> None:
    found = load_cases(CASES)
    assert [str(problem) for problem in found.problems] == []
    assert {case.topic for case in found.cases} <= {*TOPICS, ""}


def test_the_example_of_the_docs_loads(tmp_path: Path) -> None:
    docs = (Path(__file__).parents[2] / "docs" / "evals.md").read_text(encoding="utf-8")
    example = docs.split("```yaml\n")[1].split("```")[0].replace("  twin: kz-limit-002", "  #")
    found = loaded(tmp_path, example)
    assert found.problems == ()
    assert found.cases[0].id == "kz-limit-001"
