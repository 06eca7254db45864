"""The steps of a build, each of which goes on where it was ended: documents and words, then vectors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from corpus.catalogue import corpus_hash
from corpus.types import Document, Passage
from index.embedded import Embedded
from index.errors import IndexBroken
from index.facets import facets, lexical_text, vector_id
from index.kept import FILE, Keeping, KeptDocuments
from index.lexical import LexicalWriter
from index.postings import complete
from index.stores import VectorStore
from index.types import Progress

Item = TypeVar("Item")
LEXICAL = "lexical"
CANARIES = 5
ENCODE_BATCH = 256
ADD_BATCH = 4096
SORTED_AT_ONCE = 20_000
"""Texts that are put in order of their length together: texts of like length make batches without padding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much there is to index, and the hash that names it."""

    corpus_hash: str
    passages: int
    vectors: int


@dataclass(frozen=True, slots=True)
class Record:
    """One vector to be made."""

    id: str
    facet: str
    states: tuple[str, ...]
    text: str


def extent(documents: Iterable[Document]) -> Extent:
    """Go through the documents once."""
    passages = vectors = 0

    def counted() -> Iterator[Document]:
        nonlocal passages, vectors
        for document in documents:
            passages += len(document.passages)
            vectors += sum(1 for passage in document.passages for _ in facets(passage))
            yield document

    return Extent(corpus_hash=corpus_hash(counted()), passages=passages, vectors=vectors)


def write_words(folder: Path, documents: Iterable[Document]) -> None:
    """Write documents and lexical index into a build, unless they are there."""
    if (folder / FILE).is_file() and complete(folder / LEXICAL):
        return
    words = LexicalWriter(folder / LEXICAL)
    try:
        with Keeping(folder) as keeping:
            for document in documents:
                keeping.add(document)
                for passage in document.passages:
                    words.add(passage.id, lexical_text(passage, document.source.title), passage.states)
            words.finish()
            keeping.finish()
    finally:
        words.close()


def write_vectors(folder: Path, vectors: VectorStore, made: Embedded, total: int, progress: Progress) -> list[str]:
    """Bring the vectors of a build's passages into a store; what is there already stays.

    Returns:
        Ids of a few of them, spread evenly, by which the index can be tried.

    Raises:
        IndexBroken: the store does not hold what it should afterwards.
    """
    begun, done, step = vectors.count(), 0, max(1, total // CANARIES)
    canaries: list[str] = []
    for together in cut(_records(KeptDocuments(folder).passages()), SORTED_AT_ONCE):
        canaries += [record.id for at, record in enumerate(together, done) if at % step == 0]
        together.sort(key=lambda record: (len(record.text), record.id))
        for added in cut(iter(together), ADD_BATCH):
            there = vectors.held([record.id for record in added]) if begun else frozenset()
            new = [record for record in added if record.id not in there]
            done += len(added) - len(new)
            rows = []
            for batch in cut(iter(new), ENCODE_BATCH):
                rows.append(made.passages([record.text for record in batch]))
                done += len(batch)
                progress(done, total)
            if rows:
                ids, kinds, states = zip(*((record.id, record.facet, record.states) for record in new), strict=True)
                vectors.add(ids, np.concatenate(rows), kinds, states)
    if vectors.count() != total:
        raise IndexBroken("the vector store did not keep every vector", hint="Run `exequatur index --rebuild`.")
    vectors.settle()
    return canaries


def _records(passages: Iterable[Passage]) -> Iterator[Record]:
    for passage in passages:
        for at, (facet, text) in enumerate(facets(passage)):
            yield Record(vector_id(passage, facet, at), facet.value, passage.states, text)


def cut(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    """Lists of so many items, the last of them shorter."""
    while together := list(islice(items, size)):
        yield together
