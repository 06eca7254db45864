"""The assistant of this machine: the line from question to answer, as the page asks it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from assistant import contract, pipeline
from assistant.llms import address_of
from assistant.memo import write_memo
from assistant.own.documents import ConversationDocuments, KeepsDocuments
from assistant.pipeline import Tools
from assistant.types import CaseFacts, Claim, Offer, Question
from assistant.ui.coverage import coverage
from assistant.ui.types import AnswerObject, Coverage, FactValue
from corpus.types import Passage, Source

DATES = ("begun", "given")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
MEMO_FORMS = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
        "md": "text/markdown;charset=utf-8",
    }
)


class Local:
    """Answers with the tools given to it.

    Args:
        documents: those of all conversations, where another surface takes them as well; its own if None.
    """

    def __init__(self, tools: Tools, documents: KeepsDocuments | None = None) -> None:
        self.tools = tools
        self.documents: KeepsDocuments = documents or ConversationDocuments(
            tools.searcher.embedder, tools.reader.languages
        )

    @property
    def passages(self) -> Mapping[str, Passage]:
        """Every passage by id."""
        return self.tools.searcher.passages

    @property
    def sources(self) -> Mapping[str, Source]:
        """Every source by id."""
        return self.tools.searcher.sources

    @property
    def outside(self) -> str:
        """Who beyond this machine reads the questions, each model with its address; empty for nobody."""
        settings = self.tools.settings
        asked = {
            settings.llm: address_of(settings.llm, settings.llm_url),
            settings.llm_checker: address_of(settings.llm_checker, settings.llm_checker_url or settings.llm_url),
        }
        away = {name: place for name, place in asked.items() if place and urlsplit(place).hostname not in LOOPBACK}
        return ", ".join(f"{name} ({place})" for name, place in away.items())

    @property
    def memo_forms(self) -> Mapping[str, str]:
        """Suffixes of files, and what a browser calls their kind."""
        return MEMO_FORMS

    def coverage(self) -> Coverage:
        """What can be asked about."""
        reader = self.tools.reader
        names = {code: state.name for code, state in reader.tables.states.items()}
        treaties = len(reader.tables.instruments) + len(reader.tables.bilateral)
        return coverage(self.passages, self.sources, names, reader.shelf.states, treaties)

    def words(self, language: str) -> Mapping[str, str]:
        """The frame messages of a language; those of English where it has none."""
        languages = self.tools.reader.languages
        english = languages["en"].messages
        return {**english, **languages[language].messages} if language in languages else english

    def question(
        self,
        text: str,
        *,
        earlier: tuple[str, ...] = (),
        offers: tuple[tuple[Offer, ...], ...] = (),
        facts: Mapping[str, FactValue] | None = None,
        as_of: date | None = None,
        register: str | None = None,
        language: str | None = None,
        area: str | None = None,
        just_clarified: bool = False,
    ) -> Question:
        """What is asked, with the wording and the language of the settings where nothing was chosen."""
        settings = self.tools.settings
        return Question(
            text=text,
            earlier=earlier,
            offers=offers,
            as_of=as_of,
            language=language or settings.language or None,
            facts=case_facts(facts or {}),
            register=register or settings.wording or None,
            just_clarified=just_clarified,
            area=area,
        )

    def ask(
        self,
        question: Question,
        *,
        matter: str = "",
        report: Callable[[str], None] = lambda step: None,
        show: Callable[[AnswerObject], None] = lambda part: None,
    ) -> dict[str, Any]:
        """The published answer object.

        `show` hears the claims of a language model one by one. Quotations are checked in one go, a millisecond before
        the answer is whole, so they come with it.
        """
        sources, passed = dict(self.sources), []

        def heard(claim: Claim) -> None:
            passed.append(contract.claim_json(claim, sources).model_dump(mode="json"))
            show(self._part(question, passed))

        return contract.as_json(
            pipeline.answer(question, self.tools, report, heard, self.documents.library(matter)), sources
        )

    def _part(self, question: Question, claims: list[dict[str, Any]]) -> AnswerObject:
        day = question.as_of or self.tools.reader.today
        return {
            "question": question.text,
            "language": question.language or "en",
            "as_of": day.isoformat(),
            "status": "answered",
            "reason": None,
            "verdict": None,
            "lead": claims[0]["text"],
            "claims": list(claims),
            "conflicts": [],
            "route": None,
            "table": None,
        }

    def memo(self, answers: Sequence[AnswerObject], form: str) -> bytes:
        """The memo as a file of one of `memo_forms`; nothing of it stays on the disk."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"memo.{form}"
            write_memo(answers, path)
            return path.read_bytes()


def case_facts(given: Mapping[str, FactValue]) -> CaseFacts:
    """The facts of the form, with dates read.

    Raises:
        ValueError: a date that is not in ISO form.
        TypeError: a name that is no case fact.
    """
    read: dict[str, Any] = dict(given)
    for name in DATES:
        if isinstance(read.get(name), str):
            read[name] = date.fromisoformat(read[name])
    return CaseFacts(**read)
