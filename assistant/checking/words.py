"""The words that carry weight in a claim, by language: one TOML file each in `words/`."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parent / "words"
TABLES = (
    "modals",
    "negation",
    "exceptions",
    "qualifiers",
    "parties",
    "kinds",
    "relations",
    "pairs",
    "units",
    "currencies",
    "past",
    "ranks",
    "facets",
    "siblings",
    "deeds",
    "alien",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A word or phrase that carries weight: which table it is of, what it stands for, and where."""

    table: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language.

    `patterns` has one pattern a table, with a group a mark; `values` names the groups. `numbers` are number words with
    what they are worth, `months` the names of the months in order, `reference` the words before an article's number, and
    `senses` words with all that they may be in English.
    """

    code: str
    patterns: Mapping[str, re.Pattern[str]]
    values: Mapping[str, tuple[str, ...]]
    opposites: Mapping[str, str]
    numbers: tuple[tuple[re.Pattern[str], float], ...]
    months: tuple[str, ...]
    reference: str
    senses: tuple[tuple[re.Pattern[str], str], ...]

    def find(self, table: str, text: str) -> Iterator[Mark]:
        """The marks of a table in a text, left to right, none overlapping."""
        values = self.values[table]
        for match in self.patterns[table].finditer(text):
            if match.lastgroup is not None and match.end() > match.start():
                value = values[int(match.lastgroup[1:])]
                yield Mark(table=table, value=value, start=match.start(), end=match.end())


def languages() -> tuple[str, ...]:
    """The codes of the languages in which claims can be checked."""
    return tuple(sorted(path.stem for path in WORDS.glob("*.toml")))


@cache
def words_of(code: str) -> Words:
    """The words of a language.

    Raises:
        ValueError: claims in this language cannot be checked.
    """
    path = WORDS / f"{code}.toml"
    if not path.exists():
        raise ValueError(f"no words to check claims in {code!r}")
    found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    opposites = dict(found["opposites"])
    return Words(
        code=code,
        patterns={table: _alternatives(found[table]) for table in TABLES},
        values={table: tuple(found[table]) for table in TABLES},
        opposites=opposites | {other: one for one, other in opposites.items()},
        numbers=tuple(_numbers(found["numbers"])),
        months=tuple(found["months"]["names"]),
        reference="|".join(found["references"]["words"]),
        senses=tuple(
            (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), english)
            for pattern, english in found.get("senses", {}).items()
        ),
    )


def _alternatives(table: Mapping[str, list[str]]) -> re.Pattern[str]:
    groups = (f"(?P<m{at}>{'|'.join(patterns)})" for at, patterns in enumerate(table.values()))
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def _numbers(table: Mapping[str, Any]) -> Iterator[tuple[re.Pattern[str], float]]:
    for value, pattern in enumerate(table["words"]):
        yield re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), float(value)
    for pattern, value in table.items():
        if pattern != "words":
            yield re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), float(value)
