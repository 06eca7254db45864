"""Own documents: asked together, kept on disk whole or not at all, and apart from the corpus."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.own import OwnDocument, own_document
from corpus.readers.types import Pages
from index.embedders import Embedder, embedder
from index.errors import LibraryBroken
from index.libraries import DOCUMENTS_AT_MOST, Libraries
from index.library import Library, Shelved, shelved

DAY = date(2026, 11, 22)
SERVED = "The defendant was served with the summons in Almaty on 3 May 2024."
SUM = "The defendant shall pay the claimant the principal sum of 1,250,000 euro."


def own(name: str = "judgment.pdf", *pages: str) -> OwnDocument:
    texts = pages or (SERVED, SUM)
    return own_document("".join(texts).encode(), name, "pdf", Pages(texts=texts, paged=True), DAY, "en")


@pytest.fixture
def model() -> Embedder:
    return embedder("hashing:64")


@pytest.fixture
def item(model: Embedder) -> Shelved:
    return shelved(own(), model)


def test_words_and_meaning_find_a_page(item: Shelved, model: Embedder) -> None:
    library = Library([item])
    hits = library.search("served summons", list(model.queries(["served summons"])), 5)
    assert hits[0].passage.text == SERVED
    assert hits[0].passage.pinpoint == "page 1"
    assert hits[0].found_by == "words and meaning"
    assert library.document(hits[0].passage.id) == item.own


def test_an_empty_library_finds_nothing(model: Embedder) -> None:
    library = Library()
    assert not library
    assert library.search("served", list(model.queries(["served"])), 5) == []


def test_embedding_reports_and_can_be_stopped(model: Embedder) -> None:
    heard: list[tuple[int, int]] = []
    shelved(own("a.pdf", *[SERVED] * 130), model, lambda done, total: heard.append((done, total)))
    assert heard == [(0, 130), (64, 130), (128, 130), (130, 130)]

    def stop(done: int, total: int) -> None:
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        shelved(own("a.pdf", *[SERVED] * 130), model, stop)


def test_a_library_comes_back_as_it_was(tmp_path: Path, item: Shelved, model: Embedder) -> None:
    Libraries(tmp_path).add("case-1", item)
    fresh = Libraries(tmp_path)
    assert fresh.names() == ["case-1"]
    assert fresh.documents("case-1") == [item.own]
    (opened,) = fresh.open("case-1", model).items
    assert opened.document == item.document
    assert np.array_equal(opened.vectors, item.vectors)


def test_only_the_owner_may_read_the_files(tmp_path: Path, item: Shelved) -> None:
    Libraries(tmp_path).add("case-1", item)
    files = list((tmp_path / "libraries" / "case-1").iterdir())
    assert sorted(path.suffix for path in files) == [".json", ".npy"]
    assert {path.stat().st_mode & 0o077 for path in files} == {0}


def test_another_model_embeds_anew_and_keeps_it(tmp_path: Path, item: Shelved) -> None:
    Libraries(tmp_path).add("case-1", item)
    other = embedder("hashing:32")
    assert Libraries(tmp_path).open("case-1", other).items[0].vectors.shape == (2, 32)
    assert np.load(tmp_path / "libraries" / "case-1" / f"{item.own.id}.npy").shape == (2, 32)


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY", b"PK\x03\x04"])
def test_damaged_vectors_are_made_anew(tmp_path: Path, item: Shelved, model: Embedder, content: bytes) -> None:
    Libraries(tmp_path).add("case-1", item)
    (tmp_path / "libraries" / "case-1" / f"{item.own.id}.npy").write_bytes(content)
    assert np.array_equal(Libraries(tmp_path).open("case-1", model).items[0].vectors, item.vectors)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 9}', '{"version": 1}'])
def test_a_damaged_document_is_named_with_a_remedy(tmp_path: Path, item: Shelved, content: str) -> None:
    Libraries(tmp_path).add("case-1", item)
    file = tmp_path / "libraries" / "case-1" / f"{item.own.id}.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LibraryBroken) as raised:
        Libraries(tmp_path).documents("case-1")
    assert str(file) in raised.value.hint


def test_a_document_is_removed_by_name_or_id_whole(tmp_path: Path, item: Shelved, model: Embedder) -> None:
    libraries = Libraries(tmp_path)
    for name in ("a.pdf", "b.pdf"):
        libraries.add("case-1", shelved(own(name), model))
    libraries.remove("case-1", "a.pdf")
    (left,) = libraries.documents("case-1")
    libraries.remove("case-1", left.id)
    assert not list((tmp_path / "libraries" / "case-1").iterdir())
    with pytest.raises(LibraryBroken, match=r"no document 'a\.pdf'"):
        libraries.remove("case-1", "a.pdf")


@pytest.mark.parametrize("name", ["", "../x", "A", "a/b", "-a", "a" * 41, ".."])
def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path, item: Shelved, name: str) -> None:
    with pytest.raises(LibraryBroken, match="no name of a library"):
        Libraries(tmp_path).add(name, item)


def test_a_full_library_says_so(tmp_path: Path, item: Shelved) -> None:
    folder = tmp_path / "libraries" / "own"
    folder.mkdir(parents=True)
    for at in range(DOCUMENTS_AT_MOST):
        (folder / f"own-{at}.json").write_text(json.dumps({}), encoding="utf-8")
    with pytest.raises(LibraryBroken, match="documents already"):
        Libraries(tmp_path).add("own", item)


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path, item: Shelved) -> None:
    (tmp_path / "libraries").write_text("in the way", encoding="utf-8")
    with pytest.raises(LibraryBroken, match="cannot be written"):
        Libraries(tmp_path).add("own", item)
