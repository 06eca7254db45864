"""What the table reader accepts, what it refuses, and how it names the fault."""

import csv
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from corpus.tables import TABLES, TableBroken, load_tables
from corpus.types import Standing

Edit = Callable[[str, int, Mapping[str, str]], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real tables, free to be broken."""
    return Path(shutil.copytree(TABLES, tmp_path / "tables"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Overwrite cells of one row (the header is row 1); a row after the last one is appended."""

    def change(name: str, row: int, cells: Mapping[str, str]) -> Path:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if row == len(rows) + 2:
            rows.append(dict.fromkeys(rows[0], ""))
        rows[row - 2].update(cells)
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return folder

    return change


@pytest.mark.parametrize(
    ("name", "row", "cells", "column"),
    [
        ("states.csv", 3, {"eu": "perhaps"}, "eu"),
        ("states.csv", 3, {"standing": "sure"}, "standing"),
        ("instruments.csv", 3, {"temporal_rule": "sometimes"}, "temporal_rule"),
        ("parties.csv", 5, {"instrument": "new-york-1985"}, "instrument"),
        ("parties.csv", 5, {"state": "ZZ"}, "state"),
        ("parties.csv", 5, {"status": "friendly"}, "status"),
        ("parties.csv", 5, {"from": "2020-02-30"}, "from"),
        ("parties.csv", 5, {"from": "20200101"}, "from"),
        ("parties.csv", 5, {"from": "2020-01-02", "to": "2020-01-01"}, "to"),
        ("parties.csv", 5, {"from": "", "to": "1901-01-01"}, "to"),
        ("bilateral.csv", 3, {"covers_judgments": "partly"}, "covers_judgments"),
        ("cases.csv", 2, {"outcome": "won"}, "outcome"),
        ("sums.csv", 3, {"value": "4,325"}, "value"),
        ("sums.csv", 3, {"value": ""}, "value"),
        ("duties.csv", 2, {"cap_units": "NaN"}, "cap_units"),
        ("limits.csv", 2, {"unit": "fortnight"}, "unit"),
        ("national.csv", 2, {"merits_review": "sometimes"}, "merits_review"),
    ],
)
def test_a_cell_without_a_value_of_its_type_is_named_by_file_row_and_column(
    edit: Edit, name: str, row: int, cells: Mapping[str, str], column: str
) -> None:
    with pytest.raises(TableBroken) as caught:
        load_tables(edit(name, row, cells))
    assert caught.value.message.startswith(f"{name}, row {row}, column {column}: ")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"sums.csv, row 1, column unit: it must stand once"),
        ("unit,year,value,currency,passage_ids,source,standing\n", r"row 1, column unconfirmed: it must stand once"),
        (
            "unit,unit,year,value,currency,passage_ids,source,standing,unconfirmed\n",
            r"row 1, column unit: it must stand once",
        ),
        (
            "unit,year,value,currency,passage_ids,source,standing,unconfirmed,mood\n",
            r"row 1, column mood: it is unknown",
        ),
        (
            "unit,year,value,currency,passage_ids,source,standing,unconfirmed\nMCI,2026\n",
            r"row 2, column value: 2 cells, not 8",
        ),
        (
            "unit,year,value,currency,passage_ids,source,standing,unconfirmed\nMCI,2026,4,325,KZT,,x,confirmed,\n",
            r"row 2, column unconfirmed: 9 cells, not 8",
        ),
        (
            "unit,year,value,currency,passage_ids,source,standing,unconfirmed\n\n",
            r"row 2, column unit: 0 cells, not 8",
        ),
        ('unit,"year\n', r"sums.csv: "),
    ],
)
def test_a_table_of_another_shape_is_refused(folder: Path, text: str, message: str) -> None:
    (folder / "sums.csv").write_text(text, encoding="utf-8")
    with pytest.raises(TableBroken, match=message):
        load_tables(folder)


def test_a_missing_table_is_refused(folder: Path) -> None:
    (folder / "cases.csv").unlink()
    with pytest.raises(TableBroken, match=r"cases.csv is missing"):
        load_tables(folder)


def test_a_table_that_is_not_utf_8_is_refused(folder: Path) -> None:
    (folder / "sums.csv").write_bytes("unit,year,valeur clé".encode("latin-1"))
    with pytest.raises(TableBroken, match=r"sums.csv: .*utf-8"):
        load_tables(folder)


CONFLICTS = "id,topic,states,summary,stands,terms,passage_ids\n"


def test_conflicts_are_read_when_they_are_there(folder: Path) -> None:
    row = "first-case,reciprocity,KZ;NL,Dutch or English first,the English one is earlier,first case,kz-a/x;kz-b/y\n"
    (folder / "conflicts.csv").write_text(CONFLICTS + row, encoding="utf-8")
    conflict = load_tables(folder).conflicts["first-case"]
    assert conflict.states == ("KZ", "NL")
    assert conflict.passage_ids == ("kz-a/x", "kz-b/y")


def test_tables_load_without_conflicts(folder: Path) -> None:
    (folder / "conflicts.csv").unlink(missing_ok=True)
    assert load_tables(folder).conflicts == {}


def test_a_cell_can_fall_behind_its_row() -> None:
    row = load_tables().membership("minsk-1993", "KZ", date(2000, 1, 1))
    assert row is not None
    assert row.standing_of("status") is Standing.CONFIRMED
    assert row.standing_of("from") is Standing.UNCONFIRMED


def test_unknown_codes_are_a_wrong_call() -> None:
    tables = load_tables()
    with pytest.raises(ValueError, match="no State 'ZZ'"):
        tables.is_bound("new-york-1958", "ZZ", date(2020, 1, 1))
    with pytest.raises(ValueError, match="no instrument 'nyc'"):
        tables.membership("nyc", "KZ", date(2020, 1, 1))
    with pytest.raises(ValueError, match="no State 'ZZ'"):
        tables.cases_between(origin="ZZ")
