"""Days in a question that cannot be right: not in the calendar, not come yet, or in the wrong order."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.reading.dates import DAY, bounds
from assistant.types import CaseFacts

BAD = re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b")


def faulty_days(text: str, facts: CaseFacts, today: date) -> Iterator[tuple[str, dict[str, date | str]]]:
    """What to say of each such day: the key of a message, and its slots."""
    told: set[str] = set()
    for match in (*DAY.finditer(text), *BAD.finditer(text)):
        written = match.group()
        if written not in told and _impossible(match):
            told.add(written)
            yield "notice_no_day", {"day": written}
    if facts.given is not None and facts.given > today and facts.given != date(today.year, 12, 31):
        yield "notice_given_future", {"day": facts.given}
    if facts.begun is not None and facts.given is not None and facts.begun > facts.given:
        yield "notice_begun_after_given", {"begun": facts.begun, "given": facts.given}


def _impossible(match: re.Match[str]) -> bool:
    if match.re is BAD:
        year, month, day = (int(part) for part in match.group().split("-"))
        try:
            date(year, month, day)
        except ValueError:
            return True
        return False
    return bounds(match)[0] is None
