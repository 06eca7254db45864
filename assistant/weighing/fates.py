"""What became of a decision, by the words of a text."""

import re

from assistant.subjects import negated

FELL = re.compile(r"\b(?:revers|overturn|quash|annul|struck down|set aside)", re.IGNORECASE)
STOOD = re.compile(r"\b(?:surviv|stands?\b|stood|upheld|uphold|still good)", re.IGNORECASE)


def fate(text: str) -> int:
    """What became of a decision by a text: -1 it fell, 1 it stood, 0 the text does not say; "did not survive" is -1."""
    fell, stood = bool(FELL.search(text)), bool(STOOD.search(text))
    if fell and stood:
        return -1 if negated(text) else 0
    if not fell and not stood:
        return 0
    return (-1 if fell else 1) * (-1 if negated(text) else 1)
