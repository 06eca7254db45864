"""A day and a period make a day: years and months by the calendar, working days from Monday to Friday."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from babel.dates import format_date

from assistant.reading.dates import MONTHS
from corpus.tables import TimeUnit

SATURDAY = 5
UNITS = {TimeUnit.YEAR: "year", TimeUnit.MONTH: "month", TimeUnit.DAY: "day", TimeUnit.WORKING_DAY: "working day"}
DAY = rf"\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}"
SUM = re.compile(
    rf"(?P<first>{DAY}) \+ (?P<number>\d+) (?P<unit>working day|day|month|year)s? = (?P<last>{DAY})", re.IGNORECASE
)
"""A day worked out in front of the reader, as `said` writes it."""


def after(first: date, number: int, unit: TimeUnit) -> date:
    """The day that lies a period after another; where the month is shorter, its last day.

    Working days are Monday to Friday: public holidays are not known here, and each of them moves the day on.
    """
    if unit is TimeUnit.DAY:
        return first + timedelta(days=number)
    if unit is TimeUnit.WORKING_DAY:
        day = first
        for _ in range(number):
            day += timedelta(days=1)
            while day.weekday() >= SATURDAY:
                day += timedelta(days=1)
        return day
    months = number * (12 if unit is TimeUnit.YEAR else 1) + first.month - 1
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def said(first: date, number: int, unit: TimeUnit) -> str:
    """The sum in English words: "5 May 2023 + 3 years = 5 May 2026"."""
    plural = "" if number == 1 else "s"
    return f"{written(first)} + {number} {UNITS[unit]}{plural} = {written(after(first, number, unit))}"


def written(day: date, language: str = "en") -> str:
    """A day as people of a language write it; "5 May 2023" in English."""
    return f"{day.day} {day:%B %Y}" if language == "en" else format_date(day, "long", locale=language)


def sums(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """The days worked out in a text, each with whether it is right."""
    for match in SUM.finditer(text):
        unit = next(unit for unit, word in UNITS.items() if word == match["unit"].lower())
        yield match, after(_day(match["first"]), int(match["number"]), unit) == _day(match["last"])


def _day(text: str) -> date:
    day, month, year = text.split()
    return date(int(year), MONTHS.index(month.lower()) + 1, int(day))
