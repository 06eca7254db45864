"""The best texts without a full pass: the very scores of a full pass, ties with the last of them among them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import index.lexical as lexical
from index.lexical import LexicalIndex
from index.pruned import ahead

Found = Sequence[tuple[Any, Any]]


def word(**weights: float) -> tuple[Any, Any]:
    """The postings of a word, by texts called t0, t1, …"""
    places = sorted(int(name[1:]) for name in weights)
    return np.array(places, np.int32), np.array([weights[f"t{at}"] for at in places], np.float32)


def test_a_common_word_is_looked_up_only_where_a_rare_one_stands() -> None:
    # after the rare word t3 and t7 stand at 4 and 3; the common one adds 1 at most, so no third text can come before them
    common = word(**{f"t{at}": 1.0 for at in range(10)})
    found = ahead([common, word(t3=4.0, t7=3.0)], 10, 2)
    assert found.places.tolist() == [3, 7]
    assert found.scores.tolist() == [5.0, 4.0]
    assert not found.all  # eight more have the common word


def test_ties_with_the_last_are_there() -> None:
    found = ahead([word(t1=2.0, t4=1.0, t5=1.0, t9=0.5)], 10, 2)
    assert found.places.tolist() == [1, 4, 5]


def test_where_few_have_any_word_all_of_them_come() -> None:
    found = ahead([word(t1=2.0), word(), word(t1=0.5, t2=0.25)], 3, 5)
    assert (found.places.tolist(), found.scores.tolist(), found.all) == ([1, 2], [2.5, 0.25], True)


def test_only_texts_that_are_allowed_count() -> None:
    allowed = np.array([False, True, True, False])
    found = ahead([word(t0=9.0, t1=1.0, t3=9.0), word(t1=0.5, t2=0.75)], 4, 2, allowed)
    assert found.places.tolist() == [1, 2]
    assert found.scores.tolist() == [1.5, 0.75]


@st.composite
def postings(draw: st.DrawFn) -> tuple[Found, int]:
    texts = draw(st.integers(1, 60))
    seed = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    found = []
    for _ in range(draw(st.integers(0, 7))):
        places = np.flatnonzero(seed.random(texts) < seed.choice([0.05, 0.4, 0.95])).astype(np.int32)
        steps = seed.integers(1, 6, len(places)) if seed.random() < 0.5 else seed.random(len(places)) + 0.01
        found.append((places, (steps * seed.choice([0.02, 1.0, 3.7])).astype(np.float32)))
    return found, texts


@settings(max_examples=300, deadline=None)
@given(postings(), st.integers(1, 20), st.booleans())
def test_it_finds_what_a_full_pass_finds(drawn: tuple[Found, int], first: int, half: bool) -> None:
    found, texts = drawn
    allowed = np.arange(texts) % 2 == 0 if half else None
    scores = np.zeros(texts, np.float32)
    for places, weights in found:
        scores[places] += weights
    if allowed is not None:
        scores[~allowed] = 0
    hits = np.flatnonzero(scores)
    least = np.sort(scores[hits])[-first] if len(hits) >= first else 0.0
    wanted = hits[scores[hits] >= least]
    got = ahead(found, texts, first, allowed)
    assert got.places.tolist() == wanted.tolist()
    assert np.array_equal(got.scores, scores[wanted])
    assert not got.all or len(wanted) == len(hits)


def test_a_large_index_answers_as_a_small_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    seed = np.random.default_rng(7)
    known = [f"word{at}" for at in range(40)]
    texts = [" ".join(seed.choice(known, seed.integers(3, 12))) for _ in range(700)]
    labels = [("KZ",) if at % 3 else ("NL", "INT") for at in range(700)]
    index = LexicalIndex.of([f"p{at}" for at in range(700)], texts, labels)
    for _ in range(60):
        asked = " ".join(seed.choice(known, 5))
        wanted = [(), ("KZ",), ("INT", "KZ"), ("FR",)][int(seed.integers(4))]
        step = int(
            seed.choice([1, 2, 150])
        )  # with 150 few are kept, so that the rest has to be gone through after all
        one, other = (_nearest(index, asked, wanted, step, monkeypatch, gone_through) for gone_through in (0, 10_000))
        assert one == other


def _nearest(
    index: LexicalIndex,
    asked: str,
    labels: Sequence[str],
    step: int,
    monkeypatch: pytest.MonkeyPatch,
    gone_through: int,
) -> list[tuple[str, float]]:
    monkeypatch.setattr(lexical, "GONE_THROUGH", gone_through)
    return index.nearest(asked, 5, lambda at: at % step == 0, labels)
