"""Checks of what is told side by side: figures whose words changed places, steps in another order, a protocol and its treaty."""

import re
from collections.abc import Mapping

from assistant.checking.kin import borne, stems_held
from assistant.checking.sense import Sense, sense
from assistant.checking.support import Pair
from assistant.withholding import Why

APART = re.compile(
    r"(?<!\d)[,;:](?!\d)|[,;:] |\. |\b(?:and|or|but|while|whereas|и|или|а|но|тогда как)\b(?! ?\d)", re.IGNORECASE
)
"""What parts one figure with its words from the next; not the "and" between two figures."""

UNIT_WORDS = 2
"""Words to each side of a number that belong to it."""

THEN = re.compile(r",? (?:and )?then\b|,? (?:а |и )?(?:затем|потом|лишь потом)\b", re.IGNORECASE)
OPPOSED = re.compile(
    r",? (?:as opposed to|and not|but not|not|rather than|instead of)(?= )|,? (?:а не|в отличие от|вместо)(?= )",
    re.IGNORECASE,
)
TOLD = re.compile(r" (?:told|informed|asked|ordered|sued|wrote to) ", re.IGNORECASE)
FROM_TO = re.compile(r"\b(?:from|из|с) (?:\w+ )?(\d[\w().-]*) (?:to|into|в|на) (?:\w+ )?(\d[\w()-]*)", re.IGNORECASE)
PROTOCOL = re.compile(r"\bprotocols?\b|\bпротокол", re.IGNORECASE)
GOVERNED = re.compile(
    r"\bprotocols?\b[^.;]{0,60}?\bto (?:the |a |its )?(?:[\w-]+ ){0,4}?(?:convention|treaty|agreement)\b",
    re.IGNORECASE,
)
TREATY = re.compile(r"\b(?:convention|treaty|agreement)s?\b|\b(?:конвенци|договор|соглашени)", re.IGNORECASE)


def exchanges(pair: Pair) -> Why | None:
    """No two figures have changed the words that they stand with, and no two steps their places."""
    theirs, ours = _figures(pair.said), _figures(pair.claim)
    shared = [value for value in ours if value in theirs]
    if len(shared) > 1 and (turned := _turned(pair, theirs, ours, shared)):
        return Why(key="binding", said=(turned[0],), source=(turned[1],))
    return _reordered(pair) or _way_turned(pair) or _protocol_dropped(pair)


def _turned(
    pair: Pair, theirs: Mapping[str, int], ours: Mapping[str, int], shared: list[str]
) -> tuple[str, str] | None:
    """Two figures of which each stands with words that the source says of the other alone."""
    parts = {value: _part(pair.said.text, theirs[value]) for value in shared}
    words = {value: _words(pair.said, theirs[value]) - _beside(pair.said, value, theirs[value]) for value in shared}
    bearing = {value: _bearing(pair, words[value], _others(words, parts, value)) for value in shared}

    def stands_with(value: str, other: str) -> int:
        start, end = _part(pair.claim.text, ours[value])
        return sum(start <= place < end for place in bearing[other])

    def crossed(value: str, other: str) -> bool:
        return stands_with(value, other) > stands_with(value, value)

    for at, one in enumerate(shared):
        for other in shared[at + 1 :]:
            if parts[one] != parts[other] and crossed(one, other) and crossed(other, one):
                return one, other
    return None


def _bearing(pair: Pair, own: frozenset[str], others: frozenset[str]) -> frozenset[int]:
    """Where the words of a claim stand that its source says of one figure alone."""
    return frozenset(one.word.start for one in borne(pair, own - others) if one.carried)


def _beside(text: Sense, value: str, place: int) -> frozenset[str]:
    """The words that go with a number wherever it stands, as "flat" and "MCI" do with "a flat 5 MCI"."""
    if (value, place) not in text.figures.numbers:
        return frozenset()
    before = [word.stem for word in text.words if word.start < place][-UNIT_WORDS:]
    after = [word.stem for word in text.words if word.start >= place][:UNIT_WORDS]
    return frozenset((*before, *after))


def _others(words: Mapping[str, frozenset[str]], parts: Mapping[str, tuple[int, int]], value: str) -> frozenset[str]:
    """The words of the figures that stand in other parts of the source."""
    return frozenset[str]().union(*(stems for other, stems in words.items() if parts[other] != parts[value]))


def _figures(text: Sense) -> dict[str, int]:
    """Each figure, date and reference that stands once, with its place."""
    read = text.figures
    found = [(f"{value}", place) for value, place in read.numbers]
    found += [("-".join(map(str, day)), place) for day, place in read.dates]
    found += [(reference, place) for reference, place in read.references]
    values = [value for value, _ in found]
    return {value: place for value, place in found if values.count(value) == 1}


def _part(text: str, place: int) -> tuple[int, int]:
    """Where the part of a text that a figure stands in begins and ends; a bracket belongs to what it follows."""
    ends = [match.end() for match in APART.finditer(text) if not _in_bracket(text, match.start())]
    start = max((end for end in ends if end <= place), default=0)
    end = min((end for end in ends if end > place), default=len(text))
    return start, end


def _in_bracket(text: str, place: int) -> bool:
    return text.count("(", 0, place) > text.count(")", 0, place)


def _words(text: Sense, place: int) -> frozenset[str]:
    start, end = _part(text.text, place)
    return stems_held(sense(text.text[start:end], text.code))


def _reordered(pair: Pair) -> Why | None:
    """Whether what stands before a "then" or an "as opposed to" in the source stands after it in the claim."""
    return next((wrong for pivot in (THEN, OPPOSED, TOLD) if (wrong := _round(pair, pivot))), None)


def _round(pair: Pair, pivot: re.Pattern[str]) -> Why | None:
    ours, theirs = pivot.search(pair.claim.text), pivot.search(pair.said.text)
    if not ours or not theirs:
        return None
    before, after = _around(pair.said, theirs)
    early = {one.word.start for one in borne(pair, before - after) if one.carried}
    late = {one.word.start for one in borne(pair, after - before) if one.carried}
    start, end = _part(pair.claim.text, max(0, ours.start() - 1))[0], _part(pair.claim.text, ours.end() + 1)[1]
    crossed = any(start <= at < ours.start() for at in late) and any(ours.end() <= at < end for at in early)
    kept = any(ours.end() <= at < end for at in late)
    return (
        Why(key="binding", said=(ours.group().strip(" ,"),), source=(theirs.group().strip(" ,"),))
        if (crossed and not kept)
        else None
    )


def _around(text: Sense, mark: re.Match[str]) -> tuple[frozenset[str], frozenset[str]]:
    start, end = _part(text.text, max(0, mark.start() - 1))[0], _part(text.text, mark.end() + 1)[1]
    return (
        stems_held(sense(text.text[start : mark.start()], text.code)),
        stems_held(sense(text.text[mark.end() : end], text.code)),
    )


def _way_turned(pair: Pair) -> Why | None:
    """Whether what goes from one article to another in the source goes the other way in the claim."""
    ours, theirs = FROM_TO.search(pair.claim.text), FROM_TO.search(pair.said.text)
    turned = ours and theirs and ours.groups() == theirs.groups()[::-1]
    return Why(key="turned", said=(ours[1],), source=(theirs[1],)) if turned and ours and theirs else None


def _protocol_dropped(pair: Pair) -> Why | None:
    """Whether a source speaks of the protocol to a treaty and the claim of the treaty."""
    if PROTOCOL.search(pair.claim.text) or not TREATY.search(pair.claim.text) or not GOVERNED.search(pair.said.text):
        return None
    if TREATY.search(GOVERNED.sub(" ", pair.said.text)):
        return None
    return Why(key="in_place", said=("treaty",), source=("protocol",))
