"""Moments as text that sorts, and ids that nobody can guess."""

import secrets
import time
from datetime import UTC, datetime, timedelta

SET_BY_S = 3600


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


class Clock:
    """Tells whether the clock was set since this was made, by one that nobody can set and that goes on in sleep."""

    def __init__(self) -> None:
        self._offset = self._apart()

    def was_set(self) -> bool:
        """Whether the clock is off by more than an hour from where it would be."""
        return abs(self._apart() - self._offset) > SET_BY_S

    def _apart(self) -> float:
        steady = time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()
        return now().timestamp() - steady


def stamp(moment: datetime) -> str:
    """A moment as text; texts sort as moments do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def before(moment: datetime, **ago: float) -> str:
    """The stamp of a moment so many days, hours or minutes earlier."""
    return stamp(moment - timedelta(**ago))


def fresh_id() -> str:
    """32 hexadecimal digits from the system's source of chance."""
    return secrets.token_hex(16)
