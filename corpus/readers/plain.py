"""Plain text in whatever encoding; form feeds part its pages."""

import codecs
import re

from corpus.errors import DocumentUnreadable
from corpus.readers.lines import parts, plain, unwrapped
from corpus.readers.types import Limits, Pages, Report, too_many_pages

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LIKELY = ("cp1251", "cp1252", "cp1254", "koi8_r", "cp866", "ptcp154", "gb18030", "big5", "utf_16_le", "utf_16_be")
"""Encodings of the languages that questions are asked in; the others are tried when none of these fits."""

ICELANDIC = re.compile("[ýþð]")
"""Letters that stand for Turkish ones where the code page is taken for its western twin."""

DAMAGED = 10
"""Characters beyond ASCII for each damaged one, from which on a file still counts as UTF-8."""

SAMPLE = 200_000
"""Bytes from which an encoding is guessed."""


def read_text(content: bytes, limits: Limits, report: Report) -> Pages:
    """Read plain text."""
    text, encoding = decoded(content)
    notes = () if encoding == "utf-8" else (f"The encoding was taken to be {encoding}.",)
    pages = [unwrapped(plain(page)) for page in text.split("\f")]
    if len([page for page in pages if page]) > 1:
        if len(pages) > limits.pages:
            raise too_many_pages(len(pages), limits)
        return Pages(texts=tuple(pages), paged=True, notes=notes)
    return in_parts("\n".join(pages), limits, notes)


def in_parts(text: str, limits: Limits, notes: tuple[str, ...] = ()) -> Pages:
    """The pages of a text that has none of its own."""
    cut = tuple(parts(text.strip()))
    if len(cut) > limits.pages:
        raise too_many_pages(len(cut), limits)
    return Pages(texts=cut, paged=False, notes=notes)


def decoded(content: bytes, declared: str = "") -> tuple[str, str]:
    """The text of bytes and the name of its encoding: by its mark, as `declared`, as UTF-8, or as guessed.

    Raises:
        DocumentUnreadable: the bytes are no text in any encoding.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), "utf-8" if "8" in encoding else encoding
    for encoding in ("utf-8", declared):
        try:
            return content.decode(encoding), encoding.lower()
        except (UnicodeError, LookupError):
            continue
    lenient = content.decode("utf-8", errors="replace")
    if sum(character > "\x7f" for character in lenient) > DAMAGED * lenient.count("\ufffd"):
        return lenient, "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(content[:SAMPLE], cp_isolation=list(LIKELY)).best() or from_bytes(content[:SAMPLE]).best()
    if best is None:
        raise DocumentUnreadable(
            "no-text", "the file is no text in any known encoding", hint="Save it as UTF-8 text, or export it as PDF."
        )
    encoding = best.encoding
    if encoding == "cp1252" and ICELANDIC.search(content.decode(encoding, errors="replace")):
        encoding = "cp1254"
    return content.decode(encoding, errors="replace"), encoding.replace("_", "-")
