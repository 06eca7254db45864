"""Libraries of own documents on disk: one folder a library, two files a document, no list to get out of step."""

import json
import os
import re
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from corpus.own import OwnDocument
from index.embedders import Embedder
from index.errors import LibraryBroken
from index.library import Library, Report, Shelved, put_back, shelved

FOLDER = "libraries"
DEFAULT = "own"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
VERSION = 1
DOCUMENTS_AT_MOST = 200
LEFT_S = 3600
"""Seconds after which nobody can still be at work on a file."""


class Libraries:
    """The libraries below one folder. Each document is written whole or not at all."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER

    def names(self) -> list[str]:
        """The libraries that hold a document, by name."""
        return sorted(path.name for path in self._folder.glob("*") if any(path.glob("own-*.json")))

    def documents(self, name: str) -> list[OwnDocument]:
        """The documents of a library, the oldest first; none where there is no such library.

        Raises:
            LibraryBroken: a file that cannot be read, or a name that no library can have.
        """
        return [own for own, _ in self._all(name)]

    def add(self, name: str, item: Shelved) -> None:
        """Keep a document; the same one again replaces itself.

        Raises:
            LibraryBroken: the folder cannot be written, or the library is full.
        """
        folder = self._at(name)
        if len(list(folder.glob("own-*.json"))) >= DOCUMENTS_AT_MOST:
            raise LibraryBroken(
                f"the library {name!r} has {DOCUMENTS_AT_MOST} documents already",
                hint="Remove some with `exequatur documents remove`, or name another library.",
            )
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sweep(folder)
            _write(item, folder)
        except OSError as error:
            raise LibraryBroken(
                f"the library {name!r} cannot be written ({error.strerror})",
                hint="Free some disk space, or set EXEQUATUR_DATA to a folder that can be written.",
            ) from error

    def remove(self, name: str, which: str) -> list[OwnDocument]:
        """Remove the documents whose id or name is `which`; those that were removed.

        Raises:
            LibraryBroken: there is none.
        """
        gone = [own for own in self.documents(name) if which in (own.id, own.name)]
        if not gone:
            raise LibraryBroken(
                f"no document {which!r} in the library {name!r}",
                hint="`exequatur documents list` names those that are there.",
            )
        for own in gone:
            for suffix in (".json", ".npy"):
                (self._at(name) / f"{own.id}{suffix}").unlink(missing_ok=True)
        _sweep(self._at(name))
        return gone

    def forget(self) -> int:
        """Remove every library with all that it holds, whatever state it is in; gives how many documents.

        Raises:
            LibraryBroken: a folder cannot be written.
        """
        count = len(list(self._folder.glob("*/own-*.json")))
        try:
            if self._folder.exists():
                shutil.rmtree(self._folder)
        except OSError as error:
            raise LibraryBroken(
                f"{error.filename} cannot be removed ({error.strerror})", hint="Make its folder writable, then again."
            ) from error
        return count

    def open(self, name: str, embedder: Embedder, report: Report = lambda done, total: None) -> Library:
        """The library, ready to be asked. Documents that another model embedded are embedded anew, and kept so.

        Raises:
            LibraryBroken: a file of it is damaged.
        """
        items = []
        for own, made_by in self._all(name):
            item = _opened(own, made_by, self._at(name), embedder)
            if item is None:
                item = shelved(own, embedder, report)
                self.add(name, item)
            items.append(item)
        return Library(items)

    def _all(self, name: str) -> list[tuple[OwnDocument, str]]:
        """The documents with the models that embedded them, the oldest first."""
        found = map(_read, self._at(name).glob("own-*.json"))
        return sorted(found, key=lambda item: (item[0].added, item[0].name, item[0].id))

    def _at(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise LibraryBroken(
                f"{name!r} is no name of a library", hint="Use small letters, digits and hyphens, 40 at most."
            )
        return self._folder / name


def _sweep(folder: Path) -> None:
    """Remove what a process left that was ended while it wrote or removed: half files, and vectors without a text."""
    long_ago = time.time() - LEFT_S
    for path in [*folder.glob(".own-*"), *folder.glob("own-*.npy")]:
        half = path.name.startswith(".") or not path.with_suffix(".json").exists()
        if half and path.stat().st_mtime < long_ago:
            path.unlink(missing_ok=True)


def _opened(own: OwnDocument, made_by: str, folder: Path, embedder: Embedder) -> Shelved | None:
    """The document with its vectors; None where these are missing, damaged or of another model."""
    try:
        with (folder / f"{own.id}.npy").open("rb") as file:
            vectors = np.lib.format.read_array(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return put_back(own, vectors, made_by, embedder)


def _write(item: Shelved, folder: Path) -> None:
    """Vectors first, then the text: a document is there once its text is."""
    for suffix in (".npy", ".json"):
        fresh = folder / f".{item.own.id}-{os.getpid()}{suffix}"
        try:
            with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
                if suffix == ".npy":
                    np.save(file, item.vectors, allow_pickle=False)
                else:
                    file.write(json.dumps(_kept(item), ensure_ascii=False).encode("utf-8", errors="replace"))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(folder / f"{item.own.id}{suffix}")
        finally:
            fresh.unlink(missing_ok=True)


def _kept(item: Shelved) -> dict[str, Any]:
    return {"version": VERSION, "embedder": item.embedder, **asdict(item.own), "added": item.own.added.isoformat()}


def _read(path: Path) -> tuple[OwnDocument, str]:
    """The document in a file, and the model that made its vectors."""
    try:
        found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if found["version"] != VERSION:
            raise LibraryBroken(
                f"{path.name} was written by version {found['version']} of the library format",
                hint=f"This version reads {VERSION}. Remove {path} and add the document again.",
            )
        own = OwnDocument(
            id=str(found["id"]),
            name=str(found["name"]),
            kind=str(found["kind"]),
            language=str(found["language"]),
            size=int(found["size"]),
            pages=tuple(map(str, found["pages"])),
            paged=bool(found["paged"]),
            notes=tuple(map(str, found["notes"])),
            added=date.fromisoformat(found["added"]),
        )
        if own.id != path.stem:
            raise ValueError("the id is another one")
        return own, str(found["embedder"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LibraryBroken(f"{path.name} is damaged", hint=f"Remove {path} and add the document again.") from error
