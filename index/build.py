"""Passages to an immutable index: one folder a build, one pointer to the current one."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from corpus.catalogue import corpus_hash
from corpus.types import Document, Passage
from index.embedders import Embedder
from index.errors import IndexBroken, IndexBusy, IndexMissing
from index.kept import keep as keep_documents
from index.lexical import LexicalIndex
from index.stores import store
from index.types import Facet, IndexManifest

RULES = "5"
"""Raised when what is indexed of a passage, or how words are cut, changes."""

POINTER = "current"
MANIFEST = "manifest.json"
BUILD = re.compile(r"[0-9a-f]{12}")
COLLECTION = "passages"
CANARIES = 5
ENCODE_BATCH = 256
Progress = Callable[[int, int], None]
"""Called with how many vectors are made and how many there will be."""


def build(
    data: Path,
    documents: Sequence[Document],
    embedder: Embedder,
    store_setting: str,
    progress: Progress = lambda done, total: None,
    rebuild: bool = False,
) -> tuple[IndexManifest, bool]:
    """Build the index of `documents` below `data` and switch to it.

    The old index serves until the new one was opened and asked in a fresh process; a kill at any moment leaves
    the pointer as it was.

    Returns:
        The manifest, and whether anything was built: an index of the same corpus, model and rules is kept.

    Raises:
        IndexBusy: another build is under way in `data`.
        IndexBroken: the new index does not answer as it should, or the folder cannot be written.
    """
    build_id = build_id_of(documents, embedder)
    if not rebuild and _is_current(data, build_id):
        return read_manifest(data / build_id), False
    with _alone(data):
        if not rebuild and _is_current(data, build_id):
            return read_manifest(data / build_id), False
        folder = data / build_id
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        manifest = _write(folder, build_id, documents, embedder, store_setting, progress)
        _check(folder, store_setting)
        _switch(data, build_id)
        _tidy(data, keep=build_id)
    return manifest, True


def build_id_of(documents: Sequence[Document], embedder: Embedder) -> str:
    """Twelve hexadecimal digits that name corpus, model and rules together."""
    parts = (corpus_hash(documents), embedder.name, embedder.weights_sha256, RULES)
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


def facets(passage: Passage) -> Iterator[tuple[Facet, str]]:
    """The texts of a passage that get a vector each."""
    yield Facet.TEXT, f"{passage.heading}. {passage.text}"
    if passage.terms:
        yield Facet.TERMS, f"{passage.heading}: {', '.join(passage.terms)}"
    for facet, statements in (
        (Facet.AFFIRMS, passage.affirms),
        (Facet.DENIES, passage.denies),
        (Facet.DEPENDS, passage.depends),
    ):
        for statement in statements:
            yield facet, statement


def lexical_text(passage: Passage, title: str) -> str:
    """The words of a passage that the lexical index holds; heading and terms count twice."""
    named = f"{passage.heading} {' '.join(passage.terms)} "
    statements = " ".join((*passage.affirms, *passage.depends))
    people = " ".join(passage.people)
    return f"{named * 2}{passage.pinpoint} {title} {passage.authority} {people} {passage.text} {statements}"


def vector_id(passage: Passage, facet: Facet, at: int) -> str:
    """The id of one vector: `<passage id>#<facet>#<position>`."""
    return f"{passage.id}#{facet.value}#{at}"


def _write(
    folder: Path,
    build_id: str,
    documents: Sequence[Document],
    embedder: Embedder,
    store_setting: str,
    progress: Progress,
) -> IndexManifest:
    passages = [passage for document in documents for passage in document.passages]
    titles = {document.source.id: document.source.title for document in documents}
    records = [
        (vector_id(passage, facet, at), facet.value, passage.states, text)
        for passage in passages
        for at, (facet, text) in enumerate(facets(passage))
    ]
    records.sort(key=lambda record: (len(record[3]), record[0]))  # texts of like length make batches without padding
    try:
        vectors = store(store_setting, folder / "chroma", f"{COLLECTION}-{build_id}")
        if vectors.count():  # a server keeps what a build had got to that was ended, or what is to be built again
            vectors.clear()
        for at in range(0, len(records), ENCODE_BATCH):
            ids, kinds, states, texts = zip(*records[at : at + ENCODE_BATCH], strict=True)
            vectors.add(ids, embedder.passages(texts), kinds, states)
            progress(at + len(ids), len(records))
        vectors.close()
        wordings = [lexical_text(passage, titles[passage.source_id]) for passage in passages]
        LexicalIndex.of([passage.id for passage in passages], wordings).save(folder / "lexical")
        keep_documents(folder, documents)
        manifest = IndexManifest(
            build_id=build_id,
            corpus_hash=corpus_hash(documents),
            embedder=embedder.name,
            weights_sha256=embedder.weights_sha256,
            dimension=embedder.dimension,
            distance="cosine",
            rules=RULES,
            passages=len(passages),
            vectors=len(records),
            canaries=tuple(record[0] for record in records[:: max(1, len(records) // CANARIES)]),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    except (OSError, IndexBroken) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise IndexBroken(
            f"the index cannot be written ({error})",
            hint="Free some disk space, or set EXEQUATUR_DATA to a folder that can be written.",
        ) from error
    return manifest


def _check(folder: Path, store_setting: str) -> None:
    if store_setting.startswith("memory"):
        return
    asked = subprocess.run(
        [sys.executable, "-m", "index.inspect", str(folder), store_setting],
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
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
