"""What the page needs of an assistant, and what one browser session holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, runtime_checkable

from assistant.types import Offer
from corpus.types import Passage, Source, Standing

AnswerObject = Mapping[str, Any]
FactValue = str | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the corpus holds, in numbers.

    `states` maps a code to its name, for every State that can be named; `cells` counts passages by State
    code, topic and standing; `known` is the last day on which a source was read.
    """

    states: Mapping[str, str]
    covered: tuple[str, ...]
    instruments: int
    sources: int
    passages: int
    known: date
    cells: Mapping[tuple[str, str], Mapping[Standing, int]]


class Assistant(Protocol):
    """Whoever answers. The page knows nothing of how."""

    @property
    def passages(self) -> Mapping[str, Passage]:
        """Every passage by id."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Every source by id."""

    def coverage(self) -> Coverage:
        """What can be asked about."""

    def words(self, language: str) -> Mapping[str, str]:
        """The frame messages of a language; those of English where it has none."""

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


@runtime_checkable
class WritesMemos(Protocol):
    """An assistant that can also put an answer into a Word file."""

    def memo(self, answer: AnswerObject) -> bytes:
        """The memo as a .docx file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What an answer is drawn with: the corpus it cites, names of States by code, words of its language.

    `memo` says whether a memo can be written.
    """

    passages: Mapping[str, Passage]
    states: Mapping[str, str]
    words: Mapping[str, str]
    memo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question and its answer."""

    question: str
    answer: AnswerObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One conversation about one case.

    `facts` are those set by hand; `as_of`, `register` and `language` are empty for "not chosen".
    """

    id: int
    turns: tuple[Turn, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    as_of: str = ""
    register: str = ""
    language: str = ""

    @property
    def title(self) -> str:
        """The first question, cut to a line."""
        if not self.turns:
            return "New matter"
        first = " ".join(self.turns[0].question.split())
        return first if len(first) <= 60 else first[:59].rstrip() + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The matters of one browser tab, the latest last, and which one is open."""

    matters: tuple[Matter, ...] = (Matter(id=1),)
    current: int = 1

    def __post_init__(self) -> None:
        if self.current not in {matter.id for matter in self.matters}:
            raise ValueError(f"no matter {self.current}")

    @property
    def matter(self) -> Matter:
        """The open one."""
        return next(matter for matter in self.matters if matter.id == self.current)
