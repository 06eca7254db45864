"""Conversations from a JSONL file, one a line, answered in order by one process."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.pipeline import Tools
from assistant.reading.turn import TEXT_AT_MOST
from assistant.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that could not be read, by its number from 1."""

    number: int
    why: str


def answer_lines(lines: Iterable[str], tools: Tools) -> Iterator[dict[str, Any] | BadLine]:
    """For each line `{"id", "turns": [...], "as_of"?}` the line `{"id", "answers": [...]}`, in order.

    A broken line gives a `BadLine`; the others are answered.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        read = _read(number, line)
        if isinstance(read, BadLine):
            yield read
            continue
        id_, turns, as_of = read
        session = Session()
        yield {"id": id_, "answers": [session.ask(turn, tools, as_of=as_of) for turn in turns]}


def _read(number: int, line: str) -> tuple[Any, list[str], date | None] | BadLine:
    try:
        found = json.loads(line)
    except ValueError as error:
        return BadLine(number=number, why=f"no JSON ({error})")
    if not isinstance(found, dict) or "id" not in found:
        return BadLine(number=number, why='an object with "id" and "turns" belongs there')
    turns = found.get("turns")
    if not isinstance(turns, list) or not turns or not all(isinstance(t, str) and t.strip() for t in turns):
        return BadLine(number=number, why='"turns" is a list of one or more texts that are not blank')
    try:
        as_of = date.fromisoformat(found["as_of"]) if found.get("as_of") else None
    except (ValueError, TypeError):
        return BadLine(number=number, why='"as_of" is an ISO date such as 2026-11-22')
    return found["id"], [turn[: TEXT_AT_MOST * 5] for turn in turns], as_of
