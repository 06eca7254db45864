"""The wide step: passages by words and by meaning, of the States and the day asked for."""

import re
from datetime import date

from assistant.parts import RETRIEVERS, SHIPPED, Part, Parts
from assistant.reader import Reader
from assistant.types import AnswerType, Found, Inquiry
from corpus.areas import inside
from corpus.types import Passage, Standing
from index.embedders import Vectors
from index.search import Searcher
from index.types import StatementHit

LIMIT = 40
STATEMENTS = 24
WIDER = 12
"""How many times further the search by meaning looks where only one area of law counts."""

LONG_KNOWN = date(2016, 1, 1)
"""A passage that does not say since when it holds is not quoted for a day before this one."""

PAST = re.compile(
    r"\b(?:used to|previous(?:ly)?|former(?:ly)?|historical\w*|until|before|prior to|old|earlier|back then|at that time|no longer"
    r"|anymore|any more|once|repealed|abolished|was|were|did|had|originally|still|since when|first)\b",
    re.IGNORECASE,
)


def retrieve(inquiry: Inquiry, searcher: Searcher, reader: Reader, parts: Parts = SHIPPED) -> Found:
    """The passages that could answer, and the statements that could settle yes or no.

    Passages of other States are left out when the question names States, those of other areas when an area was chosen;
    passages whose window does not cover the day are left out, unless the question looks back or asks what changed.
    """
    wording = reader.subjects.canonical(inquiry.english)
    premises = inquiry.premises[:2]
    vector, *of_premises = searcher.embed([inquiry.english, *premises])
    states = filter_states(inquiry) if Part.STATES in parts else ()

    back, reported = looks_back(inquiry), _reports(inquiry)

    wider = WIDER if inquiry.area else 1

    def keep(passage: Passage) -> bool:
        on_topic = Part.TOPIC_ONLY not in parts or not inquiry.topics or bool({*passage.topics} & {*inquiry.topics})
        return on_topic and inside(passage, inquiry.area) and in_time(passage, inquiry, back, reported)

    def near(taken: Vectors) -> tuple[StatementHit, ...]:
        found = searcher.statements(taken, STATEMENTS * wider, states)
        return tuple(s for s in found if keep(s.passage))[:STATEMENTS]

    hits = searcher.search(wording, vector, LIMIT, states, keep, wider, by=parts & RETRIEVERS)
    return Found(
        hits=tuple(hits),
        statements=near(vector),
        own=tuple(searcher.statements_of([hit.passage for hit in hits], vector)),
        on_premises=tuple((premise, near(taken)) for premise, taken in zip(premises, of_premises, strict=True)),
    )


def filter_states(inquiry: Inquiry) -> tuple[str, ...]:
    """States to search in; none for all. Treaty texts count for every State once an instrument is named."""
    if not inquiry.states:
        return ()
    return (*inquiry.states, "INT") if inquiry.instruments or "award" in inquiry.kinds else inquiry.states


def in_time(passage: Passage, inquiry: Inquiry, back: bool, reported: bool) -> bool:
    """Whether a passage may speak on the day asked for; `back` when the question looks back, `reported` when it
    asks what somebody wrote."""
    if inquiry.dated:
        undated = passage.window.first is passage.window.last is None and inquiry.as_of < LONG_KNOWN
        return passage.window.covers(inquiry.as_of) and not undated
    if passage.window.last is not None and passage.window.last < inquiry.as_of and not back:
        return False
    return passage.standing is not Standing.OUTDATED or back or reported


def looks_back(inquiry: Inquiry) -> bool:
    """Whether a question without a day asks about the past."""
    return inquiry.answer_type in (AnswerType.CHANGE, AnswerType.CASES) or bool(PAST.search(inquiry.english))


def _reports(inquiry: Inquiry) -> bool:
    return bool(
        re.search(
            r"\b(?:article|note|study|author|claims?|says?|according|page|wrote|salikhova|tukulov)\b",
            inquiry.english,
            re.I,
        )
    )
