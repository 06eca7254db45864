"""Checks of must, may, must not and need not."""

import re

from assistant.checking.facts import TIMES
from assistant.checking.sense import Sense, whole
from assistant.checking.support import Pair
from assistant.checking.words import Mark
from assistant.withholding import Why

CHECKING = re.compile(r"check|verif|confirm|consult|провер|сверит|свери|уточн|подтверд", re.IGNORECASE)
UNSETTLED = {"partial", "hedged", "soft", "told", "near"}
PAST = re.compile(r"\b(?:was|were|had|did|\w{3,}ed (?:the|a|an|on|in|that))\b", re.IGNORECASE)
"""What tells of a case or a habit and lays down no rule, so that no "must" follows from it."""

BARS = re.compile(r"\b(?:bars?|barred|forbids?|forbade|prohibits?|excludes?|prevents?|rules? out)\b", re.IGNORECASE)
HAS_TIME = re.compile(
    r"\b(?:gives?|has|have|allows?|sets?|period|limit|term)\b|\b(?:срок|есть|да[её]тся|отвед)", re.IGNORECASE
)
"""How a claim tells of time in which something may be done without a "may"."""

BESIDE_CHECK = 24
"""Characters after a "must" in which it is one of checking: that is advice, however it is put."""

CARRIED_BY = {
    "necessary": {"necessary", "due", "prohibited", "impossible"},
    "possible": {"possible", "allowing", "unnecessary"},
    "allowing": {"possible", "allowing"},
    "prohibited": {"prohibited", "impossible"},
    "impossible": {"prohibited", "impossible"},
    "unnecessary": {"unnecessary"},
    "advised": {"advised"},
}
"""Which modals of a source carry each modal of a claim, as far as the words go."""


def modals(pair: Pair) -> Why | None:
    """Must, may, must not and need not are those of the source, for the same verb where the words allow it."""
    said = pair.said.values("modals")
    bound = _verbs(pair.said)
    for mark, verb in _with_verbs(pair.claim):
        if mark.value in ("framed", "due") or CHECKING.search(pair.claim.text, mark.start, mark.end + BESIDE_CHECK):
            continue
        theirs = bound.get(verb, set()) if pair.claim.code == pair.said.code else set()
        if theirs:
            if mark.value not in theirs and not CARRIED_BY[mark.value] & theirs:
                return Why(key="turned", said=(mark.value,), source=tuple(sorted(theirs)))
        elif not _carried(mark.value, said, pair):
            return Why(key="turned" if said else "added", said=(mark.value,), source=tuple(sorted(said)))
    return _weakness_lost(pair, said)


def _carried(value: str, said: frozenset[str], pair: Pair) -> bool:
    if value == "necessary" and "possible" in said and "only" in pair.said.values("qualifiers"):
        return True
    if CARRIED_BY[value] & said or (value == "necessary" and _in_time(pair)):
        return True
    if value == "possible" and "necessary" in said and "only" in pair.claim.values("qualifiers"):
        return True
    if value in ("possible", "allowing") and BARS.search(pair.said.text) and sum(whole(pair.claim)) == 0:
        return False
    if value in ("possible", "allowing"):
        return not said & {"necessary", "due", "prohibited", "impossible", "advised"}
    if value in ("prohibited", "impossible"):
        return _denies(pair.said) or "only" in pair.said.values("qualifiers")
    if value == "necessary" and not said and not UNSETTLED & pair.said.values("qualifiers"):
        return not PAST.search(pair.said.text)
    if value == "necessary":
        return not said and bool({"only"} & pair.said.values("qualifiers") or pair.said.of("exceptions"))
    if value == "unnecessary":
        return _denies(pair.said) and ("possible" not in said or "without" in pair.said.text)
    return False


def _in_time(pair: Pair) -> bool:
    """Whether the "must" is that of a time limit which the source has as well, where nothing says "may"."""
    spans = pair.claim.figures.quantities & pair.said.figures.quantities
    values = {value for unit, value in spans if unit in TIMES}
    places = [pair.said.clause_at(at) for value, at in pair.said.figures.numbers if value in values]
    free = {
        pair.said.clause_at(mark.start) for mark in pair.said.of("modals") if mark.value in ("possible", "allowing")
    }
    return any(place not in free for place in places)


def _denies(text: Sense) -> bool:
    return any(plain or both for plain, both in text.negated)


def _weakness_lost(pair: Pair, said: frozenset[str]) -> Why | None:
    claim = pair.claim.values("modals")
    weak = said & {"possible", "advised"}
    if not weak or said & {"necessary", "prohibited", "impossible", "unnecessary"} or claim:
        return None
    if pair.claim.values("qualifiers") & {"hedged", "partial", "soft"}:
        return None
    if HAS_TIME.search(pair.claim.text) and pair.claim.figures.quantities & pair.said.figures.quantities:
        return None
    verbs = {verb for mark, verb in _with_verbs(pair.said) if mark.value in weak}
    if pair.claim.code == pair.said.code and verbs and not verbs & pair.claim.stems:
        return None
    return Why(key="fact", source=tuple(sorted(weak)))


def _with_verbs(text: Sense) -> list[tuple[Mark, str]]:
    """Each modal with the stem of the next content word of its clause, or nothing."""
    found = []
    for mark in text.of("modals"):
        clause = text.clause_at(mark.start)
        after = [word for word in text.words if word.start >= mark.end and word.clause == clause]
        found.append((mark, after[0].stem if after else ""))
    return found


def _verbs(text: Sense) -> dict[str, set[str]]:
    bound: dict[str, set[str]] = {}
    for mark, verb in _with_verbs(text):
        if verb:
            bound.setdefault(verb, set()).add(mark.value)
    return bound
