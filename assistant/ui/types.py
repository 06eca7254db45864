"""What the page needs of an assistant, and what one browser session holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, runtime_checkable

from assistant.keeping.moments import fresh_id
from assistant.own.documents import KeepsDocuments
from assistant.types import Offer, Question
from assistant.ui.texts import Texts
from corpus.types import Passage, Source, Standing

AnswerObject = Mapping[str, Any]
FactValue = str | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCell:
    """What there is on one State and topic; `years` are those in which dated passages begin to hold, in order."""

    standings: Mapping[Standing, int]
    years: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """How many passages."""
        return sum(self.standings.values())

    @property
    def confirmed(self) -> int:
        """How many of them are confirmed."""
        return self.standings.get(Standing.CONFIRMED, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the corpus holds, in numbers.

    `states` maps a code to its name, for every State that can be named; `cells` counts passages by State
    code and topic; `known` is the last day on which a source was read.
    """

    states: Mapping[str, str]
    covered: tuple[str, ...]
    instruments: int
    sources: int
    passages: int
    known: date
    cells: Mapping[tuple[str, str], CoverageCell]


class Assistant(Protocol):
    """Whoever answers. The page knows nothing of how."""

    @property
    def passages(self) -> Mapping[str, Passage]:
        """Every passage by id."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Every source by id."""

    @property
    def outside(self) -> str:
        """Who beyond this machine reads the questions; empty for nobody."""

    def coverage(self) -> Coverage:
        """What can be asked about."""

    def words(self, language: str) -> Mapping[str, str]:
        """The frame messages of a language; those of English where it has none."""

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
        """What is asked, with what this assistant takes where nothing was chosen; `facts` are those set by hand."""

    def ask(
        self,
        question: Question,
        *,
        matter: str = "",
        report: Callable[[str], None] = lambda step: None,
        show: Callable[[AnswerObject], None] = lambda part: None,
    ) -> dict[str, Any]:
        """The published answer object.

        Args:
            matter: id of the matter whose documents are asked after the law; empty for none.
            report: hears the name of each step as it begins; what it raises ends the work.
            show: hears the answer as far as it is checked, each time a claim has passed; what it raises ends the work.
        """


@runtime_checkable
class WritesMemos(Protocol):
    """An assistant that can also put answers into a file."""

    @property
    def memo_forms(self) -> Mapping[str, str]:
        """Suffixes of files, such as `docx`, and what a browser calls their kind."""

    def memo(self, answers: Sequence[AnswerObject], form: str) -> bytes:
        """The memo of an answer or of a conversation, in one of the forms."""


@runtime_checkable
class ReadsDocuments(Protocol):
    """An assistant that can be given documents of a user's, which are asked after the law in one matter."""

    @property
    def documents(self) -> KeepsDocuments:
        """Where they are put, by the id of the matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What an answer is drawn with.

    Attributes:
        passages: the corpus it cites.
        states: names of States by code, in the language of the answer.
        words: the frame messages of the answer's language.
        texts: what stands inside the answer, in its language where the page has that.
        page: what the buttons say, in the language of the page.
        memo: whether a memo can be written.
    """

    passages: Mapping[str, Passage]
    states: Mapping[str, str]
    words: Mapping[str, str]
    texts: Texts
    page: Texts
    memo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question and its answer.

    Attributes:
        stale: passages under the answer that are not what they were when it was given, and what became of each.
        said: what the user said of the answer; empty for nothing.
    """

    question: str
    answer: AnswerObject
    stale: tuple[tuple[str, str], ...] = ()
    said: str = ""

    @property
    def receipt(self) -> str:
        """The id under which the answer is kept; empty where it is not."""
        return self.answer.get("receipt") or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One conversation about one case.

    `facts` are those set by hand; `as_of`, `register`, `language` and `area` are empty for "not chosen", `name` for "call it
    by its first question". `kept` says whether the server keeps it already: one without a question need not be.
    """

    id: str = field(default_factory=fresh_id)
    name: str = ""
    turns: tuple[Turn, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    as_of: str = ""
    register: str = ""
    language: str = ""
    area: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the list of matters; `changed` is the day on which it last got a turn."""

    id: str
    title: str
    changed: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A matter as it was before the last act that took something from it: its answers in order, None where all of it went."""

    matter: str
    receipts: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What one browser tab looks at.

    Attributes:
        user: whose matters these are.
        lines: the matters that have a turn, the one last changed first.
        matter: the open one.
        page: language of the page.
        aside: what can be put back.
        id: tells this session from another; a browser whose session the server has lost names one it does not know.
    """

    user: str
    matter: Matter = field(default_factory=Matter)
    lines: tuple[Line, ...] = ()
    page: str = "en"
    aside: Aside | None = None
    id: str = field(default_factory=fresh_id)

    @property
    def cited(self) -> frozenset[str]:
        """Ids of all that the answers of the open matter quote."""
        claims = (claim for turn in self.matter.turns for claim in turn.answer["claims"])
        return frozenset(citation["passage_id"] for claim in claims for citation in claim["citations"])


def titled(name: str, question: str) -> str:
    """What a matter is called: its name, or its first question cut to a line."""
    title = " ".join((name or question).split())
    return title if len(title) <= 60 else title[:59].rstrip() + "…"
