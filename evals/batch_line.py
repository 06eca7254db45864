"""One line of the batch protocol of docs/evals.md, as text and as values."""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.types import Conversation, Reply


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    answers: tuple[dict[str, Any], ...] = ()
    error: str = ""


def question_line(conversation: Conversation) -> str:
    """`{"id", "turns", "as_of"?}`."""
    fields: dict[str, Any] = {"id": conversation.id, "turns": list(conversation.turns)}
    if conversation.as_of is not None:
        fields["as_of"] = conversation.as_of.isoformat()
    return json.dumps(fields, ensure_ascii=False)


def read_reply(line: bytes | str) -> Reply | None:
    """The reply of `{"id", "answers"}` or `{"id", "error"}`; None if the line is neither."""
    try:
        read = _Line.model_validate_json(line)
    except ValidationError:
        return None
    problem = read.error or ("" if read.answers else "the line of this case has no answers")
    return Reply(id=read.id, answers=read.answers, problem=problem)
