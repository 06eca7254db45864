"""Answers and conversations as files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from starlette.responses import Response

from assistant.keeping.errors import Refused
from assistant.keeping.types import AnswerObject, Conversation
from assistant.memo import write_memo
from assistant.render import as_markdown

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
        "md": "text/markdown; charset=utf-8",
        "json": "application/json",
    }
)
"""Suffixes of files, and what a browser calls their kind."""


def memo(answers: Sequence[AnswerObject], form: str) -> bytes:
    """The memo of some answers; nothing of it stays on the disk.

    Raises:
        Refused: there is no answer to write of.
    """
    if not answers:
        raise Refused("the conversation has no answer yet", hint="Ask something in it first.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"memo.{form}"
        write_memo([dict(answer) for answer in answers], path)
        return path.read_bytes()


def conversation_json(conversation: Conversation) -> bytes:
    """A conversation whole, with answers and receipts."""
    return json.dumps(asdict(conversation), ensure_ascii=False, indent=1).encode()


def conversation_markdown(conversation: Conversation) -> bytes:
    """A conversation to read, its answers in order."""
    first = str(conversation.turns[0].answer["question"]) if conversation.turns else "Conversation"
    title = " ".join((conversation.name or first).split())
    parts = [f"# {title}\n", *(as_markdown(dict(turn.answer)) for turn in conversation.turns)]
    return "\n".join(parts).encode()


def attachment(body: bytes, name: str, kind: str) -> Response:
    """A file to be saved, never shown in place."""
    return Response(body, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
