"""All that is kept, opened once and shared by page, API and command line."""

from collections.abc import Callable, Mapping
from typing import Any

from assistant.keeping.answers import Answers
from assistant.keeping.conversations import Conversations
from assistant.keeping.database import Database
from assistant.keeping.documents import Documents
from assistant.keeping.logins import Logins
from assistant.keeping.receipts import Provenance, alterations
from assistant.keeping.staleness import Change, changes
from assistant.keeping.types import AnswerObject, KeptAnswer
from assistant.types import Question
from corpus.types import Passage


class Keeper:
    """Conversations, answers, documents and feedback, with what answers are made with today.

    Args:
        made_with: what the answers of this process are made with.
        passages: those of the corpus today, by id.
        unlasting: what an answer says in a language where the database does not last.
    """

    def __init__(
        self,
        database: Database,
        made_with: Provenance,
        passages: Mapping[str, Passage],
        unlasting: Callable[[str], str] = lambda language: "",
    ) -> None:
        self.conversations = Conversations(database)
        self.answers = Answers(database)
        self.logins = Logins(database)
        self.documents = Documents(database)
        self.made_with = made_with
        self._passages = passages
        self._unlasting = unlasting
        self._database = database

    def keep(
        self, user: str, question: Question, answer: AnswerObject, conversation_id: str | None = None
    ) -> dict[str, Any]:
        """Keep an answer that was just given; see `Answers.keep`. Where it is not kept for long, it says so."""
        if not self._database.lasting:
            said = self._unlasting(answer["language"])
            answer = {**answer, "notice": f"{answer['notice']} {said}".strip()}
        return self.answers.keep(user, question, answer, self.made_with, self._passages, conversation_id)

    def stale(self, kept: KeptAnswer) -> tuple[Change, ...]:
        """What of the passages under an answer has changed since it was given."""
        return changes(kept.answer, kept.receipt, self._passages)

    def altered(self, kept: KeptAnswer) -> tuple[str, ...]:
        """What of a kept answer is not as it was written."""
        return alterations(kept.answer, kept.receipt, kept.seal)

    def tidy(self, retention_days: int) -> None:
        """Take from the disk what was deleted, and what is older than is to be kept; 0 days keep for ever."""
        self.conversations.sweep()
        self.logins.sweep()
        if retention_days:
            self.answers.expire(retention_days)

    @property
    def lasting(self) -> bool:
        """Whether what is kept is there after the process."""
        return self._database.lasting

    def check(self) -> None:
        """Read from the database.

        Raises:
            KeepingBroken: it does not answer.
        """
        with self._database.reading() as connection:
            connection.exec_driver_sql("SELECT 1")

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()
