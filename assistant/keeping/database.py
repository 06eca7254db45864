"""The database of conversations: SQLite in a file by default, any other that SQLAlchemy reaches by its address."""

import errno
import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from assistant.keeping.errors import KeepingBroken
from assistant.keeping.migrations import STEPS, later_version, migrate, version_of

log = logging.getLogger(__name__)

FILE = "conversations.sqlite3"
BUSY_MS = 15_000
"""How long a writer waits for another one, in milliseconds."""

PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what is confirmed survives a power cut too
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted does not stay readable in the file
)


class Database:
    """Reads and writes in transactions; every failure is a `KeepingBroken` with a remedy.

    Args:
        copy: the folder that the file was copied to and that goes when this is closed; None where what is written lasts.
    """

    def __init__(self, engine: Engine, where: str, copy: "TemporaryDirectory[str] | None" = None) -> None:
        self._engine = engine
        self._copy = copy
        self._writer = engine.execution_options(writes=True)
        postgresql = (
            engine.dialect.name == "postgresql"
        )  # SQLite shows one state for the length of a transaction anyway
        self._reader = engine.execution_options(isolation_level="REPEATABLE READ") if postgresql else engine
        self._where = where

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the database, whatever is written meanwhile."""
        with self._explained(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All of the block or nothing; when it has ended, what it wrote is on the disk."""
        with self._explained(), self._writer.begin() as connection:
            yield connection

    @property
    def lasting(self) -> bool:
        """Whether what is written is there after this is closed."""
        return self._copy is None

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()
        if self._copy is not None:
            self._copy.cleanup()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            damaged = any(word in str(error.orig) for word in ("not a database", "malformed"))
            raise KeepingBroken(
                f"the conversations in {self._where} cannot be read or written ({error.orig})",
                hint="Move that file away, and put back a backup with `exequatur restore`."
                if damaged
                else "See that the disk has room, the file may be written and the database answers; then ask again.",
            ) from error


def open_database(data: Path, address: str = "", copied: bool = False) -> Database:
    """Open the database, and bring its tables to the present version.

    Args:
        data: the folder for the file when there is no address.
        address: a database URL such as `postgresql+psycopg://name:password@host/base`; empty for SQLite in `data`.
        copied: whether a copy will do, where the disk is read-only; what is written to it does not last.

    Raises:
        KeepingBroken: no such driver, no such folder, no answer, or written by a later version.
    """
    database = connect(data, address, copied)
    with database.reading() as connection:
        as_it_should_be = version_of(connection) == len(STEPS)
    if not as_it_should_be:
        with database.writing() as connection:
            due = migrate(connection)
        log.info("the tables of conversations were brought forward", extra={"steps": due})
    return database


def look(data: Path, address: str = "") -> str:
    """The state of the database in words; its tables stay as they are.

    Raises:
        KeepingBroken: it cannot be read, or was written by a later version.
    """
    if not address and not (data / FILE).exists():
        return "none yet"
    database = connect(data, address, copied=True)
    try:
        with database.reading() as connection:
            version = version_of(connection)
            if not version:
                return "empty"
            if version > len(STEPS):
                raise later_version(version)
            due = "" if version == len(STEPS) else f", brought forward to {len(STEPS)} at the next start"
            only_read = "" if database.lasting else ", on a disk that is read-only: nothing new is kept"
            return f"{connection.dialect.name}, tables of version {version}{due}{only_read}"
    finally:
        database.close()


def connect(data: Path, address: str = "", copied: bool = False) -> Database:
    """Reach the database as `open_database` does, with whatever tables it has.

    Raises:
        KeepingBroken: no such driver, or no such folder.
    """
    url = make_url(f"sqlite:///{data / FILE}") if not address else _parsed(address)
    where, copy = url.render_as_string(hide_password=True), None
    try:
        if url.get_backend_name() == "sqlite":
            if url.database and url.database != ":memory:":
                try:
                    _owned(Path(url.database))
                except OSError as error:
                    if not copied or error.errno != errno.EROFS:
                        raise
                    copy = _copied(Path(url.database))
                    url = url.set(database=str(Path(copy.name) / FILE))
            engine = create_engine(url, connect_args={"check_same_thread": False})
            _as_sqlite(engine)
        else:
            engine = create_engine(url, pool_pre_ping=True)
    except OSError as error:
        raise KeepingBroken(
            f"the database {where} cannot be opened ({error.strerror})",
            hint="See that its folder may be written and the disk has room, or set EXEQUATUR_DATA to another one.",
        ) from error
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise KeepingBroken(
            f"the database {where} cannot be opened ({error})",
            hint="For PostgreSQL install the extra: pip install 'exequatur[postgresql]'.",
        ) from error
    return Database(engine, where, copy)


def _owned(path: Path) -> None:
    """Make the file, readable by its owner alone; SQLite gives its log the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _copied(path: Path) -> "TemporaryDirectory[str]":
    """A folder of our own with a copy of the file, and of the log in which its last writes may stand."""
    copy = TemporaryDirectory(prefix="exequatur-")
    for end in ("", "-wal"):
        try:
            shutil.copyfile(f"{path}{end}", f"{copy.name}/{FILE}{end}")
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            copy.cleanup()
            raise
    return copy


def _parsed(address: str) -> URL:
    try:
        return make_url(address)
    except ArgumentError as error:
        raise KeepingBroken(
            "EXEQUATUR_DATABASE is no database address",
            hint="Write postgresql+psycopg://name:password@host/base, or leave it empty for a file.",
        ) from error


def _as_sqlite(engine: Engine) -> None:
    """Make SQLite keep its promises: our pragmas, and a write that locks at its beginning instead of in its middle."""

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _began(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
