"""What of the user's own documents speaks to a question, in whatever language either is."""

import re
from dataclasses import replace

from assistant.own.wording import Wording
from assistant.types import AnswerType, Inquiry
from corpus.papers import load_papers
from index.library import Library
from index.search import Searcher
from index.types import Hit

LOOKED_AT = 30
KEPT = 4
COVERS = 0.5
"""Share of what was asked, 0 to 1, that a passage has to say to be kept for its words alone."""

HINTS = 0.3
"""The same where the question is about the documents themselves, or the passage is alike in meaning."""

ALIKE = 0.4
"""Cosine from which on a passage counts as alike in meaning."""


PAPER = r"(?:document|file|upload|attachment|pdf|e-?mail|letter|paper)s?"
DECISION = (
    r"(?:judgment|judgement|decision|award|order|contract|agreement|claim|settlement|certificate|translation)s?"
)
ITSELF = re.compile(
    rf"\b(?:my|our|the|this|that|these|those|attached|uploaded|enclosed)\s+(?:[\w-]+\s+)?{PAPER}\b"
    rf"|\b(?:uploaded|attached|enclosed)\b"
    rf"|\b(?:according to|what does|what do|does|do|did|where does|where in)\s+(?:my|our|the|this)\s+{DECISION}\b[^?]*\b(?:say|state|mention|contain|provide|name|read|order|grant)"
    rf"|\baccording to (?:my|our|this)\s+{DECISION}\b|\b(?:in|on|of|by|under|per) (?:my|our|this) {DECISION}\b",
    re.IGNORECASE,
)
"""A question about what a document says, rather than about what the law does with it."""

NEAR_BEST = 0.75
"""Share of the best passage's score below which another one is left out."""

TYPED = 0.25
"""What a sum or a date adds, where the question asks for one."""


def about_itself(inquiry: Inquiry) -> bool:
    """Whether a question asks what a document of the user's says."""
    if ITSELF.search(inquiry.english) or ITSELF.search(inquiry.question):
        return True
    spoken = load_papers().signs.get(inquiry.language)
    return spoken is not None and spoken.itself is not None and bool(spoken.itself.search(inquiry.question))


def search_own(inquiry: Inquiry, wording: Wording, library: Library, searcher: Searcher) -> tuple[Hit, ...]:
    """The passages of own documents that are about the question, best first; `score` is the share that they cover."""
    vectors = searcher.embed(list(dict.fromkeys((inquiry.english, inquiry.question))))
    found = {hit.passage.id: hit for hit in library.search(wording.text, vectors, LOOKED_AT)}
    for id_ in wording.said_in(library, LOOKED_AT):
        found.setdefault(id_, Hit(passage=library.passages[id_], score=0.0, found_by="glossary", ranks={}))
    hits = [replace(hit, score=wording.coverage(hit.passage.text)) for hit in found.values()]
    ranked = sorted(
        (hit for hit in hits if _about(hit, inquiry)), key=lambda hit: (-_value(hit, inquiry), hit.passage.id)
    )
    return tuple(hit for hit in ranked[:KEPT] if hit.score >= NEAR_BEST * ranked[0].score)


def _about(hit: Hit, inquiry: Inquiry) -> bool:
    says = hit.score + typed(hit.passage.text, inquiry)
    enough = HINTS if about_itself(inquiry) else COVERS
    return says >= enough or (hit.score >= HINTS and hit.similarity >= ALIKE)


def _value(hit: Hit, inquiry: Inquiry) -> float:
    return hit.score + 0.5 * hit.similarity + typed(hit.passage.text, inquiry)


def typed(text: str, inquiry: Inquiry) -> float:
    """What a passage gains by holding a sum or a date where one is asked for."""
    item = {AnswerType.SUM: "sum", AnswerType.DATE: "date"}.get(inquiry.answer_type, "")
    signs = load_papers().signs.values()
    return TYPED if item and any(item in one.finds and one.finds[item].search(text) for one in signs) else 0.0
