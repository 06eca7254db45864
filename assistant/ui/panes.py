"""The panes of the page for one session, as HTML."""

from collections.abc import Mapping
from datetime import date

from assistant.ui.about_html import about_html
from assistant.ui.answer_html import answer_html, spoken
from assistant.ui.coverage_html import cell_html, coverage_html
from assistant.ui.evidence_html import empty_evidence, evidence_html
from assistant.ui.facts_html import facts_html
from assistant.ui.furniture_html import ask_html, panes_html, says_html, skip_html
from assistant.ui.papers_html import papers_html
from assistant.ui.passage_html import Shelf, beside, shelf
from assistant.ui.side_html import side_html
from assistant.ui.sources_html import source_html, sources_html
from assistant.ui.start_html import start_html
from assistant.ui.texts import Texts, load_texts
from assistant.ui.turn_html import pending_html, turn_html
from assistant.ui.types import AnswerObject, Assistant, Coverage, Frame, ReadsDocuments, Session, WritesMemos


class Panes:
    """Renders what a session looks like; holds the corpus and no session."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.coverage: Coverage = assistant.coverage()
        self.corpus: Shelf = shelf(assistant.passages, assistant.sources)
        self.forms: Mapping[str, str] = assistant.memo_forms if isinstance(assistant, WritesMemos) else {}
        self.documents = assistant.documents if isinstance(assistant, ReadsDocuments) else None
        self.texts: Mapping[str, Texts] = load_texts()
        self._states = {code: texts.states(self.coverage.states) for code, texts in self.texts.items()}

    def of(self, session: Session) -> Texts:
        """The texts of the page's language."""
        return self.texts[session.page]

    def states(self, language: str) -> Mapping[str, str]:
        """Names of States by code."""
        return self._states.get(language, self.coverage.states)

    def shelf(self, matter: str) -> Shelf:
        """The corpus, with the documents of a matter."""
        library = self.documents.library(matter) if self.documents is not None else None
        return beside(self.corpus, library.passages, library.sources) if library else self.corpus

    def frame(self, language: str, page: str = "en", matter: str = "") -> Frame:
        """What an answer is drawn with: inside in its `language` where the page has that, buttons in the page's."""
        return Frame(
            passages=self.shelf(matter).passages,
            states=self.states(language),
            words=self.assistant.words(language),
            texts=self.texts.get(language, self.texts["en"]),
            page=self.texts[page],
            memo=bool(self.forms),
        )

    def side(self, session: Session) -> str:
        """The left pane."""
        return side_html(session, self.coverage, self.of(session), self.texts, self.forms, date.today())

    def facts(self, session: Session) -> str:
        """The chips and their form."""
        return facts_html(session.matter, self.states(session.page), self.of(session))

    def talk(
        self,
        session: Session,
        *,
        pending: str = "",
        kept: int = 0,
        step: str = "",
        part: AnswerObject | None = None,
        request: int = 0,
        fresh: bool = False,
    ) -> str:
        """The conversation.

        Args:
            pending: the question on its way, which follows the first `kept` turns; empty for none.
            step: the step that it has reached.
            part: its answer as far as it is checked.
            request: the browser's number for what it asked.
            fresh: the last answer has just come in.
        """
        t, matter = self.of(session), session.matter
        turns = matter.turns[:kept] if pending else matter.turns
        if not turns and not pending:
            return start_html(self.coverage, t, self.assistant.outside)
        last = len(turns) - 1
        shown = [
            turn_html(
                turn,
                number,
                self.frame(turn.answer["language"], session.page, matter.id),
                last=number == last and not pending,
                fresh=fresh and number == last,
                register=matter.register,
            )
            for number, turn in enumerate(turns)
        ]
        if pending:
            told = (
                answer_html(part, kept, self.frame(part["language"], session.page, matter.id), partial=True)
                if part
                else ""
            )
            shown.append(pending_html(pending, kept, step, t, told, part["language"] if part else ""))
        busy = "true" if pending else "false"
        return (
            f'<div class="col" aria-busy="{busy}" data-request="{request}" data-matter-id="{matter.id}">'
            f"{''.join(shown)}</div>"
        )

    def evidence(self, session: Session, turn: int = -1, *, opened: str = "", tab: str = "", request: int = 0) -> str:
        """The evidence of one turn, the last where none is named; `opened` must be a passage of the corpus."""
        turns, t = session.matter.turns, self.of(session)
        if not turns:
            return empty_evidence(t)
        number = turn if 0 <= turn < len(turns) else len(turns) - 1
        return evidence_html(
            turns[number].answer,
            number,
            self.shelf(session.matter.id),
            self.states(session.page),
            t,
            page_of=lambda id_: self.page_text(session.matter.id, id_),
            opened=opened,
            tab=tab,
            request=request,
        )

    def page_text(self, matter: str, passage_id: str) -> str:
        """The page that a passage of a document of the matter stands on; empty where there is none."""
        found = self.documents.page(matter, passage_id) if self.documents is not None else None
        return found.text if found else ""

    def papers(
        self, session: Session, *, request: int = 0, reading: str = "", added: str = "", refused: str = ""
    ) -> str:
        """The user's own documents in the open matter; see `papers_html`."""
        if self.documents is None:
            return ""
        matter = session.matter.id
        return papers_html(
            self.documents.listed(matter),
            self.of(session),
            matter=matter,
            request=request,
            reading=reading,
            added=added,
            refused=refused,
        )

    def view(self, session: Session, name: str) -> str:
        """One of the other pages, such as `coverage` or `source=kz-cpc-2015`; empty for the chat."""
        t, states = self.of(session), self.states(session.page)
        page, _, value = name.partition("=")
        first, _, second = value.partition("/")
        if page == "coverage":
            return coverage_html(self.coverage, states, t)
        if page == "cell":
            return cell_html(first, second, self.coverage, states, self.corpus, t)
        if page == "sources":
            return sources_html(self.corpus, states, t, value)
        if page == "source":
            return source_html(first, self.corpus, t)
        if page == "about":
            return about_html(self.coverage, t, self.assistant.outside)
        return ""

    def announced(self, session: Session) -> str:
        """What a screen reader says when the answer is there."""
        answer = session.matter.turns[-1].answer
        return spoken(answer, self.frame(answer["language"], session.page))

    def furniture(self, session: Session, request: int = 0) -> dict[str, str]:
        """What changes with the language only, by the name of its component; `request` as in `talk`."""
        t = self.of(session)
        return {
            "skip": skip_html(t),
            "ask": ask_html(t, self.assistant.outside, uploads=self.documents is not None),
            "panes": panes_html(t),
            "says": says_html(t, self.texts, session.id, request),
        }
