"""The States that a text speaks of, in English and Russian."""

import re
from functools import cache

from babel import Locale

from corpus.tables import load_tables

STEM = 5
"""Letters of a Russian name that its adjective and its cases share."""

RUSSIAN_ALSO = {"турец": "TR", "голланд": "NL", "британ": "GB", "англи": "GB", "кыргыз": "KG"}


@cache
def states_in(text: str) -> frozenset[str]:
    """Codes of the States named, by noun, adjective or in another case."""
    english = {_english()[found.lower()] for found in _english_pattern().findall(text)}
    russian = set()
    for word in re.findall(r"[а-яё]{4,}", text.lower()):
        fitting = [stem for stem in _russian() if word.startswith(stem)]
        if fitting:
            russian.add(_russian()[max(fitting, key=len)])
    return frozenset(english | russian)


@cache
def _english() -> dict[str, str]:
    found: dict[str, str] = {
        name.lower(): code for code, name in Locale("en").territories.items() if re.fullmatch("[A-Z]{2}", code)
    }
    for code, state in load_tables().states.items():
        found |= {name.lower(): code for name in (state.name, state.adjective, *state.aliases) if len(name) > 3}
    return found


@cache
def _english_pattern() -> re.Pattern[str]:
    names = sorted(_english(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


@cache
def _russian() -> dict[str, str]:
    names = Locale("ru").territories
    found = {
        name.lower()[: max(4, min(STEM, len(name) - 2))]: code
        for code, name in sorted(names.items())
        if re.fullmatch("[A-Z]{2}", code) and re.fullmatch("[А-Яа-яЁё]+", name)
    }
    return found | {name.lower()[:8]: code for code, name in names.items() if len(name) > 9} | RUSSIAN_ALSO
