"""What whoever runs the server is told: metrics, and a log without a word of its users."""

import json
import logging
import re
import sys

import httpx
import pytest
from serving_fakes import ANN, QUESTION, TOKEN

from assistant.logs import JsonLines, set_up

SECRET = "The debtor Zarubin hides in Almaty: can a Dutch judgment be enforced?"


def samples(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in re.findall(r"^([^#\s].*) (\S+)$", text, re.MULTILINE)}


def told(stranger: httpx.Client) -> dict[str, float]:
    reply = stranger.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert reply.status_code == 200 and reply.headers["content-type"].startswith("text/plain")
    return samples(reply.text)


def test_answers_and_requests_are_counted_whoever_asks(ann: httpx.Client, stranger: httpx.Client) -> None:
    before = told(stranger)
    ann.post("/api/v1/ask", json={"question": QUESTION, "keep": False})
    ann.post("/api/v1/ask", json={"question": "  "})
    ann.get("/api/v1/answers/" + "0" * 32)
    ann.get("/api/v1/made-up-by-somebody")
    event = ann.post("/gradio_api/call/ask", json={"data": [QUESTION, [], ""]}).json()["event_id"]
    ann.get(f"/gradio_api/call/ask/{event}")
    after = told(stranger)

    def more(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert more('exequatur_answer_seconds_count{status="answered"}') == 2  # one by the API, one by the page
    for endpoint, method, status, count in (
        ("/api/v1/ask", "POST", 200, 1),
        ("/api/v1/ask", "POST", 422, 1),
        ("/api/v1/answers/{id}", "GET", 404, 1),
        ("the page", "POST", 200, 1),
    ):
        labels = f'endpoint="{endpoint}",method="{method}",status="{status}"'
        assert more(f"exequatur_request_seconds_count{{{labels}}}") == count, endpoint
    assert more('exequatur_step_seconds_total{step="retrieve"}') > 0
    assert after["process_resident_memory_bytes"] > 0
    assert not [name for name in after if "made-up" in name or "0" * 32 in name]


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer wrong", TOKEN[:-1]])
def test_without_the_token_there_is_no_such_endpoint(stranger: httpx.Client, header: str | None) -> None:
    for _ in range(12):  # more often than a password may be guessed
        reply = stranger.get("/metrics", headers={"authorization": header} if header else {})
        assert reply.status_code == 404


def test_the_log_has_a_line_an_answer_and_no_word_of_who_asked(
    ann: httpx.Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(caplog.handler, "formatter", JsonLines())
    reply = ann.post("/api/v1/ask", json={"question": SECRET, "keep": False})
    assert reply.json()["status"]
    lines = [json.loads(line) for line in caplog.text.splitlines()]
    assert [line["what"] for line in lines if line["where"].startswith("assistant")] == ["answered", "request"]
    (answered,) = (line for line in lines if line["what"] == "answered")
    assert answered["kept"] == len(reply.json()["claims"]) and set(answered["steps_ms"]) >= {"understand", "compose"}
    for word in ("Zarubin", "Almaty", "Dutch", ANN[0], ANN[1], "127.0.0.1"):
        assert word not in caplog.text


def test_an_error_is_told_by_kind_and_place_and_not_by_its_message() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        made = logging.getLogger("assistant.x").makeRecord(
            "assistant.x", logging.ERROR, "f", 1, "broke", (), sys.exc_info()
        )
    said = json.loads(JsonLines().format(made))
    assert (said["what"], said["error"], said["level"]) == ("broke", "ValueError", "error")
    assert "test_watch.py" in said["passed"][0] and "Zarubin" not in json.dumps(said)


def test_what_is_only_counted_is_not_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    set_up("", verbose=False)
    logging.getLogger("assistant.pipeline").info("answered")
    logging.getLogger("assistant.pipeline").warning("something")
    assert capsys.readouterr().err == "WARNING:assistant.pipeline:something\n"
