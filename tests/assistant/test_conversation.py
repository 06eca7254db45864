"""Follow-ups: what a turn takes over from the turns before it."""

from datetime import date

import pytest

from assistant.conversation import merged
from assistant.reader import Reader
from assistant.types import CaseFacts, Inquiry, Intent, Question
from assistant.understand import understand

DUTCH = "Can a Dutch judgment be enforced in Kazakhstan?"


def read(reader: Reader, *turns: str) -> Inquiry:
    return understand(Question(text=turns[-1], earlier=turns[:-1]), reader)


def facts(inquiry: Inquiry) -> tuple[str | None, str | None, str | None]:
    return (inquiry.facts.state_of_origin, inquiry.facts.requested_state, inquiry.facts.kind)


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([DUTCH], ("NL", "KZ", "judgment")),
        ([DUTCH, "And in Russia?"], ("NL", "RU", "judgment")),
        ([DUTCH, "What about Germany?"], ("NL", "DE", "judgment")),
        ([DUTCH, "What if it were an arbitral award?"], ("NL", "KZ", "award")),
        ([DUTCH, "And an award?"], ("NL", "KZ", "award")),
        ([DUTCH, "How long do I have?"], ("NL", "KZ", "judgment")),
        ([DUTCH, "Which court decides?"], ("NL", "KZ", "judgment")),
        ([DUTCH, "Actually it is a French judgment."], ("FR", "KZ", "judgment")),
        ([DUTCH, "No, from Germany."], ("DE", "KZ", "judgment")),
        ([DUTCH, "And the other way round?"], ("KZ", "NL", "judgment")),
        ([DUTCH, "Why?"], ("NL", "KZ", "judgment")),
        ([DUTCH, "Tell me more"], ("NL", "KZ", "judgment")),
        ([DUTCH, "Can a Turkish judgment be enforced in Germany?"], ("TR", "DE", "judgment")),
        ([DUTCH, "And in Russia?", "What if it were an arbitral award?"], ("NL", "RU", "award")),
        ([DUTCH, "What if it were an arbitral award?", "And in Russia?"], ("NL", "RU", "award")),
        ([DUTCH, "New question: is a Chinese award enforced in Kazakhstan?"], ("CN", "KZ", "award")),
        (["Can my judgment be enforced in Kazakhstan?", "China"], ("CN", "KZ", "judgment")),
        (["Can my judgment be enforced in Kazakhstan?", "It is from the United States."], ("US", "KZ", "judgment")),
    ],
)
def test_a_follow_up_changes_only_what_it_names(
    reader: Reader, turns: list[str], expected: tuple[str, str, str]
) -> None:
    assert facts(read(reader, *turns)) == expected


def test_a_follow_up_stands_alone_when_read(reader: Reader) -> None:
    inquiry = read(reader, DUTCH, "And in Russia?")
    assert "Russia" in inquiry.query and "Dutch" in inquiry.query
    assert "Kazakhstan" not in inquiry.query
    assert inquiry.question == "And in Russia?"
    assert inquiry.yes_no


def test_a_question_of_its_own_keeps_its_own_subject(reader: Reader) -> None:
    inquiry = read(reader, DUTCH, "How long do I have?")
    assert "limitation" in inquiry.topics
    assert not inquiry.yes_no
    assert "Kazakhstan" in inquiry.english


def test_a_new_matter_takes_nothing(reader: Reader) -> None:
    inquiry = read(reader, DUTCH, "Forget that. What is the state duty?")
    assert inquiry.facts.state_of_origin is None


def test_a_greeting_between_two_turns_changes_nothing(reader: Reader) -> None:
    assert facts(read(reader, DUTCH, "Thanks!", "And in Russia?")) == ("NL", "RU", "judgment")
    assert read(reader, DUTCH, "Thanks!").intent is Intent.DECLINE


def test_a_date_stays_until_another_is_named(reader: Reader) -> None:
    first = "As of 30 June 2025, is the United Kingdom bound by the Hague Judgments Convention?"
    assert read(reader, first, "And Ukraine?").as_of == date(2025, 6, 30)
    assert read(reader, first, "And as of 1 July 2025?").as_of == date(2025, 7, 1)


def test_a_turn_does_not_change_the_turns_before_it(reader: Reader) -> None:
    assert read(reader, DUTCH) == read(reader, DUTCH)
    once = read(reader, DUTCH, "And in Russia?")
    read(reader, DUTCH, "And in Germany?")
    assert read(reader, DUTCH, "And in Russia?") == once


def test_facts_are_merged_field_by_field() -> None:
    old = CaseFacts(state_of_origin="NL", final=True, default=False)
    assert merged(old, CaseFacts(final=False)) == CaseFacts(state_of_origin="NL", final=False, default=False)
    assert merged(old, CaseFacts()) == old
