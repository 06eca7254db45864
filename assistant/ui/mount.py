"""The page as a part of a larger application."""

import asyncio
import os
from dataclasses import dataclass
from typing import Any

import gradio as gr
from fastapi import FastAPI, Request
from gradio.utils import get_upload_folder

from assistant.keeping.keeper import Keeper
from assistant.ui.app import app, launch_options
from assistant.ui.types import Assistant

ALONE = ("share", "quiet")
"""Options that only a page by itself has."""

USER = "exequatur.user"
"""Where the scope of a request carries who asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A mounted page.

    `uploads` is the folder where files that visitors sent lie until the page lets go of them.
    """

    inner: Any
    uploads: str

    def let_go(self) -> None:
        """End the connections that last as long as a browser's tab."""
        self.inner.stop_event.set()


def mounted(outer: FastAPI, assistant: Assistant, keeper: Keeper) -> Page:
    """Mount the page at `/` of an application whose door has put who asks into the scope of each request."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    options = {name: value for name, value in launch_options().items() if name not in ALONE}

    async def mounting() -> None:
        gr.mount_gradio_app(outer, app(assistant, keeper), path="/", auth_dependency=_user, **options)

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(mounting())  # where no loop runs, Gradio makes some and leaves them open
    else:
        gr.mount_gradio_app(outer, app(assistant, keeper), path="/", auth_dependency=_user, **options)
    mount = outer.routes[-1]
    return Page(inner=getattr(mount, "app"), uploads=get_upload_folder())  # noqa: B009


def _user(request: Request) -> str | None:
    return request.scope.get(USER)
