"""Checks of what narrows a statement: exceptions, conditions, "only", hedges, "about", "at least", the law of the past."""

from assistant.checking.facts import sides, within
from assistant.checking.sense import Sense
from assistant.checking.support import Pair
from assistant.checking.words import Mark
from assistant.withholding import Why

AFTER = 4
"""Content words after a qualifier that it narrows."""

LIMITED = 5
"""Content words before an exception that it limits."""

NARROW = frozenset({"only", "hedged", "partial", "near", "least", "most", "amiss", "prompt", "view"})
"""Qualifiers that a claim may not drop."""


def exceptions(pair: Pair) -> Why | None:
    """As many exceptions and conditions as limit what the claim says in the quoted sentences are kept in it."""
    limits = [mark for mark in pair.said.of("exceptions") if mark.value != "softer" and _host(pair, mark)]
    ours, theirs = pair.claim.of("exceptions"), pair.said.of("exceptions")
    softer = [sum(mark.value == "softer" for mark in marks) for marks in (ours, theirs)]
    kept = sum(mark.value != "softer" for mark in ours) + max(0, softer[0] - softer[1])
    kept += _count(pair.claim, {"only"}) > _count(pair.said, {"only"})
    if kept < len(limits):
        return Why(key="exception", source=(_words(pair.said, limits[-1]),))
    return None


def _host(pair: Pair, mark: Mark) -> bool:
    """Whether the claim says what the mark limits: the words before it, or after its clause where it comes first."""
    if pair.claim.code != pair.said.code:
        return True
    clause = pair.said.clause_at(mark.start)
    before = [word.stem for word in pair.said.words if word.start < mark.start][-LIMITED:]
    after = [word.stem for word in pair.said.words if word.clause > clause][:LIMITED]
    host = before if len(before) >= 2 else after
    return bool(host) and sum(stem in pair.claim.stems for stem in host) * 2 >= len(host)


def qualifiers(pair: Pair) -> Why | None:
    """What narrows the source's words narrows the claim's, and the claim does not say "all", "only" or "wrong" of its own."""
    claim, said = pair.claim.values("qualifiers"), pair.said.values("qualifiers")
    for value in ("whole", "only", "amiss", "prompt"):
        if value in claim - said:
            return Why(key="added", said=(_first(pair.claim, value),))
    for value, others in (("least", {"most", "inside"}), ("most", {"least"})):
        if value in claim - said and others & said:
            return Why(key="added", said=(_first(pair.claim, value),))
    for value in sorted(NARROW):
        marks = [mark for mark in pair.said.of("qualifiers") if mark.value == value and _touches(pair, mark)]
        kept = _count(pair.claim, {value})
        if value in ("hedged", "partial", "view"):
            others = {"hedged", "partial", "near", "told", "soft", "view"} - {value}
            kept += max(0, _count(pair.claim, others) - _count(pair.said, others))
        needed = len(marks) if pair.claim.code == pair.said.code else min(1, len(marks))
        if kept < needed:
            return Why(key="qualifier", source=(pair.said.text[marks[-1].start : marks[-1].end],))
    return None


def past(pair: Pair) -> Why | None:
    """What the quoted sentences tell of law that holds no more is not told as the law of today."""
    claim, said = pair.claim, pair.said
    ends = {day for day, side in sides(said) if side == "until"}
    if not ends and "gone" not in said.values("past"):
        return None
    kept = {"gone", "tense"} & claim.values("past") or any(
        within(day, end) for day in claim.figures.days for end in ends
    )
    return None if kept else Why(key="past")


def _count(text: Sense, values: set[str]) -> int:
    return sum(mark.value in values for mark in text.of("qualifiers"))


def _first(text: Sense, value: str) -> str:
    mark = next(mark for mark in text.of("qualifiers") if mark.value == value)
    return text.text[mark.start : mark.end]


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
