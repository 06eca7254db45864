"""One user tries another's ids on every endpoint, Gradio's own included; a stranger tries everything."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from serving_fakes import QUESTION

Mine = dict[str, str]
BODIES: dict[tuple[str, str], Callable[[Mine], dict[str, Any]]] = {
    ("POST", "/api/v1/ask"): lambda mine: {"question": QUESTION, "conversation": mine["talk"]},
    ("POST", "/api/v1/feedback"): lambda mine: {"answer": mine["answer"], "reason": "useful"},
    ("PATCH", "/api/v1/answers/{id}"): lambda mine: {"shared": True},
    ("PATCH", "/api/v1/conversations/{id}"): lambda mine: {"name": "mine now"},
}
NOT_PRIVATE = {
    ("POST", "/api/v1/conversations"),  # begins one's own
    ("GET", "/api/v1/conversations"),  # lists one's own; tested below
    ("GET", "/api/v1/route"),
    ("GET", "/api/v1/sources"),
    ("GET", "/api/v1/sources/{id}"),
}

pytestmark = pytest.mark.filterwarnings("default")  # Gradio leaves event loops open


@pytest.fixture(scope="module")
def mine(anns_answer: dict[str, Any]) -> Mine:
    return {"talk": anns_answer["conversation"], "answer": anns_answer["receipt"]}


def endpoints(ann: httpx.Client) -> list[tuple[str, str]]:
    """Every endpoint that the published OpenAPI names."""
    paths = ann.get("/api/v1/openapi.json").json()["paths"]
    return [(method.upper(), path) for path, methods in paths.items() for method in methods]


def test_another_user_gets_nothing_at_any_endpoint_of_the_api(
    ann: httpx.Client, bob: httpx.Client, mine: Mine
) -> None:
    before = ann.get(f"/api/v1/conversations/{mine['talk']}").json()
    tried = 0
    for method, path in endpoints(ann):
        if (method, path) in NOT_PRIVATE or not path.startswith("/api/"):
            continue
        id_ = mine["talk"] if path.startswith("/api/v1/conversations") else mine["answer"]
        body = BODIES.get((method, path))
        reply = bob.request(method, path.replace("{id}", id_), json=body(mine) if body else None)
        assert reply.status_code == 404, (method, path, reply.status_code, reply.text[:200])
        nobodys = bob.request(
            method,
            path.replace("{id}", "0" * 32),
            json=body({"talk": "0" * 32, "answer": "0" * 32}) if body else None,
        )
        assert nobodys.json() == reply.json(), "the reply tells whether the id exists"
        tried += 1
    assert tried == 13, "an endpoint was added: say in BODIES or NOT_PRIVATE what it takes"
    assert ann.get(f"/api/v1/conversations/{mine['talk']}").json() == before


def test_lists_and_searches_show_ones_own_only(ann: httpx.Client, bob: httpx.Client, mine: Mine) -> None:
    assert mine["talk"] in str(ann.get("/api/v1/conversations").json())
    assert mine["talk"] not in str(bob.get("/api/v1/conversations").json())
    assert bob.get("/api/v1/conversations", params={"search": "Dutch"}).json() == []


def test_a_stranger_gets_nothing_but_health_and_the_log_in(
    ann: httpx.Client, stranger: httpx.Client, mine: Mine
) -> None:
    for method, path in [
        *endpoints(ann),
        ("GET", "/api/v1/openapi.json"),
        ("GET", "/"),
        ("GET", "/config"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/openapi.json"),
        ("POST", "/gradio_api/queue/join"),
        ("GET", "/gradio_api/queue/data?session_hash=abc"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/run/ask"),
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/heartbeat/abc"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/assets/x.js"),
        ("GET", "/static/x"),
        ("GET", "/monitoring"),
        ("POST", "/mcp"),
    ]:
        reply = stranger.request(method, path.replace("{id}", mine["answer"]))
        wanted = 200 if path in ("/healthz", "/readyz") else 401
        assert reply.status_code == wanted, (method, path, reply.status_code)
        assert QUESTION not in reply.text


def test_every_route_of_the_server_is_behind_the_door(ann: httpx.Client, stranger: httpx.Client, served: Any) -> None:
    # what OpenAPI does not list: log-in, links, MCP and the mounted page
    page = stranger.get("/", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/login")
    assert "password" in stranger.get("/login").text
    assert ann.get("/").status_code == 200


def join(client: httpx.Client, session: str, api: str = "ask") -> httpx.Response:
    config = client.get("/config").json()
    fn = next(d["id"] for d in config["dependencies"] if d["api_name"] == api)
    body = {"data": [QUESTION, [], ""], "fn_index": fn, "session_hash": session}
    return client.post("/gradio_api/queue/join", json=body)


def test_another_user_cannot_listen_to_a_session_of_gradio(ann: httpx.Client, bob: httpx.Client) -> None:
    event = join(ann, "annssession").json()["event_id"]
    for attempt in (
        bob.get("/gradio_api/queue/data", params={"session_hash": "annssession"}),
        bob.get("/gradio_api/queue/data?session_hash=other&session_hash=annssession"),
        bob.get("/gradio_api/heartbeat/annssession"),
        join(bob, "annssession"),
        bob.get(f"/gradio_api/call/ask/{event}"),
        bob.get(f"/gradio_api/call/v2/ask/{event}"),
        bob.post("/gradio_api/cancel", json={"session_hash": "annssession", "fn_index": 0, "event_id": event}),
        bob.post("/gradio_api/cancel", json={"session_hash": "bobs", "fn_index": 0, "event_id": event}),
        bob.post("/gradio_api/run/page_evidence", json={"data": [None], "session_hash": "annssession"}),
        bob.post("/gradio_api/api/page_evidence", json={"data": [None], "session_hash": "annssession"}),
        bob.post("/gradio_api/reset", json={"event_id": event}),
    ):
        assert attempt.status_code == 404, attempt.request.url
        assert QUESTION not in attempt.text
    with ann.stream("GET", "/gradio_api/queue/data", params={"session_hash": "annssession"}) as stream:
        done = next(line for line in stream.iter_lines() if "process_completed" in line)
    assert "three years" in done


def test_another_user_cannot_take_the_answer_of_a_simple_call(ann: httpx.Client, bob: httpx.Client) -> None:
    event = ann.post("/gradio_api/call/ask", json={"data": [QUESTION, [], ""]}).json()["event_id"]
    assert bob.get(f"/gradio_api/call/ask/{event}").status_code == 404
    assert "three years" in ann.get(f"/gradio_api/call/ask/{event}").text


def test_another_user_cannot_fetch_a_file_that_was_sent(ann: httpx.Client, bob: httpx.Client) -> None:
    (path,) = ann.post("/gradio_api/upload", files={"files": ("judgment.txt", b"a secret judgment")}).json()
    assert ann.get(f"/gradio_api/file={path}").text == "a secret judgment"
    folder, _, name = path.rpartition("/")
    for way in (path, f"{folder}/./{name}", f"{folder}//{name}", f"{folder}/../{folder.rpartition('/')[2]}/{name}"):
        reply = bob.get(f"/gradio_api/file={way}")
        assert reply.status_code == 404, way
        assert "secret" not in reply.text


def test_another_user_cannot_have_a_file_read_that_was_sent_but_may_send_the_same(
    ann: httpx.Client, bob: httpx.Client
) -> None:
    def sent(who: httpx.Client) -> str:
        return str(who.post("/gradio_api/upload", files={"files": ("judgment.txt", b"another judgment")}).json()[0])

    def read(who: httpx.Client, path: str) -> int:
        body = {"data": [None], "event_data": {"path": path}, "session_hash": f"files{who.auth}"}
        return who.post("/gradio_api/run/page_view", json=body).status_code

    path = sent(ann)
    folder, _, name = path.rpartition("/")
    assert [
        read(bob, way) for way in (path, f"{folder}/./{name}", f"{folder}/../{folder.rpartition('/')[2]}/{name}")
    ] == [404] * 3
    assert (read(ann, path), read(ann, f"{path}\0")) == (200, 404)
    assert ann.get(f"/gradio_api/file={path}%00").status_code == 404
    many = {"data": [None], "event_data": [{"path": "x"}] * 1000, "session_hash": "many"}
    assert ann.post("/gradio_api/run/page_view", json=many).status_code == 404
    assert sent(bob) == path and read(bob, path) == read(ann, path) == 200


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/proxy=http://127.0.0.1:1/",
        "/gradio_api/deep_link?session_hash=x",
        "/gradio_api/runs",
        "/gradio_api/dev/reload",
        "/gradio_api/custom_component/1/server/example/a.js",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/token",
        "/gradio_api/stream/x/y/1/playlist.m3u8",
        "/gradio_api/vibe-code",
    ],
)
def test_what_the_page_does_not_use_of_gradio_is_closed(ann: httpx.Client, path: str) -> None:
    assert ann.get(path).status_code == 404


def test_no_function_of_a_component_is_called_in_a_session_that_a_form_names(
    ann: httpx.Client, bob: httpx.Client
) -> None:
    join(ann, "annsform")
    form = {"session_hash": "annsform", "component_id": "1", "fn_name": "load", "data": "1"}
    assert bob.post("/gradio_api/component_server", data=form, files={"file": b""}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/gradio_api/file=/etc/passwd", "/gradio_api/file=../../etc/passwd", "/static/../../../etc/passwd"]
)
def test_no_file_of_the_machine_is_served(ann: httpx.Client, path: str) -> None:
    reply = ann.get(path)
    assert reply.status_code in (403, 404) and "root:" not in reply.text


def test_a_wrong_password_lets_nobody_in(address: str) -> None:
    for who in (("ann", "bob's password"), ("carl", ""), ("", ""), ("ann", "")):
        assert httpx.get(f"{address}/api/v1/sources", auth=who).status_code == 401


@pytest.mark.parametrize("header", ["Bearer x", "Basic", "Basic !!!", "Basic " + "A" * 5000, "Negotiate x"])
def test_a_header_that_names_nobody_lets_nobody_in(stranger: httpx.Client, header: str) -> None:
    assert stranger.get("/api/v1/sources", headers={"authorization": header}).status_code == 401
