"""Checks of what belongs to what: figures, parties, States and kinds beside the words that they stand with, and what goes first."""

import re
from collections.abc import Iterator

from assistant.checking.kin import has
from assistant.checking.sense import Sense, follows, sense
from assistant.checking.support import Pair
from assistant.checking.words import Mark
from assistant.withholding import Why
from index.lexical import stem

BESIDE = 3
"""Content words to each side that a value is known by."""

CLOSELY = 0.8
"""Share of a claim's words that must come in its source's order for its values to be compared by what is beside them."""

CLASSES = ("parties", "kinds", "numbers", "dates", "references", "states")
FIGURES = ("numbers", "dates", "references")
UNITS = frozenset(map(stem, ("hours", "days", "weeks", "months", "years", "working", "calendar")))
"""Stems that go with a figure wherever it stands."""

OF_A_FIGURE = "person:"
"""The group of facets that a figure belongs to: what is due of a person is not due of a company."""

SOME, SHARED = 5, 0.3
"""Content words of a clause with a date from which on a share of them, from 0 to 1, must stand in the quoted sentences."""

SIDE_BY_SIDE = 3
"""Words from one figure to the next in a list, the first figure counted."""

LISTED = 3
"""States of a source beyond which they are a list, which a claim may break where it likes."""

JOINTS = {"and": "and", "or": "or", "и": "and", "или": "or"}
JOINT = re.compile(r"(?<!and/)\b(?:and|or|и|или)\b(?!/)", re.IGNORECASE)

ANY = re.compile(r"\b(?:an?|any|every|each) \w+ $", re.IGNORECASE)
"""One of a kind told for all of it: "a judgment or award" are judgments and awards."""

GOES_ON = re.compile(r"\s*(?:and|or)\b", re.IGNORECASE)
DENIED = re.compile(r"\b(?:not|no|nor|neither|without|cannot|never|not|ни|не|без)\b[^.;:]{0,60}$", re.IGNORECASE)
"""What denies both things that are joined, whichever word joins them."""

ANY_OF = re.compile(r"\b(?:grounds?|defences?|reasons?|cases)\b", re.IGNORECASE)
ANY_DOES = re.compile(r"\b(?:refus|bar|den|reject|declin)\w+ .*\b(?:for|where|if|when)\b", re.IGNORECASE)
"""Grounds of which any one is enough: listed with "and" as grounds, with "or" as what a refusal is for."""

TURNING = ("replaces", "unlike")
NAMED = re.compile(r"\b(?:[A-Z][\w-]+|\d+)")
"""What is told by name or figure; a name is one on either side of a verb that turns on it."""

VALUES = frozenset({"creditor", "debtor", "award", "judgment"})
"""Stems of what is compared; they are no sign of where it stands."""

Place = tuple[str, frozenset[str], frozenset[str]]
"""A value with the words before it and the words after it."""


def bindings(pair: Pair) -> Why | None:
    """No two values of a kind have changed places, in a claim that follows its source's words."""
    claim, said = pair.claim, pair.said
    if claim.code != said.code or not follows(claim, said, CLOSELY):
        return None
    for kind in CLASSES:
        theirs = list(_places(said, kind, pair))
        if len({value for value, _, _ in theirs}) < 2:
            continue
        for value, before, after in _places(claim, kind, pair):
            same = max((_shared(before, after, b, a) for v, b, a in theirs if v == value), default=0)
            other, rival = max(
                ((_shared(before, after, b, a), v) for v, b, a in theirs if v != value), default=(0, "")
            )
            if other >= 2 and other - same >= 2:
                return Why(key="binding", said=(value,), source=(rival,))
    return None


def _shared(before: frozenset[str], after: frozenset[str], b: frozenset[str], a: frozenset[str]) -> int:
    return len(before & b) + len(after & a)


def _places(text: Sense, kind: str, pair: Pair) -> Iterator[Place]:
    for value, start, end in _values(text, kind, pair):
        before = [w.stem for w in text.words if w.start < start and w.stem not in VALUES][-BESIDE:]
        after = [w.stem for w in text.words if w.start >= end and w.stem not in VALUES][:BESIDE]
        yield value, frozenset(before), frozenset(after)


def _values(text: Sense, kind: str, pair: Pair) -> Iterator[tuple[str, int, int]]:
    read = text.figures
    if kind == "numbers":
        yield from ((value, place, place + 1) for value, place in read.numbers)
    elif kind == "dates":
        yield from (("-".join(map(str, day)), place, place + 1) for day, place in read.dates)
    elif kind == "references":
        yield from ((reference, place, place + 1) for reference, place in read.references)
    elif kind == "states":
        yield from pair.named.places(text.text, text.code)
    else:
        yield from ((mark.value, mark.start, mark.end) for mark in text.of(kind))


def company(pair: Pair) -> Why | None:
    """A figure stands beside the States, parties and kinds of its own clause, and not among the words of another's."""
    claim, said = pair.claim, pair.said
    for kind in FIGURES if claim.code == said.code else ("numbers", "dates"):
        theirs = [(value, said.clause_at(place)) for value, place, _ in _values(said, kind, pair)]
        placed = {(value, said.clause_at(place)): place for value, place, _ in _values(said, kind, pair)}
        ours = [(value, claim.clause_at(place)) for value, place, _ in _values(claim, kind, pair)]
        for value, clause in ours:
            own = [at for known, at in theirs if known == value]
            if wrong := _among_others(pair, value, clause, own):
                return wrong
            here = {other for other, at in ours if at == clause}
            rivals = [
                (known, at)
                for known, at in theirs
                if known not in here
                and at not in own
                and not (kind == "dates" and known.endswith("-0-0") and not value.endswith("-0"))
                and not any(_listed(said.text, placed[known, at], placed[value, other]) for other in own)
            ]
            most = max((_alike(pair, clause, at) for at in own), default=0)
            rival, other = max(((_alike(pair, clause, at), known) for known, at in rivals), default=(0, ""))
            if own and (
                (rival >= 2 and rival - most >= 2 and not _of_its_own(pair, clause, own, other, theirs))
                or (kind == "dates" and claim.code == said.code and _astray(pair, clause))
            ):
                return Why(key="binding", said=(value,), source=(other,))
    return None


def _listed(text: str, one: int, other: int) -> bool:
    """Whether two figures stand side by side in a list, and share what is said of them."""
    first, last = sorted((one, other))
    return len(text[first:last].split()) <= SIDE_BY_SIDE


def _of_its_own(pair: Pair, clause: int, own: list[int], rival: str, theirs: list[tuple[str, int]]) -> bool:
    """Whether a figure's clause has some word that the source says of this figure alone."""
    others = frozenset[str]().union(*(_stems(pair.said, at) for value, at in theirs if value == rival))
    distinct = frozenset[str]().union(*(_stems(pair.said, at) for at in own)) - others
    return any(has(stem, distinct) for stem in _stems_in(pair, clause))


def _astray(pair: Pair, clause: int) -> bool:
    """Whether a date's clause has hardly a word of the quoted sentences."""
    words = _stems(pair.claim, clause)
    return len(words) >= SOME and len(words & pair.said.stems) < SHARED * len(words)


def _alike(pair: Pair, clause: int, other: int) -> int:
    return len(_stems_in(pair, clause) & _stems(pair.said, other))


def _stems_in(pair: Pair, clause: int) -> frozenset[str]:
    """The stems of a clause of the claim, in words of its source."""
    if pair.claim.code == pair.said.code:
        return _stems(pair.claim, clause)
    english = pair.named.english(pair.claim.clause_texts[clause], pair.claim.code)
    return sense(english, pair.said.code).stems - UNITS


def _stems(text: Sense, clause: int) -> frozenset[str]:
    return frozenset(word.stem for word in text.words if word.clause == clause) - UNITS


def _among_others(pair: Pair, value: str, clause: int, own: list[int]) -> Why | None:
    """Whether none of what a figure's clauses name in the source is what its clause names in the claim."""
    texts = pair.said.clause_texts
    for kind in ("states", "parties", "kinds"):
        here = {name for name, place, _ in _values(pair.claim, kind, pair) if pair.claim.clause_at(place) == clause}
        if kind == "states":
            here = set(pair.named.states(pair.claim.clause_texts[clause], pair.claim.code))
        within = {*own, *(at + 1 for at in own if at + 1 < pair.said.clauses and GOES_ON.match(texts[at + 1]))}
        there = {name for name, place, _ in _values(pair.said, kind, pair) if pair.said.clause_at(place) in within}
        listed = kind == "states" and len({name for name, _, _ in _values(pair.said, kind, pair)}) > LISTED
        if here and there and not listed and not here & there and "decision" not in here | there:
            return Why(key="binding", said=tuple(sorted(here)), source=tuple(sorted(there)))
    return _facets_exchanged(pair, clause, own) or _not_of_now(pair, clause, own)


def _facets_exchanged(pair: Pair, clause: int, own: list[int]) -> Why | None:
    here, there = (
        {mark for mark in _marks(text, "facets", clauses) if mark.startswith(OF_A_FIGURE)}
        for text, clauses in ((pair.claim, [clause]), (pair.said, own))
    )
    if here and there and not here & there:
        return Why(key="binding", said=tuple(sorted(here)), source=tuple(sorted(there)))
    return None


def _not_of_now(pair: Pair, clause: int, own: list[int]) -> Why | None:
    """Whether the claim says "now" of a figure of which its source does not, though it does of another."""
    elsewhere = "now" in pair.said.values("past") and "now" not in _marks(pair.said, "past", own)
    return Why(key="past") if own and elsewhere and "now" in _marks(pair.claim, "past", [clause]) else None


def _marks(text: Sense, table: str, clauses: list[int]) -> set[str]:
    return {mark.value for mark in text.of(table) if text.clause_at(mark.start) in clauses}


def precedence(pair: Pair) -> Why | None:
    """What goes before what in the source is what does so in the claim."""
    ours, theirs = _leaders(pair.claim), _leaders(pair.said)
    if ours and theirs and not ours & theirs:
        return Why(key="binding", said=tuple(sorted(ours)), source=tuple(sorted(theirs)))
    return _turn_about(pair) or _changed_places(pair)


def _turn_about(pair: Pair) -> Why | None:
    """Whether what comes "failing that" in the source comes first in the claim."""
    for ours in _around(pair.claim):
        for before, after in _around(pair.said):
            if len(ours[0] & after) > len(ours[0] & before) and len(ours[1] & before) > len(ours[1] & after):
                return Why(key="binding", said=tuple(sorted(ours[0] & after)), source=tuple(sorted(ours[1] & before)))
    return None


def _changed_places(pair: Pair) -> Why | None:
    """Whether what is named on one side of "replaces" or "unlike" in the source stands on the other side in the claim."""
    theirs = {mark.value: _sides(pair, pair.said, mark) for mark in pair.said.of("ranks") if mark.value in TURNING}
    for mark in pair.claim.of("ranks"):
        if mark.value in theirs:
            (one, other), (before, after) = _sides(pair, pair.claim, mark), theirs[mark.value]
            forth, back = (one - other) & (after - before), (other - one) & (before - after)
            if forth and back:
                return Why(key="binding", said=tuple(sorted(forth)), source=tuple(sorted(back)))
    return None


def _sides(pair: Pair, text: Sense, mark: Mark) -> tuple[frozenset[str], frozenset[str]]:
    """The names and figures before and after a mark in its sentence; of "unlike", those that it governs, and the others."""
    start = max(text.text.rfind(stop, 0, mark.start) for stop in (". ", "; ")) + 1
    ends = [at for stop in (". ", "; ", ": ") if (at := text.text.find(stop, mark.end)) >= 0]
    end = min(ends, default=len(text.text))
    rest = ""
    if mark.value == "unlike" and (comma := text.text.find(", ", mark.end, end)) >= 0:
        rest, end = text.text[comma:end], comma
    before, after = text.text[start : mark.start] + rest, text.text[mark.end : end]
    return _named(pair.named.english(before, text.code)), _named(pair.named.english(after, text.code))


def _named(english: str) -> frozenset[str]:
    return frozenset(word.lower() for word in NAMED.findall(english))


def _around(text: Sense) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    for mark in text.of("ranks"):
        if mark.value == "otherwise":
            before = [word.stem for word in text.words if word.start < mark.start]
            after = [word.stem for word in text.words if word.start >= mark.end]
            yield frozenset(before[-BESIDE:]), frozenset(after[:BESIDE])


def connectives(pair: Pair) -> Why | None:
    """What the source joins with "or" the claim does not join with "and", nor the other way round."""
    if pair.claim.code != pair.said.code:
        both = "cumulative" in pair.claim.values("pairs") - pair.said.values("pairs")
        joints = {JOINTS[match.group().lower()] for match in JOINT.finditer(pair.said.text)}
        return Why(key="turned", said=("and",), source=("or",)) if both and joints == {"or"} else None
    ours, theirs = _joints(pair.claim), _joints(pair.said)
    if ANY_OF.search(pair.claim.text) and ANY_DOES.search(pair.said.text):
        return None
    for words, joint in ours.items():
        if theirs.get(words, joint) != joint:
            return Why(key="turned", said=(joint,), source=(theirs[words],))
    return None


def _joints(text: Sense) -> dict[tuple[str, str], str]:
    """The "and" or "or" between two content words, for each such pair that has but one of them."""
    found: dict[tuple[str, str], set[str]] = {}
    for match in JOINT.finditer(text.text):
        before = [word.stem for word in text.words if word.start < match.start()]
        after = [word.stem for word in text.words if word.start >= match.end()]
        spoken = text.text[: match.start()]
        if before and after and not ANY.search(spoken) and not DENIED.search(spoken):
            found.setdefault((before[-1], after[0]), set()).add(JOINTS[match.group().lower()])
    return {words: joints.pop() for words, joints in found.items() if len(joints) == 1}


def _leaders(text: Sense) -> frozenset[str]:
    """What is said to go first: the first of a clause that has such a verb."""
    marks = text.of("ranks")
    clauses = [text.clause_at(mark.start) for mark in marks if mark.value == "first"]
    first = {
        at: mark.value for mark in reversed(marks) if mark.value != "first" for at in [text.clause_at(mark.start)]
    }
    return frozenset(first[at] for at in clauses if at in first)


def roles(pair: Pair) -> Why | None:
    """A State from which the decision comes is not made the one where it is enforced, or the other way round."""
    claim = pair.named.sides(pair.claim.text, pair.claim.code)
    said = pair.named.sides(pair.said.text, pair.said.code)
    turned = {
        state for state, sides in claim.items() if sides and state in said and said[state] and not sides & said[state]
    }
    if len(turned) >= 2 and {"of", "in"} <= {side for state in turned for side in claim[state]}:
        return Why(key="role", said=tuple(sorted(turned)))
    return None
