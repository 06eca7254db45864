"""Checks of what belongs to what: figures, parties, States and kinds beside the words that they stand with."""

from collections.abc import Iterator

from assistant.checking.sense import Sense, follows
from assistant.checking.support import Pair

BESIDE = 3
"""Content words to each side that a value is known by."""

CLOSELY = 0.8
"""Share of a claim's words that must come in its source's order for its values to be compared by what is beside them."""

CLASSES = ("parties", "kinds", "numbers", "dates", "references", "states")
VALUES = frozenset({"creditor", "debtor", "award", "judgment"})
"""Stems of what is compared; they are no sign of where it stands."""

Place = tuple[str, frozenset[str], frozenset[str]]
"""A value with the words before it and the words after it."""


def bindings(pair: Pair) -> str:
    """No two values of a kind have changed places, in a claim that follows its source's words."""
    claim, said = pair.claim, pair.said
    if claim.code != said.code or not follows(claim, said, CLOSELY):
        return ""
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
                return f"{value} stands where its source has {rival}"
    return ""


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


def roles(pair: Pair) -> str:
    """A State from which the decision comes is not made the one where it is enforced, or the other way round."""
    claim = pair.named.sides(pair.claim.text, pair.claim.code)
    said = pair.named.sides(pair.said.text, pair.said.code)
    turned = {
        state for state, sides in claim.items() if sides and state in said and said[state] and not sides & said[state]
    }
    if len(turned) >= 2 and {"of", "in"} <= {side for state in turned for side in claim[state]}:
        return f"origin and requested State change places: {', '.join(sorted(turned))}"
    return ""
