"""Whether a passage holds a value of the type asked for, on the very subject asked about."""

import re

from assistant.reader import Reader
from assistant.sentences import sentences
from assistant.types import AnswerType, Inquiry
from assistant.values import AUTHORSHIP, NUMBER_WORDS, holds
from corpus.types import Passage
from index.lexical import ENGLISH_STOP, stem
from index.types import Hit

NEAR = 0.44
"""Least cosine of a passage that answers by its topic alone."""

TYPED = 0.45
"""Least share of the question's terms in the passage that holds a value of the type asked for."""

NOT_FOUND = re.compile(
    r"\b(?:was|were|has|have|is|are) not (?:been )?(?:found|seen|known|established|confirmed|visible|verified|checked)\b"
    r"|\bneither\b[^.]*\b(?:was|were|is) (?:found|seen|known)\b|\bno [\w ,-]{0,60}\b(?:was|were|has been|have been) (?:found|seen)\b|\bremains? (?:unknown|unseen)\b|\bdoes not (?:say|state|give|name|tell|print)\b",
    re.IGNORECASE,
)
AVERAGE = re.compile(r"\b(?:average|typical\w*|median|usual\w*|in practice)\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NUMBERED = re.compile(rf"\d[\d,.]*|{'|'.join(stem(word) for word in NUMBER_WORDS)}|singl|no|none")


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
    AnswerType.SHARE: {"costs"},
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
        years = _years_asked(inquiry, reader)
        if years and not years & set(re.findall(r"\b(?:19|20)\d\d\b", passage.text)):
            return False
        if years and not any(year in text for year in years):
            return False
        return _counts(text, inquiry.english) and reader.subjects.coverage(asked, terms) >= TYPED + 0.05
    return reader.subjects.coverage(asked, terms) >= TYPED - 0.2


def _years_asked(inquiry: Inquiry, reader: Reader) -> set[str]:
    """The years for which something is to be counted: not the present one, nor that of a convention's name."""
    text = inquiry.english
    for start, end, _ in reversed(reader.instrument_spans(text)):
        text = f"{text[:start]} {text[end:]}"
    return {match.group() for match in YEAR.finditer(text)} - {str(reader.today.year)}


def on_topic(hit: Hit, inquiry: Inquiry) -> bool:
    """Whether a passage answers a type of question by its topic: a period by one on limitation, say."""
    passage, kind = hit.passage, inquiry.answer_type
    if kind is AnswerType.COUNT and (
        re.search(r"\b(?:19|20)\d\d\b", inquiry.english) or not _counts(passage.text, inquiry.english)
    ):
        return False
    if AVERAGE.search(inquiry.english) and not AVERAGE.search(passage.text):
        return False
    of_state = not inquiry.states or passage.states[0] in inquiry.states
    near = hit.similarity >= NEAR
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
