"""How much one visitor may ask for, and how long a request may be."""

import threading
import time
from collections import OrderedDict

from corpus.readers.types import Limits

BODY_AT_MOST = 2**20
PAGE_BODY_AT_MOST = 2**24
"""What the page sends may hold conversations that the browser kept."""

FILE_AT_MOST = Limits().bytes
AROUND_A_FILE = 2**16
"""Bytes that a form has around the one file in it."""

KNOWN_AT_MOST = 50_000


class Rate:
    """So many tokens a minute each, and as many at once; a token is a request that makes work."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_s(self, who: str, *, take: bool = True, now: float | None = None) -> float:
        """Seconds until `who` may ask again, 0 for at once, which takes a token. A rate of 0 lets all through."""
        if not self._per_minute:
            return 0.0
        moment = time.monotonic() if now is None else now
        with self._lock:
            left, at = self._left.pop(who, (float(self._per_minute), moment))
            left = min(float(self._per_minute), left + (moment - at) * self._per_minute / 60)
            allowed = left >= 1
            self._left[who] = (left - 1 if allowed and take else left, moment)
            while len(self._left) > KNOWN_AT_MOST:
                self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) * 60 / self._per_minute


class Owners:
    """Which user a name belongs to: whoever used it first. The oldest names are let go of when there are too many."""

    def __init__(self) -> None:
        self._owner: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def claim(self, name: str, user: str) -> bool:
        """Whether the name is this user's, who gets it if it is nobody's yet."""
        with self._lock:
            owner = self._owner.setdefault(name, user)
            self._owner.move_to_end(name)
            while len(self._owner) > KNOWN_AT_MOST:
                self._owner.popitem(last=False)
            return owner == user

    def owns(self, name: str, user: str) -> bool:
        """Whether the name is this user's; a name that nobody claimed is nobody's."""
        with self._lock:
            return self._owner.get(name) == user
