"""Several conversations at once, each with a time limit of its own."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from evals.types import Conversation, Reply

Ask = Callable[[Conversation], Sequence[Mapping[str, Any]]]
"""A conversation to one answer a turn."""


def replies_of(ask: Ask, conversations: Sequence[Conversation], workers: int, timeout_s: float) -> Iterator[Reply]:
    """One reply a conversation, as they come, from so many threads.

    Whatever `ask` raises is the problem of that conversation alone. One that takes longer than `timeout_s` is given
    up: its thread cannot be stopped, so another takes its place and what it may still say is not listened to.
    """
    waiting: queue.SimpleQueue[Conversation] = queue.SimpleQueue()
    done: queue.SimpleQueue[Reply] = queue.SimpleQueue()
    begun: dict[str, float] = {}
    for conversation in conversations:
        waiting.put(conversation)

    def work() -> None:
        while True:
            try:
                conversation = waiting.get_nowait()
            except queue.Empty:
                return
            begun[conversation.id] = time.monotonic()
            done.put(reply_of(ask, conversation))

    def start() -> None:
        threading.Thread(target=work, daemon=True).start()

    for _ in range(min(workers, len(conversations))):
        start()
    open_ = {conversation.id for conversation in conversations}
    while open_:
        try:
            reply = done.get(timeout=_until_next(begun, open_, timeout_s))
        except queue.Empty:
            late = [
                id_ for id_, since in list(begun.items()) if id_ in open_ and time.monotonic() - since >= timeout_s
            ]
            for id_ in late:
                open_.discard(id_)
                start()
                yield Reply(id=id_, problem=f"TimeoutError: no answer within {timeout_s:g} s")
            continue
        if reply.id in open_:
            open_.discard(reply.id)
            yield reply


def reply_of(ask: Ask, conversation: Conversation) -> Reply:
    """The reply to one conversation; what `ask` raises is its problem."""
    try:
        return Reply(id=conversation.id, answers=tuple(ask(conversation)))
    except Exception as error:  # whatever it is, it is this case's failure and no other's
        return Reply(id=conversation.id, problem=f"{type(error).__name__}: {error}")


def _until_next(begun: Mapping[str, float], open_: set[str], timeout_s: float) -> float:
    """Seconds until the next conversation under way is late; at least a few, for the clock to have moved on."""
    running = [since for id_, since in list(begun.items()) if id_ in open_]
    return max(0.02, min(running, default=time.monotonic()) + timeout_s - time.monotonic())
