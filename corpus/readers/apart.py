"""A document read in a process of its own, within limits, with progress, and ended when nobody waits for it."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from corpus.errors import DocumentUnreadable
from corpus.readers.types import Limits, Pages, Report, unread
from corpus.readers.worker import too_large, too_much_memory

ROOT = Path(__file__).parents[2]
TICK_S = 0.2
KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG", "TMPDIR")
"""What the reading process gets of the environment; no setting, so no key, is among them."""


def read_apart(content: bytes, name: str, limits: Limits | None = None, report: Report = unread) -> tuple[str, Pages]:
    """The kind of a document (a key of `READERS`) and its pages.

    Args:
        content: the bytes of the file.
        name: what the user calls the file.
        limits: how much it may be and take; None for the usual ones.
        report: called several times a second; what it raises ends the reading.

    Raises:
        DocumentUnreadable: the document cannot be read, or not within the limits; with the remedy.
    """
    limits = limits or Limits()
    if len(content) > limits.bytes:
        raise too_large(len(content), limits)
    child = _start(limits)
    heard: queue.Queue[bytes] = queue.Queue()
    feeding = threading.Thread(target=_feed, args=(child, f"{name.splitlines()[0] if name else ''}\n", content))
    hearing = threading.Thread(target=_hear, args=(child.stdout, heard))
    try:
        for thread in (feeding, hearing):
            thread.daemon = True
            thread.start()
        return _result(child, heard, limits, report)
    finally:
        child.kill()
        child.wait()
        hearing.join()
        feeding.join()
        for pipe in (child.stdin, child.stdout, child.stderr):
            with suppress(OSError):
                pipe.close()


def _start(limits: Limits) -> Any:
    return subprocess.Popen(
        [sys.executable, "-B", "-m", "corpus.readers.worker", json.dumps(asdict(limits))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={name: os.environ[name] for name in KEPT if name in os.environ} | {"PYTHONPATH": str(ROOT)},
    )


def _feed(child: Any, name: str, content: bytes) -> None:
    with suppress(BrokenPipeError, OSError):
        child.stdin.write(name.encode("utf-8", errors="replace") + content)
        child.stdin.close()


def _hear(pipe: IO[bytes], heard: "queue.Queue[bytes]") -> None:
    with suppress(ValueError, OSError):
        for line in pipe:
            heard.put(line)
    heard.put(b"")


def _result(child: Any, heard: "queue.Queue[bytes]", limits: Limits, report: Report) -> tuple[str, Pages]:
    until = time.monotonic() + limits.seconds
    done, total = 0, 0
    while True:
        report(done, total)
        try:
            line = heard.get(timeout=TICK_S)
        except queue.Empty:
            if time.monotonic() > until:
                raise _too_slow(limits) from None
            continue
        if not line:
            raise _died(child, limits)
        said = json.loads(line)
        if "at" in said:
            done, total = said["at"]
        elif "fault" in said:
            fault = said["fault"]
            raise DocumentUnreadable(fault["code"], fault["message"], hint=fault["hint"])
        else:
            found = said["read"]
            return found["kind"], Pages(
                texts=tuple(found["texts"]), paged=found["paged"], notes=tuple(found["notes"])
            )


def _too_slow(limits: Limits) -> DocumentUnreadable:
    return DocumentUnreadable(
        "too-slow",
        f"reading the document takes longer than {limits.seconds} seconds",
        hint="Split it, or print it to a new PDF, and add that.",
    )


def _died(child: Any, limits: Limits) -> DocumentUnreadable:
    """Why the process ended without a word: the processor's time, its memory, or a fault of the file."""
    import signal

    code = child.wait()
    told = child.stderr.read()
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return _too_slow(limits)
    if b"MemoryError" in told or code in (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS):
        return too_much_memory(limits)
    last = told.decode("utf-8", errors="replace").strip().splitlines()[-1:] or [f"exit {code}"]
    return DocumentUnreadable(
        "broken",
        f"the document cannot be read ({last[0].split(':')[0]})",
        hint="Open it in its program, print it to a PDF, and add that.",
    )
