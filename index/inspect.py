"""`python -m index.inspect FOLDER`: whether a build answers, asked in a fresh process; the store is read from the input."""

import sys
from pathlib import Path

from index import kept, postings
from index.build import COLLECTION, read_manifest
from index.errors import IndexBroken
from index.lexical import LexicalIndex
from index.making import LEXICAL
from index.stores import VectorStore, store

REBUILD = "Run `exequatur index --rebuild`."


def inspect(folder: Path, store_setting: str) -> None:
    """Open the build in `folder`, count what it holds, and ask each canary for itself.

    Raises:
        IndexBroken: a count is off, a vector is not there, or most of those tried do not find themselves.
    """
    manifest = read_manifest(folder)
    vectors = store(store_setting, folder / "chroma", f"{COLLECTION}-{manifest.build_id}")
    try:
        if vectors.count() != manifest.vectors:
            raise IndexBroken(f"{vectors.count()} vectors where {manifest.vectors} belong", hint=REBUILD)
        lost = [canary for canary in manifest.canaries if not _finds_itself(vectors, canary)]
        if len(lost) * 2 > len(manifest.canaries):  # a graph may miss one among many alike; a broken one misses all
            raise IndexBroken(f"the vector of {lost[0]} does not find itself", hint=REBUILD)
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
    """Whether a vector that must be there is found by itself."""
    vector = vectors.vector(canary)
    if vector is None:
        raise IndexBroken(f"the vector of {canary} is not there", hint=REBUILD)
    found = vectors.nearest(vector, 1)
    return bool(found) and found[0][1] >= 1 - 1e-3


if __name__ == "__main__":
    inspect(Path(sys.argv[1]), sys.stdin.read())
