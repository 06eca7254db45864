"""The values that move along the line, from Question to Answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.route_types import Route
from assistant.withholding import Why
from corpus.areas import AREAS
from corpus.types import Passage, Span
from index.types import Hit, StatementHit

CENTRE = "KZ"
"""The State whose law is told where a question names none."""


class Intent(StrEnum):
    """What the line does with a question."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    DECLINE = "decline"


class Status(StrEnum):
    """What the user gets."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    DECLINED = "declined"


class Reason(StrEnum):
    """Why there is no answer, or none yet."""

    GREETING = "greeting"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_IN_CORPUS = "not_in_corpus"
    STATE_NOT_COVERED = "state_not_covered"
    FACT_MISSING = "fact_missing"
    NO_BASIS_ON_THAT_DATE = "no_basis_on_that_date"


class Verdict(StrEnum):
    """The answer to a yes/no question, derived from data."""

    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"
    UNSETTLED = "unsettled"


class AnswerType(StrEnum):
    """What kind of thing would answer the question."""

    YES_NO = "yes/no"
    PERSON = "person"
    DOCKET = "docket number"
    DATE = "date"
    PERIOD = "period"
    SUM = "sum"
    SHARE = "share"
    COUNT = "count"
    LIST = "list"
    COMPARISON = "comparison"
    PROCEDURE = "procedure"
    REASON = "reason"
    CHANGE = "change"
    CASES = "cases"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What is known of the user's case; None where nothing was said.

    States are codes of `corpus/tables/states.csv`; `kind` is a key of `corpus.types.DECISION_KINDS`.
    """

    state_of_origin: str | None = None
    requested_state: str | None = None
    kind: str | None = None
    begun: date | None = None
    given: date | None = None
    final: bool | None = None
    served: bool | None = None
    default: bool | None = None
    money: bool | None = None
    debtor: str | None = None
    assets: str | None = None
    sanctions: bool | None = None
    amount: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRead:
    """Which of the user's words a case fact was read from: characters `start` to `end` of a turn, counted from 0."""

    field: str
    words: str
    start: int
    end: int
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an answer put before the user and a later turn may point at ("the second one").

    `kind` is choice, state, instrument or point; `text` is what the user would have had to say. Of kind "read" is a fact
    that a model read from the turn, "state_of_origin=TR": it lasts, but cannot be pointed at.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the user asked, with what was said before.

    Args:
        text: as typed, not blank.
        earlier: the user's earlier turns in this conversation, oldest first.
        offers: what each of the answers to `earlier` offered, in the same order; shorter where that is not known.
        as_of: the day the law is asked for; None for today.
        language: ISO 639-1 code that the user chose; None to read it from the text.
        facts: fields the user set or corrected by hand; they win over what the words say.
        register: "plain" or "lawyer"; None for neither in particular.
        area: a key of `corpus.areas.AREAS` that the search keeps to; None for everywhere.
        just_clarified: whether the last answer was a question back.
    """

    text: str
    earlier: tuple[str, ...] = ()
    offers: tuple[tuple[Offer, ...], ...] = ()
    as_of: date | None = None
    language: str | None = None
    facts: CaseFacts = CaseFacts()
    register: str | None = None
    just_clarified: bool = False
    area: str | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a question has text")
        if self.area is not None and self.area not in AREAS:
            raise ValueError(f"there is no area {self.area!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """A question, read: what is asked, about which States, as of when, and what would answer it.

    `query` stands alone; `english` is the same in the words of the corpus. `states` are the States
    whose law is asked about, the requested one first. `unknown` are names and references in the
    question that no passage contains, `invented` authorities it only leans on and no source has; `ordered` says that it
    also gave orders, which were not read. `forked` is the missing fact on which the answer still forks, `each` the cases
    where the question names several States of origin or requested States. `read_from` says which of the user's words each case fact was read from.
    `area` is the area of law that the search keeps to; empty for all.
    """

    intent: Intent
    question: str
    query: str
    english: str
    language: str
    facts: CaseFacts
    as_of: date
    dated: bool
    answer_type: AnswerType
    yes_no: bool
    topics: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    premises: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    ordered: bool = False
    reason: Reason | None = None
    choices: tuple[tuple[str, str], ...] = ()
    fork: str = ""
    missing: tuple[str, ...] = ()
    forked: str = ""
    each: tuple[CaseFacts, ...] = ()
    register: str | None = None
    brief: bool = True
    read_from: tuple[FactRead, ...] = ()
    area: str = ""

    def __post_init__(self) -> None:
        if self.intent is not Intent.ANSWER and self.reason is None:
            raise ValueError("a question back or a refusal has a reason")

    @property
    def case(self) -> CaseFacts:
        """The facts, with Kazakhstan for the requested State where only another State of origin is told and searched by."""
        origin, requested = self.facts.state_of_origin, self.facts.requested_state
        assumed = (
            requested is None and origin not in (None, CENTRE) and self.states[:1] == (CENTRE,) and not self.forked
        )
        return replace(self.facts, requested_state=CENTRE) if assumed else self.facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What retrieval gives: passages, the statements near the question and near each of its premises.

    `own` are the statements of the passages found, whether near or not.
    """

    hits: tuple[Hit, ...]
    statements: tuple[StatementHit, ...] = ()
    own: tuple[StatementHit, ...] = ()
    on_premises: tuple[tuple[str, tuple[StatementHit, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The passages kept for the answer, best first, what was dropped and why, and the statements near the question.

    `scores` are those of the ranking, one a hit; `covered` is the largest share of the question's terms that one of
    the first passages has, 0 to 1. `statements` are those nearest to the question, then those of the passages kept.
    `own` are passages of the user's own documents, which no verdict is drawn from.
    """

    hits: tuple[Hit, ...]
    scores: tuple[float, ...] = ()
    covered: float = 0.0
    statements: tuple[StatementHit, ...] = ()
    on_premises: tuple[tuple[str, tuple[StatementHit, ...]], ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()
    own: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words of a passage: `passage.text[span.start:span.end]`."""

    passage: Passage
    span: Span

    @property
    def quote(self) -> str:
        """The words cited."""
        return self.passage.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One assertion with what carries it."""

    text: str
    topic: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Where sources disagree, and which stands."""

    summary: str
    stands: str
    passage_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """States by topics, cases by what is known of them, or papers by who asks for them; each cell has text and the passages it rests on.

    `head` is the name of the first column, empty for "State".
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple["Cell", ...]], ...]
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a comparison; "not in the corpus" when no passage carries it."""

    text: str
    passage_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the tables alone tell of a question: a lead, claims that carry it, a table where one helps.

    `open_ended` answers are followed by the passages found; the others are whole.
    """

    lead: str
    claims: tuple[Claim, ...]
    verdict: Verdict | None = None
    table: Table | None = None
    open_ended: bool = False
    notice: str = ""


SURE = 0.75
"""Belief in a verdict from which it is given as it is; of those below, settled by statements, a third were wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """How likely the evidence answers, 0 to 1, and the chance below which a question is declined."""

    chance: float
    cut_off: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the writer proposes, before it is checked.

    `weighed` is None where no chance decided between answer and refusal: the tables settled it, or nothing was found.
    `belief`, 0 to 1, is that in the verdict where statements settled it; below `SURE` the verdict is said to be likely.
    """

    status: Status
    lead: str
    claims: tuple[Claim, ...] = ()
    verdict: Verdict | None = None
    reason: Reason | None = None
    conflicts: tuple[Conflict, ...] = ()
    table: Table | None = None
    missing: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    follow_ups: tuple[str, ...] = ()
    notice: str = ""
    explanations: tuple[tuple[str, str], ...] = ()
    writer: str = "quotation"
    weighed: Weighed | None = None
    belief: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A claim that did not pass its check."""

    text: str
    why: Why


HERE = "this machine"
"""Stands in a trace for the endpoint of a model that is in this process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A draft as a writer with a model leaves it: what it withheld on the way, and what happened, for the trace."""

    draft: Draft
    withheld: tuple[Withheld, ...] = ()
    trace: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What every surface renders; `contract.as_json` gives the published object."""

    draft: Draft
    inquiry: Inquiry
    route: Route | None
    evidence: Evidence
    withheld: tuple[Withheld, ...] = ()
    corpus: str = ""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    writing: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        draft = self.draft
        if draft.status is Status.ANSWERED and not draft.claims:
            raise ValueError("an answer has a claim")
        if draft.verdict is not None and not draft.claims:
            raise ValueError("a verdict rests on a claim")
