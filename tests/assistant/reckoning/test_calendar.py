"""A day and a period make a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reckoning.calendar import after, said, sums
from corpus.tables import TimeUnit

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2050, 1, 1))


@pytest.mark.parametrize(
    ("first", "number", "unit", "last"),
    [
        (date(2023, 5, 5), 3, TimeUnit.YEAR, date(2026, 5, 5)),
        (date(2024, 2, 29), 3, TimeUnit.YEAR, date(2027, 2, 28)),  # 2027 has no 29 February
        (date(2026, 1, 31), 1, TimeUnit.MONTH, date(2026, 2, 28)),
        (date(2026, 11, 15), 3, TimeUnit.MONTH, date(2027, 2, 15)),
        (date(2026, 3, 3), 10, TimeUnit.WORKING_DAY, date(2026, 3, 17)),  # a Tuesday: two weeks of five days
        (date(2026, 3, 6), 1, TimeUnit.WORKING_DAY, date(2026, 3, 9)),  # a Friday, then Monday
        (date(2026, 12, 25), 15, TimeUnit.DAY, date(2027, 1, 9)),
    ],
)
def test_a_period_after_a_day(first: date, number: int, unit: TimeUnit, last: date) -> None:
    assert after(first, number, unit) == last


@given(DAYS, st.integers(min_value=1, max_value=60), st.sampled_from(list(TimeUnit)))
def test_the_day_lies_after_and_the_sum_shown_is_right(first: date, number: int, unit: TimeUnit) -> None:
    last = after(first, number, unit)
    assert last > first
    assert [right for _, right in sums(said(first, number, unit))] == [True]


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_a_working_day_is_no_weekend_and_no_sooner_than_a_day(first: date, number: int) -> None:
    last = after(first, number, TimeUnit.WORKING_DAY)
    assert last.weekday() < 5
    assert last >= first + timedelta(days=number)


def test_a_wrong_sum_is_found_out() -> None:
    shown = "5 May 2023 + 3 years = 5 May 2026, and 5 May 2023 + 3 years = 6 May 2026"
    assert [right for _, right in sums(shown)] == [True, False]
