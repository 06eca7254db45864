"""What a text denies: the terms that stand in the reach of a negation, so that two texts are compared term by term."""

import re
from functools import lru_cache

REACH = 6
"""Words behind a negation that it denies, at most."""

DENIES = re.compile(
    r"\b(?:not|no|never|neither|nor|none|cannot|without|unless|nobody|nothing|(?:ca|is|are|does|do|did|wo|was|were|has|have|had|could|would|must|need|should)n['’]t"
    r"|fails? to|failed to|free of|lacks?|bars|barred|forbids|forbidden|prohibits|prohibited|excludes|excluded|refuses|refused|abolished|abolishes|dispenses? with|dispensed with"
    r"|rules out|ruled out|outside|absence of|lack of|instead of|rather than|waives?|waived|exempts?|exempt from)\b",
    re.IGNORECASE,
)
DENIED_BEFORE = re.compile(
    r"\b(?:(?:is|are|was|were|be|been) (?:\w+ )?(?:irrelevant|unnecessary|needless|abolished|excluded|barred|dispensed with|ruled out|void|unenforceable|inadmissible|impossible|unlawful)"
    r"|(?:is|are|was|were|be|been|has|have|do|does|did|can|could|will|would|may|must|need) ?(?:not|no longer|n['’]t|never))\b",
    re.IGNORECASE,
)
"""Predicates that deny their subject, which stands before them."""

STOPS = re.compile(
    r"[,.;:?!()]|\b(?:but|and then|although|though|while|whereas|if|when|once|since|because|which|who)\b", re.I
)
IDLE = re.compile(
    r"\b(?:not only|not just|not merely|no later than|not later than|no more than|no less than|whether or not|or not|no doubt|no matter)\b",
    re.I,
)


@lru_cache(maxsize=16384)
def denied(text: str) -> str:
    """The words of a text that a negation reaches, as one text."""
    plain = IDLE.sub(" ", text)
    reached = []
    for match in DENIES.finditer(plain):
        clause = STOPS.split(plain[match.end() :], maxsplit=1)[0]
        reached.append(" ".join(clause.split()[:REACH]))
    for match in DENIED_BEFORE.finditer(plain):
        reached.append(STOPS.split(plain[: match.start()])[-1])
    return " ".join(reached)
