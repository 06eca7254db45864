"""From what was typed to the answer: refusing what is no question, telling the steps on the way, stopping."""

import logging
import queue
import threading
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.contract import offered
from assistant.types import Question
from assistant.ui.texts import Texts
from assistant.ui.types import AnswerObject, Assistant, Matter
from corpus.errors import ExequaturError

log = logging.getLogger(__name__)

CHARACTERS = 4_000
"""The longest question; what lies beyond is not read by the first step of the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Began:
    """A step begins."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The answer as far as it is checked."""

    answer: AnswerObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The answer object."""

    answer: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """No answer; `message` says what the user can do, and is empty where only the log knows why."""

    message: str = ""


Event = Began | Part | Done | Failed


class Stopped(Exception):
    """Nobody waits for the answer any more."""


def complaint(text: str, t: Texts) -> str:
    """Why the text cannot be asked; empty if it can."""
    if not text.strip():
        return t("told.empty")
    if not any(character.isalnum() for character in text):
        return t("told.no_word")
    if len(text) > CHARACTERS:
        return t("told.too_long", n=t.number(len(text)), most=t.number(CHARACTERS))
    return ""


def asked(assistant: Assistant, matter: Matter, text: str, kept: int) -> Question:
    """What is asked after the first `kept` turns of a matter."""
    before = matter.turns[:kept]
    return assistant.question(
        text,
        earlier=tuple(turn.question for turn in before),
        offers=tuple(offered(turn.answer) for turn in before),
        facts=matter.facts,
        as_of=date.fromisoformat(matter.as_of) if matter.as_of else None,
        register=matter.register or None,
        language=matter.language or None,
        area=matter.area or None,
        just_clarified=bool(before) and before[-1].answer["status"] == "clarify",
    )


def ask(assistant: Assistant, question: Question, matter: str = "") -> Generator[Event, None, None]:
    """Ask in a thread of its own; yields what has been reached while it works, then the answer or the failure.

    What came in while the last event was being dealt with is not yielded one by one: only the latest of it counts.
    Closing the generator ends the work at its next step.
    """
    heard: queue.Queue[Event] = queue.Queue()
    stop = threading.Event()

    def hear(event: Event) -> None:
        if stop.is_set():
            raise Stopped
        heard.put(event)

    def work() -> None:
        try:
            answer = assistant.ask(
                question,
                matter=matter,
                report=lambda step: hear(Began(step=step)),
                show=lambda part: hear(Part(answer=part)),
            )
            heard.put(Done(answer=answer))
        except Stopped:
            log.info("stopped")
        except ExequaturError as error:
            heard.put(Failed(message=str(error)))
        except Exception:
            # The outermost place: whatever broke, the user keeps the question and the log gets the reason.
            log.exception("a question failed")
            heard.put(Failed())

    threading.Thread(target=work, daemon=True).start()
    try:
        while True:
            event = heard.get()
            while isinstance(event, Began | Part) and not heard.empty():
                event = heard.get()
            yield event
            if isinstance(event, Done | Failed):
                return
    finally:
        stop.set()
