"""A server told to stop finishes what it has begun, in a process of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
from serving_fakes import QUESTION, free_port

from assistant.keeping.conversations import Conversations
from assistant.keeping.database import open_database
from assistant.keeping.types import LOCAL

ROOT = Path(__file__).parents[2]
SLOW = """
import sys, time
from assistant import pipeline
import assistant.session

answer = pipeline.answer
def slow(*arguments, **named):
    print("asked", flush=True)
    time.sleep(2)
    return answer(*arguments, **named)
assistant.session.answer = assistant.ui.local.pipeline.answer = slow

from assistant.cli import main
sys.exit(main(["serve", *sys.argv[1:]]))
"""


def test_answers_in_flight_are_finished_and_kept(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    script = SLOW.replace("import assistant.session", "import assistant.session, assistant.ui.local")
    arguments = ["--port", str(port), "--data", str(tmp_path), "--embedder", "hashing:64"]
    server = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert server.stdout is not None
    try:
        _wait(port, server)
        talk = httpx.post(f"{address}/api/v1/conversations", json={}).json()["id"]
        beat = threading.Thread(target=_listen, args=(f"{address}/gradio_api/heartbeat/page",), daemon=True)
        beat.start()  # a browser's tab is open, and stays so
        replies: list[httpx.Response] = []
        body = {"question": QUESTION, "conversation": talk}
        asking = threading.Thread(
            target=lambda: replies.append(httpx.post(f"{address}/api/v1/ask", json=body, timeout=120))
        )
        event = httpx.post(f"{address}/gradio_api/call/ask", json={"data": [QUESTION, [], ""]}).json()["event_id"]
        page: list[str] = []
        listening = threading.Event()
        reading = threading.Thread(target=_read, args=(f"{address}/gradio_api/call/ask/{event}", page, listening))
        asking.start()
        reading.start()
        for _ in range(2):
            assert server.stdout.readline() == "asked\n"
        assert listening.wait(timeout=60)  # both have connected: who comes after the signal is rightly refused
        server.send_signal(signal.SIGTERM)
        asking.join(timeout=120)
        reading.join(timeout=120)
        assert server.wait(timeout=60) == 0, server.stderr.read() if server.stderr else ""
    finally:
        server.kill()
        server.communicate()
    assert replies[0].status_code == 200
    assert "event: complete" in page[0] and "three years" in page[0]
    database = open_database(tmp_path)
    assert [turn.id for turn in Conversations(database).opened(LOCAL, talk).turns] == [replies[0].json()["receipt"]]
    database.close()


def _wait(port: int, server: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + 240
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError(f"the server did not start: {server.communicate()}")


def _read(address: str, page: list[str], listening: threading.Event) -> None:
    with httpx.stream("GET", address, timeout=120) as stream:
        listening.set()
        page.append(stream.read().decode())


def _listen(address: str) -> None:
    with contextlib.suppress(httpx.TransportError), httpx.stream("GET", address, timeout=None) as stream:
        for _ in stream.iter_lines():
            pass
