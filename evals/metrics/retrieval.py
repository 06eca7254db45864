"""How well the evidence was found: recall@k, nDCG@k and reciprocal rank, by pinpoint and by passage.

A case names authorities ("Art. 501(3)"), so that cutting the corpus anew breaks no label: `by_authority` turns a
ranking of passages into one of authorities, each once. `passage_qrels` grades the passages themselves.
"""

from collections.abc import Mapping, Sequence
from math import log2

from evals.types import HELPS, MUST_CITE, SETTLES, Authority, Expectation, KnownPassage
from evals.wording import says


def recall_at(ranking: Sequence[str], qrels: Mapping[str, int], k: int) -> float | None:
    """Recall of the first `k`: how many of the relevant items are among them, of all relevant items.

    |relevant ∩ first k| / |relevant|, relevant meaning a grade above 0 (Manning, Raghavan and Schütze 2008,
    Introduction to Information Retrieval, section 8.4).

    Args:
        ranking: ids, best first, each at most once.
        qrels: id to grade, 0 or more.
        k: how deep to look, at least 1.

    Returns:
        A number from 0 to 1. None if nothing is relevant.

    Raises:
        ValueError: `k` is below 1, or `ranking` names an item twice.
    """
    _check(ranking, k)
    relevant = {id_ for id_, grade in qrels.items() if grade > 0}
    return len(relevant.intersection(ranking[:k])) / len(relevant) if relevant else None


def ndcg(ranking: Sequence[str], qrels: Mapping[str, int], k: int) -> float | None:
    """Normalised discounted cumulative gain of the first `k`.

    The gain of an item is its grade, divided by log2(rank + 1), ranks from 1; the sum is divided by that of the
    best ranking there could be (Järvelin and Kekäläinen 2002, doi:10.1145/582415.582418).

    Args:
        ranking: ids, best first, each at most once.
        qrels: id to grade, 0 (beside the point) to 3 (settles the question).
        k: how deep to look, at least 1.

    Returns:
        A number from 0 to 1. None if nothing has a grade above 0: such a case says nothing about ranking and
        stays out of the mean.

    Raises:
        ValueError: `k` is below 1, or `ranking` names an item twice.
    """
    _check(ranking, k)
    ideal = _discounted(sorted(qrels.values(), reverse=True)[:k])
    return _discounted([qrels.get(id_, 0) for id_ in ranking[:k]]) / ideal if ideal else None


def reciprocal_rank(ranking: Sequence[str], qrels: Mapping[str, int]) -> float | None:
    """One divided by the rank of the first relevant item; its mean over cases is MRR.

    Voorhees 1999, The TREC-8 Question Answering Track Report.

    Args:
        ranking: ids, best first, each at most once.
        qrels: id to grade; relevant is a grade above 0.

    Returns:
        A number from 0 (nothing relevant was found) to 1. None if nothing is relevant.

    Raises:
        ValueError: `ranking` names an item twice.
    """
    _check(ranking, 1)
    if not any(grade > 0 for grade in qrels.values()):
        return None
    return next((1 / rank for rank, id_ in enumerate(ranking, 1) if qrels.get(id_, 0) > 0), 0.0)


def by_authority(
    ranking: Sequence[str], passages: Mapping[str, KnownPassage], authorities: Sequence[Authority]
) -> list[str]:
    """A ranking of passages as a ranking of the authorities a case names.

    A passage that is the first to match an authority becomes that authority (`"authority 0"` for the first of
    the case); one that is the first to match several becomes each of them in turn; any other keeps its id, and
    so its place. A passage that is not in `passages` matches nothing; one named twice counts once.
    """
    found: list[str] = []
    open_ = {f"authority {number}": authority.names for number, authority in enumerate(authorities)}
    for id_ in dict.fromkeys(ranking):
        passage = passages.get(id_)
        new = [label for label, wording in open_.items() if passage and says(passage.cited_as, wording)]
        found += new or [id_]
        for label in new:
            del open_[label]
    return found


def authority_qrels(authorities: Sequence[Authority]) -> dict[str, int]:
    """Grades for a ranking by `by_authority`: those of the authorities of the case."""
    return {f"authority {number}": authority.grade for number, authority in enumerate(authorities)}


def passage_qrels(
    wants: Expectation, states: Sequence[str], passages: Mapping[str, KnownPassage]
) -> Mapping[str, int]:
    """Grades of passages by id: those of the case, or, where it grades none, derived from what it expects.

    Derived, a passage that is cited as an authority of the case and, where both name States, speaks of one of the
    case's, has 3 if it says every key point, 2 if half of them or more, 1 if any; one that is cited only as an
    authority that helps (grade 1) has 1, whatever it says. A case without authorities or without key points derives
    nothing.
    """
    if wants.passages:
        return wants.passages
    found: dict[str, int] = {}
    for id_, passage in passages.items():
        if states and passage.states and set(states).isdisjoint(passage.states):
            continue
        best = max((item.grade for item in wants.authorities if says(passage.cited_as, item.names)), default=0)
        said = sum(says(passage.text, point) for point in wants.key_points) if best else 0
        if said:
            carried = SETTLES if said == len(wants.key_points) else 1 + (2 * said >= len(wants.key_points))
            found[id_] = carried if best >= MUST_CITE else HELPS
    return found


def _check(ranking: Sequence[str], k: int) -> None:
    if k < 1:
        raise ValueError(f"k is {k}; it is at least 1")
    if len(set(ranking)) != len(ranking):
        raise ValueError("a ranking names each item at most once")


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))
