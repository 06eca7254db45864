"""Who may come in and how much they may bring: host, origin, log-in, guests, limits, and starting in the open."""

import re
import time
from collections.abc import Iterable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest
from serving_fakes import ANN, QUESTION, serving, waited
from starlette.responses import PlainTextResponse

from assistant.cli import main
from assistant.keeping.database import open_database
from assistant.keeping.logins import Logins
from assistant.serving.accounts import Accounts, AuthBroken, accounts
from assistant.serving.door import Door, Traffic
from assistant.serving.limits import Owners, Rate
from assistant.serving.uploads import Uploads
from assistant.serving.users import Access, Gate, OpenRefused, access, is_loopback

pytestmark = pytest.mark.filterwarnings("default")


def test_accounts_are_pairs_of_name_and_password() -> None:
    assert accounts("") == {}
    assert accounts(" ann:one , bob:t:wo ") == {"ann": "one", "bob": "t:wo"}
    for wrong in ("ann", "ann:", ":one", "ann:one,bob", "ann:one,ann:two"):
        with pytest.raises(AuthBroken) as error:
            accounts(wrong)
        assert "one" not in error.value.message


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("localhost.example.com", False),
        ("example.com", False),
        ("", False),
    ],
)
def test_only_this_machine_is_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_nobody_serves_in_the_open_unless_told_so() -> None:
    assert access("127.0.0.1", Accounts(), False) is Access.LOCAL
    assert access("0.0.0.0", Accounts("ann:one"), False) is Access.ACCOUNTS
    assert access("0.0.0.0", Accounts(), True) is Access.GUESTS
    with pytest.raises(OpenRefused) as error:
        access("0.0.0.0", Accounts(), False)
    assert "EXEQUATUR_AUTH" in error.value.hint and "EXEQUATUR_OPEN=yes" in error.value.hint


def test_the_command_refuses_before_it_does_anything_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "0.0.0.0", "--data", str(tmp_path / "none")]) == 2
    assert "nobody would have to log in" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
def test_another_site_cannot_send_a_request_of_a_user(ann: httpx.Client, headers: dict[str, str]) -> None:
    for path in ("/api/v1/conversations", "/gradio_api/queue/join", "/login", "/mcp"):
        reply = ann.post(path, headers=headers, json={})
        assert (reply.status_code, reply.json()["message"]) == (403, "another site sent this request"), path


def test_our_own_page_can(ann: httpx.Client, address: str) -> None:
    headers = {"origin": address, "sec-fetch-site": "same-origin"}
    assert ann.post("/api/v1/conversations", headers=headers, json={}).status_code == 201


def test_a_request_that_is_too_long_is_refused_however_it_is_sent(ann: httpx.Client) -> None:
    long = b'{"question": "' + b"x" * 2**20 + b'"}'
    json_ = {"content-type": "application/json"}
    told = ann.post("/api/v1/ask", content=long, headers=json_)
    untold = ann.post("/api/v1/ask", content=(long[i : i + 2**16] for i in range(0, len(long), 2**16)), headers=json_)
    for reply in (told, untold):
        assert (reply.status_code, "1,048,576" in reply.json()["message"]) == (413, True)


def test_every_response_has_the_headers_that_keep_browsers_safe(ann: httpx.Client, stranger: httpx.Client) -> None:
    for reply in (ann.get("/"), ann.get("/api/v1/sources"), stranger.get("/login"), stranger.get("/api/v1/sources")):
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["x-frame-options"] == "DENY"
        assert "server" not in reply.headers


def test_health_is_told_to_all_and_tells_nothing_private(stranger: httpx.Client, tools: Any) -> None:
    assert stranger.get("/healthz").json() == {"status": "ok"}
    ready = stranger.get("/readyz").json()
    assert (ready["status"], ready["corpus"]) == ("ready", tools.searcher.manifest.build_id)


def test_a_browser_logs_in_and_out(address: str) -> None:
    html = {"accept": "text/html"}
    with httpx.Client(base_url=address) as browser:
        wrong = browser.post("/login", data={"username": "ann", "password": "no"}, headers=html)
        assert (wrong.status_code, "do not fit" in wrong.text) == (401, True)
        right = browser.post("/login", data={"username": ANN[0], "password": ANN[1]}, headers=html)
        assert (right.status_code, right.headers["location"]) == (303, "/")
        cookie = right.headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and ANN[1] not in cookie
        assert browser.get("/config").json()["username"] == "ann"
        token = browser.cookies["exequatur"]
        browser.get("/logout")
        for again in ({}, {"cookie": f"exequatur={token}"}):
            assert browser.get("/api/v1/sources", headers=again).status_code == 401


def test_the_python_client_of_gradio_logs_in(address: str) -> None:
    from gradio_client import Client

    client = Client(address, auth=ANN, verbose=False)
    assert client.predict(QUESTION, [], "", api_name="/ask")["status"] == "answered"


def test_who_runs_on_this_machine_alone_needs_no_log_in_and_shares_with_no_site(tools: Any, tmp_path: Path) -> None:
    with serving(tools, tmp_path) as (address, keeper):
        asked = httpx.post(f"{address}/api/v1/ask", json={"question": QUESTION}).json()
        assert keeper.answers.opened("local", asked["receipt"]).user == "local"
        rebound = httpx.get(f"{address}/api/v1/conversations", headers={"host": "evil.example"})
        assert rebound.status_code == 403
        assert httpx.get(f"{address}/login", follow_redirects=False).headers["location"] == "/"


def test_guests_are_told_apart_by_their_browsers_and_limited(tools: Any, tmp_path: Path) -> None:
    with serving(tools, tmp_path, host="0.0.0.0", open="yes", rate=3) as (address, _):
        with httpx.Client(base_url=address) as one, httpx.Client(base_url=address) as other:
            for browser in (one, other):
                assert browser.get("/").status_code == 200
            assert one.cookies["exequatur"] != other.cookies["exequatur"]
            talk = one.post("/api/v1/conversations", json={}).json()["id"]
            assert one.get(f"/api/v1/conversations/{talk}").status_code == 200
            assert other.get(f"/api/v1/conversations/{talk}").status_code == 404
            replies = [one.post("/api/v1/conversations", json={}) for _ in range(3)]
            assert [reply.status_code for reply in replies] == [201, 201, 429]
            assert int(replies[-1].headers["retry-after"]) >= 1
            assert other.post("/api/v1/conversations", json={}).status_code == 201
        guessed = httpx.get(f"{address}/api/v1/conversations", cookies={"exequatur": "guest-x"})
        assert guessed.json() == [] and re.search(r"exequatur=[0-9a-f]{32}", guessed.headers["set-cookie"])


def test_a_connection_outlasts_a_reader_who_thinks(address: str) -> None:
    connection = HTTPConnection(address.removeprefix("http://"), timeout=30)
    connection.connect()
    connection.auto_open = 0  # a connection that the server closed is not opened again
    for pause in (6, 0):
        connection.request("GET", "/healthz")
        assert connection.getresponse().read()
        time.sleep(pause)
    connection.close()


def test_who_guesses_passwords_has_to_wait(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    gate = Gate(Access.ACCOUNTS, Accounts("ann:right"), Logins(database))
    door = Door(PlainTextResponse("in"), gate, Traffic(), Rate(0), Uploads(str(tmp_path)))

    async def knock(passwords: Iterable[str]) -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(door), base_url="http://here") as client:
            return [await client.get("/api/v1/sources", auth=("ann", password)) for password in passwords]

    replies = waited(knock(["right", *(f"guess {n}" for n in range(10)), "right"]))
    assert [reply.status_code for reply in replies] == [200, *[401] * 10, 429]
    assert "Wait" in replies[-1].json()["hint"]
    database.close()


def test_a_rate_lets_so_many_through_at_once_and_then_so_many_a_minute() -> None:
    rate = Rate(60)
    assert [rate.wait_s("ann", now=0.0) for _ in range(60)] == [0.0] * 60
    assert rate.wait_s("ann", now=0.0) == pytest.approx(1.0)  # 60 a minute is one a second
    assert rate.wait_s("bob", now=0.0) == 0.0
    assert rate.wait_s("ann", now=0.5) == pytest.approx(0.5)
    assert rate.wait_s("ann", now=1.0) == 0.0
    assert rate.wait_s("ann", now=1.0, take=False) == pytest.approx(1.0)
    assert Rate(0).wait_s("ann") == 0.0


def test_a_name_is_whose_who_claims_it_first() -> None:
    owners = Owners()
    assert owners.claim("session x", "ann") and owners.claim("session x", "ann")
    assert not owners.claim("session x", "bob")
    assert owners.owns("session x", "ann") and not owners.owns("session x", "bob")
    assert not owners.owns("session y", "ann")
