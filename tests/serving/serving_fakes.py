"""Serving for a test: the address of a real server in this process, and whom it knows."""

import asyncio
import socket
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

ANN, BOB = ("ann", "ann's password"), ("bob", "bob's password")
QUESTION = "How long do I have to enforce a Dutch judgment in Kazakhstan?"
AS_OF = "2026-11-22"
TOKEN = "what Prometheus sends"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(tools: Any, folder: Path, **changes: Any) -> Iterator[tuple[str, Any]]:
    """The address of a server in this process and the keeper behind it; it is stopped as SIGTERM stops it."""
    from assistant import wiring
    from assistant.serving.server import build
    from assistant.settings import Settings

    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        port=free_port(),
        database=f"sqlite:///{folder / 'served.sqlite3'}",
        **changes,
    )
    keeper = wiring.keeper(settings, tools)
    server = build(settings, tools, keeper)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started:
        assert thread.is_alive() and time.monotonic() < until, "the server did not start"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{settings.port}", keeper
    finally:
        server.should_exit = True
        thread.join(timeout=60)
        keeper.close()
        assert not thread.is_alive(), "the server did not stop"


def waited(work: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives, run in a thread of its own: the browser of another test may run a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def client(address: str, who: tuple[str, str] | None) -> httpx.Client:
    return httpx.Client(base_url=address, auth=who, timeout=60)
