"""Checks of what narrows a statement: exceptions, conditions, "only", hedges, "about", "at least"."""

from assistant.checking.sense import Sense
from assistant.checking.support import Pair
from assistant.checking.words import Mark

AFTER = 4
"""Content words after a qualifier that it narrows."""

LIMITED = 5
"""Content words before an exception that it limits."""

NARROW = frozenset({"only", "hedged", "partial", "near", "least", "most"})
"""Qualifiers that a claim may not drop."""


def exceptions(pair: Pair) -> str:
    """As many exceptions and conditions as limit what the claim says in the quoted sentences are kept in it."""
    limits = [mark for mark in pair.said.of("exceptions") if mark.value != "softer" and _host(pair, mark)]
    ours, theirs = pair.claim.of("exceptions"), pair.said.of("exceptions")
    softer = [sum(mark.value == "softer" for mark in marks) for marks in (ours, theirs)]
    kept = sum(mark.value != "softer" for mark in ours) + max(0, softer[0] - softer[1])
    kept += _count(pair.claim, {"only"}) > _count(pair.said, {"only"})
    if kept < len(limits):
        return f"it leaves out what limits its source: {_words(pair.said, limits[-1])}"
    return ""


def _host(pair: Pair, mark: Mark) -> bool:
    """Whether the claim says what the mark limits: the words before it, or after its clause where it comes first."""
    if pair.claim.code != pair.said.code:
        return True
    clause = pair.said.clause_at(mark.start)
    before = [word.stem for word in pair.said.words if word.start < mark.start][-LIMITED:]
    after = [word.stem for word in pair.said.words if word.clause > clause][:LIMITED]
    host = before if len(before) >= 2 else after
    return bool(host) and sum(stem in pair.claim.stems for stem in host) * 2 >= len(host)


def qualifiers(pair: Pair) -> str:
    """What narrows the source's words narrows the claim's, and the claim does not say "all" or "only" of its own."""
    claim, said = pair.claim.values("qualifiers"), pair.said.values("qualifiers")
    for value in ("whole", "only"):
        if value in claim - said:
            return f"{_first(pair.claim, value)}, which its source does not say"
    for value, others in (("least", {"most", "inside"}), ("most", {"least"})):
        if value in claim - said and others & said:
            return f"{_first(pair.claim, value)}, which its source does not say"
    for value in sorted(NARROW):
        marks = [mark for mark in pair.said.of("qualifiers") if mark.value == value and _touches(pair, mark)]
        kept = _count(pair.claim, {value})
        if value in ("hedged", "partial"):
            others = {"hedged", "partial", "near", "told", "soft"} - {value}
            kept += max(0, _count(pair.claim, others) - _count(pair.said, others))
        needed = len(marks) if pair.claim.code == pair.said.code else min(1, len(marks))
        if kept < needed:
            return f"it leaves out “{pair.said.text[marks[-1].start : marks[-1].end]}”"
    return ""


def _count(text: Sense, values: set[str]) -> int:
    return sum(mark.value in values for mark in text.of("qualifiers"))


def _first(text: Sense, value: str) -> str:
    mark = next(mark for mark in text.of("qualifiers") if mark.value == value)
    return f"“{text.text[mark.start : mark.end]}”"


def _words(text: Sense, mark: Mark) -> str:
    return " ".join(text.text[mark.start :].split()[:8])


def _touches(pair: Pair, mark: Mark) -> bool:
    """Whether the claim speaks of what the mark narrows: the content words after it, or before it at a clause's end."""
    if pair.claim.code != pair.said.code:
        return True
    clause = pair.said.clause_at(mark.start)
    after = [word.stem for word in pair.said.words if word.start >= mark.end][:AFTER]
    if not any(word.start >= mark.end and word.clause == clause for word in pair.said.words):
        after = [word.stem for word in pair.said.words if word.start < mark.start][-AFTER:]
    shared = [stem for stem in after if stem in pair.claim.stems]
    return len(shared) * 2 >= len(after) and bool(after)
