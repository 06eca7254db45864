"""`python -m index.growth`: how building, opening and searching grow with the number of passages, in one run.

Passages are those of the corpus, varied: other words in other places, so that no two are alike; each has one vector, by
`hashing:256`, so that what grows is the index and not the work of a model. Each size has a process of its own.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.catalogue import load_documents
from corpus.types import Document, Passage, Span
from index.build import build, current
from index.embedders import embedder
from index.search import Searcher

EMBEDDER, STORE = "hashing:256", "chroma:"
SIZES = (1_000, 10_000, 100_000)
PASSAGES_A_DOCUMENT = 1_000
QUESTIONS = 200
NEW_WORDS = 50_000
"""Words that no passage of the corpus has, rarer the higher their number."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row a size as soon as it is measured."""
    parser = argparse.ArgumentParser(prog="python -m index.growth", description=main.__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="numbers of passages")
    parser.add_argument("--store", default=STORE, help=f"where vectors are kept ({STORE})")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one:
        print(json.dumps(measured(given.one, given.store)))
        return 0
    print(
        "| passages | build s | passages a second | build peak MiB | disk MiB | open s | open peak MiB | search median ms | p95 ms |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for size in given.sizes:
        command = [sys.executable, "-m", "index.growth", "--one", str(size), "--store", given.store]
        row = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        print(f"| {size:,} | " + " | ".join(f"{value:,.1f}" for value in row) + " |", flush=True)
    return 0


def measured(size: int, store: str) -> list[float]:
    """The figures of one size, in the order of the table."""
    documents = grown(size)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        began = time.perf_counter()
        build(data, documents, embedder(EMBEDDER), store)
        built = time.perf_counter() - began
        peak = peak_mib()
        disk = sum(path.stat().st_size for path in current(data).rglob("*") if path.is_file()) / 2**20
        began = time.perf_counter()
        searcher = Searcher.open(data, documents, embedder(EMBEDDER), store)
        opened = time.perf_counter() - began
        took = sorted(timed(searcher, documents))
    return [
        *(built, size / built, peak, disk, opened, peak_mib()),
        *(took[len(took) // 2] * 1000, took[int(len(took) * 0.95)] * 1000),
    ]


def timed(searcher: Searcher, documents: Sequence[Document]) -> Iterator[float]:
    """Seconds that each of some questions takes."""
    chance = random.Random(2)
    for _ in range(QUESTIONS):
        passage = chance.choice(chance.choice(documents).passages)
        words = passage.text.split()
        question = " ".join(chance.sample(words, min(8, len(words))))
        began = time.perf_counter()
        (vector,) = searcher.embed([question])
        searcher.search(question, vector, 10)
        yield time.perf_counter() - began


def grown(size: int) -> list[Document]:
    """So many passages, made from those of the corpus."""
    corpus = load_documents()
    pattern = corpus[0]
    originals = [passage for document in corpus for passage in document.passages]
    chance = random.Random(1)
    documents = []
    for first in range(0, size, PASSAGES_A_DOCUMENT):
        source = replace(pattern.source, id=f"grown-{first}")
        numbers = range(first, min(first + PASSAGES_A_DOCUMENT, size))
        made, at = [], 0
        for n in numbers:
            made.append(varied(originals[n % len(originals)], source.id, n, at, chance))
            at = made[-1].span.end + 1
        text = "\n".join(passage.text for passage in made)
        documents.append(Document(source=source, text=text, passages=tuple(made)))
    return documents


def varied(passage: Passage, source_id: str, number: int, at: int, chance: random.Random) -> Passage:
    """A passage with every third word another one; `at` is where it begins in its document."""
    words = passage.text.split()
    for place in range(number % 3, len(words), 3):
        words[place] = f"w{min(int(chance.paretovariate(0.6)), NEW_WORDS)}"
    text = " ".join(words)
    span = Span(start=at, end=at + len(text))
    bare = replace(passage, affirms=(), denies=(), depends=(), terms=())
    return replace(bare, id=f"{source_id}/{number}", source_id=source_id, text=text, span=span)


def peak_mib() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
