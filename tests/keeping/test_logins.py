"""Log-ins: known by their token, over in time, and nothing in the file gives the token away."""

from datetime import timedelta
from pathlib import Path

import pytest

from assistant.keeping import logins as module
from assistant.keeping import moments
from assistant.keeping.database import Database
from assistant.keeping.logins import DAYS, Logins


def test_a_token_names_its_user_until_the_log_out(database: Database) -> None:
    logins = Logins(database)
    anns, bobs = logins.begin("ann", "a1"), logins.begin("bob", "b1")
    assert (logins.user(anns), logins.user(bobs), logins.user("guess")) == (("ann", "a1"), ("bob", "b1"), None)
    logins.end(anns)
    assert (logins.user(anns), logins.user(bobs)) == (None, ("bob", "b1"))


def test_a_log_in_is_over_in_time_and_leaves_the_disk(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    logins = Logins(database)
    token = logins.begin("ann", "a1")
    today = moments.now()
    monkeypatch.setattr(module, "now", lambda: today + timedelta(days=DAYS, hours=-1))
    logins.sweep()
    assert logins.user(token) == ("ann", "a1")
    monkeypatch.setattr(module, "now", lambda: today + timedelta(days=DAYS, hours=1))
    assert logins.user(token) is None
    logins.sweep()
    monkeypatch.setattr(module, "now", lambda: today)
    assert logins.user(token) is None


def test_the_file_does_not_hold_the_token(tmp_path: Path, database: Database) -> None:
    token = Logins(database).begin("ann", "a1")
    database.close()
    assert token.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
