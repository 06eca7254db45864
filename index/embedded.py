"""Vectors that were made already: a build that was ended takes them up again, and the next one makes only what is new."""

import hashlib
import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from index.embedders import Embedder, Vectors

PROBE = "A judgment of a foreign court is enforced under article 501(1)."
"""Its vector stands first: where the model gives another, all that follows is of another model of the same name."""
SAME = 1 - 1e-3


class Embedded:
    """The vectors of one model by the text that they stand for, in one file that only grows until it is trimmed.

    Each row has the hash of its text and a checksum; one that was half written or damaged counts as not there.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        named = f"{embedder.name}|{embedder.weights_sha256}|{embedder.dimension}"
        self._path = folder / f"{hashlib.sha256(named.encode()).hexdigest()[:12]}.rows"
        self._row = np.dtype([("key", "<u8", 2), ("vector", "<f4", embedder.dimension), ("sum", "<u4")])
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._begin()

    def _begin(self) -> None:
        """Open what is there, cut to whole rows; empty it if it is of another model."""
        self._file = self._path.open("ab")
        count = self._path.stat().st_size // self._row.itemsize
        self._file.truncate(count * self._row.itemsize)
        keys = self._rows(count)["key"][:, 0].copy() if count else np.empty(0, np.uint64)
        self._by_key = np.argsort(keys, kind="stable")
        self._keys = keys[self._by_key]
        self._used = np.zeros(count, dtype=bool)
        self._new = 0
        probe = self._embedder.passages([PROBE])
        (known,) = self._known([PROBE])
        if known is None or float(known @ probe[0]) < SAME:
            self._file.truncate(0)
            self._keys = self._by_key = np.empty(0, np.int64)
            self._used = np.empty(0, dtype=bool)
            self._append([PROBE], probe)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """As the model's own, which is asked only for what is not there."""
        found = self._known(texts)
        missing = [at for at, vector in enumerate(found) if vector is None]
        if missing:
            made = self._embedder.passages([texts[at] for at in missing])
            self._append([texts[at] for at in missing], made)
            for at, vector in zip(missing, made, strict=True):
                found[at] = vector
        return np.stack([vector for vector in found if vector is not None])

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def trim(self) -> None:
        """Leave out what was not asked for since opening once that is more than the rest, and the other models' files."""
        self.close()
        if 2 * int(self._used.sum()) + self._new < len(self._used):
            fresh = self._path.with_suffix(f".{os.getpid()}")
            rows = self._rows(len(self._used))
            with fresh.open("wb") as file:
                for at in range(0, len(rows), 4096):
                    file.write(rows[at : at + 4096][self._used[at : at + 4096]].tobytes())
                with self._path.open("rb") as old:
                    old.seek(len(rows) * self._row.itemsize)
                    while piece := old.read(2**20):
                        file.write(piece)
            fresh.replace(self._path)
        for other in self._path.parent.iterdir():
            if other != self._path:
                other.unlink()

    def _rows(self, count: int) -> Any:
        return np.memmap(self._path, self._row, "r", shape=(count,))

    def _known(self, texts: Sequence[str]) -> list[Vectors | None]:
        if not len(self._keys):
            return [None] * len(texts)
        keys = [_key(text) for text in texts]
        places = np.searchsorted(self._keys, np.array([key[0] for key in keys], np.uint64))
        rows = self._rows(len(self._used))
        return [self._sound(rows, key, at) for key, at in zip(keys, places.tolist(), strict=True)]

    def _sound(self, rows: Any, key: tuple[np.uint64, np.uint64], at: int) -> Vectors | None:
        """The vector of a row with this key that is as it was written; rows with the first half of it begin at `at`."""
        while at < len(self._keys) and self._keys[at] == key[0]:
            place = int(self._by_key[at])
            row = rows[place]
            if row["key"][1] == key[1] and int(row["sum"]) == _sum(row):
                self._used[place] = True
                return np.array(row["vector"], np.float32)
            at += 1
        return None

    def _append(self, texts: Sequence[str], vectors: Vectors) -> None:
        rows = np.zeros(len(texts), self._row)
        rows["key"], rows["vector"] = [_key(text) for text in texts], vectors
        for row in rows:
            row["sum"] = _sum(row)
        whole = self._path.stat().st_size
        try:
            self._file.write(rows.tobytes())
            self._file.flush()
        except OSError:
            self._file = _cut(self._file, self._path, whole)
            raise
        self._new += len(texts)


def _cut(file: Any, path: Path, size: int) -> Any:
    """The file without what was half written."""
    with suppress(OSError):
        file.close()
    os.truncate(path, size)
    return path.open("ab")


def _key(text: str) -> tuple[np.uint64, np.uint64]:
    first, second = np.frombuffer(hashlib.blake2b(text.encode(), digest_size=16).digest(), "<u8")
    return first, second


def _sum(row: Any) -> int:
    return zlib.crc32(row.tobytes()[:-4])
