"""Word documents (.docx): paragraphs, tables, text boxes and notes, page by page where Word left its page breaks."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from corpus.errors import DocumentUnreadable
from corpus.readers.lines import plain
from corpus.readers.plain import in_parts
from corpus.readers.types import Limits, Pages, Report, too_large_unpacked, too_many_pages

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PAGE = "\f"
NOTES = ("footnotes", "endnotes")
FILES_AT_MOST = 5_000
MALFORMED = (
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, NotImplementedError, OSError, EOFError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What python-docx runs into where a part of a container is not what its name says."""


def read_docx(content: bytes, limits: Limits, report: Report) -> Pages:
    """Read a Word document."""
    refuse_bombs(content, limits)
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        document = Document(io.BytesIO(content))
        written = "".join(_running(document.element.body))
        heads = [_header(section.first_page_header if section.different_first_page_header_footer else section.header)
                 for section in list(document.sections)[:1]]  # fmt: skip
        notes = [_notes(part, kind) for kind in NOTES for part in _related(document, kind)]
    except (*MALFORMED, PackageNotFoundError, LxmlError) as error:
        raise DocumentUnreadable(
            "broken",
            "the Word document is damaged, or one with macros or a template",
            hint="Open it in Word or LibreOffice, save it as .docx, and add that; or export it as PDF.",
        ) from error
    raw = [plain(page) for page in "\n".join([*filter(None, heads), written]).split(PAGE)]
    pages = [*raw[:-1], plain("\n\n".join([raw[-1], *filter(None, notes)]))]
    full = [page for page in pages if page]
    if len(full) <= 1:
        return in_parts("\n\n".join(full), limits)
    if len(pages) > limits.pages:
        raise too_many_pages(len(pages), limits)
    return Pages(texts=tuple(pages), paged=True)


def refuse_bombs(content: bytes, limits: Limits) -> None:
    """Refuse a zip container that is damaged, encrypted or would swell beyond the limit.

    Raises:
        DocumentUnreadable: it is one of these.
    """
    try:
        files = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise DocumentUnreadable(
            "broken", "the file is cut or damaged", hint="Copy or download it again, and add the new copy."
        ) from error
    if any(file.flag_bits & 1 for file in files):
        raise DocumentUnreadable(
            "encrypted", "the file is protected by a password", hint="Save it without the password, and add that."
        )
    if len(files) > FILES_AT_MOST or sum(file.file_size for file in files) > limits.unpacked:
        raise too_large_unpacked(limits)


def _running(body: Any) -> Iterator[str]:
    """The text of an element: paragraphs a line each, cells parted by blanks, page breaks as form feeds."""
    skipped: Any = None
    from lxml.etree import iterwalk

    for event, element in iterwalk(body, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if skipped is None and tag == FALLBACK:
                skipped = element
            elif skipped is None:
                yield _opening(element, tag)
        elif skipped is element:
            skipped = None
        elif skipped is None and tag in (f"{W}p", f"{W}tr"):
            yield "\n"
        elif skipped is None and tag == f"{W}tc":
            yield " "


def _opening(element: Any, tag: Any) -> str:
    if tag == f"{W}t":
        return element.text or ""
    if tag == f"{W}tab":
        return " " if element.getparent().tag == f"{W}r" else ""
    if tag == f"{W}br":
        return PAGE if element.get(f"{W}type") == "page" else "\n"
    if tag in (f"{W}lastRenderedPageBreak", f"{W}pageBreakBefore"):
        return PAGE if element.get(f"{W}val") not in ("0", "false") else ""
    return {f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}.get(tag, "")


def _header(header: Any) -> str:
    return plain("".join(_running(header._element)).replace(PAGE, "\n"))


def _related(document: Any, kind: str) -> Iterator[Any]:
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            yield relation.target_part


def _notes(part: Any, kind: str) -> str:
    from docx.oxml.parser import parse_xml

    return plain("".join(_running(parse_xml(part.blob))).replace(PAGE, "\n"))
