"""Another model says whether a source carries a claim."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.llms import Prompt
from assistant.prompts import filled
from assistant.troubles import ModelTrouble
from assistant.types import HERE, Claim
from assistant.withholding import Why
from assistant.writing.asking import Asker, Record
from assistant.writing.shape import strict


class CarriedOut(BaseModel):
    """What the model returns."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    carried: bool


class SecondOpinion:
    """Asks a model; one that cannot be asked has not said yes."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self.name = asker.llm.name
        self.endpoint = asker.llm.endpoint

    def fault(self, claim: Claim, until: float, record: Record) -> Why | None:
        """Why a claim is not shown; None if it is made of its quotations, or the model finds it in them by `until`.

        Args:
            claim: that stood every other check.
            until: when time is up, on `assistant.llms.clock`.
            record: told of the call.
        """
        source = " ".join(citation.quote for citation in claim.citations)
        if claim.text in source or self._entails(source, claim.text, until, record):
            return None
        return Why(key="second", said=(self.name,))

    def told(self, record: Record) -> dict[str, Any]:
        """For the trace: which model was asked, where, and with how many tokens."""
        return {
            "model": self.name,
            "endpoint": self.endpoint or HERE,
            "sent": record.sent,
            **record.tokens(),
        }

    def _entails(self, source: str, claim: str, until: float, record: Record) -> bool:
        prompt = Prompt(text=filled("entail", source=source, claim=claim), schema=strict(CarriedOut))
        said: list[bool] = []

        def read(pieces: Iterator[str]) -> bool:
            carried = carried_in("".join(pieces))
            said.extend(() if carried is None else (carried,))
            return carried is not None

        try:
            self._asker.ask(lambda cuts: prompt, until, record, read)
        except ModelTrouble:
            return False
        return said[-1]


def carried_in(text: str) -> bool | None:
    """What a model said; None where it is not of the shape asked for."""
    try:
        found = json.loads(text[text.index("{") : text.rindex("}") + 1])
        return CarriedOut.model_validate(found).carried
    except (ValueError, ValidationError):
        return None
