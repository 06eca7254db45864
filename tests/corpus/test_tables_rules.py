"""What the tables must satisfy: each fault is named by file, row, column and value, with a remedy."""

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.__main__ import main
from corpus.tables import TABLES, TableBroken
from corpus.tables_rules import KINDS, Fault, faults
from corpus.tables_stamp import STAMP, check_once


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real tables, free to be broken."""
    return Path(shutil.copytree(TABLES, tmp_path / "tables"))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def break_cells(folder: Path, name: str, edits: Mapping[int, Mapping[str, str]]) -> None:
    """Overwrite cells; the header is row 1, and a row after the last one is appended."""
    rows = rows_of(folder / name)
    for number, cells in sorted(edits.items()):
        if number == len(rows) + 2:
            rows.append(dict.fromkeys(rows[0], ""))
        rows[number - 2].update(cells)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def row_where(name: str, **cells: str) -> int:
    """The row of a real table whose cells are these."""
    for number, row in enumerate(rows_of(TABLES / name), start=2):
        if all(row[column] == value for column, value in cells.items()):
            return number
    raise AssertionError(f"{name} has no row {cells}")


def found(folder: Path, name: str) -> dict[tuple[int, str], Fault]:
    return {(fault.row, fault.column): fault for fault in faults(folder, only=[name.removesuffix(".csv")])}


def test_the_tables_are_in_order(documents: tuple[object, ...]) -> None:
    ids = {passage.id for document in documents for passage in document.passages}  # type: ignore[attr-defined]
    assert [str(fault) for fault in faults(passage_ids=ids)] == []


def test_every_table_of_the_folder_has_rules() -> None:
    assert {path.stem for path in TABLES.glob("*.csv")} == set(KINDS)


@pytest.mark.parametrize(
    ("name", "edits"),
    [
        (
            "states.csv",
            {
                3: ({"code": "KZ"}, "code"),
                4: ({"name": ""}, "name"),
                5: ({"part_of": "ZZ"}, "part_of"),
                6: ({"cities": "Moscow"}, "cities"),
                7: ({"cities": "Baku;;Ganja"}, "cities"),
                8: ({"eu": "perhaps"}, "eu"),
                9: ({"source": ""}, "source"),
                10: ({"standing": "sure"}, "standing"),
                11: ({"unconfirmed": "colour"}, "unconfirmed"),
                12: ({"source": "a page nobody saw"}, "source"),
            },
        ),
        (
            "instruments.csv",
            {
                2: ({"in_force": "1958-06-09"}, "in_force"),
                3: ({"id": "kiev-1992"}, "id"),
                4: ({"kinds": "verdict"}, "kinds"),
                6: ({"refusal_grounds": "whim"}, "refusal_grounds"),
                7: ({"temporal_rule": "sometimes"}, "temporal_rule"),
                8: ({"adopted": "2002-13-01"}, "adopted"),
            },
        ),
        (
            "parties.csv",
            {
                5: ({"instrument": "new-york-1985"}, "instrument"),
                6: ({"state": "ZZ"}, "state"),
                7: ({"status": "friendly"}, "status"),
                8: ({"from": "2020-02-30"}, "from"),
                9: ({"from": "2020-01-02", "to": "2020-01-01"}, "to"),
                10: ({"from": "1901-01-01"}, "from"),
                11: ({"from": "", "to": "1901-01-01"}, "to"),
                12: ({"status": "left", "to": ""}, "to"),
                13: ({"units": "HK"}, "units"),
                14: ({"not_with": "Utopia"}, "not_with"),
                15: ({"status": "signed"}, "from"),
                16: ({"status": "not-party", "signed": "2000-01-01", "from": ""}, "signed"),
            },
        ),
        (
            "bilateral.csv",
            {
                3: ({"id": "kz-mn-1993"}, "id"),
                4: ({"state_b": "KZ"}, "state_b"),
                5: ({"covers_judgments": "partly"}, "covers_judgments"),
                6: ({"in_force": "1992-01-01"}, "in_force"),
                7: ({"temporal_rule": "never"}, "temporal_rule"),
            },
        ),
        (
            "cases.csv",
            {
                2: ({"outcome": "won"}, "outcome"),
                3: ({"origin": "QQ"}, "origin"),
                4: ({"kind": "opinion"}, "kind"),
                5: ({"year": "c. 2023"}, "year"),
                7: ({"later": ""}, "later"),
                8: ({"date": "2021-12-31"}, "date"),
                6: ({"overturned_by": "C999", "later": "reversed"}, "overturned_by"),
            },
        ),
        ("sums.csv", {3: ({"year": "2025"}, "year")}),
        (
            "duties.csv",
            {
                2: ({"units": ""}, "percent"),
                3: ({"base": ""}, "base"),
                4: ({"percent_to": "0.5"}, "percent_to"),
                5: ({"cap_units": "NaN"}, "cap_units"),
                6: ({"kind": "bribe"}, "kind"),
                7: ({"terms": ""}, "terms"),
            },
        ),
        (
            "limits.csv",
            {
                2: ({"number": "three"}, "number"),
                3: ({"unit": "fortnight"}, "unit"),
                4: ({"who": "nobody"}, "who"),
                5: ({"trigger_terms": "full moon", "note": ""}, "trigger_terms"),
                6: ({"to": "1990-01-01", "from": "1991-01-01"}, "to"),
            },
        ),
        (
            "awards.csv",
            {2: ({"from": "soon"}, "from"), 4: ({"articles": ""}, "articles"), 5: ({"state": "ZZ"}, "state")},
        ),
        (
            "national.csv",
            {4: ({"reciprocity": "maybe"}, "reciprocity"), 5: ({"merits_review": "sometimes"}, "merits_review")},
        ),
        (
            "conflicts.csv",
            {
                2: ({"topic": "weather"}, "topic"),
                3: ({"states": "ZZ"}, "states"),
                4: ({"summary": ""}, "summary"),
                5: ({"stands": ""}, "stands"),
            },
        ),
        ("sources.csv", {2: ({"kind": "rumour"}, "kind"), 3: ({"url": "somewhere"}, "url")}),
    ],
)
def test_each_broken_cell_is_named_with_its_remedy(
    folder: Path, name: str, edits: Mapping[int, tuple[Mapping[str, str], str]]
) -> None:
    break_cells(folder, name, {row: cells for row, (cells, _) in edits.items()})
    faulty = found(folder, name)
    expected = {(row, column) for row, (_, column) in edits.items()}
    assert expected <= set(faulty)
    twins = {key for key in faulty if "stands twice" in faulty[key].problem}  # both rows of a pair are told
    assert set(faulty) - twins == expected - twins
    assert all(fault.remedy and fault.file == name for fault in faulty.values())


def test_the_fault_shows_the_value(folder: Path) -> None:
    break_cells(folder, "parties.csv", {8: {"from": "2020-02-30"}})
    (fault,) = found(folder, "parties.csv").values()
    assert str(fault) == ("parties.csv, row 8, column from: '2020-02-30' is not a day. Write days as 2026-11-22.")


def test_windows_of_one_state_and_one_instrument_do_not_overlap(folder: Path) -> None:
    # The UK was bound by the 2005 Convention through the EU up to 31 December 2020, on its own from the day after.
    later = row_where("parties.csv", instrument="hague-2005", state="GB") + 1
    break_cells(folder, "parties.csv", {later: {"from": "2020-12-31"}})
    fault = found(folder, "parties.csv")[later, "from"]
    assert fault.value == "2020-12-31"
    assert f"hague-2005 and GB in row {later - 1}" in fault.problem


def test_windows_of_one_national_rule_do_not_overlap(folder: Path) -> None:
    break_cells(folder, "national.csv", {3: {"from": "2015-12-31"}})
    assert "window of KZ in row 2" in found(folder, "national.csv")[3, "from"].problem


def test_a_second_row_without_days_is_an_overlap(folder: Path) -> None:
    last = len(rows_of(folder / "parties.csv")) + 2
    cells = {
        "instrument": "minsk-1993",
        "state": "KZ",
        "status": "not-party",
        "source": "not confirmed",
        "standing": "confirmed",
    }
    break_cells(folder, "parties.csv", {last: cells})
    assert any("minsk-1993 and KZ" in fault.problem for fault in found(folder, "parties.csv").values())


def test_a_row_rests_on_passages_that_there_are(folder: Path) -> None:
    break_cells(folder, "duties.csv", {2: {"passage_ids": "kz-code/nowhere"}})
    told = list(faults(folder, {"kz-code/501-3"}, only=["duties"]))
    assert (told[0].row, told[0].column, told[0].value) == (2, "passage_ids", "kz-code/nowhere")


def test_the_check_of_the_corpus_fails_on_a_broken_table(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    break_cells(folder, "cases.csv", {5: {"date": "31.12.2024"}, 6: {"source": "hearsay"}})
    monkeypatch.setattr("sys.argv", ["corpus", "check", "--tables", str(folder)])
    assert main() == 2
    printed = capsys.readouterr().out
    assert "cases.csv, row 5, column date: '31.12.2024' is not a day; Write days as 2026-11-22." in printed
    assert "cases.csv, row 6, column source: 'hearsay' names a source that sources.csv does not hold" in printed


def test_tables_are_checked_once_for_each_state_they_are_in(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    ids = {id_ for row in rows_of(folder / "conflicts.csv") for id_ in row["passage_ids"].split(";")}
    for name in ("duties", "limits", "sums", "awards"):
        ids |= {id_ for row in rows_of(folder / f"{name}.csv") for id_ in row["passage_ids"].split(";")}
    assert check_once(data, ids, folder) is True
    assert check_once(data, ids, folder) is False
    break_cells(folder, "sums.csv", {2: {"unit": ""}})
    with pytest.raises(TableBroken, match=r"sums\.csv, row 2, column unit: .* is empty"):
        check_once(data, ids, folder)
    with pytest.raises(TableBroken):  # what is broken is not remembered as in order
        check_once(data, ids, folder)
    assert (data / STAMP).is_file()
