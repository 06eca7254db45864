"""CSV rows to typed rows: each field of a row's type is read from the column of its name, by its type."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from corpus.tables_cells import Cells, rows_of
from corpus.tables_rows import Instrument, Membership, Status
from corpus.types import Period

Kept = TypeVar("Kept")
Readers = Mapping[str, Callable[[Cells, str], Any]]
"""How each field is read from the cells of its row."""

NAMED_OTHERWISE = {"first_day": "from", "last_day": "to"}
"""Fields whose column has another name; a `window` is read from the columns from and to."""

DERIVED = frozenset({(Membership, "window")})
"""Fields that no column holds."""


def columns_of(kind: type) -> tuple[str, ...]:
    """The columns of the table whose rows are of a type, in the order of its fields."""
    found: list[str] = []
    for name in _read_fields(kind):
        found += ("from", "to") if name == "window" else (NAMED_OTHERWISE.get(name, name),)
    return tuple(dict.fromkeys(found))


def read(path: Path, kind: type[Kept]) -> tuple[Kept, ...]:
    """Every row of a table.

    Raises:
        TableBroken: the file has another shape, or a cell holds no value of its type.
    """
    readers = _readers(kind)
    return tuple(_row_of(kind, readers, cells) for cells in rows_of(path, columns_of(kind)))


def read_by(path: Path, kind: type[Kept], field: str = "id") -> Mapping[str, Kept]:
    """The rows of a table by the value of one field."""
    return {getattr(row, field): row for row in read(path, kind)}


def read_memberships(
    path: Path, states: Collection[str], instruments: Mapping[str, Instrument]
) -> tuple[Membership, ...]:
    """Who stands where towards which instrument, with the window in which each row holds."""
    found, readers = [], _readers(Membership)
    for cells in rows_of(path, columns_of(Membership)):
        instrument = instruments[cells.name("instrument", instruments)]
        cells.name("state", states)
        found.append(_row_of(Membership, readers, cells, window=window_of(cells, instrument)))
    return tuple(found)


def window_of(cells: Cells, instrument: Instrument) -> Period:
    """When a row of parties.csv holds: a signature from its day on, a party no earlier than the instrument."""
    status, days = cells.word("status", Status), cells.period()
    if status is Status.NOT_PARTY:
        return days
    signed = cells.day("signed") if status is Status.SIGNED else None
    first = days.first or signed or instrument.in_force or instrument.adopted
    if first and days.last and days.last < first:
        raise cells.broken("to", f"{days.last} is before {first}", hint="Mend the wrong day.")
    return Period(first=first, last=days.last)


def _row_of(kind: type[Kept], readers: Readers, cells: Cells, **given: Any) -> Kept:
    """One row as a value of its type; `given` holds the fields that no column does."""
    values = {name: reader(cells, NAMED_OTHERWISE.get(name, name)) for name, reader in readers.items()}
    return kind(**values, **given)


def _read_fields(kind: type) -> tuple[str, ...]:
    own = [field.name for field in fields(kind) if (kind, field.name) not in DERIVED]
    last = [name for name in ("source", "standing", "unconfirmed") if name in own]
    return (*(name for name in own if name not in last), *last)


def _readers(kind: type) -> Readers:
    hints = get_type_hints(kind)
    return {name: _reader(hints[name]) for name in _read_fields(kind)}


def _reader(hint: Any) -> Callable[[Cells, str], Any]:
    """How a cell of a type is read; an empty cell is None where the type allows it."""
    if isinstance(hint, UnionType):
        inner = next(part for part in get_args(hint) if part is not NoneType)
        whole = _reader(inner)
        return lambda cells, column: whole(cells, column) if cells.text(column) else None
    if get_origin(hint) is tuple:
        return Cells.items
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return lambda cells, column: cells.word(column, hint)
    return {
        str: Cells.text,
        bool: Cells.yes_or_no,
        date: Cells.day,
        Decimal: _number,
        int: lambda cells, column: int(_number(cells, column)),
        Period: lambda cells, column: cells.period(),
    }[hint]


def _number(cells: Cells, column: str) -> Decimal:
    number = cells.number_of(column)
    if number is None:
        raise cells.broken(column, "the cell is empty", hint="Write plain digits, such as 0.5 or 10000.")
    return number
