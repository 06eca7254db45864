"""What the page says, in its languages: texts, numbers, dates and names, from a TOML file each."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from corpus.languages import load_languages

FOLDER = Path(__file__).parent / "texts"
PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of one language.

    Attributes:
        entries: dotted key to a text, a list of texts, or a table from plural form to text.
        topics: the name of each topic, by its id.
        areas: the name of each area of law, by its id.
        words: the frame messages of answers in this language.
    """

    code: str
    name: str
    entries: Mapping[str, Any]
    topics: Mapping[str, str]
    areas: Mapping[str, str]
    words: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key with its slots filled; a full stop after a date that ends in one is dropped.

        Raises:
            KeyError: no such key, or a slot without a value.
        """
        text: str = self.entries[key]
        return text.format(**values).replace("..", ".") if values else text

    def listed(self, key: str) -> tuple[str, ...]:
        """The texts of a list."""
        return tuple(self.entries[key])

    def named(self, table: str, id_: str) -> str:
        """What `id_` is called in a table of names; the id itself where the table lacks it."""
        text = self.entries.get(f"{table}.{id_}", id_)
        return text if isinstance(text, str) else id_

    def count(self, noun: str, number: int) -> str:
        """`1 passage`, `1,775 passages`."""
        forms: Mapping[str, str] = self.entries[f"count.{noun}"]
        form = forms.get(self._locale.plural_form(number), forms["other"])
        return form.format(n=self.number(number))

    def noun(self, noun: str, number: int) -> str:
        """`passages`, in the form that goes with the number, without it."""
        return self.count(noun, number).replace(self.number(number), "").strip()

    def number(self, number: int) -> str:
        """A whole number with the separators of the language."""
        return str(format_decimal(number, locale=self._locale))

    def topic(self, id_: str) -> str:
        """What a topic is called; answers name some by what they are called already."""
        return self.topics.get(id_, id_ if " " in id_ else id_.replace("-", " "))

    def area(self, id_: str) -> str:
        """What an area of law is called."""
        return self.areas.get(id_, id_)

    def day(self, iso: str | date | None) -> str:
        """`2026-11-22` as people write it; what is no ISO date as it stands."""
        if not iso:
            return ""
        try:
            found = iso if isinstance(iso, date) else date.fromisoformat(iso)
        except ValueError:
            return iso if isinstance(iso, str) else ""
        return format_date(found, self.entries["dates"], locale=self._locale)

    def window(self, first: str | date | None, last: str | date | None) -> str:
        """When something held."""
        if first and last:
            return self("evidence.between", first=self.day(first), last=self.day(last))
        if first:
            return self("evidence.since", first=self.day(first))
        return self("evidence.until", last=self.day(last)) if last else self("evidence.undated")

    def states(self, named: Mapping[str, str]) -> Mapping[str, str]:
        """Names of States by code: in English those of the tables, in other languages CLDR's where it has one."""
        if self.code == ENGLISH:
            return named
        territories = self._locale.territories
        return {code: str(territories.get(code, name)) for code, name in named.items()}

    @property
    def _locale(self) -> Locale:
        return Locale.parse("en_GB" if self.code == ENGLISH else self.code)


def load_texts(folder: Path = FOLDER) -> dict[str, Texts]:
    """The texts of every language, English first."""
    languages = load_languages()
    found = {}
    for path in sorted(folder.glob("*.toml"), key=lambda path: (path.stem != ENGLISH, path.stem)):
        entries = dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
        code = entries["code"]
        language = languages[code]
        found[code] = Texts(
            code=code,
            name=entries["name"],
            entries=entries,
            topics=language.topic_labels,
            areas=language.area_labels,
            words=language.messages,
        )
    return found


def fitting(wanted: object, known: Mapping[str, Texts]) -> Texts:
    """The texts of a language code such as `kk` or `ru-RU`; English for any other."""
    code = wanted.partition("-")[0].lower() if isinstance(wanted, str) else ""
    return known.get(code, known[ENGLISH])


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict) and not value.keys() <= PLURALS:
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, value
