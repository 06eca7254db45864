"""Turns that draw a conclusion, and turns that point at a treaty by "that"."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.reader import Reader
from assistant.reading.conclusions import concluded
from assistant.types import AnswerType, Inquiry, Offer, Question
from assistant.understand import understand

URUGUAY = "Has Uruguay ratified the Hague Judgments Convention?"
SWEDISH = "Can a Swedish judgment be enforced in Georgia?"


def read(reader: Reader, *turns: str, offers: tuple[tuple[Offer, ...], ...] = ()) -> Inquiry:
    return understand(Question(text=turns[-1], earlier=turns[:-1], offers=offers), reader)


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("So it's bound by it, then.", "Is it bound by it?"),
        ("So it needs no treaty.", "Does it need a treaty?"),
        ("Then Georgia is not bound by it.", "Is Georgia bound by it?"),
        ("OK, so we can't enforce it", "Can we enforce it?"),
        ("So, the court does not review the merits, right?", "Does the court review the merits?"),
        ("I see, so it takes three years.", "Does it take three years?"),
        ("That means it applies to awards too", "Does it apply to awards too?"),
    ],
)
def test_a_conclusion_is_the_question_it_asks(said: str, asks: str) -> None:
    assert concluded(said) == asks


@pytest.mark.parametrize(
    "said",
    ["It was a default judgment.", "So what?", "Then what about an award?", "So in Russia?", "OK, it was final."],
)
def test_facts_and_questions_are_no_conclusions(said: str) -> None:
    assert concluded(said) is None


def test_a_conclusion_does_not_repeat_the_question_before(reader: Reader) -> None:
    bound = read(reader, URUGUAY, "So it's bound by it, then.")
    assert bound.english == "Is Uruguay bound by the Hague Judgments Convention?"
    assert bound.yes_no and bound.query == bound.english
    other = read(reader, URUGUAY, "So it's bound by it, then.", "Then Georgia is bound by it too.")
    assert other.english.startswith("Is Georgia bound by the Hague Judgments Convention")
    treaty = read(reader, SWEDISH, "So it needs no treaty, then.")
    assert treaty.english == "Does a Swedish judgment need a treaty in Georgia?"


def test_a_fact_told_as_a_conclusion_stays_a_fact(reader: Reader) -> None:
    found = read(reader, SWEDISH, "So it was a default judgment.")
    assert found.facts.default is True
    assert found.english == "Can a Swedish default judgment be enforced in Georgia?"


def test_that_treaty_is_the_one_of_the_last_answer(reader: Reader) -> None:
    offers = (
        Offer(kind="instrument", text="Kiev Agreement"),
        Offer(kind="instrument", text="Minsk Convention"),
        Offer(kind="instrument", text="national law of Kazakhstan (CPC)"),
    )
    turns = ("Can a judgment from Tashkent be enforced in Kazakhstan?", "Is Uzbekistan bound by that convention?")
    assert read(reader, *turns, offers=(offers,)).instruments == ("minsk-1993",)
    assert read(reader, turns[0], "Who else is bound by that agreement?", offers=(offers,)).instruments == (
        "kiev-1992",
    )


def test_that_treaty_may_be_one_of_two_states(reader: Reader) -> None:
    title = "Treaty between Kazakhstan and China on legal assistance in civil and criminal matters (Beijing, 1993)"
    offers = ((Offer(kind="instrument", text=title),),)
    found = read(
        reader, "Can a Chinese award be enforced in Astana?", "Since when does that treaty apply?", offers=offers
    )
    assert "Treaty between Kazakhstan and China" in found.english and "of 1993" in found.english
    assert found.premises == () or "when" not in found.premises[0]


def test_a_pronoun_for_the_decision_is_replaced_where_it_stands(reader: Reader) -> None:
    said = read(reader, SWEDISH, "What will the debtor say against it?")
    assert said.english == "What will the debtor say against a Swedish judgment in Georgia?"
    ever = read(reader, SWEDISH, "Has a court there ever enforced one?")
    assert ever.english == "Has a court in Georgia ever enforced a Swedish judgment?"


def test_a_state_chosen_takes_the_place_of_foreign(reader: Reader) -> None:
    choices = ((Offer(kind="choice", text="Russia"), Offer(kind="choice", text="China")),)
    asked = "I hold a foreign award. Can it be enforced in Kazakhstan?"
    chosen = read(reader, asked, "the second one", offers=choices)
    assert chosen.english == "I hold a Chinese award. Can it be enforced in Kazakhstan?"
    reason = read(reader, asked, "the second one", "why?", offers=(*choices, ()))
    assert reason.english == "I hold a Chinese award. Why can it be enforced in Kazakhstan?"
    assert reason.answer_type is AnswerType.REASON


def test_that_treaty_is_found_under_its_name_in_another_language(reader: Reader) -> None:
    offers = ((Offer(kind="instrument", text="двусторонний договор: Казахстан и Китай (1993)"),),)
    turns = ("Можно ли исполнить китайское решение в Казахстане?", "Since when is that treaty in force?")
    assert "treaty between Kazakhstan and China" in read(reader, *turns, offers=offers).english


def test_that_treaty_of_a_corrected_state_is_another_one(converse: Callable[..., list[dict[str, Any]]]) -> None:
    _, corrected = converse(
        "Which treaty links Kazakhstan and Georgia for a Georgian judgment?",
        "Sorry, I meant a judgment from Tehran. Is that treaty in force?",
    )
    assert corrected["case_facts"]["state_of_origin"] == "IR"
    assert corrected["case_facts"]["requested_state"] == "KZ"
