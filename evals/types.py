"""What an evaluation takes and gives: cases, answers to grade, scores, reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a careful lawyer would insist on. Empty `reasons` or `verdicts` are not graded."""

    status: Status
    reasons: tuple[Reason, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    key_points: tuple[Wording, ...] = ()
    must_not: Wording = ()
    authorities: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalCase:
    """One conversation; the answer to its last turn is graded. `twin` is the id of the true-premise case."""

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
    """How an answer came about, as far as the assistant tells; ids of passages, best first."""

    intent: str
    topics: tuple[str, ...]
    states: tuple[str, ...]
    evidence: tuple[str, ...]
    dropped: tuple[str, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The grading of one answer; a metric is None where the case says nothing about it."""

    grade: Grade
    metrics: Mapping[str, float | None]
    missed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    uncited: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    lost_at: Step | None = None
    lost_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """One case, asked once: its score and everything that was answered (`answers`, one a turn)."""

    case_id: str
    attempt: int
    score: Score
    answers: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A case without a score: it could not be loaded, asked, read or graded."""

    case_id: str
    file: str
    attempt: int
    stage: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean over `n` cases and its 95 % interval."""

    n: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Median and 95th percentile over `n` answers."""

    n: int
    median: float
    p95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of a report. `means` is slice kind → slice → metric → mean; the whole is `all` → `all`."""

    graded: int
    failed: int
    grades: Mapping[str, int]
    lost: Mapping[str, int]
    means: Mapping[str, Mapping[str, Mapping[str, Mean]]]
    latency_ms: Mapping[str, Spread]
    stability: Mean | None
    pairs: Mean | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunManifest:
    """What a report was made with; `compare` prints every field in which two reports differ."""

    assistant: str
    about: Mapping[str, str]
    commit: str
    dirty: bool
    corpus_hash: str
    builds: tuple[str, ...]
    cases_hash: str
    selection: str
    attempts: int
    seed: int
    grader: str
    python: str
    platform: str
    started: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalReport:
    """A run: what was asked of whom, what came of it."""

    manifest: RunManifest
    cases: tuple[EvalCase, ...]
    results: tuple[CaseResult, ...]
    failures: tuple[Failure, ...]
    summary: Summary

    @property
    def case_ids(self) -> Sequence[str]:
        """Ids of every case attempted, in order, also of those that failed to load."""
        named = [case.id for case in self.cases]
        return named + [f.case_id or f.file for f in self.failures if f.stage == "load"]
