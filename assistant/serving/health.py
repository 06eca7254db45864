"""Whether the server lives, and whether it can answer."""

from importlib.metadata import version

from fastapi import APIRouter
from starlette.responses import JSONResponse

from assistant.keeping.desk import Desk
from assistant.serving.door import Traffic
from assistant.serving.replies import told
from assistant.serving.schemas import HealthOut, ReadyOut


def health(desk: Desk, traffic: Traffic) -> APIRouter:
    """Routes for whoever watches the server; anyone may ask, nothing private is told."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz", response_model=HealthOut)
    def alive() -> HealthOut:
        """The process answers."""
        return HealthOut(status="ok")

    @routes.get("/readyz", response_model=ReadyOut, responses={503: {"description": "not now"}})
    def ready() -> ReadyOut | JSONResponse:
        """It takes questions: not about to stop, index and database open."""
        if traffic.closing:
            return told(503, "the server is about to stop", "Ask another one.")
        desk.keeper.check()
        return ReadyOut(status="ready", corpus=desk.tools.searcher.manifest.build_id, version=version("exequatur"))

    return routes
