"""Where a document shows, or denies, each thing that a court looks for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.sentences import sentences
from corpus.papers import Papers, Signs
from corpus.types import Passage, Span

LATIN = ("en", "de", "fr", "tr")
CYRILLIC = ("ru", "kk")
LETTERS: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile("[\u4e00-\u9fff]"),
    "cyrillic": re.compile("[а-яё]", re.IGNORECASE),
    "latin": re.compile("[a-z]{3}", re.IGNORECASE),
}
QUOTED = 320
"""Characters of a quotation at most; a longer sentence is cut between words around what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Words of a document that show an item, or with `against` that deny it."""

    item: str
    passage: Passage
    span: Span
    against: bool

    @property
    def quote(self) -> str:
        """The words."""
        return self.passage.text[self.span.start : self.span.end]


def signs_in(passages: Iterable[Passage], papers: Papers) -> dict[str, tuple[Sign | None, Sign | None]]:
    """The first sign for and the first sign against each item, in the order of the documents; None where there is none.

    A sign for that stands in the same words as a sign against is none: "not final" does not say "final".
    """
    found: dict[str, tuple[Sign | None, Sign | None]] = {}
    for passage in passages:
        for item, shows, denies in _in_passage(passage, papers):
            first, against = found.get(item, (None, None))
            found[item] = (first or shows, against or denies)
    return found


def says_award(passages: Iterable[Passage], papers: Papers) -> bool:
    """Whether the documents call themselves an arbitral award, or the work of arbitrators."""
    return any(
        spoken.award is not None and spoken.award.search(passage.text)
        for passage in passages
        for spoken in _spoken(passage.text, papers)
    )


def _in_passage(passage: Passage, papers: Papers) -> Iterator[tuple[str, Sign | None, Sign | None]]:
    for spoken in _spoken(passage.text, papers):
        for item in spoken.finds.keys() | spoken.against.keys():
            denied = [match.span() for match in _all(spoken.against.get(item), passage.text)]
            shown = [match.span() for match in _all(spoken.finds.get(item), passage.text)]
            free = [(a, b) for a, b in shown if not any(a < end and start < b for start, end in denied)]
            if free or denied:
                yield (
                    item,
                    _sign(item, passage, free[0], False) if free else None,
                    _sign(item, passage, denied[0], True) if denied else None,
                )


def _all(pattern: re.Pattern[str] | None, text: str) -> Iterable[re.Match[str]]:
    return pattern.finditer(text) if pattern is not None else ()


def _spoken(text: str, papers: Papers) -> Iterator[Signs]:
    """The signs of the languages whose letters a text has."""
    codes = ["any"]
    codes += ["zh"] if LETTERS["zh"].search(text) else []
    codes += CYRILLIC if LETTERS["cyrillic"].search(text) else ()
    codes += LATIN if LETTERS["latin"].search(text) else ()
    return (papers.signs[code] for code in codes if code in papers.signs)


def _sign(item: str, passage: Passage, where: tuple[int, int], against: bool) -> Sign:
    return Sign(item=item, passage=passage, span=around(passage.text, *where), against=against)


def around(text: str, start: int, end: int) -> Span:
    """The sentence or line in which characters `start` to `end` stand, cut between words where it is too long."""
    spans = list(sentences(text))
    first = max((span.start for span in spans if span.start <= start), default=0)
    last = min((span.end for span in spans if span.end >= end), default=len(text))
    first = max(first, text.rfind("\n", 0, start) + 1)
    line = text.find("\n", end)
    last = min(last, line if line >= 0 else len(text))
    while last - first > QUOTED and (first < start or last > end):
        if start - first > last - end:
            blank = text.find(" ", first + 1, start)
            first = blank + 1 if blank >= 0 else start
        else:
            blank = text.rfind(" ", end, last - 1)
            last = blank if blank >= 0 else end
    bare = text[first:last]
    return Span(start=first + len(bare) - len(bare.lstrip()), end=first + len(bare.rstrip()))
