"""Endpoints for the user's own documents in a conversation: add, list, remove. They are kept with it."""

from typing import Annotated

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request

from assistant.keeping.desk import Desk
from assistant.own.documents import Summary
from assistant.serving.questions import User
from assistant.serving.replies import PROBLEMS
from assistant.serving.schemas import DocumentOut

READ_AT_ONCE = 2
"""Documents that are read at the same time; each takes a process of its own, the others wait."""

NAME_AT_MOST = 200
FILE = {
    "requestBody": {
        "required": True,
        "description": "the file as it is",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def papers(desk: Desk) -> APIRouter:
    """Routes over a desk."""
    routes = APIRouter(prefix="/conversations/{id}/documents", tags=["own documents"], responses=PROBLEMS)
    kept, documents = desk.keeper.conversations, desk.documents
    readers = CapacityLimiter(READ_AT_ONCE)

    @routes.post("", response_model=DocumentOut, openapi_extra=FILE)
    async def add(
        id: str,
        request: Request,
        user: User,
        name: Annotated[str, Query(max_length=NAME_AT_MOST)] = "document",
    ) -> DocumentOut:
        """Add a file, the body of the request; questions asked in the conversation then hear it after the law."""
        await run_sync(kept.opened, user, id)
        content = await request.body()
        return _told(await run_sync(documents.add, id, name, content, limiter=readers))

    @routes.get("", response_model=list[DocumentOut])
    def listed(id: str, user: User) -> list[DocumentOut]:
        """The documents of a conversation."""
        kept.opened(user, id)
        return [_told(summary) for summary in documents.listed(id)]

    @routes.delete("/{document}", status_code=204)
    def remove(id: str, document: str, user: User) -> None:
        """Forget a document."""
        kept.opened(user, id)
        documents.remove(id, document)

    return routes


def _told(summary: Summary) -> DocumentOut:
    return DocumentOut(
        id=summary.id,
        name=summary.name,
        kind=summary.kind,
        size=summary.size,
        pages=summary.pages,
        paged=summary.paged,
        notes=list(summary.notes),
    )
