"""The line: understand, route, retrieve, rank, compose, verify."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from assistant.compose import compose
from assistant.rank import rank
from assistant.reader import Reader
from assistant.refusals import without_evidence
from assistant.retrieve import retrieve
from assistant.routes import find_route
from assistant.settings import Settings
from assistant.types import Answer, AnswerType, Evidence, Intent, Question
from assistant.understand import understand
from assistant.verify import verify
from index.search import Searcher

log = logging.getLogger(__name__)
Report = Callable[[str], None]
"""Called with the name of each step as it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the line works with, made once by `wiring.build` and shared by all who ask."""

    settings: Settings
    reader: Reader
    searcher: Searcher


def answer(question: Question, tools: Tools, report: Report = lambda step: None) -> Answer:
    """Answer from the corpus, ask back, or decline; never from a model's memory."""
    clock = Clock(report)
    reader, searcher = tools.reader, tools.searcher
    with clock("understand"):
        inquiry = understand(question, reader)
        compared = inquiry.answer_type is AnswerType.COMPARISON
        route = (
            None
            if compared
            else find_route(
                inquiry.facts,
                inquiry.as_of,
                reader.tables,
                lambda instrument, states: reader.shelf.proof(
                    instrument, tuple(reader.gazetteer.shelved(code) for code in states), inquiry.as_of
                ),
            )
        )
    if inquiry.intent is not Intent.ANSWER:
        with clock("compose"):
            draft = without_evidence(inquiry, reader)
        found = Answer(
            draft=draft, inquiry=inquiry, route=None, evidence=Evidence(hits=()), corpus=searcher.manifest.build_id
        )
        return replace(found, timings_ms=clock.taken())
    with clock("retrieve"):
        hits = retrieve(inquiry, searcher, reader)
    with clock("rank"):
        evidence = rank(inquiry, hits, reader)
    with clock("compose"):
        draft = compose(inquiry, route, evidence, reader)
    with clock("verify"):
        checked = verify(draft, inquiry, route, evidence, searcher.manifest.build_id)
    done = replace(checked, timings_ms=clock.taken())
    log.info(
        "answered",
        extra={"kept": len(done.draft.claims), "withheld": len(done.withheld), "ms": round(done.timings_ms["total"])},
    )
    return done


class Clock:
    """Times each step of one answer, in milliseconds."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._started = time.perf_counter()
        self._steps: dict[str, float] = {}

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        """Report and time one step."""
        self._report(step)
        began = time.perf_counter()
        yield
        self._steps[step] = (time.perf_counter() - began) * 1000

    def taken(self) -> dict[str, float]:
        """Milliseconds by step, and their total from the start."""
        return {**self._steps, "total": (time.perf_counter() - self._started) * 1000}
