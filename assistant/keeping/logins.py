"""Who is logged in, by tokens of which only the hash is kept; several processes may share them."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, insert, select

from assistant.keeping.database import Database
from assistant.keeping.moments import now, stamp
from assistant.keeping.tables import LOGINS

DAYS = 14
"""How long a log-in lasts."""


class Logins:
    """The log-ins of all users in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, user: str, account: str) -> str:
        """A new log-in; gives its token, which nobody can guess and nothing else keeps.

        Args:
            account: stands for name and password as they are now; a log-in ends when it changes.
        """
        token = secrets.token_urlsafe(32)
        until = stamp(now() + timedelta(days=DAYS))
        with self._database.writing() as connection:
            connection.execute(
                insert(LOGINS).values(token_hash=_hash(token), owner=user, account=account, until=until)
            )
        return token

    def user(self, token: str) -> tuple[str, str] | None:
        """User and account of a token; None where it is unknown or over."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(LOGINS).where(LOGINS.c.token_hash == _hash(token), LOGINS.c.until > stamp(now()))
            ).first()
        return None if row is None else (row.owner, row.account)

    def end(self, token: str) -> None:
        """Log out; nothing happens where nobody is logged in."""
        with self._database.writing() as connection:
            connection.execute(delete(LOGINS).where(LOGINS.c.token_hash == _hash(token)))

    def sweep(self) -> None:
        """Take from the disk the log-ins that are over."""
        with self._database.writing() as connection:
            connection.execute(delete(LOGINS).where(LOGINS.c.until <= stamp(now())))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
