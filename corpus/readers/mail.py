"""E-mail: who wrote to whom, when and what; attachments are named, not read."""

from email import message_from_bytes, policy
from typing import Any

from corpus.errors import DocumentUnreadable
from corpus.readers.lines import plain, unwrapped
from corpus.readers.plain import decoded, in_parts
from corpus.readers.types import Limits, Pages, Report
from corpus.readers.web import visible

HEADERS = ("From", "To", "Cc", "Date", "Subject")


def read_mail(content: bytes, limits: Limits, report: Report) -> Pages:
    """Read an e-mail message."""
    try:
        message = message_from_bytes(content, policy=policy.default)
        head = "\n".join(f"{name}: {message[name]}" for name in HEADERS if message[name])
        body = message.get_body(preferencelist=("plain", "html"))
        attached = [_name(part) for part in message.iter_attachments()]
    except (ValueError, TypeError, KeyError, AttributeError, LookupError, RecursionError) as error:
        raise DocumentUnreadable(
            "broken", "the message is damaged", hint="Save it again from the mail program, or as PDF."
        ) from error
    notes = (f"Attachments are not read, add them on their own: {', '.join(attached)}.",) if attached else ()
    return in_parts(f"{plain(head)}\n\n{_text(body)}".strip(), limits, notes)


def _text(body: Any) -> str:
    if body is None:
        return ""
    raw = body.get_payload(decode=True)
    text, _ = decoded(raw if isinstance(raw, bytes) else b"", body.get_content_charset() or "")
    return visible(text) if body.get_content_type() == "text/html" and text.strip() else unwrapped(plain(text))


def _name(part: Any) -> str:
    return plain(part.get_filename() or part.get_content_type()).replace("\n", " ")[:120]
