"""What an evaluation takes: cases, conversations, and answers to grade."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.types import Reason, Status, Verdict


class Kind(StrEnum):
    """What sort of question a case asks; the first four are those of Magesh et al. 2025."""

    GENERAL = "general"
    SPECIFIC = "specific"
    FALSE_PREMISE = "false-premise"
    RECALL = "recall"
    UNANSWERABLE = "unanswerable"
    COMPARISON = "comparison"
    MULTI_TURN = "multi-turn"
    MULTILINGUAL = "multilingual"
    HOSTILE = "hostile"
    OFF_TOPIC = "off-topic"


class Persona(StrEnum):
    """Who asks."""

    CREDITOR = "creditor"
    LAWYER = "lawyer"
    EVALUATOR = "evaluator"


class Split(StrEnum):
    """Cases to tune on, and cases to measure on."""

    DEV = "dev"
    HELD_OUT = "held-out"


class Grade(StrEnum):
    """The class of one answer, after Magesh et al. 2025 (doi:10.1111/jels.12413); `evals/metrics/answers.py` decides."""

    ACCURATE = "accurate"
    INCOMPLETE = "incomplete"
    HALLUCINATED = "hallucinated"
    REFUSED = "refused"


class Correctness(StrEnum):
    """Whether an answer says what is right, all of it, and nothing wrong."""

    CORRECT = "correct"
    INCOMPLETE = "incomplete"
    INCORRECT = "incorrect"
    REFUSED = "refused"


class Groundedness(StrEnum):
    """Whether what an answer says rests on what it cites; `NONE_DUE` of a refusal and a question back."""

    GROUNDED = "grounded"
    UNGROUNDED = "ungrounded"
    MISGROUNDED = "misgrounded"
    NONE_DUE = "none due"


class Step(StrEnum):
    """Where a case that is not accurate was lost."""

    UNDERSTOOD_WRONGLY = "understood wrongly"
    NOT_RETRIEVED = "not retrieved"
    RANKED_OUT = "ranked out"
    NOT_COMPOSED = "not composed"
    COMPOSED_WRONGLY = "composed wrongly"
    WITHHELD = "withheld"
    CASE_IS_WRONG = "case is wrong"
    NO_TRACE = "no trace"


Wording = tuple[str, ...]
"""Alternatives, any of which will do: substrings, or a pattern between slashes."""

HELPS, MUST_CITE, SETTLES = 1, 2, 3
"""Grades of an authority; from `MUST_CITE` on an answer that does not cite it has left something out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """An authority, under any of its names, and how much it counts (1 to 3)."""

    names: Wording
    grade: int = MUST_CITE

    def __post_init__(self) -> None:
        if not HELPS <= self.grade <= SETTLES:
            raise ValueError(f"the grade {self.grade} is not 1, 2 or 3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a careful lawyer would insist on. Empty `reasons` or `verdicts` are not graded.

    `passages` grades passages by id, 0 (beside the point) to 3 (settles the question); where it is empty,
    `evals.metrics.retrieval.passage_qrels` derives the grades from authorities and key points.
    """

    status: Status
    reasons: tuple[Reason, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    key_points: tuple[Wording, ...] = ()
    must_not: Wording = ()
    authorities: tuple[Authority, ...] = ()
    passages: Mapping[str, int] = field(default_factory=dict)

    @property
    def must_cite(self) -> tuple[Wording, ...]:
        """The authorities that an answer must cite."""
        return tuple(authority.names for authority in self.authorities if authority.grade >= MUST_CITE)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalCase:
    """One conversation; the answer to its last turn is graded. `twin` is the id of the true-premise case.

    `parity` names a group: the same question in several languages, to be answered alike.
    `topic` is empty where a question has none that the corpus knows.
    """

    id: str
    kind: Kind
    persona: Persona
    language: str
    split: Split
    turns: tuple[str, ...]
    expects: Expectation
    topic: str
    states: tuple[str, ...]
    file: str
    as_of: date | None = None
    twin: str | None = None
    parity: str | None = None
    written_from: str = ""
    written_by: str = ""
    reviewed_by: str = ""

    def __post_init__(self) -> None:
        if not self.turns or not all(turn.strip() for turn in self.turns):
            raise ValueError(f"case {self.id} has an empty turn")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseProblem:
    """A case that could not be loaded; `case_id` is empty when the file itself cannot be read."""

    file: str
    case_id: str
    field: str
    remedy: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.case_id, self.field) if part)
        return f"{where}: {self.remedy}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What is put to an assistant."""

    id: str
    turns: tuple[str, ...]
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back: an answer per turn, or, when `problem` is not empty, why there is none."""

    id: str
    answers: tuple[Mapping[str, Any], ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A citation as given: `quote` is said to stand in the passage at `start` to `end` (None when not said)."""

    passage_id: str
    cited_as: str
    quote: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenClaim:
    """One assertion of an answer."""

    text: str
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How an answer came about, as far as the assistant tells; ids of passages, best first.

    `answerable` is how sure the assistant is that its evidence answers, 0 to 1, and `cut_off` the value below which
    it declines; None where it tells neither.
    """

    intent: str
    answer_type: str
    topics: tuple[str, ...]
    states: tuple[str, ...]
    evidence: tuple[str, ...]
    dropped: tuple[str, ...]
    answerable: float | None = None
    cut_off: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """The parts of an answer that are graded. `asserted` is what it says; `shown` adds what it only reports."""

    status: Status
    reason: Reason | None
    verdict: Verdict | None
    language: str
    as_of: str
    claims: tuple[GivenClaim, ...]
    asserted: str
    shown: str
    withheld: tuple[str, ...]
    trace: Trace | None
    timings_ms: Mapping[str, float]

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """Every citation, in order."""
        return tuple(quotation for claim in self.claims for quotation in claim.quotations)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPassage:
    """A passage that answers may cite; `cited_as` holds title, authority and pinpoint."""

    id: str
    text: str
    cited_as: str
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The passages that citations are checked against, by id; `hash` changes when any of them does."""

    passages: Mapping[str, KnownPassage]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """An answer beside the case it is graded against: what a metric looks at."""

    case: EvalCase
    answer: GivenAnswer
    library: Library
