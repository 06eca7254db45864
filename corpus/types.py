"""Sources, documents and passages: the text that may be cited."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Standing(StrEnum):
    """How sure a fact is, carried from the record to the screen."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    INFERENCE = "inference"
    OUTDATED = "outdated"


class SourceKind(StrEnum):
    """Kinds of authority, the weightiest first."""

    TREATY = "treaty"
    CONSTITUTION = "constitution"
    STATUTE = "statute"
    APEX_GUIDANCE = "apex-guidance"
    REGULATION = "regulation"
    JUDGMENT = "judgment"
    OFFICIAL_REPORT = "official-report"
    COMMENTARY = "commentary"
    NEWS = "news"
    USER_DOCUMENT = "user-document"

    @property
    def weight(self) -> int:
        """Rank by authority: 9 for a treaty, 1 for news, 0 for a user's own document."""
        kinds = list(SourceKind)
        return len(kinds) - 1 - kinds.index(self)


TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "sources-of-law": "sources of law",
        "treaties": "treaties",
        "reciprocity": "reciprocity",
        "qualifying-judgments": "which judgments qualify",
        "finality": "finality",
        "jurisdiction-of-origin": "jurisdiction of the court of origin",
        "exclusive-jurisdiction": "exclusive jurisdiction",
        "service": "service and notice",
        "fraud": "fraud",
        "public-policy": "public policy",
        "refusal-grounds": "grounds for refusal",
        "conflicting-decisions": "conflicting decisions",
        "merits-review": "review of the merits",
        "punitive-awards": "punitive and penal awards",
        "competent-court": "competent court",
        "procedure": "procedure and duration",
        "documents": "documents",
        "translation-legalisation": "translation and legalisation",
        "limitation": "limitation period",
        "costs": "costs and state duty",
        "appeal": "appeal",
        "interim-measures": "interim measures",
        "interest-currency": "interest and currency",
        "enforcement-proceedings": "enforcement proceedings and agents",
        "insolvency": "insolvency of the debtor",
        "immunity": "immunity and state debtors",
        "sanctions": "sanctions",
        "arbitral-awards": "arbitral awards",
        "mediation": "mediation settlements",
        "special-courts": "AIFC and other special courts",
        "debt-collection": "debt collection",
        "tax": "tax treatment of the debt",
        "statistics": "statistics",
        "reform": "reform proposals",
        "cases": "leading cases",
        "trade-controls": "trade and re-export controls",
    }
)

DECISION_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "judgment": "judgment of a foreign court",
        "award": "arbitral award",
        "aifc-judgment": "AIFC Court judgment",
        "settlement": "court-approved settlement",
        "mediated-settlement": "mediated settlement agreement",
        "maintenance": "maintenance decision",
        "interim-order": "interim order",
        "insolvency": "insolvency decision",
        "costs-order": "costs order",
        "icsid-award": "ICSID award",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters `start` (counted from 0) up to but not including `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `first` to `last`, both included; None is open on that side."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"a period ends before it begins: {self.first} to {self.last}")

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A digest of one authority, with where it can be checked."""

    id: str
    title: str
    kind: SourceKind
    states: tuple[str, ...]
    authority: str
    url: str
    published: date | None
    in_force: Period
    retrieved: date
    licence: str
    language: str
    digests: tuple[str, ...]
    sha256: str

    def __post_init__(self) -> None:
        if not self.licence:
            raise ValueError(f"source {self.id} has no licence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One proposition of a source, with the data that verdicts are derived from.

    `id` is `<source id>/<slug>`, the legal address; `text` is the document's text at `span`.
    `affirms`, `denies` and `depends` hold statements, all worded affirmatively, that the text makes
    true, makes false, or makes true on a condition.
    """

    id: str
    source_id: str
    pinpoint: str
    heading: str
    text: str
    span: Span
    topic: str
    also: tuple[str, ...]
    states: tuple[str, ...]
    kinds: tuple[str, ...]
    standing: Standing
    window: Period
    kind: SourceKind
    authority: str
    url: str
    basis: str
    series: str = ""
    instrument: str = ""
    case: str = ""
    stance: Mapping[str, str] = field(default_factory=dict, hash=False)
    affirms: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError(f"passage {self.id} is empty")

    @property
    def topics(self) -> tuple[str, ...]:
        """The main topic, then the others."""
        return (self.topic, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text of one source and its passages, in order, none overlapping."""

    source: Source
    text: str
    passages: tuple[Passage, ...]

    def __post_init__(self) -> None:
        end = 0
        for passage in self.passages:
            span = passage.span
            if span.start < end or self.text[span.start : span.end] != passage.text:
                raise ValueError(f"passage {passage.id} is not where it says in its document")
            end = span.end
