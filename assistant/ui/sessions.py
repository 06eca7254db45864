"""What happens to the matters of a session; and the session as text, so that a reload loses nothing."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.contract import AnswerJson
from assistant.types import CaseFacts
from assistant.ui.facts_html import known_facts
from assistant.ui.types import AnswerObject, FactValue, Matter, Session, Turn
from corpus.types import DECISION_KINDS

MATTERS_AT_MOST = 50
CHOICES = {"yes": True, "no": False}
CONTROLS = {"register": {"", "plain", "lawyer"}, "language": {"", "en", "ru", "kk"}}
DATES = {"begun", "given"}
WORDS = {"debtor", "assets", "amount"}


class TurnJson(BaseModel):
    """A turn, as the browser keeps it."""

    model_config = ConfigDict(extra="forbid")
    question: str = Field(max_length=20_000)
    answer: AnswerJson


class MatterJson(BaseModel):
    """A matter, as the browser keeps it."""

    model_config = ConfigDict(extra="forbid")
    id: int
    turns: list[TurnJson] = Field(max_length=200)
    facts: dict[str, str | bool]
    as_of: str
    wording: str = Field(alias="register")
    language: str


class SessionJson(BaseModel):
    """A session, as the browser keeps it."""

    model_config = ConfigDict(extra="forbid")
    matters: list[MatterJson] = Field(min_length=1, max_length=MATTERS_AT_MOST)
    current: int


def opened(session: Session) -> Session:
    """With a new, empty matter open; one that is already empty is used again."""
    kept = tuple(matter for matter in session.matters if matter.turns)[-(MATTERS_AT_MOST - 1) :]
    new = Matter(id=max((matter.id for matter in session.matters), default=0) + 1)
    return Session(matters=(*kept, new), current=new.id)


def switched(session: Session, id_: int) -> Session:
    """With another matter open; the same session where there is no such matter."""
    return replace(session, current=id_) if id_ in {matter.id for matter in session.matters} else session


def with_matter(session: Session, matter: Matter) -> Session:
    """With the open matter replaced."""
    return replace(session, matters=tuple(matter if old.id == matter.id else old for old in session.matters))


def answered(session: Session, question: str, answer: AnswerObject, *, again: bool) -> Session:
    """With one more turn in the open matter, or its last one done `again`."""
    matter = session.matter
    before = matter.turns[:-1] if again else matter.turns
    return with_matter(session, replace(matter, turns=(*before, Turn(question=question, answer=answer))))


def corrected(matter: Matter, given: Mapping[str, str], states: Mapping[str, str]) -> Matter:
    """The matter with the facts of the form; a field left as it was read is not taken for set by hand."""
    known, facts = known_facts(matter), dict(matter.facts)
    for name, text in given.items():
        if name not in CaseFacts.__dataclass_fields__:
            continue
        value = _fact(name, text.strip(), states)
        if value is None:
            facts.pop(name, None)
        elif value != known.get(name):
            facts[name] = value
    as_of = _iso(given.get("as_of", matter.as_of).strip()) or ""
    chosen = {name: given.get(name, getattr(matter, name)) for name in CONTROLS}
    return replace(
        matter,
        facts=facts,
        as_of=as_of,
        register=chosen["register"] if chosen["register"] in CONTROLS["register"] else "",
        language=chosen["language"] if chosen["language"] in CONTROLS["language"] else "",
    )


def _fact(name: str, text: str, states: Mapping[str, str]) -> FactValue:
    if name in ("state_of_origin", "requested_state"):
        return text if text in states else None
    if name == "kind":
        return text if text in DECISION_KINDS else None
    if name in DATES:
        return _iso(text)
    if name in WORDS:
        return text[:200] or None
    return CHOICES.get(text)


def _iso(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def written(session: Session) -> str:
    """The session as JSON, without a character that could be taken for markup."""
    return json.dumps(
        {
            "matters": [
                {
                    "id": matter.id,
                    "turns": [{"question": turn.question, "answer": dict(turn.answer)} for turn in matter.turns],
                    "facts": dict(matter.facts),
                    "as_of": matter.as_of,
                    "register": matter.register,
                    "language": matter.language,
                }
                for matter in session.matters
            ],
            "current": session.current,
        },
        ensure_ascii=False,
    ).replace("<", "\\u003c")


def read(text: str) -> Session | None:
    """The session that `written` wrote; None for anything else, which a browser may well send."""
    try:
        found = SessionJson.model_validate_json(text)
        matters = tuple(_matter(matter.model_dump(mode="json", by_alias=True)) for matter in found.matters)
        return Session(matters=matters, current=found.current)
    except (ValidationError, ValueError):
        return None


def _matter(found: dict[str, Any]) -> Matter:
    turns = tuple(Turn(question=turn["question"], answer=turn["answer"]) for turn in found.pop("turns"))
    return Matter(turns=turns, **found)
