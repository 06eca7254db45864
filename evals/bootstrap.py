"""Means with a 95 % bootstrap interval, and a paired test; seeded, so the same values give the same figures."""

from collections.abc import Sequence
from fractions import Fraction
from math import comb

import numpy as np

from evals.reports import Mean, Spread

RESAMPLES = 2_000
SEED = 20261122
LEVEL = 0.95
AT_ONCE = 1_000_000
"""Values drawn in one go, which bounds the memory."""


def mean_of(values: Sequence[float | None], seed: int = SEED, resamples: int = RESAMPLES) -> Mean | None:
    """The mean of the values that are not None, with its percentile bootstrap interval.

    Each resample draws n of the n values with replacement; the interval runs from the 2.5th to the 97.5th
    percentile of their means (Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13). Where all
    values are equal it shrinks to a point, which says little when n is small.

    Returns:
        None if every value is None: there is nothing to average.
    """
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    if not known.size:
        return None
    random = np.random.default_rng(seed)
    rows = max(1, AT_ONCE // known.size)
    means = np.concatenate(
        [
            known[random.integers(known.size, size=(min(rows, resamples - done), known.size))].mean(axis=1)
            for done in range(0, resamples, rows)
        ]
    )
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Mean(n=known.size, mean=float(known.mean()), low=float(low), high=float(high))


def difference_of(
    before: Sequence[float | None], after: Sequence[float | None], seed: int = SEED, resamples: int = RESAMPLES
) -> Mean | None:
    """The mean of `after` less `before`, pair by pair, with its interval; pairs with a None are left out.

    Raises:
        ValueError: the two are not equally long.
    """
    pairs = zip(before, after, strict=True)
    changes = [None if a is None or b is None else b - a for a, b in pairs]
    return mean_of(changes, seed, resamples)


def mcnemar(gains: int, losses: int) -> float:
    """The exact two-sided p of McNemar's test: how likely a split at least so uneven is by chance.

    min(1, 2 · Σ_{i ≤ min(gains, losses)} C(n, i) / 2^n), n = gains + losses (McNemar 1947,
    doi:10.1007/BF02295996, in its exact binomial form).

    Returns:
        A number from 0 to 1; 1 if nothing changed.

    Raises:
        ValueError: a negative count.
    """
    if gains < 0 or losses < 0:
        raise ValueError("a count is 0 or more")
    n = gains + losses
    tail = sum(comb(n, i) for i in range(min(gains, losses) + 1))
    return float(min(Fraction(1), Fraction(2 * tail, 2**n)))


def spread_of(values: Sequence[float]) -> Spread:
    """Median and 95th percentile, interpolated.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("a spread needs a value")
    median, p95 = np.quantile(np.array(values, dtype=np.float64), [0.5, 0.95])
    return Spread(n=len(values), median=float(median), p95=float(p95))
