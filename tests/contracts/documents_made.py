"""Documents in every format that is read, made on the spot."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage

import fontpkg_pt_serif
from docx import Document
from docx.enum.text import WD_BREAK
from fpdf import FPDF
from fpdf.enums import AccessPermission, EncryptionMethod

Pages = Sequence[str]
"""Texts a page; paragraphs are parted by line ends."""


def pdf(pages: Pages, password: str | None = None, picture: bool = False) -> bytes:
    made = FPDF()
    made.add_font("serif", "", fontpkg_pt_serif.ROOT / "files" / "PT_Serif-Web-Regular.ttf")
    made.set_font("serif", size=11)
    for text in pages:
        made.add_page()
        if picture:
            made.image(dot(), w=100, h=100)
        made.multi_cell(0, 6, text, align="L")
    if password is not None:
        made.set_encryption("owner", password, EncryptionMethod.RC4, AccessPermission.none())
    return bytes(made.output())


def dot() -> io.BytesIO:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(file, "PNG")
    return file


def docx(pages: Pages) -> bytes:
    made = Document()
    for at, text in enumerate(pages):
        for line in text.split("\n"):
            last = made.add_paragraph(line)
        if at < len(pages) - 1:
            last.add_run().add_break(WD_BREAK.PAGE)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def html(pages: Pages) -> bytes:
    lines = [line for page in pages for line in page.split("\n")]
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>x</title></head><body>{body}</body></html>".encode()
    )


def markdown(pages: Pages) -> bytes:
    return "\n\n".join(line for page in pages for line in page.split("\n")).encode()


def text(pages: Pages) -> bytes:
    return "\f".join(pages).encode()


def email(pages: Pages) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "The file"
    message.set_content("\n\n".join(pages))
    return bytes(message)


MADE: Mapping[str, Callable[[Pages], bytes]] = {
    "pdf": pdf,
    "docx": docx,
    "html": html,
    "markdown": markdown,
    "text": text,
    "email": email,
}
NAMES: Mapping[str, str] = {
    "pdf": "judgment.pdf",
    "docx": "judgment.docx",
    "html": "judgment.html",
    "markdown": "judgment.md",
    "text": "judgment.txt",
    "email": "judgment.eml",
}


def repacked(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """A zip container with some of its files put in place of the old ones."""
    old, file = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *changes)):
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return file.getvalue()
