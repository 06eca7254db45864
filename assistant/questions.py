"""What a text must satisfy before it is asked."""

import re

from corpus.errors import ExequaturError

CHARACTERS_AT_MOST = 20_000


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
