"""One process, one port: page, API and MCP behind one door, until it is told to stop."""

import asyncio
import logging
import signal
import socket
import threading
from contextlib import suppress
from datetime import date

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.keeping.desk import Desk
from assistant.keeping.keeper import Keeper
from assistant.pipeline import Tools
from assistant.serving.accounts import Accounts
from assistant.serving.api import api
from assistant.serving.door import Door, Peer, Traffic
from assistant.serving.limits import Rate
from assistant.serving.metrics import Endpoints, Metrics, metrics_route
from assistant.serving.uploads import Uploads
from assistant.serving.users import Access, Gate, access
from assistant.settings import Settings
from assistant.ui.local import Local
from assistant.ui.mount import Page, mounted
from assistant.wiring import turn_the_day
from corpus.errors import ExequaturError

log = logging.getLogger(__name__)

FINISH_S = 30
"""How long answers in flight may take after the server was told to stop."""

KEEP_ALIVE_S = 75
"""How long an idle connection stays open: longer than a reader thinks and than a proxy keeps its own, or a request that
is on its way when the server closes is lost."""

TIDY_S = 60
"""How often the day is looked at, and what was deleted or is too old is taken from the disk."""


class PortTaken(ExequaturError):
    """The address that the server should listen on is in use or not this machine's."""


class Server(uvicorn.Server):
    """Finishes what it has begun: takes no more work, waits for the answers in flight, then lets go of the pages."""

    def __init__(
        self, config: uvicorn.Config, desk: Desk, traffic: Traffic, page: Page, metrics: Metrics, uploads: Uploads
    ) -> None:
        super().__init__(config)
        self.desk, self.metrics, self.uploads = desk, metrics, uploads
        self._traffic, self._page = traffic, page

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Called before the first request is taken."""
        self.metrics.listen()
        await super().startup(sockets)
        log.info("serving", extra={"corpus": self.desk.tools.searcher.manifest.build_id})

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Called once the process was told to stop."""
        self._traffic.closing = True
        log.info("stopping", extra={"in_flight": self._traffic.in_flight})
        letting_go = asyncio.create_task(self._let_go())
        await super().shutdown(sockets)
        letting_go.cancel()
        with suppress(asyncio.CancelledError):
            await letting_go
        self.metrics.close()

    async def _let_go(self) -> None:
        until = asyncio.get_running_loop().time() + FINISH_S
        while self._traffic.in_flight and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.05)
        self._page.let_go()


def build(settings: Settings, tools: Tools, keeper: Keeper) -> Server:
    """The server, ready to run.

    Raises:
        OpenRefused: others could reach it and nobody would have to log in.
        AuthBroken: EXEQUATUR_AUTH is not of its form.
        PortTaken: the address is in use.
    """
    known = Accounts(settings.auth, settings.users)
    allowed = access(settings.host, known, settings.open == "yes", settings.user_header)
    gate = Gate(allowed, known, keeper.logins, settings.user_header, settings.proxies)
    refuse_taken(settings.host, settings.port)
    desk, traffic = Desk(tools, keeper), Traffic()
    metrics = Metrics(lambda: traffic.in_flight, tools.searcher.manifest.build_id)
    inner = api(desk, gate, traffic)
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else ""
    inner.include_router(metrics_route(metrics, gate.access is Access.LOCAL, token))
    page = mounted(inner, Local(tools, desk.documents), keeper)

    endpoints = Endpoints(inner.openapi()["paths"])

    def heard(path: str, method: str, status: int, seconds: float) -> None:
        endpoint = endpoints.name(path)
        metrics.request(endpoint, method, status, seconds)
        said = {"endpoint": endpoint, "method": method, "status": status, "ms": round(seconds * 1000)}
        log.info("request", extra=said)

    uploads = Uploads(page.uploads)
    door = Door(inner, gate, traffic, Rate(settings.rate), uploads, heard)
    config = uvicorn.Config(
        Peer(ProxyHeadersMiddleware(door, settings.proxies)),  # type: ignore[arg-type]
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,  # addresses in it would tell who asked when
        server_header=False,
        proxy_headers=False,  # ours is inside of `Peer`
        timeout_graceful_shutdown=FINISH_S + 5,
        timeout_keep_alive=KEEP_ALIVE_S,
    )
    return Server(config, desk, traffic, page, metrics, uploads)


def serve(settings: Settings, tools: Tools, keeper: Keeper) -> None:
    """Serve until told to stop (Ctrl+C or SIGTERM); then finish the answers in flight and return.

    Raises:
        ExequaturError: as `build`.
    """
    server = build(settings, tools, keeper)
    stopped = threading.Event()
    tidying = threading.Thread(target=_tidy, args=(server, stopped), daemon=True)
    tidying.start()
    before = [signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        server.run()
    finally:
        for number, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
            signal.signal(number, handler)
        stopped.set()
        tidying.join(timeout=5)
        keeper.close()


def _tidy(server: Server, stopped: threading.Event) -> None:
    desk = server.desk
    while True:
        server.uploads.sweep()
        turn_the_day(desk.tools, desk.keeper, date.today())
        try:
            desk.tidy()
        except ExequaturError:
            log.exception("what is too old could not be deleted")
        if stopped.wait(TIDY_S):
            return


def refuse_taken(host: str, port: int) -> None:
    """Raise PortTaken where nobody could listen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"the page cannot listen on {host}:{port} ({error.strerror})",
                hint="Stop what uses the port, or choose another with --port or EXEQUATUR_PORT.",
            ) from error
