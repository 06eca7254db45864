"""Whether a text says a thing: substrings and patterns over plain text."""

import re
import unicodedata
from functools import lru_cache

from evals.types import Wording

SHORT = 3
"""An alternative of so many ASCII letters or fewer ("no", "US") matches whole words only."""

_PLAIN = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("‘’‛ʼ", "'"), **dict.fromkeys("“”„«»", '"')})


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """`text` with compatibility characters, dashes, quotation marks and white space made alike (Unicode NFKC)."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())


def says(text: str, alternatives: Wording) -> bool:
    """Whether `text` has one of `alternatives`.

    An alternative between slashes is a regular expression; any other is a substring. Case does not count, nor
    do kinds of dash, quotation mark and white space. A substring that begins or ends in a digit does not match
    inside a longer number: "3 years" is not in "13 years", "Art. 5" not in "Art. 50".
    """
    return first_said(text, alternatives) is not None


def first_said(text: str, alternatives: Wording) -> str | None:
    """The first of `alternatives` that `text` has, or None; see `says`."""
    smooth = plain(text)
    for alternative in alternatives:
        search = compiled(alternative).search
        if search(smooth) or (smooth != text and is_pattern(alternative) and search(text)):
            return alternative
    return None


def is_pattern(alternative: str) -> bool:
    """Whether an alternative is written as `/regular expression/`."""
    return len(alternative) > 2 and alternative.startswith("/") and alternative.endswith("/")


@lru_cache(maxsize=20_000)
def compiled(alternative: str) -> re.Pattern[str]:
    """The pattern of one alternative.

    Raises:
        re.error: a pattern between slashes that is not a regular expression.
    """
    if is_pattern(alternative):
        return re.compile(alternative[1:-1], re.IGNORECASE)
    smooth = plain(alternative)
    before, after = "", ""
    if smooth[:1].isdigit():
        before = r"(?<!\d)(?<!\d[.,])"
    if smooth[-1:].isdigit():
        after = r"(?!\d)(?![.,]\d)"
    if len(smooth) <= SHORT and smooth.isascii() and smooth.isalpha():
        before = after = r"\b"
    return re.compile(before + re.escape(smooth) + after, re.IGNORECASE)
