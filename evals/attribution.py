"""Where a case was lost: the first step of the line that let it go, read from the answer's own trace.

A heuristic, not a proof: a passage is taken to carry a key point when it has its words, and, where the case names
authorities, is one of them. It says where to look first.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.types import Reason, Status
from evals.metrics.citations import stands
from evals.types import KnownPassage, Specimen, Step, Trace, Wording
from evals.wording import first_said, says

READ_FROM_THE_QUESTION = frozenset(set(Reason) - {Reason.NOT_IN_CORPUS})
"""Reasons that the question alone decides; only NOT_IN_CORPUS takes a look at what was found."""

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
"""A question with a year may ask for the law of another day than the case is set to."""

YES_NO = "yes/no"


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
    trace = answer.trace
    if trace is None:
        return Lost(Step.NO_TRACE, "the assistant gives no trace")
    if misread := _misread(specimen, trace):
        return Lost(Step.UNDERSTOOD_WRONGLY, misread)
    if wants.status is Status.DECLINED:
        return Lost(Step.COMPOSED_WRONGLY, "the corpus does not say, and the answer does not say so as expected")
    losses = [_lost_point(specimen, trace, point) for point in missed]
    if not losses and answer.status is not wants.status:
        losses = [_lost_authority(specimen, trace, wording) for wording in wants.must_cite]
    if not losses:
        return _said_wrongly(specimen)
    loss = _first(losses)
    unread = [state for state in specimen.case.states if state != "INT" and state not in trace.states]
    if loss.step in (Step.NOT_RETRIEVED, Step.RANKED_OUT) and unread:
        return Lost(Step.UNDERSTOOD_WRONGLY, f"{', '.join(unread)} was not read from it, and {loss.why}")
    return loss


def _misread(specimen: Specimen, trace: Trace) -> str:
    case, answer, wants = specimen.case, specimen.answer, specimen.case.expects
    asked_for = None if any(YEAR.search(turn) for turn in case.turns) else case.as_of
    if asked_for is not None and answer.as_of and answer.as_of != asked_for.isoformat():
        return f"the law of {answer.as_of} was looked for, not that of {asked_for}"
    late = _decided_late(specimen, trace)
    due = {Status.ANSWERED: "answer", Status.CLARIFY: "clarify", Status.DECLINED: "decline"}[wants.status]
    if trace.intent and trace.intent != due and not (due == "decline" and late):
        return f"it was read as something to {trace.intent}, not to {due}"
    if wants.status is answer.status is Status.DECLINED and wants.reasons and not late:
        return f"it was declined as {answer.reason.value if answer.reason else 'nothing in particular'}"
    if answer.status is Status.ANSWERED and wants.verdicts and answer.verdict is None:
        read_as = trace.answer_type
        return f"it was read as asking for a {read_as}, not for yes or no" if read_as not in ("", YES_NO) else ""
    return ""


def _said_wrongly(specimen: Specimen) -> Lost:
    answer, wants = specimen.answer, specimen.case.expects
    if not all(stands(quotation, specimen.library.passages) for quotation in answer.quotations):
        return Lost(Step.COMPOSED_WRONGLY, "a quotation does not stand")
    if said := first_said(answer.asserted, wants.must_not):
        return Lost(Step.COMPOSED_WRONGLY, f"it says {said!r}")
    if wants.verdicts and answer.verdict is None:
        return Lost(Step.NOT_COMPOSED, "every point is made, and no verdict was derived")
    if wants.verdicts and answer.verdict not in wants.verdicts:
        return Lost(Step.COMPOSED_WRONGLY, f"every point is made, and the verdict derived is {answer.verdict}")
    return Lost(Step.COMPOSED_WRONGLY, "every point is made; what stands beside them is not as expected")


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
    return [passage for passage in passages if any(says(passage.cited_as, item.names) for item in authorities)]


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
