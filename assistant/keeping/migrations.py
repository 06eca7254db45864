"""How a database gets to the present version: one step a version, each a list of statements, never edited afterwards."""

from collections.abc import Sequence

from sqlalchemy import Connection, inspect, text

from assistant.keeping.errors import KeepingBroken

STEPS: tuple[Sequence[str], ...] = (
    (
        """CREATE TABLE conversations (
            id TEXT NOT NULL PRIMARY KEY,
            owner TEXT NOT NULL,
            name TEXT NOT NULL,
            controls TEXT NOT NULL,
            created_at TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            deleted_at TEXT
        )""",
        "CREATE INDEX conversations_of_owner ON conversations (owner, changed_at)",
        """CREATE TABLE answers (
            id TEXT NOT NULL PRIMARY KEY,
            owner TEXT NOT NULL,
            conversation_id TEXT REFERENCES conversations (id) ON DELETE CASCADE,
            place INTEGER,
            made_at TEXT NOT NULL,
            shared_at TEXT,
            question TEXT NOT NULL,
            searchable TEXT NOT NULL,
            answer TEXT NOT NULL,
            receipt TEXT NOT NULL,
            seal TEXT NOT NULL
        )""",
        "CREATE INDEX answers_of_conversation ON answers (conversation_id, place)",
        "CREATE INDEX answers_of_owner ON answers (owner, made_at)",
        """CREATE TABLE feedback (
            answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
            reader TEXT NOT NULL,
            complaint TEXT NOT NULL,
            note TEXT NOT NULL,
            given_at TEXT NOT NULL,
            PRIMARY KEY (answer_id, reader)
        )""",
        """CREATE TABLE logins (
            token_hash TEXT NOT NULL PRIMARY KEY,
            owner TEXT NOT NULL,
            account TEXT NOT NULL,
            until TEXT NOT NULL
        )""",
    ),
    (
        """CREATE TABLE documents (
            conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            id TEXT NOT NULL,
            added_at TEXT NOT NULL,
            document TEXT NOT NULL,
            embedder TEXT NOT NULL,
            vectors TEXT NOT NULL,
            PRIMARY KEY (conversation_id, id)
        )""",
    ),
)
"""Statements that SQLite and PostgreSQL both understand."""

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(774011)"
"""On PostgreSQL two processes that start together take turns; SQLite has one writer anyway."""


def migrate(connection: Connection, steps: Sequence[Sequence[str]] = STEPS) -> int:
    """Bring the database to the version that has every step, in the transaction of `connection`; gives how many were due.

    Raises:
        KeepingBroken: a later version of the product wrote it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(ONE_AT_A_TIME))
    version = version_of(connection)
    if version > len(steps):
        raise later_version(version, len(steps))
    connection.execute(text("CREATE TABLE IF NOT EXISTS version_of_tables (version INTEGER NOT NULL)"))
    for step in steps[version:]:
        for statement in step:
            connection.execute(text(statement))
    connection.execute(text("DELETE FROM version_of_tables"))
    connection.execute(text("INSERT INTO version_of_tables (version) VALUES (:version)"), {"version": len(steps)})
    return len(steps) - version


def later_version(version: int, known: int = len(STEPS)) -> KeepingBroken:
    """The refusal of a database that a later version wrote."""
    return KeepingBroken(
        f"the database of conversations has version {version}, and this program knows {known}",
        hint="Run the newer version of exequatur that wrote it, or set EXEQUATUR_DATABASE to another one.",
    )


def version_of(connection: Connection) -> int:
    """How many steps the database has behind it; 0 for one without tables."""
    if not inspect(connection).has_table("version_of_tables"):
        return 0
    return int(connection.execute(text("SELECT version FROM version_of_tables")).scalar() or 0)
