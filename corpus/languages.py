"""What is known of a language: topic words, glossary, frame messages; one TOML file each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import SourceBroken

LANGUAGES = Path(__file__).parent / "languages"
FRAMED = ("en", "ru", "kk")
"""Languages that answers are framed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language.

    `frame` says whether leads, notices and refusals are written in it; where not, they are in English.
    `glossary` maps words of the language to the English the corpus uses; empty for English.
    `verbs` maps the stem of a verb to its English plain form and past ("pay, paid", "be paid"), where forms are made by rule.
    `topics`, `kinds`, `synonyms` and `openers` map an English key to phrases that show it.
    `topic_labels`, `kind_labels` and `area_labels` name each topic, kind of decision and area of law for a reader, `memo` the parts of a memo; empty where there is no frame.
    `plain_topic_labels` name the topics in plain words, `plain_terms` explain the English terms of art that quotations use;
    messages whose key begins with `plain_` are said instead of the others in plain words.
    `reasons` say why an instrument of a route applies or not; `instrument_names` and `state_names` are those that differ
    from the tables and from CLDR; `source_kinds` name the kinds of authority, `marks` what the checks of claims tell apart.
    `orders` are regular expressions of what gives orders to a machine instead of asking.
    `markers` are frequent words, or Chinese characters, by which the language is told from the others.
    """

    code: str
    name: str
    frame: bool
    messages: Mapping[str, str]
    glossary: Mapping[str, str]
    verbs: Mapping[str, str]
    topics: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, tuple[str, ...]]
    openers: Mapping[str, tuple[str, ...]]
    topic_labels: Mapping[str, str]
    kind_labels: Mapping[str, str]
    area_labels: Mapping[str, str]
    memo: Mapping[str, str]
    plain_topic_labels: Mapping[str, str]
    plain_terms: Mapping[str, str]
    reasons: Mapping[str, str]
    instrument_names: Mapping[str, str]
    state_names: Mapping[str, str]
    source_kinds: Mapping[str, str]
    marks: Mapping[str, str]
    orders: tuple[str, ...]
    markers: frozenset[str]


@cache
def language(code: str) -> Language:
    """One language of the repository, read once.

    Raises:
        SourceBroken: there is no such language, or its file is broken.
    """
    path = LANGUAGES / f"{code}.toml"
    if not path.exists():
        raise SourceBroken(f"there is no languages/{path.name}", hint="Write it, or name another language.")
    return _language(tomllib.loads(path.read_text(encoding="utf-8")))


def framed_language(code: str) -> Language:
    """A language with a frame: that of the code, or English."""
    return language(code) if code in FRAMED else language("en")


def load_languages(folder: Path = LANGUAGES) -> dict[str, Language]:
    """Every language by its ISO 639-1 code.

    Raises:
        SourceBroken: a file that is no TOML, or lacks its code.
    """
    languages = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
            language = _language(found)
        except (tomllib.TOMLDecodeError, KeyError) as error:
            raise SourceBroken(f"languages/{path.name}: {error}", hint="Mend the line or add the key.") from error
        languages[language.code] = language
    return languages


def _language(found: dict[str, Any]) -> Language:
    return Language(
        code=found["code"],
        name=found["name"],
        frame=found["frame"],
        messages=found.get("messages", {}),
        glossary=found.get("glossary", {}),
        verbs=found.get("verbs", {}),
        topics=_phrases(found, "topics"),
        kinds=_phrases(found, "kinds"),
        synonyms=_phrases(found, "synonyms"),
        openers=_phrases(found, "openers"),
        topic_labels=found.get("topic_labels", {}),
        kind_labels=found.get("kind_labels", {}),
        area_labels=found.get("area_labels", {}),
        memo=found.get("memo", {}),
        plain_topic_labels=found.get("plain_topic_labels", {}),
        plain_terms=found.get("plain_terms", {}),
        reasons=found.get("reasons", {}),
        instrument_names=found.get("instrument_names", {}),
        state_names=found.get("state_names", {}),
        source_kinds=found.get("source_kinds", {}),
        marks=found.get("marks", {}),
        orders=tuple(found.get("orders", {}).get("patterns", ())),
        markers=frozenset(found.get("markers", {}).get("words", ())),
    )


def _phrases(found: dict[str, Any], table: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(phrases) for key, phrases in found.get(table, {}).items()}
