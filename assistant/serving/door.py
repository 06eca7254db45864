"""The door before every endpoint, Gradio's included: who asks, may they, how much, and is it theirs."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.serving.limits import AROUND_A_FILE, BODY_AT_MOST, FILE_AT_MOST, PAGE_BODY_AT_MOST, Rate
from assistant.serving.page_guard import PAGE, PageGuard
from assistant.serving.replies import tell
from assistant.serving.uploads import Uploads
from assistant.serving.users import COOKIE, USER, Access, Gate, GuessedTooOften, is_loopback

SAFE = {"GET", "HEAD", "OPTIONS"}
OPEN = re.compile(r"/(login|logout|healthz|readyz|metrics|a/[0-9a-f]{16,64}(?:/memo\.(?:docx|pdf|md))?)")
"""What a stranger may ask for; a link shows what its owner shared and nothing else."""

ENDLESS = re.compile(r"/gradio_api/(heartbeat|startup-events|dev)\b")
"""Connections that last as long as the browser's tab."""

PEER = "exequatur.peer"
"""Where the scope of a request carries the address that it came from, whatever it says of itself."""

DOCUMENTS = re.compile(r"/api/v1/conversations/[0-9a-f]{16,64}/documents")
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
Heard = Callable[[str, str, int, float], None]
COOKIE_S = 14 * 24 * 3600
HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'",
}
"""Gradio's page works with inline scripts; nothing but this server is asked by it, whatever gets into it."""


def nobody(path: str, method: str, status: int, seconds: float) -> None:
    """A door that tells nobody."""


@dataclass(slots=True)
class Traffic:
    """What is going on: requests in flight, and whether no more are taken."""

    in_flight: int = 0
    closing: bool = False


class Door:
    """The outermost part of the server.

    Args:
        rate: for who logged in or came as a guest; the one user of this machine is not limited.
        heard: told of each request: path, method, status (0 if there was no answer), seconds.
        uploads: the files that visitors sent to the page.
    """

    def __init__(
        self, app: ASGIApp, gate: Gate, traffic: Traffic, rate: Rate, uploads: Uploads, heard: Heard = nobody
    ) -> None:
        self._gate, self._traffic, self._rate, self._heard = gate, traffic, rate, heard
        self._app = app
        self._page = PageGuard(app, uploads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        elif ENDLESS.match(scope["path"]):
            await self._received(scope, receive, send)
        else:
            self._traffic.in_flight += 1
            plain, path, began = _Sender(send), scope["path"], time.perf_counter()
            try:
                await self._received(scope, receive, plain)
            finally:
                self._traffic.in_flight -= 1
                method = scope["method"] if scope["method"] in METHODS else "other"
                self._heard(path, method, plain.status, time.perf_counter() - began)

    async def _received(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, works = Headers(scope=scope), scope["method"] not in SAFE
        plain = send if isinstance(send, _Sender) else _Sender(send)
        if self._traffic.closing and works:
            await tell(plain, 503, "the server is about to stop", "Ask again in a minute.", {"Retry-After": "60"})
        elif not self._own_site(headers, works):
            await tell(
                plain, 403, "another site sent this request", "Open the page at its own address and ask there."
            )
        else:
            await self._identified(scope, receive, plain, headers, works)

    async def _identified(
        self, scope: Scope, receive: Receive, send: "_Sender", headers: Headers, works: bool
    ) -> None:
        client = (scope.get("client") or ("",))[0]
        cookie = cookie_parser(headers.get("cookie", "")).get(COOKIE)
        try:
            visitor = (
                self._gate.told(scope[PEER], headers.get(self._gate.user_header, ""))
                if self._gate.access is Access.PROXY
                else self._gate.visitor(cookie, headers.get("authorization"), client)
            )
        except GuessedTooOften as error:
            await tell(send, 429, error.message, error.hint, {"Retry-After": "60"})
            return
        scope[USER] = visitor.user
        if visitor.cookie:
            send.set_cookie(cookie_line(visitor.cookie, secure=scope["scheme"] == "https"))
        if visitor.user is None and not OPEN.fullmatch(scope["path"]):
            await self._turn_away(scope, headers, send)
        elif works and (wait := self._wait_s(visitor.user or f"stranger {client}")):
            hint = f"Wait {wait:.0f} seconds."
            await tell(send, 429, "too many requests", hint, {"Retry-After": str(max(1, round(wait)))})
        else:
            await self._enter(scope, receive, send, headers)

    async def _enter(self, scope: Scope, receive: Receive, send: "_Sender", headers: Headers) -> None:
        page = scope["path"].startswith(PAGE) and scope[USER] is not None
        at_most = _body_at_most(scope["path"])
        try:
            if int(headers.get("content-length") or 0) > at_most:
                raise _too_long(at_most)
            receive = _counted(receive, at_most)
            await (self._page if page else self._app)(scope, receive, send)
        except HTTPException as error:
            if send.started:
                raise
            await tell(send, error.status_code, error.detail, "Send less at once.")

    def _own_site(self, headers: Headers, works: bool) -> bool:
        """Whether our own page, or no page at all, sent the request.

        Where nobody logs in, a strange host name that leads to this machine is refused as well: a page of another
        site could otherwise have its own name point here.
        """
        host = headers.get("host", "")
        if self._gate.access is Access.LOCAL and not is_loopback(urlsplit(f"//{host}").hostname or ""):
            return False
        if not works:
            return True
        origin = headers.get("origin")
        if origin is not None:
            return urlsplit(origin).netloc == host
        return headers.get("sec-fetch-site", "none") in ("none", "same-origin")

    def _wait_s(self, who: str) -> float:
        return 0.0 if self._gate.access is Access.LOCAL else self._rate.wait_s(who)

    async def _turn_away(self, scope: Scope, headers: Headers, send: Send) -> None:
        by_us = self._gate.access is not Access.PROXY
        if by_us and scope["method"] in SAFE and "text/html" in headers.get("accept", ""):
            await send({"type": "http.response.start", "status": 303, "headers": [(b"location", b"/login")]})
            await send({"type": "http.response.body", "body": b""})
            return
        if not by_us:
            await tell(send, 401, "nobody says who asks", "Come through the proxy that logs people in.")
            return
        challenge = {} if scope["path"].startswith(PAGE) else {"WWW-Authenticate": 'Basic realm="exequatur"'}
        await tell(send, 401, "nobody is logged in", "Log in, or send name and password as HTTP Basic.", challenge)


class Peer:
    """Outside of all that believes what a proxy says: keeps from which address a request really came."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        scope[PEER] = (scope.get("client") or ("",))[0]
        await self._app(scope, receive, send)


class _Sender:
    """Sends, with the headers that every response has; knows whether it began."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._cookie: str | None = None
        self.started = False
        self.status = 0
        """0 until it began; then what whoever asked got."""

    def set_cookie(self, line: str) -> None:
        """Have the response set a cookie."""
        self._cookie = line

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started, self.status = True, message["status"]
            headers = MutableHeaders(raw=list(message.get("headers", [])))
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if self._cookie:
                headers.append("set-cookie", self._cookie)
            message = {**message, "headers": headers.raw}
        await self._send(message)


def cookie_line(value: str, *, secure: bool, seconds: int = COOKIE_S) -> str:
    """Our cookie: not for scripts, not for other sites."""
    return f"{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"


def _body_at_most(path: str) -> int:
    """How many bytes a request may have."""
    if path.startswith(f"{PAGE}upload"):
        return FILE_AT_MOST + AROUND_A_FILE
    if DOCUMENTS.fullmatch(path):
        return FILE_AT_MOST
    return PAGE_BODY_AT_MOST if path.startswith(PAGE) else BODY_AT_MOST


def _counted(receive: Receive, at_most: int) -> Receive:
    taken = 0

    async def counting() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > at_most:
            raise _too_long(at_most)
        return message

    return counting


def _too_long(at_most: int) -> HTTPException:
    return HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the request is longer than {at_most:,} bytes")
