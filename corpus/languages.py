"""What is known of a language: topic words, glossary, frame messages; one TOML file each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import SourceBroken

LANGUAGES = Path(__file__).parent / "languages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language.

    `frame` says whether leads, notices and refusals are written in it; where not, they are in English.
    `glossary` maps words of the language to the English the corpus uses; empty for English.
    `topics`, `kinds`, `synonyms` and `openers` map an English key to phrases that show it.
    `topic_labels` names each topic for a reader; empty where there is no frame.
    `markers` are frequent words, or Chinese characters, by which the language is told from the others.
    """

    code: str
    name: str
    frame: bool
    messages: Mapping[str, str]
    glossary: Mapping[str, str]
    topics: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, tuple[str, ...]]
    openers: Mapping[str, tuple[str, ...]]
    topic_labels: Mapping[str, str]
    markers: frozenset[str]


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
        topics=_phrases(found, "topics"),
        kinds=_phrases(found, "kinds"),
        synonyms=_phrases(found, "synonyms"),
        openers=_phrases(found, "openers"),
        topic_labels=found.get("topic_labels", {}),
        markers=frozenset(found.get("markers", {}).get("words", ())),
    )


def _phrases(found: dict[str, Any], table: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(phrases) for key, phrases in found.get(table, {}).items()}
