"""The users' own documents: kept with their conversation, for a restart of the server; gone when it goes."""

from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.keeping.conversations import UNDO_MINUTES
from assistant.keeping.database import Database, open_database
from assistant.keeping.documents import Documents
from assistant.keeping.errors import KeepingBroken
from assistant.keeping.keeper import Keeper
from assistant.own.documents import ConversationDocuments
from corpus.languages import load_languages
from index.embedders import embedder

MODEL = embedder("hashing:64")
JUDGMENT = (
    "Stockholm District Court. Judgment of 14 March 2024.\f\nThe defendant was served on 2 May 2023. Ә ғ қ.".encode()
)


def opened(database: Database, model: str = "hashing:64") -> ConversationDocuments:
    """The documents as a process finds them that has just begun."""
    return ConversationDocuments(embedder(model), load_languages(), Documents(database))


@pytest.fixture
def talk(keeper: Keeper) -> str:
    return keeper.conversations.begin("ann")


def test_a_document_is_there_after_a_restart_and_not_in_another_conversation(
    keeper: Keeper, database: Database, talk: str
) -> None:
    before = opened(database)
    first = before.add(talk, "judgment.txt", JUDGMENT)
    before.add(talk, "later.txt", b"A note on service.")
    again = opened(database)
    assert again.listed(talk) == before.listed(talk) and again.listed(talk)[0] == first
    assert again.library(talk).passages == before.library(talk).passages
    query = [MODEL.queries(["When was the defendant served?"])[0]]
    found, expected = (which.library(talk).search("defendant served", query, 3) for which in (again, before))
    assert [hit.passage.id for hit in found] == [hit.passage.id for hit in expected] != []
    assert not opened(database).library(keeper.conversations.begin("ann"))


def test_a_document_that_was_removed_does_not_come_back(database: Database, talk: str) -> None:
    before = opened(database)
    document = before.add(talk, "judgment.txt", JUDGMENT)
    before.remove(talk, document.id)
    assert opened(database).listed(talk) == ()


def test_what_another_process_adds_and_removes_is_seen(database: Database, talk: str) -> None:
    one, other = opened(database), opened(database)
    first = one.add(talk, "judgment.txt", JUDGMENT)
    assert other.listed(talk) == (first,)
    second = one.add(talk, "later.txt", b"A note on service.")
    assert other.listed(talk) == (first, second)
    assert other.add(talk, "judgment.txt", JUDGMENT) == first and other.listed(talk) == (first, second)
    one.remove(talk, first.id)
    assert other.listed(talk) == (second,) and other.page(talk, f"{first.id}/1") is None
    other.remove(talk, second.id)
    assert not one.library(talk)


def test_documents_go_and_come_back_with_their_conversation(
    keeper: Keeper, database: Database, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = opened(database)
    documents.add(talk, "judgment.txt", JUDGMENT)
    keeper.conversations.remove("ann", talk)
    documents.forget(talk)
    keeper.conversations.put_back("ann", talk)
    assert len(documents.listed(talk)) == 1
    monkeypatch.setattr("assistant.keeping.conversations.UNDO_MINUTES", -UNDO_MINUTES)
    keeper.conversations.remove("ann", talk)
    with database.reading() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM documents")).scalar() == 0


def test_another_model_embeds_them_anew(database: Database, talk: str) -> None:
    opened(database).add(talk, "judgment.txt", JUDGMENT)
    (item,) = opened(database, "hashing:32").library(talk).items
    assert item.vectors.shape[1] == 32


def test_what_is_damaged_is_said_and_keeps_nobody_from_asking(
    database: Database, talk: str, caplog: pytest.LogCaptureFixture
) -> None:
    opened(database).add(talk, "judgment.txt", JUDGMENT)
    with database.writing() as connection:
        connection.execute(text("UPDATE documents SET document = '{}'"))
    with pytest.raises(KeepingBroken, match="damaged"):
        Documents(database).of(talk, MODEL)
    assert not opened(database).library(talk) and "could not be read" in caplog.text


def test_nothing_of_the_file_lies_beside_the_database(database: Database, talk: str, tmp_path: Path) -> None:
    opened(database).add(talk, "judgment.txt", JUDGMENT)
    database.close()
    names = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert names and all(name.startswith("conversations.sqlite3") for name in names)


def test_a_conversation_that_is_not_kept_keeps_no_document(tmp_path: Path) -> None:
    documents = opened(open_database(tmp_path))
    with pytest.raises(KeepingBroken):
        documents.add("0" * 32, "judgment.txt", JUDGMENT)
    assert documents.listed("0" * 32) == ()
