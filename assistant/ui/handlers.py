"""What happens on each event of the page. Sessions come in and go out; nothing is kept here."""

import base64
import logging
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import gradio as gr

from assistant.ui.about_html import about_html
from assistant.ui.asking import BROKEN, Began, Done, ask, complaint
from assistant.ui.coverage_html import coverage_html
from assistant.ui.markup import esc
from assistant.ui.panes import Panes
from assistant.ui.sessions import answered, corrected, opened, read, switched, with_matter, written
from assistant.ui.sources_html import source_html, sources_html
from assistant.ui.types import Session, WritesMemos

log = logging.getLogger(__name__)
SKIP: Any = gr.skip()


class Shown(NamedTuple):
    """What an event changes on the page; `SKIP` leaves a part alone."""

    session: Any = SKIP
    side: Any = SKIP
    facts: Any = SKIP
    talk: Any = SKIP
    evidence: Any = SKIP
    complaint: Any = SKIP
    announce: Any = SKIP
    keep: Any = SKIP


class Handlers:
    """One method an event; all are given the session of the browser that asks."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes

    def ask(self, session: Session, event: gr.EventData) -> Iterator[Shown]:
        """A new question."""
        text = _text(event, "text")
        problem = complaint(text)
        if problem:
            yield Shown(complaint=_alert(problem))
            return
        yield from self._answer(session, text.strip(), again=False)

    def facts(self, session: Session, event: gr.EventData) -> Iterator[Shown]:
        """Facts corrected by hand: the last question is answered again."""
        given = event._data.get("values") if isinstance(event._data, dict) else None
        values = {str(name): str(value) for name, value in given.items()} if isinstance(given, Mapping) else {}
        changed = with_matter(session, corrected(session.matter, values, self.panes.states))
        turns = changed.matter.turns
        if not turns:
            yield Shown(session=changed, facts=self.panes.facts(changed), keep=written(changed))
            return
        yield from self._answer(changed, turns[-1].question, again=True)

    def matter(self, session: Session, event: gr.EventData) -> Shown:
        """Another matter, or a new one where the id is 0."""
        id_ = _number(event, "id", 0)
        return self._whole(switched(session, id_) if id_ else opened(session))

    def restore(self, session: Session, event: gr.EventData) -> Shown:
        """The session that the browser kept, after a reload."""
        kept = read(_text(event, "session"))
        return Shown() if kept is None or session.matter.turns else self._whole(kept)

    def evidence(self, session: Session, event: gr.EventData) -> str:
        """A passage, or a tab, of the evidence of one turn."""
        passage, tab = _text(event, "passage"), _text(event, "tab")
        known = passage if passage in self.panes.corpus.passages else ""
        return self.panes.evidence(
            session,
            _number(event, "turn", -1),
            opened=known,
            tab=tab if tab == "how" else "",
            request=_number(event, "request", 0),
        )

    def view(self, event: gr.EventData) -> str:
        """One of the other pages; empty for the chat."""
        name, _, value = _text(event, "name").partition("=")
        if name == "coverage":
            return coverage_html(self.panes.coverage)
        if name == "sources":
            return sources_html(self.panes.corpus, self.panes.states, value)
        if name == "source":
            return source_html(value, self.panes.corpus)
        return about_html(self.panes.coverage) if name == "about" else ""

    def memo(self, session: Session, event: gr.EventData) -> str:
        """The memo of one turn as a link that the page follows; nothing stays on this machine."""
        assistant, turns = self.panes.assistant, session.matter.turns
        number = _number(event, "turn", -1)
        if not isinstance(assistant, WritesMemos) or not 0 <= number < len(turns):
            return ""
        answer = turns[number].answer
        encoded = base64.b64encode(assistant.memo(answer)).decode("ascii")
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return f'<a download="memo-{esc(answer["id"])}.docx" href="data:{kind};base64,{encoded}">Memo</a>'

    def _answer(self, session: Session, text: str, *, again: bool) -> Iterator[Shown]:
        panes = self.panes
        yield Shown(talk=panes.talk(session, pending=text, step="understand", again=again), complaint="")
        for event in ask(panes.assistant, session.matter, text, again=again):
            if isinstance(event, Began):
                yield Shown(talk=panes.talk(session, pending=text, step=event.step, again=again))
            elif isinstance(event, Done):
                yield self._finished(session, answered(session, text, event.answer, again=again))
            else:
                yield self._whole(session)._replace(complaint=_alert(event.message))

    def _finished(self, before: Session, done: Session) -> Shown:
        try:
            return self._whole(done, fresh=True)._replace(announce=_said(self.panes.announced(done)))
        except Exception:
            # An answer that cannot be drawn must not leave the page waiting for ever.
            log.exception("an answer could not be drawn")
            return self._whole(before)._replace(complaint=_alert(BROKEN))

    def _whole(self, session: Session, *, fresh: bool = False) -> Shown:
        panes = self.panes
        return Shown(
            session=session,
            side=panes.side(session),
            facts=panes.facts(session),
            talk=panes.talk(session, fresh=fresh),
            evidence=panes.evidence(session),
            complaint="",
            keep=written(session),
        )


def _text(event: gr.EventData, name: str) -> str:
    value = event._data.get(name) if isinstance(event._data, dict) else None
    return value if isinstance(value, str) else ""


def _number(event: gr.EventData, name: str, default: int) -> int:
    value = event._data.get(name) if isinstance(event._data, dict) else None
    return value if isinstance(value, int) else default


def _alert(message: str) -> str:
    return f'<p role="alert">{esc(message)}</p>'


def _said(message: str) -> str:
    return esc(message)
