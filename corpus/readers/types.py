"""What a reader takes and gives."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.errors import DocumentUnreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one document may be, and how much reading it may take.

    `unpacked` is what a compressed container may hold; `seconds` are of the clock and of the processor alike.
    """

    bytes: int = 25_000_000
    pages: int = 600
    characters: int = 3_000_000
    unpacked: int = 200_000_000
    memory: int = 1_000_000_000
    seconds: int = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The text of a document, page by page.

    Attributes:
        texts: plain text a page, in order; a page without text is an empty one.
        paged: whether the pages are those of the file; where it has none, its text is cut into parts of like length.
        notes: what was not read, one sentence each.
    """

    texts: tuple[str, ...]
    paged: bool
    notes: tuple[str, ...] = ()


Report = Callable[[int, int], None]
"""Called with how many pages are read and how many there are."""

Reader = Callable[[bytes, Limits, Report], Pages]
"""From the bytes of a file to its pages; raises `DocumentUnreadable` with the remedy."""


def unread(done: int, total: int) -> None:
    """A report to nobody."""


def too_many_pages(count: int, limits: Limits) -> DocumentUnreadable:
    """The refusal of a document with more pages than are read."""
    return DocumentUnreadable(
        "too-many-pages",
        f"the document has {count:,} pages; at most {limits.pages:,} are read",
        hint="Split it, and add the part that matters.",
    )


def too_large_unpacked(limits: Limits) -> DocumentUnreadable:
    """The refusal of a file that would swell."""
    return DocumentUnreadable(
        "too-large-unpacked",
        f"the file unpacks to more than {limits.unpacked // 1_000_000} MB",
        hint="Save it again from the program that made it, without embedded media, or export it as PDF.",
    )
