"""Typed values in a text."""

import pytest

from assistant.types import AnswerType as A
from assistant.values import holds, numbers, passage_holds, quantities


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (A.DATE, "in force from 18 February 1996", True),
        (A.DATE, "the Law of 2026-01-01", True),
        (A.DATE, "reported in March 2023", True),
        (A.DATE, "in 1996", True),
        (A.DATE, "under article 501", False),
        (A.DATE, "No 48123", False),
        (A.PERIOD, "within three years", True),
        (A.PERIOD, "15 working days", True),
        (A.PERIOD, "a three-year limit", True),
        (A.PERIOD, "immediately", True),
        (A.PERIOD, "in the year of grace", False),
        (A.SUM, "21,625 tenge", True),
        (A.SUM, "5 MCI", True),
        (A.SUM, "3 per cent of the claim", True),
        (A.SUM, "free of charge", True),
        (A.SUM, "article 665", False),
        (A.SHARE, "12 of 24 awards", True),
        (A.SHARE, "more than 40%", True),
        (A.SHARE, "a majority", True),
        (A.SHARE, "24 awards", False),
        (A.COUNT, "24 awards", True),
        (A.COUNT, "no treaty", True),
        (A.COUNT, "the treaty", False),
        (A.DOCKET, "A40-68312/2018", True),
        (A.DOCKET, "[2014] EWHC 271 (Comm)", True),
        (A.DOCKET, "(2021) Hu 03 Xie Wai Ren No. 1", True),
        (A.DOCKET, "ECLI:NL:HR:2014:2838", True),
        (A.DOCKET, "203 A.D.3d 495", True),
        (A.DOCKET, "decided in 2023 in Almaty", False),
        (A.PERSON, "Justice Robin Knowles sat", True),
        (A.PERSON, "Sir Rupert Jackson", True),
        (A.PERSON, "the judge refused", False),
        (A.TEXT, "anything", True),
        (A.LIST, "", True),
    ],
)
def test_a_text_holds_a_value_of_a_type(kind: A, text: str, expected: bool) -> None:
    assert holds(text, kind) is expected


def test_a_docket_number_may_stand_in_the_pinpoint(make_passage) -> None:  # type: ignore[no-untyped-def]
    passage = make_passage("ru/a", "The court granted the application.", pinpoint="A40-68312/2018")
    assert passage_holds(passage, A.DOCKET)
    assert not passage_holds(make_passage("ru/b", "The court granted it.", pinpoint="Art. 1"), A.DOCKET)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("three years", {"3"}),
        ("3 years", {"3"}),
        ("10,000 MCI", {"10000"}),
        ("1.5 per cent", {"1.5"}),
        ("article 501(3) of 2015.", {"501", "3", "2015"}),
        ("one of sixty", {"1", "60"}),
        ("anyone", set()),
        ("", set()),
    ],
)
def test_numbers_are_read_as_digits(text: str, expected: set[str]) -> None:
    assert numbers(text) == expected


def test_quantities_are_ordered_by_unit() -> None:
    assert quantities("within three years or 15 working days") == {"year": {"3"}, "day": {"15"}}
    assert quantities("a three-year limit, 40 per cent, 5 MCI") == {"year": {"3"}, "%": {"40"}, "mci": {"5"}}
    assert quantities("article 501") == {}
