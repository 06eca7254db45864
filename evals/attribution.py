"""Where a case was lost: the first step of the line that let it go, read from the answer's own trace.

A heuristic, not a proof: a passage is taken to carry a key point when it has its words, and, where the case names
authorities, is one of them. It says where to look first.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.types import Reason, Status
from evals.types import KnownPassage, Specimen, Step, Trace, Wording
from evals.wording import says

READ_FROM_THE_QUESTION = frozenset(set(Reason) - {Reason.NOT_IN_CORPUS})
"""Reasons that the question alone decides; only NOT_IN_CORPUS takes a look at what was found."""

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
"""A question with a year may ask for the law of another day than the case is set to."""


class Lost(NamedTuple):
    """The step, and what shows it."""

    step: Step
    why: str


def lost(specimen: Specimen, missed: Sequence[Wording]) -> Lost:
    """The step at which an answer that is not accurate was lost.

    Args:
        specimen: the answer and its case.
        missed: the key points it does not make.
    """
    answer, wants = specimen.answer, specimen.case.expects
    if answer.trace is None:
        return Lost(Step.NO_TRACE, "the assistant gives no trace")
    if misread := _misread(specimen, answer.trace):
        return Lost(Step.UNDERSTOOD_WRONGLY, misread)
    if wants.status is Status.DECLINED:
        return Lost(Step.COMPOSED_WRONGLY, "the corpus does not say, and the answer does not say so as expected")
    if missed:
        return _first([_lost_point(specimen, answer.trace, point) for point in missed])
    if answer.status is not wants.status and wants.authorities:
        return _first([_lost_authority(specimen, answer.trace, wording) for wording in wants.authorities])
    return Lost(Step.COMPOSED_WRONGLY, "the points are there; what is said beside them, or not said, is wrong")


def _misread(specimen: Specimen, trace: Trace) -> str:
    case, answer, wants = specimen.case, specimen.answer, specimen.case.expects
    asked_for = None if any(YEAR.search(turn) for turn in case.turns) else case.as_of
    if asked_for is not None and answer.as_of and answer.as_of != asked_for.isoformat():
        return f"the law of {answer.as_of} was looked for, not that of {asked_for}"
    due = {Status.ANSWERED: "answer", Status.CLARIFY: "clarify", Status.DECLINED: "decline"}[wants.status]
    if trace.intent and trace.intent != due and not (due == "decline" and _decided_late(specimen, trace)):
        return f"it was read as something to {trace.intent}, not to {due}"
    if wants.status is Status.DECLINED and wants.reasons and answer.status is Status.DECLINED:
        if not _decided_late(specimen, trace):
            return f"it was declined as {answer.reason.value if answer.reason else 'nothing in particular'}"
        return ""
    unread = [state for state in case.states if state != "INT" and state not in trace.states]
    if wants.status is Status.ANSWERED and len(unread) == len(set(case.states) - {"INT"}) and unread:
        return f"no State of the case was read from it ({', '.join(unread)})"
    return ""


def _decided_late(specimen: Specimen, trace: Trace) -> bool:
    reasons = set(specimen.case.expects.reasons)
    return trace.intent == "answer" and (not reasons or not reasons <= READ_FROM_THE_QUESTION)


def _lost_point(specimen: Specimen, trace: Trace, point: Wording) -> Lost:
    named = " | ".join(point)
    if any(says(text, point) for text in specimen.answer.withheld):
        return Lost(Step.WITHHELD, f"a claim with {named!r} did not pass its check")
    saying = [passage for passage in specimen.library.passages.values() if says(passage.text, point)]
    carrying = _of_the_authorities(specimen, saying) or _of_the_states(specimen, saying)
    if not carrying:
        return Lost(Step.CASE_IS_WRONG, f"no passage of the authorities or States of the case has {named!r}")
    return _where(trace, carrying, named)


def _lost_authority(specimen: Specimen, trace: Trace, authority: Wording) -> Lost:
    named = " | ".join(authority)
    matching = [passage for passage in specimen.library.passages.values() if says(passage.cited_as, authority)]
    if not matching:
        return Lost(Step.CASE_IS_WRONG, f"no passage is cited as {named!r}")
    return _where(trace, matching, named)


def _of_the_authorities(specimen: Specimen, passages: Iterable[KnownPassage]) -> list[KnownPassage]:
    authorities = specimen.case.expects.authorities
    return [passage for passage in passages if any(says(passage.cited_as, wording) for wording in authorities)]


def _of_the_states(specimen: Specimen, passages: Iterable[KnownPassage]) -> list[KnownPassage]:
    states = set(specimen.case.states)
    return [passage for passage in passages if not states or not passage.states or states & set(passage.states)]


def _where(trace: Trace, carrying: Sequence[KnownPassage], named: str) -> Lost:
    ids = [passage.id for passage in carrying]
    if kept := [id_ for id_ in ids if id_ in trace.evidence]:
        return Lost(Step.NOT_COMPOSED, f"{named!r} is in the evidence ({kept[0]}), not in the answer")
    if dropped := [id_ for id_ in ids if id_ in trace.dropped]:
        return Lost(Step.RANKED_OUT, f"{named!r} was found ({dropped[0]}) and dropped")
    return Lost(Step.NOT_RETRIEVED, f"{named!r} stands in {ids[0]}, which was not found")


def _first(losses: Sequence[Lost]) -> Lost:
    """The loss earliest in the line; what is wrong with the case comes last, when nothing else explains it."""
    order = (Step.NOT_RETRIEVED, Step.RANKED_OUT, Step.NOT_COMPOSED, Step.WITHHELD, Step.CASE_IS_WRONG)
    return min(losses, key=lambda loss: order.index(loss.step))
