"""Questions for cases: which there are, whether there is one, how many, and what became of each."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.reader import Reader
from assistant.sentences import sentences, split
from assistant.typed import NOT_FOUND
from assistant.types import AnswerType, Cell, Citation, Claim, Evidence, Inquiry, Table, Told, Verdict
from corpus.tables import Case, Outcome
from corpus.types import TOPICS, Passage, Span, Standing

DECISION = r"(?:judgments?|judgements?|awards?|decisions?|rulings?|orders?)"
DONE = r"(?:enforc\w+|recogni[sz]\w+|grant\w*|refus\w+|reject\w+|dismiss\w+|den(?:y|ied)|revers\w+|overturn\w*|annul\w+|remit\w+|uph[eo]ld|declin\w+|executed|allowed|turned down)"
ASKS = re.compile(
    r"\b(?:any|which|what|list|name|show|give|known|leading|reported|other|more|are there|is there a|were there) (?:me |us )?(?:\w+[ -]){0,3}?(?:cases?|precedents?|case law)\b"
    r"|\b(?:all|the) (?:\w+[ -]){0,3}?(?:cases|precedents|case law)\b"
    rf"|\b(?:has|have|had|did) (?:(?:a|an|any|the|some) (?:\w+ ){{0,5}}?|(?!i\b|we\b|you\b|to\b)(?:\w+ )?)(?:courts?|judges?|tribunals?|{DECISION})\b[^?.]*\b{DONE}"
    rf"|\b(?:which|what|how many) (?:\w+[ -]){{0,4}}?{DECISION}\b[^?.]*\b(?:were|was|have been|has been|did|had been|got)\b[^?.]*\b{DONE}"
    rf"|\b(?:were|was|have|are|is) (?:there )?(?:any|some) (?:\w+[ -]){{0,3}}?{DECISION}\b[^?.]*\b{DONE}"
    rf"|\bhow many (?:\w+[ -]){{0,4}}?(?:cases|precedents)\b|\bever (?:been )?{DONE}|\b{DONE} (?:\w+ ){{0,3}}?before\?|\bwhich were {DONE}",
    re.IGNORECASE,
)
NOT_CASES = re.compile(
    r"\bin (?:which|what|any|all|such|some|these|those) cases?\b|\bcase (?:number|no\b|file|facts)|\bin case\b|\b(?:my|our|this|your) case\b|\bin the case of\b|\bcourt of the case\b"
    r"|\bdocket\b|\bcase law (?:is|binding)\b|\bneed (?:a|any) (?:case|precedent)|\bwhat cases (?:does|do|can|may|must|fall)|\bcases (?:can|may|must|fall|are excluded|are heard)\b"
    r"|\bis .* binding\b|\bprecedent system\b|\bb(?:ou|i)nds?\b.* (?:by|as) (?:a )?precedents?\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\b(?:refus\w*|reject\w*|den(?:y|ied)|declin\w*|dismiss\w*|fail\w*|turned down|unsuccessful)\b", re.IGNORECASE
)
REVERSED = re.compile(r"\b(?:revers\w*|overturn\w*|annul\w*|remit\w*|set aside|quash\w*)\b", re.IGNORECASE)
GRANTED = re.compile(
    r"\b(?:enforc\w*|recogni[sz]\w*|grant\w*|succe\w*|upheld|allowed|executed|given effect)\b", re.IGNORECASE
)
RULE = re.compile(r"\b(?:can|could|may|might|must|should|will|would)\b", re.IGNORECASE)
ABROAD = re.compile(
    r"\b(?:abroad|elsewhere|in other (?:countries|states)|anywhere|worldwide|outside (?:\w+))\b", re.IGNORECASE
)
BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
WHY = re.compile(r"\bwhy\b|\bgrounds?\b|\breasons?\b|\bon what basis\b", re.IGNORECASE)
FATE = re.compile(
    r"\b(?:what (?:became|happened)|outcome of|result of|how did .* end|still (?:stand|good)|later history|fate of)\b",
    re.IGNORECASE,
)
STANDS = re.compile(
    r"\bstill (?:stands?|good|valid|law|authority|binding)\b|\bgood (?:law|authority)\b", re.IGNORECASE
)
"""Asks whether a decision named still counts."""

SINCE = re.compile(r"\b(?:since|after|from)\s+(?:the year )?((?:19|20)\d\d)\b", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:before|until|up to|till)\s+(?:the year )?((?:19|20)\d\d)\b", re.IGNORECASE)
DURING = re.compile(r"\b(?:in|during)\s+(?:the year )?((?:19|20)\d\d)\b", re.IGNORECASE)
ON = {
    "reciprocity": r"\breciprocity\b|\bwithout (?:a |any )?treat\w+|\bno treaty\b", "public policy": r"\bpublic (?:policy|order)\b",
    "punitive": r"\bpunitive\b|\btreble\b|\bmultiple damages\b", "fraud": r"\bfraud", "due process": r"\bdue process\b|\bsystemic",
    "treaty": r"\bunder (?:a|the) treaty\b", "unfriendly": r"\bunfriendly\b|\bsanction", "time": r"\btime[- ]barred\b|\blimitation\b",
    "cmr": r"\bcmr\b|\bcarriage\b", "comity": r"\bcomity\b",
}  # fmt: skip
"""What a case may turn on, and the words of a question that ask for it."""

BASIS = {**{key: key for key in ON}, "punitive": "punitive|treble", "time": "time-barred|time limit", "reciprocity": r"(?<!no )(?<!no current )reciprocity(?! (?:with|by))|without a treaty"}  # fmt: skip
"""How the table of cases words it."""

NO_PARTY = frozenset(
    {
        "judgment",
        "earlier",
        "first",
        "appeal",
        "instance",
        "court",
        "supreme",
        "international",
        "corporation",
        "company",
        "limited",
        "holding",
        "group",
        "trading",
        "standard",
        "investment",
        "investments",
        "energy",
        "shipping",
        "industries",
    }
)
"""Words of the names of cases that name nobody; the adjectives of States are known by the gazetteer."""

CLAIMS_AT_MOST = 6
NAMED_AT_MOST = 4
QUOTED_WORDS = 42
HOME = "KZ"
FALLEN = (Outcome.REVERSED, Outcome.REMITTED)
WON = (Outcome.GRANTED, Outcome.GRANTED_IN_PART)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases are asked for; `outcomes` is empty for any, `both_ways` for cases between two States."""

    origin: str | None
    requested: str | None
    both_ways: bool
    kind: str
    outcomes: tuple[Outcome, ...]
    on: tuple[str, ...]
    first_year: int = 0
    last_year: int = 9999


def tell_cases(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Told | None:
    """The cases asked for, each with what became of it; that there is none; or None when no cases are asked for."""
    named = _named(inquiry, reader) if FATE.search(inquiry.english) or STANDS.search(inquiry.english) else ()
    if named:
        fallen = Verdict.NO if named[0].overturned_by else Verdict.YES
        return _of(named, inquiry, reader, fallen if inquiry.yes_no and STANDS.search(inquiry.english) else None)
    if not _asks(inquiry):
        return None
    wanted = _wanted(inquiry, reader)
    if wanted is None or _has_statistics(wanted, inquiry, evidence):
        return None
    cases = _matching(wanted, reader)
    verdict = (Verdict.YES if cases else Verdict.NO) if inquiry.yes_no else None
    if cases:
        return _of(cases, inquiry, reader, verdict, counted=inquiry.answer_type is AnswerType.COUNT)
    return _none(wanted, inquiry, evidence, reader, verdict)


def _asks(inquiry: Inquiry) -> bool:
    text = inquiry.english
    if inquiry.instruments or inquiry.references or NOT_CASES.search(text) or not inquiry.states:
        return False
    if inquiry.answer_type in (
        AnswerType.DOCKET,
        AnswerType.PERSON,
        AnswerType.DATE,
        AnswerType.SHARE,
        AnswerType.SUM,
    ):
        return False
    if not ASKS.search(text):
        return False
    return not (RULE.search(text) and not re.search(r"\bever\b|\bcases?\b|\bprecedents?\b", text, re.IGNORECASE))


def _has_statistics(wanted: Wanted, inquiry: Inquiry, evidence: Evidence) -> bool:
    """Whether the passages found count such cases: a count of the table is no statistic and gives way to one."""
    state = wanted.requested or (None if ABROAD.search(inquiry.english) else wanted.origin)
    if inquiry.answer_type not in (AnswerType.COUNT, AnswerType.SHARE) or state is None:
        return False
    kind = wanted.kind or "judgment"
    return any(
        "statistics" in hit.passage.topics
        and hit.passage.states[0] == state
        and (kind in hit.passage.kinds or "any" in hit.passage.kinds)
        for hit in evidence.hits[:6]
    )


def _named(inquiry: Inquiry, reader: Reader) -> tuple[Case, ...]:
    """The cases that a question names by a party or a docket, those of which it says most first."""
    text = inquiry.english.lower()
    found: list[tuple[int, Case]] = []
    for case in reader.tables.cases.values():
        names = [word for word in re.findall(r"[^\W\d_]{5,}", case.name) if word[0].isupper()]
        told = [name for name in names if name.lower() in text]
        if any(name.lower() not in NO_PARTY and not reader.gazetteer.find(name) for name in told) or (
            case.docket and case.docket.lower() in text
        ):
            found.append((len(told), case))
    return tuple(case for _, case in sorted(found, key=lambda item: -item[0]))


def _wanted(inquiry: Inquiry, reader: Reader) -> Wanted | None:
    text, tables = inquiry.english, reader.tables
    origin, requested = inquiry.facts.state_of_origin, inquiry.facts.requested_state
    if ABROAD.search(text):
        origin, requested = origin or requested, None
    codes = [code for code in (origin, requested) if code is not None]
    if not codes or any(code not in tables.states for code in codes):
        return None
    outcomes: tuple[Outcome, ...] = ()
    if REFUSED.search(text):
        outcomes = (Outcome.REFUSED,)
    elif REVERSED.search(text):
        outcomes = FALLEN
    elif GRANTED.search(re.sub(r"\b(?:on|about) (?:the )?(?:recognition|enforcement)[^?]*", "", text)):
        outcomes = WON
    years = {"since": SINCE.search(text), "before": BEFORE.search(text), "in": DURING.search(text)}
    first = int(years["since"][1]) if years["since"] else int(years["in"][1]) if years["in"] else 0
    last = int(years["before"][1]) - 1 if years["before"] else int(years["in"][1]) if years["in"] else 9999
    if inquiry.dated:
        last = min(last, inquiry.as_of.year)
    return Wanted(
        origin=origin,
        requested=requested,
        both_ways=bool(BETWEEN.search(text)) and len(codes) == 2,
        kind=inquiry.kinds[0] if inquiry.kinds else "",
        outcomes=outcomes,
        on=tuple(key for key, words in ON.items() if re.search(words, text, re.IGNORECASE)),
        first_year=first,
        last_year=last,
    )


def _matching(wanted: Wanted, reader: Reader) -> tuple[Case, ...]:
    """The cases asked for, the latest first; what they turned on counts only where some case did."""
    tables = reader.tables
    found = list(tables.cases_between(wanted.origin, wanted.requested))
    if wanted.both_ways:
        found += [case for case in tables.cases_between(wanted.requested, wanted.origin) if case not in found]
    found = [
        case
        for case in found
        if _is_kind(case, wanted.kind)
        and _ended(case, wanted)
        and wanted.first_year <= case.latest_year <= wanted.last_year
    ]  # fmt: skip
    if wanted.on:
        found = [case for case in found if any(re.search(BASIS[key], case.basis, re.IGNORECASE) for key in wanted.on)]
    if wanted.requested is None:
        found.sort(key=lambda case: case.requested != HOME)
    return tuple(found)


def _ended(case: Case, wanted: Wanted) -> bool:
    """Whether a case ended as asked; a part refused counts when the question names what was refused."""
    if not wanted.outcomes or case.outcome in wanted.outcomes:
        return True
    if wanted.outcomes == FALLEN:
        return bool(case.overturned_by)
    in_part = case.outcome is Outcome.GRANTED_IN_PART and "refused" in case.basis
    return wanted.outcomes == (Outcome.REFUSED,) and bool(wanted.on) and in_part


def _is_kind(case: Case, kind: str) -> bool:
    return not kind or (case.kind == "award") == (kind in ("award", "icsid-award"))


def _of(
    cases: Sequence[Case], inquiry: Inquiry, reader: Reader, verdict: Verdict | None, counted: bool = False
) -> Told | None:
    """The cases as a lead, a table and one quotation each."""
    told = [(case, passage) for case in cases if (passage := _passage(case, reader)) is not None]
    if not told:
        return None
    claims = list(dict.fromkeys(_claim(case, passage) for case, passage in told))[:CLAIMS_AT_MOST]
    return Told(
        lead=_lead([case for case, _ in told], inquiry, reader, counted),
        claims=tuple(claims),
        verdict=verdict,
        table=_table(told, inquiry, reader),
        notice=reader.message(inquiry.language, "cases_known"),
    )


def _none(
    wanted: Wanted, inquiry: Inquiry, evidence: Evidence, reader: Reader, verdict: Verdict | None
) -> Told | None:
    """That no such case is in the corpus, with what it says of others between the same States.

    None for one State alone: the table holds too few of its cases for silence to mean anything.
    """
    if not (wanted.origin and wanted.requested) and not ABROAD.search(inquiry.english):
        return None
    others = _matching(
        replace(wanted, outcomes=(), on=(), first_year=0, last_year=wanted.last_year if inquiry.dated else 9999),
        reader,
    )
    said = re.compile(r"\bno\b[^.]{0,90}\b(?:found|known|seen)\b|\bwas not found\b|\bnone was found\b", re.IGNORECASE)
    states = {reader.gazetteer.shelved(code) for code in (wanted.origin, wanted.requested) if code}
    silent = [
        hit.passage
        for hit in evidence.hits
        if said.search(hit.passage.text)
        and states <= set(hit.passage.states)
        and hit.passage.standing is not Standing.OUTDATED
    ]
    told = [(case, passage) for case in others if (passage := _passage(case, reader)) is not None]
    claims = [*(_whole(passage) for passage in silent[:1]), *(_claim(case, passage) for case, passage in told[:3])]
    if not claims:
        return None
    lead = reader.message(inquiry.language, "lead_no_case")
    if told:
        lead = f"{lead} {_lead([case for case, _ in told], inquiry, reader, False, 'cases_other')}"
    return Told(
        lead=lead,
        claims=tuple(dict.fromkeys(claims)),
        verdict=verdict,
        table=_table(told, inquiry, reader) if told else None,
        notice=reader.message(inquiry.language, "cases_known"),
    )


def _passage(case: Case, reader: Reader) -> Passage | None:
    """The passage that tells a case best: of the requested State's own shelf, confirmed, and with what became of it.

    One that says what was not found of the case comes last.
    """
    return max(
        (p for p in reader.shelf.case(case.id) if p.standing is not Standing.OUTDATED),
        key=lambda p: (
            2.0 * (p.states[0] == case.requested.split("-")[0])
            + 1.0 * (p.standing is Standing.CONFIRMED)
            + 1.0 * bool(case.overturned_by and REVERSED.search(p.text))
            + 1.0 * (p.source_id.split("-")[0] == case.requested.split("-")[0].lower())
            + 0.5 * ("cases" in p.source_id)
            - 0.5 * p.source_id.startswith("reports")
            - 3.0 * bool(NOT_FOUND.search(split(p.text)[0])),
            p.id,
        ),
        default=None,
    )


def _claim(case: Case, passage: Passage) -> Claim:
    """The opening sentences; of an overturned decision as many as it takes to tell the reversal."""
    spans = list(sentences(passage.text))
    end = spans[0]
    for span in spans[1:]:
        told = not case.overturned_by or REVERSED.search(passage.text[: end.end])
        if told and len(passage.text[: span.end].split()) > QUOTED_WORDS:
            break
        end = span
    span = Span(start=spans[0].start, end=end.end)
    return Claim(
        text=passage.text[span.start : span.end],
        topic=TOPICS["cases"],
        citations=(Citation(passage=passage, span=span),),
    )


def _whole(passage: Passage) -> Claim:
    span = Span(start=0, end=len(passage.text))
    return Claim(text=passage.text, topic=TOPICS[passage.topic], citations=(Citation(passage=passage, span=span),))


def _lead(cases: Sequence[Case], inquiry: Inquiry, reader: Reader, counted: bool, key: str = "cases_found") -> str:
    """ "The corpus has 2 such cases: A (2023): granted; B (2019-2020): granted." """
    why = WHY.search(inquiry.english) is not None
    items = [_item(case, why, inquiry, reader) for case in cases[:NAMED_AT_MOST]]
    more = len(cases) - len(items)
    if more:
        items.append(reader.phrase(inquiry.language, "cases_more", count=more))
    one = "_one" if len(cases) == 1 else ""
    said = reader.message(inquiry.language, f"{key}{one}", count=len(cases), listed="; ".join(items))
    return f"{said} {reader.message(inquiry.language, 'cases_no_statistic')}" if counted else said


def _item(case: Case, why: bool, inquiry: Inquiry, reader: Reader) -> str:
    say: Callable[..., str] = reader.phrase
    outcome = say(inquiry.language, f"outcome_{case.outcome.value.replace('-', '_')}")
    place = reader.gazetteer.spoken(case.requested, inquiry.language)
    parts = [f"{case.name} ({case.year}, {place}): {outcome}"]
    if why:
        parts.append(case.basis)
    if case.overturned_by:
        later = reader.tables.cases[case.overturned_by]
        parts.append(say(inquiry.language, "case_overturned", year=later.year))
    return ", ".join(parts)


def _table(told: Sequence[tuple[Case, Passage]], inquiry: Inquiry, reader: Reader) -> Table:
    language = inquiry.language
    columns = tuple(
        reader.message(language, f"cases_{name}") for name in ("year", "states", "outcome", "basis", "later")
    )
    rows = []
    for case, passage in told:
        states = f"{reader.gazetteer.name(case.origin)} → {reader.gazetteer.name(case.requested)}"
        outcome = reader.phrase(language, f"outcome_{case.outcome.value.replace('-', '_')}")
        values = (case.year, states, outcome, case.basis, case.later or "–")
        cells = [Cell(text=value) for value in values[:-1]] + [Cell(text=values[-1], passage_ids=(passage.id,))]
        rows.append((case.name, tuple(cells)))
    return Table(columns=columns, rows=tuple(rows), head=reader.message(language, "cases_case"))
