import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.bootstrap import difference_of, mcnemar, mean_of, spread_of
from evals.reports import Mean

VALUES = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=30)


def test_a_mean_leaves_out_what_is_none_and_says_how_many_are_left() -> None:
    found = mean_of([1.0, None, 0.0, 0.5])
    assert found is not None
    assert found.n == 3
    assert found.mean == pytest.approx(0.5)
    assert mean_of([None, None]) is None
    assert mean_of([]) is None


def test_the_interval_is_that_of_a_share() -> None:
    # 100 tosses, 50 heads: the standard error is 0.05, so the interval is about 0.40 to 0.60
    found = mean_of([1.0, 0.0] * 50)
    assert found is not None
    assert found.low == pytest.approx(0.40, abs=0.02)
    assert found.high == pytest.approx(0.60, abs=0.02)


def test_equal_values_shrink_the_interval() -> None:
    assert mean_of([1.0, 1.0]) == Mean(n=2, mean=1.0, low=1.0, high=1.0)


def test_the_seed_settles_the_figures() -> None:
    values = [0.1, 0.9, 0.4, 0.4, 0.7]
    assert mean_of(values, seed=1) == mean_of(values, seed=1)


@given(VALUES)
def test_a_mean_lies_in_its_interval_and_between_its_values(values: list[float | None]) -> None:
    found = mean_of(values, resamples=200)
    known = [value for value in values if value is not None]
    if found is None:
        assert not known
    else:
        assert min(known) - 1e-9 <= found.low <= found.high <= max(known) + 1e-9
        assert found.n == len(known)


def test_a_difference_is_taken_pair_by_pair() -> None:
    # changes: 0.5, none (a None), 0: mean 0.25 over 2
    found = difference_of([0.5, None, 1.0], [1.0, 1.0, 1.0])
    assert found is not None
    assert found.n == 2
    assert found.mean == pytest.approx(0.25)
    with pytest.raises(ValueError, match=r"shorter|longer"):
        difference_of([1.0], [])


def test_mcnemar_by_hand() -> None:
    # 5 gains, 1 loss: 2 · (C(6,0) + C(6,1)) / 2^6 = 14/64
    assert mcnemar(5, 1) == pytest.approx(14 / 64)
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(3, 3) == 1.0
    assert mcnemar(0, 10) == pytest.approx(2 / 1024)
    with pytest.raises(ValueError, match="0 or more"):
        mcnemar(-1, 0)


@given(st.integers(0, 1100), st.integers(0, 1100))
@settings(max_examples=20)
def test_mcnemar_is_a_probability_and_does_not_care_which_way(gains: int, losses: int) -> None:
    assert 0 <= mcnemar(gains, losses) <= 1
    assert mcnemar(gains, losses) == mcnemar(losses, gains)


def test_a_spread_is_interpolated() -> None:
    # 0, 10, …, 100: the median is 50, the 95th percentile lies half-way from 90 to 100
    found = spread_of([float(10 * i) for i in range(11)])
    assert (found.n, found.median, found.p95) == (11, 50.0, 95.0)
    with pytest.raises(ValueError, match="needs a value"):
        spread_of([])
