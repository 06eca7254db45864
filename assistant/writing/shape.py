"""What the model returns, and a parser that reads it claim by claim while it still comes."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

TEXT_AT_MOST = 600
QUOTES_AT_MOST = 3
CLAIMS_AT_MOST = 7
LONGEST = 16_000
"""Characters of one answer that are read; a model that writes on for ever is stopped there."""


class QuoteOut(BaseModel):
    """Words of a passage."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    passage: str = Field(max_length=20)
    quote: str = Field(max_length=TEXT_AT_MOST)


class ClaimOut(BaseModel):
    """One sentence with the words that carry it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str = Field(min_length=1, max_length=TEXT_AT_MOST)
    quotes: list[QuoteOut] = Field(min_length=1, max_length=QUOTES_AT_MOST)


class WritingOut(BaseModel):
    """A whole answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    lead: ClaimOut
    claims: list[ClaimOut] = Field(min_length=1, max_length=CLAIMS_AT_MOST)


def writing_schema(named: Collection[str]) -> dict[str, Any]:
    """The JSON Schema of an answer over passages of these names, without references and with nothing optional, as strict
    servers want it.

    Every list has an end and every passage is one of those given: a server that holds its model to the shape brings even a
    model that repeats itself to an end.
    """
    schema = strict(WritingOut)
    for claim in (schema["properties"]["lead"], schema["properties"]["claims"]["items"]):
        quote = claim["properties"]["quotes"]["items"]["properties"]
        quote["passage"] = {"type": "string", "enum": list(named)}
    return schema


def strict(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a pydantic model for `response_format`: references resolved, no further property allowed."""
    whole = model.model_json_schema()
    known = whole.pop("$defs", {})

    def resolved(part: Any) -> Any:
        if isinstance(part, list):
            return [resolved(item) for item in part]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            return resolved(known[part["$ref"].rsplit("/", 1)[-1]])
        kept = {key: resolved(value) for key, value in part.items() if key not in ("title", "description")}
        if kept.get("type") == "object" and "properties" in kept:
            kept |= {"additionalProperties": False, "required": list(kept["properties"])}
        return kept

    return dict(resolved(whole))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One claim as the model wrote it; `lead` where it is the lead."""

    claim: ClaimOut
    lead: bool


REPEATS = 4
PERIODS = range(15, 101)
"""How often, and at lengths of how many characters, a model says the same before it is held to do so for ever."""

LEAD = re.compile(r'["\']?lead["\']?\s*:\s*$')


@dataclass(slots=True)
class Parser:
    """Feeds on pieces of text and gives each claim as soon as its last brace is there.

    Text around the JSON, code fences, a comma too many and an answer that breaks off are let pass; an object that is no
    claim is let pass too. `broken` counts objects that look like claims and are none.
    """

    broken: int = 0
    read: int = 0
    _text: str = ""
    _open: list[int] = field(default_factory=list)
    _at: int = 0
    _quoted: bool = False
    _escaped: bool = False

    def feed(self, piece: str) -> Iterator[Written]:
        """The claims that end in `piece`."""
        self._text += piece
        self.read += len(piece)
        while self._at < len(self._text):
            character = self._text[self._at]
            self._at += 1
            if self._quoted:
                if self._escaped:
                    self._escaped = False
                elif character == "\\":
                    self._escaped = True
                elif character == '"':
                    self._quoted = False
            elif character == '"':
                self._quoted = bool(self._open)
            elif character == "{":
                self._open.append(self._at - 1)
            elif character == "}" and self._open:
                start = self._open.pop()
                yield from self._claim(start, self._at)

    def stuck(self) -> bool:
        """Whether what came last is one thing over and over, in words, in white space or in anything else."""
        return any(
            self._text.endswith(self._text[-length:] * REPEATS) for length in PERIODS if len(self._text) >= length
        )

    def _claim(self, start: int, end: int) -> Iterator[Written]:
        body = self._text[start:end]
        if '"text"' not in body or body.count('"text"') > 1:
            return
        try:
            claim = ClaimOut.model_validate(_loaded(body))
        except (ValueError, ValidationError):
            self.broken += 1
            return
        yield Written(claim=claim, lead=bool(LEAD.search(self._text[max(0, start - 20) : start])))


def _loaded(body: str) -> Any:
    try:
        return json.loads(body, strict=False)
    except ValueError:
        return json.loads(re.sub(r",\s*([}\]])", r"\1", body), strict=False)
