"""A model's pieces of text, for as long as there is time."""

import queue
import threading
from collections.abc import Iterator

from assistant.llms import Call, clock
from assistant.troubles import ModelTrouble, Trouble, of_http

_Event = str | BaseException | None


def in_time(call: Call, until: float) -> Iterator[str]:
    """The pieces of a call that come before `until`, on the clock of `assistant.llms.clock`.

    They are fetched in a thread, so that nothing a server does or leaves undone can hold the answer up: at the end of the
    time the call is ended and the thread left to notice.

    Raises:
        ModelTrouble: time is up, or what the call raised.
    """
    pieces: queue.Queue[_Event] = queue.Queue(maxsize=1000)
    done = threading.Event()
    threading.Thread(target=_fetch, args=(call, pieces, done), daemon=True).start()
    try:
        while True:
            left = until - clock()
            try:
                event = pieces.get(timeout=max(0.0, left)) if left > 0 else None
            except queue.Empty:
                event = None
                left = 0
            if left <= 0:
                raise ModelTrouble(Trouble.SLOW, "its time was up")
            if event is None:
                return
            if isinstance(event, BaseException):
                raise of_http(event) from event
            yield event
    finally:
        done.set()
        call.end()


def _fetch(call: Call, pieces: "queue.Queue[_Event]", done: threading.Event) -> None:
    try:
        for piece in call.pieces:
            if done.is_set():
                return
            _put(pieces, piece, done)
        _put(pieces, None, done)
    except BaseException as error:  # carried to the thread that waits, which raises it
        _put(pieces, error, done)


def _put(pieces: "queue.Queue[_Event]", event: _Event, done: threading.Event) -> None:
    while not done.is_set():
        try:
            pieces.put(event, timeout=0.2)
            return
        except queue.Full:
            continue
