"""Conversations by user: list, open, rename, rearrange, delete. Nobody sees what is another's."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from assistant.keeping.database import Database
from assistant.keeping.errors import NotKept, Refused
from assistant.keeping.moments import before, fresh_id, now, stamp
from assistant.keeping.rows import controls, folded, found_by, kept_answer, storable
from assistant.keeping.tables import ANSWERS, CONVERSATIONS
from assistant.keeping.types import Controls, Conversation, Summary

NAME_AT_MOST = 120
PAGE_AT_MOST = 200
UNDO_MINUTES = 15
"""How long a deleted conversation can be put back; then it is gone from the disk."""

ID = re.compile(r"[0-9a-f]{16,64}")
NOTHING_SET = Controls(facts={})


class Conversations:
    """The conversations of all users in one database; every method asks whose."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, user: str, id_: str = "", name: str = "", set_by_hand: Controls = NOTHING_SET) -> str:
        """A new conversation; gives its id.

        Args:
            id_: the id that a page made up for it, 16 to 64 hexadecimal digits that nobody can guess; made here if empty.

        Raises:
            Refused: the id has another form, or is taken.
        """
        if id_ and not ID.fullmatch(id_):
            raise Refused(
                "that is no id of a conversation", hint="Leave it out, or make 32 random hexadecimal digits."
            )
        new, moment = id_ or fresh_id(), stamp(now())
        with self._database.writing() as connection:
            if connection.execute(select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.id == new)).first():
                raise Refused("that id of a conversation is taken", hint="Leave it out, and one is made.")
            connection.execute(
                insert(CONVERSATIONS).values(
                    id=new,
                    owner=user,
                    name=_name(name),
                    controls=json.dumps(asdict(set_by_hand), ensure_ascii=False),
                    created_at=moment,
                    changed_at=moment,
                )
            )
        return new

    def listed(self, user: str, search: str = "", limit: int = 50, offset: int = 0) -> tuple[Summary, ...]:
        """The conversations of a user, the one last changed first.

        Args:
            search: words that the name, a question or a lead contains; empty for all.
            limit: how many at most, 1 to 200.
        """
        first = (
            select(ANSWERS.c.question)
            .where(ANSWERS.c.conversation_id == CONVERSATIONS.c.id, ANSWERS.c.place == 0)
            .scalar_subquery()
        )
        turns = (
            select(func.count())
            .where(ANSWERS.c.conversation_id == CONVERSATIONS.c.id, ANSWERS.c.place.is_not(None))
            .scalar_subquery()
        )
        wanted: Select[Any] = (
            select(CONVERSATIONS, first.label("first"), turns.label("turns"))
            .where(CONVERSATIONS.c.owner == user, CONVERSATIONS.c.deleted_at.is_(None))
            .order_by(CONVERSATIONS.c.changed_at.desc(), CONVERSATIONS.c.id)
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted if search.strip() else wanted.limit(_some(limit)).offset(max(0, offset)))
            found = [
                Summary(
                    id=row.id,
                    name=row.name,
                    question=row.first or "",
                    turns=row.turns,
                    created_at=row.created_at,
                    changed_at=row.changed_at,
                )
                for row in rows
            ]
            if not search.strip():
                return tuple(found)
            matching = set(connection.scalars(_with_words(user, search)))
        named = [s for s in found if s.id in matching or folded(search) in folded(s.name)]
        return tuple(named[max(0, offset) :][: _some(limit)])

    def opened(self, user: str, id_: str) -> Conversation:
        """A conversation whole.

        Raises:
            NotKept: there is none of that id, or it is another user's.
        """
        with self._database.reading() as connection:
            row = _own(connection, user, id_)
            turns = connection.execute(
                select(ANSWERS)
                .where(ANSWERS.c.conversation_id == id_, ANSWERS.c.place.is_not(None))
                .order_by(ANSWERS.c.place)
            ).all()
        return Conversation(
            id=row.id,
            user=row.owner,
            name=row.name,
            controls=controls(row.controls, row.id),
            created_at=row.created_at,
            changed_at=row.changed_at,
            turns=tuple(kept_answer(turn) for turn in turns),
        )

    def existing(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of some ids under which there is a conversation, whoever has it."""
        with self._database.reading() as connection:
            wanted = CONVERSATIONS.c.id.in_(list(ids)) & CONVERSATIONS.c.deleted_at.is_(None)
            return frozenset(connection.scalars(select(CONVERSATIONS.c.id).where(wanted)))

    def rename(self, user: str, id_: str, name: str) -> None:
        """Call a conversation something else; a blank name calls it by its first question again."""
        self._set(user, id_, name=_name(name))

    def control(self, user: str, id_: str, set_by_hand: Controls) -> None:
        """Keep what was set by hand: facts, day, register, language."""
        self._set(user, id_, controls=json.dumps(asdict(set_by_hand), ensure_ascii=False))

    def arrange(self, user: str, id_: str, answers: Sequence[str]) -> None:
        """Make these answers the turns of a conversation, in this order: undo, edit, retry, and putting back.

        Answers left out stay with the conversation and can be arranged into it again.

        Raises:
            NotKept: the conversation or one of the answers is not there, or is another's.
        """
        with self._database.writing() as connection:
            _own(connection, user, id_)
            known = set(connection.scalars(select(ANSWERS.c.id).where(ANSWERS.c.conversation_id == id_)))
            if not set(answers) <= known or len(set(answers)) < len(answers):
                raise NotKept(
                    "not all of these answers belong to that conversation",
                    hint="Name each of its answers once at most.",
                )
            connection.execute(update(ANSWERS).where(ANSWERS.c.conversation_id == id_).values(place=None))
            for place, answer_id in enumerate(answers):
                connection.execute(update(ANSWERS).where(ANSWERS.c.id == answer_id).values(place=place))
            _touch(connection, id_)

    def remove(self, user: str, id_: str) -> None:
        """Delete a conversation with its answers and what was said of them. For a quarter of an hour it can be put back."""
        self._set(user, id_, deleted_at=stamp(now()))
        self.sweep()

    def put_back(self, user: str, id_: str) -> None:
        """Take back `remove`.

        Raises:
            NotKept: it is too late, or there never was such a conversation of this user.
        """
        with self._database.writing() as connection:
            _own(connection, user, id_, removed=True)
            connection.execute(update(CONVERSATIONS).where(CONVERSATIONS.c.id == id_).values(deleted_at=None))

    def sweep(self) -> int:
        """Take from the disk what was deleted long enough ago; gives how many conversations."""
        with self._database.writing() as connection:
            due = CONVERSATIONS.c.deleted_at < before(now(), minutes=UNDO_MINUTES)
            return connection.execute(delete(CONVERSATIONS).where(due)).rowcount

    def _set(self, user: str, id_: str, **values: str | None) -> None:
        with self._database.writing() as connection:
            _own(connection, user, id_)
            connection.execute(update(CONVERSATIONS).where(CONVERSATIONS.c.id == id_).values(**values))


def _with_words(user: str, words: str) -> Select[str]:
    """Ids of the conversations of a user in which a turn holds the words."""
    return (
        select(ANSWERS.c.conversation_id)
        .where(ANSWERS.c.owner == user, ANSWERS.c.place.is_not(None), found_by(words))
        .distinct()
    )


def _own(connection: Connection, user: str, id_: str, *, removed: bool = False) -> Row[Any]:
    gone = CONVERSATIONS.c.deleted_at
    row = connection.execute(
        select(CONVERSATIONS).where(
            CONVERSATIONS.c.id == id_,
            CONVERSATIONS.c.owner == user,
            gone.is_not(None) if removed else gone.is_(None),
        )
    ).first()
    if row is None:
        raise NotKept("there is no such conversation of yours", hint="List yours, and take an id from there.")
    return row


def _touch(connection: Connection, id_: str) -> None:
    connection.execute(update(CONVERSATIONS).where(CONVERSATIONS.c.id == id_).values(changed_at=stamp(now())))


def _name(text: str) -> str:
    name = " ".join(storable(text).split())
    if len(name) > NAME_AT_MOST:
        raise Refused(f"the name has {len(name)} characters", hint=f"Use {NAME_AT_MOST} or fewer.")
    return name


def _some(limit: int) -> int:
    return min(max(1, limit), PAGE_AT_MOST)
