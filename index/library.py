"""A user's own documents, searched beside the corpus and kept apart from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.own import OwnDocument, as_document
from corpus.types import Document, Passage, Source
from index.embedders import Embedder, Vectors
from index.facets import facets
from index.fusion import fuse
from index.lexical import LexicalIndex, words
from index.memory import Contents, MemoryStore
from index.search import DEPTH, WEIGHTS
from index.types import Facet, Hit

BATCH = 64
Report = Callable[[int, int], None]
"""Called with how many passages are embedded and how many there are; what it raises ends the work."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shelved:
    """A document with the vectors of its passages, one row each, and the model that made them."""

    own: OwnDocument
    document: Document
    vectors: Vectors
    embedder: str

    def __post_init__(self) -> None:
        if len(self.vectors) != len(self.document.passages):
            raise ValueError(f"{self.own.name} has another number of vectors than of passages")


def shelved(own: OwnDocument, embedder: Embedder, report: Report = lambda done, total: None) -> Shelved:
    """The document, embedded batch by batch."""
    document = as_document(own)
    texts = [text for passage in document.passages for facet, text in facets(passage) if facet is Facet.TEXT]
    rows = []
    for at in range(0, len(texts), BATCH):
        report(at, len(texts))
        rows.append(embedder.passages(texts[at : at + BATCH]))
    report(len(texts), len(texts))
    return Shelved(own=own, document=document, vectors=np.concatenate(rows), embedder=fingerprint(embedder))


def put_back(own: OwnDocument, vectors: Vectors | None, made_by: str, embedder: Embedder) -> Shelved | None:
    """The document with vectors that were kept; None where these are missing, damaged or of another model."""
    document = as_document(own)
    if vectors is None or made_by != fingerprint(embedder):
        return None
    if vectors.shape != (len(document.passages), embedder.dimension):
        return None
    return Shelved(own=own, document=document, vectors=vectors, embedder=made_by)


def fingerprint(embedder: Embedder) -> str:
    """What tells the vectors of one model from those of another."""
    return f"{embedder.name} {embedder.weights_sha256[:16]} {embedder.dimension}"


class Library:
    """Own documents that are asked together. Nothing changes after it is made.

    `passages` and `sources` are by id; `stems` are the words of a passage by its id.
    """

    def __init__(self, items: Sequence[Shelved] = ()) -> None:
        self.items = tuple(items)
        self.passages: dict[str, Passage] = {p.id: p for item in items for p in item.document.passages}
        self.sources: dict[str, Source] = {item.own.id: item.document.source for item in items}
        ids = list(self.passages)
        self.stems = {id_: frozenset(words(passage.text)) for id_, passage in self.passages.items()}
        self._lexical: LexicalIndex | None = None
        self._vectors = MemoryStore()
        if ids:
            matrix = np.concatenate([item.vectors for item in items])
            self._vectors = MemoryStore(
                Contents(ids, matrix, [Facet.TEXT.value] * len(ids), [frozenset()] * len(ids))
            )
            self._lexical = LexicalIndex.of(ids, [passage.text for passage in self.passages.values()])

    def __bool__(self) -> bool:
        return bool(self.passages)

    @property
    def documents(self) -> tuple[OwnDocument, ...]:
        """The documents, in the order in which they were added."""
        return tuple(item.own for item in self.items)

    def document(self, passage_id: str) -> OwnDocument | None:
        """The document that a passage is from; None if it is of none of these."""
        id_ = passage_id.split("/", 1)[0]
        return next((own for own in self.documents if own.id == id_), None)

    def search(self, text: str, vectors: Sequence[Vectors], limit: int) -> list[Hit]:
        """The best passages by words and by meaning, fused; best first.

        Args:
            text: words to look for, in one language or several.
            vectors: embeddings of one wording or of several; the nearest of them counts.
            limit: how many passages at most.
        """
        if self._lexical is None:
            return []
        similar: dict[str, float] = {}
        for vector in vectors:
            for id_, cosine in self._vectors.nearest(vector, DEPTH):
                similar[id_] = max(cosine, similar.get(id_, -1.0))
        by_words = [id_ for id_, _ in self._lexical.nearest(text, DEPTH)]
        by_meaning = sorted(similar, key=lambda id_: (-similar[id_], id_))[:DEPTH]
        rankings = {"words": by_words, "meaning": by_meaning}
        ranks = {name: {id_: rank for rank, id_ in enumerate(ids, 1)} for name, ids in rankings.items()}
        return [
            Hit(
                passage=self.passages[id_],
                score=score,
                found_by=" and ".join(name for name in rankings if id_ in ranks[name]),
                ranks={name: ranks[name][id_] for name in rankings if id_ in ranks[name]},
                similarity=similar.get(id_, 0.0),
            )
            for id_, score in fuse(rankings, WEIGHTS)[:limit]
        ]
