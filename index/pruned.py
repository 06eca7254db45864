"""The best texts by the words of a question, without going through every text that has a common one.

Words are taken from the most telling to the least, by the greatest weight that each has in any text. Once so many texts
are ahead that the words left cannot bring in another, only the texts found are looked up in the rest (MaxScore: Turtle
and Flood 1995, doi:10.1016/0306-4573(95)00020-H). Nothing is approximate: the scores are those of a full pass.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

SLACK = 1e-5
"""Share by which sums of numbers of four bytes may differ with their order; a text that close is kept."""


class Ahead(NamedTuple):
    """Places of texts, ascending, with their scores; `all` when no other text has a score above zero."""

    places: Any
    scores: Any
    all: bool


def ahead(found: Sequence[tuple[Any, Any]], texts: int, first: int, allowed: Any = None) -> Ahead:
    """At least the `first` best texts, with every text that ties with the last of them.

    Args:
        found: of each word in order, the places of the texts that have it, ascending, and its weights there, above zero.
        texts: how many there are.
        first: how many are wanted, at least 1.
        allowed: of each place, whether its text counts; None where all do.
    """
    most = np.array([weights.max(initial=0.0) for _, weights in found])
    order = np.argsort(-most, kind="stable")
    left = np.append(np.cumsum(most[order][::-1])[::-1], 0.0)
    summed, seen = np.zeros(texts, np.float32), np.zeros(texts, dtype=bool)
    places, sums = np.empty(0, np.int64), np.empty(0, np.float32)
    taken = 0
    while taken < len(order) and left[taken] >= _least(sums, first):
        more, weights = found[order[taken]]
        summed[more] += weights
        seen[more] = True
        places = np.flatnonzero(seen if allowed is None else seen & allowed)
        sums = summed[places]
        taken += 1
    complete = taken == len(order)
    places = places.astype(np.int32)  # as those of the words are: else each search would copy them
    for at in range(taken, len(order)):
        kept = sums + left[at] >= _least(sums, first) * (1 - SLACK)
        places, sums = places[kept], sums[kept]
        sums = sums + _weights_at(places, *found[order[at]])
    scores = np.zeros(len(places), np.float32)
    for of_word in found:
        scores += _weights_at(places, *of_word)
    least = _least(scores, first)
    kept = scores >= least
    return Ahead(places[kept], scores[kept], complete and bool(kept.all()))


def _least(sums: Any, first: int) -> float:
    """The lowest of the `first` greatest sums; below every sum while there are not so many."""
    return float(np.partition(sums, len(sums) - first)[-first]) if len(sums) >= first else -np.inf


def _weights_at(wanted: Any, places: Any, weights: Any) -> Any:
    """The weight of a word at each of some places, zero where the text does not have it."""
    if not len(places):
        return np.zeros(len(wanted), np.float32)
    at = np.minimum(np.searchsorted(places, wanted), len(places) - 1)
    return np.where(places[at] == wanted, weights[at], np.float32(0))
