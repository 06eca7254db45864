"""All that is kept, in one file: conversations, answers, feedback and libraries; and back again, into any database.

The file is a zip: `backup.json`, one JSON object a line in `tables/*.jsonl`, and the files of the libraries as they are.
Log-ins are not in it, nor what its user deleted.
"""

import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter
from sqlalchemy import Connection, MetaData, Select, Table, func, insert, inspect, or_, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from assistant.keeping.database import Database, connect
from assistant.keeping.errors import BackupBroken, Refused
from assistant.keeping.migrations import STEPS, migrate, version_of
from assistant.keeping.moments import now, stamp
from assistant.keeping.tables import ANSWERS, CONVERSATIONS, DOCUMENTS, FEEDBACK
from index.libraries import FOLDER, NAME

FORMAT = 1
HEAD = "backup.json"
KEPT = (CONVERSATIONS, ANSWERS, FEEDBACK, DOCUMENTS)
"""Each table after those that its rows refer to."""

MEMBER = re.compile(
    rf"{HEAD}|tables/(?:conversations|answers|feedback|documents)\.jsonl|{FOLDER}/({NAME.pattern})/own-[^/]+"
)
ROWS_AT_ONCE = 200


class _Head(BaseModel):
    """What `backup.json` says; `tables` is the version of the tables, `rows` how many each has."""

    model_config = ConfigDict(strict=True)
    format: int
    program: str
    made_at: str
    tables: int
    rows: dict[str, int]


_ROW = TypeAdapter(dict[str, str | int | None])


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How much a backup holds."""

    conversations: int
    answers: int
    feedback: int
    files: int
    documents: int = 0


def backup(database: Database, data: Path, to: Path) -> Held:
    """Write all that is kept to a file that is readable by its owner alone; one state, whatever is written meanwhile.

    Raises:
        Refused: there is a file of that name.
        BackupBroken: it cannot be written.
    """
    if to.exists():
        raise Refused(f"{to} is there already", hint="Name a file that is not, for example one with the date.")
    fresh = to.with_name(f".{to.name}-{os.getpid()}")
    try:
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, database.reading() as connection:
                held = _write(connection, data, archive)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(to)
    except OSError as error:
        raise BackupBroken(
            f"the backup {to} cannot be written ({error.strerror})",
            hint="Name a file in a folder that exists, can be written and has room.",
        ) from error
    finally:
        with suppress(OSError):  # a read-only disk refuses that too
            fresh.unlink()
    return held


def _write(connection: Connection, data: Path, archive: zipfile.ZipFile) -> Held:
    rows = {
        table.name: connection.scalar(select(func.count()).select_from(_alive(table).subquery())) or 0
        for table in KEPT
    }
    head = _Head(
        format=FORMAT,
        program=version("exequatur"),
        made_at=stamp(now()),
        tables=version_of(connection),
        rows=rows,
    )
    archive.writestr(HEAD, head.model_dump_json(indent=1))
    for table in KEPT:
        with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as file:
            for row in connection.execute(_alive(table), execution_options={"yield_per": ROWS_AT_ONCE}):
                file.write(json.dumps(dict(row._mapping)).encode() + b"\n")
    files = sorted((data / FOLDER).glob("*/own-*"))
    for path in files:
        archive.write(path, f"{FOLDER}/{path.parent.name}/{path.name}")
    return Held(**rows, files=len(files))


def _alive(table: Table) -> Select[Any]:
    """The rows of a table without those of conversations that were deleted."""
    deleted = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.deleted_at.is_not(None))
    if table is CONVERSATIONS:
        return select(table).where(table.c.deleted_at.is_(None))
    of_deleted = select(ANSWERS.c.id).where(ANSWERS.c.conversation_id.in_(deleted))
    if table is ANSWERS:
        return select(table).where(or_(table.c.conversation_id.is_(None), table.c.conversation_id.not_in(deleted)))
    if table is DOCUMENTS:
        return select(table).where(table.c.conversation_id.not_in(deleted))
    return select(table).where(table.c.answer_id.not_in(of_deleted))


def restore(path: Path, data: Path, address: str = "") -> Held:
    """Put back what a backup holds, into a database that holds nothing; all of it or nothing.

    A backup of an earlier version is brought forward as its database would be.

    Args:
        data: the folder for the libraries, and for the database when there is no address.
        address: as in `open_database`.

    Raises:
        Refused: there are conversations already, or another document under the name of one of the backup.
        BackupBroken: it is damaged, is no backup, or was written by a later version.
    """
    with _opened(path) as archive:
        head = _head(archive)
        files = [name for name in archive.namelist() if name.startswith(f"{FOLDER}/")]
        database = connect(data, address)
        try:
            with database.writing() as connection:
                _refuse_full(connection)
                migrate(connection, STEPS[: head.tables])
                counts = {name: _put_back(connection, archive, name) for name in _there(connection)}
                if counts != head.rows:
                    raise _broken(path, f"it holds {counts} where {head.rows} belong")
                migrate(connection, STEPS)
                _put_back_files(archive, files, data)  # last, so that nothing is written where the database refuses
        finally:
            database.close()
    return Held(**counts, files=len(files))


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
            foreign = [name for name in archive.namelist() if not MEMBER.fullmatch(name)]
            if damaged or foreign:
                raise _broken(path, f"{damaged} is damaged" if damaged else f"{foreign[0]!r} belongs in none")
            yield archive
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, SQLAlchemyError) as error:
        raise _broken(path, str(error)) from error


def _head(archive: zipfile.ZipFile) -> _Head:
    head = _Head.model_validate_json(archive.read(HEAD))
    if head.format != FORMAT or not 1 <= head.tables <= len(STEPS):
        raise BackupBroken(
            f"the backup was written by exequatur {head.program} and this one does not know its form",
            hint="Restore it with that version, or a later one.",
        )
    return head


def _refuse_full(connection: Connection) -> None:
    """Refuse a database that holds something, and empty the tables' place in one that does not."""
    if not version_of(connection):
        return
    if any(connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in _there(connection)):
        raise Refused(
            "the database holds conversations already",
            hint="Set EXEQUATUR_DATABASE, or EXEQUATUR_DATA, to another one, or move that one away first.",
        )
    for name in ("documents", "feedback", "answers", "conversations", "logins", "version_of_tables"):
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))


def _there(connection: Connection) -> list[str]:
    """The tables that the version of the database has."""
    found = inspect(connection).get_table_names()
    return [table.name for table in KEPT if table.name in found]


def _put_back(connection: Connection, archive: zipfile.ZipFile, name: str) -> int:
    table, count = Table(name, MetaData(), autoload_with=connection), 0
    with archive.open(f"tables/{name}.jsonl") as file:
        while rows := [_ROW.validate_json(line) for line in islice(file, ROWS_AT_ONCE)]:
            try:
                connection.execute(insert(table), rows)
            except IntegrityError as error:
                raise ValueError(f"{name} has rows that do not fit") from error
            count += len(rows)
    return count


def _put_back_files(archive: zipfile.ZipFile, names: list[str], data: Path) -> None:
    for name in names:
        path = data / name
        if path.exists() and path.read_bytes() != archive.read(name):
            raise Refused(
                f"{path} is there already and differs", hint="Move that library away first, then restore again."
            )
    for name in names:
        path = data / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}-{os.getpid()}")
        try:
            with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
                file.write(archive.read(name))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def _broken(path: Path, why: str) -> BackupBroken:
    return BackupBroken(f"{path} is no whole backup ({why})", hint="Take another one; nothing was changed.")
