"""Asking and keeping in one go: the next turn of a kept conversation, or a question by itself."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.contract import offered
from assistant.keeping.keeper import Keeper
from assistant.keeping.moments import Clock
from assistant.keeping.types import Conversation
from assistant.own.documents import ConversationDocuments
from assistant.pipeline import NO_DOCUMENTS, Tools
from assistant.questions import usable, usable_before
from assistant.session import Session
from assistant.types import CaseFacts
from corpus.errors import UnknownName
from corpus.types import DECISION_KINDS

log = logging.getLogger(__name__)

Facts = Mapping[str, str | bool | date | None]
DATES = ("begun", "given")


class Desk:
    """Answers with the tools and keeps with the keeper; holds the users' own documents."""

    def __init__(self, tools: Tools, keeper: Keeper) -> None:
        self.tools = tools
        self.keeper = keeper
        self.documents = ConversationDocuments(tools.searcher.embedder, tools.reader.languages, keeper.documents)
        self._clock = Clock()

    def ask(
        self,
        user: str,
        text: str,
        *,
        conversation: str | None = None,
        earlier: Sequence[str] = (),
        facts: Facts | None = None,
        as_of: date | None = None,
        language: str | None = None,
        register: str | None = None,
        area: str | None = None,
        keep: bool = True,
        report: Callable[[str], None] = lambda step: None,
    ) -> dict[str, Any]:
        """The published answer object, kept under `receipt` unless `keep` is off.

        Args:
            conversation: a conversation of this user, whose turns, facts and day count as said before, and whose
                documents are heard after the law; `earlier` is not read then.
            earlier: the turns before, when there is no conversation.
            facts: what is set by hand for this question, over what the conversation has.
            area: the area of law to search in, over that of the conversation.

        Raises:
            QuestionUnusable: the text asks nothing.
            UnknownName: a fact names a State or a kind that does not exist.
            NotKept: there is no such conversation of this user.
        """
        asked = usable(text)
        if conversation is None:
            session = Session(turns=usable_before(earlier))
        else:
            opened = self.keeper.conversations.opened(user, conversation)
            session = _session(opened)
            set_ = opened.controls
            as_of = as_of or (date.fromisoformat(set_.as_of) if set_.as_of else None)
            language, register = language or set_.language or None, register or set_.register or None
            area = area or set_.area or None
        given = {name: value for name, value in (facts or {}).items() if value is not None}
        session.facts = replace(session.facts, **self.known(given))
        question = session.question(asked, self.tools, as_of, language, register, area)
        library = self.documents.library(conversation) if conversation else NO_DOCUMENTS
        answer = session.ask(asked, self.tools, as_of, language, register, report, library=library, area=area)
        return self.keeper.keep(user, question, answer, conversation) if keep else answer

    def tidy(self) -> None:
        """Forget what is due: what was deleted, what is too old, and the documents of conversations that are gone.

        Nothing is deleted by a clock that was set while the server ran.
        """
        if self._clock.was_set():
            log.warning(
                "the clock was set: what is old is not deleted until it is set back or the server starts again"
            )
            return
        self.keeper.tidy(self.tools.settings.retention)
        held = self.documents.conversations()
        for gone in held - self.keeper.conversations.existing(held):
            self.documents.forget(gone)

    def known(self, facts: Facts) -> dict[str, Any]:
        """Facts with dates read, and States and kinds looked up.

        Raises:
            UnknownName: a State or a kind that does not exist.
        """
        found: dict[str, Any] = dict(facts)
        for name in ("state_of_origin", "requested_state"):
            if name in found and found[name] not in self.tools.reader.tables.states:
                raise UnknownName(f"{name} {found[name]!r} is no State of the tables", hint="Use a code such as NL.")
        if "kind" in found and found["kind"] not in DECISION_KINDS:
            raise UnknownName(
                f"there is no kind of decision {found['kind']!r}", hint=f"Choose one of: {', '.join(DECISION_KINDS)}."
            )
        return found | {n: date.fromisoformat(found[n]) for n in DATES if isinstance(found.get(n), str)}


def _session(kept: Conversation) -> Session:
    facts = {name: value for name, value in kept.controls.facts.items() if value is not None}
    dates = {name: date.fromisoformat(str(facts[name])) for name in DATES if facts.get(name)}
    last = kept.turns[-1].answer["status"] if kept.turns else ""
    return Session(
        turns=[str(turn.answer["question"]) for turn in kept.turns],
        offers=[offered(turn.answer) for turn in kept.turns],
        facts=CaseFacts(**{**facts, **dates}),  # type: ignore[arg-type]
        clarified=last == "clarify",
    )
