"""How likely the evidence answers the question at all, weighed by what was learnt from labelled questions."""

import math
import re
from collections.abc import Sequence

from assistant.features import weighed
from assistant.rank import asked_terms, subject_terms
from assistant.reader import Reader
from assistant.reading.wording import ROLE_WHO
from assistant.sentences import asking, split, split_typed
from assistant.typed import carries, on_topic
from assistant.types import AnswerType, Evidence, Inquiry
from assistant.values import STRICT, holds, numbers
from assistant.weighing.settling import Reading
from corpus.types import Passage

FIRST = 4
"""Passages looked at: one that answers stands among the first."""

LEAST_ASKED = 3
"""Terms that the sentences which ask must have for the story before them to count nothing."""

PARTICULAR = re.compile(
    r"\b(?:name[sd]?|exact\w*|who|whom|whose|phone|e-?mail|address|website|salary|paid|earn\w*|hours|how many|how much|percent\w*"
    r"|share|rate|average|typical\w*|median|number of|statistic\w*|ranking|latest|forecast|next year|predict\w*|opinion|best|favou?rite)\b",
    re.IGNORECASE,
)
"""Words that ask for a particular which digests of law seldom hold."""

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z’'-]{2,}\b")


def answerable(inquiry: Inquiry, evidence: Evidence, taken: Sequence[Reading], reader: Reader) -> float:
    """The chance, 0 to 1, that the evidence, with the readings of its statements, holds an answer; 0 where there is none."""
    if not evidence.hits:
        return 0.0
    total = weighed(features(inquiry, evidence, taken, reader), reader.fitted.answering)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def features(inquiry: Inquiry, evidence: Evidence, taken: Sequence[Reading], reader: Reader) -> dict[str, float]:
    """What tells a question with an answer from one that only looks like it; most are 0 to 1.

    Raises:
        ValueError: there is no hit.
    """
    if not evidence.hits:
        raise ValueError("evidence without a hit has no features")
    subjects, english = reader.subjects, inquiry.english
    asked = asked_terms(inquiry, reader)
    first = [hit.passage for hit in evidence.hits[:FIRST]]
    now = _asked_now(english, reader) or asked
    weight_now = sum(subjects.weight(term) for term in now) or 1.0
    unknown = sum(subjects.weight(term) for term in now if not subjects.known(term))
    sentence = max(
        subjects.coverage(asked, subjects.terms(f"{passage.heading} {text}"))
        for passage in first
        for text in split(passage.text)
    )
    years = frozenset(YEAR.findall(english))
    names = [name.lower() for name in NAME.findall(english) if not reader.gazetteer.find(name)]
    held = " ".join(f"{p.heading} {p.text} {p.pinpoint} {p.authority} {' '.join(p.people)}" for p in first).lower()
    head = _head(english, reader)
    named = {reader.gazetteer.shelved(mention.code) for mention in reader.gazetteer.find(english)}
    spoken = [set(passage.states) for passage in first]
    strongest = max((weighed(reading.features, reader.fitted.settling) for reading in taken), default=0.0)
    rare = max((subjects.weight(term) for term in now if not _held(term, first, reader)), default=0.0)
    strict = inquiry.answer_type in STRICT
    return {
        "bias": 1.0,
        "covered": max(subjects.coverage(asked, subjects.of(passage)) for passage in first),
        "all-covered": subjects.coverage(asked, frozenset().union(*(subjects.of(passage) for passage in first))),
        "sentence": sentence,
        "score": evidence.scores[0] / 10,
        "margin": (evidence.scores[0] - evidence.scores[min(4, len(evidence.scores) - 1)]) / 10,
        "similarity": max(hit.similarity for hit in evidence.hits),
        "statement": max((s.score for s in evidence.statements[:3]), default=0.0),
        "unknown": unknown / weight_now,
        "rare-left-out": rare / 8,
        "strict": float(strict),
        "value": float(
            strict
            and any(
                holds(t, inquiry.answer_type) for p in first[:2] for t in split(p.text) if _near(t, asked, reader)
            )
        ),
        "carried": float(strict and any(carries(hit.passage, asked, inquiry, reader) for hit in evidence.hits)),
        "typed-topic": float(strict and any(on_topic(hit, inquiry) for hit in evidence.hits[:3])),
        "person": float(inquiry.answer_type is AnswerType.PERSON),
        "docket": float(inquiry.answer_type is AnswerType.DOCKET),
        "count": float(inquiry.answer_type in (AnswerType.COUNT, AnswerType.SHARE)),
        "sum": float(inquiry.answer_type is AnswerType.SUM),
        "date": float(inquiry.answer_type is AnswerType.DATE),
        "particular": float(bool(PARTICULAR.search(ROLE_WHO.sub(" ", english)))),
        "years": len(years & numbers(held)) / len(years) if years else 0.0,
        "other-years": len(years - numbers(held)) / len(years) if years else 0.0,
        "other-names": sum(name not in held for name in names) / len(names) if names else 0.0,
        "unknown-names": float(bool(inquiry.unknown)),
        "no-topic": float(not inquiry.topics),
        "no-scope": float(not (inquiry.topics or inquiry.kinds or inquiry.instruments)),
        "states": float(bool(inquiry.states)),
        "of-state": float(not inquiry.states or first[0].states[0] in inquiry.states),
        "yes-no": float(inquiry.yes_no),
        "head": max((subjects.coverage(head, subjects.of(passage)) for passage in first[:2]), default=1.0)
        if head
        else 1.0,
        "no-head": float(not head),
        "head-left-out": max(
            (subjects.weight(term) for term in head if not _held(term, first[:2], reader)), default=0.0
        )
        / 8,
        "head-beside": max(
            (
                subjects.coverage(head, terms) * subjects.coverage(asked, terms)
                for passage in first[:2]
                for text in split(passage.text)
                for terms in (subjects.terms(f"{passage.heading} {text}"),)
            ),
            default=1.0,
        )
        if head
        else 0.5,
        "states-held": max(len(named & states) / len(named) for states in spoken) if named else 1.0,
        "states-own": float(
            not named or any(passage.states[0] in named or passage.states[0] == "INT" for passage in first)
        ),
        "settled": strongest / 10 if inquiry.yes_no else 0.0,
        "near": strongest / 10,
        "terms": min(1.0, len(asked) / 12),
    }


STOPS = r"(?:of|for|from|in|on|at|by|to|with|that|who|whom|which|did|do|does|is|are|was|were|has|have|had|can|could|may|must|should|will|would|a|an|the|and|or|under|per|as|when)"
NOUNS = rf"(?:(?:the|a|an|any|exact|full|current) )?(?P<head>(?!{STOPS}\b)[\w’'-]+(?: (?!{STOPS}\b)[\w’'-]+){{0,3}})"
HEADS = tuple(
    re.compile(pattern.replace("NOUNS", NOUNS), re.IGNORECASE)
    for pattern in (
        r"\b(?:which|what|whose|how many|how much)\s+NOUNS",
        r"\bwhat (?:is|are|was|were)\s+NOUNS",
        r"\b(?:name|identify|quote|cite|state|give(?: me| us)?|tell(?: me| us)?|show(?: me| us)?|send(?: me| us)?|list)\s+(?:please )?NOUNS",
        r"^\W*NOUNS\s+(?:of|for|that|who|in|on|at|inside|used|applied|paid|charged)\b",
        r"[—–-]\s*NOUNS\?$",
        r"\bwho (?P<head>[\w’'-]+(?:\s+[\w’'-]+)?)",
    )
)
"""What a question asks for by name, tried in this order."""


def _head(english: str, reader: Reader) -> frozenset[str]:
    """The terms of the thing asked for by name: "which solicitors acted" gives "solicitor" and "act"."""
    last = (asking(english) or [english])[-1]
    for pattern in HEADS:
        found = pattern.search(last)
        terms = reader.subjects.terms(found["head"]) if found else frozenset()
        if terms:
            return frozenset(terms)
    return frozenset()


def _asked_now(english: str, reader: Reader) -> frozenset[str]:
    """The terms of the sentences that ask, where a story is told before; nothing where they tell too little."""
    told = split_typed(english)
    asked = asking(english)
    if len(asked) == len(told):
        return frozenset()
    terms = subject_terms(" ".join(asked or told[-1:]), reader)
    return terms if len(terms) >= LEAST_ASKED else frozenset()


def _held(term: str, passages: Sequence[Passage], reader: Reader) -> bool:
    return any(term in reader.subjects.of(passage) for passage in passages)


def _near(text: str, asked: frozenset[str], reader: Reader) -> bool:
    return reader.subjects.coverage(asked, reader.subjects.terms(text)) >= 0.25
