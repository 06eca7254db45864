"""The grader of claims on public labels: is a claim fully supported by its references?"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evals.bootstrap import LEVEL, RESAMPLES
from evals.errors import YardsticksMissing
from evals.grounding.grader import faults
from evals.reports import Mean

FILE = "attributionbench_dev/dev_all_subset_balanced.jsonl"
PUBLISHED = "fine-tuned GPT-3.5 about .80 over all parts (Li et al. 2024, arXiv:2402.15089)"


def agreement(folder: Path, seed: int) -> Mean:
    """Macro-F1 of "no fault by rule" against the labels of AttributionBench, dev part, with a bootstrap interval.

    The mean of the F1 of both labels: 2·hits / (2·hits + false alarms + misses).

    Raises:
        YardsticksMissing: the file is not there, or not what it should be.
    """
    try:
        rows = [json.loads(line) for line in (folder / FILE).read_text(encoding="utf-8").splitlines() if line]
        labels = [row["attribution_label"] == "attributable" for row in rows]
        given = [not faults(row["claim"], row["references"]) for row in rows]
    except (OSError, ValueError, KeyError) as error:
        raise YardsticksMissing(
            f"{FILE} cannot be read from {folder} ({type(error).__name__}: {error})",
            hint="Name the folder that holds it with --bench, or leave --bench out.",
        ) from error
    pairs = np.array([labels, given], dtype=bool)
    drawn = np.random.default_rng(seed).integers(len(rows), size=(RESAMPLES, len(rows)))
    low, high = np.quantile([macro_f1(*pairs[:, draw]) for draw in drawn], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Mean(n=len(rows), mean=macro_f1(*pairs), low=float(low), high=float(high))


def macro_f1(labels: Sequence[bool], given: Sequence[bool]) -> float:
    """The mean F1 of both labels; a label that neither side has counts 0."""
    ours, theirs = np.asarray(given, dtype=bool), np.asarray(labels, dtype=bool)
    scores = []
    for value in (True, False):
        hits = int(np.sum((ours == value) & (theirs == value)))
        either = int(np.sum(ours == value) + np.sum(theirs == value))
        scores.append(2 * hits / either if either else 0.0)
    return sum(scores) / 2
