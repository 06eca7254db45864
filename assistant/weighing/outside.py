"""Whether the case lies outside the days for which a passage states its rule: "judgments given on or after 29 January 2024"."""

import re
from datetime import date

from assistant.reading.dates import DAY, bounds
from assistant.types import CaseFacts
from corpus.types import Passage

RULE = re.compile(
    r"\b(?:(?P<given>given|rendered|made|pronounced|delivered)|(?P<begun>begun|commenced|instituted|started|brought))\s+"
    r"(?P<side>on or after|on and after|after|from|since|on or before|before|until|up to)\s+",
    re.IGNORECASE,
)
EARLIER = frozenset({"on or before", "before", "until", "up to"})


def outside(passage: Passage, facts: CaseFacts) -> bool:
    """Whether the decision was given, or the proceedings begun, on a day that the passage's rule leaves out."""
    for match in RULE.finditer(passage.text):
        day = DAY.match(passage.text, match.end())
        happened = facts.given if match["given"] else facts.begun
        if day is not None and happened is not None:
            first, last = bounds(day)
            return not _within(happened, match["side"].lower(), first or date.min, last or date.max)
    return False


def _within(happened: date, side: str, first: date, last: date) -> bool:
    if side in EARLIER:
        return happened < first if side == "before" else happened <= last
    return happened > last if side == "after" else happened >= first
