"""Treaty needed, reciprocity, merits: from the table of national rules."""

import re

from assistant.reader import Reader
from assistant.types import Inquiry, Verdict
from assistant.weighing.finding import Finding
from corpus.tables import NationalRule, Reciprocity, TreatyNeeded
from corpus.types import Standing

ENFORCEABLE_WORDS = re.compile(r"\b(?:enforc|recogni|execut|exequatur|collect)\w*", re.IGNORECASE)
TREATY_NEEDED = re.compile(
    r"\b(?:treaty|treaties|international agreement|convention)\b.*\b(?:need|requir|necess|must|indispens|precondition|prerequisite|mandatory|essential)"
    r"|\b(?:need|requir|necess|must there be|only (?:if|with|where|under|on the basis of))\w*\b.*\b(?:treaty|treaties|international agreement)\b",
    re.IGNORECASE,
)
WITHOUT_TREATY = re.compile(
    r"\b(?:without|no|absent|in the absence of)\s+(?:a |an |any )?(?:\w+ )?(?:treaty|treaties|agreement)\b",
    re.IGNORECASE,
)
RECIPROCITY = re.compile(
    r"\breciprocity\b.*\b(?:need|requir|necess|condition|ask|demand|prove|proof|must|matter|relevant|precondition|prerequisite|mandatory|show)"
    r"|\b(?:need|requir|necess|ask|demand|insist|condition|depend|look|want)\w*\b.*\breciprocity\b"
    r"|\b(?:must|have to|has to|do (?:i|we)|does (?:the )?\w+|should|obliged to)\b[^?]*\b(?:prove|show|establish|demonstrate|proof of)\b[^?]*\breciprocity\b",
    re.IGNORECASE,
)
PROVING = re.compile(r"\b(?:prove|proof|show|demonstrate|evidence)\b", re.IGNORECASE)
"""What need not be done where reciprocity is presumed."""

MERITS = re.compile(
    r"\b(?:review|re-?examin|reopen|re-?open|look|check|correct|retry|re-?try|re-?litigat|relitigat|second-guess|revisit|reconsider|examin)\w*\b.*\b(?:merits|substance)\b"
    r"|\bmerits?[- ]?(?:review|of)\b|\brévision\b|\bre-?(?:try|tried|hear|argue|litigate)\w*\b[^?]*\b(?:case|claim|dispute|facts)\b|\bforeign court was (?:wrong|right|mistaken)|\bfrom scratch\b"
    r"|\b(?:look|go|check|examine|judge|decide|consider|try|hear)\w* (?:again|anew|afresh|once more)\b[^?]*\b(?:facts|case|claim|dispute|evidence|right|wrong)\b",
    re.IGNORECASE,
)


def by_national_rule(inquiry: Inquiry, reader: Reader, *, on_reciprocity: bool = False) -> Finding | None:
    """Treaty needed, reciprocity, merits: from the table of national rules; `on_reciprocity` where that is asked in other words."""
    if inquiry.instruments:
        return None
    state = inquiry.states[0] if inquiry.states else "KZ"
    if state not in reader.tables.states or len(inquiry.states) > 2:
        return None
    rule = reader.tables.national(state, inquiry.as_of)
    if rule is None or (
        inquiry.kinds and inquiry.kinds[0] in ("award", "aifc-judgment", "icsid-award", "interim-order")
    ):
        return None
    text = inquiry.english
    if MERITS.search(text) and rule.merits_review is not None:
        said = Verdict.YES if str(rule.merits_review) in ("yes", "True") else Verdict.NO
        return _of_rule(said, "merits-review", "merits_review", rule, state, inquiry, reader)
    if (
        (on_reciprocity or RECIPROCITY.search(text))
        and rule.reciprocity is not None
        and "guarantee" not in text.lower()
    ):
        asked = Verdict.NO if PROVING.search(text) and rule.reciprocity is Reciprocity.PRESUMED else None
        said = asked or _on_reciprocity(rule.reciprocity)
        return _of_rule(said, "reciprocity", "reciprocity", rule, state, inquiry, reader)
    if (
        WITHOUT_TREATY.search(text)
        and ENFORCEABLE_WORDS.search(text)
        and rule.treaty_needed is not None
        and not inquiry.facts.state_of_origin
    ):
        said = {TreatyNeeded.YES: Verdict.NO}.get(rule.treaty_needed, Verdict.CONDITIONAL)
        return _of_rule(said, "treaty-needed", "treaty_needed", rule, state, inquiry, reader)
    if TREATY_NEEDED.search(text) and rule.treaty_needed is not None:
        said = {TreatyNeeded.YES: Verdict.YES, TreatyNeeded.NO: Verdict.NO}.get(
            rule.treaty_needed, Verdict.CONDITIONAL
        )
        return _of_rule(said, "treaty-needed", "treaty_needed", rule, state, inquiry, reader)
    return None


def _on_reciprocity(asked: Reciprocity) -> Verdict:
    if asked in (Reciprocity.REQUIRED, Reciprocity.REQUIRED_DE_FACTO, Reciprocity.REQUIRED_DE_JURE):
        return Verdict.YES
    if asked in (Reciprocity.IRRELEVANT, Reciprocity.NONE):
        return Verdict.NO
    return Verdict.UNSETTLED if asked is Reciprocity.UNCERTAIN else Verdict.CONDITIONAL


def _of_rule(
    verdict: Verdict, key: str, column: str, rule: NationalRule, state: str, inquiry: Inquiry, reader: Reader
) -> Finding | None:
    topic = "treaties" if key == "treaty-needed" else key
    kinds = set(inquiry.kinds) or {"judgment"}
    asked = reader.subjects.terms(inquiry.english)
    shelf = [
        p
        for p in reader.shelf.cell(state, topic)
        if p.window.covers(inquiry.as_of)
        and p.standing is not Standing.OUTDATED
        and (kinds & set(p.kinds) or "any" in p.kinds)
    ]
    proof = sorted(
        shelf,
        key=lambda p: (
            key not in p.stance,
            p.topic != topic,
            -reader.subjects.coverage(asked, reader.subjects.of(p)) - 0.05 * p.kind.weight,
            p.standing is not Standing.CONFIRMED,
        ),
    )[:2]
    if not proof:
        return None
    if rule.standing_of(column) is not Standing.CONFIRMED and not any(
        p.standing is Standing.CONFIRMED for p in proof
    ):
        verdict = verdict if _agreeing(key, state, inquiry, reader) >= 2 else Verdict.UNSETTLED
    return Finding(verdict=verdict, passage_ids=tuple(p.id for p in proof))


def _agreeing(key: str, state: str, inquiry: Inquiry, reader: Reader) -> int:
    """How many sources speak to a stance of a State: an unconfirmed fact carries no verdict alone.

    What compares many States does so as of today: of a day asked for only the State's own sources count.
    """
    topic = "treaties" if key == "treaty-needed" else key
    own = {p.source_id for p in reader.shelf.cell(state, topic)}
    return len(own if inquiry.dated else own | {p.source_id for p in reader.shelf.speaking(state, topic)})
