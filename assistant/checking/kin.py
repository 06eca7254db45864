"""Which words of a claim its source carries: by the same word, by one that says the same, or in the other language."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assistant.checking.sense import Sense, Word, sense, stem_of
from assistant.checking.support import Named, Pair
from assistant.checking.words import WORDS

SHORTEST = 2
"""Letters of the shortest beginning by which a Russian word is known."""

FAMILY = 6
"""Letters that words of one family begin with: employee, employment."""

BEGINNING = 4
"""Letters by which a name is known in another alphabet."""

STRANGE = {"en": 2, "ru": 3}
"""Words that its source does not carry from which on a claim says something of its own, by the claim's language."""

MOSTLY = 3
"""One in so many of the things that a word may be in English, or more, must be of the law for the word to be."""

STRANGE_SHARE = 0.18
"""The least share of a claim's words that these must be, from 0 to 1."""

DOUBTED = 2
"""Such words from which on a claim must have most of its weight in its source."""

WHOLE = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
NAME = re.compile(r"\b[A-Z][a-z]{3,}")
LATIN = str.maketrans(
    {
        "а": "a",
        "б": "b",
        "в": "v",
        "г": "g",
        "д": "d",
        "е": "e",
        "ё": "e",
        "ж": "zh",
        "з": "z",
        "и": "i",
        "й": "i",
        "к": "k",
        "л": "l",
        "м": "m",
        "н": "n",
        "о": "o",
        "п": "p",
        "р": "r",
        "с": "s",
        "т": "t",
        "у": "u",
        "ф": "f",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "sch",
        "ъ": "",
        "ы": "i",
        "ь": "",
        "э": "e",
        "ю": "iu",
        "я": "ia",
    }
)
"""Russian letters in Latin ones, for names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """A word of a claim, whether its source has it, and whether it names a thing of the law."""

    word: Word
    carried: bool
    concept: bool


@cache
def _table(code: str) -> dict[str, Any]:
    return tomllib.loads((WORDS / "kin" / f"{code}.toml").read_text(encoding="utf-8"))


@cache
def _irregular() -> dict[str, str]:
    return {stem_of(form): stem_of(row.split()[0]) for row in _table("en")["irregular"] for form in row.split()[1:]}


@cache
def _concepts() -> frozenset[str]:
    return frozenset(map(base, _table("en")["concepts"].split()))


@cache
def _everyday() -> tuple[frozenset[str], re.Pattern[str]]:
    return frozenset(map(base, _table("en")["everyday"].split())), re.compile("|".join(_table("ru")["everyday"]))


def base(word: str) -> str:
    """The stem of an English word; of "brought" that of "bring"."""
    stem = stem_of(word)
    return _irregular().get(stem, stem)


@cache
def _rows() -> dict[str, frozenset[str]]:
    """For each English stem, the stems that say the same."""
    found: dict[str, set[str]] = {}
    for row in _table("en")["kin"]:
        stems = {base(word) for word in row.split()}
        for one in stems:
            found.setdefault(one, set()).update(stems)
    return {one: frozenset(stems) for one, stems in found.items()}


@cache
def _beginnings() -> dict[str, frozenset[str]]:
    """For each beginning of a Russian word, the English stems that it may be."""
    found: dict[str, set[str]] = {}
    for beginnings, english in _table("ru")["kin"].items():
        for one in beginnings.split():
            found.setdefault(one, set()).update(base(word) for word in english.split())
    return {one: frozenset(stems) for one, stems in found.items()}


@lru_cache(maxsize=20_000)
def _english_of(word: str) -> frozenset[str]:
    """The English stems that a Russian word may be; none for a word that is not listed."""
    low = word.lower().replace("ё", "е")
    known = _beginnings()
    lengths = range(len(low), SHORTEST - 1, -1)
    return next((known[low[:length]] for length in lengths if low[:length] in known), frozenset())


def is_listed(word: str) -> bool:
    """Whether a Russian word is a common one, so that a capital at a sentence's beginning makes no name of it."""
    return bool(_english_of(word))


def has(stem: str, held: frozenset[str]) -> bool:
    """Whether some stems have one, one of its family, or one that says the same."""
    return stem in held or bool(_rows().get(stem, frozenset()) & held) or stem[:FAMILY] in _families(held)


@lru_cache(maxsize=4096)
def _families(held: frozenset[str]) -> frozenset[str]:
    return frozenset(stem[:FAMILY] for stem in held if len(stem) >= FAMILY)


@lru_cache(maxsize=4096)
def stems_held(text: Sense) -> frozenset[str]:
    """The stems of a text, those of the parts of its compounds among them."""
    return text.stems | {base(part) for word in text.words for part in _text(text, word).split("-")}


def english_stems(claim: Sense, named: Named) -> frozenset[str]:
    """All the stems that the words of a claim may be in English."""
    if claim.code == "en":
        return stems_held(claim)
    found = stems_held(sense(named.english(claim.text, claim.code), "en"))
    return found.union(*(_english_of(_text(claim, word)) for word in claim.words))


def borne(pair: Pair, held: frozenset[str]) -> Iterator[Borne]:
    """Each word of the claim that says something, with whether `held` carries it; States and money are checked apart."""
    everyday, everyday_abroad = _everyday()
    abroad = pair.claim.code != pair.said.code
    names = {_sound(name) for name in NAME.findall(pair.support.around.text)} if abroad else set[str]()
    money = {mark.start for mark in pair.claim.of("currencies")}
    for word in pair.claim.words:
        text = _text(pair.claim, word)
        if word.start in money or any(
            pair.named.states(part, pair.claim.code) for part in (text, *text.split("-")[:-1])
        ):
            continue
        if abroad and CYRILLIC.search(text):
            if everyday_abroad.fullmatch(text.lower()):
                continue
            stems = _english_of(text) or frozenset(map(base, WHOLE.findall(_glossed(pair, text))))
            if (stems and stems <= everyday) or (not stems and _sound(text.lower().translate(LATIN)) in names):
                continue
        else:
            stems = frozenset({word.stem, base(text), *(base(part) for part in text.split("-") if len(part) > 2)})
            if word.stem in everyday or base(text) in everyday:
                continue
        carried = any(has(stem, held) for stem in stems)
        named = abroad and not carried and _sound(text.lower().translate(LATIN)) in names
        concept = len(stems & _concepts()) * MOSTLY > len(stems)
        yield Borne(word=word, carried=carried or named, concept=concept)


def _glossed(pair: Pair, text: str) -> str:
    english = pair.named.english(text, pair.claim.code)
    return "" if CYRILLIC.search(english) else english


def _sound(name: str) -> str:
    """The first letters of a name, as they are written whichever way it is spelt."""
    low = name.lower().replace("x", "ks").replace("w", "v").replace("c", "k").replace("y", "i").replace("j", "i")
    return low[:BEGINNING]


def _text(text: Sense, word: Word) -> str:
    match = WHOLE.match(text.text, word.start)
    return match.group() if match else ""


def own_words(pair: Pair) -> bool:
    """Whether a claim says something of its own: a thing of the law, or several words, that nothing it cites carries."""
    found = _borne_by_all(pair)
    lost = [one for one in found if not one.carried]
    many = len(lost) >= STRANGE[pair.claim.code] and len(lost) >= STRANGE_SHARE * len(found)
    return many or any(one.concept for one in lost)


def doubted(pair: Pair) -> bool:
    """Whether a claim has words enough that nothing carries to ask for most of its weight in its source."""
    return sum(not one.carried for one in _borne_by_all(pair)) >= DOUBTED


def _borne_by_all(pair: Pair) -> list[Borne]:
    """The words of a claim, each held against what it quotes and how that is cited."""
    return list(borne(pair, stems_held(pair.said) | stems_held(pair.support.named)))
