"""The permanent link of one answer: for its owner, and for all who have it once the owner says so."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.keeping.desk import Desk
from assistant.keeping.errors import NotKept
from assistant.keeping.types import STRANGER, KeptAnswer
from assistant.serving.users import USER
from assistant.serving.writing import FORMS, attachment, memo
from assistant.ui.link_html import link_html, missing_html
from assistant.ui.panes import Panes

POLICY = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "cache-control": "private, no-store",
}


def links(desk: Desk, panes: Panes) -> APIRouter:
    """Routes over a desk; `panes` know how an answer is drawn."""
    routes = APIRouter(include_in_schema=False)
    answers = desk.keeper.answers

    @routes.get("/a/{id}")
    def page(id: str, request: Request) -> Response:
        reader = _reader(request)
        try:
            kept = answers.opened(reader, id)
        except NotKept:
            return _missing(reader)
        return HTMLResponse(_drawn(desk, panes, kept, reader), headers=POLICY)

    @routes.post("/a/{id}")
    def share(id: str, request: Request, shared: Annotated[str, Form(max_length=3)]) -> Response:
        reader = _reader(request)
        try:
            answers.share(reader, id, shared == "yes")
        except NotKept:
            return _missing(reader)
        return RedirectResponse(f"/a/{id}", 303)

    @routes.get("/a/{id}/memo.{form}")
    def as_memo(id: str, form: str, request: Request) -> Response:
        reader = _reader(request)
        try:
            kept = answers.opened(reader, id)
        except NotKept:
            return _missing(reader)
        if form not in ("docx", "pdf", "md"):
            return _missing(reader)
        return attachment(memo([kept.answer], form), f"memo-{id[:8]}.{form}", FORMS[form])

    return routes


def _reader(request: Request) -> str:
    return request.scope.get(USER) or STRANGER


def _missing(reader: str) -> Response:
    return HTMLResponse(missing_html(reader != STRANGER), 404, headers=POLICY)


def _drawn(desk: Desk, panes: Panes, kept: KeptAnswer, reader: str) -> str:
    return link_html(
        kept.answer,
        panes.frame(kept.answer["language"]),
        made=kept.made_at,
        stale=[(change.passage_id, change.what) for change in desk.keeper.stale(kept)],
        altered=bool(desk.keeper.altered(kept)),
        shared=kept.shared if kept.user == reader else None,
        path=f"/a/{kept.id}",
    )
