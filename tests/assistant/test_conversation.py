"""Follow-ups: what a turn takes over from the turns before it."""

import time
from datetime import date

import pytest

from assistant.reader import Reader
from assistant.reading.readings import merged
from assistant.types import CaseFacts, Inquiry, Intent, Offer, Question, Reason
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


ENGLISH = "Can an English judgment be enforced in Kazakhstan?"


@pytest.mark.parametrize(
    ("turns", "english"),
    [
        ([DUTCH, "And in Russia?"], "Can a Dutch judgment be enforced in Russia?"),
        ([ENGLISH, "sorry, I meant a Dutch one"], "Can a Dutch judgment be enforced in Kazakhstan?"),
        ([DUTCH, "sorry, I meant Uzbekistan"], "Can an Uzbek judgment be enforced in Kazakhstan?"),
        ([DUTCH, "what about an award?"], "Can a Dutch arbitral award be enforced in Kazakhstan?"),
        ([DUTCH, "no, it was a default judgment"], "Can a Dutch default judgment be enforced in Kazakhstan?"),
        (
            [DUTCH, "and if the debtor is a state company?"],
            "Can a Dutch judgment be enforced in Kazakhstan if the debtor is a state company?",
        ),
        ([DUTCH, "who pays?"], "who pays to enforce a Dutch judgment in Kazakhstan?"),
        (
            [DUTCH, "Can it be enforced there without a treaty?"],
            "Can a Dutch judgment be enforced in Kazakhstan without a treaty?",
        ),
        ([DUTCH, "why?"], "Why can a Dutch judgment be enforced in Kazakhstan?"),
        ([DUTCH, "And in Russia?", "go back to Kazakhstan"], DUTCH),
        (
            [DUTCH, "And in Russia?", "How long do I have?", "And in Kazakhstan?"],
            "How long do I have to enforce a Dutch judgment in Kazakhstan?",
        ),
        (["Does Kazakhstan require reciprocity?", "And China?"], "Does China require reciprocity?"),
        (
            ["Is Kazakhstan a party to the Minsk Convention?", "And Georgia?"],
            "Is Georgia a party to the Minsk Convention?",
        ),
        (
            [DUTCH, "Is reciprocity required in Germany?", "And who pays for my judgment?"],
            "And who pays for my judgment from the Netherlands in Germany?",
        ),
    ],
)
def test_a_follow_up_is_spelled_out(reader: Reader, turns: list[str], english: str) -> None:
    inquiry = read(reader, *turns)
    assert inquiry.english == english
    assert inquiry.query == english


@pytest.mark.parametrize(
    ("turns", "query"),
    [
        (
            ["Можно ли исполнить решение нидерландского суда в Казахстане?", "а в России?"],
            "Можно ли исполнить решение нидерландского суда в Казахстане? (запрашиваемое государство — Россия)",
        ),
        (
            ["Нидерланды сотының шешімін Қазақстанда орындауға бола ма?", "Ал Ресейде ше?"],
            "Нидерланды сотының шешімін Қазақстанда орындауға бола ма? (сұрау салынған мемлекет — Ресей)",
        ),
        (
            ["Kann ein niederländisches Urteil in Kasachstan vollstreckt werden?", "Und in Russland?"],
            "Kann ein niederländisches Urteil in Kasachstan vollstreckt werden? (Und in Russland?)",
        ),
    ],
)
def test_the_query_is_in_the_users_language(reader: Reader, turns: list[str], query: str) -> None:
    assert read(reader, *turns).query == query


@pytest.mark.parametrize(
    ("turns", "language"),
    [
        ([DUTCH, "А в России?"], "ru"),
        (["Можно ли исполнить решение нидерландского суда в Казахстане?", "And in Germany?"], "en"),
        (["Можно ли исполнить моё решение в Казахстане?", "Китай"], "ru"),
        (["Можно ли исполнить моё решение в Казахстане?", "AIFC"], "ru"),
        ([DUTCH, "Ал Ресейде ше?", "почему?"], "ru"),
        (["Нидерланды сотының шешімін Қазақстанда орындауға бола ма?", "неге?"], "kk"),
        ([DUTCH, "Und in Deutschland?"], "de"),
    ],
)
def test_the_language_of_a_turn_is_followed(reader: Reader, turns: list[str], language: str) -> None:
    assert read(reader, *turns).language == language


OFFERS = (
    Offer(kind="choice", text="Russia"),
    Offer(kind="choice", text="China"),
    Offer(kind="choice", text="another State without a treaty"),
)


@pytest.mark.parametrize(
    ("turn", "origin"),
    [
        ("the second one", "CN"),
        ("the first", "RU"),
        ("2", "CN"),
        ("option 2", "CN"),
        ("(1)", "RU"),
        ("No. 1 please", "RU"),
        ("второй вариант", "CN"),
        ("екіншісі", "CN"),
        ("the seventh one", None),
        ("yes", None),
    ],
)
def test_one_of_the_choices_is_pointed_at(reader: Reader, turn: str, origin: str | None) -> None:
    question = Question(
        text=turn, earlier=("Can I enforce my judgment in Kazakhstan?",), offers=(OFFERS,), just_clarified=True
    )
    assert understand(question, reader).facts.state_of_origin == origin


def test_what_was_pointed_at_stays_known(reader: Reader) -> None:
    turns = ("Can I enforce my judgment in Kazakhstan?", "the second one")
    question = Question(text="How long do I have?", earlier=turns, offers=(OFFERS, ()))
    assert understand(question, reader).facts.state_of_origin == "CN"


@pytest.mark.parametrize(
    "turn", ["yes", "no", "why?", "the second one", "tell me more", "in plain words", "да", "неге?"]
)
def test_a_first_turn_that_points_back_is_told_that_nothing_is_there(reader: Reader, turn: str) -> None:
    inquiry = read(reader, turn)
    assert (inquiry.intent, inquiry.reason) == (Intent.CLARIFY, Reason.FACT_MISSING)
    assert inquiry.fork == reader.message(
        inquiry.language, "nothing_before", example=reader.message(inquiry.language, "example")
    )


def test_a_first_turn_that_names_only_a_state_asks_about_foreign_judgments_there(reader: Reader) -> None:
    inquiry = read(reader, "And in Russia?")
    assert inquiry.intent is Intent.ANSWER
    assert inquiry.english == "Can a foreign judgment be enforced in Russia?"


def test_no_to_an_answer_asks_what_is_different(reader: Reader) -> None:
    assert read(reader, DUTCH, "no").fork == reader.message("en", "what_differs")


def test_yes_to_an_answer_asks_for_more(reader: Reader) -> None:
    inquiry = read(reader, DUTCH, "yes")
    assert inquiry.english == DUTCH and not inquiry.brief


def test_the_first_case_can_be_taken_up_again(reader: Reader) -> None:
    turns = [
        DUTCH,
        "Another case: is a Russian award enforceable in Georgia?",
        "How long do I have?",
        "back to the first case",
    ]
    assert facts(read(reader, *turns)) == ("NL", "KZ", "judgment")
    assert facts(read(reader, *turns, "And an award?")) == ("NL", "KZ", "award")


@pytest.mark.parametrize("turn", ["Another case.", "New matter", "Другое дело.", "Басқа іс"])
def test_a_new_matter_without_a_question_is_asked_for_one(reader: Reader, turn: str) -> None:
    inquiry = read(reader, DUTCH, turn)
    assert inquiry.fork == reader.message(inquiry.language, "new_matter")
    assert facts(read(reader, DUTCH, turn, "How long do I have?")) == (None, None, None)


def test_two_hundred_turns_cost_what_two_cost(reader: Reader) -> None:
    turns = [DUTCH]
    for at in range(100):
        turns += ["And in Russia?" if at % 2 else "And in Kazakhstan?", "How long do I have?"]
    read(reader, *turns)
    began = time.perf_counter()
    inquiry = read(reader, *turns, "And an award?")
    taken = time.perf_counter() - began
    alone = time.perf_counter()
    read(reader, DUTCH, "And an award in Germany?")
    assert taken < 10 * (time.perf_counter() - alone)
    assert facts(inquiry) == ("NL", "RU", "award")


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Can a Dutch or a Russian judgment be enforced in Kazakhstan?", [("NL", "KZ"), ("RU", "KZ")]),
        ("Can judgments from Germany and France be enforced in Kazakhstan?", [("DE", "KZ"), ("FR", "KZ")]),
        ("Can my Dutch judgment be enforced in Kazakhstan or Uzbekistan?", [("NL", "KZ"), ("NL", "UZ")]),
        ("Can a Dutch judgment be enforced in Kazakhstan?", []),
        ("Is there a treaty between Kazakhstan and Uzbekistan?", []),
        ("Can a Kazakh judgment be enforced in Germany?", []),
    ],
)
def test_several_states_are_answered_one_by_one(reader: Reader, text: str, pairs: list[tuple[str, str]]) -> None:
    assert [(case.state_of_origin, case.requested_state) for case in read(reader, text).each] == pairs


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
