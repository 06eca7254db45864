"""The matters of whoever asks, as the server keeps them. Every act takes a session and gives another."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from assistant.keeping.errors import NotKept
from assistant.keeping.keeper import Keeper
from assistant.keeping.types import Complaint, Controls, Conversation, KeptAnswer, Summary
from assistant.types import Question
from assistant.ui.types import AnswerObject, Aside, Line, Matter, Session, Turn, titled

LISTED_AT_MOST = 200
LATER: AnswerObject = {"read_from": [], "explanations": [], "receipt": None}
"""Fields that the answers of older versions do not have, empty."""


class Matters:
    """Reads and changes what is kept; holds no session.

    What another tab did meanwhile counts: each act begins with what is kept now. Acts on a matter that is gone raise
    `NotKept`, those that ask for too much `Refused`.
    """

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    def session(self, user: str, page: str, current: str = "") -> Session:
        """The matters of a user, with one of them open; a new one where `current` names none of theirs."""
        return self.now(Session(user=user, page=page, matter=self._matter(user, current) or Matter()))

    def now(self, session: Session) -> Session:
        """The session with the list and the open matter as they are kept now.

        Raises:
            NotKept: the open matter is gone.
        """
        matter = session.matter
        found = self._open(session.user, matter.id) if matter.kept else matter
        return replace(session, lines=self._lines(session.user), matter=found)

    def found(self, user: str, words: str) -> tuple[str, ...]:
        """Ids of the matters in which the words stand."""
        return tuple(line.id for line in self._keeper.conversations.listed(user, words, LISTED_AT_MOST))

    def opened(self, session: Session) -> Session:
        """With a new, empty matter open, in the language chosen for the last one."""
        language = session.matter.language
        return self.now(replace(session, matter=Matter(language=language), aside=None))

    def switched(self, session: Session, id_: str) -> Session:
        """With another matter open."""
        return self.now(replace(session, matter=self._open(session.user, id_), aside=None))

    def set_by_hand(self, session: Session, matter: Matter) -> Session:
        """With the facts and controls of the open matter replaced."""
        self._keep(session.user, matter)
        return replace(session, matter=replace(matter, kept=True))

    def answered(self, session: Session, question: Question, answer: AnswerObject, kept: int) -> Session:
        """With one more turn after the first `kept` turns of the open matter; those after them are set aside.

        Args:
            kept: as it was when the question was asked; a turn that another tab has added since stays if none was to go.
        """
        user, before = session.user, session.matter
        self._keep(user, before)
        given = self._keeper.keep(user, question, answer, before.id)
        aside = None
        if kept < len(before.turns):
            first = [turn.receipt for turn in before.turns[:kept]]
            self._keeper.conversations.arrange(user, before.id, [*first, given["receipt"]])
            lost = before.turns[kept:]
            if len(lost) > 1 or lost[0].question != question.text:
                aside = _as_it_is(before)
        return self.now(replace(session, matter=replace(before, kept=True), aside=aside))

    def taken_back(self, session: Session) -> Session:
        """Without the last turn of the open matter."""
        session = self.now(session)
        receipts = [turn.receipt for turn in session.matter.turns]
        self._keeper.conversations.arrange(session.user, session.matter.id, receipts[:-1])
        return self.now(replace(session, aside=_as_it_is(session.matter)))

    def renamed(self, session: Session, id_: str, name: str) -> Session:
        """With a matter called something else; by its first question where the name is blank."""
        self._keeper.conversations.rename(session.user, id_, name)
        return self.now(session)

    def deleted(self, session: Session, id_: str) -> Session:
        """Without a matter, and with the latest of the others open if it was the open one."""
        self._keeper.conversations.remove(session.user, id_)
        lines = self._lines(session.user)
        if id_ == session.matter.id:
            latest = self._open(session.user, lines[0].id) if lines else Matter()
            session = replace(session, matter=latest)
        return replace(session, lines=lines, aside=Aside(matter=id_, receipts=None))

    def put_back(self, session: Session) -> Session:
        """With the matter that an act took something from as it was before, and open."""
        aside = session.aside
        if aside is None:
            return self.now(session)
        if aside.receipts is None:
            self._keeper.conversations.put_back(session.user, aside.matter)
        else:
            self._keeper.conversations.arrange(session.user, aside.matter, aside.receipts)
        return self.switched(session, aside.matter)

    def say(self, session: Session, receipt: str, complaint: Complaint, note: str) -> Session:
        """With what the user says of an answer kept beside it."""
        self._keeper.answers.say(session.user, receipt, complaint, note)
        return self.now(session)

    def answers(self, user: str, id_: str) -> tuple[AnswerObject, ...]:
        """The answers of a matter, in order."""
        return tuple(turn.answer for turn in self._open(user, id_).turns)

    def _keep(self, user: str, matter: Matter) -> None:
        """Make sure that a matter is kept, with what was set by hand."""
        set_: dict[str, Any] = {
            "as_of": matter.as_of,
            "register": matter.register,
            "language": matter.language,
            "area": matter.area,
        }
        controls = Controls(facts=dict(matter.facts), **set_)
        if matter.kept:
            self._keeper.conversations.control(user, matter.id, controls)
        else:
            self._keeper.conversations.begin(user, matter.id, matter.name, controls)

    def _matter(self, user: str, id_: str) -> Matter | None:
        try:
            return self._open(user, id_) if id_ else None
        except NotKept:
            return None

    def _open(self, user: str, id_: str) -> Matter:
        return self._read(user, self._keeper.conversations.opened(user, id_))

    def _read(self, user: str, found: Conversation) -> Matter:
        set_ = found.controls
        return Matter(
            id=found.id,
            name=found.name,
            turns=tuple(self._turn(user, kept) for kept in found.turns),
            facts=set_.facts,
            as_of=set_.as_of,
            register=set_.register,
            language=set_.language,
            area=set_.area,
            kept=True,
        )

    def _turn(self, user: str, kept: KeptAnswer) -> Turn:
        said = self._keeper.answers.said(user, kept.id)
        return Turn(
            question=kept.answer["question"],
            answer={**LATER, **kept.answer},
            stale=tuple((change.passage_id, change.what) for change in self._keeper.stale(kept)),
            said=said.complaint.value if said else "",
        )

    def _lines(self, user: str) -> tuple[Line, ...]:
        listed = self._keeper.conversations.listed(user, limit=LISTED_AT_MOST)
        return tuple(_line(summary) for summary in listed if summary.turns)


def _line(summary: Summary) -> Line:
    changed = datetime.fromisoformat(summary.changed_at).astimezone().date()
    return Line(id=summary.id, title=titled(summary.name, summary.question), changed=changed)


def _as_it_is(matter: Matter) -> Aside:
    return Aside(matter=matter.id, receipts=tuple(turn.receipt for turn in matter.turns))
