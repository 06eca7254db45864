"""Figures of the systems on each task, with intervals over groups of queries, and the gate that they must pass."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from evals.bootstrap import LEVEL, RESAMPLES
from evals.reports import Mean
from evals.yardsticks.systems import DENSE, FUSED, LEXICAL, RERANKED, STOCK, ours, stock, vectors_of
from evals.yardsticks.types import Outcome, Taken, Task
from index.embedders import Embedder

PAIRS = ((FUSED, STOCK), (FUSED, LEXICAL), (RERANKED, FUSED))
"""Which differences are shown, the second taken from the first."""

GATE = {("scifact", LEXICAL): (0.665, 0.690), ("scifact", DENSE): (0.635, 0.655)}
"""Where the published figures of BM25 and of this model lie: outside, something is broken."""


def outcomes(
    tasks: Sequence[Task],
    embedder: Embedder,
    setting: str,
    cache: Path,
    seed: int,
    told: Callable[[str], None] = lambda line: None,
) -> Iterator[Outcome]:
    """One outcome a measure of each task, as soon as it is known."""
    for task in tasks:
        told(f"{task.name}: {len(task.ours.ids)} texts, {len(task.queries)} queries")
        vectors = vectors_of(task.ours, embedder, cache, told)
        same = task.stock is task.ours
        taken = ours(task, embedder, vectors)
        taken[STOCK] = stock(task, setting, vectors if same else vectors_of(task.stock, embedder, cache, told))
        for measure in task.measures:
            yield outcome(task, measure, taken, seed)


def outcome(task: Task, measure: str, taken: Mapping[str, Taken], seed: int) -> Outcome:
    """The means of one measure, and the paired differences."""
    groups = [query.group for query in task.queries]
    values = {system: one.values[measure] for system, one in taken.items()}
    means = {system: grouped_mean(each, groups, seed) for system, each in values.items()}
    differences = {
        f"{first} − {second}": grouped_mean(
            [None if a is None or b is None else a - b for a, b in zip(values[first], values[second], strict=True)],
            groups,
            seed,
        )
        for first, second in PAIRS
    }
    return Outcome(
        task=task.name,
        note=task.note,
        texts=len(task.ours.ids),
        measure=measure,
        means={system: mean for system, mean in means.items() if mean is not None},
        differences={name: mean for name, mean in differences.items() if mean is not None},
        published=task.published.get(measure, ""),
        ms={system: statistics.median(one.ms) for system, one in taken.items()},
    )


def grouped_mean(values: Sequence[float | None], groups: Sequence[str], seed: int) -> Mean | None:
    """The mean over queries, with a bootstrap interval in which whole groups are drawn.

    Queries of one conversation are alike; drawing them one by one would make the interval too narrow (Davison and
    Hinkley 1997, Bootstrap Methods, section 3.8).

    Returns:
        None if every value is None.
    """
    by_group: dict[str, list[float]] = defaultdict(list)
    for value, group in zip(values, groups, strict=True):
        if value is not None:
            by_group[group].append(value)
    if not by_group:
        return None
    sums = np.array([sum(several) for several in by_group.values()])
    sizes = np.array([len(several) for several in by_group.values()], dtype=np.float64)
    drawn = np.random.default_rng(seed).integers(len(sums), size=(RESAMPLES, len(sums)))
    low, high = np.quantile(sums[drawn].sum(1) / sizes[drawn].sum(1), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Mean(n=int(sizes.sum()), mean=float(sums.sum() / sizes.sum()), low=float(low), high=float(high))


def outside_the_gate(found: Sequence[Outcome]) -> list[str]:
    """What lies where it cannot be if our parts work, a line each."""
    lines = []
    for outcome_ in found:
        for (task, system), (low, high) in GATE.items():
            mean = outcome_.means.get(system)
            if outcome_.task == task and mean is not None and not low <= mean.mean <= high:
                lines.append(f"{task}, {system}: {outcome_.measure} {mean.mean:.4f} is outside {low:g} to {high:g}")
    return lines
