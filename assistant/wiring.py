"""The tools, built from the settings; nobody else builds them."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from threadpoolctl import threadpool_limits

from assistant.fitted import load_fitted
from assistant.keeping.database import open_database
from assistant.keeping.keeper import Keeper
from assistant.keeping.receipts import provenance
from assistant.pipeline import NO_DOCUMENTS, Tools
from assistant.reader import Reader
from assistant.settings import Settings
from assistant.shelf import Shelf
from assistant.subjects import Subjects
from corpus.catalogue import load_documents
from corpus.languages import load_languages
from corpus.tables import load_tables
from corpus.tables_stamp import check_once
from corpus.types import Document
from index.build import build as build_index
from index.embedders import Embedder, embedder
from index.errors import LibraryBroken
from index.libraries import DEFAULT, Libraries
from index.library import Library
from index.search import Searcher
from index.types import IndexManifest, Progress


def ready(settings: Settings, progress: Progress, today: date | None = None) -> Tools:
    """The tools for these settings, over an index that is built first where none fits; corpus and model are read once.

    Raises:
        ExequaturError: whatever of the corpus, the model or the index is not as it should be, with its remedy.
    """
    with _unswept():
        documents, model = load_documents(), embedder(settings.embedder, settings.data)
        _indexed(settings, documents, model, progress)
        return _built(settings, documents, model, today)


def build(settings: Settings, today: date | None = None) -> Tools:
    """The tools for these settings, over the index that is there.

    Raises:
        ExequaturError: whatever of the corpus, the model or the index is not as it should be, with its remedy.
    """
    with _unswept():
        return _built(settings, load_documents(), embedder(settings.embedder, settings.data), today)


def _built(settings: Settings, documents: Sequence[Document], model: Embedder, today: date | None) -> Tools:
    threadpool_limits(
        1, user_api="blas"
    )  # of a few thousand rows: threads wait for one another longer than they work
    return over(Searcher.open(settings.data, documents, model, settings.store), settings, today)


@contextmanager
def _unswept() -> Iterator[None]:
    """Without the garbage collector: what is built here stays, and going through it again and again takes a quarter of the time."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def over(searcher: Searcher, settings: Settings, today: date | None = None) -> Tools:
    """The tools over an index that is open, of whatever corpus it was built from."""
    tables, languages = load_tables(), load_languages()
    shelf = Shelf(searcher.passages.values())
    subjects = Subjects(list(searcher.passages.values()), languages["en"].synonyms)
    day = settings.as_of or today or date.today()
    tools = Tools(
        settings=settings, reader=Reader(tables, languages, shelf, subjects, day, load_fitted()), searcher=searcher
    )
    return tools if settings.llm == QUOTATION else _with_model(tools, searcher.embedder)


QUOTATION = "quotation:"


def _with_model(tools: Tools, model: Embedder) -> Tools:
    """The tools with whoever writes, checks and reads with a language model; loaded only when one is set."""
    from assistant.writing.outfit import outfit

    return outfit(tools, model)


def keeper(settings: Settings, tools: Tools, copied: bool = False) -> Keeper:
    """What keeps the answers of these tools.

    Args:
        copied: whether to keep them in a copy, for as long as the process lives, where the disk is read-only.

    Raises:
        KeepingBroken: the database cannot be opened.
    """
    database = open_database(settings.data, settings.database, copied)
    return Keeper(
        database,
        provenance(tools),
        tools.searcher.passages,
        lambda language: tools.reader.message(language, "notice_unlasting"),
    )


def turn_the_day(tools: Tools, kept: Keeper, today: date) -> None:
    """Let tools that have served since another day, and what keeps their answers, take `today` for today.

    A day that the settings name stays.
    """
    if tools.settings.as_of is None and tools.reader.today != today:
        tools.reader.turn(today)
        kept.made_with = provenance(tools)


def reading(settings: Settings) -> Reader:
    """What reads questions and documents, without model or index."""
    passages = [passage for document in load_documents() for passage in document.passages]
    languages = load_languages()
    subjects = Subjects(passages, languages["en"].synonyms)
    day = settings.as_of or date.today()
    return Reader(load_tables(), languages, Shelf(passages), subjects, day, load_fitted())


def library(settings: Settings, tools: Tools, name: str | None) -> Library:
    """The user's library of that name; with None the usual one if it holds a document, with "-" none.

    Raises:
        LibraryBroken: it is damaged, or there is none of that name.
    """
    shelves = Libraries(settings.data)
    if name == "-" or (name is None and not shelves.documents(DEFAULT)):
        return NO_DOCUMENTS
    if name is not None and not shelves.documents(name):
        raise LibraryBroken(
            f"the library {name!r} holds no document", hint=f"Add one: `exequatur add FILE --library {name}`."
        )
    return shelves.open(name or DEFAULT, tools.searcher.embedder)


def index(settings: Settings, progress: Progress, rebuild: bool = False) -> tuple[IndexManifest, bool]:
    """Build the index of the corpus, or keep the one that fits; see `index.build.build`.

    Tables that changed since they were last found in order are checked first.
    """
    return _indexed(settings, load_documents(), embedder(settings.embedder, settings.data), progress, rebuild=rebuild)


def _indexed(
    settings: Settings, documents: Sequence[Document], model: Embedder, progress: Progress, *, rebuild: bool = False
) -> tuple[IndexManifest, bool]:
    check_once(settings.data, {passage.id for document in documents for passage in document.passages})
    return build_index(settings.data, documents, model, settings.store, progress, rebuild)
