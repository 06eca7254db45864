"""Reciprocal rank fusion, worked out by hand and as a property."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import K, fuse


def test_two_rankings_worked_by_hand() -> None:
    # a: 1/61 + 1/63 = 0.0163934 + 0.0158730 = 0.0322664
    # b: 1/62 + 1/61 = 0.0161290 + 0.0163934 = 0.0325224;  c: 1/63 = 0.0158730;  d: 1/62 = 0.0161290
    fused = fuse({"words": ["a", "b", "c"], "meaning": ["b", "d", "a"]}, {})
    assert [id_ for id_, _ in fused] == ["b", "a", "d", "c"]
    assert dict(fused) == pytest.approx({"b": 0.0325224, "a": 0.0322664, "d": 0.0161290, "c": 0.0158730}, abs=1e-7)


def test_a_weight_multiplies_a_ranking() -> None:
    # a: 2/61 = 0.0327869; b: 1/61 = 0.0163934
    assert dict(fuse({"words": ["a"], "meaning": ["b"]}, {"words": 2.0})) == pytest.approx(
        {"a": 0.0327869, "b": 0.0163934}, abs=1e-7
    )


def test_equal_scores_are_ordered_by_id() -> None:
    assert [id_ for id_, _ in fuse({"words": ["b"], "meaning": ["a"]}, {})] == ["a", "b"]


def test_nothing_fuses_to_nothing() -> None:
    assert fuse({}, {}) == []
    assert fuse({"words": [], "meaning": []}, {"words": 1.0}) == []


RANKINGS = st.dictionaries(
    st.sampled_from(["words", "meaning", "third"]), st.lists(st.sampled_from("abcdefgh"), unique=True), max_size=3
)


@given(RANKINGS)
def test_fusion_keeps_every_id_once_within_bounds_and_in_order(rankings: dict[str, list[str]]) -> None:
    fused = fuse(rankings, {})
    assert sorted(id_ for id_, _ in fused) == sorted({id_ for ranking in rankings.values() for id_ in ranking})
    assert all(0 < score <= len(rankings) / (K + 1) + 1e-12 for _, score in fused)
    assert all((-a[1], a[0]) <= (-b[1], b[0]) for a, b in pairwise(fused))


@given(st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_one_ranking_keeps_its_order(ranking: list[str]) -> None:
    assert [id_ for id_, _ in fuse({"words": ranking}, {})] == ranking


@given(RANKINGS)
def test_the_order_in_which_rankings_are_given_does_not_matter(rankings: dict[str, list[str]]) -> None:
    forth, back = fuse(rankings, {}), fuse(dict(reversed(rankings.items())), {})
    assert dict(forth) == pytest.approx(dict(back))


@given(RANKINGS, st.sampled_from("abcdefgh"))
def test_a_better_rank_never_lowers_a_score(rankings: dict[str, list[str]], chosen: str) -> None:
    raised = {
        name: [chosen, *(id_ for id_ in ranking if id_ != chosen)] if chosen in ranking else ranking
        for name, ranking in rankings.items()
    }
    assert dict(fuse(raised, {})).get(chosen, 0.0) >= dict(fuse(rankings, {})).get(chosen, 0.0) - 1e-12
