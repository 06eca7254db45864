"""The published answer object: one JSON shape for every surface, and its JSON Schema."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from assistant.routing.shown import route_object
from assistant.types import SURE, Answer, CaseFacts, Citation, Claim, Offer
from assistant.weighing.finding import verdict_message
from assistant.withholding import told
from corpus.types import Source


class Frozen(BaseModel):
    """A part of the contract: no field may be missing or unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CitationJson(Frozen):
    """Where a claim's words stand; `start` and `end` are character offsets in the passage."""

    passage_id: str
    source_id: str
    title: str
    authority: str
    pinpoint: str
    quote: str
    start: int
    end: int
    url: str
    kind: str
    standing: str
    valid_from: str | None
    valid_to: str | None


class ClaimJson(Frozen):
    """One assertion."""

    text: str
    topic: str
    citations: list[CitationJson]


class ConflictJson(Frozen):
    """Where sources disagree."""

    summary: str
    stands: str
    passage_ids: list[str]


class OptionJson(Frozen):
    """One instrument of a route."""

    instrument: str
    applies: Literal["yes", "no", "open"]
    why: str
    passage_ids: list[str]


class ConditionJson(Frozen):
    """What the requested State's law asks of an application."""

    topic: str
    text: str
    passage_ids: list[str]


class RouteCaseJson(Frozen):
    """A decision between the two States; `stands` is false once it was overturned."""

    name: str
    year: str
    origin: str
    requested: str
    outcome: str
    basis: str
    later: str
    stands: bool
    passage_ids: list[str]


class RouteJson(Frozen):
    """From State to State: the instruments, then the conditions, then the practice."""

    origin: str
    requested: str
    kind: str
    options: list[OptionJson]
    conditions: list[ConditionJson] = []
    practice: list[RouteCaseJson] = []


class CellJson(Frozen):
    """One cell of a comparison."""

    text: str
    passage_ids: list[str]


class RowJson(Frozen):
    """One State of a comparison."""

    state: str
    cells: list[CellJson]


class TableJson(Frozen):
    """A comparison, States by topics; or cases by what is known of them. `head` names the first column."""

    head: str = "State"
    columns: list[str]
    rows: list[RowJson]


class FactReadJson(Frozen):
    """Which of the user's words a case fact was read from; `turn` counts the user's turns from 0, `start` and `end` its characters."""

    field: str
    words: str
    turn: int
    start: int
    end: int


class ChoiceJson(Frozen):
    """What to click when a question is asked back."""

    label: str
    value: str


class ExplanationJson(Frozen):
    """What a term of art in the answer means, in plain words."""

    term: str
    plain: str


class WithheldJson(Frozen):
    """A claim that was not shown."""

    text: str
    why: str


class TimingsJson(Frozen):
    """Milliseconds by step."""

    understand: float
    retrieve: float
    rank: float
    compose: float
    verify: float
    total: float


class AnswerJson(Frozen):
    """The answer as every surface gets it; `receipt` is the id under which it was kept, None where it was not."""

    id: str
    question: str
    query: str
    language: str
    as_of: str
    status: Literal["answered", "clarify", "declined"]
    reason: (
        Literal[
            "greeting", "out_of_scope", "not_in_corpus", "state_not_covered", "fact_missing", "no_basis_on_that_date"
        ]
        | None
    )
    verdict: Literal["yes", "no", "conditional", "unsettled"] | None
    lead: str
    claims: list[ClaimJson]
    conflicts: list[ConflictJson]
    route: RouteJson | None
    table: TableJson | None
    case_facts: dict[str, str | bool | None]
    read_from: list[FactReadJson]
    choices: list[ChoiceJson]
    missing: list[str]
    covered: list[str]
    notice: str
    explanations: list[ExplanationJson]
    follow_ups: list[str]
    writer: str
    withheld: list[WithheldJson]
    trace: dict[str, Any]
    corpus: str
    timings_ms: TimingsJson
    receipt: str | None = None


def as_json(answer: Answer, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The published object of an answer, ready for `json.dumps`."""
    draft, inquiry, route = answer.draft, answer.inquiry, answer.route
    steps = {name: answer.timings_ms.get(name, 0.0) for name in TimingsJson.model_fields}
    published = AnswerJson(
        id=answer_id(answer),
        question=inquiry.question,
        query=inquiry.query,
        language=inquiry.language,
        as_of=inquiry.as_of.isoformat(),
        status=draft.status.value,
        reason=draft.reason.value if draft.reason else None,
        verdict=draft.verdict.value if draft.verdict else None,
        lead=draft.lead,
        claims=[claim_json(claim, sources) for claim in draft.claims],
        conflicts=[
            ConflictJson(summary=c.summary, stands=c.stands, passage_ids=list(c.passage_ids)) for c in draft.conflicts
        ],
        route=None
        if route is None
        else RouteJson.model_validate({k: v for k, v in route_object(route).items() if k != "as_of"}),
        table=None
        if draft.table is None
        else TableJson(
            head=draft.table.head or "State",
            columns=list(draft.table.columns),
            rows=[
                RowJson(state=state, cells=[CellJson(text=c.text, passage_ids=list(c.passage_ids)) for c in cells])
                for state, cells in draft.table.rows
            ],
        ),
        case_facts=facts_json(inquiry.facts),
        read_from=[FactReadJson.model_validate(asdict(fact)) for fact in inquiry.read_from],
        choices=[ChoiceJson(label=label, value=value) for label, value in draft.choices],
        missing=list(draft.missing),
        covered=list(draft.covered),
        notice=draft.notice,
        explanations=[ExplanationJson(term=term, plain=plain) for term, plain in draft.explanations],
        follow_ups=list(draft.follow_ups),
        writer=draft.writer,
        withheld=[WithheldJson(text=w.text, why=told(w.why, inquiry.language)) for w in answer.withheld],
        trace=trace(answer),
        corpus=answer.corpus,
        timings_ms=TimingsJson(**{name: round(ms, 2) for name, ms in steps.items()}),
    )
    return published.model_dump(mode="json")


OFFERED_AT_MOST = 12


def verdict_key(answer: Mapping[str, Any]) -> str:
    """The message that words the verdict of a published answer: as it is, or as likely where statements leave doubt."""
    trace = answer.get("trace", {})
    return verdict_message(answer["verdict"], trace.get("belief"), trace.get("sure", SURE))


def offered(answer: Mapping[str, Any]) -> tuple[Offer, ...]:
    """What a published answer put before the user, so that the next turn may point at it ("the second one")."""
    return tuple(_offered(answer))[:OFFERED_AT_MOST]


def _offered(answer: Mapping[str, Any]) -> Iterator[Offer]:
    for name, value in answer["trace"].get("writing", {}).get("read_by_model", {}).items():
        yield Offer(kind="read", text=f"{name}={value}")
    for choice in answer["choices"]:
        yield Offer(kind="choice", text=choice["value"])
    for row in (answer["table"] or {}).get("rows", ()):
        yield Offer(kind="state", text=row["state"])
    for option in (answer["route"] or {}).get("options", ()):
        if option["applies"] != "no":
            yield Offer(kind="instrument", text=option["instrument"])
    for claim in answer["claims"]:
        yield Offer(kind="point", text=claim["citations"][0]["pinpoint"] or claim["topic"])


def answer_id(answer: Answer) -> str:
    """Sixteen hexadecimal digits; the same for the same question, read alike, on the same corpus and day."""
    inquiry = answer.inquiry
    parts = [inquiry.question, inquiry.query, inquiry.as_of.isoformat(), answer.corpus, answer.draft.lead]
    parts += [inquiry.area] if inquiry.area else []
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def facts_json(facts: CaseFacts) -> dict[str, str | bool | None]:
    """The case facts, dates as ISO strings."""
    values = {name: getattr(facts, name) for name in CaseFacts.__dataclass_fields__}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def trace(answer: Answer) -> dict[str, Any]:
    """How the question was read, what was found, kept and dropped, and the chance that it answers where that decided."""
    inquiry, weighed = answer.inquiry, answer.draft.weighed
    return {
        "intent": inquiry.intent.value,
        "answer_type": inquiry.answer_type.value,
        "english": inquiry.english,
        "topics": list(inquiry.topics),
        "states": list(inquiry.states),
        "kinds": list(inquiry.kinds),
        "instruments": list(inquiry.instruments),
        "premises": list(inquiry.premises),
        "unknown": list(inquiry.unknown),
        **({"area": inquiry.area} if inquiry.area else {}),
        "evidence": [
            {"passage_id": hit.passage.id, "found_by": hit.found_by, "ranks": dict(hit.ranks)}
            for hit in answer.evidence.hits
        ],
        "own": [{"passage_id": hit.passage.id, "found_by": hit.found_by} for hit in answer.evidence.own],
        "dropped": [{"passage_id": id_, "why": why} for id_, why in answer.evidence.dropped],
        **({"belief": round(answer.draft.belief, 4), "sure": SURE} if answer.draft.belief is not None else {}),
        **({"answerable": round(weighed.chance, 4), "cut_off": weighed.cut_off} if weighed else {}),
        **({"writing": dict(answer.writing)} if answer.writing else {}),
    }


def schema() -> dict[str, Any]:
    """The JSON Schema of the answer object; `python -m assistant.contract` prints docs/answer.schema.json."""
    return AnswerJson.model_json_schema()


def claim_json(claim: Claim, sources: Mapping[str, Source]) -> ClaimJson:
    """One claim as it is published."""
    return ClaimJson(
        text=claim.text, topic=claim.topic, citations=[_citation(citation, sources) for citation in claim.citations]
    )


def _citation(citation: Citation, sources: Mapping[str, Source]) -> CitationJson:
    passage = citation.passage
    window = passage.window
    return CitationJson(
        passage_id=passage.id,
        source_id=passage.source_id,
        title=sources[passage.source_id].title if passage.source_id in sources else passage.heading,
        authority=passage.authority,
        pinpoint=passage.pinpoint,
        quote=citation.quote,
        start=citation.span.start,
        end=citation.span.end,
        url=passage.url,
        kind=passage.kind.value,
        standing=passage.standing.value,
        valid_from=window.first.isoformat() if window.first else None,
        valid_to=window.last.isoformat() if window.last else None,
    )


if __name__ == "__main__":
    print(json.dumps(schema(), indent=1))
