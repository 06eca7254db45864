"""The clause of a question that asks."""

import re

from assistant.sentences import split

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
    asking = [sentence for sentence in split(text) if sentence.rstrip(" \"”'’)").endswith("?")]
    bare = AFTER_COLON.sub("", TAG.sub("?", asking[-1] if asking else text))
    return NEGATIVE_OPENING.sub(lambda match: match["verb"], bare)
