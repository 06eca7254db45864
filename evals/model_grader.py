"""A named model that says whether a claim is supported by what it quotes; never the model that wrote the claim."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.llms import LLM, Prompt, llm
from assistant.prompts import SLOT, fence
from assistant.troubles import ModelTrouble
from evals.errors import GraderRefused
from evals.grader_settings import GraderSettings
from evals.types import GivenClaim

WORDING = Path(__file__).parent / "prompts" / "grade.md"


class _Verdict(BaseModel):
    model_config = ConfigDict(extra="ignore")

    supported: bool
    why: str = ""


class ClaimGrader(Protocol):
    """Whatever grades claims; `name` goes into the report."""

    name: str

    def supports(self, claim: str, source: str) -> bool | None:
        """Whether the source supports the claim; None if it could not be found out."""


class ModelGrader:
    """A language model that grades by a wording whose hash is part of its name."""

    def __init__(self, model: LLM, timeout_s: float) -> None:
        self._model = model
        self._timeout_s = timeout_s
        self._wording = WORDING.read_text(encoding="utf-8")
        self.name = f"{model.name}, wording {hashlib.sha256(self._wording.encode()).hexdigest()[:12]}"
        self.model = model.name

    def supports(self, claim: str, source: str) -> bool | None:
        """Ask the model. A model that does not answer, or answers in another form, leaves it open."""
        slots = {"claim": claim, "source": source, "fence": fence(claim, source)}
        text = SLOT.sub(lambda match: slots[match[1]], self._wording)
        try:
            call = self._model.call(Prompt(text=text, schema=_Verdict.model_json_schema()), self._timeout_s)
            said = "".join(call.pieces)
        except ModelTrouble:
            return None
        start, end = said.find("{"), said.rfind("}")
        try:
            return _Verdict.model_validate_json(said[start : end + 1]).supported
        except ValidationError:
            return None


def configured(settings: GraderSettings) -> ModelGrader | None:
    """The grader that the settings name, or None.

    Raises:
        UnknownName: no such provider, or no model named.
    """
    key = settings.grader_key.get_secret_value() if settings.grader_key else ""
    model = llm(
        settings.grader or "quotation:", url=settings.grader_url, key=key, timeout_s=settings.grader_timeout_s
    )
    return None if model is None else ModelGrader(model, settings.grader_timeout_s)


def refuse_own(grader: str, writers: Sequence[str]) -> None:
    """A model does not grade what it wrote.

    Args:
        grader: the model that grades, as in EVALS_GRADER.
        writers: the models that wrote, as the answers or the settings name them.

    Raises:
        GraderRefused: it is one of them.
    """
    name = grader.partition(":")[2]
    if name in {writer.partition(":")[2] or writer for writer in writers}:
        raise GraderRefused(
            f"{name} wrote the answers and may not grade them", hint="Name another model in EVALS_GRADER, or none."
        )


def supported_share(claims: Sequence[GivenClaim], supports: Callable[[str, str], bool | None]) -> float | None:
    """The share of the claims that a grader finds supported by their quotations.

    |supported| / |graded|: the citation recall of Gao et al. 2023 (arXiv:2305.14627), by a model.

    Returns:
        A number from 0 to 1. None if no claim has a quotation, or none could be graded.
    """
    graded = [
        verdict
        for claim in claims
        if claim.quotations
        and (verdict := supports(claim.text, "\n".join(quotation.quote for quotation in claim.quotations)))
        is not None
    ]
    return sum(graded) / len(graded) if graded else None
