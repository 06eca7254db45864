"""Several processes of the product behind a proxy that gives each request to the next of them, as nginx does."""

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import ClassVar
from urllib.request import urlopen

from tests.engines import free_port

ROOT = Path(__file__).parents[2]
STARTS_WITHIN_S = 300
SERVED_BY = "X-Served-By"
"""The header in which the proxy says which port answered."""

OF_ONE_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "host", "content-length"}


@dataclass(slots=True)
class Process:
    """One process that serves on a port of its own."""

    port: int
    running: "subprocess.Popen[bytes]"
    log: Path

    @property
    def address(self) -> str:
        """Where it is asked without the proxy."""
        return f"http://127.0.0.1:{self.port}"

    def wait_ready(self) -> None:
        """Return once it takes questions."""
        until = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < until and self.running.poll() is None:
            try:
                urlopen(f"{self.address}/readyz", timeout=5).close()
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"{self.address} did not start: {self.log.read_text(errors='replace')[-2000:]}")

    def kill(self) -> None:
        """As the kernel does that has no memory left."""
        self.running.kill()
        self.running.wait()


def start(environment: Mapping[str, str], folder: Path) -> Process:
    """Begin a process with these settings; it is not ready yet."""
    port = free_port()
    log = folder / f"{port}.log"
    with log.open("wb") as file:
        command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
        running = subprocess.Popen(command, env=dict(environment), cwd=ROOT, stdout=file, stderr=file)
    return Process(port, running, log)


@contextmanager
def processes(number: int, environment: Mapping[str, str], folder: Path) -> Iterator[list[Process]]:
    """So many processes over an index that is there, ready; whoever is in the list at the end is ended."""
    running: list[Process] = []
    try:
        running += [start(environment, folder) for _ in range(number)]
        for process in running:
            process.wait_ready()
        yield running
    finally:
        for process in running:
            if process.running.poll() is None:
                process.running.send_signal(signal.SIGTERM)
        for process in running:
            try:
                process.running.wait(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()


@dataclass(slots=True)
class Turns:
    """Whose turn it is."""

    ports: list[int]
    numbers: Iterator[int] = field(default_factory=count)

    def order(self) -> list[int]:
        """The ports, the one whose turn it is first."""
        at = next(self.numbers) % len(self.ports)
        return self.ports[at:] + self.ports[:at]


@contextmanager
def proxy(running: list[Process]) -> Iterator[tuple[str, Turns]]:
    """The address of a proxy before them, and whose turn is next.

    One that does not take the connection is passed over. One that dies while it answers gives 502: the proxy cannot
    know whether a question was answered, so it is for whoever asked to ask again.
    """
    turns = Turns([process.port for process in running])

    class Handler(Forwarding):
        behind = turns

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", turns
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Forwarding(BaseHTTPRequestHandler):
    """Gives a request to the next process and its reply back."""

    protocol_version = "HTTP/1.1"
    behind: ClassVar[Turns]

    def forward(self) -> None:
        """One request."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        for port in self.behind.order():
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            try:
                connection.connect()
            except OSError:
                continue
            try:
                headers = {k: v for k, v in self.headers.items() if k.lower() not in OF_ONE_CONNECTION}
                connection.request(self.command, self.path, body or None, {**headers, "Host": self.headers["Host"]})
                reply = connection.getresponse()
                self.give(reply.status, reply.getheaders(), reply.read(), port)
            except (OSError, http.client.HTTPException):
                self.give(502, [], b"", port)
            finally:
                connection.close()
            return
        self.give(503, [], b"", 0)

    def give(self, status: int, headers: list[tuple[str, str]], body: bytes, port: int) -> None:
        """The reply of a process, and which it was."""
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in OF_ONE_CONNECTION:
                self.send_header(name, value)
        self.send_header(SERVED_BY, str(port))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PATCH = do_DELETE = forward  # noqa: N815

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing is said."""


def index(environment: Mapping[str, str]) -> None:
    """Build the index of these settings, as the job before the processes does."""
    command = [sys.executable, "-m", "assistant.cli", "index"]
    made = subprocess.run(command, env=dict(environment), cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr


def settings(**given: str) -> dict[str, str]:
    """The environment of a process that has these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EXEQUATUR_")}
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return {**kept, "PYTHONPATH": path, **{f"EXEQUATUR_{name.upper()}": value for name, value in given.items()}}
