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


def row_where(name: str, **cells: str) -> int:
    """The row of a real table whose cells are these."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            if all(row[column] == value for column, value in cells.items()):
                return number
    raise AssertionError(f"{name} has no row {cells}")


def count(name: str) -> int:
    """Rows of a real table, the header left out."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return len(list(csv.DictReader(file)))


@pytest.mark.parametrize(
    ("name", "row", "cells", "column"),
    [
        ("states.csv", 3, {"code": "KZ"}, "code"),
        ("states.csv", 3, {"name": ""}, "name"),
        ("states.csv", 3, {"part_of": "ZZ"}, "part_of"),
        ("states.csv", 3, {"cities": "Moscow;Astana"}, "cities"),
        ("states.csv", 3, {"cities": "Moscow;;Kazan"}, "cities"),
        ("states.csv", 3, {"eu": "perhaps"}, "eu"),
        ("states.csv", 3, {"source": ""}, "source"),
        ("states.csv", 3, {"standing": "sure"}, "standing"),
        ("states.csv", 3, {"unconfirmed": "colour"}, "unconfirmed"),
        ("instruments.csv", 3, {"id": "new-york-1958"}, "id"),
        ("instruments.csv", 3, {"kinds": "verdict"}, "kinds"),
        ("instruments.csv", 3, {"refusal_grounds": "whim"}, "refusal_grounds"),
        ("instruments.csv", 3, {"temporal_rule": "sometimes"}, "temporal_rule"),
        ("instruments.csv", 2, {"in_force": "1958-06-09"}, "in_force"),
        ("parties.csv", 5, {"instrument": "new-york-1985"}, "instrument"),
        ("parties.csv", 5, {"state": "ZZ"}, "state"),
        ("parties.csv", 5, {"status": "friendly"}, "status"),
        ("parties.csv", 5, {"from": "2020-02-30"}, "from"),
        ("parties.csv", 5, {"from": "20200101"}, "from"),
        ("parties.csv", 5, {"from": "2020-01-02", "to": "2020-01-01"}, "to"),
        ("parties.csv", 5, {"from": "1901-01-01"}, "from"),
        ("parties.csv", 5, {"from": "", "to": "1901-01-01"}, "to"),
        ("parties.csv", 5, {"status": "left", "to": ""}, "to"),
        ("parties.csv", 5, {"units": "HK"}, "units"),
        ("parties.csv", 5, {"not_with": "Utopia"}, "not_with"),
        ("bilateral.csv", 3, {"id": "kz-mn-1993"}, "id"),
        ("bilateral.csv", 3, {"state_b": "KZ"}, "state_b"),
        ("bilateral.csv", 3, {"covers_judgments": "partly"}, "covers_judgments"),
        ("bilateral.csv", 3, {"in_force": "1992-01-01"}, "in_force"),
        ("cases.csv", 2, {"outcome": "won"}, "outcome"),
        ("cases.csv", 2, {"origin": "QQ"}, "origin"),
        ("cases.csv", 2, {"kind": "opinion"}, "kind"),
        ("cases.csv", 2, {"year": "c. 2023"}, "year"),
        ("cases.csv", 2, {"date": "2022-12-31"}, "date"),
        ("sums.csv", 3, {"year": "2025"}, "year"),
        ("sums.csv", 3, {"value": "0"}, "value"),
        ("sums.csv", 3, {"value": "4,325"}, "value"),
        ("duties.csv", 2, {"units": ""}, "percent"),
        ("duties.csv", 2, {"percent": "1"}, "percent"),
        ("duties.csv", 3, {"base": ""}, "base"),
        ("duties.csv", 3, {"percent_to": "0.5"}, "percent_to"),
        ("duties.csv", 2, {"cap_units": "NaN"}, "cap_units"),
        ("duties.csv", 2, {"kind": "bribe"}, "kind"),
        ("national.csv", 2, {"reciprocity": "maybe"}, "reciprocity"),
        ("national.csv", 2, {"merits_review": "sometimes"}, "merits_review"),
    ],
)
def test_a_broken_cell_is_named_by_file_row_and_column(
    edit: Edit, name: str, row: int, cells: Mapping[str, str], column: str
) -> None:
    with pytest.raises(TableBroken) as caught:
        load_tables(edit(name, row, cells))
    assert caught.value.message.startswith(f"{name}, row {row}, column {column}: ")
    assert caught.value.hint


def test_windows_of_one_state_and_one_instrument_do_not_overlap(edit: Edit) -> None:
    # The UK was bound by the 2005 Convention through the EU up to 31 December 2020, on its own from the day after.
    later = row_where("parties.csv", instrument="hague-2005", state="GB") + 1
    with pytest.raises(
        TableBroken, match=f"row {later}, column from: .*hague-2005 and GB overlaps .*row {later - 1}"
    ):
        load_tables(edit("parties.csv", later, {"from": "2020-12-31"}))


def test_windows_of_one_national_rule_do_not_overlap(edit: Edit) -> None:
    with pytest.raises(TableBroken, match="row 3, column from: the window of KZ overlaps that of row 2"):
        load_tables(edit("national.csv", 3, {"from": "2015-12-31"}))


def test_a_second_row_without_days_is_an_overlap(edit: Edit) -> None:
    cells = {"instrument": "minsk-1993", "state": "KZ", "status": "not-party", "source": "x", "standing": "confirmed"}
    with pytest.raises(TableBroken, match="minsk-1993 and KZ overlaps"):
        load_tables(edit("parties.csv", count("parties.csv") + 2, cells))


@pytest.mark.parametrize("status", ["signed", "not-party"])
def test_who_is_not_bound_has_no_first_day(edit: Edit, status: str) -> None:
    cells = {"status": status, "signed": "", "from": "2000-01-01"}
    with pytest.raises(TableBroken, match="column from: a State that is"):
        load_tables(edit("parties.csv", 5, cells))


def test_a_signatory_is_not_merely_no_party(edit: Edit) -> None:
    with pytest.raises(TableBroken, match="column signed"):
        load_tables(edit("parties.csv", 5, {"status": "not-party", "signed": "2000-01-01", "from": ""}))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"sums.csv, row 1, column unit: it must stand once"),
        ("unit,year,value,currency,source,standing\n", r"row 1, column unconfirmed: it must stand once"),
        ("unit,unit,year,value,currency,source,standing,unconfirmed\n", r"row 1, column unit: it must stand once"),
        ("unit,year,value,currency,source,standing,unconfirmed,mood\n", r"row 1, column mood: it is unknown"),
        ("unit,year,value,currency,source,standing,unconfirmed\nMCI,2026\n", r"row 2, column value: 2 cells, not 7"),
        (
            "unit,year,value,currency,source,standing,unconfirmed\nMCI,2026,4,325,KZT,x,confirmed,\n",
            r"row 2, column unconfirmed: 8 cells, not 7",
        ),
        ("unit,year,value,currency,source,standing,unconfirmed\n\n", r"row 2, column unit: 0 cells, not 7"),
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


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("a,weather,KZ,s,t,,\n", "topic"),
        ("a,service,ZZ,s,t,,\n", "states"),
        ("a,service,KZ,,t,,\n", "summary"),
        ("a,service,KZ,s,,,\n", "stands"),
    ],
)
def test_a_broken_conflict_is_named(folder: Path, row: str, column: str) -> None:
    (folder / "conflicts.csv").write_text(CONFLICTS + row, encoding="utf-8")
    with pytest.raises(TableBroken, match=f"conflicts.csv, row 2, column {column}: "):
        load_tables(folder)


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
