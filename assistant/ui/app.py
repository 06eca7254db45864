"""The page, and how it is served. Everything that could reach out of this machine is switched off here."""

from typing import Any

import gradio as gr

from assistant.keeping.keeper import Keeper
from assistant.ui.page import page
from assistant.ui.papers import BYTES_AT_MOST
from assistant.ui.theme import head, static_routes, theme
from assistant.ui.types import Assistant


def app(assistant: Assistant, keeper: Keeper) -> gr.Blocks:
    """The page, ready to launch with `launch_options()`."""
    return page(assistant, keeper)


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
        "max_file_size": BYTES_AT_MOST,
        "quiet": True,
        "app_kwargs": {"routes": static_routes()},
    }
