"""The rows of the tables, one type a table: who is bound, which cases, which sums."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from corpus.types import Period, Standing


class Status(StrEnum):
    """Where a State stands towards an instrument during one window."""

    PARTY = "party"
    SIGNED = "signed"
    LEFT = "left"
    SUSPENDED = "suspended"
    NOT_PARTY = "not-party"


class TemporalRule(StrEnum):
    """What must lie after the instrument's entry into force; NONE if no such rule is known."""

    PROCEEDINGS_BEGUN = "proceedings-begun"
    JUDGMENT_GIVEN = "judgment-given"
    APPLICATION = "application"
    NONE = "none"


class Coverage(StrEnum):
    """Whether a treaty covers a kind of decision; UNKNOWN when its text was not seen."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How the application in a case ended, at the instance the row tells of."""

    GRANTED = "granted"
    GRANTED_IN_PART = "granted-in-part"
    REFUSED = "refused"
    REVERSED = "reversed"
    REMITTED = "remitted"
    PENDING = "pending"
    OTHER = "other"


class DutyKind(StrEnum):
    """A duty goes to the State, a fee to an enforcement agent; a threshold is a sum that a rule turns on."""

    DUTY = "duty"
    FEE = "fee"
    THRESHOLD = "threshold"


class DutyBase(StrEnum):
    """What a percentage is taken of."""

    CLAIM = "claim"
    DUTY = "duty"
    RECOVERED = "recovered"


class TimeUnit(StrEnum):
    """What a time limit is counted in."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    WORKING_DAY = "working-day"


class SourceSeen(StrEnum):
    """What kind of thing stands behind a row; UNSEEN and INFERENCE confirm nothing."""

    TEXT = "text"
    REPORT = "report"
    STANDARD = "standard"
    INFERENCE = "inference"
    UNSEEN = "unseen"


class TreatyNeeded(StrEnum):
    """Whether a State enforces by treaty only; IN_LETTER if its code says so and its courts do otherwise."""

    YES = "yes"
    NO = "no"
    IN_LETTER = "in-letter"


class Reciprocity(StrEnum):
    """What a State's own law asks of reciprocity; the words of docs/corpus-format.md."""

    REQUIRED_DE_FACTO = "required-de-facto"
    REQUIRED_DE_JURE = "required-de-jure"
    REQUIRED = "required"
    PRESUMED = "presumed"
    ALTERNATIVE = "alternative"
    IRRELEVANT = "irrelevant"
    NONE = "none"
    REFUSAL_GROUND = "refusal-ground"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row says of itself.

    `standing` speaks of the row as a whole; `unconfirmed` names the columns that fall behind it.
    """

    source: str
    standing: Standing
    unconfirmed: tuple[str, ...] = ()

    def standing_of(self, column: str) -> Standing:
        """How sure one cell is; `column` is the name in the file's header."""
        return Standing.UNCONFIRMED if column in self.unconfirmed else self.standing


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Row):
    """A State, the European Union, or a territorial unit with its own courts.

    `part_of` is empty for a State. A unit with `own_treaties` is reached by a treaty only where a row says so.
    """

    code: str
    name: str
    adjective: str
    aliases: tuple[str, ...]
    cities: tuple[str, ...]
    courts: tuple[str, ...]
    part_of: str
    own_treaties: bool
    eu: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Row):
    """A treaty of several States, or a regulation; `kinds` is empty if it carries no decisions."""

    id: str
    title: str
    short: str
    aliases: tuple[str, ...]
    adopted: date | None
    in_force: date | None
    kinds: tuple[str, ...]
    recognition_articles: tuple[str, ...]
    refusal_articles: tuple[str, ...]
    refusal_grounds: tuple[str, ...]
    temporal_rule: TemporalRule
    temporal_note: str
    regional: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Row):
    """Where one State stands towards one instrument during one window.

    `first_day` is None when that day is unknown; `window` then begins with the instrument's own entry into force
    (a signature: on the day of signing). `units` names the territorial units reached, or is empty for all of them.
    `not_with` names States towards which the row has no effect.
    """

    instrument: str
    state: str
    status: Status
    signed: date | None
    first_day: date | None
    last_day: date | None
    window: Period
    units: tuple[str, ...]
    not_with: tuple[str, ...]
    note: str

    def binds(self, on: date) -> bool:
        """Whether the State is bound that day; one that left was bound up to its last day."""
        return self.status in (Status.PARTY, Status.LEFT) and self.window.covers(on)


@dataclass(frozen=True, slots=True, kw_only=True)
class BilateralTreaty(Row):
    """A treaty of two States; `in_force` None means that the day, or whether it came, is unknown.

    `given_to` is the last day on which a decision may have been given to fall under the treaty; None for no such day.
    """

    id: str
    state_a: str
    state_b: str
    title: str
    signed: date | None
    ratified: date | None
    in_force: date | None
    covers_judgments: Coverage
    covers_awards: Coverage
    articles: tuple[str, ...]
    matters: tuple[str, ...]
    note: str
    temporal_rule: TemporalRule
    given_to: date | None

    def binds(self, on: date) -> bool | None:
        """Whether it was in force that day; None if the day of entry into force is unknown."""
        return None if self.in_force is None else self.in_force <= on

    def partner_of(self, state: str) -> str:
        """The other side.

        Raises:
            ValueError: `state` is neither side.
        """
        if state not in (self.state_a, self.state_b):
            raise ValueError(f"{state} is no side of {self.id}")
        return self.state_b if state == self.state_a else self.state_a


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Row):
    """One decision on a foreign judgment or award, and what became of it (`later`).

    `year` is as known: "2023", "2019-2020" or "by 2025"; `overturned_by` is the id of the case that reversed or
    annulled this one, empty while it stands.
    """

    id: str
    name: str
    date: date | None
    year: str
    origin: str
    requested: str
    kind: str
    outcome: Outcome
    basis: str
    instance: str
    later: str
    docket: str
    overturned_by: str

    @property
    def latest_year(self) -> int:
        """The last year that `year` allows."""
        return int(self.year[-4:])


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitValue(Row):
    """What a unit such as the MCI (monthly calculation index) is worth in one year."""

    unit: str
    year: int
    value: Decimal
    currency: str
    passage_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Row):
    """A state duty, an agent's fee, or a threshold.

    Either `percent` (up to `percent_to`, if a range) of `base`, at most `cap_units` units, or a fixed number of
    `units`. No cap is known where `cap_units` is None.
    """

    id: str
    state: str
    kind: DutyKind
    what: str
    payer: str
    percent: Decimal | None
    percent_to: Decimal | None
    base: DutyBase | None
    units: Decimal | None
    unit: str
    cap_units: Decimal | None
    window: Period
    authority: str
    terms: tuple[str, ...]
    passage_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Row):
    """A time limit: `number` of `unit`, for `who`, running from `trigger` (empty where the event was not seen).

    `trigger_terms` are words that tell the event in a question, `terms` words that tell the step. `kinds` are the
    decisions it is about, empty for any.
    """

    id: str
    state: str
    kinds: tuple[str, ...]
    what: str
    number: int
    unit: TimeUnit
    who: str
    trigger: str
    trigger_terms: tuple[str, ...]
    terms: tuple[str, ...]
    restorable: bool | None
    authority: str
    window: Period
    passage_ids: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRule(Row):
    """Where a State's own law deals with foreign arbitral awards during one window."""

    state: str
    articles: str
    note: str
    window: Period
    passage_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSource:
    """Where rows come from: a text of law or of a depositary, a report, a standard, an inference, or nothing seen."""

    name: str
    kind: SourceSeen
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalRule(Row):
    """What a State's own law asks of foreign judgments during one window; None or "" is unknown."""

    state: str
    treaty_needed: TreatyNeeded | None
    reciprocity: Reciprocity | None
    merits_review: bool | None
    limit: str
    court: str
    articles: str
    note: str
    window: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A point on which sources disagree, and which of them stands."""

    id: str
    topic: str
    states: tuple[str, ...]
    summary: str
    stands: str
    terms: tuple[str, ...]
    passage_ids: tuple[str, ...]
