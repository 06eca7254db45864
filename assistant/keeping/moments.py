"""Moments as text that sorts, and ids that nobody can guess."""

import secrets
from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A moment as text; texts sort as moments do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def before(moment: datetime, **ago: float) -> str:
    """The stamp of a moment so many days, hours or minutes earlier."""
    return stamp(moment - timedelta(**ago))


def fresh_id() -> str:
    """32 hexadecimal digits from the system's source of chance."""
    return secrets.token_hex(16)
