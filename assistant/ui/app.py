"""Serve the page. Everything that could reach out of this machine is switched off here."""

import os
import socket
from typing import Any

import gradio as gr

from assistant.ui.page import page
from assistant.ui.theme import head, theme
from assistant.ui.types import Assistant
from corpus.errors import ExequaturError

WELCOME = "exequatur: foreign judgments and awards, in Kazakhstan and from it"


class AuthBroken(ExequaturError):
    """EXEQUATUR_AUTH does not have the form it needs."""


class PortTaken(ExequaturError):
    """The address that the page should listen on is in use or not this machine's."""


def app(assistant: Assistant) -> gr.Blocks:
    """The page, ready to launch with `launch_options()`."""
    return page(assistant)


def launch_options() -> dict[str, Any]:
    """How to launch the page: our look, no footer, no sharing, no traffic page, nothing recorded."""
    return {
        "theme": theme(),
        "head": head(),
        "footer_links": [],
        "share": False,
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,
        "mcp_server": False,
        "show_error": True,
        "quiet": True,
    }


def serve(assistant: Assistant, host: str = "127.0.0.1", port: int = 7860, auth: str = "", block: bool = True) -> str:
    """Serve until interrupted; gives the address when `block` is false.

    Args:
        auth: `name:password`, several parted by commas; empty for a page open to all who reach it.

    Raises:
        AuthBroken: `auth` is not of that form.
        PortTaken: the address is in use.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    pairs = accounts(auth)
    _refuse_taken(host, port)
    _, address, _ = app(assistant).launch(
        server_name=host,
        server_port=port,
        auth=pairs or None,
        auth_message=WELCOME,
        prevent_thread_lock=not block,
        **launch_options(),
    )
    return str(address)


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"the page cannot listen on {host}:{port} ({error.strerror})",
                hint="Stop what uses the port, or choose another with --port or EXEQUATUR_PORT.",
            ) from error


def accounts(auth: str) -> list[tuple[str, str]]:
    """The pairs of `name:password,name:password`."""
    pairs = []
    for entry in filter(None, (part.strip() for part in auth.split(","))):
        name, colon, password = entry.partition(":")
        if not (name and colon and password):
            raise AuthBroken(
                "EXEQUATUR_AUTH is not of the form name:password",
                hint="Write name:password, several parted by commas.",
            )
        pairs.append((name, password))
    return pairs
