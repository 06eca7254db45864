"""What is measured: our index and search as library calls, unchanged, and the stock llama-index pipeline."""

import hashlib
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from evals.yardsticks.types import Query, Taken, Task, Texts
from index.embedders import Embedder, Vectors
from index.fusion import fuse
from index.lexical import LexicalIndex
from index.search import WEIGHTS
from index.stock import retriever
from index.stores import store
from index.types import Facet

DEPTH = 100
"""How many texts each system is asked for."""

LEXICAL, DENSE, FUSED, STOCK = "lexical", "dense", "fused", "stock llama-index"
BATCH = 1_024


def ours(task: Task, embedder: Embedder, vectors: Vectors) -> dict[str, Taken]:
    """BM25 over our tokens, our embedder and store, and our fusion of the two, query by query."""
    texts = task.ours
    lexical = LexicalIndex.of(texts.ids, texts.texts)
    dense = store("memory:", Path(), "yardstick")
    dense.add(texts.ids, vectors, [Facet.TEXT.value] * len(texts.ids), [()] * len(texts.ids))
    found: dict[str, list[Sequence[str]]] = {LEXICAL: [], DENSE: [], FUSED: []}
    ms: dict[str, list[float]] = {LEXICAL: [], DENSE: [], FUSED: []}
    for query in task.queries:
        began = time.perf_counter()
        by_words = [id_ for id_, _ in lexical.nearest(query.text, DEPTH)]
        after_words = time.perf_counter()
        by_meaning = [id_ for id_, _ in dense.nearest(embedder.queries([query.text])[0], DEPTH)]
        after_meaning = time.perf_counter()
        fused = [id_ for id_, _ in fuse({"words": by_words, "meaning": by_meaning}, WEIGHTS)[:DEPTH]]
        ended = time.perf_counter()
        for system, ranking, seconds in (
            (LEXICAL, by_words, after_words - began),
            (DENSE, by_meaning, after_meaning - after_words),
            (FUSED, fused, ended - began),
        ):
            found[system].append(ranking)
            ms[system].append(1000 * seconds)
    return {system: _taken(system, task, found[system], ms[system]) for system in found}


def stock(task: Task, setting: str, vectors: Vectors) -> Taken:
    """The stock pipeline over its own texts, with the same model."""
    retrieve = retriever(task.stock.ids, task.stock.texts, vectors, setting, DEPTH)
    rankings: list[Sequence[str]] = []
    ms: list[float] = []
    for query in task.queries:
        began = time.perf_counter()
        rankings.append(retrieve(query.text))
        ms.append(1000 * (time.perf_counter() - began))
    return _taken(STOCK, task, rankings, ms)


def vectors_of(texts: Texts, embedder: Embedder, cache: Path) -> Vectors:
    """The vectors of texts, in order; made once and kept in `cache` by model and texts."""
    whole = hashlib.sha256(f"{embedder.name} {embedder.weights_sha256}".encode())
    for text in texts.texts:
        whole.update(hashlib.sha256(text.encode()).digest())
    file = cache / f"{whole.hexdigest()[:24]}.npy"
    if file.is_file():
        kept: Vectors = np.load(file)
        return kept
    order = sorted(range(len(texts.texts)), key=lambda at: len(texts.texts[at]))
    vectors = np.empty((len(order), embedder.dimension), np.float32)
    for at in range(0, len(order), BATCH):
        part = order[at : at + BATCH]
        vectors[part] = embedder.passages([texts.texts[place] for place in part])
    cache.mkdir(parents=True, exist_ok=True)
    np.save(file, vectors)
    return vectors


def _taken(system: str, task: Task, rankings: Sequence[Sequence[str]], ms: Sequence[float]) -> Taken:
    return Taken(system=system, values=_values(task, task.queries, rankings), ms=ms)


def _values(
    task: Task, queries: Sequence[Query], rankings: Sequence[Sequence[str]]
) -> Mapping[str, Sequence[float | None]]:
    return {
        name: [measure(query.id, ranking) for query, ranking in zip(queries, rankings, strict=True)]
        for name, measure in task.measures.items()
    }
