"""PDF: the text layer, page by page. Pictures of text are not read."""

import io
import logging
from typing import Any

from corpus.errors import DocumentUnreadable
from corpus.readers.lines import plain, unwrapped
from corpus.readers.types import Limits, Pages, Report, too_large_unpacked, too_many_pages

LETTERS = 12
"""Letters and digits below which a page counts as one without text: a stamped page number is no text layer."""

NAMED = 12
"""Pages without text that a note lists at most."""


def read_pdf(content: bytes, limits: Limits, report: Report) -> Pages:
    """Read the text layer of a PDF."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted()
        count = len(reader.pages)
        if count > limits.pages:
            raise too_many_pages(count, limits)
        texts: list[str] = []
        pictures: list[bool] = []
        letters = 0
        for number in range(count):
            page = reader.pages[number]
            texts.append(unwrapped(plain(page.extract_text() or "")))
            pictures.append(_has_picture(page))
            letters += len(texts[-1])
            if letters > limits.characters:
                break
            report(number + 1, count)
    except DependencyError as error:
        raise _encrypted() from error
    except LimitReachedError as error:
        raise too_large_unpacked(limits) from error
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OSError,
        RecursionError,
    ) as error:
        raise DocumentUnreadable(
            "broken",
            "the PDF is cut or damaged",
            hint="Open it in a PDF viewer, print it to a new PDF, and add that.",
        ) from error
    return _checked(texts, pictures)


def _encrypted() -> DocumentUnreadable:
    return DocumentUnreadable(
        "encrypted",
        "the PDF is protected by a password or against copying",
        hint="Open it with the password, print it to a new PDF without one, and add that.",
    )


def _checked(texts: list[str], pictures: list[bool]) -> Pages:
    """The pages, or the refusal of a document of which no page has text."""
    bare = [at for at, text in enumerate(texts) if sum(map(str.isalnum, text)) < LETTERS]
    scanned = [at + 1 for at in bare if pictures[at]]
    if len(bare) == len(texts):
        if not any(pictures):
            raise DocumentUnreadable("empty", "the PDF has no text", hint="Check that it is the right file.")
        raise DocumentUnreadable(
            "scanned",
            "the PDF is a scan: its pages are pictures, and text recognition (OCR) is not done here",
            hint="Run OCR on it in a scanner or PDF program, check the result, and add that file.",
        )
    if not scanned:
        return Pages(texts=tuple(texts), paged=True)
    named = ", ".join(map(str, scanned[:NAMED])) + (" and more" if len(scanned) > NAMED else "")
    note = f"Without text, so not read (OCR is not done here): page{'s' * (len(scanned) > 1)} {named}."
    return Pages(texts=tuple(texts), paged=True, notes=(note,))


def _has_picture(page: Any) -> bool:
    """Whether a page draws a picture; a form that it draws counts as one, since scans come in forms as well."""
    try:
        objects = (page.get("/Resources") or {}).get("/XObject")
        found = objects.get_object() if objects is not None else {}
        return any(found[name].get_object().get("/Subtype") in ("/Image", "/Form") for name in found)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
