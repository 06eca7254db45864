"""A build that was ended goes on where it was, and ends up as one that was not; documents are read one by one."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from corpus.catalogue import load_documents
from corpus.types import Document
from index import build as builds
from index import making
from index.build import build, current
from index.embedded import PROBE, Embedded
from index.embedders import Embedder, HashingEmbedder, Vectors, embedder
from index.errors import IndexBroken
from index.grown import Grown
from index.inspect import inspect
from index.kept import FILE, KeptPassages, kept
from index.search import Searcher

STORE = "chroma:"
SIZE = 40


class Ended(BaseException):
    """Stands for a kill: nothing catches it."""


class Counting(HashingEmbedder):
    """Says what it was asked for, and is ended after so many texts; `sign` makes another model of it."""

    def __init__(self, ends_after: int = 10**9, sign: float = 1.0) -> None:
        super().__init__(64)
        self.asked: list[str] = []
        self._ends_after, self._sign = ends_after, np.float32(sign)

    def passages(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in texts if text != PROBE]
        if len(self.asked) + len(new) > self._ends_after:
            raise Ended
        self.asked += new
        return super().passages(texts) * self._sign


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few texts at a time; and the check of a new index, which is the real one, spares itself a process of its own."""
    for name, size in (("ENCODE_BATCH", 4), ("ADD_BATCH", 8), ("SORTED_AT_ONCE", 20)):
        monkeypatch.setattr(making, name, size)
    monkeypatch.setattr(builds, "_check", inspect)


def found(data: Path, documents: Sequence[Document] | None = None) -> list[tuple[str, float]]:
    searcher = Searcher.open(data, documents, embedder("hashing:64"), STORE)
    asked = Grown(SIZE).questions(5)
    vectors = searcher.embed(asked)
    return [
        (hit.passage.id, hit.similarity)
        for question, vector in zip(asked, vectors, strict=True)
        for hit in searcher.search(question, vector, 10, ["KZ"])
    ]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("whole")
    build(data, Grown(SIZE), embedder("hashing:64"), STORE)
    return data


@pytest.mark.parametrize("ended_after", [0, 12, 36])
def test_a_build_goes_on_where_it_was_ended(ended_after: int, tmp_path: Path, whole: Path) -> None:
    first, second = Counting(ended_after), Counting()
    with pytest.raises(Ended):
        build(tmp_path, Grown(SIZE), first, STORE)
    reports: list[tuple[int, int]] = []
    _, built = build(tmp_path, Grown(SIZE), second, STORE, lambda done, total: reports.append((done, total)))
    assert built and len(first.asked) == ended_after
    assert len(second.asked) == SIZE - ended_after and not {*first.asked} & {*second.asked}
    assert reports[-1] == (SIZE, SIZE)
    assert found(tmp_path) == found(whole)


def test_words_that_were_written_are_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Ended):
        build(tmp_path, Grown(SIZE), Counting(8), STORE)
    monkeypatch.setattr(making, "LexicalWriter", None)
    assert build(tmp_path, Grown(SIZE), Counting(), STORE)[1]


@pytest.mark.parametrize("where", ["chroma/chroma.sqlite3", FILE, "lexical/places.bin"])
def test_what_an_ended_build_left_damaged_is_made_anew(where: str, tmp_path: Path, whole: Path) -> None:
    with pytest.raises(Ended):
        build(tmp_path, Grown(SIZE), Counting(20), STORE)
    (left,) = tmp_path.glob(f"*/{where}")
    left.write_bytes(b"\0" * left.stat().st_size)
    again = Counting()
    assert build(tmp_path, Grown(SIZE), again, STORE)[1]
    assert len(again.asked) == SIZE - 20  # what was embedded is kept all the same
    assert found(tmp_path) == found(whole)


def test_an_edit_embeds_only_what_is_new_and_a_rebuild_everything(tmp_path: Path, small_corpus: Path) -> None:
    build(tmp_path, load_documents(small_corpus), Counting(), STORE)
    path = small_corpus / "kz" / "kz-code" / "text.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("three years of its", "four years of its"), encoding="utf-8"
    )
    second, third = Counting(), Counting()
    build(tmp_path, load_documents(small_corpus), second, STORE)
    assert len(second.asked) == 1 and "four years of its" in second.asked[0]
    build(tmp_path, load_documents(small_corpus), third, STORE, rebuild=True)
    assert len(third.asked) == 5


def asked(folder: Path, model: Embedder, *texts: str) -> Vectors:
    """The vectors of some texts, through the file in a folder."""
    with closing(Embedded(folder, model)) as made:
        return made.passages(texts)


def test_vectors_of_another_model_of_the_same_name_are_not_used(tmp_path: Path) -> None:
    other = Counting(sign=-1.0)
    one = asked(tmp_path, Counting(), "a text")
    assert np.array_equal(asked(tmp_path, other, "a text"), -one) and other.asked == ["a text"]


@pytest.mark.parametrize("damage", ["a half row", "a changed byte"])
def test_a_damaged_vector_is_made_anew(damage: str, tmp_path: Path) -> None:
    right = asked(tmp_path, Counting(), "one", "two")
    (file,) = tmp_path.iterdir()
    rows = bytearray(file.read_bytes())
    rows[-9] ^= 1
    file.write_bytes(rows[:-3] if damage == "a half row" else rows)
    model = Counting()
    assert np.array_equal(asked(tmp_path, model, "one", "two"), right) and model.asked == ["two"]
    assert np.array_equal(asked(tmp_path, Counting(0), "one", "two"), right)


def test_vectors_that_nobody_asks_for_any_more_are_left_out(tmp_path: Path) -> None:
    asked(tmp_path, Counting(), *(f"text {at}" for at in range(20)))
    (file,) = tmp_path.iterdir()
    size = file.stat().st_size
    (tmp_path / "of-another-model.rows").write_bytes(b"rows")
    made = Embedded(tmp_path, Counting())
    made.passages(["text 3", "new"])
    made.trim()
    assert list(tmp_path.iterdir()) == [file] and file.stat().st_size == size * 3 // 21  # with the probe
    assert asked(tmp_path, Counting(0), "text 3", "new").shape == (2, 64)


def test_passages_are_read_where_they_are_asked_for(whole: Path) -> None:
    documents = tuple(Grown(SIZE))
    assert found(whole) == found(whole, documents)
    passages = {passage.id: passage for document in documents for passage in document.passages}
    lazily = KeptPassages(current(whole))
    assert dict(lazily) == passages and len(lazily) == SIZE and "kz/none" not in lazily
    assert kept(current(whole)) == documents


def test_what_is_kept_comes_back_as_the_corpus_has_it(tmp_path: Path, small_corpus: Path) -> None:
    documents = load_documents(small_corpus)
    build(tmp_path, documents, embedder("hashing:64"), STORE)
    assert kept(current(tmp_path)) == documents
    shutil.copytree(current(tmp_path), tmp_path / "copy")
    (tmp_path / "copy" / FILE).write_bytes(b"SQLite format 3\0" + b"\1" * 4096)
    with pytest.raises(IndexBroken, match="are damaged"):
        kept(tmp_path / "copy")


class OneByOne:
    """Documents that can be gone through again, of which no more than one is there at a time."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents, self.through = documents, 0

    def __iter__(self) -> Iterator[Document]:
        self.through += 1
        yield from self._documents


def test_a_build_goes_through_the_documents_twice(tmp_path: Path, small_corpus: Path) -> None:
    documents = OneByOne(load_documents(small_corpus))
    build(tmp_path, documents, embedder("hashing:64"), STORE)
    assert documents.through == 2
    build(tmp_path, documents, embedder("hashing:64"), STORE)
    assert documents.through == 3  # to see that nothing changed
