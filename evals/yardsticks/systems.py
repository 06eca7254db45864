"""What is measured: our index and search as library calls, unchanged, and the stock llama-index pipeline."""

import hashlib
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from evals.yardsticks.reranking import Reranking
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

LEXICAL, DENSE, FUSED, RERANKED, STOCK = "lexical", "dense", "fused", "reranked", "stock llama-index"
BATCH = 512


def ours(task: Task, embedder: Embedder, vectors: Vectors) -> dict[str, Taken]:
    """BM25 over our tokens, our embedder and store, our fusion of the two, and our reranking of that, query by query."""
    texts = task.ours
    lexical = LexicalIndex.of(texts.ids, texts.texts)
    dense = store("memory:", Path(), "yardstick")
    dense.add(texts.ids, vectors, [Facet.TEXT.value] * len(texts.ids), [()] * len(texts.ids))
    reranking = Reranking(texts, date.today())
    found: dict[str, list[Sequence[str]]] = {LEXICAL: [], DENSE: [], FUSED: [], RERANKED: []}
    ms: dict[str, list[float]] = {system: [] for system in found}
    for query in task.queries:
        began = time.perf_counter()
        by_words = lexical.nearest(query.text, DEPTH)
        after_words = time.perf_counter()
        by_meaning = dense.nearest(embedder.queries([query.text])[0], DEPTH)
        after_meaning = time.perf_counter()
        rankings = {"words": by_words, "meaning": by_meaning}
        fused = fuse({name: _ids(ranking) for name, ranking in rankings.items()}, WEIGHTS)[:DEPTH]
        after_fusion = time.perf_counter()
        reranked = reranking.ordered(query.text, fused, rankings)
        ended = time.perf_counter()
        for system, ranking, seconds in (
            (LEXICAL, _ids(by_words), after_words - began),
            (DENSE, _ids(by_meaning), after_meaning - after_words),
            (FUSED, _ids(fused), after_fusion - began),
            (RERANKED, reranked, ended - began),
        ):
            found[system].append(ranking)
            ms[system].append(1000 * seconds)
    return {system: _taken(system, task, found[system], ms[system]) for system in found}


def _ids(ranking: Sequence[tuple[str, float]]) -> list[str]:
    return [id_ for id_, _ in ranking]


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


def vectors_of(
    texts: Texts, embedder: Embedder, cache: Path, told: Callable[[str], None] = lambda line: None
) -> Vectors:
    """The vectors of texts, in order; made once and kept in `cache` by model and texts, part by part as they come."""
    whole = hashlib.sha256(f"{embedder.name} {embedder.weights_sha256}".encode())
    for text in texts.texts:
        whole.update(hashlib.sha256(text.encode()).digest())
    key = whole.hexdigest()[:24]
    file, parts = cache / f"{key}.npy", cache / key
    if file.is_file():
        return _kept(file)
    parts.mkdir(parents=True, exist_ok=True)
    order = sorted(range(len(texts.texts)), key=lambda at: len(texts.texts[at]))
    vectors = np.empty((len(order), embedder.dimension), np.float32)
    for at in range(0, len(order), BATCH):
        part, of_part = order[at : at + BATCH], parts / f"{at}.npy"
        if not of_part.is_file():
            _keep(of_part, embedder.passages([texts.texts[place] for place in part]))
            told(f"{texts.name}: {at + len(part)} of {len(order)} embedded")
        vectors[part] = _kept(of_part)
    _keep(file, vectors)
    shutil.rmtree(parts)
    return vectors


def _kept(file: Path) -> Vectors:
    kept: Vectors = np.load(file)
    return kept


def _keep(file: Path, vectors: Vectors) -> None:
    """Write a file that is whole or not there."""
    half = file.with_suffix(".half")
    with half.open("wb") as stream:
        np.save(stream, vectors)
    half.replace(file)


def _taken(system: str, task: Task, rankings: Sequence[Sequence[str]], ms: Sequence[float]) -> Taken:
    return Taken(system=system, values=_values(task, task.queries, rankings), ms=ms)


def _values(
    task: Task, queries: Sequence[Query], rankings: Sequence[Sequence[str]]
) -> Mapping[str, Sequence[float | None]]:
    return {
        name: [measure(query.id, ranking) for query, ranking in zip(queries, rankings, strict=True)]
        for name, measure in task.measures.items()
    }
