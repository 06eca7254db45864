"""Raw text to plain text: what cannot be seen goes, wrapped lines are joined, long text is cut into parts."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
"""Controls, soft hyphens, zero-width and direction marks, tags, halves of surrogate pairs."""

BLANKS = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r"\n{3,}")
HYPHENATED = re.compile(r"(?<=[^\W\d_]{2})[-\u2010]\n(?=[^\W\d_])")
SENTENCE_ENDS = re.compile(r"[.!?:;。！？；：][\"”»’)\]]*$")
LISTED = re.compile(r"[-–—•*·▪]\s|\(?(?:\d{1,3}|[^\W\d_])[.)]\s|№|§|#")
WRAPPED = 45
"""Letters of a line that is taken for one that was wrapped, when no sentence ends in it."""

DOUBLE_SPACED = 0.3
"""Share of empty lines in the middle of a sentence from which on a text counts as double-spaced."""

PART = 3_000
"""Characters of a part, about a page, where a format has no pages."""


def plain(text: str) -> str:
    """`text` composed (NFC), without what cannot be seen, blanks and empty lines reduced; form feeds are line ends."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    seen = UNSEEN.sub("", composed.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\v", "\n"))
    lines = (BLANKS.sub(" ", line).strip() for line in seen.split("\n"))
    return EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def unwrapped(text: str) -> str:
    """`plain` text whose sentences run on where a line was only broken to fit the page."""
    lines = HYPHENATED.sub("", _single_spaced(text)).split("\n")
    written = lines[0]
    for before, line in pairwise(lines):
        written += (" " if _runs_on(before, line) else "\n") + line
    return written


def _single_spaced(text: str) -> str:
    """`text` without the empty line after each line that some exports leave."""
    blocks = text.split("\n\n")
    broken = sum(after[:1].islower() and not SENTENCE_ENDS.search(before) for before, after in pairwise(blocks))
    return text.replace("\n\n", "\n") if broken > len(blocks) * DOUBLE_SPACED else text


def _runs_on(before: str, line: str) -> bool:
    if not before or not line or LISTED.match(line):
        return False
    if line[0].islower():
        return not SENTENCE_ENDS.search(before) or before.endswith((":", ";"))
    return len(before) >= WRAPPED and not SENTENCE_ENDS.search(before)


def parts(text: str) -> Iterator[str]:
    """`text` in parts of about `PART` characters, cut at empty lines, line ends or sentence ends, never inside a word."""
    rest = text
    while len(rest) > PART * 1.25:
        at = max(rest.rfind("\n\n", PART // 2, PART), 0) or max(rest.rfind("\n", PART // 2, PART), 0)
        at = at or max(rest.rfind(". ", PART // 2, PART) + 1, 0) or max(rest.rfind(" ", PART // 2, PART), 0) or PART
        yield rest[:at].strip()
        rest = rest[at:].strip()
    yield rest
