"""What changed between two corpora, passage by passage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import takewhile

from corpus.types import Document, Passage

SHOWN = 12
"""Words of a changed text that are shown at most, on either side."""


class Alteration(StrEnum):
    """What happened to a passage."""

    ADDED = "added"
    REMOVED = "removed"
    TEXT = "text changed"
    DATA = "data changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChange:
    """A passage that differs; `detail` says what was and what is, or which fields of its data changed."""

    passage_id: str
    alteration: Alteration
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.passage_id} {self.alteration}" + (f" ({self.detail})" if self.detail else "")


def source_changes(before: Sequence[Document], after: Sequence[Document]) -> dict[str, SourceChange]:
    """Every passage that was added, removed or changed, by id and in the order of the ids."""
    old, new = _passages(before), _passages(after)
    found = (_change(id_, old.get(id_), new.get(id_)) for id_ in sorted(old.keys() | new.keys()))
    return {change.passage_id: change for change in found if change is not None}


def _passages(documents: Sequence[Document]) -> Mapping[str, tuple[str, Passage]]:
    return {passage.id: (document.source.title, passage) for document in documents for passage in document.passages}


def _change(id_: str, old: tuple[str, Passage] | None, new: tuple[str, Passage] | None) -> SourceChange | None:
    if old is None or new is None:
        return SourceChange(passage_id=id_, alteration=Alteration.ADDED if old is None else Alteration.REMOVED)
    (old_title, was), (new_title, now) = old, new
    if was.text != now.text:
        return SourceChange(passage_id=id_, alteration=Alteration.TEXT, detail=differing(was.text, now.text))
    moved = [
        field.name
        for field in fields(Passage)
        if field.name != "span" and getattr(was, field.name) != getattr(now, field.name)
    ]
    moved += ["title of its source"] if old_title != new_title else []
    return SourceChange(passage_id=id_, alteration=Alteration.DATA, detail=", ".join(moved)) if moved else None


def differing(was: str, now: str) -> str:
    """`“three” → “five”`: the words between what both texts begin with and what both end with."""
    old, new = was.split(), now.split()
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    return f"{_cut(old[start : len(old) - end])} → {_cut(new[start : len(new) - end])}"


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(words: Sequence[str]) -> str:
    return f"“{' '.join(words[:SHOWN])}{' …' if len(words) > SHOWN else ''}”"
