"""Rows of the tables to values, and the words by which a turn is found again."""

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Row

from assistant.keeping.errors import KeepingBroken
from assistant.keeping.tables import ANSWERS
from assistant.keeping.types import Controls, KeptAnswer


def folded(text: str) -> str:
    """`text` without differences of case, width or white space, in any script."""
    return " ".join(unicodedata.normalize("NFKC", storable(text)).casefold().split())


def storable(text: str) -> str:
    """`text` without the one character that PostgreSQL keeps nowhere."""
    return text.replace("\x00", "")


def found_by(words: str) -> ColumnElement[bool]:
    """Whether question or lead of an answer contain the words, as one run."""
    return ANSWERS.c.searchable.contains(folded(words), autoescape=True)


def kept_answer(row: Row[Any]) -> KeptAnswer:
    """The answer of a row of `answers`."""
    return KeptAnswer(
        id=row.id,
        user=row.owner,
        conversation_id=row.conversation_id,
        position=row.place,
        made_at=row.made_at,
        shared=row.shared_at is not None,
        answer=_read(row.answer, row.id),
        receipt=_read(row.receipt, row.id),
        seal=row.seal,
    )


def controls(text: str, id_: str) -> Controls:
    """The controls of a row of `conversations`."""
    return Controls(**_read(text, id_))


def _read(text: str, id_: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise KeepingBroken(
            f"what is kept under {id_} is damaged ({error})",
            hint="Restore the database from a backup, or delete that entry.",
        ) from error
    if not isinstance(found, Mapping):
        raise KeepingBroken(
            f"what is kept under {id_} is damaged", hint="Restore the database from a backup, or delete that entry."
        )
    return dict(found)
