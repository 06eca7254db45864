"""Each table of law: its columns, and what must hold among its rows."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from corpus.tables_cells import Cells, rows_of
from corpus.tables_parsing import (
    bilateral_of,
    case_of,
    conflict_of,
    duty_of,
    instrument_of,
    membership_of,
    national_of,
    state_of,
    unit_value_of,
)
from corpus.tables_rows import (
    BilateralTreaty,
    Case,
    Conflict,
    Duty,
    Instrument,
    Membership,
    NationalRule,
    State,
    UnitValue,
)
from corpus.types import Period

Kept = TypeVar("Kept")


def read_states(path: Path) -> Mapping[str, State]:
    """States and units by code; a unit is part of a State that has a row, and names point to one State only."""
    columns = "code name adjective aliases cities courts part_of own_treaties eu source standing unconfirmed"
    rows = rows_of(path, columns)
    states = _by_id(rows, "code", state_of)
    taken: dict[str, str] = {}
    for cells in rows:
        if cells.text("part_of"):
            cells.name("part_of", [state.code for state in states.values() if not state.part_of])
        for column in ("name", "aliases", "cities", "courts"):
            for name in cells.items(column):
                owner = taken.setdefault(name.casefold(), cells.text("code"))
                if owner != cells.text("code"):
                    raise cells.broken(column, f"{name!r} names {owner} too", hint="Keep it at one of the two.")
    return states


def read_instruments(path: Path) -> Mapping[str, Instrument]:
    """Instruments by id."""
    columns = (
        "id title short aliases adopted in_force kinds recognition_articles refusal_articles refusal_grounds "
        "temporal_rule temporal_note regional source standing unconfirmed"
    )
    return _by_id(rows_of(path, columns), "id", instrument_of)


def read_memberships(
    path: Path, states: Mapping[str, State], instruments: Mapping[str, Instrument]
) -> tuple[Membership, ...]:
    """Who stands where towards which instrument; windows of one State and one instrument do not overlap."""
    rows = rows_of(path, "instrument state status signed from to units not_with note source standing unconfirmed")
    read = [(cells, membership_of(cells, states, instruments)) for cells in rows]
    _refuse_overlaps((cells, (row.instrument, row.state), row.window) for cells, row in read)
    return tuple(row for _, row in read)


def read_bilateral(path: Path, states: Collection[str]) -> Mapping[str, BilateralTreaty]:
    """Treaties of two States by id."""
    columns = (
        "id state_a state_b title signed ratified in_force covers_judgments covers_awards articles matters note "
        "source standing unconfirmed"
    )
    return _by_id(rows_of(path, columns), "id", lambda cells: bilateral_of(cells, states))


def read_cases(path: Path, states: Collection[str]) -> Mapping[str, Case]:
    """Cases by id."""
    columns = (
        "id name date year origin requested kind outcome basis instance later docket source standing unconfirmed"
    )
    return _by_id(rows_of(path, columns), "id", lambda cells: case_of(cells, states))


def read_sums(path: Path) -> tuple[UnitValue, ...]:
    """Values of units; a unit has one value a year."""
    rows = rows_of(path, "unit year value currency source standing unconfirmed")
    values: dict[tuple[str, int], UnitValue] = {}
    for cells in rows:
        value = unit_value_of(cells)
        if values.setdefault((value.unit, value.year), value) is not value:
            raise cells.broken("year", f"{value.unit} has a value for {value.year} already", hint="Keep one row.")
    return tuple(values.values())


def read_duties(path: Path, states: Collection[str]) -> Mapping[str, Duty]:
    """Duties, fees and thresholds by id."""
    columns = (
        "id state kind what payer percent percent_to base units unit cap_units from to authority "
        "source standing unconfirmed"
    )
    return _by_id(rows_of(path, columns), "id", lambda cells: duty_of(cells, states))


def read_national(path: Path, states: Collection[str]) -> tuple[NationalRule, ...]:
    """National rules; windows of one State do not overlap."""
    columns = (
        "state treaty_needed reciprocity merits_review limit court articles note from to source standing unconfirmed"
    )
    read = [(cells, national_of(cells, states)) for cells in rows_of(path, columns)]
    _refuse_overlaps((cells, (rule.state,), rule.window) for cells, rule in read)
    return tuple(rule for _, rule in read)


def read_conflicts(path: Path, states: Collection[str]) -> Mapping[str, Conflict]:
    """Conflicts by id; none if there is no such file. Passage ids are checked where the passages are."""
    if not path.exists():
        return {}
    rows = rows_of(path, "id topic states summary stands terms passage_ids")
    return _by_id(rows, "id", lambda cells: conflict_of(cells, states))


def _by_id(rows: Iterable[Cells], column: str, parse: Callable[[Cells], Kept]) -> Mapping[str, Kept]:
    kept: dict[str, Kept] = {}
    for cells in rows:
        name = cells.required(column)
        if name in kept:
            raise cells.broken(column, f"{name!r} stands twice", hint="Remove one of the two rows, or rename it.")
        kept[name] = parse(cells)
    return kept


def _refuse_overlaps(rows: Iterable[tuple[Cells, tuple[str, ...], Period]]) -> None:
    by_subject: dict[tuple[str, ...], list[tuple[Cells, Period]]] = {}
    for cells, subject, window in rows:
        by_subject.setdefault(subject, []).append((cells, window))
    for subject, same in by_subject.items():
        same.sort(key=lambda item: item[1].first or date.min)
        for (earlier, before), (later, after) in pairwise(same):
            if (before.last or date.max) >= (after.first or date.min):
                problem = f"the window of {' and '.join(subject)} overlaps that of row {earlier.number}"
                raise later.broken("from", problem, hint="End the earlier window the day before.")
