"""The interview: a lawyer's answers come to a valid case, and nothing else in the file changes."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals.__main__ import main
from evals.adding import append, checked, doubts
from evals.errors import AddRefused
from evals.interview import Asker, Known, interview
from evals.load import load_cases
from evals.types import Authority, Kind, Library, Split
from evals.verbs.codes import COULD_NOT, WITHIN

TOPICS = frozenset({"limitation", "costs"})
LIMIT = """How long do I have to enforce a Turkish judgment in Kazakhstan?

general
creditor
en
dev
2026-11-22
answered
conditional, yes
three years | 3 years | /3.year/
entry into legal force

ten years

501(3) | 501 (3) = 3
609 = 1

limitation
kz, tr

the Code itself
A. Lawyer
kz-limit-777
"""
OFF_TOPIC = "Who won?\n\noff-topic\n\n\n\n\ndeclined\nout_of_scope, greeting\n\n\n\n\n\n\n\n"
OLD = '# A file with a comment.\n- id: kz-limit-001   # kept\n  kind: off-topic\n  persona: creditor\n  language: en\n  split: dev\n  turns: ["A recipe?"]\n  expects: {status: declined}\n'


def interviewed(answers: str, ids: frozenset[str] = frozenset(), patient: bool = False) -> dict[str, Any]:
    return interview(Asker(io.StringIO(answers), io.StringIO(), patient), Known(ids=ids, topics=TOPICS))


def test_the_answers_are_a_case() -> None:
    case = checked(interviewed(LIMIT), "added.yaml", TOPICS)
    assert case.id == "kz-limit-777"
    assert (case.kind, case.split, str(case.as_of)) == (Kind.GENERAL, Split.DEV, "2026-11-22")
    assert [verdict.value for verdict in case.expects.verdicts] == ["conditional", "yes"]
    assert case.expects.key_points == (("three years", "3 years", "/3.year/"), ("entry into legal force",))
    assert case.expects.must_not == ("ten years",)
    assert case.expects.authorities == (
        Authority(names=("501(3)", "501 (3)"), grade=3),
        Authority(names=("609",), grade=1),
    )
    assert (case.states, case.written_by) == (("KZ", "TR"), "A. Lawyer")


def test_empty_lines_are_the_defaults_and_an_id_is_suggested() -> None:
    case = checked(interviewed(OFF_TOPIC, ids=frozenset({"off-topic-001"})), "added.yaml", TOPICS)
    assert case.id == "off-topic-002"
    assert case.split is Split.HELD_OUT
    assert [reason.value for reason in case.expects.reasons] == ["out_of_scope", "greeting"]


def test_a_conversation_in_russian_is_taken_for_one() -> None:
    asked = (
        LIMIT.replace("How long", "Мы выиграли суд.\nHow long")
        .replace("general\n", "\n")
        .replace("\nen\n", "\n\n", 1)
    )
    fields = interviewed(asked)
    assert (fields["kind"], fields["language"], len(fields["turns"])) == ("multi-turn", "ru", 2)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("general", "generl", "none of general"),
        ("\nen\n", "\nEnglish\n", "two small letters"),
        ("2026-11-22", "22.11.2026", "Invalid isoformat"),
        ("answered", "answer", "none of answered"),
        ("conditional, yes", "maybe", "none of yes"),
        ("/3.year/", "/3(year/", "not a regular expression"),
        ("/3.year/", "/year$ 3/", "no text was found"),
        ("= 3", "= 5", "a grade is 1, 2 or 3"),
        ("\nlimitation\n", "\ncookery\n", "is no topic"),
        ("kz, tr", "Kazakhstan", "no code of a State"),
        ("kz-limit-777", "KZ limit", "use a-z"),
        ("kz-limit-777", "kz-limit-001", "in use already"),
    ],
)
def test_a_wrong_answer_is_named_and_on_a_terminal_asked_again(old: str, new: str, why: str) -> None:
    assert old in LIMIT
    ids = frozenset({"kz-limit-001"})
    with pytest.raises(AddRefused, match=why):
        interviewed(LIMIT.replace(old, new, 1), ids)
    bare = old.strip("\n")
    line = next(line for line in LIMIT.splitlines() if (line == bare if old != bare else bare in line))
    wrong = line.replace(bare, new.strip("\n"))
    mended = LIMIT.replace(f"\n{line}\n", f"\n{wrong}\n{line}\n", 1)
    assert interviewed(mended, ids, patient=True) == interviewed(LIMIT, ids)


def test_answers_that_end_too_early_write_nothing() -> None:
    with pytest.raises(AddRefused, match="Nothing was written"):
        interviewed(LIMIT[:80])


def test_a_case_with_nothing_to_grade_is_refused() -> None:
    asked = LIMIT.replace("conditional, yes", "").replace(
        "three years | 3 years | /3.year/\nentry into legal force\n", ""
    )
    with pytest.raises(AddRefused, match="nothing here can be graded"):
        interviewed(asked.replace("ten years\n", ""))


def test_the_rest_of_the_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OLD, encoding="utf-8")
    block = append(interviewed(LIMIT), path)
    assert path.read_text(encoding="utf-8") == f"{OLD}\n{block}"
    assert [case.id for case in load_cases(tmp_path).cases] == ["kz-limit-001"] or load_cases(tmp_path).problems == ()
    append(interviewed(OFF_TOPIC), path)
    assert path.read_text(encoding="utf-8").startswith(f"{OLD}\n{block}\n- id: off-topic-001")
    assert [entry["id"] for entry in yaml.safe_load(path.read_text(encoding="utf-8"))] == [
        "kz-limit-001",
        "kz-limit-777",
        "off-topic-001",
    ]


@pytest.mark.parametrize(
    ("old", "why"),
    [
        ("- id: [", "is not YAML"),
        ("a: 1\n", "is no list"),
        (OLD.replace("kz-limit-001", "kz-limit-777"), "has a case kz-limit-777 already"),
        ("[{id: a, kind: off-topic}]\n", "is not YAML|laid out"),
        ("  - id: a\n    kind: off-topic\n", "is not YAML|laid out"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_alone(tmp_path: Path, old: str, why: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(old, encoding="utf-8")
    with pytest.raises(AddRefused, match=why):
        append(interviewed(LIMIT), path)
    assert path.read_text(encoding="utf-8") == old


def test_what_the_corpus_cannot_satisfy_is_told(library: Library) -> None:
    fields = interviewed(LIMIT.replace("609 = 1", "Art. 999").replace("entry into legal force", "in the moonlight"))
    told = list(doubts(checked(fields, "added.yaml", TOPICS), library))
    assert told == ["no passage is cited as Art. 999", "no passage says in the moonlight"]


def test_the_verb_reads_a_pipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    passages = tmp_path / "passages.jsonl"
    passages.write_text(json.dumps({"id": "p", "text": "three years", "pinpoint": "Art. 501(3)"}), encoding="utf-8")
    path = tmp_path / "cases" / "own.yaml"
    given = ["add", "--into", str(path), "--passages", str(passages)]
    monkeypatch.setattr("sys.stdin", io.StringIO(LIMIT))
    assert main(given) == WITHIN
    said = capsys.readouterr()
    assert said.out == path.read_text(encoding="utf-8")
    assert "look again: no passage says entry into legal force" in said.err
    assert [case.id for case in load_cases(path.parent).cases] == ["kz-limit-777"]
    monkeypatch.setattr("sys.stdin", io.StringIO(LIMIT))
    assert main(given) == COULD_NOT
    assert "kz-limit-777 is in use already" in capsys.readouterr().err
    assert len(load_cases(path.parent).cases) == 1
