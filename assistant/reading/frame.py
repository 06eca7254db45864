"""What a turn comes to when it is read."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.reading.dates import Dates
from assistant.reading.places import Mention
from assistant.types import AnswerType, CaseFacts, FactRead


@dataclass(frozen=True, slots=True, kw_only=True)
class Torn:
    """A yes-or-no field of the case that a turn states both ways, with the user's words for each."""

    field: str
    one: str
    other: str


class Aside(StrEnum):
    """Why a turn asks nothing that could be looked up."""

    GREETING = "greeting"
    NEW_MATTER = "new_matter"
    NOTHING_BEFORE = "nothing_before"
    WHAT_DIFFERS = "what_differs"
    NOISE = "noise"
    ORDERS = "orders_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A turn as read, or several folded into one.

    `english` is the turn in the words of the corpus, `query` a question that stands alone in the user's language.
    `read` says which of the user's words each fact was read from, `torn` are fields that a turn states both ways.
    `several` are the States of origin and the requested States where a turn names more than one of them.
    `orders` are pieces of the turn that give orders instead of asking, and were not read; `invented` are authorities it
    leans on that no source has. `case` is the State of origin, the requested State and the kind that the conversation is about, also where a turn
    asks about something else; `unread` are words of another language for which there is no English; `aside` is why there is no question to answer.
    """

    text: str
    query: str
    language: str
    english: str
    mentions: tuple[Mention, ...]
    origin: str | None
    requested: str | None
    several: tuple[tuple[str, ...], tuple[str, ...]]
    kinds: tuple[str, ...]
    topics: tuple[str, ...]
    instruments: tuple[str, ...]
    dates: Dates
    answer_type: AnswerType
    yes_no: bool
    facts: CaseFacts
    read: tuple[FactRead, ...] = ()
    torn: tuple[Torn, ...] = ()
    premises: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    case: tuple[str | None, str | None, str | None] = (None, None, None)
    aside: Aside | None = None
    greeting: bool = False
    unread: tuple[str, ...] = ()
    stands_alone: bool = True
    register: str | None = None
    brief: bool = True
