"""Endpoints for conversations: begin, list, open, change, delete, export."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from assistant.contract import AnswerJson
from assistant.keeping.conversations import PAGE_AT_MOST
from assistant.keeping.desk import Desk
from assistant.keeping.types import Controls, Conversation, Summary
from assistant.serving.questions import User, stale
from assistant.serving.replies import PROBLEMS
from assistant.serving.schemas import (
    ControlsIn,
    ConversationChange,
    ConversationIn,
    ConversationOut,
    SummaryOut,
    TurnOut,
)
from assistant.serving.writing import FORMS, attachment, conversation_json, conversation_markdown, memo

Form = Literal["json", "md", "docx", "pdf"]


def talks(desk: Desk) -> APIRouter:
    """Routes over a desk."""
    routes = APIRouter(prefix="/conversations", tags=["conversations"], responses=PROBLEMS)
    kept = desk.keeper.conversations

    @routes.post("", status_code=201, response_model=ConversationOut)
    def begin(body: ConversationIn, user: User) -> ConversationOut:
        """Begin a conversation; ask in it with `POST /ask` and its id."""
        id_ = kept.begin(user, name=body.name, set_by_hand=controls(desk, body))
        return whole(desk, kept.opened(user, id_))

    @routes.get("", response_model=list[SummaryOut])
    def listed(
        user: User,
        search: Annotated[str, Query(max_length=200)] = "",
        limit: Annotated[int, Query(ge=1, le=PAGE_AT_MOST)] = 50,
        offset: Annotated[int, Query(ge=0, le=10**6)] = 0,
    ) -> list[SummaryOut]:
        """One's own conversations, the last changed first; `search` looks in names, questions and leads."""
        return [_line(summary) for summary in kept.listed(user, search, limit, offset)]

    @routes.get("/{id}", response_model=ConversationOut)
    def opened(id: str, user: User) -> ConversationOut:
        """A conversation with its answers, and which of them rest on sources that changed since."""
        return whole(desk, kept.opened(user, id))

    @routes.patch("/{id}", response_model=ConversationOut)
    def change(id: str, body: ConversationChange, user: User) -> ConversationOut:
        """Rename a conversation, set its facts, or arrange its turns: leave some out, or put them back."""
        if body.name is not None:
            kept.rename(user, id, body.name)
        if body.controls is not None:
            kept.control(user, id, controls(desk, body.controls))
        if body.turns is not None:
            kept.arrange(user, id, body.turns)
        return whole(desk, kept.opened(user, id))

    @routes.delete("/{id}", status_code=204)
    def remove(id: str, user: User) -> None:
        """Delete a conversation with its answers, links and feedback; for fifteen minutes it can be put back."""
        kept.remove(user, id)
        desk.documents.forget(id)

    @routes.post("/{id}/restore", response_model=ConversationOut)
    def put_back(id: str, user: User) -> ConversationOut:
        """Put back a conversation deleted less than fifteen minutes ago."""
        kept.put_back(user, id)
        return whole(desk, kept.opened(user, id))

    @routes.get("/{id}/export", response_class=Response)
    def export(id: str, user: User, form: Annotated[Form, Query()] = "json") -> Response:
        """A conversation as a file: JSON with receipts, Markdown, or a memo in Word or PDF."""
        found = kept.opened(user, id)
        body = (
            conversation_json(found)
            if form == "json"
            else conversation_markdown(found)
            if form == "md"
            else memo([turn.answer for turn in found.turns], form)
        )
        return attachment(body, f"conversation-{id[:8]}.{form}", FORMS[form])

    return routes


def controls(desk: Desk, given: ControlsIn) -> Controls:
    """What was set by hand, looked up."""
    facts = given.facts.model_dump(mode="json", exclude_none=True)
    desk.known(facts)
    return Controls(
        facts=facts,
        as_of=given.as_of.isoformat() if given.as_of else "",
        register=given.wording or "",
        language=given.language or "",
        area=given.area or "",
    )


def whole(desk: Desk, found: Conversation) -> ConversationOut:
    """A conversation as the API gives it."""
    return ConversationOut(
        id=found.id,
        name=found.name,
        facts=dict(found.controls.facts),
        as_of=found.controls.as_of,
        wording=found.controls.register,
        language=found.controls.language,
        area=found.controls.area,
        created_at=found.created_at,
        changed_at=found.changed_at,
        turns=[
            TurnOut(answer=AnswerJson.model_validate(turn.answer), stale=stale(desk, turn), shared=turn.shared)
            for turn in found.turns
        ],
    )


def _line(summary: Summary) -> SummaryOut:
    return SummaryOut(
        id=summary.id,
        name=summary.name,
        question=summary.question,
        turns=summary.turns,
        created_at=summary.created_at,
        changed_at=summary.changed_at,
    )
