"""What a court looks for in the papers, and the signs by which each is found in a document; data, a TOML file a language."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import SourceBroken
from corpus.types import DECISION_KINDS, TOPICS

PAPERS = Path(__file__).parent / "papers"
ROLES = ("proof", "fact", "caution")
CAPITALS = ("[A-Z]", "[А-ЯЁ]", "[A-ZА-ЯЁ]")
"""Classes that stay capital although signs are looked for in either case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing looked for.

    `role` is proof (somebody asks for it), fact (it identifies the decision) or caution (where it is found, other proof
    matters the more). `kinds` are the decisions it concerns, none for all; `topics` and `words` tell where and by what
    words the corpus says that it is asked for.
    """

    id: str
    role: str
    kinds: tuple[str, ...]
    topics: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """How one language shows the items: `finds` that it is there, `against` that it is not.

    `asks` are the wordings by which a user asks for the check, `itself` those by which a user asks what a document says,
    `award` those by which a document is an arbitral award; `labels` name the items for a reader, in the languages that have a frame.
    """

    code: str
    labels: Mapping[str, str]
    finds: Mapping[str, re.Pattern[str]]
    against: Mapping[str, re.Pattern[str]]
    asks: re.Pattern[str] | None
    itself: re.Pattern[str] | None
    award: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The list and its signs by language; "any" has those that all languages share."""

    items: tuple[Item, ...]
    signs: Mapping[str, Signs]

    def label(self, item: str, language: str) -> str:
        """The name of an item in a language, in English where that has none."""
        spoken = self.signs.get(language)
        return (spoken.labels if spoken else {}).get(item) or self.signs["en"].labels[item]


@cache
def load_papers(folder: Path = PAPERS) -> Papers:
    """The list and the signs.

    Raises:
        SourceBroken: a file that is no TOML, names no item or topic that there is, or has a pattern that is none.
    """
    items = tuple(_item(fields) for fields in _read(folder / "items.toml")["item"])
    known = {item.id for item in items}
    signs = [_signs(path, known) for path in sorted(folder.glob("*.toml")) if path.name != "items.toml"]
    return Papers(items=items, signs={spoken.code: spoken for spoken in signs})


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SourceBroken(f"papers/{path.name}: {error}", hint="Mend the line.") from error


def _item(fields: dict[str, Any]) -> Item:
    item = Item(
        id=fields["id"],
        role=fields["role"],
        kinds=tuple(fields["kinds"]),
        topics=tuple(fields["topics"]),
        words=tuple(fields["words"]),
    )
    if (
        item.role not in ROLES
        or not set(item.topics) <= TOPICS.keys()
        or not set(item.kinds) <= DECISION_KINDS.keys()
    ):
        raise SourceBroken(f"papers/items.toml, {item.id}: role, topic or kind is unknown", hint="Mend the entry.")
    return item


def _signs(path: Path, known: set[str]) -> Signs:
    found = _read(path)
    strange = {key for table in ("labels", "finds", "against") for key in found.get(table, {})} - known
    if strange:
        raise SourceBroken(
            f"papers/{path.name}: no item {', '.join(sorted(strange))}", hint="Name one of items.toml."
        )
    try:
        return Signs(
            code=found["code"],
            labels=found.get("labels", {}),
            finds={key: _pattern(patterns, found["date"]) for key, patterns in found["finds"].items()},
            against={key: _pattern(patterns, found["date"]) for key, patterns in found.get("against", {}).items()},
            asks=_pattern(found["asks"], "") if "asks" in found else None,
            itself=_pattern(found["itself"], "") if "itself" in found else None,
            award=_pattern(found["award"], "") if "award" in found else None,
        )
    except (KeyError, re.error) as error:
        raise SourceBroken(f"papers/{path.name}: {error}", hint="Mend the pattern or add the key.") from error


def _pattern(patterns: Sequence[str], date: str) -> re.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns).replace("{date}", date)
    for capitals in CAPITALS:
        joined = joined.replace(capitals, f"(?-i:{capitals})")
    return re.compile(joined, re.IGNORECASE | re.DOTALL)
