"""Checks of what narrows a statement: exceptions, conditions, "only", hedges, "about", "at least", the law of the past."""

import re

from assistant.checking.facts import sides, within
from assistant.checking.kin import english_stems, has
from assistant.checking.sense import Sense, whole
from assistant.checking.support import Pair
from assistant.checking.words import Mark
from assistant.withholding import Why

AFTER = 4
"""Content words after a qualifier that it narrows."""

LIMITED = 5
"""Content words before an exception that it limits."""

NARROW = frozenset({"only", "hedged", "partial", "near", "least", "most", "amiss", "prompt", "view"})
"""Qualifiers that a claim may not drop."""


HOLDS = frozenset({"appli", "exist", "is", "are"})
"""Stems that only say of a condition that it holds."""

KEPT = 0.66
"""Share of a condition's words that a claim which keeps it has, from 0 to 1."""

EVEN = re.compile(
    r"\b(?:even|whether or not|regardless|irrespective|whatever|although|though|despite)\b", re.IGNORECASE
)
NOT_ONLY = re.compile(r"\bnot (?:only|just|solely|merely)\b|\bне (?:только|лишь|единственн)", re.IGNORECASE)
SHARE = re.compile(
    r"\b(?:(?<!at )(?<!the )most (?!probabl|likel)|the majority|a minority|the rest of)\b|\b(?:большинств|меньшинств)\w+",
    re.IGNORECASE,
)
"""Words that tell how large a part something is true of."""


def exceptions(pair: Pair) -> Why | None:
    """As many exceptions and conditions as limit what the claim says in the quoted sentences are kept in it."""
    limits = [mark for mark in pair.said.of("exceptions") if mark.value != "softer" and _host(pair, mark)]
    ours, theirs = pair.claim.of("exceptions"), pair.said.of("exceptions")
    softer = [sum(mark.value == "softer" for mark in marks) for marks in (ours, theirs)]
    kept = sum(mark.value != "softer" for mark in ours) + max(0, softer[0] - softer[1])
    kept += _count(pair.claim, {"only"}) > _count(pair.said, {"only"})
    kept += _contraposed(pair, limits)
    others = sum(_in_other_words(pair, mark) for mark in limits)
    if kept + max(0, others - kept) < len(limits):
        return Why(key="exception", source=(_words(pair.said, limits[-1]),))
    return None


def _contraposed(pair: Pair, limits: list[Mark]) -> bool:
    """Whether "not without a treaty" says what "only where there is a treaty" does."""
    narrowed = any(pair.said.text[mark.start :].lower().startswith("only") for mark in limits)
    absent = any(
        pair.claim.text[mark.start : mark.end].lower() in ("without", "без") for mark in pair.claim.of("exceptions")
    )
    return narrowed and absent and any(plain for plain, _ in pair.claim.negated)


def _in_other_words(pair: Pair, mark: Mark) -> bool:
    """Whether the claim has most words of a condition, however it joins them to the rest."""
    if mark.value != "condition" or EVEN.search(pair.claim.text):
        return False
    end = min(
        (at for stop in (",", ";", ":", ".", " under ") if (at := pair.said.text.find(stop, mark.end)) >= 0),
        default=len(pair.said.text),
    )
    others = {word.stem for word in pair.said.words if not mark.end <= word.start < end}
    words = [word.stem for word in pair.said.words if mark.end <= word.start < end]
    words = [stem for stem in words if stem not in others | HOLDS]
    ours = pair.claim.stems if pair.claim.code == pair.said.code else english_stems(pair.claim, pair.named)
    return bool(words) and sum(stem in ours for stem in words) >= KEPT * len(words)


def _host(pair: Pair, mark: Mark) -> bool:
    """Whether the claim says what the mark limits: the words before it, or after its clause where it comes first."""
    if pair.claim.code != pair.said.code:
        return True
    clause = pair.said.clause_at(mark.start)
    before = [word.stem for word in pair.said.words if word.start < mark.start][-LIMITED:]
    after = [word.stem for word in pair.said.words if word.clause > clause][:LIMITED]
    host = before if len(before) >= 2 else after
    return bool(host) and _shared(pair, host) * 2 >= len(host)


def _shared(pair: Pair, stems: list[str]) -> int:
    """How many stems of the source the claim has; in another language, the claim may have them by any of its words."""
    if pair.claim.code == pair.said.code:
        return sum(stem in pair.claim.stems for stem in stems)
    ours = english_stems(pair.claim, pair.named)
    return sum(has(stem, ours) for stem in stems)


def qualifiers(pair: Pair) -> Why | None:
    """What narrows the source's words narrows the claim's, and the claim does not say "all", "only" or "wrong" of its own."""
    claim, said = pair.claim.values("qualifiers"), pair.said.values("qualifiers")
    if "only" in said and NOT_ONLY.search(pair.claim.text) and not NOT_ONLY.search(pair.said.text):
        return Why(key="qualifier", source=(_first(pair.said, "only"),))
    if (share := SHARE.search(pair.claim.text)) and not {"partial", "hedged", "whole"} & said:
        return Why(key="added", said=(share.group(),))
    for value in ("whole", "only", "amiss", "prompt"):
        if value in claim - said and not (value == "only" and _must(pair)):
            return Why(key="added", said=(_first(pair.claim, value),))
    for value, others in (("least", {"most", "inside"}), ("most", {"least"})):
        if value in claim - said and others & said:
            return Why(key="added", said=(_first(pair.claim, value),))
    for value in sorted(NARROW):
        marks = [mark for mark in pair.said.of("qualifiers") if mark.value == value and _touches(pair, mark)]
        kept = _count(pair.claim, {value}) + (value == "only" and _contraposed(pair, pair.said.of("exceptions")))
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
    over = "gone" in claim.values("past") and not {"gone", "tense"} & said.values("past")
    if over and not said.figures.days and sum(whole(said)) == 0:
        return Why(key="past")
    ends = {day for day, side in sides(said) if side == "until"}
    if not ends and "gone" not in said.values("past"):
        return None
    kept = {"gone", "tense"} & claim.values("past") or any(
        within(day, end) for day in claim.figures.days for end in ends
    )
    return None if kept else Why(key="past")


def _must(pair: Pair) -> bool:
    """Whether "can only" says what the source's "must" does."""
    return "necessary" in pair.said.values("modals") and "possible" in pair.claim.values("modals")


def _count(text: Sense, values: set[str]) -> int:
    return sum(mark.value in values for mark in text.of("qualifiers"))


def _first(text: Sense, value: str) -> str:
    mark = next(mark for mark in text.of("qualifiers") if mark.value == value)
    return text.text[mark.start : mark.end]


def _words(text: Sense, mark: Mark) -> str:
    return " ".join(text.text[mark.start :].split()[:8])


def _touches(pair: Pair, mark: Mark) -> bool:
    """Whether the claim speaks of what the mark narrows: the content words after it, or before it at a clause's end."""
    clause = pair.said.clause_at(mark.start)
    after = [word.stem for word in pair.said.words if word.start >= mark.end][:AFTER]
    if not any(word.start >= mark.end and word.clause == clause for word in pair.said.words):
        after = [word.stem for word in pair.said.words if word.start < mark.start][-AFTER:]
    return _shared(pair, after) * 2 >= len(after) and bool(after)
