"""Whether a claim says what its source says, by rule: the classes of error that a paraphrase may bring in.

It compares words, so it can be wrong both ways: how often it is, by class, is measured on labelled claims and printed by
`python -m evals graders`. It shares no code with the checks of the assistant, which it must not take on trust.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.grounding.reading import Reading, read, sentences
from evals.grounding.words import COMMON
from evals.wording import plain

SUPPORTED = 0.6
"""Least share of a claim's content words that its source has; of 0.4, 0.5 and 0.6 the one that agreed best with the labels
of AttributionBench, dev part."""

CLASSES = ("number", "date", "modal", "negation", "party", "qualifier", "state")
"""The classes of error that are looked for, beside a claim that its source does not speak of at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way in which a claim differs from its source; `class_` is of `CLASSES`, or "unsupported"."""

    class_: str
    what: str


def faults(claim: str, sources: Sequence[str], cited_as: str = "") -> list[Fault]:
    """What a claim says otherwise than its sources; nothing if each of its sentences is one of theirs.

    Args:
        claim: one or more sentences, in the language of the sources.
        sources: the words quoted.
        cited_as: title, authority and pinpoint, whose numbers, dates and States a claim may repeat.
    """
    whole = plain(" ".join(sources))
    quoted = {part.rstrip(".") for source in sources for part in sentences(source)}
    found: list[Fault] = []
    for sentence in sentences(claim):
        if sentence.rstrip(".") not in quoted:
            found += _faults(read(sentence), read(_nearest(sentence, sources)), read(f"{whole} {cited_as}"))
    return found


def _nearest(sentence: str, sources: Sequence[str]) -> str:
    """The sentence of the sources that shares the most words."""
    ours = read(sentence).stems
    candidates = [part for source in sources for part in sentences(source)]
    return max(candidates, key=lambda part: len(ours & read(part).stems), default="")


def _faults(claim: Reading, near: Reading, whole: Reading) -> Iterator[Fault]:
    if claim.stems and len(claim.stems & whole.stems) < SUPPORTED * len(claim.stems):
        yield Fault(class_="unsupported", what="its source does not speak of this")
    if strange := claim.days - whole.days:
        yield Fault(class_="date", what=f"{_listed(strange)} is not in the source")
    years = {day[:4] for day in whole.days}
    if strange := claim.numbers - whole.numbers - COMMON - years:
        dates = {number for number in strange if len(number) == 4 and number[:2] in ("19", "20")}
        for class_, several in (("date", dates), ("number", strange - dates)):
            if several:
                yield Fault(class_=class_, what=f"{_listed(several)} is not in the source")
    if strange := claim.parties - whole.parties:
        yield Fault(class_="party", what=f"the source does not speak of the {_listed(strange)}")
    if strange := claim.states - whole.states:
        yield Fault(class_="state", what=f"the source does not speak of {_listed(strange)}")
    yield from _modals(claim, near)
    yield from _negations(claim, near)
    if lost := near.qualifiers - claim.qualifiers:
        yield Fault(class_="qualifier", what=f"a {_listed(lost)} of the source is left out")


def _modals(claim: Reading, near: Reading) -> Iterator[Fault]:
    for modal, head in claim.modals:
        theirs = {other for other, word in near.modals if word == head}
        if theirs and modal not in theirs:
            yield Fault(class_="modal", what=f"“{modal} {head}” where the source has “{_listed(theirs)}”")
    ours, all_theirs = ({modal for modal, _ in reading.modals} for reading in (claim, near))
    if ours and all_theirs and not ours & all_theirs:
        yield Fault(class_="modal", what=f"“{_listed(ours)}” where the source has “{_listed(all_theirs)}”")


def _negations(claim: Reading, near: Reading) -> Iterator[Fault]:
    lost = {word for word in near.heads if word in claim.stems and word not in claim.negated}
    gained = {word for word in claim.heads if word in near.stems and word not in near.negated}
    for words, said in ((lost, "is denied in the source"), (gained, "is not denied in the source")):
        if words:
            yield Fault(class_="negation", what=f"“{_listed(words)}” {said}")


def _listed(words: "set[str] | frozenset[str]") -> str:
    return ", ".join(sorted(words))
