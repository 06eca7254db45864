"""Answers, kept whole with their receipts; and what readers said of them."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select, update
from sqlalchemy import delete as delete_from

from assistant.keeping.database import Database
from assistant.keeping.errors import NotKept, Refused
from assistant.keeping.moments import before, fresh_id, now, stamp
from assistant.keeping.receipts import Provenance, receipt, seal
from assistant.keeping.rows import folded, kept_answer, storable
from assistant.keeping.tables import ANSWERS, CONVERSATIONS, FEEDBACK, LOGINS
from assistant.keeping.types import AnswerObject, Complaint, Feedback, KeptAnswer
from assistant.types import Question
from corpus.types import Passage

TURNS_AT_MOST = 200
NOTE_AT_MOST = 2_000


class Answers:
    """The answers of all users in one database; every method asks who reads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self,
        user: str,
        question: Question,
        answer: AnswerObject,
        made_with: Provenance,
        passages: Mapping[str, Passage],
        conversation_id: str | None = None,
    ) -> dict[str, Any]:
        """Keep an answer, as the next turn of a conversation or by itself; gives it with the id of its receipt.

        When this returns, the answer is on the disk.

        Raises:
            NotKept: there is no such conversation of this user.
            Refused: the conversation is full.
        """
        id_, moment = fresh_id(), stamp(now())
        given = {**answer, "receipt": id_}
        made = receipt(id_, question, given, made_with, passages, moment)
        with self._database.writing() as connection:
            place = None if conversation_id is None else _next_place(connection, user, conversation_id, moment)
            connection.execute(
                insert(ANSWERS).values(
                    id=id_,
                    owner=user,
                    conversation_id=conversation_id,
                    place=place,
                    made_at=moment,
                    question=storable(question.text),
                    searchable=f"{folded(question.text)}\n{folded(given['lead'])}",
                    answer=json.dumps(given, ensure_ascii=False),
                    receipt=json.dumps(made, ensure_ascii=False),
                    seal=seal(made),
                )
            )
        return given

    def opened(self, reader: str, id_: str) -> KeptAnswer:
        """An answer, for its owner, or for anyone if its owner shared it.

        Raises:
            NotKept: there is none of that id, or it is another's and not shared.
        """
        with self._database.reading() as connection:
            return kept_answer(_readable(connection, reader, id_))

    def of_anyone(self, id_: str) -> KeptAnswer:
        """An answer whoever asked, for the operator of this machine, who may read the database anyway.

        Raises:
            NotKept: there is none of that id.
        """
        with self._database.reading() as connection:
            return kept_answer(_existing(connection, id_))

    def of_conversation(self, id_: str) -> tuple[KeptAnswer, ...]:
        """The answers of a conversation whoever had it, in order; for the operator.

        Raises:
            NotKept: there is none of that id, or nothing was answered in it.
        """
        with self._database.reading() as connection:
            turns = connection.execute(
                select(ANSWERS)
                .where(ANSWERS.c.conversation_id == id_, ANSWERS.c.place.is_not(None))
                .order_by(ANSWERS.c.place)
            ).all()
        if not turns:
            raise NotKept(f"no conversation {id_!r} with an answer in it", hint="Its id is in its address.")
        return tuple(map(kept_answer, turns))

    def share(self, user: str, id_: str, shared: bool) -> None:
        """Let all who have the link read an answer, or its owner alone again.

        Raises:
            NotKept: it is not this user's.
        """
        with self._database.writing() as connection:
            _readable(connection, user, id_, own=True)
            moment = stamp(now()) if shared else None
            connection.execute(update(ANSWERS).where(ANSWERS.c.id == id_).values(shared_at=moment))

    def say(self, reader: str, id_: str, complaint: Complaint, note: str = "") -> None:
        """Keep what a reader says of an answer that they may read; it takes the place of what they said before.

        Raises:
            NotKept: they may not read it, or there is no such answer.
            Refused: the note is too long.
        """
        if len(note) > NOTE_AT_MOST:
            raise Refused(f"the note has {len(note):,} characters", hint=f"Use {NOTE_AT_MOST:,} or fewer.")
        with self._database.writing() as connection:
            _readable(connection, reader, id_)
            mine = (FEEDBACK.c.answer_id == id_) & (FEEDBACK.c.reader == reader)
            connection.execute(delete_from(FEEDBACK).where(mine))
            connection.execute(
                insert(FEEDBACK).values(
                    answer_id=id_,
                    reader=reader,
                    complaint=complaint.value,
                    note=storable(note).strip(),
                    given_at=stamp(now()),
                )
            )

    def said(self, reader: str, id_: str) -> Feedback | None:
        """What a reader said of an answer; None while nothing."""
        with self._database.reading() as connection:
            _readable(connection, reader, id_)
            mine = (FEEDBACK.c.answer_id == id_) & (FEEDBACK.c.reader == reader)
            row = connection.execute(select(FEEDBACK).where(mine)).first()
        return None if row is None else _feedback(row)

    def all_said(self) -> tuple[tuple[Feedback, KeptAnswer], ...]:
        """Every piece of feedback with its answer, the oldest first; for the operator."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(FEEDBACK, ANSWERS)
                .join(ANSWERS, ANSWERS.c.id == FEEDBACK.c.answer_id)
                .order_by(FEEDBACK.c.given_at)
            ).all()
        return tuple((_feedback(row), kept_answer(row)) for row in rows)

    def forget(self, user: str) -> int:
        """Take all of a user from the disk: conversations, answers, links, feedback, log-ins; gives how many answers."""
        with self._database.writing() as connection:
            connection.execute(delete_from(FEEDBACK).where(FEEDBACK.c.reader == user))
            connection.execute(delete_from(LOGINS).where(LOGINS.c.owner == user))
            gone = connection.execute(delete_from(ANSWERS).where(ANSWERS.c.owner == user)).rowcount
            connection.execute(delete_from(CONVERSATIONS).where(CONVERSATIONS.c.owner == user))
        return gone

    def expire(self, days: int) -> int:
        """Take from the disk what has not changed for so many days; gives how many answers."""
        limit = before(now(), days=days)
        old = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.changed_at < limit)
        with self._database.writing() as connection:
            due = or_(
                ANSWERS.c.conversation_id.in_(old),
                ANSWERS.c.conversation_id.is_(None) & (ANSWERS.c.made_at < limit),
            )
            gone = connection.execute(delete_from(ANSWERS).where(due)).rowcount
            connection.execute(delete_from(CONVERSATIONS).where(CONVERSATIONS.c.changed_at < limit))
        return gone


def _next_place(connection: Connection, user: str, conversation_id: str, moment: str) -> int:
    own = (
        (CONVERSATIONS.c.id == conversation_id)
        & (CONVERSATIONS.c.owner == user)
        & CONVERSATIONS.c.deleted_at.is_(None)
    )
    if not connection.execute(update(CONVERSATIONS).where(own).values(changed_at=moment)).rowcount:
        raise NotKept("there is no such conversation of yours", hint="Begin a new one.")
    last = connection.scalar(select(func.max(ANSWERS.c.place)).where(ANSWERS.c.conversation_id == conversation_id))
    place = 0 if last is None else int(last) + 1
    if place >= TURNS_AT_MOST:
        raise Refused(f"the conversation has {TURNS_AT_MOST} turns", hint="Begin a new one.")
    return place


def _readable(connection: Connection, reader: str, id_: str, *, own: bool = False) -> Row[Any]:
    row = _existing(connection, id_)
    if row.owner == reader or (not own and row.shared_at is not None):
        return row
    raise _not_there()


def _existing(connection: Connection, id_: str) -> Row[Any]:
    alive = or_(ANSWERS.c.conversation_id.is_(None), CONVERSATIONS.c.deleted_at.is_(None))
    row = connection.execute(
        select(ANSWERS)
        .outerjoin(CONVERSATIONS, CONVERSATIONS.c.id == ANSWERS.c.conversation_id)
        .where(ANSWERS.c.id == id_, alive)
    ).first()
    if row is None:
        raise _not_there()
    return row


def _not_there() -> NotKept:
    return NotKept(
        "there is no such answer that you may read", hint="Ask its owner to share it, or ask the question."
    )


def _feedback(row: Row[Any]) -> Feedback:
    return Feedback(
        answer_id=row.answer_id,
        user=row.reader,
        complaint=Complaint(row.complaint),
        note=row.note,
        given_at=row.given_at,
    )
