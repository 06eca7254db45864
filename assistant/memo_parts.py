"""What a memo consists of: numbered paragraphs, tables, and the authorities behind the marks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

AnswerObject = Mapping[str, Any]
"""As of `assistant.contract`."""

GROUPS: Mapping[str, frozenset[str]] = {
    "treaties": frozenset({"treaty"}),
    "legislation": frozenset({"constitution", "statute", "regulation"}),
    "guidance": frozenset({"apex-guidance", "official-report"}),
    "cases": frozenset({"judgment"}),
    "commentary": frozenset({"commentary", "news"}),
    "documents": frozenset({"user-document"}),
}
"""Groups of the table of authorities, and the kinds of source in each."""

APART = "apart"
"""The group of what the corpus at hand does not have."""


@dataclass(frozen=True, slots=True)
class Words:
    """Running text; `strong` for a label, `doubt` for the word that marks an unsure statement."""

    text: str
    strong: bool = False
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of an authority."""

    number: int


Piece = Words | Mark
Cell = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a question) or 2 (a part of its answer)."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its number in the memo, from 1."""

    number: int
    pieces: Cell


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that belongs to the paragraph before it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One entry of the table of authorities; `used` are numbers of paragraphs, rising."""

    number: int
    group: str
    name: str
    title: str
    kind: str
    standing: str
    window: str
    url: str
    used: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """A memo, ready to be written in any format.

    `words` are those that stand in it besides; see `[memo]` in `corpus/languages`.
    """

    title: str
    written: date
    dated: str
    language: str
    words: Mapping[str, str]
    blocks: tuple[Block, ...]
    authorities: tuple[Authority, ...]
    closing: tuple[str, ...]


def numbers(answers: Iterable[AnswerObject]) -> dict[str, int]:
    """Passage id to its number, from 1: of each answer the claims, then conflicts, options of the route and
    table, then conditions and cases of the route.

    A passage keeps the number that it first got, so for a single answer these are the numbers of the screen.
    """
    order: dict[str, int] = {}
    for answer in answers:
        for id_ in _passage_ids(answer):
            order.setdefault(id_, len(order) + 1)
    return order


def day(iso: str, language: str = "en") -> str:
    """`2026-11-22` as "22 November 2026", in a language with a frame; anything else as it is."""
    try:
        read = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{read.day} {read:%B} {read.year}" if language == "en" else format_date(read, "long", locale=language)


def capital(text: str) -> str:
    """`text` with its first letter large."""
    return text[:1].upper() + text[1:]


def _passage_ids(answer: AnswerObject) -> Iterable[str]:
    for claim in answer["claims"]:
        yield from (citation["passage_id"] for citation in claim["citations"])
    for part in (*answer["conflicts"], *(answer["route"] or {"options": ()})["options"]):
        yield from part["passage_ids"]
    for row in (answer["table"] or {"rows": ()})["rows"]:
        for cell in row["cells"]:
            yield from cell["passage_ids"]
    for part in (*(answer["route"] or {}).get("conditions", ()), *(answer["route"] or {}).get("practice", ())):
        yield from part["passage_ids"]


def grouped(authorities: Iterable[Authority]) -> list[tuple[str, list[Authority]]]:
    """Groups that have members, by id, weightiest first, the members by number."""
    found: dict[str, list[Authority]] = {}
    for one in sorted(authorities, key=lambda authority: authority.number):
        found.setdefault(one.group, []).append(one)
    return [(group, found[group]) for group in (*GROUPS, APART) if group in found]


def is_address(url: str) -> bool:
    """Whether a text is a web address that a reader may be sent to."""
    return re.fullmatch(r"https?://[^\s<>\"|\\`]+", url) is not None
