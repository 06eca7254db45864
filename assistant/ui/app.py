"""Serve the page. Everything that could reach out of this machine is switched off here."""

import os
from typing import Any

import gradio as gr

from assistant.ui.page import page
from assistant.ui.theme import head, theme
from assistant.ui.types import Assistant
from corpus.errors import ExequaturError

WELCOME = "exequatur: foreign judgments and awards, in Kazakhstan and from it"


class AuthBroken(ExequaturError):
    """EXEQUATUR_AUTH does not have the form it needs."""


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
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    pairs = accounts(auth)
    _, address, _ = app(assistant).launch(
        server_name=host,
        server_port=port,
        auth=pairs or None,
        auth_message=WELCOME,
        prevent_thread_lock=not block,
        **launch_options(),
    )
    return str(address)


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
