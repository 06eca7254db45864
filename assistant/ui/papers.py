"""A user's own documents in a matter: taken from where the browser's upload put them, read with progress, and let go of."""

import logging
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gradio.utils import get_upload_folder

from assistant.own.documents import KeepsDocuments, Summary
from corpus.errors import DocumentUnreadable

log = logging.getLogger(__name__)

BYTES_AT_MOST = 15_000_000
"""The largest file that the page sends; the command line takes larger ones."""

SUFFIXES = (".pdf", ".docx", ".html", ".htm", ".md", ".txt", ".eml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How far it is: `stage` is reading or indexing."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """It is read, and will be asked."""

    summary: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """It is not; `code` names the reason and `message` says it; both are empty where only the log knows why."""

    code: str = ""
    message: str = ""


class Stopped(Exception):
    """Nobody waits for the document any more."""


def taken(path: str) -> bytes | None:
    """The bytes of a file that was uploaded, which then is gone from the disk; None where there is no such file."""
    folder, file = Path(get_upload_folder()).resolve(), Path(path).resolve()
    if not file.is_relative_to(folder) or not file.is_file():
        return None
    try:
        return file.read_bytes() if file.stat().st_size <= BYTES_AT_MOST else b""
    finally:
        file.unlink(missing_ok=True)


def add(documents: KeepsDocuments, matter: str, name: str, content: bytes) -> Iterator[Reading | Added | Refused]:
    """Read a document in a thread of its own; yields how far it is, then how it ended.

    Closing the iterator ends the reading.
    """
    heard: queue.Queue[Reading | Added | Refused] = queue.Queue()
    stop = threading.Event()

    def report(stage: str, done: int, total: int) -> None:
        if stop.is_set():
            raise Stopped
        heard.put(Reading(stage=stage, done=done, total=total))

    def work() -> None:
        try:
            heard.put(Added(summary=documents.add(matter, name, content, report)))
        except Stopped:
            log.info("a document was not read to its end")
        except DocumentUnreadable as error:
            heard.put(Refused(code=error.code, message=f"{error.message}. {error.hint}"))
        except Exception:
            # The outermost place: whatever broke, the user is told and the log gets the reason.
            log.exception("a document could not be read")
            heard.put(Refused())

    threading.Thread(target=work, daemon=True).start()
    try:
        while True:
            event = heard.get()
            while isinstance(event, Reading) and not heard.empty():
                event = heard.get()
            yield event
            if not isinstance(event, Reading):
                return
    finally:
        stop.set()
