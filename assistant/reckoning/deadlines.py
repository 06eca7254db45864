"""The last day of a time limit, when the question gives the day it runs from: arithmetic to check, never advice."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.reader import Reader
from assistant.reading.dates import DAY as DATED
from assistant.reading.dates import bounds
from assistant.reckoning.calendar import after, said, written
from assistant.sentences import split
from assistant.types import Citation, Claim, Inquiry, Told, Verdict
from corpus.tables import Limit, TimeUnit
from corpus.types import TOPICS, Span

ASKS = re.compile(
    r"\b(?:until|till|by|before) (?:when|(?:what|which) (?:day|date))\b|\bdeadline\b|\bhow (?:long|much time)\b|\blast day\b|\btime limit\b|\btoo late\b|\bin time\b|\b(?:within|inside) the (?:\w+ )?(?:period|time|term|limit)\b|\btime[- ]barred\b"
    r"|\b(?:when|what day|what date|which day)\b[^?]*\b(?:expires?|expire|run out|runs out|ends?|lapses?|latest|last)\b|\bexpired?\b|\bstill (?:apply|file|enforce|present|appeal|time)\b"
    r"|\bwhen (?:must|should|do|does|can) (?:i|we|the|a)\b|\blapsed?\b|\bmissed\b|\bhow many (?:days|months|years)\b|\brun out\b|\b(?:until|till) \w+ (?:can|may|must)\b|\bcan (?:i|we|it|they) still\b",
    re.IGNORECASE,
)
TOO_LATE = re.compile(
    r"\btoo late\b|\btime[- ]barred\b|\bexpired?\b|\blapsed?\b|\bmissed\b|\brun out\b|\bout of time\b", re.IGNORECASE
)
WHETHER = re.compile(
    rf"{TOO_LATE.pattern}|\bstill\b|\bin time\b|\b(?:within|inside) the (?:\w+ )?(?:period|time|term|limit)\b",
    re.IGNORECASE,
)
"""Asks whether time is left."""

IN_FORCE = "entry into force"
"""Among the words for the event of a limit that runs from a decision's entry into force."""

ASIDE = re.compile(r"\bset (?:[\w’'-]+ ){1,4}aside\b")
"""To set aside, with what is set aside in between."""

NEAR = 70
"""Characters between the words for an event and its day, at most."""

HOME = "KZ"
ALSO = 2
"""Passages quoted behind the arithmetic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A limit and the day the question says it runs from."""

    limit: Limit
    day: date
    step: int


def tell_deadline(inquiry: Inquiry, reader: Reader) -> Told | None:
    """The last day, with its arithmetic and the rule; None when the question gives no day that a limit runs from."""
    if not ASKS.search(inquiry.english):
        return None
    started = _started(inquiry, reader)
    if started is None:
        return _by_decision(inquiry, reader)
    limit, end = started.limit, after(started.day, started.limit.number, started.limit.unit)
    proof = _proof(limit, reader)
    if proof is None:
        return None
    doubt = " (Monday to Friday; public holidays, which move the day on, are not counted)"
    text = f"{said(started.day, limit.number, limit.unit)}{doubt if limit.unit is TimeUnit.WORKING_DAY else ''}: {limit.what}, counted from {limit.trigger}."
    gone = end < reader.today
    return Told(
        lead=_lead(started, gone, inquiry, reader),
        claims=(Claim(text=text, topic=TOPICS["limitation"], citations=(proof,)), *_rules(limit, reader)),
        verdict=_verdict(inquiry, limit, gone) if inquiry.yes_no else None,
        open_ended=True,
    )


def _by_decision(inquiry: Inquiry, reader: Reader) -> Told | None:
    """Whether time is left where only the decision's own day is known: it enters into force then at the earliest."""
    given, state = inquiry.facts.given, _state(inquiry)
    if given is None or not WHETHER.search(inquiry.english) or state not in reader.tables.states:
        return None
    kind = inquiry.kinds[0] if inquiry.kinds else "judgment"
    limits = [
        limit for limit in reader.tables.limits_of(state, inquiry.as_of) if not limit.kinds or kind in limit.kinds
    ]
    limit = next((limit for limit in limits if IN_FORCE in limit.trigger_terms), None)
    if limit is None or _proof(limit, reader) is None:
        return None
    if any(_step(other, inquiry) > _step(limit, inquiry) for other in limits):
        return None  # an appeal or a petition to set aside has a limit of its own
    found = next((b for match in DATED.finditer(inquiry.english) if (b := bounds(match))[1] == given), (given, given))
    first = found[0] or given
    safe = after(first, limit.number, limit.unit) >= reader.today
    start = first if safe else given
    language, end = inquiry.language, after(start, limit.number, limit.unit)
    parts = [
        reader.message(
            language,
            "deadline_not_run" if safe else "deadline_by_decision",
            total=_total(start, limit, language, reader),
            authority=limit.authority,
        )
    ]
    if end < reader.today:
        parts.append(reader.message(language, "deadline_gone_unless"))
    if not safe and limit.restorable:
        parts.append(reader.message(language, "deadline_restorable"))
    verdict = Verdict.CONDITIONAL if not safe else Verdict.NO if TOO_LATE.search(inquiry.english) else Verdict.YES
    return Told(
        lead=" ".join((*parts, reader.message(language, "deadline_check"))),
        claims=_rules(limit, reader),
        verdict=verdict if inquiry.yes_no else None,
        open_ended=True,
    )


def _state(inquiry: Inquiry) -> str:
    return inquiry.facts.requested_state or next(iter(inquiry.states), HOME)


def _started(inquiry: Inquiry, reader: Reader) -> Started | None:
    """The limit whose event the question dates, of those about the step it asks for the one named at most length."""
    state = _state(inquiry)
    if state not in reader.tables.states:
        return None
    kind = inquiry.kinds[0] if inquiry.kinds else "judgment"
    spoken = inquiry.language == "en"
    found = []
    for at, limit in enumerate(reader.tables.limits_of(state, inquiry.as_of)):
        day = _dated(limit, inquiry.english) or (_dated(limit, inquiry.question) if spoken else None)
        if day is None or (limit.kinds and kind not in limit.kinds):
            continue
        step = _step(limit, inquiry)
        found.append((step, -at, Started(limit=limit, day=day, step=step)))
    return max(found, key=lambda item: item[:2])[2] if found else None


def _step(limit: Limit, inquiry: Inquiry) -> int:
    """How many letters of the words for a limit's step the question has."""
    low = ASIDE.sub("set aside", inquiry.english.lower())
    return sum(len(term) for term in limit.terms if re.search(rf"(?<!\w){re.escape(term)}", low))


def _dated(limit: Limit, text: str) -> date | None:
    """The day that stands nearest to words for the event, in one sentence with them."""
    best: tuple[int, date] | None = None
    for sentence in split(text):
        low = sentence.lower()
        for term in limit.trigger_terms:
            for words in re.finditer(rf"(?<!\w){re.escape(term.lower())}(?!\w)", low):
                for match in DATED.finditer(sentence):
                    day = _whole_day(match)
                    gap = match.start() - words.end() if match.start() >= words.end() else words.start() - match.end()
                    if day is not None and 0 <= gap <= NEAR and (best is None or gap < best[0]):
                        best = (gap, day)
    return best[1] if best else None


def _whole_day(match: re.Match[str]) -> date | None:
    """The day of a match that names one; None for a month, a year, or a day that the calendar does not have."""
    if match["y5"] or match["y6"]:
        return None
    return bounds(match)[0]


def _proof(limit: Limit, reader: Reader) -> Citation | None:
    passage = reader.shelf.all.get(limit.passage_ids[0]) if limit.passage_ids else None
    return Citation(passage=passage, span=Span(start=0, end=len(passage.text))) if passage else None


def _rules(limit: Limit, reader: Reader) -> tuple[Claim, ...]:
    """The rule itself, and what qualifies it, each quoted whole."""
    passages = [reader.shelf.all[id_] for id_ in limit.passage_ids[:ALSO] if id_ in reader.shelf.all]
    return tuple(
        Claim(
            text=passage.text,
            topic=TOPICS[passage.topic],
            citations=(Citation(passage=passage, span=Span(start=0, end=len(passage.text))),),
        )
        for passage in passages
    )


def _total(start: date, limit: Limit, language: str, reader: Reader) -> str:
    """The sum: "5 May 2023 + 3 years = 5 May 2026"."""
    period = reader.message(language, f"period_{limit.unit.value.replace('-', '_')}", count=limit.number)
    if language == "en":
        period = f"{limit.number} {limit.unit.value.replace('-', ' ')}{'' if limit.number == 1 else 's'}"
    return f"{written(start, language)} + {period} = {written(after(start, limit.number, limit.unit), language)}"


def _lead(started: Started, gone: bool, inquiry: Inquiry, reader: Reader) -> str:
    limit, language = started.limit, inquiry.language
    total = _total(started.day, limit, language, reader)
    parts = [reader.message(language, "deadline_sum", total=total, authority=limit.authority)]
    if gone:
        parts.append(reader.message(language, "deadline_gone"))
    if limit.restorable:
        parts.append(reader.message(language, "deadline_restorable"))
    if limit.unit is TimeUnit.WORKING_DAY:
        parts.append(reader.message(language, "deadline_holidays"))
    return " ".join((*parts, reader.message(language, "deadline_check")))


def _verdict(inquiry: Inquiry, limit: Limit, gone: bool) -> Verdict:
    if gone and limit.restorable:
        return Verdict.CONDITIONAL
    late = bool(TOO_LATE.search(inquiry.english))
    return Verdict.YES if gone == late else Verdict.NO
