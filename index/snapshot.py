"""What a small store holds, in two files beside it: read in a moment where the store would hand it over row by row."""

import json
import os
from pathlib import Path

import numpy as np

from index.graph import checksum
from index.memory import Contents, MemoryStore
from index.stores import VectorStore

VECTORS, ROWS = "vectors.npy", "vectors.json"
IN_MEMORY = 100_000
"""Vectors up to which a store is read once and searched exactly; that is faster and repeatable, 150 MB at most."""


def fastest(opened: VectorStore, folder: Path) -> VectorStore:
    """The store itself when it is large; when it is small its contents in memory, as they lie in `folder` if they do."""
    count = opened.count()
    if count > IN_MEMORY:
        return opened
    contents = read(folder, count) or opened.everything()
    opened.close()
    return MemoryStore(contents)


def write(folder: Path, contents: Contents) -> None:
    """Write what a store holds into a folder; it is there once the second file is."""
    (folder / ROWS).unlink(missing_ok=True)
    np.save(folder / VECTORS, contents.vectors, allow_pickle=False)
    kinds = sorted({tuple(sorted(states)) for states in contents.states})
    places = {states: at for at, states in enumerate(kinds)}
    told = {
        "sha256": checksum(folder / VECTORS),
        "ids": contents.ids,
        "facets": contents.facets,
        "kinds of states": kinds,
        "states": [places[tuple(sorted(states))] for states in contents.states],
    }
    fresh = folder / f".{ROWS}-{os.getpid()}"
    fresh.write_text(json.dumps(told), encoding="utf-8")
    fresh.replace(folder / ROWS)


def read(folder: Path, count: int) -> Contents | None:
    """What was written into a folder; None where that is missing, damaged or not of so many vectors."""
    try:
        told = json.loads((folder / ROWS).read_text(encoding="utf-8"))
        if checksum(folder / VECTORS) != told["sha256"]:
            return None
        kinds = [frozenset(states) for states in told["kinds of states"]]
        contents = Contents(
            told["ids"],
            np.load(folder / VECTORS, allow_pickle=False),
            told["facets"],
            [kinds[at] for at in told["states"]],
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None
    sizes = {len(contents.ids), len(contents.vectors), len(contents.facets), len(contents.states)}
    return contents if sizes == {count} else None
