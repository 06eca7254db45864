"""A passage cut into sentences that keep their place."""

import re
from collections.abc import Iterator

from corpus.types import Span

END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“(]?[A-ZÀ-ÞА-Я0-9])")
ABBREVIATION = re.compile(
    r"(?:\b(?:arts?|nos?|v|vs|c|ca|para|paras|ch|chs|sec|secs|s|ss|Dr|Mr|Ms|Sir|St|Ltd|Inc|Co|Corp|Cass|civ|Sup|Ct|cf|e\.g|i\.e"
    r"|U\.S|approx|al|ed|p|pp|vol|Reg|Cir|Cal|Fla|Bros|Cap|Ord|Prof|Conv"
    r"|г|гг|ул|ст|п|пп|ч|д|кв|им|руб|тыс|млн|обл|стр|см|т\.\s?[едкп])|\b[A-ZА-ЯЁ])\.$",
    re.IGNORECASE,
)


TYPED = re.compile(
    r"(?<=\w\w[.!;])\s+(?=(?:(?:and|so|but) )?(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|what|which|who|how|when|where|why|under what|under which|in which|what's)\b)"
)
"""Where a question begins behind a full stop, though with a small letter."""


def split(text: str) -> list[str]:
    """The sentences of a text as strings."""
    return [text[span.start : span.end] for span in sentences(text)]


def split_typed(text: str) -> list[str]:
    """The sentences of something typed, where a question may begin with a small letter."""
    return [part for sentence in split(text) for part in TYPED.split(sentence)]


def asking(text: str) -> list[str]:
    """The sentences of something typed that end in a question mark."""
    return [sentence for sentence in split_typed(text) if sentence.rstrip(" \"”'’)").endswith("?")]


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a text, in order, without the white space between them.

    A full stop after a usual abbreviation ("art. 5", "No. 377") or an initial ends no sentence.
    """
    start = 0
    for match in END.finditer(text):
        head = text[start : match.start() + 1]
        if text[match.start()] == "." and ABBREVIATION.search(head):
            continue
        end = match.start() + len(match.group().rstrip())
        if text[start:end].strip():
            yield Span(start=start, end=end)
        start = match.end()
    if text[start:].strip():
        yield Span(start=start, end=len(text.rstrip()))
