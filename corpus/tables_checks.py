"""Checks on cells and rows, the words of the schemas: each says what is wrong and how to mend it."""

import re
from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Any

import pandas
import pandera.pandas as pandera

from corpus.tables_cells import is_day, is_number, items


def told(check: str, column: str) -> tuple[str, str, str]:
    """The column, the fault and the remedy of a check that failed; pandera reports its text and its column."""
    if check == "field_uniqueness":
        return column, "stands twice", "Remove one of the two rows, or rename it."
    of, problem, remedy = check.split("|", 2)
    return of or column, problem, remedy


def cell(test: Callable[[str], bool], problem: str, remedy: str) -> pandera.Check:
    """A rule on one cell."""
    return pandera.Check(test, element_wise=True, error=f"|{problem}|{remedy}")


def row_rule(column: str, test: Callable[[Any], bool], problem: str, remedy: str) -> pandera.Check:
    """A rule on the cells of one row; the fault is that of `column`."""
    return pandera.Check(
        lambda frame: pandas.Series(
            [bool(test(row)) for row in frame.to_dict("records")], index=frame.index, dtype=bool
        ),
        error=f"{column}|{problem}|{remedy}",
    )


def text(*checks: pandera.Check, unique: bool = False) -> pandera.Column:
    """A column of text with its checks."""
    return pandera.Column(str, list(checks), unique=unique)


def _words(words: Collection[str] | type[StrEnum]) -> str:
    return ", ".join(sorted(words)) if len(words) <= 30 else f"one of the {len(words)} ids in its own table"


FILLED = cell(bool, "is empty", "Fill in the cell.")
DAY = cell(lambda v: not v or is_day(v), "is not a day", "Write days as 2026-11-22.")
NUMBER = cell(lambda v: not v or is_number(v), "is not a number", "Write plain digits, such as 0.5 or 10000.")
YES_NO = cell(lambda v: v in ("yes", "no"), "is neither yes nor no", "Write yes or no.")
LIST = cell(
    lambda v: "" not in items(v) and len(set(items(v))) == len(items(v)),
    "has an item that is empty or stands twice",
    "Separate distinct items by ';'.",
)


def one_of(words: Collection[str] | type[StrEnum], empty: bool = False) -> pandera.Check:
    """The cell is one of the words; or empty, if it may be."""
    known = {str(word) for word in words} | ({""} if empty else set())
    return cell(lambda v: v in known, "is unknown", f"Use {_words(words)}.")


def all_of(words: Collection[str] | type[StrEnum]) -> pandera.Check:
    """Every item of the cell is one of the words."""
    known = {str(word) for word in words}
    return cell(lambda v: set(items(v)) <= known, "names something unknown", f"Use {_words(words)}.")


def later_than(first: str, last: str, problem: str = "is before the day it should follow") -> pandera.Check:
    """The day of `last` does not lie before that of `first`."""
    return row_rule(
        last,
        lambda row: not (is_day(row[first]) and is_day(row[last])) or row[last] >= row[first],
        problem,
        f"Mend {first} or {last}.",
    )


def is_url(value: str) -> bool:
    """Whether a text is a web address, or empty."""
    return not value or re.fullmatch(r"https?://[^\s;]+", value) is not None


def once(column: str, *key: str) -> pandera.Check:
    """No two rows have the same cells in the columns of `key`; the fault is that of `column`."""
    return pandera.Check(
        lambda frame: ~frame.duplicated(subset=list(key), keep="first"),
        error=f"{column}|has a row already|Keep one row.",
    )
