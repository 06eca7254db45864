"""The first step: a question, read in the light of what was said before."""

import re
from dataclasses import replace
from datetime import date

from assistant.conversation import Frame, follow, says_nothing
from assistant.reader import Reader
from assistant.reading.dates import read_dates
from assistant.reading.facts import read_facts
from assistant.reading.gloss import language_of
from assistant.reading.moments import moment
from assistant.reading.places import pair
from assistant.reading.premises import premises
from assistant.reading.wording import answer_type, is_greeting, shown_by
from assistant.types import AnswerType, CaseFacts, Inquiry, Intent, Question, Reason
from assistant.values import DOCKET
from assistant.weighing.travel import PLAINLY, asks_whether_enforceable

TEXT_AT_MOST = 4000
"""Characters of a question that are read; what comes after is left out."""

REFERENCE = re.compile(
    r"\b(?:articles?|arts?\.?|sections?|§+|paragraphs?|rule) ?(\d+[a-z]?(?:-\d+)?(?:\(\d+\))*)", re.IGNORECASE
)
LAW_WORDS = re.compile(
    r"\b(?:judg|award|arbitra|court|law|legal|enforc|recogni|execut|treaty|convention|debt|creditor|claim|apostille|bailiff|writ|appeal"
    r"|jurisdiction|reciproc|litigat|sue|sued|statute|code|sanction|export|import|customs|tax|duty|bankrupt|insolv|mediat|settlement|foreign)",
    re.IGNORECASE,
)
DATED_ACT = re.compile(
    r"\b(?P<what>(?:normative )?(?:resolution|decree|law|act|regulation|order|ruling|protocol|circular))\b[^.?]{0,25}?\bof (?P<day>\d{1,2} [A-Z][a-z]+ \d{4})"
)
CASE_NAME = re.compile(
    r"(?P<one>[A-Z][\w’'&.-]+(?: [A-Z][\w’'&.-]+){0,3}) v\.? (?P<other>[A-Z][\w’'&.-]+(?: [A-Z][\w’'&.-]+){0,3})"
)
PROPER = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][\w’'-]+(?: (?:v\.?|and|of|&|the) )?(?: ?[A-Z][\w’'-]+)*")
OWN_CASE = re.compile(
    r"\b(?:we|i) (?:won|sued|lost|hold|have a (?:final|court))\b|\bowes? (?:us|me)\b|\bdebtor\b", re.IGNORECASE
)
CENTRE = "KZ"


def understand(question: Question, reader: Reader) -> Inquiry:
    """Read a question: what is asked, of which States, as of when; or greet.

    Earlier turns are read first, in order, so that a follow-up inherits what it leaves out.
    """
    frame: Frame | None = None
    for text in question.earlier:
        turn = read_turn(text, reader)
        frame = frame if says_nothing(turn, reader) else follow(frame, turn, reader)
    now = read_turn(question.text, reader)
    frame = None if says_nothing(now, reader) else frame
    if now.greeting:
        return _greeting(question, now, reader)
    whole = follow(frame, now, reader)
    return _inquiry(question, whole, reader)


def read_turn(text: str, reader: Reader) -> Frame:
    """One turn on its own: its English words, States, kinds, topics, dates and type."""
    text = re.sub(r"\s+", " ", text).strip()[:TEXT_AT_MOST]
    spoken = language_of(text, reader.languages)
    english = text if spoken == "en" else reader.glossary.to_english(text, spoken).text
    english = reader.repaired(english)
    instruments = reader.instruments(english)
    mentions = reader.gazetteer.find(_without_names(english, reader))
    kind, yes_no = answer_type(english)
    dates = read_dates(english)
    origin, requested = pair(mentions)
    kinds = tuple(sorted(shown_by(english, reader.english.kinds), key=lambda found: found in ("judgment", "award")))
    if "KZ-AIFC" in (origin, requested) and "aifc-judgment" not in kinds and "award" not in kinds:
        kinds = ("aifc-judgment", *kinds)
    return Frame(
        text=text,
        language=spoken,
        english=english,
        mentions=tuple(mentions),
        origin=origin,
        requested=requested,
        kinds=kinds,
        topics=shown_by(english, reader.english.topics),
        instruments=instruments,
        dates=dates,
        answer_type=kind,
        yes_no=yes_no,
        facts=read_facts(english, dates),
        greeting=is_greeting(text, reader.languages.get(spoken, reader.english))
        or is_greeting(english, reader.english),
    )


def _without_names(english: str, reader: Reader) -> str:
    """The text with names of instruments blanked, so that "Minsk Convention" names no city."""
    for start, end, _ in reader.instrument_spans(english):
        english = english[:start] + " " * (end - start) + english[end:]
    return english


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
    inquiry = Inquiry(
        intent=Intent.ANSWER,
        question=question.text,
        query=frame.text if frame.stands_alone else frame.english,
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
        references=tuple(REFERENCE.findall(english)),
        premises=premises(english),
        unknown=tuple(_unknown(english, reader)),
        register=frame.register or question.register,
        brief=frame.brief,
    )
    if _off_topic(inquiry, reader):
        return replace(inquiry, intent=Intent.DECLINE, reason=Reason.OUT_OF_SCOPE)
    uncovered = _uncovered(inquiry, mentioned, reader)
    if uncovered:
        return replace(inquiry, intent=Intent.DECLINE, reason=Reason.STATE_NOT_COVERED, states=(uncovered,))
    return _clarified(inquiry, question, reader)


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


def _unknown(english: str, reader: Reader) -> list[str]:
    """References in a question that no passage has: articles, dockets, citations, cases, dated acts, names."""
    found = [
        match.group()
        for match in REFERENCE.finditer(english)
        if not (reader.knows(match.group(1).lower()) or reader.knows(re.sub(r"\(.*", "", match.group(1).lower())))
    ]
    found += [match.group() for match in DOCKET.finditer(english) if not reader.says(match.group())]
    found += [
        f"{match['what']} of {match['day']}" for match in DATED_ACT.finditer(english) if not reader.says(match["day"])
    ]
    for match in CASE_NAME.finditer(english):
        parties = [re.findall(r"[^\W\d_]{4,}", match[side]) for side in ("one", "other")]
        if any(words and not reader.knows_word(words[-1]) for words in parties):
            found.append(match.group())
    for match in PROPER.finditer(english):
        words = re.findall(r"[^\W\d_]{4,}", match.group())
        if words and not reader.gazetteer.find(match.group()) and not any(reader.knows_word(word) for word in words):
            found.append(match.group())
    return list(dict.fromkeys(found))


def _off_topic(inquiry: Inquiry, reader: Reader) -> bool:
    if inquiry.kinds or inquiry.instruments or LAW_WORDS.search(inquiry.english):
        return False
    if inquiry.topics or OWN_CASE.search(inquiry.english):
        return False
    terms = reader.subjects.terms(inquiry.english)
    known = [term for term in terms if reader.subjects.known(term)]
    return not known or (len(known) < 2 and not inquiry.states) or len(known) / len(terms) < 0.34


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


def _clarified(inquiry: Inquiry, question: Question, reader: Reader) -> Inquiry:
    """Ask back when the answer forks on a fact nobody gave; never twice in a row."""
    if question.just_clarified or not _asks_for_own_case(inquiry, reader):
        return inquiry
    facts = inquiry.facts
    if facts.requested_state is None and facts.state_of_origin is not None and facts.state_of_origin != CENTRE:
        names = [reader.gazetteer.name(code) for code in ("KZ", "RU", "CN", "DE", "GB", "TR")]
        return replace(
            inquiry,
            intent=Intent.CLARIFY,
            reason=Reason.FACT_MISSING,
            fork="clarify_requested",
            choices=tuple((name, name) for name in names),
        )
    if facts.state_of_origin is None and facts.kind in (None, "judgment") and facts.requested_state == CENTRE:
        choices = [
            (reader.gazetteer.name(code), reader.gazetteer.name(code)) for code in ("RU", "CN", "GB", "US", "TR")
        ]
        other = reader.message(inquiry.language, "choice_other_state")
        return replace(
            inquiry,
            intent=Intent.CLARIFY,
            reason=Reason.FACT_MISSING,
            fork="clarify_origin",
            choices=(*choices, (other, other)),
        )
    return inquiry


def _asks_for_own_case(inquiry: Inquiry, reader: Reader) -> bool:
    low = inquiry.english.lower()
    own = any(phrase in low for phrase in reader.english.openers["first-person"])
    return inquiry.yes_no and own and asks_whether_enforceable(inquiry) and bool(PLAINLY.search(inquiry.english))


def _greeting(question: Question, frame: Frame, reader: Reader) -> Inquiry:
    return Inquiry(
        intent=Intent.DECLINE,
        question=question.text,
        query=frame.text,
        english=frame.english,
        language=frame.language,
        facts=question.facts,
        as_of=question.as_of or reader.today,
        dated=False,
        answer_type=AnswerType.TEXT,
        yes_no=False,
        reason=Reason.GREETING,
    )
