"""Where a quotation stands in a passage, word for word."""

import re

from corpus.types import Span

SPACE = r"\s+"
WORDS_AT_LEAST = 3
"""Words a quotation must have to point at anything in particular."""

SAME = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)


def located(quote: str, text: str) -> Span | None:
    """The characters of `text` that are `quote`, or None.

    Kinds of quotation marks, dashes and white space may differ, and an ellipsis or a full stop at either end is let
    pass; every word must be there, in order, with nothing between.
    """
    bare = re.sub(r"^[\s\"'.…]+|[\s\"'.…]+$", "", quote.translate(SAME))
    if len(bare.split()) < WORDS_AT_LEAST:
        return None
    same = text.translate(SAME)
    at = same.find(bare)
    if at >= 0 and not _inside_a_word(same, at, at + len(bare)):
        return Span(start=at, end=at + len(bare))
    found = re.search(rf"(?<!\w){SPACE.join(map(re.escape, bare.split()))}(?!\w)", same)
    return Span(start=found.start(), end=found.end()) if found else None


def _inside_a_word(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum())
