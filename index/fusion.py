"""Several rankings into one."""

from collections.abc import Mapping, Sequence

K = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009, doi:10.1145/1571941.1572114)."""


def fuse(rankings: Mapping[str, Sequence[str]], weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Reciprocal rank fusion: the sum of weight / (K + rank), ranks from 1, best first, ties by id.

    Args:
        rankings: retriever name to ids, best first, each id at most once.
        weights: retriever name to weight; one that is not named counts 1.
    """
    scores: dict[str, float] = {}
    for name, ranking in rankings.items():
        for rank, id_ in enumerate(ranking, start=1):
            scores[id_] = scores.get(id_, 0.0) + weights.get(name, 1.0) / (K + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
