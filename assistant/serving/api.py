"""The server put together: HTTP API, links, log-in, MCP and health on one application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI, HTTPException, Request
from starlette.routing import Match

from assistant.keeping.desk import Desk
from assistant.serving import mcp
from assistant.serving.door import Traffic
from assistant.serving.health import health
from assistant.serving.links import links
from assistant.serving.login import login
from assistant.serving.lookups import Lookups, lookups
from assistant.serving.papers import papers
from assistant.serving.questions import questions
from assistant.serving.replies import explain
from assistant.serving.talks import talks
from assistant.serving.users import Gate
from assistant.ui.local import Local
from assistant.ui.panes import Panes

API = "/api/v1"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
ABOUT = """Cited answers on the recognition and enforcement of foreign judgments and awards, centred on Kazakhstan.

Every claim of an answer quotes a passage word for word. `declined` is an answer too: the corpus does not say.
Errors are `{"message", "hint"}`. Where people log in, send name and password as HTTP Basic.
Information from the sources shown, not legal advice."""


def api(desk: Desk, gate: Gate, traffic: Traffic) -> FastAPI:
    """The application, without the page and without the door before it."""
    look = Lookups(desk.tools)
    tools = mcp.app(mcp.server(desk, look))

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        async with tools.router.lifespan_context(tools):
            yield

    app = FastAPI(
        title="exequatur",
        version=version("exequatur"),
        description=ABOUT,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,  # both load scripts from elsewhere
        redoc_url=None,
        lifespan=life,
    )
    explain(app)
    for routes in (questions(desk), talks(desk), papers(desk), lookups(look)):
        app.include_router(routes, prefix=API)
    endpoints = list(app.routes)

    @app.api_route("/api/{rest:path}", methods=METHODS, include_in_schema=False)
    def nothing(rest: str, request: Request) -> None:
        """Without this the page would answer in its own way."""
        known = any(route.matches(request.scope)[0] is not Match.NONE for route in endpoints)
        raise HTTPException(405 if known else 404, "there is no such endpoint")

    app.include_router(health(desk, traffic))
    app.include_router(login(gate))
    app.include_router(links(desk, Panes(Local(desk.tools, desk.documents))))
    app.router.routes.extend(tools.routes)
    return app
