"""Finding and reading sources."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import corpus_hash, load_documents, read_document, unwrapped
from corpus.errors import SourceBroken
from corpus.types import SourceKind

TEXT = """# A code

## 501-3 | Art. 501(3) | Three years
topic: limitation
states: KZ
kinds: judgment
standing: confirmed
basis: KZ-01 [web:CPC-4]

A foreign judgment may be presented for enforcement within
three years of its entry into legal force.
"""


def test_a_source_is_read_whole(tmp_path: Path, write_source: Any) -> None:
    document = read_document(write_source(tmp_path, "kz-code", TEXT, {"published": "2015-10-31"}))
    source = document.source
    assert (source.id, source.kind, source.states, source.licence) == (
        "kz-code",
        SourceKind.STATUTE,
        ("KZ",),
        "CC-BY-4.0",
    )
    assert source.published is not None and source.published.isoformat() == "2015-10-31"
    assert source.retrieved.isoformat() == "2026-11-22"
    # printf '…' | sha256sum of the text with its one inner line break made a space
    assert len(source.sha256) == 64
    assert document.passages[0].text == (
        "A foreign judgment may be presented for enforcement within three years of its entry into legal force."
    )


def test_sources_are_ordered_by_id(tmp_path: Path, write_source: Any) -> None:
    for id_ in ("kz-b", "kz-c", "kz-a"):
        write_source(tmp_path, id_, TEXT)
    assert [document.source.id for document in load_documents(tmp_path)] == ["kz-a", "kz-b", "kz-c"]


def test_the_hash_changes_with_any_source_and_with_nothing_else(tmp_path: Path, write_source: Any) -> None:
    place = write_source(tmp_path, "kz-a", TEXT)
    before = corpus_hash(load_documents(tmp_path))
    assert corpus_hash(load_documents(tmp_path)) == before
    (place / "text.md").write_text(TEXT.replace("three", "two"), encoding="utf-8")
    edited = corpus_hash(load_documents(tmp_path))
    write_source(tmp_path, "kz-a", TEXT, {"url": '"https://other.example/"'})
    moved = corpus_hash(load_documents(tmp_path))
    write_source(tmp_path, "kz-a", TEXT)
    write_source(tmp_path, "kz-b", TEXT)
    added = corpus_hash(load_documents(tmp_path))
    assert len({before, edited, moved, added}) == 4


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ({"licence": ""}, "licence"),
        ({"licence": '""'}, "licence"),
        ({"retrieved": ""}, "retrieved"),
        ({"kind": '"rumour"'}, "kind"),
        ({"colour": '"blue"'}, "colour"),
        ({"id": '"kz-other"'}, "calls itself kz-other"),
        ({"id": '"No Id"'}, "id"),
        ({"title": '"unclosed'}, "source.toml"),
    ],
)
def test_a_source_that_lacks_something_is_refused_by_name(
    tmp_path: Path, write_source: Any, toml: dict[str, str], says: str
) -> None:
    with pytest.raises(SourceBroken) as caught:
        read_document(write_source(tmp_path, "kz-code", TEXT, toml))
    assert "kz-code" in caught.value.message and says in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("name", ["source.toml", "text.md"])
def test_a_missing_file_is_named(tmp_path: Path, write_source: Any, name: str) -> None:
    place = write_source(tmp_path, "kz-code", TEXT)
    (place / name).unlink()
    with pytest.raises(SourceBroken, match=f"kz-code has no {name}"):
        read_document(place)


def test_bytes_that_are_no_text_name_the_file_they_stand_in(tmp_path: Path, write_source: Any) -> None:
    place = write_source(tmp_path, "kz-code", TEXT)
    (place / "text.md").write_bytes(b"\xff\xfe binary")
    with pytest.raises(SourceBroken, match=r"text\.md"):
        read_document(place)


def test_a_passage_id_used_twice_is_refused(tmp_path: Path, write_source: Any) -> None:
    write_source(tmp_path, "kz-code", TEXT + "\n" + TEXT.split("\n", 2)[2])
    with pytest.raises(SourceBroken, match=r"the id kz-code/501-3 is used twice"):
        load_documents(tmp_path)


def test_a_source_id_used_in_two_areas_is_refused(tmp_path: Path, write_source: Any) -> None:
    write_source(tmp_path, "kz-code", TEXT)
    (tmp_path / "kz").rename(tmp_path / "de")
    write_source(tmp_path, "kz-code", TEXT)
    with pytest.raises(SourceBroken, match="the id kz-code is used twice"):
        load_documents(tmp_path)


def test_an_empty_folder_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(SourceBroken, match="no source below"):
        load_documents(tmp_path)


@pytest.mark.parametrize(
    ("wrapped", "joined"),
    [
        ("one\ntwo", "one two"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("one\n## two", "one\n## two"),
        ("# one\ntwo", "# one\ntwo"),
        ("topic: limitation\nstates: KZ", "topic: limitation\nstates: KZ"),
        ("topic: limitation\nA text", "topic: limitation\nA text"),
        ("", ""),
        ("one\n", "one\n"),
    ],
)
def test_lines_of_one_paragraph_are_joined(wrapped: str, joined: str) -> None:
    assert unwrapped(wrapped) == joined


LINES = st.one_of(
    st.sampled_from(["", "# A code", "## a | b | c", "topic: limitation", "  ", "A sentence.", "Ещё одно."]),
    st.text(alphabet=st.characters(blacklist_characters="\n", blacklist_categories=["Cs"]), max_size=12),
)


@given(st.lists(LINES, max_size=12))
def test_joining_lines_keeps_length_and_every_other_character(lines: list[str]) -> None:
    text = "\n".join(lines)
    joined = unwrapped(text)
    assert len(joined) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, joined, strict=True))
    assert unwrapped(joined).replace("\n", " ") == joined.replace("\n", " ")
