"""Measures of a ranking that the evaluations of our own cases do not need."""

from collections.abc import Iterable, Mapping, Sequence

Span = tuple[str, int, int]
"""A file, and the first and the last but one character."""


def average_precision(ranking: Sequence[str], qrels: Mapping[str, int], k: int) -> float | None:
    """Average precision of the first `k`; its mean over queries is MAP@k.

    Σ over the ranks i ≤ k of what is relevant of (relevant among the first i) / i, divided by the number of relevant
    items, found or not (Manning, Raghavan and Schütze 2008, section 8.4; `map_cut` of trec_eval).

    Args:
        ranking: ids, best first, each at most once.
        qrels: id to grade; relevant is a grade above 0.
        k: how deep to look, at least 1.

    Returns:
        A number from 0 to 1. None if nothing is relevant.
    """
    relevant = {id_ for id_, grade in qrels.items() if grade > 0}
    if not relevant:
        return None
    found, total = 0, 0.0
    for rank, id_ in enumerate(ranking[:k], 1):
        if id_ in relevant:
            found += 1
            total += found / rank
    return total / len(relevant)


def character_recall(found: Iterable[Span], wanted: Iterable[Span]) -> float | None:
    """The share of the characters wanted that lie in a span found; spans that overlap count once.

    |characters of ∪ wanted ∩ ∪ found| / |characters of ∪ wanted| (Pipitone and Houir Alami 2024, arXiv:2408.10343,
    with overlapping spans merged, so that it stays within 1).

    Returns:
        A number from 0 to 1. None if nothing is wanted.
    """
    merged_found, merged_wanted = _merged(found), _merged(wanted)
    whole = sum(end - start for _, start, end in merged_wanted)
    if not whole:
        return None
    covered = sum(
        max(0, min(end, upto) - max(start, first))
        for file, start, end in merged_wanted
        for other, first, upto in merged_found
        if other == file
    )
    return covered / whole


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for file, start, end in sorted(spans):
        if merged and merged[-1][0] == file and start <= merged[-1][2]:
            merged[-1] = (file, merged[-1][1], max(end, merged[-1][2]))
        elif end > start:
            merged.append((file, start, end))
    return merged
