"""The tables, as the present version has them; `migrations.py` says how a database gets there."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text

METADATA = MetaData()

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("controls", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("deleted_at", Text),
    Index("conversations_of_owner", "owner", "changed_at"),
)

ANSWERS = Table(
    "answers",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("conversation_id", Text, ForeignKey("conversations.id", ondelete="CASCADE")),
    Column("place", Integer),
    Column("made_at", Text, nullable=False),
    Column("shared_at", Text),
    Column("question", Text, nullable=False),
    Column("searchable", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("seal", Text, nullable=False),
    Index("answers_of_conversation", "conversation_id", "place"),
    Index("answers_of_owner", "owner", "made_at"),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("conversation_id", Text, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("added_at", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("embedder", Text, nullable=False),
    Column("vectors", Text, nullable=False),
)

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("answer_id", Text, ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
    Column("reader", Text, primary_key=True),
    Column("complaint", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("given_at", Text, nullable=False),
)

LOGINS = Table(
    "logins",
    METADATA,
    Column("token_hash", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("until", Text, nullable=False),
)
