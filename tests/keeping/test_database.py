"""The database: its tables, its versions, its faults, and what survives a kill."""

import errno
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, text

from assistant.keeping.conversations import Conversations
from assistant.keeping.database import FILE, Database, look, open_database
from assistant.keeping.errors import KeepingBroken
from assistant.keeping.keeper import Keeper
from assistant.keeping.migrations import STEPS, migrate
from assistant.keeping.tables import METADATA
from assistant.types import Question

ROOT = Path(__file__).parents[2]


def test_the_steps_lead_to_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    engine = create_engine(f"sqlite:///{tmp_path / FILE}")
    found = inspect(engine)
    assert set(found.get_table_names()) == {*METADATA.tables, "version_of_tables"}
    for name, table in METADATA.tables.items():
        columns = {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(name)}
        assert columns == {c.name: (str(c.type), c.nullable) for c in table.columns}
        assert {i["name"] for i in found.get_indexes(name)} == {i.name for i in table.indexes}
        assert found.get_pk_constraint(name)["constrained_columns"] == [c.name for c in table.primary_key]
        assert {k["constrained_columns"][0] for k in found.get_foreign_keys(name)} == {
            k.parent.name for k in table.foreign_keys
        }
    engine.dispose()


def test_a_database_of_an_earlier_version_is_brought_forward_with_what_it_holds(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    id_ = Conversations(database).begin("ann", name="The Dutch case")
    later = (*STEPS, ("ALTER TABLE conversations ADD COLUMN colour TEXT",))
    with database.writing() as connection:
        assert migrate(connection, later) == 1
    with database.writing() as connection:
        assert migrate(connection, later) == 0
    with database.reading() as connection:
        row = connection.execute(text("SELECT name, colour FROM conversations WHERE id = :id"), {"id": id_}).one()
    assert tuple(row) == ("The Dutch case", None)
    database.close()


def test_a_step_that_fails_leaves_the_version_before_it(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    wrong = (*STEPS, ("ALTER TABLE conversations ADD COLUMN colour TEXT", "ALTER TABLE nonsense ADD COLUMN x TEXT"))
    with pytest.raises(KeepingBroken), database.writing() as connection:
        migrate(connection, wrong)
    with database.reading() as connection:
        assert connection.execute(text("SELECT version FROM version_of_tables")).scalar() == len(STEPS)
        assert "colour" not in {c["name"] for c in inspect(connection).get_columns("conversations")}
    database.close()


def test_a_database_of_a_later_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    with database.writing() as connection:
        connection.execute(text("UPDATE version_of_tables SET version = 99"))
    database.close()
    with pytest.raises(KeepingBroken, match="version 99") as error:
        open_database(tmp_path)
    assert "newer version" in error.value.hint


def test_many_that_start_at_once_make_one_database(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        try:
            database = open_database(tmp_path)
            Conversations(database).begin("ann")
            database.close()
        except BaseException as error:  # a thread has no other way to tell
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    database = open_database(tmp_path)
    assert len(Conversations(database).listed("ann")) == 8
    database.close()


def test_the_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_failed_write_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as connection:
        connection.execute(text("UPDATE version_of_tables SET version = 7"))
        raise RuntimeError("stopped half-way")
    with database.reading() as connection:
        assert connection.execute(text("SELECT version FROM version_of_tables")).scalar() == len(STEPS)


@pytest.mark.parametrize(
    "address", ["nonsense", "mysterious://host/base", "postgresql+psycopg://name:secret@127.0.0.1:1/base"]
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(tmp_path: Path, address: str) -> None:
    with pytest.raises(KeepingBroken) as error:
        open_database(tmp_path, address)
    assert "secret" not in str(error.value)
    assert error.value.hint


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"this is no database, however long it may be " * 100)
    with pytest.raises(KeepingBroken, match="not a database"):
        open_database(tmp_path)


def test_a_damaged_entry_is_told_by_its_id(tmp_path: Path, database: Database) -> None:
    conversations = Conversations(database)
    id_ = conversations.begin("ann")
    with database.writing() as connection:
        connection.execute(text("UPDATE conversations SET controls = '{broken'"))
    with pytest.raises(KeepingBroken, match=id_):
        conversations.opened("ann", id_)


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path, database: Database, monkeypatch: Any) -> None:
    conversations = Conversations(database)
    id_ = conversations.begin("ann")
    with database.reading() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
    with database.writing() as connection:
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(KeepingBroken, match="full") as error:
        for _ in range(200):
            conversations.begin("ann", name="x" * 100)
    assert "room" in error.value.hint
    assert conversations.opened("ann", id_).id == id_


WRITER = """
import sys
from pathlib import Path
from assistant.keeping.conversations import Conversations
from assistant.keeping.database import open_database

conversations = Conversations(open_database(Path(sys.argv[1])))
while True:
    print(conversations.begin("ann"), flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 23])
def test_what_was_confirmed_survives_a_kill(tmp_path: Path, after: int) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert writer.stdout is not None
    confirmed = [writer.stdout.readline().strip() for _ in range(after)]
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate()
    confirmed += rest.split("\n")[:-1]  # what was told before the kill, whole lines only
    database = open_database(tmp_path)
    kept = {summary.id for summary in Conversations(database).listed("ann", limit=200)}
    database.close()
    assert set(confirmed[:200]) <= kept or len(kept) == 200
    checked = sqlite3.connect(tmp_path / FILE).execute("PRAGMA integrity_check").fetchone()
    assert checked == ("ok",)


def test_a_look_at_the_database_says_its_version_and_changes_nothing(tmp_path: Path) -> None:
    assert look(tmp_path) == "none yet" and not (tmp_path / FILE).exists()
    database = open_database(tmp_path)
    assert look(tmp_path) == f"sqlite, tables of version {len(STEPS)}"
    with database.writing() as connection:
        connection.execute(text("UPDATE version_of_tables SET version = 99"))
    database.close()
    with pytest.raises(KeepingBroken, match="version 99"):
        look(tmp_path)


def test_on_a_read_only_disk_a_copy_serves_where_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, give_answer: Any, passages: Any, made_with: Any
) -> None:
    database = open_database(tmp_path)
    talk = Conversations(database).begin("ann", name="before")
    database.close()
    whole = (tmp_path / FILE).read_bytes()

    def read_only(path: Path) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("assistant.keeping.database._owned", read_only)
    with pytest.raises(KeepingBroken, match="Read-only") as error:
        open_database(tmp_path)
    assert "EXEQUATUR_DATA" in error.value.hint
    assert "read-only" in look(tmp_path)

    copy = open_database(tmp_path, copied=True)
    keeper = Keeper(copy, made_with, passages, lambda language: f"Not for long ({language}).")
    answer = keeper.keep("ann", Question(text="How long?"), give_answer("How long?", notice="As of then."), talk)
    assert answer["notice"] == "As of then. Not for long (en)."
    opened = keeper.conversations.opened("ann", talk)
    assert (opened.name, [turn.id for turn in opened.turns]) == ("before", [answer["receipt"]])
    assert keeper.altered(opened.turns[0]) == ()
    (folder,) = {Path(row[2]).parent for row in files(copy)}
    keeper.close()
    assert (tmp_path / FILE).read_bytes() == whole and not folder.exists()
    new = open_database(tmp_path / "none", copied=True)
    assert not new.lasting and Conversations(new).listed("ann") == ()
    new.close()


def files(database: Database) -> list[Any]:
    with database.reading() as connection:
        return list(connection.exec_driver_sql("PRAGMA database_list"))
