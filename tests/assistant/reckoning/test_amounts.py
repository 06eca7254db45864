"""Sums of money and units as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reckoning.amounts import amounts, decimal, units


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("a claim of 500 million tenge", "500000000", "KZT"),
        ("a claim of 500 mln", "500000000", None),
        ("half a million tenge", "500000", "KZT"),
        ("two and a half million tenge", "2500000", "KZT"),
        ("2.5 bn tenge", "2500000000", "KZT"),
        ("1 000 000 KZT", "1000000", "KZT"),
        ("KZT 1,500,000", "1500000", "KZT"),
        ("1,000,000.50 tenge", "1000000.50", "KZT"),
        ("1.000.000,50 EUR", "1000000.50", "EUR"),
        ("1.250 million tenge", "1250000", "KZT"),
        ("2,500 tenge", "2500", "KZT"),
        ("₸500m", "500000000", "KZT"),
        ("$2m", "2000000", "USD"),
        ("€ 3,5 Mio", "3500000", "EUR"),
        ("one million US dollars", "1000000", "USD"),
        ("иск на 500 млн тенге", "500000000", "KZT"),
        ("полмиллиона тенге", "500000", "KZT"),
        ("1,5 млрд тенге", "1500000000", "KZT"),
        ("750 000 тенге", "750000", "KZT"),
        ("500 миллион теңге", "500000000", "KZT"),
        ("5亿坚戈", "500000000", "KZT"),
    ],
)
def test_a_sum_is_read_however_it_is_written(text: str, value: str, currency: str | None) -> None:
    (found,) = amounts(text)
    assert (found.value, found.currency) == (Decimal(value), currency)


@pytest.mark.parametrize("text", ["within 3 years", "article 503", "5 MCI", "in 2023 a claim", "a claim", "3 of 24"])
def test_a_bare_number_is_no_sum(text: str) -> None:
    assert amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("How much is 5 MCI?", "5"),
        ("20 МРП", "20"),
        ("0.5 MCI", "0.5"),
        ("10 000 АЕК", "10000"),
        ("20,000 MCI", "20000"),
    ],
)
def test_units_are_read_by_any_of_their_names(text: str, number: str) -> None:
    assert units(text) == Decimal(number)


def test_no_unit_is_none() -> None:
    assert units("500 million tenge") is None


@given(st.integers(min_value=0, max_value=10**12))
def test_any_way_of_parting_thousands_gives_the_same_number(number: int) -> None:
    plain = f"{number:,}"
    for mark in (",", ".", " ", "’"):
        assert decimal(plain.replace(",", mark)) == number or number < 1000
