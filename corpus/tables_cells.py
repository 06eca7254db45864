"""One row of a CSV table and the values of its cells; a cell that is no such value is named by file, row and column.

What a value must satisfy beyond its type is in `tables_rules.py`.
"""

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from corpus.errors import ExequaturError
from corpus.types import Period

Word = TypeVar("Word", bound=StrEnum)
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class TableBroken(ExequaturError):
    """A table of law that does not satisfy its format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """One row; `number` is the line a spreadsheet shows, the header being row 1."""

    file: str
    number: int
    values: dict[str, str]

    def broken(self, column: str, problem: str, *, hint: str) -> TableBroken:
        """The error to raise for one cell."""
        return TableBroken(f"{self.file}, row {self.number}, column {column}: {problem}", hint=hint)

    def text(self, column: str) -> str:
        """The cell, or "" if it is empty."""
        return self.values[column]

    def items(self, column: str) -> tuple[str, ...]:
        """The items that ';' separates."""
        return items(self.values[column])

    def name(self, column: str, among: Collection[str]) -> str:
        """The cell, which must be one of `among`."""
        value = self.values[column]
        if value not in among:
            known = ", ".join(sorted(among)) if len(among) <= 30 else f"one of the {len(among)} ids in its own table"
            raise self.broken(column, f"{value!r} is unknown", hint=f"Use {known}.")
        return value

    def word(self, column: str, words: type[Word]) -> Word:
        """The cell as a member of `words`."""
        return words(self.name(column, [word.value for word in words]))

    def yes_or_no(self, column: str) -> bool:
        """The cell, which must be yes or no."""
        return self.name(column, ("yes", "no")) == "yes"

    def day(self, column: str) -> date | None:
        """The cell as a day; None if it is empty."""
        value = self.values[column]
        if value and not is_day(value):
            raise self.broken(column, f"{value!r} is not a day", hint="Write days as 2026-11-22.")
        return date.fromisoformat(value) if value else None

    def period(self) -> Period:
        """The window of the columns from and to."""
        first, last = self.day("from"), self.day("to")
        if first and last and last < first:
            raise self.broken("to", f"{last} is before {first}", hint="Swap the days, or mend the wrong one.")
        return Period(first=first, last=last)

    def number_of(self, column: str) -> Decimal | None:
        """The cell as a number of at least 0; None if it is empty."""
        value = self.values[column]
        if value and not is_number(value):
            raise self.broken(column, f"{value!r} is not a number", hint="Write plain digits, such as 0.5 or 10000.")
        return Decimal(value) if value else None


def items(value: str) -> tuple[str, ...]:
    """The items of a cell that ';' separates."""
    return tuple(item.strip() for item in value.split(";")) if value else ()


def is_day(value: str) -> bool:
    """Whether a text is a day of the calendar, written as 2026-11-22."""
    try:
        return bool(DAY.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def is_number(value: str) -> bool:
    """Whether a text is a number of at least 0 in plain digits."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return False
    return number.is_finite() and number >= 0


def rows_of(path: Path, columns: Collection[str]) -> tuple[Cells, ...]:
    """Read a table whose header must be `columns`, in any order.

    Raises:
        TableBroken: no such file, not UTF-8, another header, or a row with too few or too many cells.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file, strict=True)) or [[]]
    except FileNotFoundError as error:
        raise TableBroken(f"{path.name} is missing", hint="Restore corpus/tables from the repository.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise TableBroken(f"{path.name}: {error}", hint="Save the table as comma-separated UTF-8.") from error
    _check_header(path.name, header, columns)
    return tuple(_cells(path.name, number, header, row) for number, row in enumerate(rows, start=2))


def _check_header(file: str, header: list[str], wanted: Collection[str]) -> None:
    for column in wanted:
        if header.count(column) != 1:
            hint = f"The header must be {','.join(wanted)}."
            raise TableBroken(f"{file}, row 1, column {column}: it must stand once in the header", hint=hint)
    for column in header:
        if column not in wanted:
            raise TableBroken(f"{file}, row 1, column {column}: it is unknown", hint="Remove or rename the column.")


def _cells(file: str, number: int, header: list[str], row: list[str]) -> Cells:
    if len(row) != len(header):
        column = header[min(len(row), len(header) - 1)]
        problem = f"{file}, row {number}, column {column}: {len(row)} cells, not {len(header)}"
        raise TableBroken(problem, hint="Quote cells that hold a comma, and leave no line empty.")
    values = {column: cell.strip() for column, cell in zip(header, row, strict=True)}
    return Cells(file=file, number=number, values=values)
