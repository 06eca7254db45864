from collections.abc import Callable
from typing import Any

import pytest

from evals.parity import parity_of, source_of
from evals.reports import CaseResult, Score
from evals.types import EvalCase, Grade

MakeCase = Callable[..., EvalCase]


def result(id_: str, verdict: str | None, sources: str, status: str = "answered", attempt: int = 1) -> CaseResult:
    citations = [{"passage_id": f"{source}/1", "source_id": source} for source in sources]
    answer: dict[str, Any] = {"status": status, "verdict": verdict, "claims": [{"text": "", "citations": citations}]}
    return CaseResult(case_id=id_, attempt=attempt, score=Score(grade=Grade.ACCURATE, metrics={}), answers=(answer,))


def cases(make_case: MakeCase, groups: dict[str, str]) -> list[EvalCase]:
    """One case a letter of each group; "eR" is one in English and one in Russian."""
    languages = {"e": "en", "r": "ru", "k": "kk"}
    return [
        make_case(id=f"{group}-{letter}", parity=group, language=languages[letter])
        for group, letters in groups.items()
        for letter in letters
    ]


def test_parity_is_the_same_verdict_and_the_same_sources(make_case: MakeCase) -> None:
    found = parity_of(
        cases(make_case, {"limit": "rek", "duty": "er"}),
        [
            result("limit-e", "yes", "ab"),
            result("limit-r", "yes", "abc"),
            result("limit-k", "yes", "b"),
            result("duty-e", "yes", "a"),
            result("duty-r", None, "", status="declined"),
        ],
        seed=1,
    )
    assert found is not None
    duty, limit = found.groups
    assert [cell.language for cell in limit.cells] == ["en", "kk", "ru"]
    assert (limit.same_verdict, duty.same_verdict) == (True, False)
    # cited by all: b; by any: a, b, c. Of the duty: none by both, a by one.
    assert (limit.same_sources, duty.same_sources) == (pytest.approx(1 / 3), 0.0)
    assert found.same_verdict is not None and found.same_verdict.mean == 0.5
    assert found.same_sources is not None and found.same_sources.mean == pytest.approx(1 / 6)
    assert found.languages == ["en", "kk", "ru"]


def test_a_group_of_which_one_language_was_graded_says_nothing(make_case: MakeCase) -> None:
    assert parity_of(cases(make_case, {"limit": "er"}), [result("limit-e", "yes", "a")], seed=1) is None
    assert parity_of([make_case(id="alone")], [result("alone", "yes", "a")], seed=1) is None


def test_only_the_first_attempt_counts_and_no_citation_is_no_disagreement(make_case: MakeCase) -> None:
    results = [
        result("g-e", "no", ""),
        result("g-r", "no", ""),
        result("g-r", "yes", "z", attempt=2),
    ]
    found = parity_of(cases(make_case, {"g": "er"}), results, seed=1)
    assert found is not None
    assert found.groups[0].same_verdict
    assert found.groups[0].same_sources is None
    assert found.same_sources is None


def test_a_source_is_known_by_id_title_or_passage() -> None:
    assert source_of({"source_id": "kz-code", "title": "A code", "passage_id": "x/1"}) == "kz-code"
    assert source_of({"title": "A code", "passage_id": "x/1"}) == "A code"
    assert source_of({"passage_id": "x/1"}) == "x"
