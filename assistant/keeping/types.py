"""What is kept of conversations: answers whole with their receipts, and what their readers said of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

AnswerObject = Mapping[str, Any]
Receipt = Mapping[str, Any]

LOCAL = "local"
"""Who asks where nobody has to say who they are."""

STRANGER = ""
"""Who reads without having said who they are; nothing is ever theirs."""


class Complaint(StrEnum):
    """What a reader says of an answer."""

    USEFUL = "useful"
    WRONG_SOURCE = "wrong source"
    OUT_OF_DATE = "out of date"
    WRONG_ANSWER = "wrong answer"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """One answer as it was given.

    `id` cannot be guessed. `position` is its place in its conversation, from 0; None once a later turn took that place
    or it stands alone. `shared` says whether all who have the link may read it.
    """

    id: str
    user: str
    conversation_id: str | None
    position: int | None
    made_at: str
    shared: bool
    answer: AnswerObject
    receipt: Receipt
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """What was set by hand for the whole of a conversation; empty where nothing was."""

    facts: Mapping[str, str | bool | None]
    as_of: str = ""
    register: str = ""
    language: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One line of the list of conversations; `name` is empty until its user names it."""

    id: str
    name: str
    question: str
    turns: int
    created_at: str
    changed_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation whole, its turns in order."""

    id: str
    user: str
    name: str
    controls: Controls
    created_at: str
    changed_at: str
    turns: tuple[KeptAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a reader said of one answer; the latest word of each reader counts."""

    answer_id: str
    user: str
    complaint: Complaint
    note: str
    given_at: str
