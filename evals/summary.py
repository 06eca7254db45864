"""The figures of a run: means with n and interval, by slice."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from evals.bootstrap import mean_of, spread_of
from evals.curve import refusal_curve
from evals.parity import citations_of, parity_of
from evals.reports import CaseResult, Failure, Mean, Pairs, Spread, Summary
from evals.types import EvalCase, Grade, Kind

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
        parity=parity_of(graded, results, seed),
        curve=refusal_curve(graded, results),
        correct_and_grounded=_sides(results),
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
    return tuple(sorted({str(citation.get("passage_id", "")) for citation in citations_of(answer)}))


def _pairs(cases: Sequence[EvalCase], averages: Mapping[str, Mapping[str, float | None]], seed: int) -> Pairs | None:
    """False premises with their true twins; of several attempts at a case the share that was accurate counts.

    The score of a pair is the lesser of its two: an assistant that contradicts every premise, or swallows every one,
    scores 0 on all pairs.
    """
    accurate = {case.id: averages[case.id][Grade.ACCURATE.value] or 0.0 for case in cases}
    kinds = {case.id: case.kind for case in cases}
    pairs = {
        (case.id, case.twin) if kinds[case.id] is Kind.FALSE_PREMISE else (case.twin, case.id)
        for case in cases
        if case.twin and case.twin in accurate
    }
    scores = [(accurate[false], accurate[true]) for false, true in sorted(pairs)]
    both = mean_of([min(pair) for pair in scores], seed)
    if both is None:
        return None
    return Pairs(
        both=both,
        only_true=sum(max(0.0, true - false) for false, true in scores) / len(scores),
        only_false=sum(max(0.0, false - true) for false, true in scores) / len(scores),
        neither=sum(1 - max(pair) for pair in scores) / len(scores),
    )


def _sides(results: Sequence[CaseResult]) -> dict[str, int]:
    """How many first answers are "correct, grounded", "incomplete, grounded" and so on."""
    scores = [result.score for result in results if result.attempt == 1]
    return dict(Counter(f"{s.correctness}, {s.groundedness}" for s in scores if s.correctness).most_common())
