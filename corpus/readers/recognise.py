"""What a file is, told by its content; its name decides only between kinds of text."""

import io
import re
import zipfile
from pathlib import PurePath

from corpus.errors import DocumentUnreadable

HEAD = 4096
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"\x00\x00\x00\x0cjP")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|p|h[1-6]|table|span)\b",
    re.IGNORECASE | re.DOTALL,
)
HEADER = re.compile(
    rb"^(?:from|to|cc|date|subject|message-id|received|return-path|mime-version|delivered-to|reply-to|x-[\w-]+):\s",
    re.IGNORECASE | re.MULTILINE,
)
FIELD = re.compile(rb"[!-9;-~]{1,80}:|[ \t]")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SAVE_AS = "Open it in its program and save it as .docx or PDF, and add that."


def recognised(content: bytes, name: str) -> str:
    """The key of `READERS` for a file.

    Raises:
        DocumentUnreadable: it is empty, or of a kind that is not read.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise DocumentUnreadable(
            "empty", "the file is empty", hint="Check that it is the right file, and add it again."
        )
    head = content[:HEAD]
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _container(content)
    refused = _refused(content, head)
    if refused is not None:
        raise refused
    bare = head.removeprefix(b"\xef\xbb\xbf")
    suffix = PurePath(name).suffix.lower()
    if _is_mail(bare):
        return "email"
    if HTML.match(bare) or (suffix in (".html", ".htm", ".xhtml") and b"<" in bare):
        return "html"
    if CONTROLS.search(head) and not head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        raise DocumentUnreadable(
            "unknown-kind",
            "the file is of a kind that is not read",
            hint="Add PDF, Word (.docx), HTML, Markdown, text or e-mail (.eml).",
        )
    return "markdown" if suffix in (".md", ".markdown") else "text"


def _container(content: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise DocumentUnreadable(
            "broken", "the file is cut or damaged", hint="Copy or download it again, and add the new copy."
        ) from error
    if "word/document.xml" in names:
        return "docx"
    if any(name.startswith(("xl/", "ppt/")) for name in names) or "mimetype" in names:
        raise DocumentUnreadable("unknown-kind", "the file is a spreadsheet, slides or OpenDocument", hint=SAVE_AS)
    raise DocumentUnreadable(
        "archive", "the file is an archive", hint="Unpack it, and add the documents in it one by one."
    )


def _refused(content: bytes, head: bytes) -> DocumentUnreadable | None:
    if head.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return DocumentUnreadable(
                "encrypted",
                "the document is protected by a password",
                hint="Save it without the password, and add that.",
            )
        return DocumentUnreadable("unknown-kind", "the file is of an old Office format", hint=SAVE_AS)
    if head.startswith(b"{\\rtf"):
        return DocumentUnreadable("unknown-kind", "the file is Rich Text", hint=SAVE_AS)
    if head.startswith(PICTURES):
        return DocumentUnreadable(
            "scanned",
            "the file is a picture, and text recognition (OCR) is not done here",
            hint="Run OCR on it in a scanner or PDF program, check the result, and add that file.",
        )
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        return DocumentUnreadable(
            "archive", "the file is an archive", hint="Unpack it, and add the documents in it one by one."
        )
    return None


def _is_mail(head: bytes) -> bool:
    """Whether the first lines are header fields, two of them well known."""
    first, blank, _ = head.lstrip(b"\r\n").replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = first.split(b"\n")
    whole = lines if blank else lines[:-1]
    return len(HEADER.findall(first)) >= 2 and all(FIELD.match(line) for line in whole[:40])
