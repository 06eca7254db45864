"""The assistant of this machine: the line from question to answer, as the page asks it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant import contract, pipeline
from assistant.memo import write_memo
from assistant.pipeline import Tools
from assistant.types import CaseFacts, Offer, Question
from assistant.ui.coverage import coverage
from assistant.ui.types import AnswerObject, Coverage, FactValue
from corpus.types import Passage, Source

DATES = ("begun", "given")


class Local:
    """Answers with the tools given to it."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools

    @property
    def passages(self) -> Mapping[str, Passage]:
        """Every passage by id."""
        return self.tools.searcher.passages

    @property
    def sources(self) -> Mapping[str, Source]:
        """Every source by id."""
        return self.tools.searcher.sources

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

    def ask(
        self,
        text: str,
        *,
        earlier: tuple[str, ...] = (),
        facts: Mapping[str, FactValue] | None = None,
        as_of: date | None = None,
        register: str | None = None,
        language: str | None = None,
        just_clarified: bool = False,
        offers: tuple[tuple[Offer, ...], ...] = (),
        report: Callable[[str], None] = lambda step: None,
    ) -> dict[str, Any]:
        """The published answer object; `report` hears the name of each step as it begins."""
        question = Question(
            text=text,
            earlier=earlier,
            as_of=as_of,
            language=language,
            facts=case_facts(facts or {}),
            register=register or self.tools.settings.wording or None,
            just_clarified=just_clarified,
            offers=offers,
        )
        answer = pipeline.answer(question, self.tools, report)
        return contract.as_json(answer, dict(self.sources))

    def memo(self, answer: AnswerObject) -> bytes:
        """The memo as a .docx file; nothing of it stays on the disk."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "memo.docx"
            write_memo([answer], path)
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
