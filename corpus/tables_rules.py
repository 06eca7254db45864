"""The faults of the tables of law, found by pandera when the corpus is checked or indexed.

pandera and pandas are imported by nothing else: reading a question or opening the page does not load them.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas
import pandera.pandas as pandera

from corpus.tables import TABLES, TableBroken
from corpus.tables_cells import items, rows_of
from corpus.tables_checks import told
from corpus.tables_reading import columns_of
from corpus.tables_rows import (
    AwardRule,
    BilateralTreaty,
    Case,
    Conflict,
    Duty,
    Instrument,
    Limit,
    Membership,
    NationalRule,
    State,
    Status,
    TableSource,
    UnitValue,
)
from corpus.tables_schemas import Frames, schemas

KINDS: Mapping[str, type] = {
    "sources": TableSource,
    "states": State,
    "instruments": Instrument,
    "parties": Membership,
    "bilateral": BilateralTreaty,
    "cases": Case,
    "sums": UnitValue,
    "duties": Duty,
    "limits": Limit,
    "awards": AwardRule,
    "national": NationalRule,
    "conflicts": Conflict,
}
"""Every table of corpus/tables, and the type of its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One cell that breaks a rule; `row` is the line a spreadsheet shows, the header being row 1."""

    file: str
    row: int
    column: str
    value: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}, column {self.column}: {self.value!r} {self.problem}. {self.remedy}"


def faults(
    folder: Path = TABLES, passage_ids: Collection[str] | None = None, only: Collection[str] = KINDS
) -> Iterator[Fault]:
    """Every cell of the tables that breaks a rule, in the order of files and rows.

    Args:
        folder: the tables; sources.csv and conflicts.csv may be absent.
        passage_ids: ids of all passages, to check what rows rest on; None to leave that out.
        only: names of the tables to check; all are read.

    Raises:
        TableBroken: a file that is missing or of another shape.
    """
    frames = {name: _frame(folder / f"{name}.csv", kind) for name, kind in KINDS.items() if _wanted(folder, name)}
    for name, schema in schemas(frames, passage_ids).items():
        if name in only:
            yield from _faults_of(name, frames[name], schema)
            yield from _among_rows(name, frames)


def refuse_faults(folder: Path = TABLES, passage_ids: Collection[str] | None = None) -> None:
    """Raise for the first fault of the tables.

    Raises:
        TableBroken: with file, row, column, value and remedy.
    """
    for fault in faults(folder, passage_ids):
        where = f"{fault.file}, row {fault.row}, column {fault.column}"
        raise TableBroken(f"{where}: {fault.value!r} {fault.problem}", hint=fault.remedy)


def _wanted(folder: Path, name: str) -> bool:
    return name != "conflicts" or (folder / "conflicts.csv").exists()


def _frame(path: Path, kind: type) -> pandas.DataFrame:
    columns = columns_of(kind)
    rows = [cells.values for cells in rows_of(path, columns)]
    return pandas.DataFrame(rows, columns=list(columns), dtype=str)


def _faults_of(name: str, frame: pandas.DataFrame, schema: pandera.DataFrameSchema) -> Iterator[Fault]:
    try:
        schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        seen: set[tuple[int, str]] = set()
        for case in errors.failure_cases.sort_values(["index", "column"]).to_dict("records"):
            at = int(case["index"])
            column, problem, remedy = told(str(case["check"]), str(case["column"]))
            if (at, column) not in seen:
                seen.add((at, column))
                value = str(frame.at[at, column])
                yield Fault(
                    file=f"{name}.csv", row=at + 2, column=column, value=value, problem=problem, remedy=remedy
                )


def _among_rows(name: str, frames: Frames) -> Iterator[Fault]:
    """What must hold among the rows of a table."""
    if name == "parties":
        yield from _overlaps(name, frames[name], ("instrument", "state"), frames)
    elif name in ("national", "awards"):
        yield from _overlaps(name, frames[name], ("state",), frames)
    elif name == "states":
        yield from _names_taken(frames[name])


def _overlaps(name: str, frame: pandas.DataFrame, key: tuple[str, ...], frames: Frames) -> Iterator[Fault]:
    """Windows of one subject that overlap."""
    opened = frames["instruments"].set_index("id")["in_force"].to_dict()
    by_subject: dict[tuple[str, ...], list[tuple[str, str, int]]] = {}
    for at, row in enumerate(frame.to_dict("records")):
        first = row["from"] or (row.get("status") == Status.SIGNED and row["signed"]) or ""
        if not first and name == "parties" and row["status"] != Status.NOT_PARTY:
            first = opened.get(row["instrument"], "")
        by_subject.setdefault(tuple(row[k] for k in key), []).append((first, row["to"] or date.max.isoformat(), at))
    for subject, windows in by_subject.items():
        for (_, last, before), (first, _, after) in pairwise(sorted(windows)):
            if last >= first:
                yield Fault(
                    file=f"{name}.csv",
                    row=after + 2,
                    column="from",
                    value=str(frame.at[after, "from"]),
                    problem=f"begins before the window of {' and '.join(subject)} in row {before + 2} ends",
                    remedy="End the earlier window the day before.",
                )


def _names_taken(states: pandas.DataFrame) -> Iterator[Fault]:
    """Names, cities and courts that point to two States."""
    taken: dict[str, str] = {}
    for at, row in enumerate(states.to_dict("records")):
        for column in ("name", "aliases", "cities", "courts"):
            for name in items(row[column]):
                owner = taken.setdefault(name.casefold(), row["code"])
                if owner != row["code"]:
                    yield Fault(
                        file="states.csv",
                        row=at + 2,
                        column=column,
                        value=name,
                        problem=f"names {owner} too",
                        remedy="Keep it at one of the two.",
                    )
