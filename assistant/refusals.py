"""Saying no usefully: what is missing, what is covered nearby, what to do next."""

import re
from dataclasses import dataclass
from textwrap import shorten

from assistant.answering import answerable
from assistant.rank import asked_terms
from assistant.reader import Reader
from assistant.sentences import sentences
from assistant.typed import NOT_FOUND, carries, on_topic
from assistant.types import AnswerType, Draft, Evidence, Inquiry, Intent, Reason, Status, Weighed
from assistant.values import STRICT
from assistant.weighing.settling import Weighing
from corpus.types import TOPICS

UNTOUCHED = 0.2
"""Share of the question's terms in the first passages below which it is about something else."""

LEAST = 0.1
"""Chance below which a value of the type asked for is that of something else, however near its topic."""

ALIEN = 0.44
"""Cosine below which a question that is declined is taken to be about something else altogether."""

CONTACT = re.compile(
    r"(?:^|\b(?:what|which|give|need|tell|find|know|how (?:do|to|can|could))\b[^?.!]*?)\W*"
    r"(?P<noun>(?:e-?mail|phone|telephone|fax|postal|street) ?(?:add?ress|numbers?|contacts?)|opening hours|office hours|contact details|passwords?|log-?in)\b",
    re.IGNORECASE,
)
"""What a digest of law gives only where it says so in that word."""

AMONG = 4
"""Best passages that are looked at for such a word."""

MISSING = {
    AnswerType.PERSON: "missing_person",
    AnswerType.DOCKET: "missing_docket",
    AnswerType.DATE: "missing_date",
    AnswerType.PERIOD: "missing_period",
    AnswerType.SUM: "missing_sum",
    AnswerType.SHARE: "missing_share",
    AnswerType.COUNT: "missing_count",
}
CASE_NAME = re.compile(r"\b(?:v|vs)\.? |\bcase\b|\bjudgment in\b|\bin re\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Why the corpus does not answer: a reason, the words for what is missing, a sentence of the corpus that says so."""

    reason: Reason
    missing: str
    said: str = ""


def unanswerable(
    inquiry: Inquiry, evidence: Evidence, weighing: Weighing, reader: Reader
) -> tuple[Gap | None, Weighed | None]:
    """What the evidence lacks, or None when it can answer; and the chance, where that decided.

    A reference that no passage knows, a day before the law, and a passage that says the thing was not found come first;
    then a value of the type asked for; then the chance that the evidence answers, against a cut-off fitted on labelled
    questions.
    """
    gap = _told_gap(inquiry, evidence, reader)
    if gap is not None:
        return gap, None
    valued = inquiry.answer_type in STRICT and _has_value(inquiry, evidence, reader)
    covered = evidence.covered >= UNTOUCHED or inquiry.kinds or inquiry.instruments
    chance = answerable(inquiry, evidence, weighing.readings, reader) if valued or covered else 0.0
    if valued and chance >= LEAST:
        return None, None
    weighed = None
    if covered:
        weighed = Weighed(chance=chance, cut_off=reader.fitted.cut_off)
        if weighed.chance >= weighed.cut_off:
            return None, weighed
    return Gap(reason=_reason(inquiry, evidence), missing=_missing(inquiry, reader)), weighed


def _told_gap(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Gap | None:
    """The gap that the question or a passage tells outright."""
    if not evidence.hits:
        nothing = Reason.NO_BASIS_ON_THAT_DATE if inquiry.dated else Reason.NOT_IN_CORPUS
        return Gap(reason=nothing, missing=_general(inquiry, reader))
    if inquiry.dated and inquiry.states and inquiry.as_of < reader.shelf.since(inquiry.states[0]):
        return Gap(reason=Reason.NO_BASIS_ON_THAT_DATE, missing=_general(inquiry, reader))
    if inquiry.unknown and _hinges(inquiry):
        subject = reader.message(inquiry.language, "missing_reference", subject=inquiry.unknown[0])
        return Gap(reason=Reason.NOT_IN_CORPUS, missing=subject)
    contact = None if inquiry.yes_no else CONTACT.search(inquiry.english)
    if contact and not _says(contact["noun"].split()[0], evidence):
        return Gap(reason=_reason(inquiry, evidence), missing=_missing(inquiry, reader))
    said = not_found_says(inquiry, evidence, asked_terms(inquiry, reader), reader)
    return Gap(reason=Reason.NOT_IN_CORPUS, missing=_missing(inquiry, reader), said=said) if said else None


def _says(word: str, evidence: Evidence) -> bool:
    return any(word.lower() in hit.passage.text.lower() for hit in evidence.hits[:AMONG])


def _has_value(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> bool:
    """Whether a passage holds a value of the type asked for, on the subject or on its topic."""
    asked = asked_terms(inquiry, reader)
    held = any(carries(hit.passage, asked, inquiry, reader) for hit in evidence.hits)
    return held or any(on_topic(hit, inquiry) for hit in evidence.hits[:3])


def _reason(inquiry: Inquiry, evidence: Evidence) -> Reason:
    """Why too little was found: the day, a subject that is not ours, or a gap in the corpus."""
    scoped = inquiry.kinds or inquiry.instruments
    far = max(hit.similarity for hit in evidence.hits) < ALIEN
    if not scoped and (far or (not inquiry.topics and evidence.covered < UNTOUCHED)):
        return Reason.OUT_OF_SCOPE
    return Reason.NO_BASIS_ON_THAT_DATE if inquiry.dated else Reason.NOT_IN_CORPUS


ON_THE_TYPE = {
    AnswerType.PERSON: re.compile(r"\b(?:judge|name|part(?:y|ies)|author)", re.IGNORECASE),
    AnswerType.DOCKET: re.compile(r"\b(?:number|docket|citation)", re.IGNORECASE),
    AnswerType.DATE: re.compile(r"\b(?:date|day|year|when|entry into force|in force)", re.IGNORECASE),
    AnswerType.SUM: re.compile(r"\b(?:amount|sum|fee|cost|duty)", re.IGNORECASE),
    AnswerType.COUNT: re.compile(r"\b(?:number|count|figure|statistic)", re.IGNORECASE),
    AnswerType.SHARE: re.compile(r"\b(?:share|rate|figure|statistic)", re.IGNORECASE),
    AnswerType.PERIOD: re.compile(r"\b(?:time|limit|period|term|duration)", re.IGNORECASE),
}


ASKS_CONTENT = re.compile(
    r"\bwhat (?:does|did|do|is|was)\b.*\b(?:provide|say|state|hold|decide|stipulate|contain|content|outcome|ruling|holding)\b|\boperative part|\b(?:contents?|outcome|holding) of\b",
    re.IGNORECASE,
)
CONTENT = re.compile(r"\b(?:contents?|outcome|holding|what [\w ]+ held)\b", re.IGNORECASE)


def not_found_says(inquiry: Inquiry, evidence: Evidence, asked: frozenset[str], reader: Reader) -> str:
    """The sentence of one of the best passages that says the very thing was not found, or nothing."""
    if inquiry.yes_no:
        return ""
    typed = ON_THE_TYPE.get(inquiry.answer_type) or (CONTENT if ASKS_CONTENT.search(inquiry.english) else None)
    content = typed is CONTENT
    for hit in evidence.hits[: 2 if content else 5 if typed else 1]:
        for span in sentences(hit.passage.text):
            text = hit.passage.text[span.start : span.end]
            if not NOT_FOUND.search(text) or (typed and not typed.search(text)):
                continue
            near = reader.subjects.coverage(asked, reader.subjects.terms(f"{hit.passage.heading} {text}"))
            if (typed and near >= (0.5 if content else 0.3)) or (not typed and span.start == 0 and near >= 0.5):
                return text
    return ""


def _hinges(inquiry: Inquiry) -> bool:
    reference = any(
        re.match(
            r"(?:art|sect|§|para|rule|\[|no\b|case|ecli|normative|resolution|law|decree|act|order|regulation)",
            name,
            re.IGNORECASE,
        )
        for name in inquiry.unknown
    )
    return reference or bool(CASE_NAME.search(inquiry.english))


def _missing(inquiry: Inquiry, reader: Reader) -> str:
    key = MISSING.get(inquiry.answer_type)
    return reader.message(inquiry.language, key) if key else _general(inquiry, reader)


def _general(inquiry: Inquiry, reader: Reader) -> str:
    unknown = [term for term in asked_terms(inquiry, reader) if not reader.subjects.known(term)]
    words = [w for w in re.findall(r"[\w’'-]+", inquiry.english) if reader.subjects.terms(w) & set(unknown)]
    opened, closed = "“”" if inquiry.language == "en" else "«»"
    subject = (
        " ".join(dict.fromkeys(words))[:120] or f"{opened}{shorten(inquiry.query, 120, placeholder='…')}{closed}"
    )
    return reader.message(inquiry.language, "missing_general", subject=subject)


def declined(inquiry: Inquiry, gap: Gap, reader: Reader, evidence: Evidence, weighed: Weighed | None = None) -> Draft:
    """The refusal for a gap in the evidence."""
    language = inquiry.language
    if gap.reason is Reason.OUT_OF_SCOPE:
        lead = reader.message(language, "declined_out_of_scope")
    elif gap.reason is Reason.NO_BASIS_ON_THAT_DATE:
        lead = reader.message(language, "declined_date", date=reader.day(inquiry.as_of, language))
    else:
        lead = gap.said or reader.message(language, "declined_not_in_corpus", missing=gap.missing)
    topics = tuple(dict.fromkeys(TOPICS[hit.passage.topic] for hit in evidence.hits[:6]))
    narrowed = [reader.searched_in(inquiry.area, language)] if inquiry.area else []
    return Draft(
        status=Status.DECLINED,
        reason=gap.reason,
        lead=lead,
        missing=(gap.missing,),
        covered=topics or _everything(inquiry, reader),
        follow_ups=_nearby(inquiry, reader),
        notice=" ".join([*narrowed, _next_step(inquiry, reader)]),
        weighed=weighed,
    )


def without_evidence(inquiry: Inquiry, reader: Reader) -> Draft:
    """The reply to a question that needs no search: a greeting, off topic, a State not covered, a question back."""
    language = inquiry.language
    if inquiry.intent is Intent.CLARIFY:
        return Draft(
            status=Status.CLARIFY,
            reason=inquiry.reason,
            lead=inquiry.fork,
            choices=inquiry.choices,
            missing=inquiry.missing,
            notice=reader.message(language, "information_only"),
        )
    missing: tuple[str, ...] = ()
    if inquiry.reason is Reason.GREETING:
        lead = reader.message(language, "greeting")
    elif inquiry.reason is Reason.STATE_NOT_COVERED:
        state = reader.gazetteer.spoken(inquiry.states[0], language)
        lead, missing = reader.message(language, "declined_state", state=state), (state,)
    else:
        lead = inquiry.fork or reader.message(language, "declined_out_of_scope")
        missing = (inquiry.query[:120],)
    return Draft(
        status=Status.DECLINED,
        reason=inquiry.reason,
        lead=lead,
        missing=missing,
        covered=_everything(inquiry, reader),
        follow_ups=_nearby(inquiry, reader),
        notice=_next_step(inquiry, reader),
    )


def _everything(inquiry: Inquiry, reader: Reader) -> tuple[str, ...]:
    names = [reader.gazetteer.listed(code, inquiry.language) for code in reader.shelf.states]
    return (reader.message(inquiry.language, "covered_all", count=len(names)), ", ".join(names))


def _nearby(inquiry: Inquiry, reader: Reader) -> tuple[str, ...]:
    keys = ("follow_kazakhstan", "follow_documents", "follow_grounds")
    return tuple(reader.message(inquiry.language, key) for key in keys)


def _next_step(inquiry: Inquiry, reader: Reader) -> str:
    language = inquiry.language
    if inquiry.reason is Reason.GREETING:
        return reader.message(language, "information_only")
    state = reader.gazetteer.spoken(inquiry.states[0] if inquiry.states else "KZ", language)
    return f"{reader.message(language, 'next_step', state=state)} {reader.message(language, 'information_only')}"
