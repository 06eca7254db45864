"""A circuit breaker: a model that failed several times in a row is left alone for a while."""

import threading
from collections.abc import Callable

from assistant.llms import clock

FAILURES = 3
"""Failures in a row after which the model is left alone."""

REST_S = 60.0
"""Seconds it is left alone; then one call may try."""


class Breaker:
    """Counts failures of one model, for all who ask; thread-safe."""

    def __init__(self, now: Callable[[], float] = clock, failures: int = FAILURES) -> None:
        self._now = now
        self._most = failures
        self._lock = threading.Lock()
        self._failed = 0
        self._until = 0.0

    def open_for(self) -> float:
        """Seconds for which no call may be made; 0 if one may. The first to come after a rest makes the others wait."""
        with self._lock:
            left = self._until - self._now()
            if self._failed < self._most:
                return 0.0
            if left > 0:
                return left
            self._until = self._now() + REST_S
            return 0.0

    def failed(self) -> None:
        """One more call failed."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._most:
                self._until = self._now() + REST_S

    def worked(self) -> None:
        """A call worked: the count starts anew."""
        with self._lock:
            self._failed = 0
            self._until = 0.0
