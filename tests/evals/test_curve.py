from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Status
from evals.charts import alone
from evals.charts import refusal_curve as draw
from evals.curve import refusal_curve
from evals.reports import CaseResult, Score
from evals.types import EvalCase, Expectation, Grade, Kind, Persona, Split

MakeCase = Callable[..., EvalCase]


def case(id_: str, status: Status) -> EvalCase:
    return EvalCase(
        id=id_,
        kind=Kind.GENERAL,
        persona=Persona.LAWYER,
        language="en",
        split=Split.DEV,
        turns=("?",),
        topic="",
        states=(),
        file="cases.yaml",
        expects=Expectation(status=status),
    )


def result(id_: str, status: str, trace: Any, attempt: int = 1) -> CaseResult:
    score = Score(grade=Grade.ACCURATE, metrics={})
    return CaseResult(case_id=id_, attempt=attempt, score=score, answers=({"status": status, "trace": trace},))


CASES = [
    *(case(id_, Status.ANSWERED) for id_ in ("a", "b", "c", "greeted")),
    *(case(id_, Status.DECLINED) for id_ in ("x", "y")),
    case("fork", Status.CLARIFY),
]
RESULTS = [
    result("a", "answered", {"answerable": 0.9, "cut_off": 0.5}),
    result("b", "answered", {"answerable": 0.6, "cut_off": 0.5}),
    result("c", "declined", {"answerable": 0.3, "cut_off": 0.5}),
    result("greeted", "declined", {}),
    result("x", "declined", {"answerable": 0.3, "cut_off": 0.5}),
    result("y", "answered", {"answerable": 0.7, "cut_off": 0.5}),
    result("fork", "clarify", {"answerable": 0.1, "cut_off": 0.5}),
    result("a", "declined", {"answerable": 0.0, "cut_off": 0.5}, attempt=2),
]


def test_a_higher_cut_off_trades_false_answers_for_false_refusals() -> None:
    curve = refusal_curve(CASES, RESULTS)
    assert curve is not None
    at = {point.cut_off: (point.false_refusals, point.false_answers) for point in curve.points}
    # the greeting has no score: it is a refusal at every cut-off, one of four
    assert at[0.0] == (1 / 4, 1.0)
    # below 0.5: c and the greeting of four; x of two is refused, y answered
    assert at[0.5] == (2 / 4, 1 / 2)
    # below 0.65: b too; a alone is answered
    assert at[0.65] == (3 / 4, 1 / 2)
    assert at[1.0] == (4 / 4, 0.0)
    assert (curve.used.false_refusals, curve.used.false_answers, curve.cut_off) == (2 / 4, 1 / 2, 0.5)
    assert (curve.due, curve.not_due, curve.scored) == (4, 2, 5)
    # pairs of due and not due: .9 and .6 beat .3, .3 ties .3; .9 beats .7, .6 and .3 do not: 3.5 of 6
    assert curve.area == pytest.approx(3.5 / 6)


@pytest.mark.parametrize("trace", [None, {}, {"answerable": None}, {"answerable": "high"}, {"answerable": True}, 3])
def test_an_assistant_without_a_score_has_no_curve(trace: Any) -> None:
    assert refusal_curve(CASES, [result("a", "answered", trace), result("x", "declined", trace)]) is None


def test_cases_of_one_sort_have_no_curve() -> None:
    assert refusal_curve(CASES, [result("a", "answered", {"answerable": 0.9})]) is None


@given(st.lists(st.tuples(st.booleans(), st.none() | st.floats(0, 1), st.booleans()), max_size=20))
def test_the_curve_is_monotonous_and_within_bounds(drawn: list[tuple[bool, float | None, bool]]) -> None:
    cases = [case(str(n), Status.ANSWERED if due else Status.DECLINED) for n, (due, _, _) in enumerate(drawn)]
    results = [
        result(str(n), "answered" if answered else "declined", {"answerable": score})
        for n, (_, score, answered) in enumerate(drawn)
    ]
    curve = refusal_curve(cases, results)
    if curve is None:
        return
    refusals = [point.false_refusals for point in curve.points]
    answers = [point.false_answers for point in curve.points]
    assert refusals == sorted(refusals) and answers == sorted(answers, reverse=True)
    assert all(0 <= share <= 1 for share in (*refusals, *answers))
    assert curve.area is None or 0 <= curve.area <= 1


def test_the_picture_stands_alone() -> None:
    curve = refusal_curve(CASES, RESULTS)
    assert curve is not None
    picture = alone(draw(curve))
    root = ElementTree.fromstring(picture)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(--" not in picture  # no colour that only the page defines
