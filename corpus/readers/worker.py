"""The process in which a document is read: little memory, little time, no network, no files, no other programs.

It takes the limits as its argument, a name and the document on standard input, and says on standard output, a JSON
object a line: `{"at": [page, pages]}` on the way, then `{"read": …}` or `{"fault": …}`.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from corpus.errors import DocumentUnreadable
from corpus.readers import READERS
from corpus.readers.recognise import recognised
from corpus.readers.types import Limits, Pages

FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "shutil.",
    "ctypes.",
)
"""Beginnings of the names of audit events that reading a document never needs."""


def main(argument: str) -> int:
    """Read one document as the parent asks; 0 in any case that the parent is told of."""
    limits = Limits(**json.loads(argument))
    name = sys.stdin.buffer.readline().decode("utf-8", errors="replace").strip()
    content = sys.stdin.buffer.read(limits.bytes + 1)
    confine(limits)
    try:
        kind, pages = read(content, name, limits, lambda done, total: _say({"at": [done, total]}))
    except DocumentUnreadable as error:
        _say({"fault": _told(error)})
    except MemoryError:
        _say({"fault": _told(too_much_memory(limits))})
    else:
        _say({"read": {"kind": kind, **asdict(pages)}})
    return 0


def read(content: bytes, name: str, limits: Limits, report: Callable[[int, int], None]) -> tuple[str, Pages]:
    """What a document is, and its pages, in this very process.

    Raises:
        DocumentUnreadable: it cannot be read, or not within the limits.
    """
    if len(content) > limits.bytes:
        raise too_large(len(content), limits)
    kind = recognised(content, name)
    pages = READERS[kind](content, limits, report)
    characters = sum(map(len, pages.texts))
    if characters > limits.characters:
        raise DocumentUnreadable(
            "too-much-text",
            f"the document has more than {limits.characters:,} characters",
            hint="Split it, and add the part that matters.",
        )
    if not any(character.isalnum() for text in pages.texts for character in text):
        raise DocumentUnreadable("empty", "the document has no text", hint="Check that it is the right file.")
    return kind, pages


def too_large(size: int, limits: Limits) -> DocumentUnreadable:
    """The refusal of a file that is larger than is read."""
    return DocumentUnreadable(
        "too-large",
        f"the file has {size / 1e6:,.0f} MB; at most {limits.bytes / 1e6:,.0f} MB are read",
        hint="Split it, or save it without its pictures, and add the part that matters.",
    )


def too_much_memory(limits: Limits) -> DocumentUnreadable:
    """The refusal of a file that swells while it is read."""
    return DocumentUnreadable(
        "too-much-memory",
        f"reading the file takes more than {limits.memory // 1_000_000} MB of memory",
        hint="It may be damaged or made to do harm. Print it to a new PDF, and add that.",
    )


def _told(error: DocumentUnreadable) -> dict[str, str]:
    return {"code": error.code, "message": error.message, "hint": error.hint}


def confine(limits: Limits) -> None:
    """Take from this process what it does not need. Where the system knows no limits, the parent's clock remains."""
    try:
        import resource
    except ImportError:
        pass
    else:
        for what, most in (
            (resource.RLIMIT_AS, limits.memory),
            (resource.RLIMIT_CPU, limits.seconds),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (most, most))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"a document asked for {event}")


def _say(what: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(what).encode("ascii") + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
