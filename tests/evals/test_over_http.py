import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from evals.errors import AssistantBroken
from evals.over_http import OverHttp
from evals.types import Conversation, Reply

TWO = [Conversation(id="a", turns=("Hello?", "And?"), as_of=date(2020, 1, 2)), Conversation(id="b", turns=("Да?",))]


class Handler(BaseHTTPRequestHandler):
    """The batch protocol under /ask, the two requests of our page under /gradio_api/call/ask."""

    asked: list[Any] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(body)
        if self.path == "/gradio_api/call/ask":
            self._send({"event_id": f"e{len(self.asked) - 1}"})
        elif body["id"] == "b" and self.path == "/broken":
            self.send_error(500, "out of order")
        elif self.path == "/odd":
            self._send({"lead": "Yes."})
        else:
            answers = [{"status": "answered", "lead": turn} for turn in body["turns"]]
            self._send({"id": body["id"], "answers": answers})

    def do_GET(self) -> None:
        text, earlier, day = self.asked[int(self.path.rsplit("e", 1)[1])]["data"]
        answer = {"status": "answered", "lead": text, "earlier": earlier, "as_of": day}
        body = f"event: heartbeat\ndata: null\n\nevent: complete\ndata: {json.dumps([answer])}\n\n".encode()
        if text == "Да?" and day == "":
            body = b"event: error\ndata: null\n\n"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def _send(self, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    Handler.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def replies(address: str) -> dict[str, Reply]:
    return {reply.id: reply for reply in OverHttp(address, 10.0, workers=2).replies(TWO)}


def test_an_address_is_asked_a_conversation_at_a_time() -> None:
    with served() as address:
        found = replies(f"{address}/ask")
    assert [answer["lead"] for answer in found["a"].answers] == ["Hello?", "And?"]
    assert found["b"].answers[0]["lead"] == "Да?"
    assert {"id": "a", "turns": ["Hello?", "And?"], "as_of": "2020-01-02"} in Handler.asked


def test_the_endpoint_of_our_page_is_asked_a_turn_at_a_time() -> None:
    with served() as address:
        found = replies(f"{address}/gradio_api/call/ask")
    assert [answer["lead"] for answer in found["a"].answers] == ["Hello?", "And?"]
    assert found["a"].answers[1]["earlier"] == ["Hello?"]
    assert found["a"].answers[1]["as_of"] == "2020-01-02"
    assert "the page gave an error" in found["b"].problem


def test_what_one_request_comes_to_is_the_problem_of_its_case() -> None:
    with served() as address:
        found = replies(f"{address}/broken")
        odd = replies(f"{address}/odd")
    assert not found["a"].problem
    assert "HTTP 500" in found["b"].problem
    assert 'not that of docs/evals.md: {"lead": "Yes."}' in odd["a"].problem


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://127.0.0.1:9/ask", "nothing answers"),
        ("http:///ask", "is no address"),
        ("http://name:secret@127.0.0.1/ask", "a report shows the address"),
    ],
)
def test_an_address_where_nobody_is_could_not_run(address: str, why: str) -> None:
    with pytest.raises(AssistantBroken, match=why):
        list(OverHttp(address, 2.0).replies(TWO))
