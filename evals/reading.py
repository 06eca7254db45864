"""The JSON of an answer → what is graded of it. Fields that are not graded may be missing."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.types import Reason, Status, Verdict
from corpus.languages import FRAMED, language
from evals.types import GivenAnswer, GivenClaim, Quotation, Trace


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Citation(_Part):
    passage_id: str
    quote: str
    title: str = ""
    authority: str = ""
    pinpoint: str = ""
    start: int | None = None
    end: int | None = None


class _Claim(_Part):
    text: str
    citations: tuple[_Citation, ...] = ()


class _Conflict(_Part):
    summary: str
    stands: str = ""


class _Cell(_Part):
    text: str


class _Row(_Part):
    cells: tuple[_Cell, ...]


class _Table(_Part):
    rows: tuple[_Row, ...]


class _Choice(_Part):
    label: str


class _Withheld(_Part):
    text: str


class _Passage(_Part):
    passage_id: str


class _Trace(_Part):
    evidence: tuple[_Passage, ...]
    intent: str = ""
    answer_type: str = ""
    topics: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    dropped: tuple[_Passage, ...] = ()
    answerable: float | None = None
    cut_off: float | None = None


class _Answer(_Part):
    status: Status
    lead: str
    claims: tuple[_Claim, ...] = ()
    reason: Reason | None = None
    verdict: Verdict | None = None
    language: str = ""
    as_of: str = ""
    conflicts: tuple[_Conflict, ...] = ()
    table: _Table | None = None
    choices: tuple[_Choice, ...] = ()
    withheld: tuple[_Withheld, ...] = ()
    trace: dict[str, Any] | None = None
    timings_ms: dict[str, float] = {}


class AnswerUnreadable(ValueError):
    """An answer that lacks what is graded; the message names the field."""


def read_answer(answer: Mapping[str, Any]) -> GivenAnswer:
    """Read one answer of the contract in docs/answer.schema.json.

    Only `status` and `lead` must stand; an assistant without a trace is graded without the retrieval figures.
    A forbidden statement is looked for in `asserted`, which leaves out the summaries of conflicts: these report
    what a source says, right or wrong, and `stands` says what holds.

    Raises:
        AnswerUnreadable: a field that is missing or of the wrong form.
    """
    try:
        fields = _Answer.model_validate(dict(answer))
        trace = _trace(fields.trace)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise AnswerUnreadable(f"the answer's {where} does not fit: {first['msg']}") from error
    asserted = tuple(_asserted(fields))
    return GivenAnswer(
        status=fields.status,
        reason=fields.reason,
        verdict=fields.verdict,
        language=fields.language,
        as_of=fields.as_of,
        claims=tuple(
            GivenClaim(text=claim.text, quotations=tuple(_quotation(citation) for citation in claim.citations))
            for claim in fields.claims
        ),
        asserted="\n".join(asserted),
        shown="\n".join((*asserted, *(conflict.summary for conflict in fields.conflicts))),
        withheld=tuple(item.text for item in fields.withheld),
        trace=trace,
        timings_ms=fields.timings_ms,
    )


def _asserted(fields: _Answer) -> Iterator[str]:
    yield _unhedged(fields.lead)
    yield from (claim.text for claim in fields.claims if claim.text not in fields.lead)
    yield from (conflict.stands for conflict in fields.conflicts)
    if fields.table is not None:
        yield from (cell.text for row in fields.table.rows for cell in row.cells)
    yield from (choice.label for choice in fields.choices)


def _unhedged(lead: str) -> str:
    """The lead with a verdict that is said to be likely as if it were said outright: what is forbidden to say stays so."""
    for said in map(language, FRAMED):
        for verdict in ("yes", "no"):
            likely, flat = (said.messages.get(f"verdict_{way}{verdict}") for way in ("likely_", ""))
            if likely and flat and lead.startswith(f"{likely}."):
                return f"{flat}{lead.removeprefix(likely)}"
    return lead


def _trace(value: Mapping[str, Any] | None) -> Trace | None:
    if not value or "evidence" not in value:
        return None
    read = _Trace.model_validate(dict(value))
    return Trace(
        intent=read.intent,
        answer_type=read.answer_type,
        topics=read.topics,
        states=read.states,
        evidence=tuple(item.passage_id for item in read.evidence),
        dropped=tuple(item.passage_id for item in read.dropped),
        answerable=read.answerable,
        cut_off=read.cut_off,
    )


def _quotation(citation: _Citation) -> Quotation:
    return Quotation(
        passage_id=citation.passage_id,
        cited_as=" ".join((citation.title, citation.authority, citation.pinpoint)),
        quote=citation.quote,
        start=citation.start,
        end=citation.end,
    )
