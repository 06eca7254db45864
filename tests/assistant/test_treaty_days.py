"""From when a treaty of two States has been in force."""

from collections.abc import Callable

import pytest

from assistant.reader import Reader
from assistant.treaty_days import tell_treaty_day
from assistant.types import Inquiry

Read = Callable[..., Inquiry]


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Since when has the treaty between Kazakhstan and China been in force?", "11 July 1995"),
        ("When did the treaty between Turkey and Kazakhstan enter into force?", "2 October 1999"),
        ("From what date does the legal assistance treaty of Uzbekistan and Kazakhstan apply?", "29 November 1998"),
    ],
)
def test_the_day_is_that_of_the_table_and_a_passage_proves_it(
    read: Read, reader: Reader, question: str, day: str
) -> None:
    told = tell_treaty_day(read(question), reader)
    assert told is not None and told.lead.endswith(f"in force since {day}.")
    assert any(day in claim.text for claim in told.claims)


def test_an_entry_into_force_that_was_not_found_is_told_as_such(read: Read, reader: Reader) -> None:
    told = tell_treaty_day(read("When did the treaty between India and Kazakhstan enter into force?"), reader)
    assert told is not None and "entry into force was not found" in told.lead


@pytest.mark.parametrize(
    "question",
    [
        "Is the treaty between Kazakhstan and China in force?",
        "When did the Minsk Convention enter into force for Kazakhstan?",
        "Since when is no treaty needed in Kazakhstan?",
        "When did the treaty between Kazakhstan and the Netherlands enter into force?",
    ],
)
def test_other_questions_are_left_alone(read: Read, reader: Reader, question: str) -> None:
    assert tell_treaty_day(read(question), reader) is None
