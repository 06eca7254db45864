"""The figures of a run: means with n and interval, by slice."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from evals.bootstrap import mean_of, spread_of
from evals.reports import CaseResult, Failure, Mean, Spread, Summary
from evals.types import EvalCase, Grade

ALL = "all"
NONE = "none"
"""The slice of cases that have no topic, such as questions off topic."""


def summarise(
    cases: Sequence[EvalCase], results: Sequence[CaseResult], failures: Sequence[Failure], seed: int
) -> Summary:
    """Sum up a run. The unit is the case: attempts at one case are averaged first, failures are counted apart."""
    by_case: dict[str, list[CaseResult]] = defaultdict(list)
    for result in results:
        by_case[result.case_id].append(result)
    graded = [case for case in cases if case.id in by_case]
    averages = averages_by_case(results)
    means = {
        kind: {
            name: _means([averages[case.id] for case in part], seed) for name, part in _parts(graded, kind).items()
        }
        for kind in (ALL, "kind", "persona", "language", "topic", "split")
    }
    attempts = max((result.attempt for result in results), default=1)
    return Summary(
        graded=len(graded),
        failed=len({failure.case_id or failure.file for failure in failures}),
        grades={grade.value: sum(r.score.grade is grade for r in results if r.attempt == 1) for grade in Grade},
        lost=dict(
            Counter(r.score.lost_at.value for r in results if r.score.lost_at and r.attempt == 1).most_common()
        ),
        means=means,
        latency_ms=_latency(results),
        stability=mean_of([_stable(several) for several in by_case.values()], seed) if attempts > 1 else None,
        pairs=_pairs(graded, averages, seed),
    )


def averages_by_case(results: Sequence[CaseResult]) -> dict[str, dict[str, float | None]]:
    """Case id to metric to its mean over the attempts at the case; None where every attempt has None."""
    by_case: dict[str, list[Mapping[str, float | None]]] = defaultdict(list)
    for result in results:
        by_case[result.case_id].append(result.score.metrics)
    return {id_: _average(several) for id_, several in by_case.items()}


def _parts(cases: Sequence[EvalCase], kind: str) -> dict[str, list[EvalCase]]:
    parts: dict[str, list[EvalCase]] = defaultdict(list)
    for case in cases:
        parts[ALL if kind == ALL else str(getattr(case, kind)) or NONE].append(case)
    return dict(sorted(parts.items()))


def _average(several: Sequence[Mapping[str, float | None]]) -> dict[str, float | None]:
    names = dict.fromkeys(name for metrics in several for name in metrics)
    known = {name: [value for m in several if (value := m.get(name)) is not None] for name in names}
    return {name: sum(values) / len(values) if values else None for name, values in known.items()}


def _means(averages: Sequence[Mapping[str, float | None]], seed: int) -> dict[str, Mean]:
    names = dict.fromkeys(name for metrics in averages for name in metrics)
    means = {name: mean_of([metrics.get(name) for metrics in averages], seed) for name in names}
    return {name: mean for name, mean in means.items() if mean is not None}


def _latency(results: Sequence[CaseResult]) -> dict[str, Spread]:
    steps: dict[str, list[float]] = defaultdict(list)
    for result in results:
        for answer in result.answers:
            timings = answer.get("timings_ms")
            if isinstance(timings, Mapping):
                for step, ms in timings.items():
                    steps[str(step)].append(float(ms))
    return {step: spread_of(values) for step, values in steps.items()}


def _stable(several: Sequence[CaseResult]) -> float | None:
    """1 if every attempt at a case has the same class, verdict and passages cited, else 0; None if there is one."""
    if len(several) < 2:
        return None
    seen = {(result.score.grade, result.answers[-1].get("verdict"), _cited(result.answers[-1])) for result in several}
    return float(len(seen) == 1)


def _cited(answer: Mapping[str, Any]) -> tuple[str, ...]:
    citations = [citation for claim in answer.get("claims", ()) for citation in claim.get("citations", ())]
    return tuple(sorted({citation["passage_id"] for citation in citations}))


def _pairs(cases: Sequence[EvalCase], averages: Mapping[str, Mapping[str, float | None]], seed: int) -> Mean | None:
    """The share of false premises answered accurately together with their true twins; contradicting all scores 0."""
    accurate = {case.id: averages[case.id][Grade.ACCURATE.value] or 0.0 for case in cases}
    pairs = {frozenset((case.id, case.twin)) for case in cases if case.twin and case.twin in accurate}
    return mean_of([min(accurate[id_] for id_ in pair) for pair in sorted(pairs, key=sorted)], seed)
