"""What an event of the browser brings, and what it changes on the page."""

from collections.abc import Callable
from inspect import isgeneratorfunction
from typing import Any, NamedTuple

import gradio as gr

from assistant.keeping.types import LOCAL
from assistant.ui.furniture_html import lost_html
from assistant.ui.markup import esc
from assistant.ui.types import Session

SKIP: Any = gr.skip()


class Shown(NamedTuple):
    """What an event changes on the page; `SKIP` leaves a part alone."""

    session: Any = SKIP
    side: Any = SKIP
    facts: Any = SKIP
    talk: Any = SKIP
    evidence: Any = SKIP
    papers: Any = SKIP
    told: Any = SKIP
    announce: Any = SKIP
    skip: Any = SKIP
    ask: Any = SKIP
    panes: Any = SKIP
    says: Any = SKIP


def who(request: gr.Request) -> str:
    """Who asks: the name of the log-in, or the one user of this machine."""
    return request.username or LOCAL


def known(handler: Callable[..., Any], outputs: int = len(Shown._fields)) -> Callable[..., Any]:
    """The handler, for a browser whose session the server has; another is told so, and says again what it looks at.

    Args:
        outputs: how many components the handler changes; the last are the words for the script.
    """

    def lost(session: Session | None, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        if session and text_of(event, "session") == session.id and session.user == who(request):
            return ()
        return (*(SKIP,) * (outputs - 1), lost_html(number_of(event, "request", 0)))

    def once(session: Session | None, event: gr.EventData, request: gr.Request) -> Any:
        return lost(session, event, request) or handler(session, event)

    def many(session: Session | None, event: gr.EventData, request: gr.Request) -> Any:
        told = lost(session, event, request)
        yield from [told] if told else handler(session, event)

    return many if isgeneratorfunction(handler) else once


def text_of(event: gr.EventData, name: str) -> str:
    """A text that the event brings; empty where it brings none."""
    value = event._data.get(name) if isinstance(event._data, dict) else None
    return value if isinstance(value, str) else ""


def number_of(event: gr.EventData, name: str, default: int) -> int:
    """A number that the event brings."""
    value = event._data.get(name) if isinstance(event._data, dict) else None
    return value if isinstance(value, int) else default


def alert(message: str, event: gr.EventData) -> str:
    """A message that something could not be done."""
    return f'<p role="alert" data-request="{number_of(event, "request", 0)}">{esc(message)}</p>'


def status(message: str, event: gr.EventData, back: str = "", box: str = "") -> str:
    """A message with, where something can be put back, a button that does; `box` is what goes back into the box."""
    button = f' <button type="button" data-put-back>{esc(back)}</button>' if back else ""
    request = number_of(event, "request", 0)
    return f'<p role="status" data-request="{request}" data-box="{esc(box)}">{esc(message)}{button}</p>'
