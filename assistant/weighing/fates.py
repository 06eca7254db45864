"""What became of a decision, and whether a thing goes on or stops, by the words of a text."""

import re

from assistant.subjects import negated

FELL = re.compile(r"\b(?:revers|overturn|quash|annul|struck down|set aside)", re.IGNORECASE)
STOOD = re.compile(r"\b(?:surviv|stands?\b|stood|upheld|uphold|still good)", re.IGNORECASE)
STOPS = re.compile(
    r"\b(?:suspend\w*|suspension|stopp?(?:s|ed)?|terminat\w+|laps(?:es|ed)|expire[sd]?|refus(?:es|ed|al)|reject\w*|dismiss\w*|annul\w*|quash\w*)\b",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"\b(?:continue\w*|go(?:es)? on|proceed\w*|still|survive\w*|remain\w* in force|grant\w*|recogni[sz]ed|accept\w*)\b",
    re.IGNORECASE,
)


def opposed(said: str, asked: str) -> bool:
    """Whether one of two texts speaks of what stops or is refused, and the other only of what goes on or is granted."""
    stops, asks_stop = bool(STOPS.search(said)), bool(STOPS.search(asked))
    return (stops and not asks_stop and bool(GOES_ON.search(asked))) or (
        asks_stop and not stops and bool(GOES_ON.search(said))
    )


def fate(text: str) -> int:
    """What became of a decision by a text: -1 it fell, 1 it stood, 0 the text does not say; "did not survive" is -1."""
    fell, stood = bool(FELL.search(text)), bool(STOOD.search(text))
    if fell and stood:
        return -1 if negated(text) else 0
    if not fell and not stood:
        return 0
    return (-1 if fell else 1) * (-1 if negated(text) else 1)
