"""`python -m index.bench`: our index beside the bare libraries and a stock llama-index pipeline, in one run.

Times on shared machines are noisy; read the ratios.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpus.catalogue import load_documents
from corpus.types import Document
from index.build import build, current, read_manifest
from index.embedders import BUNDLED_PACKAGE, Vectors, embedder
from index.facets import facets
from index.search import Searcher

PROVIDER = "sentence-transformers"
STORE = "chroma:"
ENCODE_BATCH = 64
WARM_UP = 5
QUESTIONS = 200
TOP = 5
"""Passages that each pipeline is asked for."""

Retrieve = Callable[[str], object]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print vectors per second and milliseconds a question, ours beside the bare libraries'."""
    parser = argparse.ArgumentParser(prog="python -m index.bench", description=main.__doc__)
    parser.add_argument("--embedder", default=f"{PROVIDER}:bundled", help="any sentence-transformers name or path")
    parser.add_argument("--questions", type=int, default=QUESTIONS, metavar="N")
    parser.add_argument("--sources", type=int, metavar="N", help="only the first N sources")
    given = parser.parse_args(arguments)
    documents = load_documents()[: given.sources]
    asked = questions_of(documents, given.questions)
    with tempfile.TemporaryDirectory() as folder:
        for line in compare(documents, given.embedder, asked, Path(folder)):
            print(line, flush=True)
    return 0


def compare(documents: Sequence[Document], setting: str, asked: Sequence[str], folder: Path) -> Iterator[str]:
    """Each figure as a line, as soon as it is known."""
    ours = embedder(setting, folder)
    texts = [text for d in documents for passage in d.passages for _, text in facets(passage)]
    yield f"{len(documents)} sources, {len(texts)} vectors, {len(asked)} questions, {setting}"

    encoder = bare_encoder(setting)
    encoder(texts[:ENCODE_BATCH])
    bare = len(texts) / seconds(lambda: encoder(texts))
    yield rate("bare encoder", bare)
    built = len(texts) / seconds(lambda: build(folder, documents, ours, STORE))
    yield rate("our build, whole", built, f"{built / bare:.0%} of the bare encoder")

    searcher = Searcher.open(folder, documents, ours, STORE)
    vectors = dict(zip(asked, searcher.embed(asked), strict=True))
    with closing(bare_chroma(folder)) as collection:
        chroma = times(lambda question: collection.nearest(vectors[question]), asked)
    yield latency("bare Chroma query, vector given", chroma)
    yield latency("bare encoder, one question", times(lambda question: encoder([question]), asked))
    stock, mine = side_by_side(stock_pipeline(documents, setting), lambda q: search(searcher, q), asked)
    yield latency("stock llama-index retrieve", stock)
    yield latency("our search, words and meaning", mine, f"{ratio(mine, stock):.2f} × stock")


def search(searcher: Searcher, question: str) -> object:
    """What our index does for a question: embed, search by words and by meaning, fuse."""
    return searcher.search(question, searcher.embed([question])[0], TOP)


def stock_pipeline(documents: Sequence[Document], setting: str) -> Retrieve:
    """The pipeline of llama-index's own tutorial over the same passages, with the same model."""
    from llama_index.core import VectorStoreIndex
    from llama_index.core.schema import TextNode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    model = HuggingFaceEmbedding(model_name=model_path(setting), device="cpu", embed_batch_size=ENCODE_BATCH)
    nodes = [TextNode(id_=p.id, text=f"{p.heading}. {p.text}") for d in documents for p in d.passages]
    retriever = VectorStoreIndex(nodes, embed_model=model).as_retriever(similarity_top_k=TOP)
    retrieve: Retrieve = retriever.retrieve
    return retrieve


def bare_encoder(setting: str) -> Callable[[Sequence[str]], object]:
    """`SentenceTransformer.encode` and nothing else."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(model_path(setting), device="cpu", local_files_only=True)
    return lambda texts: model.encode(
        list(texts), batch_size=ENCODE_BATCH, normalize_embeddings=True, show_progress_bar=False
    )


class bare_chroma:  # noqa: N801  used like a function
    """The collection of the current build in `data`, asked through chromadb itself."""

    def __init__(self, data: Path) -> None:
        import chromadb
        from chromadb.config import Settings

        folder = current(data)
        self._client: Any = chromadb.PersistentClient(
            path=str(folder / "chroma"), settings=Settings(anonymized_telemetry=False)
        )
        self._collection: Any = self._client.list_collections()[0]
        if self._collection.count() != read_manifest(folder).vectors:
            raise ValueError("the collection does not hold what the manifest says")

    def nearest(self, vector: Vectors) -> object:
        """Ids and distances of the nearest vectors."""
        return self._collection.query(query_embeddings=[vector], n_results=TOP, include=["distances"])

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()


def model_path(setting: str) -> str:
    """What sentence-transformers is to load for a setting."""
    provider, _, name = setting.partition(":")
    if provider != PROVIDER:
        raise ValueError(f"only {PROVIDER} models have a bare encoder to compare with, not {setting!r}")
    if name not in ("", "bundled"):
        return name
    spec = find_spec(BUNDLED_PACKAGE)
    if spec is None or spec.origin is None:
        raise ValueError("the bundled model is not installed")
    return str(Path(spec.origin).parent / "model")


def questions_of(documents: Sequence[Document], count: int) -> list[str]:
    """`count` questions made of headings, spread evenly over the corpus; repeated when there are fewer."""
    headings = [f"What is the rule on {p.heading[0].lower()}{p.heading[1:]}?" for d in documents for p in d.passages]
    step = max(1, len(headings) // count)
    spread = headings[::step][:count]
    return [spread[at % len(spread)] for at in range(count)]


def side_by_side(first: Retrieve, second: Retrieve, asked: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of two pipelines, question by question in turn, so that noise meets both alike."""
    for question in asked[:WARM_UP]:
        first(question)
        second(question)
    pairs = [(milliseconds(first, question), milliseconds(second, question)) for question in asked]
    return [one for one, _ in pairs], [two for _, two in pairs]


def times(retrieve: Retrieve, asked: Sequence[str]) -> list[float]:
    """Milliseconds for each question, after a warm-up."""
    for question in asked[:WARM_UP]:
        retrieve(question)
    return [milliseconds(retrieve, question) for question in asked]


def milliseconds(retrieve: Retrieve, question: str) -> float:
    """How long one question takes."""
    return 1000 * seconds(lambda: retrieve(question))


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def p95(values: Sequence[float]) -> float:
    """The value that 95 % of `values` do not exceed, by nearest rank; `values` is not empty."""
    ordered = sorted(values)
    return ordered[-(-95 * len(ordered) // 100) - 1]


def ratio(values: Sequence[float], others: Sequence[float]) -> float:
    """Median of `values` over median of `others`."""
    return statistics.median(values) / statistics.median(others)


def latency(what: str, values: Sequence[float], note: str = "") -> str:
    """A line: median and p95 in milliseconds."""
    return f"{what:34} median {statistics.median(values):8.1f} ms   p95 {p95(values):8.1f} ms   {note}".rstrip()


def rate(what: str, per_second: float, note: str = "") -> str:
    """A line: vectors per second."""
    return f"{what:34} {per_second:8.1f} vectors/s   {note}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
