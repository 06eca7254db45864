"""The page: its components, and which event changes which of them."""

from datetime import date
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.ui.asking import complaint
from assistant.ui.handlers import Handlers, Shown
from assistant.ui.panes import Panes
from assistant.ui.side_html import ASK, PANES, SKIP
from assistant.ui.theme import behaviour
from assistant.ui.types import Assistant, Session
from corpus.errors import ExequaturError

AT_ONCE = 8
"""Questions answered at the same time; the others wait in the queue."""

WAITING = 400

KEEP = """
watch('value', () => {
  try { sessionStorage.setItem('exequatur.session', props.value); } catch { /* full or forbidden: nothing is kept */ }
});
"""


def page(assistant: Assistant) -> gr.Blocks:
    """Lay out the page and wire it to the assistant."""
    panes, empty = Panes(assistant), Session()
    do = Handlers(panes)
    blocks = gr.Blocks(title="exequatur", analytics_enabled=False, fill_width=True)
    with blocks:
        session = gr.State(empty)
        _html(SKIP, "skip")
        with gr.Column(elem_id="app"):
            side = _html(panes.side(empty), "side")
            with gr.Column(elem_id="middle"):
                facts = _html(panes.facts(empty), "facts")
                talk = _html(panes.talk(empty), "talk")
                complaints = _html("", "complaint")
                _html(ASK, "ask")
            evidence = _html(panes.evidence(empty), "evidence")
            view = _html("", "view")
            _html(PANES, "panes")
        announce = _html("", "announce", '<div role="status" aria-live="polite">${value}</div>')
        keep = _html("", "keep", "", js_on_load=KEEP)
        memo = _html("", "memo")
        bus = _html("", "bus", "", js_on_load=behaviour())

        parts = [session, side, facts, talk, evidence, complaints, announce, keep]
        long: dict[str, Any] = {"concurrency_limit": AT_ONCE, "concurrency_id": "ask", "trigger_mode": "once"}
        short: dict[str, Any] = {"queue": False, "trigger_mode": "multiple"}
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        bus.ask(do.ask, session, parts, **long, **quiet, api_name="page_ask")
        bus.facts(do.facts, session, parts, **long, **quiet, api_name="page_facts")
        bus.matter(do.matter, session, parts, **short, **quiet, api_name="page_matter")
        bus.restore(do.restore, session, parts, **short, **quiet, api_name="page_restore")
        bus.evidence(do.evidence, session, evidence, **short, **quiet, api_name="page_evidence")
        bus.view(do.view, None, view, **short, **quiet, api_name="page_view")
        bus.memo(do.memo, session, memo, **short, **quiet, api_name="page_memo")
        assert len(parts) == len(Shown._fields)

        def ask(text: str, earlier: list[str] | None = None, as_of: str | None = None) -> dict[str, Any]:
            """Answer a question from the corpus; gives the published answer object.

            Args:
                text: the question.
                earlier: the turns before it in the same conversation, oldest first.
                as_of: ISO date of the law; today where there is none.
            """
            return answer_object(assistant, text, earlier or [], as_of or "")

        api(ask, api_name="ask", concurrency_limit=AT_ONCE, concurrency_id="ask")
    blocks.queue(max_size=WAITING, default_concurrency_limit=AT_ONCE)
    return blocks


def answer_object(assistant: Assistant, text: str, earlier: list[str], as_of: str) -> dict[str, Any]:
    """What the HTTP endpoint gives.

    Raises:
        gr.Error: the text is no question, the date is no date, or the assistant has a remedy to tell.
    """
    problem = complaint(text)
    if problem:
        raise gr.Error(problem, print_exception=False)
    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError as error:
        raise gr.Error(f"as_of {as_of!r} is no ISO date such as 2026-11-22", print_exception=False) from error
    try:
        return assistant.ask(text.strip(), earlier=tuple(earlier), as_of=day)
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
