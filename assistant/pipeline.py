"""The line: understand, route, retrieve, rank, compose, verify."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol

from assistant.compose import compose
from assistant.each import one_by_one
from assistant.framing import framed
from assistant.own.answering import with_documents
from assistant.parts import Part, read_parts
from assistant.rank import rank
from assistant.reader import Reader
from assistant.refusals import without_evidence
from assistant.retrieve import retrieve
from assistant.route_types import Route
from assistant.routes import find_route
from assistant.routing.practice import complete
from assistant.settings import Settings
from assistant.types import (
    HERE,
    Answer,
    AnswerType,
    CaseFacts,
    Claim,
    Draft,
    Evidence,
    Inquiry,
    Intent,
    Question,
    Rewritten,
)
from assistant.understand import understand
from assistant.verify import Checks, verify
from index.library import Library
from index.search import Searcher

log = logging.getLogger(__name__)
NO_DOCUMENTS = Library()
Report = Callable[[str], None]
"""Called with the name of each step as it begins."""


Show = Callable[[Claim], None]
"""Called with each claim of a model as soon as it has passed its checks; the answer that follows is what counts."""


class Writer(Protocol):
    """Words a draft of quotations; `assistant.writing.writer.ModelWriter` does."""

    def write(self, draft: Draft, inquiry: Inquiry, evidence: Evidence, show: Show) -> Rewritten:
        """The draft in other words, as far as they stand."""


class SlotReader(Protocol):
    """Fills what the words of a question left open; `assistant.writing.slots.ModelSlots` does."""

    def fill(self, question: Question, inquiry: Inquiry) -> tuple[Question, Mapping[str, Any]]:
        """The question with facts filled in, and for the trace what a model read; empty where it was not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the line works with, made once by `wiring.build` and shared by all who ask.

    Without a language model `writer`, `slots` and `checks` are None: the quotations are the answer.
    """

    settings: Settings
    reader: Reader
    searcher: Searcher
    writer: Writer | None = None
    slots: SlotReader | None = None
    checks: Checks | None = None


def answer(
    question: Question,
    tools: Tools,
    report: Report = lambda step: None,
    show: Show = lambda claim: None,
    library: Library = NO_DOCUMENTS,
) -> Answer:
    """Answer from the corpus, ask back, or decline; never from a model's memory. The user's `library` comes after the law."""
    law = answer_of_the_law(question, tools, report, show)
    done = with_documents(law, library, tools.searcher, tools.reader)
    log.info(
        "answered",
        extra={
            "status": done.draft.status.value,
            "kept": len(done.draft.claims),
            "withheld": len(done.withheld),
            "ms": round(done.timings_ms["total"]),
            "steps_ms": {step: round(ms, 1) for step, ms in done.timings_ms.items() if step != "total"},
        },
    )
    return done


def answer_of_the_law(question: Question, tools: Tools, report: Report, show: Show) -> Answer:
    """Answer from the corpus alone."""
    clock = Clock(report)
    reader, searcher, parts = tools.reader, tools.searcher, read_parts(tools.settings.search)
    with clock("understand"):
        inquiry = understand(question, reader)
        read: Mapping[str, Any] = {}
        if tools.slots is not None:
            question, read = tools.slots.fill(question, inquiry)
            inquiry = understand(question, reader) if read.get("read_by_model") else inquiry
        reader = reader.worded(inquiry.register)
        compared = inquiry.answer_type is AnswerType.COMPARISON

        def routed(facts: CaseFacts) -> Route | None:
            return find_route(
                facts,
                inquiry.as_of,
                reader.tables,
                lambda instrument, states: reader.shelf.proof(
                    instrument, tuple(reader.gazetteer.shelved(code) for code in states), inquiry.as_of
                ),
            )

        route = None if compared or inquiry.each else routed(inquiry.case)
        if route is not None:
            route = complete(route, reader.tables, reader.shelf, reader.gazetteer.shelved)
    if inquiry.intent is not Intent.ANSWER:
        with clock("compose"):
            draft = without_evidence(inquiry, reader)
        found = Answer(
            draft=_told(draft, inquiry, read, reader),
            inquiry=inquiry,
            route=None,
            evidence=Evidence(hits=()),
            corpus=searcher.manifest.build_id,
        )
        return replace(framed(found, reader), timings_ms=clock.taken(), writing=dict(read))
    with clock("retrieve"):
        hits = retrieve(inquiry, searcher, reader, parts)
    with clock("rank"):
        evidence = rank(inquiry, hits, reader, reorder=Part.RERANK in parts)
    with clock("compose"):
        several = one_by_one(inquiry, evidence, reader, routed) if inquiry.each else None
        draft = several or compose(inquiry, route, evidence, reader)
        wrote = Rewritten(draft=draft)
        if tools.writer is not None:
            wrote = tools.writer.write(draft, inquiry, evidence, show)
        draft = _told(wrote.draft, inquiry, {**wrote.trace, **read}, reader)
    with clock("verify"):
        checked = verify(draft, inquiry, route, evidence, searcher.manifest.build_id, tools.checks)
    return replace(
        framed(checked, reader),
        timings_ms=clock.taken(),
        withheld=(*wrote.withheld, *checked.withheld),
        writing={**wrote.trace, **read},
    )


def _told(draft: Draft, inquiry: Inquiry, writing: Mapping[str, Any], reader: Reader) -> Draft:
    """The draft with word of what was sent for reading, or that a model failed and nothing was sent at all.

    The writer has told of what was sent to it.
    """
    endpoint = writing.get("reading", {}).get("endpoint")
    if endpoint and endpoint not in draft.notice:
        said = reader.message(inquiry.language, "notice_model_read", endpoint=endpoint)
    elif not endpoint and writing.get("trouble") and not writing["sent"] and writing["endpoint"] != HERE:
        said = reader.message(inquiry.language, "notice_model_unsent")
    else:
        return draft
    return replace(draft, notice=f"{said} {draft.notice}".strip())


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
