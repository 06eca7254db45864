"""What of a text a claim must keep: numbers, dates, modals, negations, parties, qualifiers, States."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from evals.grounding.states import states_in
from evals.grounding.words import ABBREVIATED, MODALS, MONTHS, NEGATORS, NOTHING_LEFT, PARTIES, QUALIFIERS, SPELT
from evals.wording import plain
from index.lexical import ENGLISH_STOP, RUSSIAN_STOP, stem

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZА-ЯЁ\"“«\d])")
CLAUSE = re.compile(r"[,;:()]|\s[-–—]\s")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?!\w)")
DAY = re.compile(
    rf"\b(?P<d>\d{{1,2}})\s+(?P<m>{'|'.join(MONTHS)})\s+(?P<y>\d{{4}})|\b(?P<m2>{'|'.join(MONTHS)})\s+(?P<d2>\d{{1,2}}),?\s+(?P<y2>\d{{4}})"
    r"|\b(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d)\b|\b(?P<d4>\d\d)\.(?P<m4>\d\d)\.(?P<y4>\d{4})\b",
    re.IGNORECASE,
)
AHEAD = 3
"""Content words after a negator that it may be about."""

STOP = ENGLISH_STOP | RUSSIAN_STOP
NEGATING_PREFIX = "не"
PREFIXED = 9
"""Letters from which a Russian word in `не` is taken as a negation of the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of a text. `heads` are the words right after a negator, `negated` all that it may be about."""

    stems: frozenset[str]
    numbers: frozenset[str]
    days: frozenset[str]
    modals: frozenset[tuple[str, str]]
    heads: frozenset[str]
    negated: frozenset[str]
    parties: frozenset[str]
    qualifiers: frozenset[str]
    states: frozenset[str]


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Read one text, a sentence or more."""
    smooth = plain(text)
    days, rest = _days(smooth)
    heads: set[str] = set()
    negated: set[str] = set()
    modals: set[tuple[str, str]] = set()
    for clause in CLAUSE.split(rest):
        words = [word.lower() for word in WORD.findall(clause.replace("n't", " not"))]
        words = list(_unglued(words))
        for at, word in enumerate(words):
            following = [stem(w) for w in words[at + 1 :] if _content(w)]
            if word in NEGATORS:
                heads |= set(following[:1])
                negated |= set(following[:AHEAD])
                if word in NOTHING_LEFT:
                    negated |= {stem(w) for w in words if _content(w)}
            if word in MODALS:
                modals.add((MODALS[word], following[0] if following else ""))
    words = [word.lower() for word in WORD.findall(rest)]
    return Reading(
        stems=frozenset(stem(w) for w in _unglued(words) if _content(w)),
        numbers=frozenset(_numbers(rest)),
        days=frozenset(days),
        modals=frozenset(modals),
        heads=frozenset(heads),
        negated=frozenset(negated),
        parties=frozenset(party for w in words for start, party in PARTIES.items() if w.startswith(start)),
        qualifiers=frozenset(name for name, pattern in QUALIFIERS.items() if pattern.search(smooth)),
        states=states_in(smooth),
    )


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    found: list[str] = []
    for part in SENTENCE.split(plain(text)):
        if found and found[-1].rsplit(maxsplit=1)[-1].strip("(.").lower() in ABBREVIATED:
            found[-1] += f" {part}"
        elif part:
            found.append(part)
    return found


def _content(word: str) -> bool:
    return (
        not word[0].isdigit()
        and word not in STOP
        and word not in NEGATORS
        and word not in MODALS
        and word not in SPELT
    )


def _unglued(words: list[str]) -> Iterator[str]:
    for word in words:
        if word.startswith(NEGATING_PREFIX) and len(word) >= PREFIXED:
            yield NEGATING_PREFIX
            yield word.removeprefix(NEGATING_PREFIX)
        else:
            yield word


def _days(text: str) -> tuple[set[str], str]:
    """Days as ISO dates, and the text with them left out."""
    found = set()
    for match in DAY.finditer(text):
        parts = {name.rstrip("234"): value for name, value in match.groupdict().items() if value}
        month = MONTHS.get(parts["m"].lower()) or int(parts["m"])
        found.add(f"{parts['y']}-{month:02}-{int(parts['d']):02}")
    return found, DAY.sub(" ", text)


def _numbers(text: str) -> Iterator[str]:
    for found in NUMBER.findall(text):
        yield re.sub(r"(?<=\d),(?=\d{3}\b)", "", found).replace(",", ".")
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        if word in SPELT:
            yield SPELT[word]
