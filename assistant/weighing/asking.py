"""The clause of a question that asks."""

import re
from dataclasses import replace

from assistant.rank import asked_terms
from assistant.reader import Reader
from assistant.sentences import asking
from assistant.types import Inquiry

TAG = re.compile(
    r"[,;–—-]?\s*(?:(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must)(?:n['’]t| not)?|can['’]t|won['’]t)\s+(?:it|they|he|she|that|there|we|i|you)(?: not)?"
    r"|am i right(?: that it (?:has|is|does) not)?|no|yes|right|correct|true|isn['’]?t it so|i (?:take it|suppose|guess)|or not)\s*\?\s*$",
    re.IGNORECASE,
)
NEGATIVE_OPENING = re.compile(
    r"^\W*(?:(?:so|and|but|or|well|then)\W+)?(?P<verb>is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should|must)n['’]t\b(?: it (?:true|right|the case) that)?",
    re.IGNORECASE,
)


AFTER_COLON = re.compile(
    r"^.*[:;]\s+(?=(?:is|are|was|were|do|does|did|has|have|had|can|could|may|will|would|should|must)(?:\s+\S+){5})",
    re.IGNORECASE | re.DOTALL,
)
"""What stands before the clause that asks: "Not the treaties, the organisation: is Kazakhstan a member?"."""


def plainly(text: str) -> str:
    """The clause that asks, without its tag ("…, isn't it?") and with a negative opening taken for a plain one."""
    asked = asking(text)
    bare = AFTER_COLON.sub("", TAG.sub("?", asked[-1] if asked else text))
    return NEGATIVE_OPENING.sub(lambda match: match["verb"], bare)


def says_more(inquiry: Inquiry, reader: Reader, *said: re.Pattern[str]) -> bool:
    """Whether a question has a term besides States and what one of `said` matches, which makes it another question."""
    text = inquiry.english
    for pattern in said:
        text = pattern.sub(" ", text)
    return bool(asked_terms(replace(inquiry, english=text), reader))
