"""The requests of Gradio's page: the sessions, events and files that they name must be those of who asks."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.serving.limits import Owners
from assistant.serving.replies import tell
from assistant.serving.uploads import Uploads
from assistant.serving.users import USER

PAGE = "/gradio_api/"
USED = re.compile(
    r"/gradio_api/(?:(?:info|app_id|user|login_check|startup-events|heartbeat|queue|run|api|call|cancel|reset"
    r"|upload|upload_progress|openapi\.json|theme\.css)(?:/.*)?|file=.+)",
    re.DOTALL,
)
"""What of Gradio's endpoints our page and its Python client use; the others are closed."""

SESSION = re.compile(r"/gradio_api/heartbeat/([^/]+)")
EVENT = re.compile(r"/gradio_api/call/(?:v2/)?[^/]+/([^/]+)")
FILE = re.compile(r"/gradio_api/file=(.+)", re.DOTALL)
GIVES_EVENT = re.compile(r"/gradio_api/(?:call/|queue/join)")


FILES_AT_MOST = 100
"""Files that one request may name; each is looked up on the disk."""


class PageGuard:
    """Lets a request through to Gradio if all that it names is its sender's.

    A session is whose browser used it first; an event is whose request began it; a file is who sent it.

    Args:
        uploads: the files that visitors sent.
    """

    def __init__(self, app: ASGIApp, uploads: Uploads) -> None:
        self._app = app
        self._uploads = uploads
        self._owners = Owners()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request of a known user."""
        path, user, posts = scope["path"], scope[USER], scope["method"] == "POST"
        uploads = posts and path.rstrip("/") == f"{PAGE}upload"
        body = await _whole(receive) if posts and not uploads else b""
        if not USED.fullmatch(path) or not self._mine(scope, body, user):
            await tell(send, 404, "there is nothing of that name of yours", "Load the page again.")
            return
        if uploads and (wait := self._uploads.wait_s(user)):
            hint = f"Wait {wait:.0f} seconds."
            await tell(send, 429, "too many files", hint, {"Retry-After": str(max(1, round(wait)))})
            return
        if posts and not uploads:
            receive = _again(body, receive)
        if uploads:
            send = _reading(scope, send, lambda found: self._came(found, user))
        elif posts and GIVES_EVENT.match(path):
            send = _reading(scope, send, lambda found: self._owners.claim(f"event {found['event_id']}", user))
        await self._app(scope, receive, send)

    def _mine(self, scope: Scope, body: bytes, user: str) -> bool:
        found = _fields(body)
        sessions = [*_matched(SESSION, scope["path"]), *_texts(found, "session_hash")]
        sessions += parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [])
        events = [*_matched(EVENT, scope["path"]), *_texts(found, "event_id")]
        named = list(islice(chain(_matched(FILE, scope["path"]), _paths(found)), FILES_AT_MOST + 1))
        if len(named) > FILES_AT_MOST or any("\0" in name for name in named):
            return False
        files = [self._file(name, user) for name in named if self._uploaded(name)]
        return (
            all(self._owners.claim(f"session {name}", user) for name in sessions)
            and all(self._owners.owns(f"event {name}", user) for name in events)
            and all(self._owners.owns(name, user) for name in files)
        )

    def _came(self, names: list[str], user: str) -> None:
        for name in names:
            self._owners.claim(self._file(name, user), user)
            self._uploads.sent(Path(name).resolve())

    def _uploaded(self, name: str) -> bool:
        return Path(name).resolve().is_relative_to(self._uploads.folder)

    def _file(self, name: str, user: str) -> str:
        """A file as this user sent it: the same words under the same name lie in the same place for all who send them."""
        return f"file {Path(name).resolve()} {user}"


def _fields(body: bytes) -> dict[str, Any]:
    """The fields of a JSON object; none of what is none, which Gradio will refuse by itself."""
    try:
        found = json.loads(body) if body else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _texts(found: dict[str, Any], name: str) -> Iterator[str]:
    if isinstance(found.get(name), str):
        yield found[name]


def _paths(found: Any) -> Iterator[str]:
    """Whatever stands under `path`, as deep as it may be: where an event says which file was sent."""
    waiting = [found]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
            if isinstance(value.get("path"), str):
                yield value["path"]
        elif isinstance(value, list):
            waiting += value


def _matched(pattern: re.Pattern[str], path: str) -> Iterator[str]:
    if match := pattern.fullmatch(path.rstrip("/")):
        yield match[1]


async def _whole(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Give the body that was read already, then whatever else comes."""
    given = False

    async def giving() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return giving


def _reading(scope: Scope, send: Send, use: Callable[[Any], object]) -> Send:
    """Send on, and use the JSON of the response before its reader gets the end of it."""
    MutableHeaders(scope=scope)["accept-encoding"] = "identity"
    ok, parts = False, []

    async def reading(message: Message) -> None:
        nonlocal ok
        if message["type"] == "http.response.start":
            ok = message["status"] == 200
        elif message["type"] == "http.response.body" and ok:
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                use(json.loads(b"".join(parts)))
        await send(message)

    return reading
