"""States and instruments that a text names, in English or through the glossary of another language."""

import re
from functools import lru_cache

from assistant.checking.kin import is_listed
from assistant.reader import Reader
from assistant.reading.places import DECISION, Mention

WORD = re.compile(r"\w+")
REMEMBERED = 10_000
"""Texts of which the names found are kept; the same passages come again."""

CAPITALISED = re.compile(r"\b[А-ЯЁA-Z][\w-]+(?: [А-ЯЁA-Z][\w-]+)*")
OWN = re.compile(
    rf"(?:'s|’s)?,? (?:(?!in\b|to\b|and\b)[a-z-]+ ){{0,3}}(?:{DECISION}|courts?|creditors?)\b", re.IGNORECASE
)
FROM = re.compile(
    rf"\b(?:from|{DECISION} (?:of|by)|{DECISION} (?:given|rendered|made|issued|pronounced) (?:in|by)|courts? of)(?: a| an| the)?(?: courts? (?:of|in))?(?: the)? $",
    re.IGNORECASE,
)
IN = re.compile(r"\b(?:in|into|within|before|throughout|under|to)(?: the)? $", re.IGNORECASE)


class Names:
    """What the corpus knows by name; made once and shared."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._mentions = lru_cache(maxsize=REMEMBERED)(self._find)
        self._english = lru_cache(maxsize=REMEMBERED)(lambda text, code: reader.glossary.to_english(text, code).text)
        self._spans = lru_cache(maxsize=REMEMBERED)(reader.instrument_spans)

    def english(self, text: str, code: str) -> str:
        """The text in words of the corpus; itself when it is English."""
        return text if code == "en" else self._english(text, code)

    def states(self, text: str, code: str) -> frozenset[str]:
        """Codes of the States named, a territory under the State it belongs to."""
        return frozenset(self._reader.gazetteer.whole(mention.code) for mention in self._mentions(text, code))

    def sides(self, text: str, code: str) -> dict[str, frozenset[str]]:
        """For each State named: "of" where a decision or court is its own, "in" where something happens there."""
        found: dict[str, set[str]] = {}
        english = self.english(text, code)
        for mention in self._mentions(text, code):
            before, after = english[: mention.start], english[mention.end :]
            inside = bool(IN.search(before))
            own = OWN.match(after) and not (inside and after.startswith(","))
            side = "of" if own or FROM.search(before) else "in" if inside else ""
            found.setdefault(self._reader.gazetteer.whole(mention.code), set()).add(side)
        return {state: frozenset(sides - {""}) for state, sides in found.items()}

    def places(self, text: str, code: str) -> tuple[tuple[str, int, int], ...]:
        """Each State named, with where it stands; English texts only, for a gloss has other places."""
        found = [m for m in self._mentions(text, code) if m.how != "court"] if code == "en" else []
        return tuple((self._reader.gazetteer.whole(m.code), m.start, m.end) for m in found)

    def instruments(self, text: str, code: str) -> frozenset[str]:
        """Ids of the multilateral instruments named."""
        return frozenset(id_ for _, _, id_ in self._spans(self.english(text, code)))

    def _find(self, text: str, code: str) -> tuple[Mention, ...]:
        english = self.english(text, code)
        for start, end, _ in self._spans(english):
            english = english[:start] + " " * (end - start) + english[end:]
        found = self._reader.gazetteer.find(english)
        if code == "en":
            return tuple(found)
        capitals = " ; ".join(CAPITALISED.findall(text))
        named = {mention.code for mention in self._reader.gazetteer.find(self.english(capitals, code))}
        begins = WORD.match(text)
        ordinary = begins is not None and is_listed(begins.group())
        return tuple(
            mention
            for mention in found
            if (mention.how != "name" or mention.code in named)
            and not (ordinary and mention.how == "city" and mention.start == 0)
        )


class NoNames:
    """Where no table of names is at hand: nothing is named, so that nothing is strange."""

    def english(self, text: str, code: str) -> str:
        """The text as it is."""
        return text

    def states(self, text: str, code: str) -> frozenset[str]:
        """None."""
        return frozenset()

    def sides(self, text: str, code: str) -> dict[str, frozenset[str]]:
        """None."""
        return {}

    def places(self, text: str, code: str) -> tuple[tuple[str, int, int], ...]:
        """None."""
        return ()

    def instruments(self, text: str, code: str) -> frozenset[str]:
        """None."""
        return frozenset()
