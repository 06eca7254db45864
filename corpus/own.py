"""A user's own document as one that may be cited: its pages become passages, each on one page."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from corpus.readers.types import Pages
from corpus.types import Document, Passage, Period, Source, SourceKind, Span, Standing

AUTHORITY = "your document “{name}”"
LICENCE = "the user's own, kept apart from the corpus and not redistributed"
TOPIC = "documents"
PREFIX = "own-"
BREAK = "\n\f\n"
"""What parts two pages in the text of a document."""

LENGTH = 600
"""Characters of a passage, about as many as those of the corpus have; a longer sentence stays whole up to `TOO_LONG`."""

TOO_LONG = 1_200
NAME_AT_MOST = 120
SENTENCE_END = re.compile(r"(?:[.!?;][\"”»’)\]]*\s+|[。！？；]|\n)")
UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDocument:
    """A document of the user's, read.

    Attributes:
        id: `own-` and sixteen hexadecimal digits of name and content: the same file gets the same id.
        name: what the user calls the file, made safe to show.
        kind: a key of `corpus.readers.READERS`.
        language: ISO 639-1 code of the language it is in; empty where that was not told.
        size: bytes of the file.
        pages: plain text a page.
        paged: whether the pages are those of the file; if not, they are parts of like length.
        notes: what was not read.
        added: the day on which it was added.
    """

    id: str
    name: str
    kind: str
    language: str
    size: int
    pages: tuple[str, ...]
    paged: bool
    notes: tuple[str, ...]
    added: date

    @property
    def page_word(self) -> str:
        """What a piece of it is called: a page, or a part where the file has no pages."""
        return "page" if self.paged else "part"


def own_document(content: bytes, name: str, kind: str, pages: Pages, added: date, language: str = "") -> OwnDocument:
    """The document that a reader made of `content`."""
    shown = safe_name(name)
    digest = hashlib.sha256(shown.encode() + b"\x00" + content).hexdigest()
    return OwnDocument(
        id=f"{PREFIX}{digest[:16]}",
        name=shown,
        kind=kind,
        language=language,
        size=len(content),
        pages=pages.texts,
        paged=pages.paged,
        notes=pages.notes,
        added=added,
    )


def safe_name(name: str) -> str:
    """The name of a file without its folders, controls and marks of direction, cut to a line; "document" if none is left."""
    last = PurePath(UNSAFE.sub("", name).replace("\\", "/")).name
    bare = " ".join(last.split())
    if len(bare) > NAME_AT_MOST:
        stem, suffix = PurePath(bare).stem, PurePath(bare).suffix[:10]
        bare = f"{stem[: NAME_AT_MOST - len(suffix) - 1]}…{suffix}"
    return bare or "document"


def as_document(own: OwnDocument) -> Document:
    """Source, text and passages of a document, to be cited as "your document, page N".

    It speaks of no State, nobody vetted it, and its kind weighs nothing beside any authority.
    """
    text = BREAK.join(own.pages)
    source = Source(
        id=own.id,
        title=own.name,
        kind=SourceKind.USER_DOCUMENT,
        states=(),
        authority=AUTHORITY.format(name=own.name),
        url="",
        published=None,
        in_force=Period(),
        retrieved=own.added,
        licence=LICENCE,
        language=own.language,
        digests=(),
        sha256=own.id.removeprefix(PREFIX),
    )
    return Document(source=source, text=text, passages=tuple(_passages(own)))


def page_of(passage_id: str) -> int:
    """The number of the page, or part, that a passage of an own document stands on, from 1.

    Raises:
        ValueError: it is no such passage.
    """
    found = re.fullmatch(rf"{PREFIX}[0-9a-f]{{16}}/(\d+)-\d+", passage_id)
    if found is None:
        raise ValueError(f"{passage_id!r} is no passage of an own document")
    return int(found[1])


def _passages(own: OwnDocument) -> Iterator[Passage]:
    start = 0
    for number, page in enumerate(own.pages, 1):
        for at, span in enumerate(cut(page), 1):
            yield Passage(
                id=f"{own.id}/{number}-{at}",
                source_id=own.id,
                pinpoint=f"{own.page_word} {number}",
                heading=own.name,
                text=page[span.start : span.end],
                span=Span(start=start + span.start, end=start + span.end),
                topic=TOPIC,
                also=(),
                states=(),
                kinds=("any",),
                standing=Standing.UNCONFIRMED,
                window=Period(),
                kind=SourceKind.USER_DOCUMENT,
                authority=AUTHORITY.format(name=own.name),
                url="",
                basis=own.name,
            )
        start += len(page) + len(BREAK)


def cut(page: str) -> list[Span]:
    """Where the passages of one page stand: runs of whole sentences, in order, nothing left out but blanks."""
    spans: list[Span] = []
    start = at = 0
    for end in _ends(page):
        if at > start and _length(page[start:end]) > LENGTH:
            spans += _trimmed(page, start, at)
            start = at
        at = end
    return [*spans, *_trimmed(page, start, len(page))]


def _ends(page: str) -> Iterator[int]:
    """Where sentences or lines end; a sentence that is too long for a passage is cut between words."""
    start = 0
    for end in [*(match.end() for match in SENTENCE_END.finditer(page)), len(page)]:
        while _length(page[start:end]) > TOO_LONG:
            blank = page.rfind(" ", start + LENGTH // 4, start + LENGTH)
            start = blank + 1 if blank > 0 else start + LENGTH // 3
            yield start
        start = end
        yield end


def _length(text: str) -> int:
    """Characters, a Chinese one for three: it says as much."""
    return len(text) + 2 * sum("\u4e00" <= character <= "\u9fff" for character in text)


def _trimmed(page: str, start: int, end: int) -> Iterator[Span]:
    bare = page[start:end]
    if bare.strip():
        yield Span(start=start + len(bare) - len(bare.lstrip()), end=start + len(bare.rstrip()))
