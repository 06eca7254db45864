"""The parts of the search; an evaluation leaves some out, or adds one, to see what each is worth."""

from enum import StrEnum
from functools import lru_cache


class Part(StrEnum):
    """One part of the search."""

    WORDS = "words"
    """Passages are found by their words."""
    MEANING = "meaning"
    """Passages are found by their vectors."""
    STATES = "states"
    """Only passages of the States that the question names are looked at."""
    TOPIC_ONLY = "topic-only"
    """Only passages on a topic asked about are looked at."""
    RERANK = "rerank"
    """What was found is ordered by fitted weights; otherwise it stays in the order of the fusion."""


Parts = frozenset[Part]

SHIPPED: Parts = frozenset(Part) - {Part.TOPIC_ONLY}
"""What takes part unless a setting says otherwise."""

RETRIEVERS: Parts = frozenset({Part.WORDS, Part.MEANING})


@lru_cache
def read_parts(text: str) -> Parts:
    """The parts named, with commas between them.

    Raises:
        ValueError: a name that there is not, or no retriever.
    """
    names = [name.strip() for name in text.split(",")]
    if unknown := [name for name in names if name not in list(Part)]:
        raise ValueError(f"no part {unknown[0]!r}; choose of {', '.join(Part)}")
    found = frozenset(Part(name) for name in names)
    if not found & RETRIEVERS:
        raise ValueError("nothing is found without words or meaning")
    return found


def named(parts: Parts) -> str:
    """The parts as `read_parts` reads them."""
    return ",".join(part for part in Part if part in parts)


def checked(text: str) -> str:
    """`text`, if `read_parts` can read it; the parts in one order.

    Raises:
        ValueError: as `read_parts`.
    """
    return named(read_parts(text))
