"""Whether a State is bound by an instrument, from the table of parties."""

import re

from assistant.reader import Reader
from assistant.routes import unbound
from assistant.types import Inquiry, Verdict
from assistant.weighing.asking import plainly
from assistant.weighing.finding import Finding
from corpus.tables import Status
from corpus.types import Standing

MEMBER = re.compile(
    r"\b(?:party|parties|member\w*|ratif\w*|acced\w*|access\w*|join\w*|bound|bind\w*|sign(?:ed|atory|atories)?|in force|contracting|belong\w*|apply|applies"
    r"|applicable|covered by|part of|withdr\w*|left|leave|under the|use|still|outside|works?|operat\w*|effect)\b|\bin(?: (?:it|that|this)(?: one)?| the (?:convention|treaty|agreement))?\s*\?",
    re.IGNORECASE,
)
SIGNED = re.compile(r"\bsign(?:ed|atory|atories)?\b", re.IGNORECASE)
RATIFIED = re.compile(
    r"\b(?:ratif|party|parties|bound|acced|join|in force|member|contracting)|\bin (?:it|that|this)(?: one)?\s*\?",
    re.IGNORECASE,
)
LEFT = re.compile(
    r"\b(?:left|leave|leaving|withdr[ae]w\w*|quit|denounc\w*|outside|out of|exit\w*|pulled out|gone)\b", re.IGNORECASE
)


def by_membership(inquiry: Inquiry, reader: Reader) -> Finding | None:
    """Whether a State is bound by the instrument named, from the table of parties."""
    if len(inquiry.instruments) != 1 or not inquiry.states or not MEMBER.search(inquiry.english):
        return None
    states = [code for code in inquiry.states if code in reader.tables.states]
    if len(states) > 2 or not states:
        return None
    asked = plainly(inquiry.english)
    about = RATIFIED.search(asked)
    if _residue(asked if about else inquiry.english, reader) > (3 if about else 1):
        return None
    finding = membership_finding(inquiry, inquiry.instruments[0], states[0], reader)
    if finding is not None and LEFT.search(inquiry.english) and len(states) == 1:
        other = {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}.get(finding.verdict, finding.verdict)
        return Finding(verdict=other, passage_ids=finding.passage_ids, lead=finding.lead)
    if finding is None or len(states) == 1 or finding.verdict is Verdict.NO:
        return finding
    return membership_finding(inquiry, inquiry.instruments[0], states[1], reader)


def membership_finding(inquiry: Inquiry, instrument: str, state: str, reader: Reader) -> Finding | None:
    """Whether one State is bound on the day, with the sentence that says so; None when no row tells."""
    tables, language = reader.tables, inquiry.language
    known = tables.instruments[instrument]
    row = tables.membership(instrument, state, inquiry.as_of)
    history = tables.history(instrument, state)
    proof = reader.shelf.proof(instrument, (state,), inquiry.as_of)
    if not history or not proof:
        return None
    slots: dict[str, str] = {
        "state": reader.gazetteer.spoken(state, language),
        "instrument": reader.instrument_name(known.id, language),
        "as_of": reader.day(inquiry.as_of, language),
    }
    asks_signature = SIGNED.search(inquiry.english) and not RATIFIED.search(inquiry.english)
    if row is not None and row.binds(inquiry.as_of):
        since = row.first_day or row.window.first
        lead = reader.message(language, "party_yes", date=reader.day(since, language) if since else "—", **slots)
        settled = row.standing is Standing.CONFIRMED and row.standing_of("status") is Standing.CONFIRMED
        return Finding(verdict=Verdict.YES, passage_ids=proof, lead=lead if settled and since else "")
    if row is not None and row.status is Status.SIGNED:
        lead = reader.message(
            language, "party_signed", date=reader.day(row.signed, language) if row.signed else "—", **slots
        )
        return Finding(verdict=Verdict.YES if asks_signature else Verdict.NO, passage_ids=proof, lead=lead)
    coming = [r for r in history if r.first_day and r.first_day > inquiry.as_of]
    if coming and coming[0].first_day:
        lead = reader.message(language, "party_not_yet", date=reader.day(coming[0].first_day, language), **slots)
        return Finding(verdict=Verdict.NO, passage_ids=proof, lead=lead)
    if row is not None and row.status is Status.LEFT and row.last_day:
        return Finding(
            verdict=Verdict.NO,
            passage_ids=proof,
            lead=reader.message(language, "party_left", date=reader.day(row.last_day, language), **slots),
        )
    if row is not None and row.status is Status.NOT_PARTY:
        return Finding(verdict=Verdict.NO, passage_ids=proof, lead=reader.message(language, "party_no", **slots))
    return Finding(verdict=Verdict.NO, passage_ids=proof, why=unbound(known, state, inquiry.as_of, tables))


def _residue(text: str, reader: Reader) -> int:
    """How many terms of a text are left when names of States and instruments and words of membership are gone."""
    for start, end, _ in reversed(reader.instrument_spans(text)):
        text = f"{text[:start]} {text[end:]}"
    text = MEMBER.sub(" ", text)
    for mention in sorted(reader.gazetteer.find(text), key=lambda m: -m.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return sum(1 for term in reader.subjects.terms(text) if not term.isdigit())
