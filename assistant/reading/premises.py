"""What a question takes for granted."""

import re

CLAUSES = re.compile(
    r"(?:^|[.,;:!?]\s*|\b(?:but|and|so)\s+)(?:since(?! when\b)|because|given that|given|seeing that|considering that|considering|as|now that"
    r"|knowing that|assuming(?: that)?|in view of the fact that|in light of the fact that)\s+(?P<premise>[^,;?!]{12,}?)"
    r"(?=,|;|\?|!|$|\b(?:can|could|how|what|which|must|do|does|is|are|may|should|will|when|who|where)\b (?:i|we|you|a|an|the|my|our|it|there|is|are|do|does|long|much|many))",
    re.IGNORECASE,
)
SO = re.compile(r"^(?P<premise>[^?]{15,}?),?\s+(?:so|therefore|hence|thus|which means)\b[, ]", re.IGNORECASE)
STATED = re.compile(r"^(?P<premise>[^?.!]{15,}[.!])\s+\S", re.DOTALL)
YEAR = re.compile(r"^\s*(?:of|from|in)?\s*\d{4}\b")
PERSONAL = re.compile(r"\b(?:i|we|my|our|us|me|client|debtor|they|he|she|company)\b", re.IGNORECASE)
STORY = re.compile(r"^\W*(?:an?|one|two|three|some|several) ", re.IGNORECASE)
"""What opens a story of somebody: "Two trading houses signed a settlement."."""

PRESUPPOSING = re.compile(
    r"^\W*(?:and |but |so )?(?:when|why|how|where|on what date|in which year|since when|under which article|on which day)\s+"
    r"(?:exactly )?(?:did|does|do|was|were|is|are|has|have|must|should|can|will|would)\s+(?P<premise>.{12,})$",
    re.IGNORECASE | re.DOTALL,
)


VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|cannot|may|must|will|requires?|needs?|\w{3,}ed\b|abolish\w*|ratif\w*|stands?|says?|lets?|applies|apply|asks?"
    r"|covers?|join|accede|sign|withdrew|left|binds?|costs?|takes?|gives?|lasts?|became|began|repeals?|limits?|join|reviews?|recogni[sz]es?|enforces?|refuses?|allows?|accepts?|have)\b",
    re.IGNORECASE,
)


def premises(text: str) -> tuple[str, ...]:
    """The statements about law that an English question takes as given, as they stand in it.

    "Since the US ratified the Convention, can I …" gives "the US ratified the Convention"; "When did Kazakhstan
    join it?" gives "Kazakhstan join it". What the user says of the own case is no premise.
    """
    found = [match["premise"] for match in CLAUSES.finditer(text) if not YEAR.match(match["premise"])]
    for pattern in (SO, STATED):
        if (match := pattern.search(text)) and not STORY.match(match["premise"]):
            found.append(match["premise"])
    if match := PRESUPPOSING.search(text):
        found.append(match["premise"])
    cleaned = [re.sub(r"\s+", " ", premise).strip(" .?!") for premise in found]
    return tuple(dict.fromkeys(premise for premise in cleaned if VERB.search(premise) and not _own_case(premise)))


def _own_case(premise: str) -> bool:
    return bool(PERSONAL.match(premise)) or len(PERSONAL.findall(premise)) >= 2
