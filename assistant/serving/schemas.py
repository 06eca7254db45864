"""What the HTTP API takes and gives, beside the answer object itself."""

from datetime import date
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from assistant.contract import AnswerJson, ConditionJson, OptionJson, RouteCaseJson
from assistant.keeping.answers import NOTE_AT_MOST, TURNS_AT_MOST
from assistant.keeping.conversations import NAME_AT_MOST
from assistant.keeping.types import Complaint
from assistant.questions import CHARACTERS_AT_MOST
from assistant.types import CaseFacts
from corpus.areas import AREAS

LANGUAGE = r"^[a-z]{2}$"
ID = r"^[0-9a-f]{16,64}$"


class Body(BaseModel):
    """A request or a response: no unknown field."""

    model_config = ConfigDict(extra="forbid", frozen=True)


FactsIn: Any = create_model(
    "FactsIn",
    __base__=Body,
    __doc__="Case facts set by hand; they win over what the words say.",
    **{name: (hint, None) for name, hint in get_type_hints(CaseFacts).items()},  # type: ignore[call-overload]
)
Text = Annotated[str, Field(max_length=CHARACTERS_AT_MOST)]
Name = Annotated[str, Field(max_length=NAME_AT_MOST)]
Register = Literal["plain", "lawyer"]
AreaIn = Annotated[str, Field(pattern=f"^({'|'.join(AREAS)})$", json_schema_extra={"enum": list(AREAS)})]


class AskIn(Body):
    """A question, by itself, with the turns before it, or as the next turn of a conversation."""

    question: Text
    earlier: Annotated[list[Text], Field(max_length=TURNS_AT_MOST)] = []
    conversation: Annotated[str, Field(pattern=ID)] | None = None
    facts: FactsIn = FactsIn()
    as_of: date | None = None
    language: Annotated[str, Field(pattern=LANGUAGE)] | None = None
    wording: Annotated[Register | None, Field(alias="register")] = None
    area: AreaIn | None = None
    keep: bool = True


class ControlsIn(Body):
    """What was set by hand for a whole conversation."""

    facts: FactsIn = FactsIn()
    as_of: date | None = None
    language: Annotated[str, Field(pattern=LANGUAGE)] | None = None
    wording: Annotated[Register | None, Field(alias="register")] = None
    area: AreaIn | None = None


class ConversationIn(ControlsIn):
    """A new conversation."""

    name: Name = ""


class ConversationChange(Body):
    """What to change of a conversation; what is left out stays. `turns` are ids of its answers, in order."""

    name: Name | None = None
    controls: ControlsIn | None = None
    turns: Annotated[list[Annotated[str, Field(pattern=ID)]], Field(max_length=TURNS_AT_MOST)] | None = None


class SummaryOut(Body):
    """One line of the list of conversations."""

    id: str
    name: str
    question: str
    turns: int
    created_at: str
    changed_at: str


class ChangeOut(Body):
    """A passage under an answer that is not what it was."""

    passage_id: str
    what: str


class SaidOut(Body):
    """What the reader said of an answer."""

    reason: Complaint
    note: str
    given_at: str


class TurnOut(Body):
    """One answer of a conversation, and whether its sources changed since."""

    answer: AnswerJson
    stale: list[ChangeOut]
    shared: bool


class KeptOut(TurnOut):
    """A kept answer whole: the object, its receipt, and what became of it since."""

    receipt: dict[str, Any]
    seal: str
    altered: list[str]
    made_at: str
    conversation: str | None
    link: str
    said: SaidOut | None


class ConversationOut(Body):
    """A conversation whole."""

    id: str
    name: str
    facts: dict[str, str | bool | None]
    as_of: str
    wording: Annotated[str, Field(alias="register")]
    language: str
    area: str
    created_at: str
    changed_at: str
    turns: list[TurnOut]

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class ShareIn(Body):
    """Whether all who have the link may read an answer."""

    shared: bool


class FeedbackIn(Body):
    """What a reader says of an answer."""

    answer: Annotated[str, Field(pattern=ID)]
    reason: Complaint
    note: Annotated[str, Field(max_length=NOTE_AT_MOST)] = ""


class DocumentOut(Body):
    """A document of the user's own in a conversation; `notes` say what of it was not read."""

    id: str
    name: str
    kind: str
    size: int
    pages: int
    paged: bool
    notes: list[str]


class RouteOut(Body):
    """Every instrument between two States on a day, then the conditions of national law and the cases."""

    origin: str
    requested: str
    kind: str
    as_of: date
    options: list[OptionJson]
    conditions: list[ConditionJson] = []
    practice: list[RouteCaseJson] = []
    notes: list[str] = []


class SourceOut(Body):
    """A source, and how many passages it has."""

    id: str
    title: str
    kind: str
    states: list[str]
    authority: str
    url: str
    licence: str
    retrieved: str
    sha256: str
    count: int


class PassageOut(Body):
    """One passage of a source."""

    id: str
    pinpoint: str
    heading: str
    topic: str
    states: list[str]
    standing: str
    valid_from: str | None
    valid_to: str | None
    text: str


class SourceWholeOut(SourceOut):
    """A source whole."""

    passages: list[PassageOut]


class HealthOut(Body):
    """That the server lives."""

    status: Literal["ok"]


class ReadyOut(Body):
    """That it can answer: the index and the database are open."""

    status: Literal["ready"]
    corpus: str
    version: str
