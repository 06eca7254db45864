"""Serving the page for a test."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from assistant.keeping.keeper import Keeper
from assistant.ui.app import app, launch_options
from assistant.ui.types import Assistant


@contextmanager
def serving(assistant: Assistant, port: int, keeper: Keeper, **how: Any) -> Iterator[str]:
    """The address of a served page, which ends with the block."""
    blocks = app(assistant, keeper)
    _, address, _ = blocks.launch(
        server_name="127.0.0.1", server_port=port, prevent_thread_lock=True, **launch_options(), **how
    )
    try:
        yield address
    finally:
        blocks.close(verbose=False)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
