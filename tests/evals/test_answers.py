from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Status, Verdict
from evals.metrics.answers import (
    forbidden_statement,
    grade,
    key_point_recall,
    language_accuracy,
    length_words,
    verdict_accuracy,
)
from evals.types import Grade

WORDINGS = st.lists(st.lists(st.sampled_from(["three", "years", "Code", "9"]), min_size=1).map(tuple))


def test_key_point_recall_wants_one_alternative_of_each() -> None:
    # the first by its second alternative, the second not at all, the third: 2 of 3
    points = [("three years", "3 years"), ("article 126",), ("/legal\\s+force/",)]
    assert key_point_recall(points, "within 3 years of its legal force") == pytest.approx(2 / 3)
    assert key_point_recall([], "anything") is None


def test_a_forbidden_statement_is_one_or_nothing() -> None:
    assert forbidden_statement(("ten years", "10 years"), "within 10 years") == 1.0
    assert forbidden_statement(("10 years",), "within 110 years") == 0.0
    assert forbidden_statement((), "within 10 years") is None


def test_a_verdict_may_have_several_right_forms() -> None:
    either = (Verdict.CONDITIONAL, Verdict.UNSETTLED)
    assert verdict_accuracy(either, Verdict.UNSETTLED) == 1.0
    assert verdict_accuracy(either, Verdict.YES) == 0.0
    assert verdict_accuracy(either, None) == 0.0
    assert verdict_accuracy((), Verdict.YES) is None


def test_language_accuracy_needs_a_language() -> None:
    assert language_accuracy("ru", "ru") == 1.0
    assert language_accuracy("ru", "en") == 0.0
    assert language_accuracy("ru", "") is None


def test_length_counts_words() -> None:
    # Yes | three-year | limit | of | 1.5 | MCI | under | Art | 501 | 3
    assert length_words("Yes: three-year limit of 1.5 MCI under Art. 501(3).") == 10
    assert length_words("") == 0


@given(WORDINGS, st.text(alphabet="three years Code 9", max_size=40))
def test_figures_stay_within_their_bounds(points: list[tuple[str, ...]], text: str) -> None:
    for value in (key_point_recall(points, text), forbidden_statement(points[0] if points else (), text)):
        assert value is None or 0.0 <= value <= 1.0
    assert length_words(text) >= 0


def graded(**given_: Any) -> Grade:
    right: dict[str, Any] = {
        "expected": Status.ANSWERED,
        "given": Status.ANSWERED,
        "reason_right": True,
        "points_made": True,
        "forbidden": False,
        "expected_verdicts": (Verdict.YES,),
        "verdict": Verdict.YES,
        "exact": True,
        "cited": True,
    }
    return grade(**{**right, **given_})


@pytest.mark.parametrize(
    ("given_", "class_"),
    [
        ({}, Grade.ACCURATE),
        ({"points_made": False}, Grade.INCOMPLETE),
        ({"verdict": None}, Grade.INCOMPLETE),
        ({"cited": False}, Grade.INCOMPLETE),
        ({"verdict": Verdict.NO}, Grade.HALLUCINATED),
        ({"forbidden": True}, Grade.HALLUCINATED),
        ({"exact": False}, Grade.HALLUCINATED),
        ({"verdict": Verdict.NO, "expected_verdicts": ()}, Grade.ACCURATE),
        ({"given": Status.DECLINED, "verdict": None}, Grade.REFUSED),
        ({"given": Status.CLARIFY, "verdict": None}, Grade.REFUSED),
        ({"expected": Status.DECLINED, "expected_verdicts": ()}, Grade.HALLUCINATED),
    ],
)
def test_the_class_of_an_answer(given_: dict[str, Any], class_: Grade) -> None:
    assert graded(**given_) is class_


@pytest.mark.parametrize(
    ("expected", "given_", "reason_right", "class_"),
    [
        (Status.DECLINED, Status.DECLINED, True, Grade.ACCURATE),
        (Status.DECLINED, Status.DECLINED, False, Grade.INCOMPLETE),
        (Status.DECLINED, Status.CLARIFY, True, Grade.INCOMPLETE),
        (Status.CLARIFY, Status.CLARIFY, True, Grade.ACCURATE),
        (Status.CLARIFY, Status.ANSWERED, True, Grade.INCOMPLETE),
        (Status.CLARIFY, Status.DECLINED, True, Grade.REFUSED),
    ],
)
def test_the_class_where_no_answer_was_due(
    expected: Status, given_: Status, reason_right: bool, class_: Grade
) -> None:
    found = graded(
        expected=expected,
        given=given_,
        reason_right=reason_right,
        expected_verdicts=(),
        verdict=None,
        cited=given_ is Status.ANSWERED,
    )
    assert found is class_
