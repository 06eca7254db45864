"""What an evaluation gives: scores, failures, figures, and the report that holds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.types import Correctness, EvalCase, Grade, Groundedness, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The grading of one answer; a metric is None where the case says nothing about it."""

    grade: Grade
    metrics: Mapping[str, float | None]
    correctness: Correctness | None = None
    groundedness: Groundedness | None = None
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
class Pairs:
    """False premises with their true twins: each case accurate, of one pair or not.

    `both` and the others are shares of the pairs: both accurate, only the true premise (the false one was not
    corrected), only the false one (a true premise was contradicted or refused), neither.
    """

    both: Mean
    only_true: float
    only_false: float
    neither: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ParityCell:
    """What one language of a parity group got."""

    case_id: str
    language: str
    grade: Grade
    status: str
    verdict: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParityGroup:
    """The same question in several languages, English first; `same_sources` is None where none cites anything."""

    name: str
    cells: tuple[ParityCell, ...]
    same_verdict: bool
    same_sources: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parity:
    """All groups, and their means."""

    groups: tuple[ParityGroup, ...]
    same_verdict: Mean | None
    same_sources: Mean | None

    @property
    def languages(self) -> list[str]:
        """Every language of any group, English first."""
        return sorted({cell.language for group in self.groups for cell in group.cells}, key=lambda c: (c != "en", c))


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """Shares, 0 to 1, at one cut-off; None for what the run did."""

    cut_off: float | None
    false_refusals: float
    false_answers: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """False refusals against false answers; `evals/curve.py` has the formulas.

    `used` is what the run did, `cut_off` the value it used if it tells; `scored` of the `due` and `not_due` cases
    have a score.
    """

    points: tuple[CurvePoint, ...]
    used: CurvePoint
    cut_off: float | None
    due: int
    not_due: int
    scored: int
    area: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of a report. `means` is slice kind → slice → metric → mean; the whole is `all` → `all`.

    `correct_and_grounded` counts cases by "correct, grounded" and so on; of the first attempt at each.
    """

    graded: int
    failed: int
    grades: Mapping[str, int]
    lost: Mapping[str, int]
    means: Mapping[str, Mapping[str, Mapping[str, Mean]]]
    latency_ms: Mapping[str, Spread]
    stability: Mean | None
    pairs: Pairs | None
    parity: Parity | None = None
    curve: Curve | None = None
    correct_and_grounded: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraderRate:
    """What share of `n` labelled answers of a class a grader flags: catches, or, of right ones, false alarms."""

    grader: str
    class_: str
    n: int
    flagged: float
    low: float
    high: float
    by_language: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraderAgreement:
    """How often a grader says of `n` labelled answers what the label says, and Cohen's kappa."""

    grader: str
    n: int
    share: float
    kappa: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunManifest:
    """What a report was made with; `compare` prints every field in which two reports differ.

    `code` is the hash of the code that answered, "" if it is not ours; `reused` counts answers that were taken over
    from a stopped run or an earlier report; `workers` is how many cases were asked at once, which makes each slower.
    """

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
    code: str = ""
    workers: int = 1
    reused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalReport:
    """A run: what was asked of whom, what came of it, and how often the graders that scored it are right."""

    manifest: RunManifest
    cases: tuple[EvalCase, ...]
    results: tuple[CaseResult, ...]
    failures: tuple[Failure, ...]
    summary: Summary
    graders: tuple[GraderRate, ...] = ()
    agreements: tuple[GraderAgreement, ...] = ()

    @property
    def case_ids(self) -> Sequence[str]:
        """Ids of every case attempted, in order, also of those that failed to load."""
        named = [case.id for case in self.cases]
        return named + [f.case_id or f.file for f in self.failures if f.stage == "load"]
