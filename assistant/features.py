"""What tells a passage that answers from one that only looks alike: named numbers, weighed by `fitted/ranking.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.reader import Reader
from assistant.types import CENTRE, AnswerType, Found, Inquiry
from assistant.values import STRICT, numbers, passage_holds
from corpus.types import Passage, Standing
from index.types import Hit

NEIGHBOURS = 12
"""Best hits whose topics, sources and instruments tell what the question is about."""

PROPOSED = re.compile(
    r"\b(?:propos\w*|reforms?|draft|plan\w*|recommend\w*|suggest\w*|should|future|kaem|new|chang\w*|amend\w*)\b",
    re.IGNORECASE,
)
"""What asks for law that is only proposed."""

OF_THE_FORUM = frozenset(
    {
        "documents",
        "translation-legalisation",
        "limitation",
        "competent-court",
        "costs",
        "appeal",
        "procedure",
        "enforcement-proceedings",
    }
)
"""Topics that the law of the State asked to enforce governs alone."""

AIFC = re.compile(r"\b(?:AIFC|IAC|Astana (?:International )?Financial)\b", re.IGNORECASE)

NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z’'-]{2,}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A question, prepared once for the comparison with every passage found."""

    inquiry: Inquiry
    asked: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    best: float
    topics: Mapping[str, float]
    sources: Mapping[str, float]
    statements: Mapping[str, float]


def sought(inquiry: Inquiry, found: Found, asked: frozenset[str]) -> Sought:
    """What is compared with each passage: terms, numbers and names asked for, and what the best hits agree on."""
    near = sorted(found.hits, key=lambda hit: -hit.score)[:NEIGHBOURS]
    total = sum(hit.score for hit in near) or 1.0
    topics: dict[str, float] = {}
    sources: dict[str, float] = {}
    for hit in near:
        topics[hit.passage.topic] = topics.get(hit.passage.topic, 0.0) + hit.score / total
        sources[hit.passage.source_id] = sources.get(hit.passage.source_id, 0.0) + hit.score / total
    statements: dict[str, float] = {}
    for said in (*found.statements, *found.own):
        statements[said.passage.id] = max(statements.get(said.passage.id, 0.0), said.score)
    return Sought(
        inquiry=inquiry,
        asked=asked,
        numbers=numbers(inquiry.english),
        names=frozenset(name.lower() for name in NAME.findall(inquiry.english)),
        best=max((hit.score for hit in found.hits), default=1.0) or 1.0,
        topics=topics,
        sources=sources,
        statements=statements,
    )


def features(hit: Hit, wanted: Sought, reader: Reader) -> dict[str, float]:
    """The named numbers of one passage found, most of them 0 to 1."""
    passage, inquiry, subjects = hit.passage, wanted.inquiry, reader.subjects
    asked, own = wanted.asked, subjects.of(passage)
    held = subjects.held(passage)
    return {
        "fused": hit.score / wanted.best,
        "words": _reciprocal(hit.ranks.get("words")),
        "meaning": _reciprocal(hit.ranks.get("meaning")),
        "similarity": hit.similarity,
        "statement": wanted.statements.get(passage.id, 0.0),
        "coverage": subjects.coverage(asked, own),
        "text-coverage": subjects.coverage(asked, subjects.text_of(passage)),
        "sentence": max(subjects.coverage(asked, sentence) for sentence in held.sentences),
        "heading": subjects.coverage(asked, held.heading),
        "heading-back": subjects.coverage(held.heading, asked),
        "terms": max((subjects.coverage(term, asked) for term in held.terms), default=0.0),
        "numbers": len(wanted.numbers & held.numbers) / len(wanted.numbers) if wanted.numbers else 0.0,
        "names": _share(wanted.names, held.low),
        "agreed-topic": wanted.topics.get(passage.topic, 0.0),
        "agreed-source": wanted.sources.get(passage.source_id, 0.0),
        "typed": float(inquiry.answer_type in STRICT and passage_holds(passage, inquiry.answer_type)),
        "authority": passage.kind.weight / 10,
        "outdated": float(passage.standing is Standing.OUTDATED),
        "doubtful": float(passage.standing in (Standing.UNCONFIRMED, Standing.INFERENCE)),
        **_topic(passage, inquiry),
        **_scope(passage, inquiry),
    }


def _reciprocal(rank: int | None) -> float:
    return 0.0 if rank is None else 1 / rank


def _share(names: frozenset[str], text: str) -> float:
    return sum(name in text for name in names) / len(names) if names else 0.0


def _topic(passage: Passage, inquiry: Inquiry) -> dict[str, float]:
    first, rest = inquiry.topics[:1], inquiry.topics[1:3]
    return {
        "first-topic": float(passage.topic in first),
        "topic": float(passage.topic in rest),
        "also": float(bool(set(passage.also) & set(inquiry.topics[:3]))),
        "court": float(passage.topic == "competent-court" and passage.topic in first and _at_home(passage, inquiry)),
        "papers": float(passage.topic == "documents" and passage.topic in first),
    }


def _scope(passage: Passage, inquiry: Inquiry) -> dict[str, float]:
    kinds, states = inquiry.kinds, inquiry.states
    pair = set(states[:2]) if len(states) > 1 else set()
    closed = "any" not in passage.kinds
    named = inquiry.instruments
    return {
        "kind": float(bool(kinds) and closed and kinds[0] in passage.kinds),
        "other-kind": float(bool(kinds) and closed and not set(kinds) & set(passage.kinds)),
        "instrument": float(bool(named) and passage.instrument in named),
        "other-instrument": float(bool(named) and bool(passage.instrument) and passage.instrument not in named),
        "first-state": float(bool(states) and passage.states[0] == states[0]),
        "other-state": float(bool(states) and passage.states[0] not in (*states, "INT")),
        "pair": float(bool(pair) and pair <= set(passage.states)),
        "third-state": float(
            bool(pair) and not pair <= set(passage.states) and bool(set(passage.states) - pair - {"INT"})
        ),
        "proposal": float(passage.topic == "reform" and not PROPOSED.search(inquiry.english)),
        "aifc-unasked": float(bool(AIFC.search(passage.heading)) and not _asks_of_aifc(inquiry)),
        "of-the-origin": float(_of_the_origin(passage, inquiry)),
        "centre": float(not states and not named and passage.states[0] in (CENTRE, "INT")),
        "elsewhere": float(not states and not named and not {CENTRE, "INT"} & set(passage.states)),
    }


def _at_home(passage: Passage, inquiry: Inquiry) -> bool:
    """Whether a passage is of the law asked about: of the States named, or of the centre where none is."""
    return passage.states[0] in (inquiry.states or (CENTRE, "INT"))


def _asks_of_aifc(inquiry: Inquiry) -> bool:
    named = bool(AIFC.search(inquiry.english)) or "special-courts" in inquiry.topics
    return named or "aifc-judgment" in inquiry.kinds or "KZ-AIFC" in inquiry.states


def _of_the_origin(passage: Passage, inquiry: Inquiry) -> bool:
    """Whether a passage has the law of the State of origin alone, where another State is asked to enforce."""
    origin = inquiry.facts.state_of_origin
    requested = inquiry.case.requested_state
    if not OF_THE_FORUM & set(inquiry.topics) or inquiry.instruments or inquiry.answer_type is AnswerType.COMPARISON:
        return False  # the law of both may be asked for
    return origin not in (None, requested) and requested is not None and set(passage.states) == {origin}


def weighed(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of each value times its weight; a value without a weight counts nothing."""
    if len(weights) < len(values):
        return sum(weight * values[name] for name, weight in weights.items() if name in values)
    return sum(weights.get(name, 0.0) * value for name, value in values.items())
