"""The first step: a question, read in the light of what was said before."""

import re
from dataclasses import replace
from datetime import date

from assistant.clarify import asks_of_route, clarified
from assistant.conversation import converse
from assistant.reader import Reader
from assistant.reading.authorities import references, unknown_in
from assistant.reading.beyond import beyond
from assistant.reading.frame import Aside, Frame
from assistant.reading.moments import moment
from assistant.types import CENTRE, AnswerType, CaseFacts, Inquiry, Intent, Question, Reason
from assistant.weighing.travel import tells_a_case

ANY_SUBJECT = frozenset({"costs", "limitation", "procedure"})
"""Topics whose words ("how much", "how long", "how") are asked of anything."""

LAW_WORDS = re.compile(
    r"\b(?:judg|award|arbitra|court|law|legal|enforc|recogni|execut|treaty|convention|debt|creditor|claim|apostille|bailiff|writ|appeal"
    r"|mci\b|jurisdiction|reciproc|litigat|sue|sued|statute|code|sanction|export|import|customs|tax|duty|bankrupt|insolv|mediat|settlement|foreign)",
    re.IGNORECASE,
)
OWN_CASE = re.compile(
    r"\b(?:we|i) (?:won|sued|lost|hold|have a (?:final|court))\b|\bowes? (?:us|me)\b|\bdebtor\b", re.IGNORECASE
)
EACH_AT_MOST = 4
"""States of origin, and requested States, that are answered one by one."""


def understand(question: Question, reader: Reader) -> Inquiry:
    """Read a question: what is asked, of which States, as of when; or greet.

    Earlier turns are read first, in order, so that a follow-up inherits what it leaves out.
    """
    frame = converse(question, reader)
    if frame.aside not in (None, Aside.NOISE):
        return _aside(question, frame, reader)
    return _inquiry(question, frame, reader)


def _inquiry(question: Question, frame: Frame, reader: Reader) -> Inquiry:
    facts = _facts(question.facts, frame)
    as_of, dated = _as_of(question, frame, reader.today)
    states = _states(facts, frame, reader)
    english = frame.english
    mentioned = [m.code for m in frame.mentions]
    asked_states = _comparison_states(frame, reader)
    kind_of_answer = frame.answer_type
    if (len(asked_states) >= 3 and not frame.yes_no and not frame.instruments) or (
        len(asked_states) >= 2 and (kind_of_answer is AnswerType.COMPARISON or _enumerates(english))
    ):
        kind_of_answer, states = AnswerType.COMPARISON, asked_states
    each = _each(facts, frame, question.facts)
    inquiry = Inquiry(
        intent=Intent.ANSWER,
        question=question.text,
        query=frame.query,
        english=english,
        language=question.language or frame.language,
        facts=facts,
        as_of=as_of,
        dated=dated,
        answer_type=kind_of_answer,
        yes_no=frame.yes_no,
        topics=frame.topics,
        states=states,
        kinds=frame.kinds,
        instruments=frame.instruments,
        references=references(english),
        premises=frame.premises,
        unknown=unknown_in(english, reader),
        invented=frame.invented,
        ordered=bool(frame.orders),
        register=frame.register or question.register,
        brief=frame.brief,
        read_from=frame.read,
        each=each,
        area=question.area or "",
    )
    if each and not asks_of_route(replace(inquiry, each=())):
        requesteds = tuple(
            dict.fromkeys(reader.gazetteer.shelved(f.requested_state) for f in each if f.requested_state)
        )
        several = len(requesteds) > 1 and not frame.yes_no
        inquiry = replace(
            inquiry,
            each=(),
            answer_type=AnswerType.COMPARISON if several else inquiry.answer_type,
            states=requesteds if several else inquiry.states,
        )
    if beyond(english) or _off_topic(inquiry, frame.unread, reader):
        return replace(inquiry, intent=Intent.DECLINE, reason=Reason.OUT_OF_SCOPE)
    uncovered = _uncovered(inquiry, mentioned, reader)
    if uncovered:
        return replace(inquiry, intent=Intent.DECLINE, reason=Reason.STATE_NOT_COVERED, states=(uncovered,))
    return clarified(inquiry, frame.torn, reader, just_asked=question.just_clarified)


def _facts(given: CaseFacts, frame: Frame) -> CaseFacts:
    read = replace(
        frame.facts,
        state_of_origin=frame.origin,
        requested_state=frame.requested,
        kind=frame.kinds[0] if frame.kinds else None,
        begun=frame.dates.begun or frame.facts.begun,
        given=frame.dates.given or frame.facts.given,
    )
    by_hand = {name: value for name in CaseFacts.__dataclass_fields__ if (value := getattr(given, name)) is not None}
    return replace(read, **by_hand)


def _each(facts: CaseFacts, frame: Frame, given: CaseFacts) -> tuple[CaseFacts, ...]:
    """The case once for each State of origin and each requested State, where a question names several."""
    origins, requesteds = frame.several
    if given.state_of_origin or len(origins) < 2 or facts.requested_state in origins:
        origins = (facts.state_of_origin,) if facts.state_of_origin else ()
    if given.requested_state or len(requesteds) < 2 or facts.state_of_origin in requesteds:
        requesteds = (facts.requested_state,) if facts.requested_state else ()
    if not origins or not requesteds or len(origins) * len(requesteds) < 2:
        return ()
    return tuple(
        replace(facts, state_of_origin=origin, requested_state=requested)
        for origin in origins[:EACH_AT_MOST]
        for requested in requesteds[:EACH_AT_MOST]
    )


def _as_of(question: Question, frame: Frame, today: date) -> tuple[date, bool]:
    then = moment(frame.english)
    if then is not None and then <= today:
        return then, True
    counted = frame.answer_type in (AnswerType.COUNT, AnswerType.SHARE, AnswerType.CASES, AnswerType.CHANGE)
    if frame.dates.as_of is not None and not counted:
        same_year = frame.dates.as_of.year == today.year and frame.dates.as_of > today
        bare = (frame.dates.as_of.month, frame.dates.as_of.day) == (12, 31)
        return (today if same_year and bare else frame.dates.as_of), True
    return (question.as_of or today), question.as_of is not None and question.as_of != today


def _states(facts: CaseFacts, frame: Frame, reader: Reader) -> tuple[str, ...]:
    origin = facts.state_of_origin
    assumed = (
        CENTRE if facts.requested_state is None and origin not in (None, CENTRE) and not frame.instruments else None
    )
    named = [facts.requested_state or assumed, origin, *(m.code for m in frame.mentions)]
    return tuple(dict.fromkeys(reader.gazetteer.shelved(code) for code in named if code))


def _comparison_states(frame: Frame, reader: Reader) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reader.gazetteer.shelved(m.code) for m in frame.mentions))


def _enumerates(english: str) -> bool:
    return bool(
        re.search(
            r"\bwhich (?:of|states?|countr)|\bwho (?:of|among)|\bboth\b.*\b(?:and)\b|\beach of\b|\ball of these",
            english,
            re.I,
        )
    )


def _off_topic(inquiry: Inquiry, unread: tuple[str, ...], reader: Reader) -> bool:
    """Whether a question is about something else; `unread` words of another language count as words of something else."""
    if inquiry.kinds or inquiry.instruments or LAW_WORDS.search(inquiry.english):
        return False
    if OWN_CASE.search(inquiry.english) or tells_a_case(inquiry):
        return False
    if inquiry.topics:
        return bool(unread) and set(inquiry.topics) <= ANY_SUBJECT
    terms = reader.subjects.terms(inquiry.english)
    known = [term for term in terms if reader.subjects.known(term)]
    return not known or (len(known) < 2 and not inquiry.states) or len(known) / (len(terms) + len(unread)) < 0.34


def _uncovered(inquiry: Inquiry, mentioned: list[str], reader: Reader) -> str:
    """The State whose law is asked for but not on the shelf, or nothing."""
    requested = inquiry.facts.requested_state
    if requested is None or inquiry.instruments or inquiry.answer_type is AnswerType.COMPARISON:
        return ""
    code = reader.gazetteer.shelved(requested)
    linked = (
        code in reader.tables.states and bool(reader.tables.treaties_between(code, CENTRE))
        if code != CENTRE
        else True
    )
    return "" if reader.shelf.covers(code) or linked else code


def _aside(question: Question, frame: Frame, reader: Reader) -> Inquiry:
    """A turn that asks nothing: a greeting, a new matter announced, or a word that points at nothing."""
    greets, ordered = frame.aside is Aside.GREETING, frame.aside is Aside.ORDERS
    language = question.language or frame.language
    return Inquiry(
        intent=Intent.DECLINE if greets or ordered else Intent.CLARIFY,
        question=question.text,
        query=frame.query,
        english=frame.english,
        language=language,
        facts=question.facts,
        as_of=question.as_of or reader.today,
        dated=False,
        answer_type=AnswerType.TEXT,
        yes_no=False,
        reason=Reason.GREETING if greets else Reason.OUT_OF_SCOPE if ordered else Reason.FACT_MISSING,
        fork=""
        if greets or frame.aside is None
        else reader.message(language, frame.aside.value, example=reader.message(language, "example")),
    )
