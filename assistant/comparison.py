"""States side by side: a lead that answers, and a table State by topic, each cell cited."""

import re
from collections.abc import Sequence

from assistant.comparing.aspects import COLUMNS_AT_MOST, Aspect, asked_aspects, heading
from assistant.comparing.cells import cell_of, claim_of, is_sure, passage_of, value_of
from assistant.comparing.leads import Said, grouped, lead_of, verdict_of
from assistant.reader import Reader
from assistant.sentences import split
from assistant.types import AnswerType, Cell, Citation, Claim, Evidence, Inquiry, Table, Told, Verdict
from assistant.weighing.membership import membership_finding
from corpus.types import TOPICS, Passage, Span

STATES_AT_MOST = 7
CLAIMS_AT_MOST = 7
LEADS_AT_MOST = 3
HOME = "KZ"
THEM = r"(?:them|these|those|the (?:two|three|four|five|six|seven))"
ALL_OF = re.compile(
    rf"(?<!after )(?<!\bat )\b(?:all|both|each|either|neither)\b(?! the (?:same|time)| (?:over|across)\b)|\b(?:any|none|one|some) of {THEM}\b",
    re.IGNORECASE,
)
ANY_OF = re.compile(rf"\b(?:any|one|some) of {THEM}\b|\beither\b", re.IGNORECASE)
NAMED_ONE = re.compile(r"\bwhich\b", re.IGNORECASE)


def compare(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Told | None:
    """The comparison, or None when none is asked for or the corpus has nothing on any of the States and topics."""
    if not compares(inquiry, reader):
        return None
    if inquiry.instruments and inquiry.answer_type is AnswerType.COMPARISON:
        return _memberships(inquiry, reader)
    aspects = asked_aspects(inquiry, evidence)
    if inquiry.answer_type is not AnswerType.COMPARISON and not aspects[0].yes:
        return None
    states = _compared(inquiry, aspects, reader)
    found = {(s, a.id): passage_of(s, a, inquiry, reader) for s in states for a in aspects}
    if not any(found.values()):
        return None
    rows = tuple(
        (reader.gazetteer.name(s), tuple(cell_of(found[s, a.id], a, inquiry, reader) for a in aspects))
        for s in states
    )
    said = {a.id: [_said(s, a, found[s, a.id], inquiry, reader) for s in states] for a in aspects}
    leads = [lead_of(aspect, said[aspect.id], inquiry, reader) for aspect in aspects[:LEADS_AT_MOST]]
    claims = [
        claim_of(passage, aspect, inquiry, reader)
        for aspect in aspects
        for state in states
        if (passage := found[state, aspect.id]) is not None
    ]
    return Told(
        lead=" ".join(leads),
        claims=tuple(dict.fromkeys(claims))[:CLAIMS_AT_MOST],
        verdict=verdict_of(aspects[0], said[aspects[0].id], bool(ANY_OF.search(inquiry.english)))
        if _asks_of_all(inquiry)
        else None,
        table=Table(columns=tuple(heading(a, inquiry.language, reader) for a in aspects), rows=rows),
    )


def compares(inquiry: Inquiry, reader: Reader) -> bool:
    """Whether a question sets States side by side: as a comparison, or as yes or no on all of several."""
    if inquiry.answer_type is AnswerType.COMPARISON:
        return len(inquiry.states) >= 2
    together = bool(ALL_OF.search(inquiry.english))
    return inquiry.yes_no and together and len(_named(inquiry, reader)) >= 2 and not inquiry.instruments


def _named(inquiry: Inquiry, reader: Reader) -> tuple[str, ...]:
    """The States that the question itself names, in its order."""
    named = (reader.gazetteer.shelved(mention.code) for mention in reader.gazetteer.find(inquiry.english))
    return tuple(dict.fromkeys(named))


def _compared(inquiry: Inquiry, aspects: Sequence[Aspect], reader: Reader) -> tuple[str, ...]:
    """The States of the rows; Kazakhstan is none of them where treaties with Kazakhstan are compared."""
    named = _named(inquiry, reader)
    states = named if set(named) == set(inquiry.states) or inquiry.yes_no else inquiry.states
    if any(aspect.id == "treaty-with-kz" for aspect in aspects) and len(states) > 2:
        states = tuple(state for state in states if state != HOME)
    return states[:STATES_AT_MOST]


def _asks_of_all(inquiry: Inquiry) -> bool:
    return inquiry.yes_no and not NAMED_ONE.search(inquiry.english)


def _said(state: str, aspect: Aspect, passage: Passage | None, inquiry: Inquiry, reader: Reader) -> Said:
    """What is said of a State: nothing without a passage that can be opened."""
    value = value_of(state, aspect, inquiry.as_of, reader) if passage is not None else ""
    first = next(iter(split(passage.text)), "") if passage is not None else ""
    return Said(
        name=reader.gazetteer.spoken(state, inquiry.language),
        value=value,
        sure=is_sure(state, aspect, passage, inquiry, reader),
        text=first,
    )


def _memberships(inquiry: Inquiry, reader: Reader) -> Told | None:
    """Who is bound by the instruments named: from the table of parties."""
    columns = inquiry.instruments[:COLUMNS_AT_MOST]
    states = inquiry.states[:STATES_AT_MOST]
    claims: list[Claim] = []
    leads = []
    cells: dict[tuple[str, str], Cell] = {}
    for instrument in columns:
        said = []
        for state in states:
            finding = (
                membership_finding(inquiry, instrument, state, reader) if state in reader.tables.states else None
            )
            if finding is None:
                cells[state, instrument] = Cell(text=reader.message(inquiry.language, "cell_empty"))
                said.append(Said(name=reader.gazetteer.spoken(state, inquiry.language), value="", sure=True, text=""))
                continue
            passage = reader.shelf.all[finding.passage_ids[0]]
            claims.append(_opening(passage))
            text = finding.lead or finding.why or claims[-1].text
            cells[state, instrument] = Cell(text=text, passage_ids=finding.passage_ids[:1])
            bound = {Verdict.YES: "yes", Verdict.NO: "no"}.get(finding.verdict, "uncertain")
            said.append(
                Said(
                    name=reader.gazetteer.spoken(state, inquiry.language),
                    value=bound,
                    sure=bool(finding.lead),
                    text=text,
                )
            )
        named = reader.instrument(instrument).short or reader.instrument(instrument).title
        leads.append(grouped("bound", said, frozenset({"yes"}), frozenset({"no"}), inquiry, reader, instrument=named))
    if not claims:
        return None
    names = tuple(reader.instrument(i).short or reader.instrument(i).title for i in columns)
    rows = tuple((reader.gazetteer.name(s), tuple(cells[s, i] for i in columns)) for s in states)
    return Told(
        lead=" ".join(leads),
        claims=tuple(dict.fromkeys(claims))[:CLAIMS_AT_MOST],
        table=Table(columns=names, rows=rows),
    )


def _opening(passage: Passage) -> Claim:
    text = next(iter(split(passage.text)))
    return Claim(
        text=text,
        topic=TOPICS["treaties"],
        citations=(Citation(passage=passage, span=Span(start=0, end=len(text))),),
    )
