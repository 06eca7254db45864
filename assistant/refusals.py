"""Saying no usefully: what is missing, what is covered nearby, what to do next."""

import re
from dataclasses import dataclass

from assistant.rank import asked_terms
from assistant.reader import Reader
from assistant.sentences import sentences
from assistant.types import AnswerType, Draft, Evidence, Inquiry, Intent, Reason, Status
from assistant.values import AUTHORSHIP, NUMBER_WORDS, STRICT, holds
from corpus.types import TOPICS, Passage
from index.lexical import ENGLISH_STOP, stem
from index.types import Hit

COVERED = 0.36
"""Least share of the question's terms in one of the first passages; below it the corpus is taken not to speak of it."""

SIMILAR = 0.50
"""Least cosine of the best passage; a question that falls below this and COVERED alike is declined."""

UNTOUCHED = 0.12
"""Coverage below which a question without topic, kind or instrument is about something else."""

ANCHORED = 0.1
"""How much nearer a question is taken to be that names a State and a kind of decision."""

ALIEN = 0.44
"""Cosine below which a question that is declined is taken to be about something else altogether."""

TYPED = 0.45
"""Least share of the question's terms in the passage that holds a value of the type asked for."""

NOT_FOUND = re.compile(
    r"\b(?:was|were|has|have|is|are) not (?:been )?(?:found|seen|known|established|confirmed|visible|verified|checked)\b"
    r"|\bneither\b[^.]*\b(?:was|were|is) (?:found|seen|known)\b|\bno [\w ,-]{0,60}\b(?:was|were|has been|have been) (?:found|seen)\b|\bremains? (?:unknown|unseen)\b|\bdoes not (?:say|state|give|name|tell|print)\b",
    re.IGNORECASE,
)
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


def unanswerable(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Gap | None:
    """What the evidence lacks, or None when it can answer.

    A question for a person, number, date, period, sum, share or count needs a sentence on that very subject that
    holds one; others need a passage that covers enough of the question's terms, or is near enough in meaning.
    """
    if not evidence.hits:
        nothing = Reason.NO_BASIS_ON_THAT_DATE if inquiry.dated else Reason.NOT_IN_CORPUS
        return Gap(reason=nothing, missing=_general(inquiry, reader))
    if inquiry.dated and inquiry.states and inquiry.as_of < reader.shelf.since(inquiry.states[0]):
        return Gap(reason=Reason.NO_BASIS_ON_THAT_DATE, missing=_general(inquiry, reader))
    if inquiry.unknown and _hinges(inquiry):
        subject = reader.message(inquiry.language, "missing_reference", subject=inquiry.unknown[0])
        return Gap(reason=Reason.NOT_IN_CORPUS, missing=subject)
    asked = asked_terms(inquiry, reader)
    thing = ASKED_THING.search(inquiry.english)
    head = HEAD_NOUN.search(inquiry.english)
    if head and not inquiry.yes_no and not inquiry.topics and not reader.knows_word(head["thing"]):
        return Gap(reason=Reason.NOT_IN_CORPUS, missing=_general(inquiry, reader))
    if thing and not inquiry.yes_no and not reader.knows_word(thing["thing"]):
        return Gap(reason=Reason.NOT_IN_CORPUS, missing=_missing(inquiry, reader))
    said = not_found_says(inquiry, evidence, asked, reader)
    if inquiry.answer_type in STRICT:
        if any(carries(hit.passage, asked, inquiry, reader) for hit in evidence.hits):
            return None
        if any(_on_topic(hit, inquiry) for hit in evidence.hits[:3]):
            return None
        return Gap(reason=Reason.NOT_IN_CORPUS, missing=_missing(inquiry, reader), said=said)
    if said:
        return Gap(reason=Reason.NOT_IN_CORPUS, missing=_missing(inquiry, reader), said=said)
    similarity = max(hit.similarity for hit in evidence.hits)
    if inquiry.dated and evidence.covered < COVERED + 0.1 and similarity < SIMILAR + 0.1:
        return Gap(reason=Reason.NO_BASIS_ON_THAT_DATE, missing=_general(inquiry, reader))
    if evidence.covered < UNTOUCHED and not (inquiry.kinds or inquiry.instruments or inquiry.topics):
        return Gap(reason=Reason.OUT_OF_SCOPE, missing=_general(inquiry, reader))
    anchored = ANCHORED if inquiry.states and inquiry.kinds else 0.0
    if evidence.covered < COVERED and similarity < SIMILAR - anchored + 0.2 * (COVERED - evidence.covered):
        far = similarity < ALIEN and not inquiry.instruments and not inquiry.kinds
        return Gap(reason=Reason.OUT_OF_SCOPE if far else Reason.NOT_IN_CORPUS, missing=_general(inquiry, reader))
    return None


def carries(passage: Passage, asked: frozenset[str], inquiry: Inquiry, reader: Reader) -> bool:
    """Whether a sentence of a passage holds a value of the type asked for, on the subject asked about."""
    if reader.subjects.coverage(asked, reader.subjects.of(passage)) < TYPED:
        return False
    named = {mention.code for mention in reader.gazetteer.find(inquiry.english)}
    pair = set(inquiry.states[:2]) if len(named) >= 2 else set()
    told = inquiry.answer_type is AnswerType.SUM and re.search(
        r"\b(?:did|was|were)\b", inquiry.english, re.IGNORECASE
    )
    if (told or inquiry.answer_type in (AnswerType.PERSON, AnswerType.DOCKET)) and not pair <= set(passage.states):
        return False
    return any(
        _holds(passage, passage.text[span.start : span.end], asked, inquiry, reader)
        for span in sentences(passage.text)
    )


ON_TOPIC = {
    AnswerType.PERIOD: {"limitation", "procedure", "appeal", "enforcement-proceedings", "debt-collection"},
    AnswerType.SUM: {"costs", "tax", "enforcement-proceedings", "debt-collection"},
    AnswerType.DATE: {"treaties", "cases", "sources-of-law", "reform"},
    AnswerType.COUNT: {"statistics"},
}
"""Topics whose passages answer a type of question even when few of its words recur in them."""


def _holds(passage: Passage, text: str, asked: frozenset[str], inquiry: Inquiry, reader: Reader) -> bool:
    kind = inquiry.answer_type
    terms = reader.subjects.terms(f"{passage.heading} {text}")
    if NOT_FOUND.search(text) or (AVERAGE.search(inquiry.english) and not AVERAGE.search(text)):
        return False
    if kind is AnswerType.PERSON:
        if AUTHORSHIP.search(inquiry.english):
            return bool(passage.people)
        named = any(person in text for person in passage.people)
        return holds(text, kind) or (named and not AUTHORSHIP.search(text))
    if kind is AnswerType.DOCKET:
        return holds(f"{text} {passage.pinpoint}", kind)
    if not holds(text, kind):
        return False
    if kind in (AnswerType.COUNT, AnswerType.SHARE):
        years = set(re.findall(r"\b(?:19|20)\d\d\b", inquiry.english))
        if years and not years & set(re.findall(r"\b(?:19|20)\d\d\b", passage.text)):
            return False
        if years and not any(year in text for year in years):
            return False
        return _counts(text, inquiry.english) and reader.subjects.coverage(asked, terms) >= TYPED + 0.05
    return reader.subjects.coverage(asked, terms) >= TYPED - 0.2


def _on_topic(hit: Hit, inquiry: Inquiry) -> bool:
    passage, kind = hit.passage, inquiry.answer_type
    if kind is AnswerType.COUNT and (
        re.search(r"\b(?:19|20)\d\d\b", inquiry.english) or not _counts(passage.text, inquiry.english)
    ):
        return False
    if AVERAGE.search(inquiry.english) and not AVERAGE.search(passage.text):
        return False
    of_state = not inquiry.states or passage.states[0] in inquiry.states
    near = hit.similarity >= SIMILAR - 0.06
    return (
        of_state
        and near
        and passage.topic in ON_TOPIC.get(kind, ())
        and holds(passage.text, kind)
        and not NOT_FOUND.search(passage.text)
    )


def _counts(text: str, question: str) -> bool:
    """Whether a number stands close before the thing that is counted ("24 applications", "12 of 24")."""
    counted = re.search(r"\b(?:how many|number of|count of)\s+(?:of\s+)?(?P<rest>[\w -]+)", question, re.IGNORECASE)
    if not counted:
        return True
    nouns = [stem(word.lower()) for word in counted["rest"].split()[:4] if word.lower() not in ENGLISH_STOP]
    words = [stem(word.lower()) for word in re.findall(r"[\w’'-]+", text)]
    for at, word in enumerate(words):
        if word in nouns and any(
            NUMBERED.fullmatch(before) and not YEAR.fullmatch(before) for before in words[max(0, at - 5) : at]
        ):
            return True
    return False


AVERAGE = re.compile(r"\b(?:average|typical\w*|median|usual\w*|in practice)\b", re.IGNORECASE)
ASKED_THING = re.compile(
    r"\bwhat (?:is|was|are|were) the (?:(?:average|typical|usual|total|exact|current|monthly|annual|mean) )*(?P<thing>[a-z]{4,}) (?:of|for|paid|charged|earned)",
    re.IGNORECASE,
)
HEAD_NOUN = re.compile(
    r"\b(?:what|which) (?!is\b|are\b|was\b|were\b|does\b|do\b|did\b|can\b|happens?\b|about\b|if\b)(?P<thing>[a-z]{4,})\b",
    re.IGNORECASE,
)
"""The thing asked for by name ("which newspaper"): where no topic shows and no passage has its word, nothing answers."""

YEAR = re.compile(r"(?:19|20)\d\d")
NUMBERED = re.compile(rf"\d[\d,.]*|{'|'.join(stem(word) for word in NUMBER_WORDS)}|no|none")

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
    subject = " ".join(dict.fromkeys(words)) or inquiry.query.rstrip("?")
    return reader.message(inquiry.language, "missing_general", subject=subject[:120])


def declined(inquiry: Inquiry, gap: Gap, reader: Reader, evidence: Evidence) -> Draft:
    """The refusal for a gap in the evidence."""
    language = inquiry.language
    if gap.reason is Reason.OUT_OF_SCOPE:
        lead = reader.message(language, "declined_out_of_scope")
    elif gap.reason is Reason.NO_BASIS_ON_THAT_DATE:
        lead = reader.message(language, "declined_date", date=inquiry.as_of.isoformat())
    else:
        lead = gap.said or reader.message(language, "declined_not_in_corpus", missing=gap.missing)
    topics = tuple(dict.fromkeys(TOPICS[hit.passage.topic] for hit in evidence.hits[:6]))
    return Draft(
        status=Status.DECLINED,
        reason=gap.reason,
        lead=lead,
        missing=(gap.missing,),
        covered=topics or _everything(inquiry, reader),
        follow_ups=_nearby(inquiry, reader),
        notice=_next_step(inquiry, reader),
    )


def without_evidence(inquiry: Inquiry, reader: Reader) -> Draft:
    """The reply to a question that needs no search: a greeting, off topic, a State not covered, a question back."""
    language = inquiry.language
    if inquiry.intent is Intent.CLARIFY:
        lead = reader.message(language, inquiry.fork)
        return Draft(
            status=Status.CLARIFY,
            reason=inquiry.reason,
            lead=lead,
            choices=inquiry.choices,
            missing=("state of origin",),
            notice=reader.message(language, "information_only"),
        )
    missing: tuple[str, ...] = ()
    if inquiry.reason is Reason.GREETING:
        lead = reader.message(language, "greeting")
    elif inquiry.reason is Reason.STATE_NOT_COVERED:
        state = reader.gazetteer.spoken(inquiry.states[0], language)
        lead, missing = reader.message(language, "declined_state", state=state), (state,)
    else:
        lead, missing = reader.message(language, "declined_out_of_scope"), (inquiry.query[:120],)
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
    names = [reader.gazetteer.name(code) for code in reader.shelf.states]
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
