"""Regressions planted in the real assistant, in memory: the gate must catch each."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.pipeline import Tools
from assistant.wiring import over as tools_over
from corpus.types import Document, Passage, Period
from evals.__main__ import main
from evals.assistants import over
from evals.library import own_corpus
from evals.load import CASES, load_cases
from evals.report_file import write_report
from evals.reports import EvalReport
from evals.run import run
from evals.types import Split
from evals.verbs.codes import BELOW, WITHIN
from index import lexical
from index.facets import lexical_text
from index.memory import Contents, MemoryStore
from index.search import Searcher

ASKED = 48
"""How many cases are asked of each assistant."""

LOST = 8
"""Sources that are lost together, of nearly two hundred."""


def test_the_gate_catches_lost_sources_a_broken_tokeniser_and_swapped_dates(
    tools: Tools,
    documents: Sequence[Document],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "cases").mkdir()
    shutil.copy(CASES / "kazakhstan.yaml", tmp_path / "cases")
    dev = [case for case in load_cases(tmp_path / "cases").cases if case.split is Split.DEV]
    cases, library = dev[:: len(dev) // ASKED or 1][:ASKED], own_corpus()

    def asked(name: str, damaged: Tools) -> EvalReport:
        report = run(cases, (), over(damaged, 30.0), library)
        write_report(report, tmp_path / f"{name}.json")
        return report

    def gate(name: str) -> tuple[int, str]:
        code = main(["compare", str(tmp_path / "sound.json"), str(tmp_path / f"{name}.json")])
        return code, capsys.readouterr().out

    sound = asked("sound", tools)
    assert gate("sound")[0] == WITHIN

    lost = most_cited(sound)
    asked("sources", rebuilt(tools, [d for d in documents if d.source.id not in lost]))
    code, said = gate("sources")
    assert code == BELOW, said

    asked("dates", rebuilt(tools, [with_each(document, window_turned) for document in documents]))
    code, said = gate("dates")
    assert code == BELOW, said

    monkeypatch.setattr(
        lexical, "REFERENCE", re.compile(r"[^\W_]{1,3}")
    )  # words fall apart; the index has whole ones
    asked("tokeniser", tools_over(tools.searcher, tools.settings, tools.reader.today))
    code, said = gate("tokeniser")
    assert code == BELOW, said


def most_cited(report: EvalReport) -> set[str]:
    """The sources that the last answers cite most often: of one alone the others say enough."""
    cited = Counter(
        citation["source_id"]
        for result in report.results
        for claim in result.answers[-1]["claims"]
        for citation in claim["citations"]
    )
    return {source for source, _ in cited.most_common(LOST)}


def window_turned(passage: Passage) -> Passage:
    """The passage, as if it ended on the day on which it began."""
    first, last = passage.window.first, passage.window.last
    return passage if last else replace(passage, window=Period(first=None, last=first))


def with_each(document: Document, change: Callable[[Passage], Passage]) -> Document:
    return replace(document, passages=tuple(change(passage) for passage in document.passages))


def rebuilt(tools: Tools, documents: Sequence[Document]) -> Tools:
    """The tools over these documents; the vectors of their passages are those of the real index."""
    kept = {passage.id for document in documents for passage in document.passages}
    whole = tools.searcher._vectors.everything()
    rows = [at for at, id_ in enumerate(whole.ids) if id_.split("#", 1)[0] in kept]
    contents = Contents(
        ids=[whole.ids[at] for at in rows],
        vectors=whole.vectors[rows],
        facets=[whole.facets[at] for at in rows],
        states=[whole.states[at] for at in rows],
    )
    worded = [(p.id, lexical_text(p, d.source.title), p.states) for d in documents for p in d.passages]
    searcher = Searcher(
        {p.id: p for d in documents for p in d.passages},
        {d.source.id: d.source for d in documents},
        tools.searcher.manifest,
        tools.searcher.embedder,
        MemoryStore(contents),
        lexical.LexicalIndex.of(*map(list, zip(*worded, strict=True))),
    )
    return tools_over(searcher, tools.settings, tools.reader.today)
