"""The users' own documents, kept with their conversations: what was read of them, and the vectors of their passages."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict
from io import BytesIO

import numpy as np
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, insert, select

from assistant.keeping.database import Database
from assistant.keeping.errors import KeepingBroken
from assistant.keeping.moments import now, stamp
from assistant.keeping.rows import storable
from assistant.keeping.tables import DOCUMENTS
from corpus.own import OwnDocument
from index.embedders import Embedder, Vectors
from index.library import Shelved, put_back, shelved

_OWN = TypeAdapter(OwnDocument)


class Documents:
    """The documents of all conversations in one database; they go when their conversation goes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, conversation: str, item: Shelved) -> None:
        """Keep a document of a conversation that is kept. When this returns, it is on the disk."""
        written = BytesIO()
        np.save(written, item.vectors, allow_pickle=False)
        own = asdict(item.own) | {"added": item.own.added.isoformat()}
        with self._database.writing() as connection:
            connection.execute(
                insert(DOCUMENTS).values(
                    conversation_id=conversation,
                    id=item.own.id,
                    added_at=stamp(now()),
                    document=storable(json.dumps(own)),
                    embedder=item.embedder,
                    vectors=b64encode(written.getvalue()).decode("ascii"),
                )
            )

    def ids(self, conversation: str) -> tuple[str, ...]:
        """The documents of a conversation by id, in the order in which they were added."""
        wanted = select(DOCUMENTS.c.id).where(DOCUMENTS.c.conversation_id == conversation)
        with self._database.reading() as connection:
            return tuple(connection.scalars(wanted.order_by(DOCUMENTS.c.added_at, DOCUMENTS.c.id)))

    def of(self, conversation: str, embedder: Embedder) -> tuple[Shelved, ...]:
        """The documents of a conversation, in the order in which they were added; embedded anew where another model did it.

        Raises:
            KeepingBroken: what is kept of one is damaged.
        """
        wanted = select(DOCUMENTS).where(DOCUMENTS.c.conversation_id == conversation)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(DOCUMENTS.c.added_at, DOCUMENTS.c.id)).all()
        found = []
        for row in rows:
            own = _read(row.document, row.id)
            found.append(put_back(own, _vectors(row.vectors), row.embedder, embedder) or shelved(own, embedder))
        return tuple(found)

    def remove(self, conversation: str, document: str) -> None:
        """Delete a document, if it is there."""
        one = (DOCUMENTS.c.conversation_id == conversation) & (DOCUMENTS.c.id == document)
        with self._database.writing() as connection:
            connection.execute(delete(DOCUMENTS).where(one))


def _read(text: str, id_: str) -> OwnDocument:
    try:
        return _OWN.validate_json(text)
    except ValidationError as error:
        raise KeepingBroken(
            f"the document kept under {id_} is damaged",
            hint="Restore the database from a backup, or delete the conversation.",
        ) from error


def _vectors(content: str) -> Vectors | None:
    try:
        read: Vectors = np.lib.format.read_array(BytesIO(b64decode(content)), allow_pickle=False)
        return read
    except (ValueError, EOFError):
        return None
