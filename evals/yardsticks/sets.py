"""The public sets, read from a folder that is not part of this project, as tasks."""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from evals.errors import YardsticksMissing
from evals.metrics.retrieval import ndcg, recall_at
from evals.yardsticks.legal_ru import legal_ru
from evals.yardsticks.measures import average_precision
from evals.yardsticks.types import Query, Task, Texts

Qrels = Mapping[str, Mapping[str, int]]
TURN = "|user|:"


def scifact(folder: Path) -> Iterator[Task]:
    """Scientific claims over abstracts (Wadden et al. 2020), the test part as in BEIR."""
    qrels = _qrels(folder / "qrels_test_beir.tsv")
    yield _task(
        "scifact",
        _texts("scifact", folder / "corpus.jsonl"),
        _queries(folder / "queries_test_beir.jsonl"),
        qrels,
        {"nDCG@10": lambda ranking, wanted: ndcg(ranking, wanted, 10)},
        {"nDCG@10": "BM25 .679, MiniLM .645"},
    )


def obliqa_dev(folder: Path) -> Iterator[Task]:
    """Questions on financial rulebooks (Gokhan et al. 2024), the dev part; passages without text are left out."""
    yield _task(
        "obliqa_dev",
        _texts("obliqa_dev", folder / "corpus.jsonl"),
        _queries(folder / "queries_dev.jsonl"),
        _qrels(folder / "qrels_dev.tsv"),
        {
            "recall@10": lambda ranking, wanted: recall_at(ranking, wanted, 10),
            "MAP@10": lambda ranking, wanted: average_precision(ranking, wanted, 10),
        },
        {
            "recall@10": "test part: BM25 .761, best hybrid .820",
            "MAP@10": "test part: BM25 .624, best hybrid .666",
        },
    )


def kazqad(folder: Path) -> Iterator[Task]:
    """Kazakh examination questions over a pool of passages (Yeshpanov et al. 2024)."""
    yield _task(
        "kazqad",
        _texts("kazqad", folder / "corpus.jsonl"),
        _queries(folder / "queries.jsonl"),
        _qrels(folder / "qrels.tsv"),
        {"nDCG@10": lambda ranking, wanted: ndcg(ranking, wanted, 10)},
        {"nDCG@10": "all questions: plain BM25 .651, five-letter prefixes .752"},
        note="every second question",
    )


def mtrag_clapnq(folder: Path) -> Iterator[Task]:
    """Turns of conversations (Katsis et al. 2025), each asked in three forms, over a pool of passages."""
    texts = _texts("mtrag_clapnq", folder / "corpus_pool.jsonl")
    qrels = _qrels(folder / "qrels.tsv")
    for form, published in (
        ("lastturn", "four domains, whole corpora: BM25 .21, ELSER .49"),
        ("questions", ""),
        ("rewrite", "four domains, whole corpora: BM25 .25, ELSER .54"),
    ):
        yield _task(
            f"mtrag_clapnq, {form}",
            texts,
            _queries(folder / f"queries_{form}.jsonl"),
            qrels,
            {"nDCG@10": lambda ranking, wanted: ndcg(ranking, wanted, 10)},
            {"nDCG@10": published},
            note="pooled",
        )


SETS: Mapping[str, Callable[[Path], Iterator[Task]]] = {
    "scifact": scifact,
    "obliqa_dev": obliqa_dev,
    "legal_ru": legal_ru,
    "kazqad": kazqad,
    "mtrag_clapnq": mtrag_clapnq,
}
"""The sets by the name of their folder."""


def tasks(folder: Path, names: Sequence[str]) -> Iterator[Task]:
    """The tasks of the sets named, read one after the other.

    Raises:
        YardsticksMissing: a folder or a file is not there, or not what it should be.
    """
    for name in names:
        try:
            yield from SETS[name](folder / name)
        except (OSError, ValueError, KeyError) as error:
            raise YardsticksMissing(
                f"the set {name} cannot be read from {folder} ({type(error).__name__}: {error})",
                hint="Name the folder that holds it with --bench, or leave the set out with --sets.",
            ) from error


def _task(
    name: str,
    texts: Texts,
    queries: Sequence[Query],
    qrels: Qrels,
    measures: Mapping[str, Callable[[Sequence[str], Mapping[str, int]], float | None]],
    published: Mapping[str, str],
    note: str = "",
) -> Task:
    return Task(
        name=name,
        ours=texts,
        stock=texts,
        queries=tuple(query for query in queries if query.id in qrels),
        measures={label: partial(_measured, measure, qrels) for label, measure in measures.items()},
        relevant={id_: frozenset(wanted) for id_, wanted in qrels.items()},
        published=published,
        note=note,
    )


def _measured(
    measure: Callable[[Sequence[str], Mapping[str, int]], float | None],
    qrels: Qrels,
    query: str,
    ranking: Sequence[str],
) -> float | None:
    return measure(ranking, qrels[query])


def _texts(name: str, path: Path) -> Texts:
    rows = [
        (row["_id"], f"{row.get('title', '')} {row['text']}".strip()) for row in _rows(path) if row["text"].strip()
    ]
    return Texts(name=name, ids=tuple(id_ for id_, _ in rows), texts=tuple(text for _, text in rows))


def _queries(path: Path) -> list[Query]:
    return [
        Query(id=row["_id"], text=row["text"].replace(TURN, "").strip(), group=row["_id"].split("<::>")[0])
        for row in _rows(path)
    ]


def _qrels(path: Path) -> Qrels:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[row["query-id"]][row["corpus-id"]] = int(row["score"])
    return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
