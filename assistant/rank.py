"""The narrow step: which of the found passages answer, best first, without repeats."""

from assistant.reader import Reader
from assistant.types import Evidence, Found, Inquiry
from assistant.values import STRICT, passage_holds
from corpus.types import Passage, Standing
from index.types import Hit

KEEP = 10
"""Passages kept; the writer shows at most seven."""

ALIKE = 0.5
"""Share of common terms (Jaccard) above which a passage repeats a better one."""

CONTAINED = 0.7
"""Share of a shorter passage's terms above which a longer, better one makes it superfluous."""

WEIGHTS = {
    "fused": 1.0,
    "similarity": 1.6,
    "coverage": 1.5,
    "first-topic": 0.65,
    "only-topic": 1.8,
    "topic": 0.45,
    "also": 0.3,
    "kind": 0.2,
    "other-kind": -0.5,
    "instrument": 0.6,
    "other-instrument": -0.35,
    "first-state": 0.35,
    "other-state": -0.5,
    "pair": 0.5,
    "third-state": -0.4,
    "centre": 0.35,
    "off-centre": -0.35,
    "typed": 0.35,
    "outdated": -0.5,
    "doubtful": -0.18,
    "authority": 0.03,
}
"""What each feature adds to a passage's score, set on the development questions of the evals."""

CENTRE = "KZ"
TOLD_BY_TOPIC = frozenset({"competent-court"})
"""Topics whose own word ("court") is too common to tell passages apart, so that only the topic does."""


def rank(inquiry: Inquiry, found: Found, reader: Reader) -> Evidence:
    """Order the hits by their features and keep the best that do not repeat one another."""
    asked = asked_terms(inquiry, reader)
    best = max((hit.score for hit in found.hits), default=1.0)
    scored = sorted(
        ((_score(hit, best, asked, inquiry, reader), hit) for hit in found.hits),
        key=lambda item: (-item[0], item[1].passage.id),
    )
    kept: list[tuple[float, Hit]] = []
    dropped: list[tuple[str, str]] = []
    for score, hit in scored:
        twin = next((other for _, other in kept if _repeats(hit.passage, other.passage, reader)), None)
        if twin is not None:
            dropped.append((hit.passage.id, f"repeats {twin.passage.id}"))
        elif len(kept) == KEEP:
            dropped.append((hit.passage.id, "beyond what fits"))
        else:
            kept.append((score, hit))
    covered = max(
        (reader.subjects.coverage(asked, reader.subjects.of(hit.passage)) for _, hit in kept[:4]), default=0.0
    )
    return Evidence(
        hits=tuple(hit for _, hit in kept),
        scores=tuple(round(score, 4) for score, _ in kept),
        covered=covered,
        statements=found.statements,
        on_premises=found.on_premises,
        dropped=tuple(dropped),
    )


def asked_terms(inquiry: Inquiry, reader: Reader) -> frozenset[str]:
    """The terms of a question that tell its subject, names of States left out."""
    text = inquiry.english
    for mention in sorted(reader.gazetteer.find(text), key=lambda m: -m.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return reader.subjects.terms(text)


def _score(hit: Hit, best: float, asked: frozenset[str], inquiry: Inquiry, reader: Reader) -> float:
    passage = hit.passage
    total = WEIGHTS["fused"] * hit.score / best + WEIGHTS["similarity"] * hit.similarity
    total += WEIGHTS["coverage"] * reader.subjects.coverage(asked, reader.subjects.of(passage))
    if passage.topic in inquiry.topics[:1]:
        total += WEIGHTS["only-topic" if passage.topic in TOLD_BY_TOPIC else "first-topic"]
    elif passage.topic in inquiry.topics[:3]:
        total += WEIGHTS["topic"]
    elif set(passage.also) & set(inquiry.topics[:3]):
        total += WEIGHTS["also"]
    total += _fit(passage, inquiry)
    if inquiry.answer_type in STRICT and passage_holds(passage, inquiry.answer_type):
        total += WEIGHTS["typed"]
    if passage.standing is Standing.OUTDATED:
        total += WEIGHTS["outdated"]
    elif passage.standing is not Standing.CONFIRMED:
        total += WEIGHTS["doubtful"]
    return total + WEIGHTS["authority"] * passage.kind.weight


def _fit(passage: Passage, inquiry: Inquiry) -> float:
    total = 0.0
    if inquiry.kinds and "any" not in passage.kinds:
        total += WEIGHTS["kind"] if inquiry.kinds[0] in passage.kinds else 0.0
        total += WEIGHTS["other-kind"] if not set(inquiry.kinds) & set(passage.kinds) else 0.0
    if inquiry.instruments:
        total += WEIGHTS["instrument"] if passage.instrument in inquiry.instruments else 0.0
        total += (
            WEIGHTS["other-instrument"]
            if passage.instrument and passage.instrument not in inquiry.instruments
            else 0.0
        )
    if inquiry.states:
        total += WEIGHTS["first-state"] if passage.states[0] == inquiry.states[0] else 0.0
        total += WEIGHTS["other-state"] if passage.states[0] not in (*inquiry.states, "INT") else 0.0
        pair = set(inquiry.states[:2])
        if len(pair) == 2:
            both = pair <= set(passage.states)
            third = set(passage.states) - pair - {"INT"}
            total += WEIGHTS["pair"] if both else WEIGHTS["third-state"] if third else 0.0
    elif not inquiry.instruments:
        total += WEIGHTS["centre"] if passage.states[0] in (CENTRE, "INT") else WEIGHTS["off-centre"]
    return total


def _repeats(passage: Passage, other: Passage, reader: Reader) -> bool:
    ours, theirs = reader.subjects.text_of(passage), reader.subjects.text_of(other)
    shared = len(ours & theirs)
    fewer = min(len(ours), len(theirs))
    return fewer > 0 and (
        shared / len(ours | theirs) > ALIKE or (shared / fewer > CONTAINED and len(ours) <= len(theirs) + 2)
    )
