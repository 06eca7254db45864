"""Which of the user's own words an English reading came from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

WORD = re.compile(r"\S+")
EDGES = "\"'“”‘’«»()[]{}.,;:!?？。，、；：！ "
FAR = 60
"""Characters of the user's text beyond which the words of a reading do not belong together any more."""


@dataclass(frozen=True)
class Alignment:
    """The user's text, and for an English reading of it what each piece was read from.

    `pieces` are English words with the characters of `source` they stand for; without any, the reading has the same
    words as the source, some of them respelt.
    """

    source: str
    english: str
    pieces: tuple[tuple[str, int, int], ...] = ()

    def words(self, start: int, end: int) -> str:
        """The user's words for characters `start` to `end` of the English; those of its first word if they lie apart."""
        places = [
            place
            for match, place in zip(WORD.finditer(self.english), self._places, strict=False)
            if match.start() < end and match.end() > start and place is not None
        ]
        if not places:
            return ""
        first, last = min(place[0] for place in places), max(place[1] for place in places)
        if last - first > FAR:
            first, last = places[0]
        return self.source[first:last].strip(EDGES)

    @cached_property
    def _places(self) -> list[tuple[int, int] | None]:
        """For each word of the English the characters of the source, or None."""
        english = [match.group() for match in WORD.finditer(self.english)]
        if not self.pieces:
            same: list[tuple[int, int] | None] = [match.span() for match in WORD.finditer(self.source)]
            return same[: len(english)]
        places: list[tuple[int, int] | None] = [None] * len(english)
        bare = [word.strip(EDGES).lower() for word in english]
        for text, start, end in self.pieces:
            wanted = [word.strip(EDGES).lower() for word in text.split()]
            at = _find(bare, wanted, places)
            if at is not None:
                places[at : at + len(wanted)] = [(start, end)] * len(wanted)
        return places


def _find(words: Sequence[str], wanted: Sequence[str], taken: Sequence[tuple[int, int] | None]) -> int | None:
    """Where `wanted` stands first among the words that are not taken yet."""
    for at in range(len(words) - len(wanted) + 1):
        if taken[at] is None and list(words[at : at + len(wanted)]) == list(wanted):
            return at
    return None


def located(words: str, text: str) -> tuple[int, int] | None:
    """Where the words stand in a text, white space and case aside; None where they do not."""
    if not words:
        return None
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(pattern, text, re.IGNORECASE)
    return found.span() if found else None
