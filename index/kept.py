"""The documents of a build, kept beside its vectors: read one by one by a build of any size, and whole by evaluations."""

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from corpus.types import Document, Passage, Source
from index.errors import IndexBroken

Kept = TypeVar("Kept", Passage, Source)
FILE = "documents.sqlite3"
LATELY_READ = 4096
"""Passages that stay in memory once they were asked for."""
READ_AT_ONCE = 1000
TABLES = """
    CREATE TABLE source (place INTEGER PRIMARY KEY, id TEXT NOT NULL, whole TEXT NOT NULL, text BLOB NOT NULL);
    CREATE TABLE passage (place INTEGER PRIMARY KEY, id TEXT NOT NULL, source INTEGER NOT NULL, whole TEXT NOT NULL);
"""
ORDER = "CREATE UNIQUE INDEX passage_id ON passage (id); CREATE UNIQUE INDEX source_id ON source (id);"
_passage, _source = TypeAdapter(Passage), TypeAdapter(Source)


class Keeping:
    """Writes documents one by one; they are there, all of them, once `finish` has returned."""

    def __init__(self, folder: Path) -> None:
        self._fresh, self._file = folder / f".{FILE}", folder / FILE
        self._fresh.unlink(missing_ok=True)
        self._connection = sqlite3.connect(self._fresh, isolation_level=None)
        self._connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {TABLES}")
        self._connection.execute("BEGIN")

    def __enter__(self) -> "Keeping":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(self, document: Document) -> None:
        """Keep one document."""
        cursor = self._connection.execute(
            "INSERT INTO source (id, whole, text) VALUES (?, ?, ?)",
            (
                document.source.id,
                _source.dump_json(document.source).decode(),
                zlib.compress(document.text.encode(), 1),
            ),
        )
        self._connection.executemany(
            "INSERT INTO passage (id, source, whole) VALUES (?, ?, ?)",
            (
                (passage.id, cursor.lastrowid, _passage.dump_json(passage, exclude_defaults=True).decode())
                for passage in document.passages
            ),
        )

    def finish(self) -> None:
        """Say that all is there."""
        self._connection.execute("COMMIT")
        self._connection.executescript(ORDER)
        self._connection.close()
        self._fresh.replace(self._file)


class KeptPassages(Mapping[str, Passage]):
    """The passages of a build by id, each read when it is asked for. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._read = _Reader(folder)
        self._one = lru_cache(maxsize=LATELY_READ)(self._fetched)

    def __getitem__(self, id_: str) -> Passage:
        return self._one(id_)

    def __iter__(self) -> Iterator[str]:
        return (id_ for _, id_ in self._read.each("passage", "id"))

    def __len__(self) -> int:
        return int(self._read.one("SELECT count(*) FROM passage")[0])

    def _fetched(self, id_: str) -> Passage:
        return self._read.parsed(_passage, self._read.one("SELECT whole FROM passage WHERE id = ?", id_)[0])


class KeptSources(Mapping[str, Source]):
    """The sources of a build by id, each read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._read = _Reader(folder)

    def __getitem__(self, id_: str) -> Source:
        return self._read.parsed(_source, self._read.one("SELECT whole FROM source WHERE id = ?", id_)[0])

    def __iter__(self) -> Iterator[str]:
        return (id_ for _, id_ in self._read.each("source", "id"))

    def __len__(self) -> int:
        return int(self._read.one("SELECT count(*) FROM source")[0])


class KeptDocuments:
    """The documents of a build in order; each time they are gone through they are read anew, one by one."""

    def __init__(self, folder: Path) -> None:
        self._read = _Reader(folder)

    def __iter__(self) -> Iterator[Document]:
        for place, whole, text in self._read.each("source", "whole", "text"):
            source = self._read.parsed(_source, whole)
            rows = self._read.all("SELECT whole FROM passage WHERE source = ? ORDER BY place", place)
            passages = tuple(self._read.parsed(_passage, row[0]) for row in rows)
            yield Document(source=source, text=zlib.decompress(text).decode(), passages=passages)

    def passages(self) -> Iterator[Passage]:
        """All passages in order."""
        for _, whole in self._read.each("passage", "whole"):
            yield self._read.parsed(_passage, whole)


def kept(folder: Path) -> tuple[Document, ...] | None:
    """The documents that a build was made from; None where the file is not there.

    Raises:
        IndexBroken: the file is damaged.
    """
    if not (folder / FILE).is_file():
        return None
    try:
        return tuple(KeptDocuments(folder))
    except (ValueError, zlib.error) as error:
        raise _broken(folder, error) from error


def verify(folder: Path, passages: int) -> None:
    """See that so many passages are there and that the file is sound.

    Raises:
        IndexBroken: they are not, or it is not.
    """
    reader = _Reader(folder)
    if reader.one("PRAGMA quick_check")[0] != "ok" or reader.one("SELECT count(*) FROM passage")[0] != passages:
        raise _broken(folder, ValueError("not what was written"))


class _Reader:
    """One connection that reads, shared between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._lock = folder, Lock()
        try:
            if not (folder / FILE).is_file():
                raise FileNotFoundError(FILE)
            address = f"{(folder / FILE).resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise _broken(folder, error) from error

    def all(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            with self._lock, closing(self._connection.execute(query, values)) as cursor:
                return cursor.fetchall()
        except sqlite3.Error as error:
            raise _broken(self._folder, error) from error

    def one(self, query: str, *values: Any) -> tuple[Any, ...]:
        """The first row; KeyError if there is none."""
        found = self.all(query, *values)
        if not found:
            raise KeyError(*values)
        return found[0]

    def each(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """The place and some columns of every row, in order; no cursor stays open meanwhile."""
        named, after = ", ".join(("place", *columns)), 0
        while rows := self.all(
            f"SELECT {named} FROM {table} WHERE place > ? ORDER BY place LIMIT {READ_AT_ONCE}", after
        ):
            yield from rows
            after = rows[-1][0]

    def parsed(self, type_: TypeAdapter[Kept], whole: str) -> Kept:
        try:
            return type_.validate_json(whole)
        except ValidationError as error:
            raise _broken(self._folder, error) from error


def _broken(folder: Path, error: Exception) -> IndexBroken:
    return IndexBroken(
        f"the documents of the build {folder.name} are damaged ({type(error).__name__})",
        hint="Run `exequatur index --rebuild` with the corpus that it was built from.",
    )
