"""What a text must satisfy before it is asked."""

import re
from collections.abc import Sequence

from corpus.errors import ExequaturError

CHARACTERS_AT_MOST = 20_000
BEFORE_AT_MOST = 200
"""Turns before a question that are taken."""


class QuestionUnusable(ExequaturError):
    """A text that asks nothing that could be answered."""


def usable(text: str) -> str:
    """The text of a question without control characters.

    Raises:
        QuestionUnusable: it is empty, too long, or holds no word.
    """
    if "\x00" in text:
        raise QuestionUnusable(
            "that is no text but binary data", hint="Ask in words, for example: Which court decides?"
        )
    clean = re.sub(r"[\x01-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff\ud800-\udfff]", " ", text).strip()
    if not clean:
        raise QuestionUnusable("the question is empty", hint="Ask in words, for example: Which court decides?")
    if len(clean) > CHARACTERS_AT_MOST:
        raise QuestionUnusable(
            f"the question has {len(clean):,} characters", hint=f"Shorten it to {CHARACTERS_AT_MOST:,} or fewer."
        )
    if not re.search(r"[^\W\d_]", clean):
        raise QuestionUnusable(
            "the question has no word in it", hint="Ask in words, for example: Which court decides?"
        )
    return clean


def usable_before(turns: Sequence[str]) -> list[str]:
    """The turns before a question, as they are.

    Raises:
        QuestionUnusable: there are too many, or one is longer than a question may be.
    """
    if len(turns) > BEFORE_AT_MOST or any(len(turn) > CHARACTERS_AT_MOST for turn in turns):
        raise QuestionUnusable(
            "the turns before the question are too many or too long",
            hint=f"Give the last {BEFORE_AT_MOST}, each of {CHARACTERS_AT_MOST:,} characters or fewer.",
        )
    return list(turns)
