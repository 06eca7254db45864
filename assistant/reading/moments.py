"""A moment told by an event: "when the award of 2019 was made" asks for the law of that day."""

import re
from datetime import date

from assistant.reading.dates import DAY, bounds

ACT = r"(?:judgments?|judgements?|awards?|decisions?|rulings?|orders?|decrees?|applications?|claims?|cases?|contracts?|agreements?|proceedings|lawsuits?|debts?)"
DONE = r"(?:made|given|rendered|issued|handed down|pronounced|delivered|decided|filed|signed|brought|begun|started|obtained|won|concluded)"
MOMENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:when|at the time|at the moment|on the day|by the time)(?: that)? (?:the|that|this|my|our|an?|his|her|their) (?:\w+ ){{0,3}}{ACT}(?: \w+){{0,2}}? (?:of|from|dated|in|on) (?P<when>DAY)(?: (?:was|were) {DONE})?",
        rf"\b(?:when|at the time|by the time)(?: that)? (?:the|that|this|my|our|an?|his|her|their) (?:\w+ ){{0,3}}{ACT}(?: \w+){{0,2}}? (?:was|were) {DONE}(?: \w+){{0,3}}? (?:in|on) (?P<when>DAY)",
        rf"\bat the (?:time|date) of (?:the|that|this|my|our|an?|his|her|their) (?:(?P<when>DAY) {ACT}|(?:\w+ ){{0,3}}{ACT} (?:of|from|dated) (?P<later>DAY))",
        r"\bwhen (?:i|we|he|she|they) (?:won|obtained|got|signed|filed|sued)(?: \w+){0,4}? (?:in|on) (?P<when>DAY)",
    )
    for pattern in [pattern.replace("DAY", r"(?:\d{1,2} \w+ \d{4}|\w+ \d{1,2},? \d{4}|\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|(?:[A-Z]\w+ )?(?:19|20)\d\d)")]
)  # fmt: skip


POINTED = re.compile(
    r"\b(?:on|at|by) that (?:very )?(?:date|day|time|moment|point)\b|\bby then\b|\bback then\b", re.IGNORECASE
)
"""What points to the one day that the question has named already."""


def moment(text: str) -> date | None:
    """The day whose law a question asks for by naming what was done on it; a year stands for its last day."""
    for pattern in MOMENTS:
        match = pattern.search(text)
        if match:
            found = DAY.search(match.groupdict().get("later") or match["when"])
            return bounds(found)[1] if found else None
    days = list(DAY.finditer(text)) if POINTED.search(text) else []
    return bounds(days[0])[1] if len(days) == 1 else None
