"""Errors as every endpoint gives them: JSON with a message and a hint."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import Send

from assistant.keeping.errors import KeepingBroken, NotKept, Refused
from assistant.questions import QuestionUnusable
from assistant.serving.users import GuessedTooOften
from corpus.errors import DocumentUnreadable, ExequaturError, Misfit, UnknownName


class NothingThere(UnknownName):
    """There is no source or passage of that id."""


STATUS: Mapping[type[ExequaturError], HTTPStatus] = {
    NotKept: HTTPStatus.NOT_FOUND,
    NothingThere: HTTPStatus.NOT_FOUND,
    GuessedTooOften: HTTPStatus.TOO_MANY_REQUESTS,
    Refused: HTTPStatus.CONFLICT,
    KeepingBroken: HTTPStatus.SERVICE_UNAVAILABLE,
    QuestionUnusable: HTTPStatus.UNPROCESSABLE_ENTITY,
    UnknownName: HTTPStatus.UNPROCESSABLE_ENTITY,
    DocumentUnreadable: HTTPStatus.UNPROCESSABLE_ENTITY,
    Misfit: HTTPStatus.UNPROCESSABLE_ENTITY,
}
HINTS: Mapping[int, str] = {
    401: "Log in, or send name and password as HTTP Basic.",
    404: "The endpoints are listed in /api/v1/openapi.json.",
    405: "The endpoints and their methods are listed in /api/v1/openapi.json.",
}
BROKEN = "Something broke on the server, and its log says what."


class Problem(BaseModel):
    """What went wrong, and how to mend it."""

    model_config = ConfigDict(extra="forbid")
    message: str
    hint: str


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": HTTPStatus(status).phrase}
    for status in (401, 404, 409, 413, 422, 429, 503)
}
"""What every endpoint may answer beside what it is for."""


def told(status: int, message: str, hint: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """An error as a response."""
    return JSONResponse({"message": message, "hint": hint}, status, dict(headers or {}))


async def tell(send: Send, status: int, message: str, hint: str, headers: Mapping[str, str] | None = None) -> None:
    """An error straight from a middleware."""
    body = json.dumps({"message": message, "hint": hint}).encode()
    lines = {"content-type": "application/json", "content-length": str(len(body)), **(headers or {})}
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in lines.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})


def explain(app: FastAPI) -> None:
    """Let every failure of an endpoint leave as such JSON."""

    @app.exception_handler(ExequaturError)
    def _ours(request: Request, error: ExequaturError) -> JSONResponse:
        status = next(
            (STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), HTTPStatus.SERVICE_UNAVAILABLE
        )
        return told(status, error.message, error.hint)

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part != "body") or "the body"
        return told(422, f"{where}: {first['msg']}", "docs/api.md and /api/v1/openapi.json say what belongs there.")

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> JSONResponse:
        hint = HINTS.get(error.status_code, "Try again, and see the log of the server if it stays so.")
        return told(error.status_code, str(error.detail), hint, error.headers)

    @app.exception_handler(Exception)
    def _broken(request: Request, error: Exception) -> JSONResponse:
        return told(500, BROKEN, "Try again; if it stays so, tell who runs the server.")
