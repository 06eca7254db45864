"""The refusal curve: what another cut-off would have cost in false refusals and false answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.types import Status
from evals.reports import CaseResult, Curve, CurvePoint
from evals.types import EvalCase

STEPS = 100
"""Cut-offs on the curve, evenly from 0 to 1; there is one point more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One answer: whether an answer was due, the status given, the score if the assistant tells it."""

    due: bool
    status: str
    score: float | None

    def is_status(self, status: Status, cut_off: float | None) -> bool:
        """Whether it is a refusal, or an answer, at a cut-off; None for what it was."""
        if self.score is None or cut_off is None:
            return self.status == status.value
        return (self.score < cut_off) is (status is Status.DECLINED)


def refusal_curve(cases: Sequence[EvalCase], results: Sequence[CaseResult]) -> Curve | None:
    """False refusals and false answers at each cut-off, over the first attempt at each case.

    At cut-off t an answer with a score below t is taken as a refusal, any other as an answer. False refusals are
    |refused although an answer was due| / |answer due|; false answers |answered although to be declined| / |to be
    declined|. An answer without a score (a greeting, a question back) is what it was at every cut-off. `area` is the
    probability that a question that has an answer scores above one that has none, ties by half (Hanley and McNeil
    1982, doi:10.1148/radiology.143.1.7063747): 1 if some cut-off parts them, 0.5 if the score tells nothing.

    Returns:
        None if no answer has a score, or if every case is of one sort: there is nothing to trade.
    """
    marked = list(_marked(cases, results))
    due, not_due = [item for item in marked if item.due], [item for item in marked if not item.due]
    if not due or not not_due or all(item.score is None for item in marked):
        return None
    cut_offs = (_number(_trace(result).get("cut_off")) for result in results)
    return Curve(
        points=tuple(_point(due, not_due, step / STEPS) for step in range(STEPS + 1)),
        used=_point(due, not_due, None),
        cut_off=next((value for value in cut_offs if value is not None), None),
        due=len(due),
        not_due=len(not_due),
        scored=sum(item.score is not None for item in marked),
        area=_area(_scores(due), _scores(not_due)),
    )


def _marked(cases: Sequence[EvalCase], results: Sequence[CaseResult]) -> Iterator[Marked]:
    wanted = {case.id: case.expects.status for case in cases}
    for result in results:
        status = wanted[result.case_id]
        if result.attempt == 1 and status is not Status.CLARIFY:
            score = _number(_trace(result).get("answerable"))
            yield Marked(due=status is Status.ANSWERED, status=str(result.answers[-1].get("status")), score=score)


def _point(due: Sequence[Marked], not_due: Sequence[Marked], cut_off: float | None) -> CurvePoint:
    return CurvePoint(
        cut_off=cut_off,
        false_refusals=sum(item.is_status(Status.DECLINED, cut_off) for item in due) / len(due),
        false_answers=sum(item.is_status(Status.ANSWERED, cut_off) for item in not_due) / len(not_due),
    )


def _scores(marked: Iterable[Marked]) -> list[float]:
    return [item.score for item in marked if item.score is not None]


def _area(due: Sequence[float], not_due: Sequence[float]) -> float | None:
    if not due or not not_due:
        return None
    wins = sum((one > other) + (one == other) / 2 for one in due for other in not_due)
    return wins / (len(due) * len(not_due))


def _trace(result: CaseResult) -> Mapping[str, Any]:
    trace = result.answers[-1].get("trace") if result.answers else None
    return trace if isinstance(trace, Mapping) else {}


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
