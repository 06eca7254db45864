"""Asking back: one question with choices, only where the answer forks, never twice in a row."""

from dataclasses import replace

from assistant.fork_types import Fork
from assistant.forks import DAYS, fork_line, fork_of, label, representatives
from assistant.reader import Reader
from assistant.reading.facts import OWN_DECISION
from assistant.reading.frame import Torn
from assistant.types import AnswerType, Inquiry, Intent, Reason, Verdict
from assistant.weighing.travel import PLAINLY, asks_for_the_way, asks_whether_enforceable

CHOICES = 5


def clarified(inquiry: Inquiry, torn: tuple[Torn, ...], reader: Reader, *, just_asked: bool) -> Inquiry:
    """The inquiry, or one that asks back for the fact on which the answer to the user's own case forks.

    After a question back the answer comes in any case; a fact still missing is then spelled out in it.
    """
    own = OWN_DECISION.search(inquiry.english) is not None
    if torn and not just_asked:
        return _which(inquiry, torn[0], reader)
    if not asks_of_route(inquiry) or not (own or just_asked):
        return inquiry
    fork = fork_of(inquiry, reader)
    if fork is None:
        return inquiry
    return replace(inquiry, forked=fork.field) if just_asked else _ask_back(inquiry, fork, reader)


def asks_of_route(inquiry: Inquiry) -> bool:
    """Whether the way from State to State decides the answer."""
    if inquiry.instruments or inquiry.answer_type is AnswerType.COMPARISON or inquiry.each:
        return False
    if inquiry.yes_no:
        return asks_whether_enforceable(inquiry) and bool(PLAINLY.search(inquiry.english))
    return asks_for_the_way(inquiry)


def _ask_back(inquiry: Inquiry, fork: Fork, reader: Reader) -> Inquiry:
    language = inquiry.language
    if fork.field in DAYS:
        values = tuple(value for branch in fork.branches for value in branch.values)
    else:
        values = representatives(fork, CHOICES)
    choices = [(said := label(fork.field, value, language, reader), said) for value in values]
    if fork.field == "state_of_origin" and any(b.verdict is Verdict.CONDITIONAL for b in fork.branches):
        other = reader.message(language, "choice_other_state")
        choices.append((other, other))
    return replace(
        inquiry,
        intent=Intent.CLARIFY,
        reason=Reason.FACT_MISSING,
        fork=reader.message(language, f"clarify_{fork.field}", line=fork_line(fork, language, reader)),
        missing=(reader.message(language, f"field_{fork.field}"),),
        choices=tuple(choices),
    )


def _which(inquiry: Inquiry, torn: Torn, reader: Reader) -> Inquiry:
    """Two things said that exclude one another: which is right?"""
    language = inquiry.language
    choices = [reader.message(language, f"choice_{torn.field}_{said}") for said in ("yes", "no")]
    return replace(
        inquiry,
        intent=Intent.CLARIFY,
        reason=Reason.FACT_MISSING,
        fork=reader.message(language, "clarify_torn", one=torn.one, other=torn.other),
        missing=(reader.message(language, f"field_{torn.field}"),),
        choices=tuple((choice, choice) for choice in choices),
    )
