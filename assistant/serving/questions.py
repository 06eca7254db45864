"""Endpoints to ask, to look at answers again, to share them and to say what one thinks of them."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from assistant.contract import AnswerJson
from assistant.keeping.desk import Desk
from assistant.keeping.types import KeptAnswer
from assistant.serving.replies import PROBLEMS
from assistant.serving.schemas import AskIn, ChangeOut, FeedbackIn, KeptOut, SaidOut, ShareIn
from assistant.serving.users import USER
from assistant.serving.writing import FORMS, attachment, memo

Form = Literal["docx", "pdf", "md"]


def user_of(request: Request) -> str:
    """Who asks; the door let nobody else in."""
    return str(request.scope[USER])


User = Annotated[str, Depends(user_of)]


def questions(desk: Desk) -> APIRouter:
    """Routes over a desk."""
    routes = APIRouter(tags=["questions"], responses=PROBLEMS)
    answers = desk.keeper.answers

    @routes.post("/ask", response_model=AnswerJson)
    def ask(body: AskIn, user: User) -> dict[str, Any]:
        """Answer a question from the corpus, ask back, or decline; the answer is kept unless `keep` is off."""
        return desk.ask(
            user,
            body.question,
            conversation=body.conversation,
            earlier=body.earlier,
            facts=body.facts.model_dump(exclude_none=True),
            as_of=body.as_of,
            language=body.language,
            register=body.wording,
            area=body.area,
            keep=body.keep,
        )

    @routes.get("/answers/{id}", response_model=KeptOut)
    def answer(id: str, user: User) -> KeptOut:
        """A kept answer with its receipt: of one's own, or shared by its owner."""
        kept = answers.opened(user, id)
        said = answers.said(user, id)
        return KeptOut(
            answer=AnswerJson.model_validate(kept.answer),
            stale=stale(desk, kept),
            shared=kept.shared,
            receipt=dict(kept.receipt),
            seal=kept.seal,
            altered=list(desk.keeper.altered(kept)),
            made_at=kept.made_at,
            conversation=kept.conversation_id if kept.user == user else None,
            link=f"/a/{kept.id}",
            said=None if said is None else SaidOut(reason=said.complaint, note=said.note, given_at=said.given_at),
        )

    @routes.patch("/answers/{id}", status_code=204)
    def share(id: str, body: ShareIn, user: User) -> None:
        """Let all who have the link `/a/{id}` read the answer, or its owner alone."""
        answers.share(user, id, body.shared)

    @routes.get("/answers/{id}/memo", response_class=Response)
    def as_memo(id: str, user: User, form: Annotated[Form, Query()] = "docx") -> Response:
        """The memo of an answer as a file."""
        kept = answers.opened(user, id)
        return attachment(memo([kept.answer], form), f"memo-{id[:8]}.{form}", FORMS[form])

    @routes.post("/feedback", status_code=204, tags=["feedback"])
    def say(body: FeedbackIn, user: User) -> None:
        """Say what you think of an answer; the latest word counts."""
        answers.say(user, body.answer, body.reason, body.note)

    return routes


def stale(desk: Desk, kept: KeptAnswer) -> list[ChangeOut]:
    """What of the passages under an answer is not what it was."""
    return [ChangeOut(passage_id=change.passage_id, what=change.what) for change in desk.keeper.stale(kept)]
