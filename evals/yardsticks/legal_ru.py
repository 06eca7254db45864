"""Russian lay questions over eight codes, each with the characters that answer it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from evals.yardsticks.measures import Span, character_recall
from evals.yardsticks.types import Query, Task, Texts
from index.stock import pieces

ARTICLE = re.compile(r"^(?=Статья \d)", re.MULTILINE)
PIECE = 800
"""Characters of a piece at most: an article, or as many of its lines as fit; a longer line is cut at a space."""


def legal_ru(folder: Path) -> Iterator[Task]:
    """The task. Our side is cut at articles; the stock side as its own splitter cuts a whole code."""
    codes = {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / "corpus").glob("*.txt"))}
    rows = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines() if line]
    wanted = {
        row["_id"]: [(Path(s["file_path"]).name, s["span"][0], s["span"][1]) for s in row["snippets"]] for row in rows
    }
    if not codes or not rows:
        raise ValueError("no codes or no questions")
    ours = _texts("legal_ru, articles", codes, {name: cut(text) for name, text in codes.items()})
    yield Task(
        name="legal_ru",
        ours=ours,
        stock=_texts("legal_ru, stock", codes, {name: pieces(text) for name, text in codes.items()}),
        queries=tuple(Query(id=row["_id"], text=row["text"], group=row["_id"]) for row in rows),
        measures={f"characters@{k}": partial(_recall, wanted, k) for k in (8, 64)},
        relevant={id_: _overlapping(ours.ids, spans) for id_, spans in wanted.items()},
        published={"characters@8": "all questions: BM25 .358", "characters@64": "all questions: BM25 .579"},
        note="every second question; the model knows no Russian",
    )


def cut(text: str) -> list[tuple[int, int]]:
    """Pieces of at most `PIECE` characters, as offsets: cut at articles, then at lines, then at spaces."""
    found: list[tuple[int, int]] = []
    starts = [match.start() for match in ARTICLE.finditer(text)]
    bounds = sorted({0, *starts, len(text)})
    for start, end in pairwise(bounds):
        at = start
        while at < end:
            upto = end if end - at <= PIECE else _break(text, at, at + PIECE)
            if text[at:upto].strip():
                found.append((at, upto))
            at = upto
    return found


def _break(text: str, start: int, end: int) -> int:
    for sign in ("\n", " "):
        at = text.rfind(sign, start + PIECE // 2, end)
        if at >= 0:
            return at + 1
    return end


def _texts(name: str, codes: Mapping[str, str], cuts: Mapping[str, Sequence[tuple[int, int]]]) -> Texts:
    spans = [(file, start, end) for file, several in cuts.items() for start, end in several]
    return Texts(
        name=name,
        ids=tuple(f"{file}#{start}-{end}" for file, start, end in spans),
        texts=tuple(codes[file][start:end] for file, start, end in spans),
    )


def _overlapping(ids: Sequence[str], spans: Sequence[Span]) -> frozenset[str]:
    found = set()
    for id_ in ids:
        file, first, upto = span_of(id_)
        if any(file == other and first < end and start < upto for other, start, end in spans):
            found.add(id_)
    return frozenset(found)


def span_of(id_: str) -> Span:
    """The span that an id of a piece names."""
    file, _, place = id_.rpartition("#")
    start, _, end = place.partition("-")
    return file, int(start), int(end)


def _recall(wanted: Mapping[str, Sequence[Span]], k: int, query: str, ranking: Sequence[str]) -> float | None:
    return character_recall([span_of(id_) for id_ in ranking[:k]], wanted[query])
