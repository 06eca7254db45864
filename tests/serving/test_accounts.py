"""The users file, and a proxy that says who asks."""

import os
import stat
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving_fakes import waited
from starlette.responses import PlainTextResponse
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.cli import main
from assistant.keeping.types import LOCAL
from assistant.serving import accounts as module
from assistant.serving.accounts import Accounts, AuthBroken, users
from assistant.serving.door import Door, Peer, Traffic
from assistant.serving.limits import Rate
from assistant.serving.uploads import Uploads
from assistant.serving.users import USER, Access, Gate, access

GOOD, OTHER = "correct horse battery", "another long password"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "COST", 2**4)


def add(path: Path, name: str, password: str, monkeypatch: pytest.MonkeyPatch) -> int:
    read, write = os.pipe()
    os.write(write, f"{password}\n".encode())
    os.close(write)
    with os.fdopen(read) as typed:
        monkeypatch.setattr("sys.stdin", typed)
        return main(["user", "add", name, "--users", str(path)])


def test_a_user_is_added_logs_in_changes_the_password_and_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "users"
    assert add(path, "ann", "short", monkeypatch) == 2 and not path.exists()
    assert add(path, "ann", GOOD, monkeypatch) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert GOOD not in path.read_text() and GOOD not in capsys.readouterr().out
    known = Accounts("bob:bobs", path)
    assert known.fits("ann", GOOD) and known.fits("ann", GOOD) and known.fits("bob", "bobs")
    for name, password in (("ann", OTHER), ("ann", ""), ("carl", GOOD), ("", ""), ("bob", GOOD)):
        assert not known.fits(name, password), name
    before = known.account("ann")
    assert add(path, "ann", OTHER, monkeypatch) == 0
    os.utime(path, ns=(1, 1))  # another time, however coarse the clock of the disk is
    assert known.fits("ann", OTHER) and not known.fits("ann", GOOD)
    assert known.account("ann") != before  # so log-ins with the former password are over
    path.write_text("nonsense\n")
    assert known.fits("ann", OTHER)  # a broken file locks nobody out
    path.write_text("# nobody\n")
    os.utime(path, ns=(2, 2))
    assert not known.fits("ann", OTHER) and known.account("ann") == ""
    assert main(["user", "remove", "ann", "--users", str(path)]) == 2


def test_two_that_have_the_same_password_look_different() -> None:
    assert module.hashed(GOOD) != module.hashed(GOOD)


def test_a_missing_or_broken_file_lets_the_server_not_start(tmp_path: Path) -> None:
    path = tmp_path / "users"
    with pytest.raises(AuthBroken, match="cannot be read"):
        Accounts("", path)
    line = f"ann:{module.hashed(GOOD)}"
    for text in (
        "ann",
        "ann:plain",
        f"{line}\n{line}",
        f":{line}",
        line.replace("$8$", "$9999$"),
        "ann:scrypt$3$8$1$0$0",
    ):
        path.write_text(text)
        with pytest.raises(AuthBroken):
            Accounts("", path)
    path.write_text(line)
    with pytest.raises(AuthBroken, match="in EXEQUATUR_AUTH and in EXEQUATUR_USERS"):
        Accounts("ann:x", path)


@given(st.text(max_size=200))
def test_any_text_is_a_users_file_or_told(text: str) -> None:
    path = Path("/dev/shm") / f"users-{os.getpid()}"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        assert isinstance(users(path), dict)
    except AuthBroken as error:
        assert error.hint
    finally:
        path.unlink()


class NoLogins:
    """Nobody logs in where a proxy does it."""

    def user(self, token: str) -> None:
        raise AssertionError("a log-in was looked up")


def asked(headers: dict[str, str], peer: str, header: str = "X-Forwarded-User") -> tuple[int, str]:
    """Status and user that a request gets at a door behind the proxies 10.0.0.0/8."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await PlainTextResponse(str(scope[USER]))(scope, receive, send)

    gate = Gate(Access.PROXY, Accounts(), NoLogins(), header, "10.0.0.0/8")  # type: ignore[arg-type]
    door = Door(app, gate, Traffic(), Rate(0), Uploads("/nowhere"))
    whole = Peer(ProxyHeadersMiddleware(door, "10.0.0.0/8"))  # type: ignore[arg-type]

    async def ask() -> tuple[int, str]:
        transport = httpx.ASGITransport(whole, client=(peer, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://exequatur.example") as client:
            reply = await client.get("/api/v1/sources", headers=headers)
            return reply.status_code, reply.text

    return waited(ask())


def test_a_proxy_says_who_asks_and_nobody_else_can() -> None:
    ann = {"X-Forwarded-User": "ann@example.com"}
    assert asked(ann, "10.1.2.3") == (200, "ann@example.com")
    assert asked({}, "10.1.2.3")[0] == 401
    assert asked(ann, "192.168.1.5")[0] == 401
    # who came through a proxy cannot pretend to be one, and a log-in of ours counts for nothing
    assert asked(ann | {"X-Forwarded-For": "10.9.9.9"}, "192.168.1.5")[0] == 401
    assert asked({"Authorization": "Basic YW5uOng=", "Cookie": "exequatur=x"}, "10.1.2.3")[0] == 401
    for name in ("", LOCAL, "guest-" + "0" * 32, "a" * 200, "a,b", "ann:x"):
        assert asked({"X-Forwarded-User": name}, "10.1.2.3")[0] == 401, name


def test_a_proxy_and_accounts_are_not_mixed() -> None:
    assert access("0.0.0.0", Accounts(), False, "X-Forwarded-User") is Access.PROXY
    with pytest.raises(AuthBroken, match="both set"):
        access("0.0.0.0", Accounts("ann:x"), False, "X-Forwarded-User")
    with pytest.raises(AuthBroken, match="EXEQUATUR_PROXIES"):
        Gate(Access.PROXY, Accounts(), NoLogins(), "X-Forwarded-User", "*")  # type: ignore[arg-type]
