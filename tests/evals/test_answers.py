from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Status, Verdict
from evals.metrics.answers import (
    correctness,
    forbidden_statement,
    grade,
    key_point_recall,
    language_accuracy,
    length_words,
    verdict_accuracy,
)
from evals.metrics.citations import groundedness
from evals.types import Correctness, Grade, Groundedness

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


def rightness(**given_: Any) -> Correctness:
    right: dict[str, Any] = {
        "expected": Status.ANSWERED,
        "given": Status.ANSWERED,
        "reason_right": True,
        "points_made": True,
        "forbidden": False,
        "expected_verdicts": (Verdict.YES,),
        "verdict": Verdict.YES,
    }
    return correctness(**{**right, **given_})


@pytest.mark.parametrize(
    ("given_", "side"),
    [
        ({}, Correctness.CORRECT),
        ({"points_made": False}, Correctness.INCOMPLETE),
        ({"verdict": None}, Correctness.INCOMPLETE),
        ({"verdict": Verdict.NO}, Correctness.INCORRECT),
        ({"forbidden": True}, Correctness.INCORRECT),
        ({"verdict": Verdict.NO, "expected_verdicts": ()}, Correctness.CORRECT),
        ({"given": Status.DECLINED, "verdict": None}, Correctness.REFUSED),
        ({"given": Status.CLARIFY, "verdict": None}, Correctness.REFUSED),
        ({"expected": Status.DECLINED, "expected_verdicts": ()}, Correctness.INCORRECT),
    ],
)
def test_whether_an_answer_is_right(given_: dict[str, Any], side: Correctness) -> None:
    assert rightness(**given_) is side


@pytest.mark.parametrize(
    ("expected", "given_", "reason_right", "side"),
    [
        (Status.DECLINED, Status.DECLINED, True, Correctness.CORRECT),
        (Status.DECLINED, Status.DECLINED, False, Correctness.INCOMPLETE),
        (Status.DECLINED, Status.CLARIFY, True, Correctness.INCOMPLETE),
        (Status.CLARIFY, Status.CLARIFY, True, Correctness.CORRECT),
        (Status.CLARIFY, Status.ANSWERED, True, Correctness.INCOMPLETE),
        (Status.CLARIFY, Status.DECLINED, True, Correctness.REFUSED),
    ],
)
def test_whether_a_reply_is_right_where_no_answer_was_due(
    expected: Status, given_: Status, reason_right: bool, side: Correctness
) -> None:
    found = rightness(expected=expected, given=given_, reason_right=reason_right, expected_verdicts=(), verdict=None)
    assert found is side


@pytest.mark.parametrize(
    ("answered", "claims", "exact", "side"),
    [
        (True, [1, 2], True, Groundedness.GROUNDED),
        (True, [1, 0], True, Groundedness.UNGROUNDED),
        (True, [], True, Groundedness.UNGROUNDED),
        (True, [1, 2], False, Groundedness.MISGROUNDED),
        (False, [], True, Groundedness.NONE_DUE),
        (False, [1], False, Groundedness.MISGROUNDED),
    ],
)
def test_whether_an_answer_is_grounded(answered: bool, claims: list[int], exact: bool, side: Groundedness) -> None:
    assert groundedness(answered, claims, exact) is side


@pytest.mark.parametrize(
    ("correct", "grounded", "class_"),
    [
        ("correct", "grounded", "accurate"),
        ("correct", "none due", "accurate"),
        ("correct", "ungrounded", "incomplete"),
        ("correct", "misgrounded", "hallucinated"),
        ("incomplete", "grounded", "incomplete"),
        ("incomplete", "misgrounded", "hallucinated"),
        ("incorrect", "grounded", "hallucinated"),
        ("refused", "none due", "refused"),
    ],
)
def test_the_class_comes_of_both_sides(correct: str, grounded: str, class_: str) -> None:
    assert grade(Correctness(correct), Groundedness(grounded)) is Grade(class_)
