import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Status
from evals.metrics import refusals

ANSWERED, CLARIFY, DECLINED = Status.ANSWERED, Status.CLARIFY, Status.DECLINED
EXPECTED = (ANSWERED, ANSWERED, ANSWERED, DECLINED, DECLINED, CLARIFY)
GIVEN = (ANSWERED, DECLINED, CLARIFY, DECLINED, ANSWERED, ANSWERED)


@pytest.mark.parametrize(
    ("name", "ratio"),
    [
        ("refusal_precision", 1 / 2),  # declined: the 2nd (wrongly) and the 4th (rightly)
        ("refusal_recall", 1 / 2),  # to decline: the 4th (was) and the 5th (was not)
        ("false_refusal", 1 / 3),  # answer due: the first three, of which the 2nd was declined
        ("false_answer", 1 / 2),  # to decline: the 4th and 5th, of which the 5th was answered
        ("needless_clarification", 1 / 5),  # nothing missing: the first five, of which the 3rd was asked back
        ("missing_clarification", 1.0),  # forks: the 6th, which was answered
    ],
)
def test_the_mean_over_cases_is_the_ratio(name: str, ratio: float) -> None:
    values = [getattr(refusals, name)(e, g) for e, g in zip(EXPECTED, GIVEN, strict=True)]
    known = [value for value in values if value is not None]
    assert sum(known) / len(known) == pytest.approx(ratio)


@given(st.sampled_from(Status), st.sampled_from(Status))
def test_figures_stay_within_their_bounds(expected: Status, given_: Status) -> None:
    for metric in (
        refusals.refusal_precision,
        refusals.refusal_recall,
        refusals.false_refusal,
        refusals.false_answer,
        refusals.needless_clarification,
        refusals.missing_clarification,
    ):
        assert metric(expected, given_) in (None, 0.0, 1.0)


def test_a_reason_is_graded_only_where_one_is_expected() -> None:
    assert refusals.reason_accuracy(("out_of_scope", "greeting"), "greeting") == 1.0
    assert refusals.reason_accuracy(("out_of_scope",), None) == 0.0
    assert refusals.reason_accuracy((), "greeting") is None
