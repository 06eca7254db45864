"""Reading a question with a model: only what its words left open, and only what it can point at in the question."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.llms import Prompt, clock
from assistant.prompts import filled
from assistant.reader import Reader
from assistant.troubles import ModelTrouble
from assistant.types import Inquiry, Intent, Question, Reason
from assistant.writing.asking import Asker, Record
from assistant.writing.shape import strict
from corpus.types import DECISION_KINDS

STATES = ("state_of_origin", "requested_state")
OPEN = (*STATES, "kind")


class FieldOut(BaseModel):
    """One fact with the words that say it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: str = Field(max_length=40)
    value: str = Field(max_length=80)
    words: str = Field(max_length=200)


class FieldsOut(BaseModel):
    """What the model returns."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    fields: list[FieldOut] = Field(max_length=10)


class ModelSlots:
    """Fills open case facts; whatever the words of the question or the user's hand have settled stays as it is."""

    def __init__(self, asker: Asker, reader: Reader, timeout_s: float) -> None:
        self._asker = asker
        self._reader = reader
        self._timeout_s = timeout_s

    def fill(self, question: Question, inquiry: Inquiry) -> tuple[Question, Mapping[str, Any]]:
        """The question with facts filled in, and for the trace which the model read, by name, and with how many tokens.

        A fact counts when its name is open, its words stand in the question, and its value is a State that the tables know
        or a kind of decision. Among its words must be one that the corpus does not know: the others have been read
        already. A model that cannot be asked fills in nothing.
        """
        if inquiry.intent is Intent.DECLINE and inquiry.reason is Reason.GREETING:
            return question, {}
        facts, record = inquiry.facts, Record()
        left = [name for name in OPEN if getattr(facts, name) is None and getattr(question.facts, name) is None]
        if not left:
            return question, {}
        found = {item.name: item for item in self._asked(question.text, left, record)}
        taken: dict[str, Any] = {}
        for name in left:
            value = self._value(found[name], question.text) if name in found else None
            if value is not None and value not in (facts.state_of_origin, facts.requested_state, *taken.values()):
                taken[name] = value
        filled_in = replace(question, facts=replace(question.facts, **taken))
        endpoint = self._asker.llm.endpoint if record.sent else ""
        return filled_in, {"read_by_model": taken, "reading": {"endpoint": endpoint, **record.tokens()}}

    def _asked(self, text: str, left: list[str], record: Record) -> list[FieldOut]:
        prompt = Prompt(
            text=filled("read", open=", ".join(left), kinds=", ".join(DECISION_KINDS), question=text),
            schema=strict(FieldsOut),
        )
        said: list[FieldOut] = []

        def read(pieces: Iterator[str]) -> bool:
            whole = "".join(pieces)
            try:
                found = json.loads(whole[whole.index("{") : whole.rindex("}") + 1])
                said.extend(FieldsOut.model_validate(found).fields)
            except (ValueError, ValidationError):
                return False
            return True

        try:
            self._asker.ask(lambda cuts: prompt, clock() + self._timeout_s, record, read)
        except ModelTrouble:
            return []
        return said

    def _value(self, item: FieldOut, text: str) -> str | None:
        words = " ".join(item.words.lower().split())
        if len(words) < 2 or words not in " ".join(text.lower().split()):
            return None
        subjects = self._reader.subjects
        if all(subjects.known(term) for term in subjects.terms(words)):
            return None
        if item.name == "kind":
            return item.value if item.value in DECISION_KINDS else None
        mentions = self._reader.gazetteer.find(item.value)
        return mentions[0].code if len(mentions) == 1 else None
