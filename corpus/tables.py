"""Law as data: States, instruments, who is bound when, treaties of two States, cases, sums, national rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from corpus.tables_cells import TableBroken
from corpus.tables_reading import read, read_by, read_memberships
from corpus.tables_rows import (
    AwardRule,
    BilateralTreaty,
    Case,
    Conflict,
    Coverage,
    Duty,
    DutyBase,
    DutyKind,
    Instrument,
    Limit,
    Membership,
    NationalRule,
    Outcome,
    Reciprocity,
    SourceSeen,
    State,
    Status,
    TableSource,
    TemporalRule,
    TimeUnit,
    TreatyNeeded,
    UnitValue,
)

__all__ = [
    "TABLES",
    "AwardRule",
    "BilateralTreaty",
    "Case",
    "Conflict",
    "Coverage",
    "Duty",
    "DutyBase",
    "DutyKind",
    "Instrument",
    "Limit",
    "Membership",
    "NationalRule",
    "Outcome",
    "Reciprocity",
    "SourceSeen",
    "State",
    "Status",
    "TableBroken",
    "TableSource",
    "Tables",
    "TemporalRule",
    "TimeUnit",
    "TreatyNeeded",
    "UnitValue",
    "load_tables",
]

TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Every table, read and checked. States and units are named by code, instruments and treaties by id.

    A lookup for a unit falls back on the State it is part of, unless the unit has treaties of its own.
    Lookups raise `ValueError` on a code or an id that no table holds.
    """

    states: Mapping[str, State]
    instruments: Mapping[str, Instrument]
    memberships: tuple[Membership, ...]
    bilateral: Mapping[str, BilateralTreaty]
    cases: Mapping[str, Case]
    sums: tuple[UnitValue, ...]
    duties: Mapping[str, Duty]
    limits: Mapping[str, Limit]
    award_rules: tuple[AwardRule, ...]
    national_rules: tuple[NationalRule, ...]
    conflicts: Mapping[str, Conflict]
    _of_pair: Mapping[tuple[str, str], tuple[Membership, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the memberships out by instrument and State, the earliest window first."""
        laid: dict[tuple[str, str], list[Membership]] = {}
        for row in sorted(self.memberships, key=lambda row: row.window.first or date.min):
            laid.setdefault((row.instrument, row.state), []).append(row)
        object.__setattr__(self, "_of_pair", {pair: tuple(rows) for pair, rows in laid.items()})

    def history(self, instrument: str, state: str) -> tuple[Membership, ...]:
        """All that is known of a State and an instrument, the earliest window first."""
        self._check_instrument(instrument)
        own = self._rows(instrument, self._state(state).code)
        if own or not self._follows_whole(state):
            return own
        whole = self._rows(instrument, self._state(state).part_of)
        return tuple(row for row in whole if not row.units or state in row.units)

    def membership(self, instrument: str, state: str, on: date) -> Membership | None:
        """The row that tells where the State stands that day; None if no row does.

        A State that left keeps its row after its last day, when it no longer binds. A party is None before its
        first day: `history` shows what was to come.
        """
        found = None
        for row in self.history(instrument, state):
            gone = row.status is Status.LEFT and row.window.last is not None and row.window.last < on
            if row.window.covers(on) or gone:
                found = row
        return found

    def is_bound(self, instrument: str, state: str, on: date) -> bool:
        """Whether the State was bound that day; a signature alone binds nobody."""
        row = self.membership(instrument, state, on)
        return row is not None and row.binds(on)

    def bound_between(self, instrument: str, a: str, b: str, on: date) -> bool:
        """Whether the instrument worked between two States that day: both bound, neither shutting out the other."""
        ends = [(self.membership(instrument, here, on), there) for here, there in ((a, b), (b, a))]
        return all(row is not None and row.binds(on) and not self._shuts_out(row, other) for row, other in ends)

    def treaties_between(self, a: str, b: str) -> tuple[BilateralTreaty, ...]:
        """Treaties of the two States, those on judgments or of unknown content before those without any."""
        ends = (self._reach(a), self._reach(b))
        found = [
            treaty
            for treaty in self.bilateral.values()
            if (treaty.state_a in ends[0] and treaty.state_b in ends[1])
            or (treaty.state_b in ends[0] and treaty.state_a in ends[1])
        ]
        return tuple(sorted(found, key=lambda treaty: (treaty.covers_judgments is Coverage.NO, treaty.id)))

    def value_of(self, unit: str, year: int) -> UnitValue | None:
        """What a unit was worth that year; None if it is not known."""
        return next((row for row in self.sums if row.unit == unit and row.year == year), None)

    def duties_of(self, state: str, on: date) -> tuple[Duty, ...]:
        """Duties, fees and thresholds of a State that day."""
        reach = self._reach(state)
        return tuple(duty for duty in self.duties.values() if duty.state in reach and duty.window.covers(on))

    def limits_of(self, state: str, on: date) -> tuple[Limit, ...]:
        """Time limits of a State that day."""
        reach = self._reach(state)
        return tuple(limit for limit in self.limits.values() if limit.state in reach and limit.window.covers(on))

    def award_rule(self, state: str, on: date) -> AwardRule | None:
        """Where a State's own law deals with foreign awards that day; None if the tables do not say."""
        held = ((code, rule) for code in self._reach(state) for rule in self.award_rules)
        return next((rule for code, rule in held if rule.state == code and rule.window.covers(on)), None)

    def knows_awards(self, state: str) -> bool:
        """Whether the tables hold a State's own law on foreign awards of any day."""
        reach = self._reach(state)
        return any(rule.state in reach for rule in self.award_rules)

    def cases_between(self, origin: str | None = None, requested: str | None = None) -> tuple[Case, ...]:
        """Cases from one State in another, the latest first; None is any State. A State includes its units."""
        found = [
            case
            for case in self.cases.values()
            if self._is_of(case.origin, origin) and self._is_of(case.requested, requested)
        ]
        return tuple(sorted(found, key=lambda case: (-case.latest_year, case.id)))

    def national(self, state: str, on: date) -> NationalRule | None:
        """The State's own rule that day; a unit's own rule comes first. None if none is known."""
        for code in self._reach(state):
            for rule in self.national_rules:
                if rule.state == code and rule.window.covers(on):
                    return rule
        return None

    def _rows(self, instrument: str, state: str) -> tuple[Membership, ...]:
        return self._of_pair.get((instrument, state), ())

    def _state(self, code: str) -> State:
        if code not in self.states:
            raise ValueError(f"no State {code!r}")
        return self.states[code]

    def _check_instrument(self, instrument: str) -> None:
        if instrument not in self.instruments:
            raise ValueError(f"no instrument {instrument!r}")

    def _follows_whole(self, code: str) -> bool:
        state = self._state(code)
        return bool(state.part_of) and not state.own_treaties

    def _reach(self, code: str) -> tuple[str, ...]:
        return (code, self.states[code].part_of) if self._follows_whole(code) else (code,)

    def _shuts_out(self, row: Membership, other: str) -> bool:
        return any(code in row.not_with for code in self._reach(other))

    def _is_of(self, code: str, wanted: str | None) -> bool:
        if wanted is None:
            return True
        return wanted in self._reach(code) or code in self._reach(wanted)


def load_tables(folder: Path = TABLES) -> Tables:
    """Read every table of `folder`; conflicts.csv may be absent.

    Values are read strictly by their type; what rows must satisfy besides is checked by `tables_rules.faults`, when the
    corpus is checked and when an index is built.

    Raises:
        TableBroken: a file that is missing or of another shape, or a cell that holds no value of its type.
    """
    states = read_by(folder / "states.csv", State, "code")
    instruments = read_by(folder / "instruments.csv", Instrument)
    conflicts = folder / "conflicts.csv"
    return Tables(
        states=states,
        instruments=instruments,
        memberships=read_memberships(folder / "parties.csv", states, instruments),
        bilateral=read_by(folder / "bilateral.csv", BilateralTreaty),
        cases=read_by(folder / "cases.csv", Case),
        sums=read(folder / "sums.csv", UnitValue),
        duties=read_by(folder / "duties.csv", Duty),
        limits=read_by(folder / "limits.csv", Limit),
        award_rules=read(folder / "awards.csv", AwardRule),
        national_rules=read(folder / "national.csv", NationalRule),
        conflicts=read_by(conflicts, Conflict) if conflicts.exists() else {},
    )
