"""Backup and restore, from SQLite into PostgreSQL too; and that PostgreSQL keeps what SQLite keeps."""

import json
import shutil
import stat
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from assistant.keeping import backup as backups
from assistant.keeping.backup import Held, backup, restore
from assistant.keeping.conversations import Conversations
from assistant.keeping.database import Database, open_database
from assistant.keeping.errors import BackupBroken, NotKept, Refused
from assistant.keeping.keeper import Keeper
from assistant.keeping.migrations import STEPS
from assistant.keeping.receipts import Provenance
from assistant.keeping.types import Complaint, Controls
from assistant.types import Question
from corpus.own import own_document
from corpus.readers.types import Pages
from corpus.types import Passage
from index.embedders import embedder
from index.libraries import DEFAULT, Libraries
from index.library import shelved


def ask(keeper: Keeper, user: str, answer: dict[str, Any], conversation: str | None = None) -> str:
    return str(keeper.keep(user, Question(text=answer["question"]), answer, conversation)["receipt"])


def emptied(address: str) -> str:
    database = open_database(Path("/nowhere"), address)
    with database.writing() as connection:
        for table in ("feedback", "answers", "conversations", "logins"):
            connection.execute(text(f"DELETE FROM {table}"))
    database.close()
    return address


@pytest.fixture
def full(tmp_path: Path, keeper: Keeper, give_answer: Any) -> dict[str, str]:
    """Ids of what two users have in the database and the library of `tmp_path`."""
    talk = keeper.conversations.begin("ann", name="The Dutch case", set_by_hand=Controls(facts={"kind": "award"}))
    first = ask(keeper, "ann", give_answer("Казахстан? Қазақстан?"), talk)
    second = ask(keeper, "ann", give_answer("Two?"), talk)
    keeper.conversations.arrange("ann", talk, [second, first])
    keeper.answers.share("ann", first, True)
    keeper.answers.say("bob", first, Complaint.WRONG_SOURCE, "see \U0001f9ed")
    alone = ask(keeper, "bob", give_answer("Alone?"))
    gone = keeper.conversations.begin("ann", name="deleted")
    ask(keeper, "ann", give_answer("Deleted?"), gone)
    keeper.conversations.remove("ann", gone)
    keeper.logins.begin("ann", "account")
    page = "The defendant was served in Almaty."
    own = own_document(page.encode(), "a.txt", "txt", Pages(texts=(page,), paged=False), date(2026, 11, 22), "en")
    item = shelved(own, embedder("hashing:64"))
    Libraries(tmp_path).add(DEFAULT, item)
    keeper.documents.add(talk, item)
    return {"talk": talk, "first": first, "second": second, "alone": alone, "gone": gone}


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_what_was_kept_comes_back_whole_in_an_empty_place(
    target: str,
    tmp_path: Path,
    database: Database,
    keeper: Keeper,
    full: Mapping[str, str],
    passages: Mapping[str, Passage],
    request: pytest.FixtureRequest,
) -> None:
    address = emptied(request.getfixturevalue("postgresql")) if target == "postgresql" else ""
    file, elsewhere = tmp_path / "backup.zip", tmp_path / "elsewhere"
    held = Held(conversations=1, answers=3, feedback=1, files=2, documents=1)
    assert backup(database, tmp_path, file) == held
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert restore(file, elsewhere, address) == held
    again = open_database(elsewhere, address)
    other = Keeper(again, keeper.made_with, passages)
    assert other.conversations.opened("ann", full["talk"]) == keeper.conversations.opened("ann", full["talk"])
    assert [turn.id for turn in other.conversations.opened("ann", full["talk"]).turns] == [
        full["second"],
        full["first"],
    ]
    model = embedder("hashing:64")
    (came,), (went,) = (which.documents.of(full["talk"], model) for which in (other, keeper))
    assert came.own == went.own and (came.vectors == went.vectors).all()
    assert other.answers.all_said() == keeper.answers.all_said()
    assert other.altered(other.answers.opened("carl", full["first"])) == ()  # shared, and its seal fits
    assert other.answers.opened("bob", full["alone"]).answer["question"] == "Alone?"
    assert Libraries(elsewhere).documents(DEFAULT) == Libraries(tmp_path).documents(DEFAULT)
    with pytest.raises(NotKept):
        other.conversations.put_back("ann", full["gone"])
    with again.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM logins")).scalar() == 0
    again.close()
    with pytest.raises(Refused, match="already"):
        restore(file, elsewhere, address)


def test_no_backup_takes_the_place_of_another(tmp_path: Path, database: Database) -> None:
    file = tmp_path / "backup.zip"
    file.write_text("the one of yesterday")
    with pytest.raises(Refused):
        backup(database, tmp_path, file)
    with pytest.raises(BackupBroken, match="No such file"):
        backup(database, tmp_path, tmp_path / "nowhere" / "backup.zip")
    assert file.read_text() == "the one of yesterday"


def test_a_restore_that_is_refused_leaves_no_library_behind(
    tmp_path: Path, database: Database, full: Mapping[str, str]
) -> None:
    file, elsewhere = tmp_path / "backup.zip", tmp_path / "elsewhere"
    assert backup(database, tmp_path, file).files
    restore(file, elsewhere)
    shutil.rmtree(elsewhere / "libraries")
    with pytest.raises(Refused, match="already"):
        restore(file, elsewhere)
    assert not (elsewhere / "libraries").exists()


def rewritten(file: Path, to: Path, changes: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w") as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes.get(name) or old.read(name))
    return to


def test_a_damaged_backup_changes_nothing(tmp_path: Path, database: Database, full: Mapping[str, str]) -> None:
    file, elsewhere = tmp_path / "backup.zip", tmp_path / "elsewhere"
    backup(database, tmp_path, file)
    whole = file.read_bytes()
    head = json.loads(zipfile.ZipFile(file).read("backup.json"))
    cut, bent = tmp_path / "cut.zip", tmp_path / "bent.zip"
    cut.write_bytes(whole[: len(whole) // 2])
    middle = len(whole) // 2
    bent.write_bytes(whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :])
    rows = zipfile.ZipFile(file).read("tables/answers.jsonl").splitlines(keepends=True)
    for broken in (
        cut,
        bent,
        tmp_path / "missing.zip",
        rewritten(file, tmp_path / "1.zip", {"../../etc/cron.d/x": b"* * * * * root sh"}),
        rewritten(file, tmp_path / "2.zip", {"libraries/../own-x.json": b"{}"}),
        rewritten(file, tmp_path / "3.zip", {"tables/answers.jsonl": b"".join(rows[:-1])}),
        rewritten(file, tmp_path / "4.zip", {"tables/answers.jsonl": b'{"id": "x", "rowid); --": 1}\n'}),
        rewritten(file, tmp_path / "5.zip", {"tables/answers.jsonl": b"[1]\n"}),
        rewritten(file, tmp_path / "6.zip", {"backup.json": b"[]"}),
        rewritten(file, tmp_path / "7.zip", {"backup.json": json.dumps(head | {"tables": 99}).encode()}),
        rewritten(file, tmp_path / "8.zip", {"backup.json": json.dumps(head | {"tables": "1"}).encode()}),
    ):
        with pytest.raises(BackupBroken):
            restore(broken, elsewhere)
        there = open_database(elsewhere)
        with there.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM answers")).scalar() == 0, broken
        there.close()
    assert restore(file, elsewhere).answers == 3


def test_a_backup_of_an_earlier_version_is_brought_forward(
    tmp_path: Path, database: Database, full: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.zip"
    backup(database, tmp_path, file)
    later = (*STEPS, ("ALTER TABLE answers ADD COLUMN colour TEXT", "UPDATE answers SET colour = 'of ' || owner"))
    monkeypatch.setattr(backups, "STEPS", later)
    restore(file, tmp_path / "elsewhere")
    engine = backups.connect(tmp_path / "elsewhere")
    with engine.reading() as connection:
        found = connection.execute(text("SELECT DISTINCT colour FROM answers ORDER BY colour")).scalars().all()
        assert (found, backups.version_of(connection)) == (["of ann", "of bob"], len(later))
    engine.close()


def test_a_backup_from_before_documents_were_kept_is_put_back(
    tmp_path: Path, database: Database, full: Mapping[str, str]
) -> None:
    file = tmp_path / "backup.zip"
    backup(database, tmp_path, file)
    head = json.loads(zipfile.ZipFile(file).read("backup.json"))
    old = {**head, "tables": 1, "rows": {name: n for name, n in head["rows"].items() if name != "documents"}}
    restored = restore(
        rewritten(file, tmp_path / "old.zip", {"backup.json": json.dumps(old).encode()}), tmp_path / "elsewhere"
    )
    assert (restored.answers, restored.documents) == (3, 0)


def test_postgresql_keeps_what_sqlite_keeps(
    postgresql: str, tmp_path: Path, give_answer: Any, passages: Mapping[str, Passage], made_with: Provenance
) -> None:
    database = open_database(tmp_path, emptied(postgresql))
    keeper = Keeper(database, made_with, passages)
    talk = keeper.conversations.begin("ann", name="Нидерланды")
    first, second = (ask(keeper, "ann", give_answer(q), talk) for q in ("Срок в Казахстане?", "100% _sure\x00?"))
    keeper.answers.share("ann", first, True)
    keeper.answers.say("bob", first, Complaint.USEFUL)
    for words, found in (("казахстане", 1), ("100% _", 1), ("%", 1), ("нидер", 1), ("nothing", 0)):
        assert len(keeper.conversations.listed("ann", search=words)) == found, words
    assert keeper.conversations.listed("bob", search="казахстане") == ()
    keeper.conversations.arrange("ann", talk, [second])
    with database.reading() as connection:  # what another process does meanwhile is not seen half
        before = connection.execute(text("SELECT count(*) FROM conversations")).scalar()
        other = open_database(tmp_path, postgresql)
        Conversations(other).begin("carl")
        other.close()
        assert connection.execute(text("SELECT count(*) FROM conversations")).scalar() == before
    keeper.conversations.remove("ann", talk)
    with pytest.raises(NotKept):
        keeper.answers.opened("bob", first)
    keeper.conversations.put_back("ann", talk)
    assert [turn.id for turn in keeper.conversations.opened("ann", talk).turns] == [second]
    token = keeper.logins.begin("ann", "account")
    assert keeper.logins.user(token) == ("ann", "account")
    assert keeper.answers.forget("ann") == 2
    assert keeper.logins.user(token) is None and keeper.answers.all_said() == ()
    assert keeper.answers.expire(0) == 0 and keeper.conversations.listed("carl") == ()
    database.close()
