"""The file formats that a user's own document may have: bytes to plain text, page by page."""

from collections.abc import Mapping

from corpus.readers.mail import read_mail
from corpus.readers.marked import read_markdown
from corpus.readers.paged import read_pdf
from corpus.readers.plain import read_text
from corpus.readers.types import Reader
from corpus.readers.web import read_html
from corpus.readers.word import read_docx

READERS: Mapping[str, Reader] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "html": read_html,
    "markdown": read_markdown,
    "text": read_text,
    "email": read_mail,
}

SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "docx": (".docx",),
    "html": (".html", ".htm", ".xhtml"),
    "markdown": (".md", ".markdown"),
    "text": (".txt", ".text"),
    "email": (".eml",),
}
"""How a file of each format is usually named; what it is read as is decided by its content."""
