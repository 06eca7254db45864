"""A model may fill in what a question's words leave open, and nothing else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.breaker import Breaker
from assistant.llms import Call, Prompt, Usage, clock
from assistant.types import CaseFacts, Citation, Claim, Question
from assistant.understand import understand
from assistant.writing.asking import Asker, Record
from assistant.writing.entailment import SecondOpinion
from assistant.writing.slots import ModelSlots

OPEN = "We hold a ruling from the land of tulips; will the courts of Astana enforce it?"


class Says:
    """A model that says one thing whatever it is asked."""

    name, endpoint = "says", ""

    def __init__(self, said: str) -> None:
        self.said = said
        self.prompts: list[str] = []

    def call(self, prompt: Prompt, timeout_s: float) -> Call:
        self.prompts.append(prompt.text)

        def pieces() -> Iterator[str]:
            yield self.said

        return Call(pieces=pieces(), usage=Usage())


def fields(*items: tuple[str, str, str]) -> str:
    return json.dumps({"fields": [{"name": n, "value": v, "words": w} for n, v, w in items]})


@pytest.fixture
def fill(reader: Any) -> Any:
    def run(text: str, said: str, facts: CaseFacts | None = None) -> tuple[dict[str, str], CaseFacts, Says]:
        model = Says(said)
        question = Question(text=text, facts=facts or CaseFacts())
        slots = ModelSlots(Asker(model, Breaker(), 30.0), reader, 30.0)
        filled, read = slots.fill(question, understand(question, reader))
        return dict(read.get("read_by_model", {})), understand(filled, reader).facts, model

    return run


def test_what_was_open_is_filled_and_read_again(fill: Any) -> None:
    read, facts, model = fill(OPEN, fields(("state_of_origin", "Netherlands", "the land of tulips")))
    assert read == {"state_of_origin": "NL"}
    assert facts.state_of_origin == "NL"
    assert OPEN in model.prompts[0]


@pytest.mark.parametrize(
    "said",
    [
        fields(("state_of_origin", "Netherlands", "a Dutch court")),
        fields(("state_of_origin", "Tulipland", "the land of tulips")),
        fields(("state_of_origin", "Netherlands", "")),
        fields(("debtor", "a bank", "the land of tulips")),
        fields(("kind", "verdict", "a ruling")),
        fields(("state_of_origin", "Netherlands", "the courts of"), ("kind", "award", "enforce it")),
        "no idea",
        '{"fields": "none"}',
        "",
    ],
)
def test_what_it_cannot_point_at_or_name_is_not_taken(said: str, fill: Any) -> None:
    read, facts, _ = fill(OPEN, said)
    assert read == {}
    assert facts.state_of_origin is None


def test_what_the_words_or_the_user_say_stays(fill: Any) -> None:
    text = "Can a German judgment be enforced in Kazakhstan?"
    read, facts, _ = fill(
        text, fields(("state_of_origin", "France", "German"), ("requested_state", "Italy", "Kazakhstan"))
    )
    assert (read, facts.state_of_origin, facts.requested_state) == ({}, "DE", "KZ")
    by_hand = CaseFacts(state_of_origin="GB")
    read, facts, _ = fill(OPEN, fields(("state_of_origin", "Netherlands", "the land of tulips")), by_hand)
    assert (read, facts.state_of_origin) == ({}, "GB")


@pytest.mark.parametrize(
    ("said", "carried"),
    [('{"carried": true}', True), ('Yes: {"carried": false}', False), ("yes", False), ("", False)],
)
def test_a_second_opinion_counts_only_when_it_is_a_yes(said: str, carried: bool, make_passage: Any) -> None:
    model, record = Says(said), Record()
    passage = make_passage("kz-code/1", "The time limit is three years.")
    citations = (Citation(passage=passage, span=passage.span),)
    second = SecondOpinion(Asker(model, Breaker(), 30.0))
    claim = Claim(text="It is three years.", topic="", citations=citations)
    assert (second.fault(claim, clock() + 30, record) is None) is carried
    assert "The time limit is three years." in model.prompts[0] and "It is three years." in model.prompts[0]
    assert record.tries == 1
    quoted = Claim(text="The time limit is three years.", topic="", citations=citations)
    assert second.fault(quoted, clock() + 30, record) is None, "a quotation needs no opinion"
    assert len(model.prompts) == 1
