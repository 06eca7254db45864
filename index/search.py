"""Find passages by words and by meaning in the current build."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from corpus.catalogue import corpus_hash
from corpus.types import Document, Passage, Source
from index.build import COLLECTION, RULES, current, read_manifest
from index.embedders import Embedder, Vectors
from index.errors import IndexBroken, IndexStale
from index.facets import facets, vector_id
from index.fusion import fuse
from index.kept import KeptPassages, KeptSources
from index.lexical import LexicalIndex
from index.making import LEXICAL
from index.snapshot import fastest
from index.stores import VectorStore, store
from index.types import Facet, Hit, IndexManifest, StatementHit

DEPTH = 60
"""Passages that each retriever contributes to the fusion."""

VECTORS_A_PASSAGE = 4
"""How many vectors to ask for to get one passage more; a passage has five on average."""

WEIGHTS: Mapping[str, float] = {"words": 1.0, "meaning": 1.0}
STATEMENTS = (Facet.AFFIRMS.value, Facet.DENIES.value, Facet.DEPENDS.value)


class Searcher:
    """Lexical and dense search over one immutable build.

    `passages` and `sources` are by id. Safe to share between threads: nothing changes after opening.
    """

    def __init__(
        self,
        passages: Mapping[str, Passage],
        sources: Mapping[str, Source],
        manifest: IndexManifest,
        embedder: Embedder,
        vectors: VectorStore,
        lexical: LexicalIndex,
    ) -> None:
        self.manifest = manifest
        self.passages, self.sources = passages, sources
        self._embedder = embedder
        self._vectors = vectors
        self._lexical = lexical

    @classmethod
    def open(
        cls, data: Path, documents: Sequence[Document] | None, embedder: Embedder, store_setting: str
    ) -> "Searcher":
        """Open the current build below `data`.

        Args:
            data: the folder of the builds.
            documents: what it must have been built from, held in memory already; None for whatever that was, read
                passage by passage where a search needs it: for a library that memory should not hold.
            embedder: the model.
            store_setting: where vectors are, as in `index.stores.store`.

        Raises:
            IndexMissing: there is none.
            IndexStale: it was built from another corpus, with another model or by other rules.
            IndexBroken: its files are damaged.
        """
        return cls.open_build(current(data), documents, embedder, store_setting)

    @classmethod
    def open_build(
        cls, folder: Path, documents: Sequence[Document] | None, embedder: Embedder, store_setting: str
    ) -> "Searcher":
        """Open the build in `folder`, current or not; as `open`.

        Raises:
            IndexStale: it was built from another corpus, with another model or by other rules.
            IndexBroken: its files are damaged.
        """
        manifest = read_manifest(folder)
        corpus = manifest.corpus_hash if documents is None else corpus_hash(documents)
        for what, built, wanted in (
            ("model", manifest.embedder, embedder.name),
            ("dimension", manifest.dimension, embedder.dimension),
            ("corpus", manifest.corpus_hash[:12], corpus[:12]),
            ("cutting rules", manifest.rules, RULES),
        ):
            if built != wanted:
                raise IndexStale(
                    f"the index was built with {what} {built}, now it is {wanted}", hint="Run `exequatur index`."
                )
        vectors = store(store_setting, folder / "chroma", f"{COLLECTION}-{manifest.build_id}")
        held = vectors.count()
        if held != manifest.vectors:
            vectors.close()
            raise IndexBroken(
                f"the index holds {held} vectors where {manifest.vectors} belong",
                hint="Run `exequatur index --rebuild`.",
            )
        lexical = _lexical(folder / LEXICAL)
        quick = fastest(vectors, folder)
        if documents is None:
            return cls(KeptPassages(folder), KeptSources(folder), manifest, embedder, quick, lexical)
        passages = {passage.id: passage for document in documents for passage in document.passages}
        sources = {document.source.id: document.source for document in documents}
        return cls(passages, sources, manifest, embedder, quick, lexical)

    @property
    def embedder(self) -> Embedder:
        """The model that the index was built with."""
        return self._embedder

    def embed(self, texts: Sequence[str]) -> list[Vectors]:
        """The vectors of a question and of its parts, in one call of the model."""
        return list(self._embedder.queries(texts))

    def search(
        self,
        text: str,
        vector: Vectors,
        limit: int,
        states: Sequence[str] = (),
        keep: Callable[[Passage], bool] | None = None,
        wider: int = 1,
        by: Collection[str] = tuple(WEIGHTS),
    ) -> list[Hit]:
        """The best passages by the retrievers, fused; best first.

        Args:
            text: words to look for.
            vector: its embedding, or that of another wording.
            limit: how many passages at most.
            states: only passages that speak of one of these States.
            keep: only passages for which this holds.
            wider: how many times further to look by meaning, where `keep` leaves little.
            by: names of the retrievers whose rankings are fused, of `WEIGHTS`.
        """
        by_words = self.by_words(text, states, keep)
        by_meaning = self._by_meaning(vector, states, keep, wider)
        similar = dict(by_meaning)
        found = {"words": by_words, "meaning": by_meaning}
        rankings = {name: [id_ for id_, _ in ranking] for name, ranking in found.items() if name in by}
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

    def by_words(
        self, text: str, states: Sequence[str] = (), keep: Callable[[Passage], bool] | None = None
    ) -> list[tuple[str, float]]:
        """Ids of the best passages by their words alone, with their scores; as `search`."""

        def allowed(at: int) -> bool:
            return keep is None or keep(self.passages[self._lexical.id_at(at)])

        return self._lexical.nearest(text, DEPTH, allowed, labels=states)

    def statements(self, vector: Vectors, limit: int, states: Sequence[str] = ()) -> list[StatementHit]:
        """The affirmed, denied and conditional statements nearest to a vector, best first."""
        hits = []
        for id_, score in self._vectors.nearest(vector, limit, STATEMENTS, states):
            passage_id, facet, at = id_.split("#")
            passage = self.passages[passage_id]
            text = list(facets(passage))[int(at)][1]
            hits.append(StatementHit(passage=passage, facet=Facet(facet), text=text, score=score))
        return hits

    def statements_of(self, passages: Sequence[Passage], vector: Vectors) -> list[StatementHit]:
        """Every statement of some passages, with its cosine to a vector; passages in order, statements as they stand."""
        own = [
            (vector_id(passage, facet, at), passage, facet, text)
            for passage in passages
            for at, (facet, text) in enumerate(facets(passage))
            if facet.value in STATEMENTS
        ]
        cosines = self._vectors.cosines([id_ for id_, *_ in own], vector)
        return [
            StatementHit(passage=passage, facet=facet, text=text, score=cosines.get(id_, 0.0))
            for id_, passage, facet, text in own
        ]

    def knows(self, token: str) -> bool:
        """Whether any passage has this token of `index.lexical.words`."""
        return self._lexical.knows(token)

    def _by_meaning(
        self, vector: Vectors, states: Sequence[str], keep: Callable[[Passage], bool] | None, wider: int
    ) -> list[tuple[str, float]]:
        best: dict[str, float] = {}
        for id_, score in self._vectors.nearest(vector, DEPTH * VECTORS_A_PASSAGE * wider, (), states):
            passage_id = id_.split("#", 1)[0]
            if passage_id not in best and (keep is None or keep(self.passages[passage_id])):
                best[passage_id] = score
        return list(best.items())[:DEPTH]


def _lexical(folder: Path) -> LexicalIndex:
    try:
        return LexicalIndex.load(folder)
    except (OSError, ValueError, EOFError, KeyError) as error:
        raise IndexBroken(
            f"the lexical index is damaged ({type(error).__name__})", hint="Run `exequatur index --rebuild`."
        ) from error
