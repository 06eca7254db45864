"""From what was typed to the answer: refusing what is no question, and telling the steps on the way."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.contract import offered
from assistant.ui.types import Assistant, Matter
from corpus.errors import ExequaturError

BROKEN = "Something broke on this machine, and the log says what. Your question is back in the box."

log = logging.getLogger(__name__)

CHARACTERS = 4_000
"""The longest question; what lies beyond is not read by the first step of the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Began:
    """A step begins."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The answer object."""

    answer: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """No answer; `message` says what the user can do."""

    message: str


def complaint(text: str) -> str:
    """Why the text cannot be asked; empty if it can."""
    if not text.strip():
        return "The box is empty. Write a question, or choose one of the examples."
    if not any(character.isalnum() for character in text):
        return "There is no word in that. Write a question in words."
    if len(text) > CHARACTERS:
        return (
            f"That has {len(text):,} characters; at most {CHARACTERS:,} are read. It is still in the box: shorten it, "
            "and ask about one point at a time."
        )
    return ""


def ask(assistant: Assistant, matter: Matter, text: str, *, again: bool = False) -> Iterator[Began | Done | Failed]:
    """Ask in a thread of its own; yields the latest step while it works, then the answer or the failure.

    Args:
        again: the last turn is asked once more, so it does not count as an earlier one.
    """
    before = matter.turns[:-1] if again else matter.turns

    def work(report: Callable[[str], None]) -> dict[str, Any]:
        return assistant.ask(
            text,
            earlier=tuple(turn.question for turn in before),
            facts=matter.facts,
            as_of=date.fromisoformat(matter.as_of) if matter.as_of else None,
            register=matter.register or None,
            language=matter.language or None,
            just_clarified=bool(before) and before[-1].answer["status"] == "clarify",
            offers=tuple(offered(turn.answer) for turn in before),
            report=report,
        )

    heard: queue.Queue[Began | Done | Failed] = queue.Queue()
    threading.Thread(target=_run, args=(work, heard), daemon=True).start()
    while True:
        event = heard.get()
        while not heard.empty() and isinstance(event, Began):
            event = heard.get()
        yield event
        if not isinstance(event, Began):
            return


def _run(
    work: Callable[[Callable[[str], None]], dict[str, Any]], heard: "queue.Queue[Began | Done | Failed]"
) -> None:
    try:
        heard.put(Done(answer=work(lambda step: heard.put(Began(step=step)))))
    except ExequaturError as error:
        heard.put(Failed(message=str(error)))
    except Exception:
        # The outermost place: whatever broke, the user keeps the question and the log gets the reason.
        log.exception("a question failed")
        heard.put(Failed(message=BROKEN))
