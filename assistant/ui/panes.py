"""The panes of the page for one session, as HTML."""

from collections.abc import Mapping

from assistant.ui.answer_html import pending_html, spoken, turn_html
from assistant.ui.evidence_html import Shelf, empty_evidence, evidence_html, shelf
from assistant.ui.facts_html import facts_html
from assistant.ui.side_html import side_html
from assistant.ui.start_html import start_html
from assistant.ui.types import Assistant, Coverage, Frame, Session, WritesMemos


class Panes:
    """Renders what a session looks like; holds the corpus and no session."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.coverage: Coverage = assistant.coverage()
        self.corpus: Shelf = shelf(assistant.passages, assistant.sources)
        self.memo = isinstance(assistant, WritesMemos)

    @property
    def states(self) -> Mapping[str, str]:
        """Names of States by code."""
        return self.coverage.states

    def frame(self, language: str) -> Frame:
        """What an answer in a language is drawn with."""
        return Frame(
            passages=self.corpus.passages,
            states=self.states,
            words=self.assistant.words(language),
            memo=self.memo,
        )

    def side(self, session: Session) -> str:
        """The left pane."""
        return side_html(session, self.coverage)

    def facts(self, session: Session) -> str:
        """The chips and their form."""
        return facts_html(session.matter, self.states)

    def talk(
        self, session: Session, *, pending: str = "", step: str = "", fresh: bool = False, again: bool = False
    ) -> str:
        """The conversation.

        Args:
            pending: the question on its way; empty for none.
            step: the step that it has reached.
            fresh: the last answer has just come in.
            again: the pending question takes the place of the last turn.
        """
        turns = session.matter.turns[:-1] if again and pending else session.matter.turns
        if not turns and not pending:
            return start_html(self.coverage)
        last = len(turns) - 1
        shown = [
            turn_html(
                turn,
                number,
                self.frame(turn.answer["language"]),
                last=number == last and not pending,
                fresh=fresh and number == last,
            )
            for number, turn in enumerate(turns)
        ]
        waiting = pending_html(pending, step) if pending else ""
        return f'<div class="col" aria-busy="{"true" if pending else "false"}">{"".join(shown)}{waiting}</div>'

    def evidence(self, session: Session, turn: int = -1, *, opened: str = "", tab: str = "", request: int = 0) -> str:
        """The evidence of one turn, the last where none is named; `opened` must be a passage of the corpus."""
        turns = session.matter.turns
        if not turns:
            return empty_evidence()
        number = turn if 0 <= turn < len(turns) else len(turns) - 1
        return evidence_html(
            turns[number].answer, number, self.corpus, self.states, opened=opened, tab=tab, request=request
        )

    def announced(self, session: Session) -> str:
        """What a screen reader says when the answer is there."""
        answer = session.matter.turns[-1].answer
        return spoken(answer, self.assistant.words(answer["language"]))
