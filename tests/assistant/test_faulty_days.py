"""Days in a question that cannot be right are told, not used."""

from datetime import date

import pytest

from assistant.reading.dates import read_dates
from assistant.reading.faulty_days import faulty_days
from assistant.types import CaseFacts

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Was a treaty needed on 31 February 2015?", "31 February 2015"),
        ("The judgment of 2023-13-05 is final.", "2023-13-05"),
        ("The judgment of 31.04.2023 is final.", "31.04.2023"),
    ],
)
def test_a_day_outside_the_calendar_is_told(text: str, day: str) -> None:
    assert list(faulty_days(text, CaseFacts(), TODAY)) == [("notice_no_day", {"day": day})]
    assert read_dates(text).as_of is None


@pytest.mark.parametrize(
    "text", ["The judgment of 5 May 2023 is final.", "In 2015?", "the 2019 Convention", "article 31(4)"]
)
def test_a_good_day_is_not(text: str) -> None:
    assert list(faulty_days(text, CaseFacts(given=date(2023, 5, 5)), TODAY)) == []


def test_a_decision_of_the_future_and_days_out_of_order_are_told() -> None:
    facts = CaseFacts(begun=date(2028, 1, 1), given=date(2027, 1, 1))
    assert [key for key, _ in faulty_days("", facts, TODAY)] == ["notice_given_future", "notice_begun_after_given"]
