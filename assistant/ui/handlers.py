"""What happens on each event of the page. Sessions come in and go out; nothing is kept here but by `Matters`."""

import base64
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.keeping.errors import NotKept
from assistant.keeping.types import Complaint
from assistant.types import Question
from assistant.ui import papers
from assistant.ui.asking import Began, Done, Part, ask, asked, complaint
from assistant.ui.corrections import corrected
from assistant.ui.events import SKIP, Shown, alert, number_of, status, text_of, who
from assistant.ui.furniture_html import found_html
from assistant.ui.markup import esc
from assistant.ui.matters import Matters
from assistant.ui.panes import Panes
from assistant.ui.texts import fitting
from assistant.ui.types import Session, WritesMemos
from corpus.errors import ExequaturError
from corpus.own import safe_name

log = logging.getLogger(__name__)


class Handlers:
    """One method an event; all are given the session of the browser that asks."""

    def __init__(self, panes: Panes, matters: Matters) -> None:
        self.panes, self.matters = panes, matters

    def ask(self, session: Session, event: gr.EventData) -> Iterator[Shown]:
        """A new question, or one put in the place of an earlier turn."""
        text = text_of(event, "text")
        problem = complaint(text, self.panes.of(session))
        if problem:
            yield Shown(told=alert(problem, event))
            return
        try:
            session = self.matters.now(session)
        except ExequaturError as error:
            yield self._fault(session, event, error)
            return
        turns, turn = len(session.matter.turns), number_of(event, "turn", -1)
        yield from self._answer(session, text.strip(), turn if 0 <= turn < turns else turns, event)

    def again(self, session: Session, event: gr.EventData) -> Iterator[Shown]:
        """The last question once more, with facts or wording changed by hand if there are any."""
        given = event._data.get("values") if isinstance(event._data, dict) else None
        values = {str(name): str(value) for name, value in given.items()} if isinstance(given, Mapping) else {}
        try:
            session = self.matters.now(session)
            matter = corrected(session.matter, values, self._states)
            changed = self.matters.set_by_hand(session, matter) if values else session
        except ExequaturError as error:
            yield self._fault(session, event, error)
            return
        turns = changed.matter.turns
        if turns:
            yield from self._answer(changed, turns[-1].question, len(turns) - 1, event)
        else:
            yield Shown(session=changed, facts=self.panes.facts(changed))

    def stop(self, session: Session, event: gr.EventData) -> Shown:
        """The conversation as it is without the answer on its way, whose event has ended."""
        told = status(self.panes.of(session)("told.stopped"), event)
        return self._acted(session, event, lambda: self.matters.now(session), told=told)

    def restore(self, session: Session | None, event: gr.EventData, request: gr.Request) -> Shown:
        """The matters of who asks, in the language the browser wishes; after the page was opened or reloaded."""
        page, user = fitting(text_of(event, "language"), self.panes.texts).code, who(request)
        try:
            return self._furnished(self.matters.session(user, page, text_of(event, "current")), event)
        except ExequaturError as error:
            return self._furnished(Session(user=user, page=page), event, alert(str(error), event))

    def language(self, session: Session, event: gr.EventData) -> Shown:
        """The page in another language; the answers stay in theirs."""
        page = fitting(text_of(event, "language"), self.panes.texts).code
        return self._furnished(replace(session, page=page), event)

    def matter(self, session: Session, event: gr.EventData) -> Shown:
        """Another matter, or a new one where no id is given."""
        id_, matters = text_of(event, "id"), self.matters
        return self._acted(session, event, lambda: matters.switched(session, id_) if id_ else matters.opened(session))

    def rename(self, session: Session, event: gr.EventData) -> Shown:
        """A matter called something else."""
        id_, name = text_of(event, "id"), text_of(event, "name")
        return self._acted(session, event, lambda: self.matters.renamed(session, id_, name))

    def delete(self, session: Session, event: gr.EventData) -> Shown:
        """A matter less; it can be put back."""
        id_, t = text_of(event, "id"), self.panes.of(session)
        title = next((line.title for line in session.lines if line.id == id_), "")
        told = status(t("told.deleted", title=title), event, back=t("told.put_back"))

        def act() -> Session:
            done = self.matters.deleted(session, id_)
            if self.panes.documents is not None:
                self.panes.documents.forget(id_)
            return done

        return self._acted(session, event, act, told=told)

    def undo(self, session: Session, event: gr.EventData) -> Shown:
        """The last turn taken back: its question stands in the box again."""
        turns, t = session.matter.turns, self.panes.of(session)
        if not turns:
            return Shown()
        told = status(t("told.taken_back"), event, back=t("told.put_back"), box=turns[-1].question)
        return self._acted(session, event, lambda: self.matters.taken_back(session), told=told)

    def back(self, session: Session, event: gr.EventData) -> Shown:
        """What the last act took away."""
        return self._acted(session, event, lambda: self.matters.put_back(session))

    def say(self, session: Session, event: gr.EventData) -> Shown:
        """What the user says of an answer, with a reason."""
        t, said = self.panes.of(session), text_of(event, "complaint")
        if said not in set(Complaint):
            return Shown(told=alert(t("told.unsaid"), event))
        receipt, note = text_of(event, "receipt"), text_of(event, "note")
        told = status(t("told.said"), event)
        return self._acted(
            session, event, lambda: self.matters.say(session, receipt, Complaint(said), note), told=told
        )

    def document(self, session: Session, event: gr.EventData) -> Iterator[Shown]:
        """A document that was uploaded, read into the matter."""
        panes, request, name = self.panes, number_of(event, "request", 0), safe_name(text_of(event, "name"))
        t = panes.of(session)
        content = papers.taken(text_of(event, "path"))
        if panes.documents is None or content is None:
            yield Shown(papers=panes.papers(session, request=request, refused=t("papers.no_file", name=name)))
            return
        try:
            session = self.matters.set_by_hand(session, session.matter)  # a reload finds the matter again
        except ExequaturError as error:
            yield self._fault(session, event, error)
            return
        yield Shown(
            session=session, papers=panes.papers(session, request=request, reading=t("papers.begins", name=name))
        )
        for found in papers.add(panes.documents, session.matter.id, name, content):
            if isinstance(found, papers.Reading):
                far = {"n": t.number(found.done), "of": t.number(found.total)}
                told = t(f"papers.{found.stage}", name=name, **far) if found.total else t("papers.begins", name=name)
                yield Shown(papers=panes.papers(session, request=request, reading=told))
            elif isinstance(found, papers.Added):
                yield Shown(papers=panes.papers(session, request=request, added=t("papers.added", name=name)))
            else:
                why = t.named("refused", found.code) if found.code else t("papers.broken")
                why = found.message if why == found.code else why
                yield Shown(papers=panes.papers(session, request=request, refused=f"{name}: {why}"))

    def undocument(self, session: Session, event: gr.EventData) -> Shown:
        """A document less; or, where none is named, the list as it is, after a reading was stopped."""
        if self.panes.documents is not None and text_of(event, "id"):
            self.panes.documents.remove(session.matter.id, text_of(event, "id"))
        return Shown(papers=self.panes.papers(session, request=number_of(event, "request", 0)))

    def find(self, session: Session, event: gr.EventData) -> tuple[Any, ...]:
        """Which matters hold the words."""
        try:
            ids = self.matters.found(session.user, text_of(event, "words"))
        except ExequaturError:
            log.exception("the matters could not be searched")
            ids = ()
        return found_html(ids, number_of(event, "request", 0)), SKIP

    def evidence(self, session: Session, event: gr.EventData) -> tuple[Any, ...]:
        """A passage, or a tab, of the evidence of one turn."""
        passage, tab = text_of(event, "passage"), text_of(event, "tab")
        shown = self.panes.evidence(
            session,
            number_of(event, "turn", -1),
            opened=passage
            if passage in self.panes.shelf(session.matter.id).passages or passage in session.cited
            else "",
            tab=tab if tab == "how" else "",
            request=number_of(event, "request", 0),
        )
        return shown, SKIP

    def view(self, session: Session, event: gr.EventData) -> tuple[Any, ...]:
        """One of the other pages; empty for the chat."""
        return self.panes.view(session, text_of(event, "name")), SKIP

    def memo(self, session: Session, event: gr.EventData) -> tuple[Any, ...]:
        """The memo of one turn, or of a matter, as a link that the page follows; nothing stays on this machine."""
        assistant, form = self.panes.assistant, text_of(event, "form") or next(iter(self.panes.forms), "")
        id_, number = text_of(event, "id") or session.matter.id, number_of(event, "turn", -1)
        try:
            answers = self.matters.answers(session.user, id_)
        except NotKept:
            answers = ()
        except ExequaturError as error:
            return SKIP, alert(str(error), event), SKIP
        chosen = answers[number : number + 1] if number >= 0 else answers
        if not isinstance(assistant, WritesMemos) or form not in self.panes.forms or not chosen:
            return SKIP, alert(self.panes.of(session)("told.gone"), event), SKIP
        try:
            encoded = base64.b64encode(assistant.memo(chosen, form)).decode("ascii")
        except ExequaturError as error:
            return SKIP, alert(str(error), event), SKIP
        name = f"memo-{chosen[0]['id']}.{form}" if number >= 0 else f"matter-{id_}.{form}"
        href = f"data:{self.panes.forms[form]};base64,{encoded}"
        return f'<a download="{esc(name)}" href="{href}">{esc(name)}</a>', SKIP, SKIP

    @property
    def _states(self) -> Mapping[str, str]:
        return self.panes.coverage.states

    def _answer(self, session: Session, text: str, kept: int, event: gr.EventData) -> Iterator[Shown]:
        panes, request, t = self.panes, number_of(event, "request", 0), self.panes.of(session)

        def waiting(**reached: Any) -> str:
            return panes.talk(session, pending=text, kept=kept, request=request, **reached)

        yield Shown(talk=waiting(step="understand"), told="")
        step, question = "understand", asked(panes.assistant, session.matter, text, kept)
        for found in ask(panes.assistant, question, session.matter.id):
            if isinstance(found, Began):
                step = found.step
                yield Shown(talk=waiting(step=step))
            elif isinstance(found, Part):
                yield Shown(talk=waiting(step=step, part=found.answer))
            elif isinstance(found, Done):
                yield self._finished(session, question, found.answer, kept, event)
            else:
                yield self._whole(session, told=alert(found.message or t("told.broken"), event))

    def _finished(
        self, before: Session, question: Question, answer: dict[str, Any], kept: int, event: gr.EventData
    ) -> Shown:
        t = self.panes.of(before)
        try:
            done = self.matters.answered(before, question, answer, kept)
            later = len(before.matter.turns) - kept - 1
            told = ""
            if done.aside:
                counted = t("told.set_aside", count=t.count("later", later)) if later else t("told.replaced")
                told = status(counted, event, back=t("told.put_back"))
            return self._whole(done, told=told, fresh=True, request=number_of(event, "request", 0))._replace(
                announce=esc(self.panes.announced(done))
            )
        except ExequaturError as error:
            return self._fault(before, event, error)
        except Exception:
            # An answer that cannot be drawn must not leave the page waiting for ever.
            log.exception("an answer could not be drawn")
            return self._whole(before, told=alert(t("told.broken"), event))

    def _acted(self, session: Session, event: gr.EventData, act: Callable[[], Session], told: str = "") -> Shown:
        try:
            return self._whole(act(), told=told)
        except ExequaturError as error:
            return self._fault(session, event, error)

    def _fault(self, session: Session, event: gr.EventData, error: ExequaturError) -> Shown:
        """What could not be done, and the page as things stand; a matter that is gone gives way to a new one."""
        message = self.panes.of(session)("told.gone") if isinstance(error, NotKept) else str(error)
        try:
            standing = self.matters.session(session.user, session.page, session.matter.id)
        except ExequaturError:
            standing = session
        return self._whole(replace(standing, id=session.id), told=alert(message, event))

    def _furnished(self, session: Session, event: gr.EventData, told: str = "") -> Shown:
        furniture = self.panes.furniture(session, number_of(event, "request", 0))
        return self._whole(session, told=told)._replace(**furniture)

    def _whole(self, session: Session, *, told: str = "", fresh: bool = False, request: int = 0) -> Shown:
        panes = self.panes
        return Shown(
            session=session,
            side=panes.side(session),
            facts=panes.facts(session),
            talk=panes.talk(session, fresh=fresh, request=request),
            evidence=panes.evidence(session),
            papers=panes.papers(session),
            told=told,
        )
