"""The quotation writer: a lead that answers, and claims made of whole sentences of the evidence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from assistant.conflicts import conflicts_of
from assistant.rank import asked_terms
from assistant.reader import Reader
from assistant.reading.faulty_days import faulty_days
from assistant.refusals import declined, unanswerable
from assistant.route_types import Route
from assistant.sentences import sentences
from assistant.subjects import negated
from assistant.telling import tell
from assistant.topics_asked import also_asked, court_asked, stands_for
from assistant.types import (
    CENTRE,
    AnswerType,
    Citation,
    Claim,
    Draft,
    Evidence,
    Inquiry,
    Status,
    Told,
    Verdict,
)
from assistant.values import STRICT, holds
from assistant.verdicts import find_verdict
from assistant.weighing.asking import plainly
from assistant.weighing.denied import false_premise
from assistant.weighing.finding import Finding, verdict_message
from assistant.weighing.settling import Weighing
from assistant.weighing.travel import asks_for_the_way, asks_whether_enforceable, route_finding, tells_a_case
from corpus.types import TOPICS, Passage, Span, Standing

WORDS_IN_ALL = 225
WORDS_WITH_LEAD = 250
CLAIMS_AT_MOST = 7
CLAIMS_AT_LENGTH = 10
FIRST_WORDS = 70
LISTED_WORDS = 100
OTHER_WORDS = 48
"""Words of the first claim, of one that lists, and of the others; a sentence longer than that is still kept whole."""

LISTING = frozenset({AnswerType.LIST, AnswerType.PROCEDURE, AnswerType.TEXT, AnswerType.CHANGE})
RELEVANT = 4.0
"""How far below the best score, in log-odds, a passage may lie and still be quoted."""

DEBTOR_SAYS = re.compile(r"\bnotice|\bpublic (?:policy|order)|\bexclusive|\bfraud|\bserv(?:ed|ice)", re.IGNORECASE)
"""What a list of grounds for refusal names; a passage without any of them only points to one."""

BY_IT = re.compile(
    r"\b(?:by|under|through|on the basis of|rely on|invok\w+|appl(?:y|ies))\b[^?]{0,20}\b(?:it|that|the|this) ?(?:Convention|treaty|agreement)?\b",
    re.IGNORECASE,
)
"""Asks what a treaty gives that the question took for binding."""


def compose(inquiry: Inquiry, route: Route | None, evidence: Evidence, reader: Reader) -> Draft:
    """Write the draft of an answer, or decline when the evidence does not hold it.

    Premises are weighed first, then yes or no, then what was asked for. Every claim is one run of whole sentences of
    one passage; the lead is such a sentence, or one made from the tables that the first claims prove.
    """
    wrong = false_premise(inquiry, evidence, reader)
    weighing = Weighing(inquiry, evidence, reader)
    finding = find_verdict(inquiry, route, evidence, weighing, reader)
    if wrong is not None:
        settled = _without_it(inquiry, wrong) or (finding.verdict if finding is not None and finding.lead else None)
        return _answer(inquiry, route, evidence, reader, wrong, "lead_premise", settled)
    told = tell(inquiry, evidence, reader, finding)
    if told is not None:
        return _told(told, inquiry, evidence, reader)
    if finding is None and route is not None and (asks_for_the_way(inquiry) or tells_a_case(inquiry)):
        finding = route_finding(inquiry, route, reader)
    weighed = None
    if finding is None or finding.by_words:
        gap, weighed = unanswerable(inquiry, evidence, weighing, reader)
        if gap is not None:
            return declined(inquiry, gap, reader, evidence, weighed)
    return replace(_answer(inquiry, route, evidence, reader, finding, ""), weighed=weighed)


def _without_it(inquiry: Inquiry, wrong: Finding) -> Verdict | None:
    """No, where a treaty taken for binding does not bind and the question asks what it gives; else nothing follows."""
    asked = plainly(inquiry.english)
    return Verdict.NO if wrong.lead and BY_IT.search(asked) and not negated(asked) else None


def _answer(
    inquiry: Inquiry,
    route: Route | None,
    evidence: Evidence,
    reader: Reader,
    finding: Finding | None,
    wrapper: str,
    settled: Verdict | None = None,
) -> Draft:
    passages = _chosen(inquiry, evidence, reader, finding)
    asked = asked_terms(inquiry, reader)
    defence = _whole(_defences(inquiry, reader)) if _is_positive(inquiry, finding) else []
    claims = [*_quoted(passages, (), defence, asked, inquiry, reader), *defence]
    lead = _lead(inquiry, finding, passages, claims, asked, reader)
    verdict = finding.verdict if finding is not None and inquiry.yes_no and wrapper == "" else None
    if wrapper and finding is not None:
        lead = reader.message(inquiry.language, wrapper, text=lead)
        verdict = settled if inquiry.yes_no else None
    elif verdict is not None and finding is not None:
        lead = _with_verdict(inquiry, verdict, lead, bool(finding.lead), reader, finding.belief)
    claims = _fitting(lead, claims, defence) if inquiry.brief else claims
    return Draft(
        status=Status.ANSWERED,
        lead=lead,
        claims=tuple(claims),
        verdict=verdict,
        conflicts=conflicts_of(inquiry, [c.citations[0].passage.id for c in claims if c.citations], reader),
        follow_ups=follow_ups(inquiry, reader),
        notice=_notice(inquiry, claims, reader),
        belief=finding.belief if finding is not None and verdict is not None else None,
    )


def _quoted(
    passages: Sequence[Passage],
    given: Sequence[Claim],
    reserved: Sequence[Claim],
    asked: frozenset[str],
    inquiry: Inquiry,
    reader: Reader,
) -> list[Claim]:
    """The claims given, then a quotation of each passage while it fits beside what is reserved."""
    claims = list(given)
    budget = (WORDS_IN_ALL if inquiry.brief else 2 * WORDS_IN_ALL) - _words([*given, *reserved])
    first_words = LISTED_WORDS if inquiry.answer_type in LISTING else FIRST_WORDS
    most = (CLAIMS_AT_MOST if inquiry.brief else CLAIMS_AT_LENGTH) - len(reserved)
    shown = {citation.passage.id for claim in (*given, *reserved) for citation in claim.citations}
    for at, passage in enumerate(p for p in passages if p.id not in shown):
        claim = _claim(passage, asked, inquiry, OTHER_WORDS if at or given else first_words, reader)
        words = len(claim.text.split())
        if claims and (words > budget or len(claims) >= most):
            continue
        claims.append(claim)
        budget -= words
    return claims


def _told(told: Told, inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Draft:
    """The draft of what the tables tell, with the passages found behind it where it is open-ended."""
    claims, lead = list(told.claims), told.lead
    if told.open_ended:
        passages = _chosen(inquiry, evidence, reader, None)
        claims = _quoted(passages, claims, (), asked_terms(inquiry, reader), inquiry, reader)
    claims = _fitting(lead, claims, ()) if inquiry.brief else claims
    if told.verdict is not None:
        lead = _with_verdict(inquiry, told.verdict, lead, False, reader)
    return Draft(
        status=Status.ANSWERED,
        lead=lead,
        claims=tuple(claims),
        verdict=told.verdict,
        conflicts=conflicts_of(inquiry, [c.citations[0].passage.id for c in claims if c.citations], reader),
        table=told.table,
        follow_ups=follow_ups(inquiry, reader),
        notice=" ".join(part for part in (told.notice, _notice(inquiry, claims, reader)) if part),
    )


def _fitting(lead: str, claims: Sequence[Claim], defence: Sequence[Claim]) -> list[Claim]:
    """The claims without the last ones that, with the lead, would pass the limit; first and defence stay."""
    kept = list(claims)
    while max(len(lead.split()), WORDS_OF_LEAD) + _words(kept) > WORDS_WITH_LEAD and len(kept) > 1 + len(defence):
        kept.pop(len(kept) - 1 - len(defence))
    return kept


def _chosen(inquiry: Inquiry, evidence: Evidence, reader: Reader, finding: Finding | None) -> list[Passage]:
    """The passages to quote: the proof of the verdict, then the best evidence, then the debtor's defences."""
    proof = [reader.shelf.all[id_] for id_ in (finding.passage_ids[:3] if finding else ()) if id_ in reader.shelf.all]
    best = evidence.scores[0] if evidence.scores else 0.0
    ranked = [
        hit.passage for hit, score in zip(evidence.hits, evidence.scores, strict=True) if score >= best - RELEVANT
    ]
    court = () if finding else court_asked(inquiry, evidence, ranked, reader)
    others = () if finding else also_asked(inquiry, evidence, ranked, reader)
    chosen = list(dict.fromkeys((*proof, *court, *ranked[:1], *others, *ranked)))
    return [p for p in chosen if _belongs(p, chosen[0], inquiry)]


def _belongs(passage: Passage, first: Passage, inquiry: Inquiry) -> bool:
    """Whether a passage speaks of the States asked for; where none is named, of those of the first passage, or of the centre."""
    if inquiry.states or inquiry.answer_type is AnswerType.CASES:
        return True
    return passage.states[0] in (*first.states, "INT") or (first.states[0] == "INT" and CENTRE in passage.states)


def _is_positive(inquiry: Inquiry, finding: Finding | None) -> bool:
    positive = finding is not None and finding.verdict in (Verdict.YES, Verdict.CONDITIONAL)
    return positive and (asks_whether_enforceable(inquiry) or asks_for_the_way(inquiry))


def _words(claims: Iterable[Claim]) -> int:
    return sum(len(claim.text.split()) for claim in claims)


def _whole(passages: Sequence[Passage]) -> list[Claim]:
    """The first passage as one claim, quoted from its first word to its last."""
    return [
        Claim(
            text=passage.text,
            topic=TOPICS[passage.topic],
            citations=(Citation(passage=passage, span=Span(start=0, end=len(passage.text))),),
        )
        for passage in passages[:1]
    ]


def _defences(inquiry: Inquiry, reader: Reader) -> list[Passage]:
    state = inquiry.states[0] if inquiry.states else "KZ"
    cell = reader.shelf.cell(state, "refusal-grounds")
    found = [p for p in cell if stands_for(p, inquiry) and DEBTOR_SAYS.search(p.text)]
    wanted = frozenset({"notic", "ground", "refus", "polici", "jurisdict"})
    return sorted(found, key=lambda p: -len(wanted & reader.subjects.of(p)) - 2 * (p.topic == "refusal-grounds"))


def _claim(passage: Passage, asked: frozenset[str], inquiry: Inquiry, words: int, reader: Reader) -> Claim:
    span = _quotation(passage, asked, inquiry, words, reader)
    return Claim(
        text=passage.text[span.start : span.end],
        topic=TOPICS[passage.topic],
        citations=(Citation(passage=passage, span=span),),
    )


def _quotation(passage: Passage, asked: frozenset[str], inquiry: Inquiry, words: int, reader: Reader) -> Span:
    """The run of whole sentences, of about `words` words, that covers most of what was asked."""
    spans = list(sentences(passage.text))
    lengths = [len(passage.text[s.start : s.end].split()) for s in spans]
    best, best_value = (0, 0), -1.0
    for start in range(len(spans)):
        for end in range(start, len(spans)):
            if sum(lengths[start : end + 1]) > words and end > start:
                break
            text = passage.text[spans[start].start : spans[end].end]
            value = reader.subjects.coverage(asked, reader.subjects.terms(text)) + (0.12 if start == 0 else 0.0)
            value += 0.25 if inquiry.answer_type in STRICT and holds(text, inquiry.answer_type) else 0.0
            value += 0.06 * (end - start)
            if value > best_value:
                best, best_value = (start, end), value
    return Span(start=spans[best[0]].start, end=spans[best[1]].end)


def _lead(
    inquiry: Inquiry,
    finding: Finding | None,
    passages: Sequence[Passage],
    claims: Sequence[Claim],
    asked: frozenset[str],
    reader: Reader,
) -> str:
    first = passages[0]
    if finding is not None and finding.lead:
        return finding.lead
    if claims and claims[0].citations[0].passage.id != first.id:
        return claims[0].text
    text = _best_sentence(first, asked, inquiry, reader)
    note = {Standing.UNCONFIRMED: "lead_unconfirmed", Standing.INFERENCE: "lead_inference"}.get(first.standing, "")
    return reader.message(inquiry.language, note, text=text) if note else text


def _best_sentence(passage: Passage, asked: frozenset[str], inquiry: Inquiry, reader: Reader) -> str:
    def value(item: tuple[int, Span]) -> float:
        at, span = item
        text = passage.text[span.start : span.end]
        typed = 0.35 if inquiry.answer_type in STRICT and holds(text, inquiry.answer_type) else 0.0
        named = 0.3 if len(passage.states) > 2 and reader.named(text) & set(inquiry.states[:1]) else 0.0
        return (
            reader.subjects.coverage(asked, reader.subjects.terms(text)) + typed + named + (0.15 if at == 0 else 0.0)
        )

    _, best = max(enumerate(sentences(passage.text)), key=value)
    return passage.text[best.start : best.end]


def _with_verdict(
    inquiry: Inquiry, verdict: Verdict, lead: str, from_tables: bool, reader: Reader, belief: float | None = None
) -> str:
    word = reader.message(inquiry.language, verdict_message(verdict.value, belief))
    opening = lead.split(",", 1)[0].split(".", 1)[0].strip().lower()
    if opening == word.lower() or (from_tables and lead.lower().startswith(word.lower())):
        return lead
    return f"{word}. {lead}"


def follow_ups(inquiry: Inquiry, reader: Reader) -> tuple[str, ...]:
    """Up to three questions that usually come next and were not asked yet."""
    wanted = ["follow_documents", "follow_limit", "follow_grounds", "follow_court", "follow_cost", "follow_cases"]
    asked = {
        "documents": "follow_documents",
        "limitation": "follow_limit",
        "refusal-grounds": "follow_grounds",
        "competent-court": "follow_court",
        "costs": "follow_cost",
        "cases": "follow_cases",
    }
    left = [key for key in wanted if key not in {asked.get(topic) for topic in inquiry.topics}]
    other = "follow_judgment" if inquiry.kinds[:1] == ("award",) else "follow_award"
    if "reciprocity" in inquiry.topics:
        left.insert(0, "follow_reciprocity")
    return tuple(reader.message(inquiry.language, key) for key in (*left[:2], other))


def _of_the_centre(claims: Sequence[Claim]) -> bool:
    """Whether the first claim, if there is one, speaks of Kazakhstan or of the law between States."""
    return not claims or any({CENTRE, "INT"} & set(citation.passage.states) for citation in claims[0].citations)


def _notice(inquiry: Inquiry, claims: Sequence[Claim], reader: Reader) -> str:
    language, parts = inquiry.language, []
    if inquiry.as_of > reader.today:
        parts.append(
            reader.message(
                language,
                "notice_future",
                known=reader.day(reader.today, language),
                date=reader.day(inquiry.as_of, language),
            )
        )
    elif inquiry.dated:
        parts.append(reader.message(language, "notice_past", date=reader.day(inquiry.as_of, language)))
    for key, slots in faulty_days(inquiry.english, inquiry.facts, reader.today):
        said = {name: reader.day(day, language) if isinstance(day, date) else day for name, day in slots.items()}
        parts.append(reader.message(language, key, **said))
    if inquiry.area:
        parts.append(reader.searched_in(inquiry.area, language))
    unnamed = not inquiry.states and not inquiry.instruments and inquiry.topics and _of_the_centre(claims)
    if unnamed or inquiry.case != inquiry.facts:
        parts.append(reader.message(language, "notice_default_state"))
    origin = inquiry.facts.state_of_origin
    if origin and not reader.shelf.mentions(reader.gazetteer.shelved(origin)):
        parts.append(
            reader.message(language, "notice_origin_not_covered", state=reader.gazetteer.spoken(origin, language))
        )
    standings = {citation.passage.standing for claim in claims for citation in claim.citations}
    if Standing.UNCONFIRMED in standings:
        parts.append(reader.message(language, "notice_unconfirmed"))
    parts += [
        reader.message(language, "notice_unknown_reference", subject=subject)
        for subject in (*inquiry.invented, *inquiry.unknown)[:2]
    ]
    if inquiry.ordered:
        parts.append(reader.message(language, "notice_orders"))
    if language != "en":
        parts.append(reader.message(language, "notice_language"))
    parts.append(reader.message(language, "information_only"))
    return " ".join(parts)


WORDS_OF_LEAD = 40
"""Words kept for the lead at least, so that the longer lead in plain words costs no claim."""
