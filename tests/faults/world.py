"""A small world to break: a corpus of two passages, its index, a library, conversations, without model or network."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from assistant.keeping.conversations import Conversations
from assistant.keeping.database import Database, open_database
from assistant.keeping.keeper import Keeper
from assistant.keeping.receipts import Provenance
from assistant.types import Question
from corpus.catalogue import load_documents
from corpus.own import own_document
from corpus.readers.types import Pages
from corpus.types import Document
from index.build import build
from index.embedders import Embedder, embedder
from index.libraries import DEFAULT, Libraries
from index.library import Shelved, shelved
from index.search import Searcher

STORE = "chroma:"
USER = "ann"
TOML = """id = "kz-code"
title = "A code"
kind = "statute"
states = ["KZ"]
authority = "Code of Civil Procedure"
url = "https://adilet.zan.kz/"
retrieved = "2026-11-22"
licence = "CC-BY-4.0"
"""
PASSAGE = """## {slug} | Art. {slug} | Rule {slug}
topic: limitation
states: KZ
kinds: judgment
standing: confirmed
affirms: rule {slug} of Kazakhstan gives three years
basis: KZ-01 [web:CPC-4]

Under rule {slug} of Kazakhstan's Code of Civil Procedure a foreign judgment may be presented for enforcement within
three years of its entry into legal force.
"""
ANSWER: dict[str, Any] = {
    **dict.fromkeys(("reason", "verdict", "route", "table", "receipt")),
    **{name: [] for name in ("claims", "conflicts", "choices", "missing", "covered", "follow_ups", "withheld")},
    "id": "00000000000000aa",
    "question": "How long?",
    "query": "How long?",
    "language": "en",
    "as_of": "2026-11-22",
    "status": "answered",
    "lead": "Three years.",
    "case_facts": {},
    "notice": "",
    "writer": "quotation",
    "trace": {"evidence": [], "dropped": []},
    "corpus": "a",
    "timings_ms": {"total": 1.0},
}
MADE_WITH = Provenance(
    corpus="a",
    corpus_hash="a",
    settings="a",
    embedder="hashing:64",
    weights="none",
    writer="quotation:",
    prompts=None,
    day=date(2026, 11, 22),
)


def removable(talk: str) -> bool:
    """Whether a conversation is one of those that are deleted at their end."""
    return int(talk[:2], 16) % 5 == 0


class World:
    """All of it below one folder; everything is opened anew at each call, as a process that just started does."""

    def __init__(self, folder: Path, data: Path | None = None, store: str = STORE) -> None:
        self.folder, self.store = folder, store
        self.data = data or folder / "data"

    def corpus(self, name: str, passages: int = 2) -> tuple[Document, ...]:
        """The documents of a corpus, made if it is not there."""
        place = self.folder / f"sources-{name}" / "kz" / "kz-code"
        if not place.exists():
            place.mkdir(parents=True)
            (place / "source.toml").write_text(TOML, encoding="utf-8")
            text = "# A code\n\n" + "\n".join(PASSAGE.format(slug=f"{name}-{n}") for n in range(passages))
            (place / "text.md").write_text(text, encoding="utf-8")
        return load_documents(self.folder / f"sources-{name}")

    @property
    def model(self) -> Embedder:
        """Words hashed: no weights."""
        return embedder("hashing:64")

    def build(self, name: str, rebuild: bool = False) -> str:
        """Build the index of a corpus; its id."""
        return build(self.data, self.corpus(name), self.model, self.store, rebuild=rebuild)[0].build_id

    def search(self, name: str) -> str:
        """The best passage of the current index, which must be that of the corpus."""
        searcher = Searcher.open(self.data, self.corpus(name), self.model, self.store)
        (vector,) = searcher.embed(["three years"])
        return searcher.search("three years", vector, 5)[0].passage.id

    def document(self, number: int) -> Shelved:
        """A document of the user's, one of any number."""
        page = f"Document {number}: the defendant was served in Almaty."
        pages = Pages(texts=(page,), paged=False)
        own = own_document(page.encode(), f"{number}.txt", "txt", pages, date(2026, 11, 22), "en")
        return shelved(own, self.model)

    def add(self, number: int) -> str:
        """Add a document to the library; its id."""
        item = self.document(number)
        Libraries(self.data).add(DEFAULT, item)
        return item.own.id

    def library(self) -> list[str]:
        """Ids of the documents of the library, opened whole."""
        opened = Libraries(self.data).open(DEFAULT, self.model)
        return [own.id for own in opened.documents]

    def database(self) -> Database:
        """The conversations, opened as a server opens them."""
        return open_database(self.data)

    def keeper(self) -> Keeper:
        """What keeps answers."""
        return Keeper(self.database(), MADE_WITH, {})

    def converse(self, keeper: Keeper) -> Iterator[str]:
        """Begin conversations, ask two turns in each, rename it, delete every fifth; what was confirmed, as it is."""
        while True:
            talk = keeper.conversations.begin(USER, name="new")
            yield f"begun {talk}"
            for _ in range(2):
                answer = keeper.keep(USER, Question(text="How long?"), ANSWER, talk)
                yield f"kept {talk} {answer['receipt']}"
            keeper.conversations.rename(USER, talk, "named")
            yield f"named {talk}"
            if removable(talk):
                keeper.conversations.remove(USER, talk)
                yield f"removed {talk}"

    def kept(self) -> dict[str, Any]:
        """Every conversation: its name and the receipts of its turns."""
        database = self.database()
        conversations = Conversations(database)
        found, at = {}, 0
        while page := conversations.listed(USER, limit=200, offset=at):
            for summary in page:
                opened = conversations.opened(USER, summary.id)
                found[summary.id] = [opened.name, [turn.id for turn in opened.turns]]
            at += len(page)
        with database.reading() as connection:
            sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        database.close()
        if sound != "ok":
            raise AssertionError(f"the database is damaged: {sound}")
        return found
