"""Building an index: what is written, what survives a crash, and what a broken folder is told."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.catalogue import corpus_hash, load_documents
from corpus.types import Document
from index.build import COLLECTION, EMBEDDED, MANIFEST, POINTER, RULES, build, build_id_of, current, read_manifest
from index.embedders import Embedder, embedder
from index.errors import IndexBroken, IndexBusy, IndexMissing, IndexStale
from index.facets import facets, lexical_text
from index.inspect import inspect
from index.memory import MemoryStore
from index.search import Searcher
from index.stores import store
from index.types import Facet

ROOT = Path(__file__).parents[2]
STORE = "chroma:"
ONE_PASSAGE = """## 501-3 | Art. 501(3) | Three years
topic: limitation
states: KZ
kinds: judgment
standing: confirmed
affirms: a foreign judgment can be presented for enforcement in Kazakhstan within three years
basis: KZ-01 [web:CPC-4]

Under article 501(3) of Kazakhstan's Code of Civil Procedure a foreign judgment may be presented for enforcement.
"""
CANARY = "zanzibarian"
"""A word that stands nowhere else."""


@pytest.fixture
def model() -> Embedder:
    return embedder("hashing:64")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory, write_source: Any) -> Path:
    """A folder with `sources/` and the index of it in `data/`, to be copied and damaged."""
    place = tmp_path_factory.mktemp("built")
    write_source(place / "sources", "kz-code", f"# A code\n\n{ONE_PASSAGE}")
    build(place / "data", load_documents(place / "sources"), embedder("hashing:64"), STORE)
    return place


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> tuple[Path, tuple[Document, ...]]:
    """A copy of a good index, and the documents it was built from."""
    shutil.copytree(built_once / "data", tmp_path / "copy")
    return tmp_path / "copy", load_documents(built_once / "sources")


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "kz" / "kz-code" / "text.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def found(data: Path, folder: Path, model: Embedder, text: str) -> dict[str, str]:
    """What a search for a text finds: passage id to the retrievers that found it."""
    searcher = Searcher.open(data, load_documents(folder), model, STORE)
    (vector,) = searcher.embed([text])
    return {hit.passage.id: hit.found_by for hit in searcher.search(text, vector, 10)}


@pytest.mark.parametrize(("blind", "passes"), [(1, True), (99, False)])
def test_a_graph_may_lag_behind_but_every_vector_must_find_itself(
    data: Path, small_corpus: Path, model: Embedder, blind: int, passes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest, _ = build(data, load_documents(small_corpus), model, STORE)
    whole = store(STORE, current(data) / "chroma", f"{COLLECTION}-{manifest.build_id}").everything()
    lost = whole.vectors[whole.ids.index(manifest.canaries[-1])]
    looked = []

    class Graph(MemoryStore):
        def nearest(self, vector: Any, *rest: Any, **named: Any) -> list[tuple[str, float]]:
            if (vector == lost).all():
                looked.append(vector)
                if len(looked) <= blind:
                    return [("another", 0.9)]
            return super().nearest(vector, *rest, **named)

    monkeypatch.setattr("index.inspect.store", lambda *_: Graph(whole))
    monkeypatch.setattr("index.inspect.WAITS_S", (0.0, 0.0))
    if passes:
        inspect(current(data), STORE)
    else:
        with pytest.raises(IndexBroken, match="does not find itself"):
            inspect(current(data), STORE)


def test_the_manifest_says_what_was_built(data: Path, small_corpus: Path, model: Embedder) -> None:
    documents = load_documents(small_corpus)
    reports: list[tuple[int, int]] = []
    manifest, built = build(data, documents, model, STORE, lambda done, total: reports.append((done, total)))
    assert built
    # 501-3 has text, terms and one affirmed statement; 503-1 has text and one denied statement: five vectors
    assert (manifest.passages, manifest.vectors) == (2, 5)
    assert (manifest.embedder, manifest.dimension, manifest.distance) == ("hashing:64", 64, "cosine")
    assert manifest.corpus_hash == corpus_hash(documents)
    assert manifest.rules == RULES
    assert manifest.build_id == build_id_of(corpus_hash(documents), model)
    assert len(manifest.canaries) == 5
    assert reports == [(5, 5)]
    assert read_manifest(current(data)) == manifest
    assert sorted(path.name for path in data.iterdir()) == sorted([".lock", POINTER, EMBEDDED, manifest.build_id])


def test_each_facet_of_a_passage_gets_a_vector(make_passage: Any) -> None:
    passage = make_passage("kz/a", "Text.", heading="Head", terms=("t1", "t2"), affirms=("a", "b"), depends=("c",))
    assert list(facets(passage)) == [
        (Facet.TEXT, "Head. Text."),
        (Facet.TERMS, "Head: t1, t2"),
        (Facet.AFFIRMS, "a"),
        (Facet.AFFIRMS, "b"),
        (Facet.DEPENDS, "c"),
    ]


def test_denied_statements_are_not_among_the_words_of_a_passage(make_passage: Any) -> None:
    passage = make_passage("kz/a", "Text.", denies=(f"the {CANARY} rule applies",), affirms=("the rule",))
    assert CANARY not in lexical_text(passage, "A code")
    assert "the rule" in lexical_text(passage, "A code")


def test_building_twice_without_change_does_nothing(data: Path, small_corpus: Path, model: Embedder) -> None:
    first, _ = build(data, load_documents(small_corpus), model, STORE)
    files = {path: path.stat().st_mtime_ns for path in current(data).rglob("*")}
    reports: list[int] = []
    second, built = build(data, load_documents(small_corpus), model, STORE, lambda done, _: reports.append(done))
    assert not built and second == first and reports == []
    assert {path: path.stat().st_mtime_ns for path in current(data).rglob("*")} == files


def test_an_edited_passage_reaches_the_next_build(data: Path, small_corpus: Path, model: Embedder) -> None:
    first, _ = build(data, load_documents(small_corpus), model, STORE)
    assert "words" not in found(data, small_corpus, model, CANARY).get("kz-code/501-3", "")
    edit(small_corpus, "three years of its entry", f"three {CANARY} years of its entry")
    second, built = build(data, load_documents(small_corpus), model, STORE)
    assert built and second.build_id != first.build_id
    assert "words" in found(data, small_corpus, model, CANARY)["kz-code/501-3"]


def test_a_deleted_passage_is_gone_from_the_next_build(data: Path, small_corpus: Path, model: Embedder) -> None:
    edit(small_corpus, "three years of its entry", f"three {CANARY} years of its entry")
    build(data, load_documents(small_corpus), model, STORE)
    assert "kz-code/501-3" in found(data, small_corpus, model, CANARY)
    path = small_corpus / "kz" / "kz-code" / "text.md"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("## 501-3"), text.index("## 503-1")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    manifest, built = build(data, load_documents(small_corpus), model, STORE)
    assert built and manifest.passages == 1 and manifest.vectors == 2
    assert set(found(data, small_corpus, model, CANARY)) <= {"kz-code/503-1"}
    assert "words" not in "".join(found(data, small_corpus, model, CANARY).values())


def test_two_builds_are_kept_and_older_ones_go(data: Path, small_corpus: Path, model: Embedder) -> None:
    ids = []
    for word in ("three", "four", "five"):
        edit(small_corpus, "three years" if word == "three" else "years", f"{word} years")
        ids.append(build(data, load_documents(small_corpus), model, STORE)[0].build_id)
    assert {path.name for path in data.iterdir() if path.is_dir()} == {EMBEDDED, *ids[1:]}
    assert current(data).name == ids[-1]


def test_a_build_leaves_alone_what_is_no_build(data: Path, small_corpus: Path, model: Embedder) -> None:
    kept = data / "libraries" / "mine.pdf"
    kept.parent.mkdir(parents=True)
    kept.write_text("kept", encoding="utf-8")
    for word in ("three", "four"):
        edit(small_corpus, "three years" if word == "three" else "years", f"{word} years")
        build(data, load_documents(small_corpus), model, STORE)
    assert kept.read_text(encoding="utf-8") == "kept"


CHILD = """
import sys
from pathlib import Path
import index.build
from corpus.catalogue import load_documents
from index.embedders import embedder

def wait(*_):
    print("here", flush=True)
    sys.stdin.read()

data, corpus, when = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
if when == "switch":
    index.build._switch = wait
progress = wait if when == "encoding" else lambda done, total: None
index.build.build(data, load_documents(corpus), embedder("hashing:64"), "chroma:", progress)
"""


@pytest.fixture
def builder(offline_environment: dict[str, str]) -> Iterator[Callable[[Path, Path, str], subprocess.Popen[str]]]:
    """Start a build in a child that stops at a given place; killed at the end, by its own process id."""
    children: list[subprocess.Popen[str]] = []

    def start(data: Path, corpus: Path, when: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(data), str(corpus), when],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=offline_environment,
        )
        children.append(child)
        assert child.stdout is not None and child.stdout.readline() == "here\n"
        return child

    yield start
    for child in children:
        if child.poll() is None:
            os.kill(child.pid, signal.SIGKILL)
        child.wait()
        for stream in (child.stdin, child.stdout):
            assert stream is not None
            stream.close()


@pytest.mark.parametrize("when", ["encoding", "switch"])
def test_a_kill_leaves_the_old_index_serving(
    data: Path,
    small_corpus: Path,
    tmp_path: Path,
    model: Embedder,
    builder: Callable[[Path, Path, str], subprocess.Popen[str]],
    when: str,
    write_source: Any,
) -> None:
    old, _ = build(data, load_documents(small_corpus), model, STORE)
    newer = tmp_path / "newer"
    text = (small_corpus / "kz" / "kz-code" / "text.md").read_text(encoding="utf-8")
    write_source(newer, "kz-code", text.replace("three years", f"three {CANARY} years"))
    child = builder(data, newer, when)
    os.kill(child.pid, signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    assert current(data).name == old.build_id
    assert "kz-code/501-3" in found(data, small_corpus, model, "article 501(3)")
    manifest, built = build(data, load_documents(newer), model, STORE)
    assert built and current(data).name == manifest.build_id != old.build_id
    assert "words" in found(data, newer, model, CANARY)["kz-code/501-3"]


def test_two_builders_at_once_do_not_mix(
    data: Path, small_corpus: Path, model: Embedder, builder: Callable[[Path, Path, str], subprocess.Popen[str]]
) -> None:
    child = builder(data, small_corpus, "encoding")
    with pytest.raises(IndexBusy, match="another build is under way") as caught:
        build(data, load_documents(small_corpus), model, STORE)
    assert "Wait" in caught.value.hint
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert build(data, load_documents(small_corpus), model, STORE)[1]


@pytest.mark.parametrize("where", ["a file in the way", "a folder that takes no file"])
def test_a_folder_that_cannot_be_written_is_named_with_a_remedy(
    where: str, tmp_path: Path, small_corpus: Path, model: Embedder
) -> None:
    (tmp_path / "file").write_text("")
    data = tmp_path / "file" / "data" if where == "a file in the way" else Path("/proc/self")
    with pytest.raises(IndexBroken, match=f"the folder {data} cannot be written") as caught:
        build(data, load_documents(small_corpus), model, STORE)
    assert "EXEQUATUR_DATA" in caught.value.hint


FULL = """
import resource, signal, sys
from pathlib import Path
from corpus.catalogue import load_documents
from corpus.errors import ExequaturError
from corpus.types import Document
from index.build import build
from index.embedders import embedder

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    build(Path(sys.argv[1]), load_documents(Path(sys.argv[2])), embedder("hashing:64"), "chroma:")
except ExequaturError as error:
    print(error.message)
    print(error.hint)
    sys.exit(2)
"""


@pytest.mark.parametrize("bytes_", [0, 20_000])
def test_a_full_disk_is_told_and_the_old_index_serves(
    built: tuple[Path, tuple[Document, ...]],
    small_corpus: Path,
    model: Embedder,
    run_python: Callable[..., subprocess.CompletedProcess[str]],
    bytes_: int,
) -> None:
    """A limit on the size of each file stands for a full disk: a write past it fails as on one."""
    data, before = built
    old = read_manifest(current(data))
    done = run_python("-c", FULL, str(data), str(small_corpus), str(bytes_))
    assert "Traceback" not in done.stderr
    assert done.returncode == 2
    assert "cannot be written" in done.stdout and "disk space" in done.stdout
    assert current(data).name == old.build_id
    assert Searcher.open(data, before, model, STORE).manifest == old


def test_no_index_yet_is_told_with_the_command(data: Path, small_corpus: Path, model: Embedder) -> None:
    with pytest.raises(IndexMissing) as caught:
        Searcher.open(data, load_documents(small_corpus), model, STORE)
    assert caught.value.hint == "Run `exequatur index`."


def test_a_pointer_to_a_build_that_is_gone_is_told(built: tuple[Path, tuple[Document, ...]], model: Embedder) -> None:
    data, documents = built
    (data / POINTER).write_text("000000000000\n")
    with pytest.raises(IndexMissing, match="'000000000000' is gone") as caught:
        Searcher.open(data, documents, model, STORE)
    assert "exequatur index" in caught.value.hint
    assert build(data, documents, model, STORE)[1]


def test_an_index_of_another_model_is_stale(built: tuple[Path, tuple[Document, ...]]) -> None:
    data, documents = built
    with pytest.raises(IndexStale, match="model hashing:64, now it is hashing:32") as caught:
        Searcher.open(data, documents, embedder("hashing:32"), STORE)
    assert caught.value.hint == "Run `exequatur index`."


def test_an_index_of_another_corpus_is_stale(
    built: tuple[Path, tuple[Document, ...]], model: Embedder, small_corpus: Path
) -> None:
    with pytest.raises(IndexStale, match="built with corpus") as caught:
        Searcher.open(built[0], load_documents(small_corpus), model, STORE)
    assert caught.value.hint == "Run `exequatur index`."


def test_an_index_of_other_rules_is_stale(built: tuple[Path, tuple[Document, ...]], model: Embedder) -> None:
    data, documents = built
    manifest = current(data) / MANIFEST
    manifest.write_text(manifest.read_text().replace(f'"rules": "{RULES}"', '"rules": "0"'))
    with pytest.raises(IndexStale, match="built with cutting rules 0"):
        Searcher.open(data, documents, model, STORE)


@pytest.mark.parametrize("damage", ["cut in half", "empty"])
@pytest.mark.parametrize(
    "name",
    [
        MANIFEST,
        "chroma/chroma.sqlite3",
        "lexical/meta.json",
        "lexical/ids.bin",
        "lexical/tokens.bin",
        "lexical/token_ends.bin",
        "lexical/places.bin",
        "lexical/weights.bin",
    ],
)
def test_a_damaged_file_is_told_with_the_command(
    built: tuple[Path, tuple[Document, ...]], model: Embedder, name: str, damage: str
) -> None:
    data, documents = built
    path = current(data) / name
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] if damage == "cut in half" else b"")
    with pytest.raises(IndexBroken) as caught:
        Searcher.open(data, documents, model, STORE)
    assert "exequatur index --rebuild" in caught.value.hint


@pytest.mark.parametrize("name", ["lexical", "chroma"])
def test_a_lost_folder_is_told_with_the_command(
    built: tuple[Path, tuple[Document, ...]], model: Embedder, name: str
) -> None:
    data, documents = built
    shutil.rmtree(current(data) / name)
    with pytest.raises(IndexBroken) as caught:
        Searcher.open(data, documents, model, STORE)
    assert "exequatur index --rebuild" in caught.value.hint


def test_opening_an_index_changes_no_word_of_it(built: tuple[Path, tuple[Document, ...]], model: Embedder) -> None:
    data, documents = built
    files = {path: path.stat().st_size for path in current(data).rglob("*") if path.is_file()}
    Searcher.open(data, documents, model, STORE)
    assert {path: path.stat().st_size for path in current(data).rglob("*") if path.is_file()} == files


def test_a_damaged_index_is_mended_by_a_rebuild(built: tuple[Path, tuple[Document, ...]], model: Embedder) -> None:
    data, documents = built
    (current(data) / "lexical" / "ids.bin").write_text("[")
    manifest, again = build(data, documents, model, STORE, rebuild=True)
    assert again
    assert Searcher.open(data, documents, model, STORE).manifest == manifest


def test_an_index_that_fits_is_used_while_another_build_runs(
    built: tuple[Path, tuple[Document, ...]], model: Embedder
) -> None:
    """Two people ask at once, or a build of something else is under way: who needs nothing built is not turned away."""
    data, documents = built
    with (data / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert not build(data, documents, model, STORE)[1]


def test_an_index_that_fits_needs_no_folder_that_can_be_written(
    built: tuple[Path, tuple[Document, ...]], model: Embedder
) -> None:
    data, documents = built
    (data / ".lock").unlink()
    (data / ".lock").mkdir()  # a lock that cannot be opened, for root too
    assert not build(data, documents, model, STORE)[1]
