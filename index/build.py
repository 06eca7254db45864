"""Passages to an immutable index: one folder a build, one pointer to the current one."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from corpus.types import Document
from index import snapshot
from index.embedded import Embedded
from index.embedders import Embedder
from index.errors import IndexBroken, IndexBusy, IndexMissing
from index.making import Extent, extent, write_vectors, write_words
from index.stores import store
from index.types import IndexManifest, Progress

RULES = "6"
"""Raised when what is indexed of a passage, how words are cut, or how an index lies on disk changes."""

POINTER = "current"
MANIFEST = "manifest.json"
BUILD = re.compile(r"[0-9a-f]{12}")
COLLECTION = "passages"
EMBEDDED = "embedded"


def build(
    data: Path,
    documents: Iterable[Document],
    embedder: Embedder,
    store_setting: str,
    progress: Progress = lambda done, total: None,
    rebuild: bool = False,
) -> tuple[IndexManifest, bool]:
    """Build the index of `documents` below `data` and switch to it.

    The old index serves until the new one was opened and asked in a fresh process; a kill at any moment leaves
    the pointer as it was, and the next build goes on where that one was ended. Documents are gone through twice, one
    by one: what is in memory does not grow with them.

    Args:
        data: the folder of the builds.
        documents: what to index; they can be gone through more than once.
        embedder: the model.
        store_setting: where vectors go, as in `index.stores.store`.
        progress: told of the vectors as they are made.
        rebuild: begin with nothing, whatever is there.

    Returns:
        The manifest, and whether anything was built: an index of the same corpus, model and rules is kept.

    Raises:
        IndexBusy: another build is under way in `data`.
        IndexBroken: the new index does not answer as it should, or the folder cannot be written.
    """
    there = extent(documents)
    build_id = build_id_of(there.corpus_hash, embedder)
    if not rebuild and _is_current(data, build_id):
        return read_manifest(data / build_id), False
    with _alone(data):
        if not rebuild and _is_current(data, build_id):
            return read_manifest(data / build_id), False
        folder = data / build_id
        if rebuild:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(data / EMBEDDED, ignore_errors=True)
        begun = folder.exists()
        try:
            manifest = _made(folder, documents, there, embedder, store_setting, progress)
        except IndexBroken:
            if not begun:
                raise
            shutil.rmtree(folder, ignore_errors=True)  # what an ended build left may be damaged
            manifest = _made(folder, documents, there, embedder, store_setting, progress)
        _switch(data, build_id)
        _tidy(data, keep=build_id)
    return manifest, True


def build_id_of(corpus: str, embedder: Embedder) -> str:
    """Twelve hexadecimal digits that name corpus, by its hash, model and rules together."""
    parts = (corpus, embedder.name, embedder.weights_sha256, RULES)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


def current(data: Path) -> Path:
    """The folder of the current build.

    Raises:
        IndexMissing: nothing has been built in `data`.
    """
    try:
        name = (data / POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissing(f"there is no index in {data.name}/", hint="Run `exequatur index`.") from error
    except UnicodeDecodeError as error:
        raise IndexMissing(f"{data.name}/{POINTER} is damaged", hint="Run `exequatur index`.") from error
    if not BUILD.fullmatch(name) or not (data / name / MANIFEST).is_file():
        raise IndexMissing(f"the index {name!r} is gone from {data.name}/", hint="Run `exequatur index`.")
    return data / name


def read_manifest(folder: Path) -> IndexManifest:
    """The manifest of one build.

    Raises:
        IndexBroken: the file is damaged or of another version.
    """
    try:
        fields = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return IndexManifest(**{**fields, "canaries": tuple(fields["canaries"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexBroken(
            f"the manifest of {folder.name} is damaged", hint="Run `exequatur index --rebuild`."
        ) from error


def _made(
    folder: Path,
    documents: Iterable[Document],
    there: Extent,
    embedder: Embedder,
    store_setting: str,
    progress: Progress,
) -> IndexManifest:
    """The build in `folder`, made or gone on with, and checked."""
    if not (folder / MANIFEST).is_file():
        _write(folder, documents, there, embedder, store_setting, progress)
    _check(folder, store_setting)
    return read_manifest(folder)


def _write(
    folder: Path,
    documents: Iterable[Document],
    there: Extent,
    embedder: Embedder,
    store_setting: str,
    progress: Progress,
) -> None:
    begun = folder.exists()
    try:
        folder.mkdir(exist_ok=True)
        with closing(Embedded(folder.parent / EMBEDDED, embedder)) as made:
            write_words(folder, documents)
            vectors = store(store_setting, folder / "chroma", f"{COLLECTION}-{folder.name}")
            with closing(vectors):
                if not begun and vectors.count():  # a server keeps what was there of a build that is gone
                    vectors.clear()
                canaries = write_vectors(folder, vectors, made, there.vectors, progress)
                if there.vectors <= snapshot.IN_MEMORY:
                    snapshot.write(folder, vectors.everything())
            made.trim()
        manifest = IndexManifest(
            build_id=folder.name,
            corpus_hash=there.corpus_hash,
            embedder=embedder.name,
            weights_sha256=embedder.weights_sha256,
            dimension=embedder.dimension,
            distance="cosine",
            rules=RULES,
            passages=there.passages,
            vectors=there.vectors,
            canaries=tuple(canaries),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        fresh = folder / f".{MANIFEST}"
        fresh.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
        fresh.replace(folder / MANIFEST)
    except (OSError, sqlite3.Error, IndexBroken) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise IndexBroken(
            f"the index cannot be written ({error})",
            hint="Free some disk space, or set EXEQUATUR_DATA to a folder that can be written.",
        ) from error


def _check(folder: Path, store_setting: str) -> None:
    if store_setting.startswith("memory"):
        return
    asked = subprocess.run(
        [sys.executable, "-m", "index.inspect", str(folder)],
        input=store_setting,  # it may hold a password, and arguments are shown to all who use the machine
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise IndexBroken(
            f"the new index did not pass its check ({asked.stderr.strip().splitlines()[-1:] or ['no output']})",
            hint="The old index still serves. Run `exequatur index --rebuild`.",
        )


def _switch(data: Path, build_id: str) -> None:
    fresh = data / f".{POINTER}-{os.getpid()}"
    with fresh.open("w", encoding="utf-8") as pointer:
        pointer.write(build_id + "\n")
        pointer.flush()
        os.fsync(pointer.fileno())
    fresh.replace(data / POINTER)


def _is_current(data: Path, build_id: str) -> bool:
    try:
        return current(data).name == build_id
    except IndexMissing:
        return False


def _tidy(data: Path, keep: str) -> None:
    """Remove all builds but `keep` and the newest one before it; what else lies in `data` is not ours."""
    builds = sorted(
        (path for path in data.iterdir() if path.is_dir() and BUILD.fullmatch(path.name) and path.name != keep),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for at, path in enumerate(builds):
        if at > 0 or not (path / MANIFEST).is_file():
            shutil.rmtree(path, ignore_errors=True)
    for left in data.glob(f".{POINTER}-*"):  # by a process that was ended while it switched
        left.unlink(missing_ok=True)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = (data / ".lock").open("w")
    except OSError as error:
        raise IndexBroken(
            f"the folder {data} cannot be written ({error.strerror})",
            hint="Make it writable, or set EXEQUATUR_DATA to a folder that is.",
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusy("another build is under way", hint="Wait for it to end, then try again.") from error
        yield
