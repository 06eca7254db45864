"""What an evaluation gives: scores, failures, figures, and the report that holds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.types import EvalCase, Grade, Step


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
