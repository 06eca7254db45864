"""The verbs of whoever runs the server: what the command line takes, and what it prints."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

DONE = 0


def upkeep_verbs(verbs: Any) -> list[argparse.ArgumentParser]:
    """Add the verbs to those of the command line."""
    backup_ = verbs.add_parser("backup", help="write all that is kept to a file")
    backup_.add_argument("file", type=Path, help="a file that is not there yet, such as 2026-11-26.zip")
    restore_ = verbs.add_parser("restore", help="put back what a backup holds")
    restore_.add_argument("file", type=Path, help="a file that `exequatur backup` wrote")
    forget_ = verbs.add_parser("forget", help="delete all that is kept of a user")
    forget_.add_argument("user", help='the name of the log-in; "local" where nobody logs in')
    return [backup_, restore_, forget_]


def _settings(given: argparse.Namespace) -> Any:
    from assistant.settings import read_settings

    return read_settings(data=given.data, database=given.database)


def backup(given: argparse.Namespace) -> int:
    """Write all that is kept to a file."""
    from assistant.keeping.backup import backup as write
    from assistant.keeping.database import open_database

    settings = _settings(given)
    database = open_database(settings.data, settings.database, copied=True)
    try:
        print(f"wrote {_told(write(database, settings.data, given.file))} to {given.file}")
    finally:
        database.close()
    return DONE


def restore(given: argparse.Namespace) -> int:
    """Put back what a backup holds."""
    from assistant.keeping.backup import restore as put_back

    settings = _settings(given)
    print(f"put back {_told(put_back(given.file, settings.data, settings.database))}")
    return DONE


def forget(given: argparse.Namespace) -> int:
    """Delete all that is kept of a user; the documents in libraries are those of the user of this machine."""
    from assistant.keeping.answers import Answers
    from assistant.keeping.database import open_database
    from assistant.keeping.types import LOCAL
    from index.libraries import Libraries

    settings = _settings(given)
    database = open_database(settings.data, settings.database)
    try:
        answers = Answers(database).forget(given.user)
    finally:
        database.close()
    documents = Libraries(settings.data).forget() if given.user == LOCAL else 0
    also = f" and {documents} documents" if documents else ""
    print(f"forgot {answers} answers{also} of {given.user}; backups keep what they hold")
    return DONE


def _told(held: Any) -> str:
    return (
        f"{held.conversations} conversations, {held.answers} answers, {held.feedback} pieces of feedback, {held.documents} documents "
        f"and {held.files} files of libraries"
    )


UPKEEP_VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "backup": backup,
    "restore": restore,
    "forget": forget,
}
