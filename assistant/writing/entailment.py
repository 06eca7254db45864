"""Another model says whether a source carries a claim."""

import json
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.llms import Prompt, clock
from assistant.prompts import filled
from assistant.troubles import ModelTrouble
from assistant.writing.asking import Asker, Record
from assistant.writing.shape import strict


class CarriedOut(BaseModel):
    """What the model returns."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    carried: bool


class ModelEntailment:
    """Asks a model; one that cannot be asked has not said yes."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self.name = asker.llm.name

    def entails(self, source: str, claim: str) -> bool:
        """Whether the model says, in time and in the shape asked for, that `claim` follows from `source`."""
        prompt = Prompt(text=filled("entail", source=source, claim=claim), schema=strict(CarriedOut))
        said: list[bool] = []

        def read(pieces: Iterator[str]) -> bool:
            whole = "".join(pieces)
            try:
                found = json.loads(whole[whole.index("{") : whole.rindex("}") + 1])
                said.append(CarriedOut.model_validate(found).carried)
            except (ValueError, ValidationError):
                return False
            return True

        try:
            self._asker.ask(lambda cuts: prompt, clock() + self._asker.timeout_s, Record(), read)
        except ModelTrouble:
            return False
        return said[-1]
