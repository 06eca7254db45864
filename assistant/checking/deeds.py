"""Checks of what a date is of: signed on it, ratified, in force since; a law of that day, or a treaty."""

from collections.abc import Iterator

from assistant.checking.figures import Day
from assistant.checking.sense import Sense
from assistant.checking.support import Pair
from assistant.withholding import Why

WHOLE = "whole:"
"""The group of marks that tell one thing to be another; a date need not stand in them."""

ACT = "of:"
"""The group of marks that name what is dated: they stand right before the date, in the claim and in its source."""


def deeds(pair: Pair) -> Why | None:
    """A date is of the deed and of the act that its source gives it to, and a law is not told to be the treaty that it is about."""
    theirs: dict[Day, set[str]] = {}
    for day, mark in _dated(pair.said):
        theirs.setdefault(day, set()).add(mark)
    for day, mark in _dated(pair.claim):
        group = mark.startswith(ACT)
        known = {other for other in theirs.get(day, ()) if other.startswith(ACT) is group}
        if known and mark not in known:
            return Why(key="binding", said=(mark,), source=tuple(sorted(known)))
    told, given = (
        {mark.value for mark in text.of("deeds") if mark.value.startswith(WHOLE)} for text in (pair.claim, pair.said)
    )
    return Why(key="binding", said=("of:law",), source=("of:treaty",)) if told - given else None


def _dated(text: Sense) -> Iterator[tuple[Day, str]]:
    """Each whole date with the last deed and the last act told between it and the date before."""
    since = 0
    for day, place in sorted(text.figures.dates, key=lambda dated: dated[1]):
        before = [
            mark for mark in text.of("deeds") if since <= mark.start < place and not mark.value.startswith(WHOLE)
        ]
        for group in (True, False):
            of_group = [mark for mark in before if mark.value.startswith(ACT) is group]
            if of_group and all(day):
                yield day, of_group[-1].value
        since = place
