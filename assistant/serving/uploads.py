"""Files that visitors sent to the page and that it did not take: how many one may send, and when they go."""

import threading
import time
from pathlib import Path

from assistant.serving.limits import Rate

SENT_A_MINUTE = 12
"""Files one visitor may send in a minute: as many as a conversation takes."""

LEFT_S = 300
"""Seconds after which a file that the page did not take is removed; it takes them as soon as they are there."""


class Uploads:
    """What lies in the folder where Gradio puts what visitors send.

    What a request left behind that broke off, or that named its parts otherwise, lies there under a passing name.
    """

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder).resolve()
        self._rate = Rate(SENT_A_MINUTE)
        self._sent: set[Path] = set()
        self._lock = threading.Lock()

    def wait_s(self, user: str) -> float:
        """Seconds until a user may send another file; 0 for at once, which counts as one."""
        return self._rate.wait_s(user)

    def sent(self, path: Path) -> None:
        """A file has come."""
        with self._lock:
            self._sent.add(path)

    def sweep(self, now: float | None = None) -> None:
        """Remove what was left too long."""
        due = (time.time() if now is None else now) - LEFT_S
        with self._lock:
            ours = {path for path in self._sent if path.exists()}
            self._sent = set(ours)
        for path in {*ours, *self.folder.glob("tmp*")}:
            try:
                if path.is_file() and path.stat().st_mtime < due:
                    path.unlink()
            except OSError:  # the page took it meanwhile
                continue
