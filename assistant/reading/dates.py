"""Dates in a question: which day's law is asked for, and which days belong to the case."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from assistant.sentences import sentences

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
DAY = re.compile(
    rf"\b(?:(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<mn2>{MONTH})\.?,? (?P<y2>\d{{4}})"
    rf"|(?P<mn3>{MONTH})\.? (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y3>\d{{4}})"
    rf"|(?P<d4>\d\d?)\.(?P<m4>\d\d?)\.(?P<y4>\d{{4}})"
    rf"|(?P<mn5>{MONTH})\.? (?P<y5>\d{{4}})"
    rf"|(?P<y6>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
EVENT_BEFORE = re.compile(
    r"\b(?:adopted|ratified|signed|launched|accepted|announced|published|amended|updated|reversed|overturned|said|say|held|ruled|decided|reported|became|moved"
    r"|received?|served|notified|filed|lodged|expired|gave|acceded|joined|deposited|introduced|enacted|entered|resolution|decree|law|act|order|reform|referendum)(?:\s+\w+){0,4}\s+(?:in|on|of|from|during)\s*$",
    re.IGNORECASE,
)
AS_OF = re.compile(r"\b(?:as of|as at|as on|on the day of|at the date of)\s*(?:the )?$", re.IGNORECASE)
LAW_BEFORE = re.compile(
    r"\b(?:as of|as at|as on|in|during|on|by|back in|until|till|up to|at the end of|early|late|mid|throughout|through|for|since)"
    r"(?: the (?:year|start|end|beginning) ?(?:of)?)?\s*(?:early |late |mid-?)?$",
    re.IGNORECASE,
)
BEFORE = re.compile(r"\b(?:before|prior to|pre-?|earlier than)\s*$", re.IGNORECASE)
AFTER = re.compile(r"\b(?:after|since|from|following|as from|starting)\s*$", re.IGNORECASE)
GIVEN = re.compile(
    r"(?:\b(?:given|gave|rendered|issued|made|dated|pronounced|delivered|handed down|obtained|won|decided)(?:\s+\w+){0,4}"
    r"\s+(?:in|on|of|from|at)|\b(?:judgments?|judgements?|awards?|decisions?|rulings?)(?:\s+(?:is |was )?(?:of|from|dated|in))?"
    r"|\b(?:judgments?|judgements?|awards?|decisions?|rulings?) (?:of|by|from)(?: [\w’'-]+){1,4} (?:of|from|dated)|\bdated)\s*$",
    re.IGNORECASE,
)
OF_A_DECISION = re.compile(
    r"^ (?:(?!convention|treaty|act|law|code)[\w’'-]+ ){0,2}(?:judge?ment|award|arbitral award|decision|ruling)\b(?! convention)",
    re.IGNORECASE,
)
"""What follows a year in "a 2018 Dutch judgment"."""

OF_A_COURT = re.compile(r"\b(?:court|tribunal) (?:of|from) $", re.IGNORECASE)
ONE = re.compile(r"\b(?:an?|our|my|his|her|their|in) $", re.IGNORECASE)
BEGUN = re.compile(
    r"\b(?:begun|began|started|commenced|filed|instituted|initiated|brought|sued|proceedings?|lawsuit|claim)"
    r"(?:\s+(?!judgment|judgement|award)\w+){0,4}\s*$"
    r"|\b(?:claim form|writ|petition|summons|complaint|suit|action)(?:\s+(?!judgment|judgement|award)\w+){0,7}\s*$",
    re.IGNORECASE,
)
NAMES_A_TEXT = re.compile(
    r"^\s*(?:[-']?s?\s*)?(?:hague|minsk|kiev|kyiv|chisinau|moscow|new york|convention|code|cpc|constitution|treaty|agreement|protocol|law\b"
    r"|resolution|commentary|article|act|decree|edict|judgments? convention|case|note|report|study|conference|statement|reform|decision|ruling"
    r"|judgment|judgement|tax code|statute|rules)",
    re.IGNORECASE,
)
PART_OF_A_NAME = re.compile(
    r"(?:\b(?:hague|minsk|kiev|kyiv|chisinau|moscow|york|lugano|brussels|convention|code|cpc|law|act|protocol|agreement|treaty|no|no\.|of|montevideo"
    r"|riyadh|icsid|washington|geneva|constitution|resolution|decree|regulation|statute|apostille|service|evidence|judgments|clause|commentary)"
    r"|/|№|\[)\s*\(?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The dates a question names; None where there is none.

    `spans` are the days with the field each was read for and the characters it stands at.
    """

    as_of: date | None = None
    given: date | None = None
    begun: date | None = None
    years: tuple[int, ...] = ()
    spans: tuple[tuple[str, date, int, int], ...] = field(default=(), compare=False)


def read_dates(text: str) -> Dates:
    """Read the dates of an English question.

    A bare year stands for its last day, a month for its last day; "before 2016" for 31 December 2015. A year that
    belongs to the name of a text ("the 2019 Convention", "CPC 2015") is no date.
    """
    read: dict[str, date] = {}
    spans: list[tuple[str, date, int, int]] = []
    years: list[int] = []
    question_from = _start_of_question(text)
    for match in DAY.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        first, last = bounds(match)
        if first is None or last is None:
            continue
        bare = match["y6"] is not None
        of_a_decision = bare and ONE.search(before) and OF_A_DECISION.match(after)
        if (
            bare
            and not of_a_decision
            and (NAMES_A_TEXT.match(after) or (PART_OF_A_NAME.search(before) and not LAW_BEFORE.search(before)))
        ):
            told = GIVEN.search(before) and (OF_A_COURT.search(before) or not PART_OF_A_NAME.search(before[-12:]))
            if told and "given" not in read:
                read["given"] = last
                spans.append(("given", last, *match.span()))
            continue
        years.append(first.year)
        if of_a_decision:
            found: tuple[str, date] | None = ("given", last)
        else:
            found = _meant(before, first, last, bare=bare, asks=match.end() > question_from)
        if found is not None:
            read[found[0]] = found[1]
            spans.append((*found, *match.span()))
    return Dates(
        as_of=read.get("as_of"),
        given=read.get("given"),
        begun=read.get("begun"),
        years=tuple(years),
        spans=tuple(spans),
    )


def _meant(before: str, first: date, last: date, *, bare: bool, asks: bool) -> tuple[str, date] | None:
    """What a day is, told by the words before it: the day of the law, of the decision, of the proceedings, or none."""
    if AS_OF.search(before):
        return "as_of", last
    if BEGUN.search(before):
        earlier, later = (
            re.search(r"\bbefore\s*$", before, re.I),
            re.search(r"\b(?:after|since|from)\s*$", before, re.I),
        )
        return "begun", first - timedelta(days=1) if earlier else first if later or not bare else last
    if GIVEN.search(before):
        return "given", last
    if EVENT_BEFORE.search(before) or not asks:
        return None
    if BEFORE.search(before):
        return "as_of", first - timedelta(days=1)
    if LAW_BEFORE.search(before) and not AFTER.search(before):
        return "as_of", last
    return None


def _start_of_question(text: str) -> int:
    """Where the last sentence that asks begins; 0 when none ends with a question mark."""
    asking = [span for span in sentences(text) if text[span.start : span.end].rstrip().endswith("?")]
    return asking[-1].start if asking else 0


def bounds(match: re.Match[str]) -> tuple[date | None, date | None]:
    """The first and the last day that a match of `DAY` stands for; None where the calendar has no such day."""
    year = int(next(match[k] for k in ("y", "y2", "y3", "y4", "y5", "y6") if match[k]))
    try:
        if match["y6"]:
            return date(year, 1, 1), date(year, 12, 31)
        if match["mn5"]:
            month = _month(match["mn5"])
            first = date(year, month, 1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        month = int(match["m"] or match["m4"] or 0) or _month(match["mn2"] or match["mn3"])
        day = date(year, month, int(match["d"] or match["d2"] or match["d3"] or match["d4"]))
    except ValueError:
        return None, None
    return day, day


def _month(name: str) -> int:
    return next(at for at, month in enumerate(MONTHS, 1) if month.startswith(name[:3].lower()))
