"""Own documents in conversations: added, listed, shown and removed; they outlive the process where they are kept.

The page, the HTTP endpoint and the command line use these functions and nothing below them.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.reading.language import language_of
from corpus.errors import DocumentUnreadable, ExequaturError
from corpus.languages import Language
from corpus.own import OwnDocument, own_document, page_of
from corpus.readers.apart import read_apart
from corpus.readers.types import Limits
from index.embedders import Embedder
from index.library import Library, Shelved, shelved

log = logging.getLogger(__name__)

SAMPLE = 1_500
"""Characters from which the language of a document is told."""

DOCUMENTS_AT_MOST = 12
PAGES_AT_MOST = 1_200
CONVERSATIONS_AT_MOST = 200
IDLE_S = 12 * 3600
"""Seconds after which the documents of a conversation that nobody asks in leave the memory."""

Report = Callable[[str, int, int], None]
"""Called with what is being done ("reading" or "indexing"), how far it is, and how far it goes; what it raises ends it."""


def nobody(stage: str, done: int, total: int) -> None:
    """A report to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a user is shown of a document of theirs."""

    id: str
    name: str
    kind: str
    size: int
    pages: int
    paged: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A whole page of a document, or a part where it has no pages; `number` counts from 1."""

    document: str
    name: str
    number: int
    pages: int
    paged: bool
    text: str


class KeepsDocuments(Protocol):
    """Whoever keeps the documents of conversations; `conversation` is an id that nobody can guess."""

    def add(self, conversation: str, name: str, content: bytes, report: Report = nobody) -> Summary:
        """Read a document and add it. Raises `DocumentUnreadable` with the remedy."""

    def listed(self, conversation: str) -> tuple[Summary, ...]:
        """The documents, in the order in which they were added."""

    def remove(self, conversation: str, document: str) -> None:
        """Forget a document, if it is there."""

    def forget(self, conversation: str) -> None:
        """Forget all documents of a conversation."""

    def page(self, conversation: str, passage_id: str) -> PageText | None:
        """The page that a passage stands on; None where the document is gone."""

    def library(self, conversation: str) -> Library:
        """What is asked beside the corpus; empty where nothing was added."""


def summary_of(own: OwnDocument) -> Summary:
    """What is shown of a document."""
    return Summary(
        id=own.id,
        name=own.name,
        kind=own.kind,
        size=own.size,
        pages=len(own.pages),
        paged=own.paged,
        notes=own.notes,
    )


def read_document(
    content: bytes,
    name: str,
    embedder: Embedder,
    languages: Mapping[str, Language],
    report: Report = nobody,
    limits: Limits | None = None,
    today: date | None = None,
) -> Shelved:
    """Read and embed one document.

    Raises:
        DocumentUnreadable: it cannot be read, or not within the limits; with the remedy.
    """
    own = opened_document(content, name, languages, report, limits, today)
    return shelved(own, embedder, lambda done, total: report("indexing", done, total))


def opened_document(
    content: bytes,
    name: str,
    languages: Mapping[str, Language],
    report: Report = nobody,
    limits: Limits | None = None,
    today: date | None = None,
) -> OwnDocument:
    """Read one document, and tell its language.

    Raises:
        DocumentUnreadable: it cannot be read, or not within the limits; with the remedy.
    """
    kind, pages = read_apart(content, name, limits, lambda done, total: report("reading", done, total))
    language = language_of(" ".join(pages.texts)[:SAMPLE], languages)
    return own_document(content, name, kind, pages, today or date.today(), language)


class OutlivesProcess(Protocol):
    """Where the documents of conversations are kept; `assistant.keeping.documents.Documents` is one."""

    def add(self, conversation: str, item: Shelved) -> None:
        """Keep a document."""

    def ids(self, conversation: str) -> tuple[str, ...]:
        """The documents of a conversation by id, in the order in which they were added."""

    def of(self, conversation: str, embedder: Embedder) -> tuple[Shelved, ...]:
        """The documents of a conversation, in the order in which they were added."""

    def remove(self, conversation: str, document: str) -> None:
        """Delete a document, if it is there."""


class ConversationDocuments:
    """The documents of all conversations of one process, in memory. Safe to share between threads.

    Args:
        kept: where they are kept besides; what other processes add and remove there is seen by the next question.
            Without it nothing outlives the process.
    """

    def __init__(
        self, embedder: Embedder, languages: Mapping[str, Language], kept: OutlivesProcess | None = None
    ) -> None:
        self._kept = kept
        self._embedder = embedder
        self._languages = languages
        self._lock = threading.Lock()
        self._libraries: OrderedDict[str, tuple[Library, float]] = OrderedDict()

    def add(self, conversation: str, name: str, content: bytes, report: Report = nobody) -> Summary:
        """Read a document and add it; one that is there already is not added twice.

        Raises:
            DocumentUnreadable: it cannot be read, or the conversation has as much as it may have.
        """
        self._refuse_full(self.library(conversation))
        item = read_document(content, name, self._embedder, self._languages, report)
        with self._lock:
            old = self._found(conversation)
            if item.own.id not in old.sources:
                self._refuse_full(old, len(item.own.pages))
                if self._kept is not None:
                    self._kept.add(conversation, item)
                self._put(conversation, Library((*old.items, item)))
        return summary_of(item.own)

    def listed(self, conversation: str) -> tuple[Summary, ...]:
        """The documents, in the order in which they were added."""
        return tuple(map(summary_of, self.library(conversation).documents))

    def remove(self, conversation: str, document: str) -> None:
        """Forget a document, if it is there."""
        with self._lock:
            old = self._found(conversation)
            left = [item for item in old.items if item.own.id != document]
            if len(left) < len(old.items):
                if self._kept is not None:
                    self._kept.remove(conversation, document)
                self._put(conversation, Library(left))

    def forget(self, conversation: str) -> None:
        """Forget all documents of a conversation; what is kept of them goes with the conversation, and comes back with it."""
        with self._lock:
            self._libraries.pop(conversation, None)

    def conversations(self) -> frozenset[str]:
        """The conversations that have documents."""
        with self._lock:
            return frozenset(self._libraries)

    def page(self, conversation: str, passage_id: str) -> PageText | None:
        """The page that a passage stands on; None where the document is gone."""
        return page_text(self.library(conversation), passage_id)

    def library(self, conversation: str) -> Library:
        """What is asked beside the corpus; empty where nothing was added."""
        with self._lock:
            return self._found(conversation)

    def _found(self, conversation: str) -> Library:
        now = time.monotonic()
        for id_ in [id_ for id_, (_, used) in self._libraries.items() if now - used > IDLE_S]:
            del self._libraries[id_]
        held, _ = self._libraries.get(conversation, (Library(), now))
        found = self._as_kept(conversation, held)
        if found:
            self._put(conversation, found)
        else:
            self._libraries.pop(conversation, None)
        return found

    def _as_kept(self, conversation: str, held: Library) -> Library:
        """What is kept of a conversation; it is read where that is not what is held."""
        if self._kept is None or not conversation:
            return held
        try:
            if self._kept.ids(conversation) == tuple(item.own.id for item in held.items):
                return held
            return Library(self._kept.of(conversation, self._embedder))
        except ExequaturError:
            # Whoever asks or opens the conversation reads the same database, and is told there what is wrong with it.
            log.exception("the documents of a conversation could not be read")
            return held

    def _put(self, conversation: str, library: Library) -> None:
        self._libraries[conversation] = (library, time.monotonic())
        self._libraries.move_to_end(conversation)
        while len(self._libraries) > CONVERSATIONS_AT_MOST:
            self._libraries.popitem(last=False)

    def _refuse_full(self, library: Library, more: int = 0) -> None:
        if len(library.items) >= DOCUMENTS_AT_MOST:
            raise DocumentUnreadable(
                "too-many-documents",
                f"the conversation has {DOCUMENTS_AT_MOST} documents already",
                hint="Remove one, or open a new conversation.",
            )
        if more + sum(len(own.pages) for own in library.documents) > PAGES_AT_MOST:
            raise DocumentUnreadable(
                "too-many-pages",
                f"the documents of a conversation have at most {PAGES_AT_MOST:,} pages together",
                hint="Remove one, or add only the part that matters.",
            )


def page_text(library: Library, passage_id: str) -> PageText | None:
    """The page that a passage of a library stands on; None where it holds no such passage."""
    own = library.document(passage_id)
    if own is None or passage_id not in library.passages:
        return None
    number = page_of(passage_id)
    return PageText(
        document=own.id,
        name=own.name,
        number=number,
        pages=len(own.pages),
        paged=own.paged,
        text=own.pages[number - 1],
    )
