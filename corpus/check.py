"""What a source must satisfy before it may be indexed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from corpus.catalogue import SOURCES, load_documents, read_document
from corpus.errors import ExequaturError
from corpus.types import Document, Passage, Standing

WORDS = re.compile(r"[^\W_]+")
WORDS_MIN, WORDS_MAX = 12, 110
COPIED_RUN = 8
"""Words in a row that count as copied from a raw document."""

DANGLING = re.compile(
    r"^(?:It|They|This|These|Those|Such|That|He|She|Its|Their|Here|The (?:above|former|latter|same)|However, it)\b"
)
PROVENANCE = re.compile(r"\b(?:seed|dossier)\b", re.IGNORECASE)
STATED = re.compile(r"\b(?:web|seed)\b", re.IGNORECASE)
Finding = tuple[str, str]
"""Where, and what to do about it."""


def findings(folder: Path = SOURCES, raw: Path | None = None) -> Iterator[Finding]:
    """Everything wrong with the corpus in `folder`, as (passage or source id, remedy).

    Args:
        folder: the sources.
        raw: folder of raw documents, when it is there; runs of eight words shared with one are reported.
    """
    documents: list[Document] = []
    for path in sorted(folder.glob("*/*/")):
        try:
            documents.append(read_document(path))
        except (ExequaturError, ValueError) as error:
            yield path.name, str(error)
    passages = [passage for document in documents for passage in document.passages]
    for document in documents:
        if not document.passages:
            yield document.source.id, "it has no passage; write one"
    for passage in passages:
        yield from ((passage.id, remedy) for rule in RULES for remedy in rule(passage))
    yield from _windows(passages)
    if raw is not None:
        yield from _copies(passages, raw)
    if not documents:
        load_documents(folder)


def _length(passage: Passage) -> Iterator[str]:
    count = len(WORDS.findall(passage.text))
    if not WORDS_MIN <= count <= WORDS_MAX:
        yield f"{count} words; write {WORDS_MIN} to {WORDS_MAX}"


def _stands_alone(passage: Passage) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?])\s+", passage.text):
        if dangling := DANGLING.match(sentence):
            yield f"a sentence begins with {dangling.group()!r}; repeat the noun"
    if PROVENANCE.search(passage.text):
        yield "the text names the working files; name the real source"


def _standing(passage: Passage) -> Iterator[str]:
    if passage.standing is Standing.CONFIRMED and not STATED.search(passage.basis):
        yield f"confirmed, but its basis names no source seen ({passage.basis}); lower the standing"


def _statements(passage: Passage) -> Iterator[str]:
    for statement in (*passage.affirms, *passage.denies, *passage.depends):
        if len(WORDS.findall(statement)) < 4:
            yield f"the statement {statement!r} does not stand alone; name State and instrument"
    for twice in set(passage.affirms) & set(passage.denies):
        yield f"the statement {twice!r} is both affirmed and denied"


RULES: tuple[Callable[[Passage], Iterator[str]], ...] = (_length, _stands_alone, _standing, _statements)


def _windows(passages: Sequence[Passage]) -> Iterator[Finding]:
    by_series: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.series:
            by_series[passage.series].append(passage)
    for series, members in by_series.items():
        windows = sorted(((p.window.first or date.min, p) for p in members), key=lambda item: (item[0], item[1].id))
        for (_, earlier), (first, later) in pairwise(windows):
            last = earlier.window.last
            if last is None or last + timedelta(days=1) != first:
                yield later.id, f"the windows of series {series!r} overlap or leave a gap after {earlier.id}"


def _copies(passages: Sequence[Passage], raw: Path) -> Iterator[Finding]:
    runs: set[tuple[str, ...]] = set()
    for path in sorted(raw.glob("*.txt")):
        runs.update(_runs(path.read_text(encoding="utf-8", errors="replace")))
    for passage in passages:
        copied = next((run for run in _runs(passage.text) if run in runs), None)
        if copied:
            yield passage.id, f"words copied from a raw document: … {' '.join(copied)} …; say it in our own"


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = WORDS.findall(text.lower())
    return (tuple(words[at : at + COPIED_RUN]) for at in range(len(words) - COPIED_RUN + 1))
