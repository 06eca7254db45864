"""The passages on what a question asks by its topic, where words and meaning found others first."""

import re
from collections.abc import Sequence

from assistant.rank import asked_terms
from assistant.reader import Reader
from assistant.reading.turn import WHICH_COURT
from assistant.types import CENTRE, Evidence, Inquiry
from assistant.weighing.travel import NARROW
from corpus.areas import inside
from corpus.types import Passage, Standing

JOINED = re.compile(r"\b(?:and|as well as|also|plus)\b|;|\?.*\?", re.IGNORECASE)
"""What joins two things asked for in one question."""

NEARBY = 3
"""Best passages among which one on the competent court is looked for."""


def also_asked(
    inquiry: Inquiry, evidence: Evidence, ranked: Sequence[Passage], reader: Reader
) -> tuple[Passage, ...]:
    """Of a question that asks several things, the best passage on each that the first one does not speak of.

    That is the first of those found; where the best passage is on none of the things asked, of the shelf the one that
    covers most of what is asked. The time, the court and the fee of an appeal are for the passages on appeals.
    """
    if not ranked or ranked[0].topic == "appeal" or not JOINED.search(inquiry.english):
        return ()
    state = inquiry.states[0] if inquiry.states else CENTRE
    asked, found = asked_terms(inquiry, reader), []
    for topic in inquiry.topics:
        if topic not in NARROW or topic in (ranked[0].topic, *ranked[0].also):
            continue
        found += _best_on(topic, state, inquiry, evidence, asked, reader, shelved=ranked[0].topic not in NARROW)
    return tuple(found)


def court_asked(
    inquiry: Inquiry, evidence: Evidence, ranked: Sequence[Passage], reader: Reader
) -> tuple[Passage, ...]:
    """The best passage on the competent court, where a question asks for it and the first ones are on something else."""
    asked = inquiry.topics[:1] == ("competent-court",) and WHICH_COURT.search(inquiry.english) is not None
    if not asked or any("competent-court" in passage.topics for passage in ranked[:NEARBY]):
        return ()
    state = inquiry.states[0] if inquiry.states else CENTRE
    return tuple(_best_on("competent-court", state, inquiry, evidence, asked_terms(inquiry, reader), reader))


def _best_on(
    topic: str,
    state: str,
    inquiry: Inquiry,
    evidence: Evidence,
    asked: frozenset[str],
    reader: Reader,
    *,
    shelved: bool = True,
) -> list[Passage]:
    """The first passage found on a topic in a State's law; where none was, of those on the shelf the one that covers most."""
    held = [hit.passage for hit in evidence.hits if hit.passage.topic == topic and hit.passage.states[0] == state]
    cell = reader.shelf.cell(state, topic) if shelved else ()
    others = [p for p in cell if p.states[0] == state and p.topic == topic]
    others.sort(key=lambda p: -reader.subjects.coverage(asked, reader.subjects.of(p)))
    return [p for p in (*held, *others) if stands_for(p, inquiry)][:1]


def stands_for(passage: Passage, inquiry: Inquiry) -> bool:
    """Whether a passage holds on the day asked about, for the kind of decision, in the area searched."""
    kind = inquiry.facts.kind or "judgment"
    holds_then = passage.window.covers(inquiry.as_of) and passage.standing is not Standing.OUTDATED
    return holds_then and inside(passage, inquiry.area) and (kind in passage.kinds or "any" in passage.kinds)
