"""The page: its components, and which event changes which of them."""

from datetime import date
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.keeping.keeper import Keeper
from assistant.keeping.types import LOCAL
from assistant.questions import usable_before
from assistant.ui.asking import complaint
from assistant.ui.events import Shown, known
from assistant.ui.handlers import Handlers
from assistant.ui.matters import Matters
from assistant.ui.panes import Panes
from assistant.ui.theme import behaviour
from assistant.ui.types import Assistant, Session
from corpus.errors import ExequaturError

AT_ONCE = 8
"""Questions answered at the same time; the others wait in the queue."""

WAITING = 200
"""Questions in the queue at most: two cores answer eleven a second (docs/load.md), so the last one waits 18 seconds."""


def page(assistant: Assistant, keeper: Keeper) -> gr.Blocks:
    """Lay out the page and wire it to the assistant, and to what keeps its answers."""
    panes, empty = Panes(assistant), Session(user=LOCAL)
    do, still = Handlers(panes, Matters(keeper)), panes.furniture(empty)
    blocks = gr.Blocks(title="exequatur", analytics_enabled=False, fill_width=True)
    with blocks:
        parts: dict[str, Any] = {"session": gr.State(None), "skip": _html(still["skip"], "skip")}
        with gr.Column(elem_id="app"):
            parts["side"] = _html(panes.side(empty), "side")
            with gr.Column(elem_id="middle"):
                parts["facts"] = _html(panes.facts(empty), "facts")
                parts["talk"] = _html(panes.talk(empty), "talk")
                parts["papers"] = _html(panes.papers(empty), "papers")
                parts["told"] = _html("", "complaint")
                parts["ask"] = _html(still["ask"], "ask")
            parts["evidence"] = _html(panes.evidence(empty), "evidence")
            view = _html("", "view")
            parts["panes"] = _html(still["panes"], "panes")
        parts["announce"] = _html("", "announce", '<div role="status" aria-live="polite">${value}</div>')
        parts["says"] = _html(still["says"], "says")
        memo, found = _html("", "memo"), _html("", "found")
        bus = _html("", "bus", "", js_on_load=behaviour())

        session, shown = parts["session"], [parts[name] for name in Shown._fields]
        long: dict[str, Any] = {"concurrency_limit": AT_ONCE, "concurrency_id": "ask", "trigger_mode": "multiple"}
        short: dict[str, Any] = {"queue": False, "trigger_mode": "multiple"}
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asking = [
            bus.ask(known(do.ask), session, shown, **long, **quiet, api_name="page_ask"),
            bus.again(known(do.again), session, shown, **long, **quiet, api_name="page_again"),
        ]
        bus.cease(None, cancels=asking)
        reading = bus.document(known(do.document), session, shown, **long, **quiet, api_name="page_document")
        bus.halt(None, cancels=[reading])
        bus.restore(do.restore, session, shown, **short, **quiet, api_name="page_restore")
        for name in ("stop", "language", "matter", "rename", "delete", "undo", "back", "say", "undocument"):
            bus_event = getattr(bus, name)
            bus_event(known(getattr(do, name)), session, shown, **short, **quiet, api_name=f"page_{name}")
        pane = [parts["evidence"], parts["says"]]
        bus.evidence(known(do.evidence, 2), session, pane, **short, **quiet, api_name="page_evidence")
        bus.view(known(do.view, 2), session, [view, parts["says"]], **short, **quiet, api_name="page_view")
        bus.find(known(do.find, 2), session, [found, parts["says"]], **short, **quiet, api_name="page_find")
        handed = [memo, parts["told"], parts["says"]]
        bus.memo(known(do.memo, 3), session, handed, **short, **quiet, api_name="page_memo")

        def ask(text: str, earlier: list[str] | None = None, as_of: str | None = None) -> dict[str, Any]:
            """Answer a question from the corpus; gives the published answer object.

            Args:
                text: the question.
                earlier: the turns before it in the same conversation, oldest first.
                as_of: ISO date of the law; today where there is none.
            """
            return answer_object(panes, text, earlier or [], as_of or "")

        api(ask, api_name="ask", concurrency_limit=AT_ONCE, concurrency_id="ask")
    blocks.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE)
    return blocks


def answer_object(panes: Panes, text: str, earlier: list[str], as_of: str) -> dict[str, Any]:
    """What the HTTP endpoint gives.

    Raises:
        gr.Error: the text is no question, the date is no date, or the assistant has a remedy to tell.
    """
    problem = complaint(text, panes.texts["en"])
    if problem:
        raise gr.Error(problem, print_exception=False)
    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError as error:
        raise gr.Error(f"as_of {as_of!r} is no ISO date such as 2026-11-22", print_exception=False) from error
    try:
        assistant = panes.assistant
        before = tuple(usable_before(earlier))
        return assistant.ask(assistant.question(text.strip(), earlier=before, as_of=day))
    except ExequaturError as error:
        raise gr.Error(str(error), print_exception=False) from error


def _html(value: str, id_: str, template: str = "${value}", js_on_load: str | None = None) -> Any:
    return gr.HTML(
        value,
        elem_id=id_,
        html_template=template,
        js_on_load=js_on_load,
        apply_default_css=False,
        padding=False,
        container=False,
    )
