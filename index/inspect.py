"""`python -m index.inspect FOLDER`: whether a build answers, asked in a fresh process; the store is read from the input."""

import sys
import time
from pathlib import Path

from index import kept, postings
from index.build import COLLECTION, read_manifest
from index.errors import IndexBroken
from index.lexical import LexicalIndex
from index.making import LEXICAL
from index.search import DEPTH, VECTORS_A_PASSAGE
from index.stores import VectorStore, store

WAITS_S = (0.5, 2.0)
"""Seconds between one look for a vector and the next."""

REBUILD = "Run `exequatur index --rebuild`."


def inspect(folder: Path, store_setting: str) -> None:
    """Open the build in `folder`, count what it holds, and ask each canary for itself.

    Raises:
        IndexBroken: a count is off, or a stored vector does not find itself.
    """
    manifest = read_manifest(folder)
    vectors = store(store_setting, folder / "chroma", f"{COLLECTION}-{manifest.build_id}")
    try:
        if vectors.count() != manifest.vectors:
            raise IndexBroken(f"{vectors.count()} vectors where {manifest.vectors} belong", hint=REBUILD)
        for canary in manifest.canaries:
            if not _finds_itself(vectors, canary):
                raise IndexBroken(f"the vector of {canary} does not find itself", hint=REBUILD)
    finally:
        vectors.close()
    try:
        postings.verify(folder / LEXICAL)
    except (OSError, ValueError) as error:
        raise IndexBroken(f"the lexical index is damaged ({error})", hint=REBUILD) from error
    if len(LexicalIndex.load(folder / LEXICAL).ids) != manifest.passages:
        raise IndexBroken("the lexical index does not hold every passage", hint=REBUILD)
    kept.verify(folder, manifest.passages)


def _finds_itself(vectors: VectorStore, canary: str) -> bool:
    """Whether a vector is there and found by itself, looked for as deep as a question looks, and again after a while.

    The graph of a server may lag behind what was just added.
    """
    vector = vectors.vector(canary)
    if vector is None:
        return False
    for wait_s in (0.0, *WAITS_S):
        time.sleep(wait_s)
        found = vectors.nearest(vector, DEPTH * VECTORS_A_PASSAGE)
        if found and found[0][1] >= 1 - 1e-3:
            return True
    return False


if __name__ == "__main__":
    inspect(Path(sys.argv[1]), sys.stdin.read())
