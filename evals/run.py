"""Cases × an assistant → a report."""

import platform
import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from evals.assistants import Assistant
from evals.bootstrap import SEED
from evals.errors import NoCases
from evals.grader import GRADER, score
from evals.load import cases_hash
from evals.reading import AnswerUnreadable, read_answer
from evals.reports import CaseResult, EvalReport, Failure, RunManifest
from evals.summary import summarise
from evals.types import CaseProblem, Conversation, EvalCase, Library, Reply, Specimen

ROOT = Path(__file__).parents[1]
Progress = Callable[[int, int], None]
"""Called with how many replies are graded and how many there will be."""


def run(
    cases: Sequence[EvalCase],
    problems: Sequence[CaseProblem],
    assistant: Assistant,
    library: Library,
    *,
    attempts: int = 1,
    selection: str = "all",
    seed: int = SEED,
    progress: Progress = lambda done, total: None,
) -> EvalReport:
    """Ask every case, grade every last answer, sum up.

    Args:
        cases: to ask.
        problems: cases that did not load; each becomes a failure.
        assistant: who is asked.
        library: the passages that citations are checked against.
        attempts: how often each case is asked, at least 1.
        selection: how the cases were chosen, for the manifest.
        seed: of the intervals.
        progress: told of each reply.

    Raises:
        NoCases: there is nothing to ask.
    """
    if not cases:
        broken = f"; {len(problems)} did not load, the first: {problems[0]}" if problems else ""
        raise NoCases(
            f"no case fits the selection {selection!r}{broken}", hint="Choose more with --filter and --split."
        )
    started, clock = datetime.now(UTC), time.perf_counter()
    results: list[CaseResult] = []
    failures = [Failure(case_id=p.case_id, file=p.file, attempt=1, stage="load", message=str(p)) for p in problems]
    by_id = {case.id: case for case in cases}
    questions = [Conversation(id=case.id, turns=case.turns, as_of=case.as_of) for case in cases]
    for attempt in range(1, attempts + 1):
        for done, reply in enumerate(assistant.replies(questions), 1):
            outcome = graded(by_id[reply.id], reply, library, attempt)
            if isinstance(outcome, Failure):
                failures.append(outcome)
            else:
                results.append(outcome)
            progress((attempt - 1) * len(cases) + done, attempts * len(cases))
    builds = {str(answer.get("corpus", "")) for result in results for answer in result.answers}
    manifest = RunManifest(
        assistant=assistant.name,
        about=assistant.about,
        commit=_git("rev-parse", "HEAD"),
        dirty=bool(_git("status", "--porcelain")),
        corpus_hash=library.hash,
        builds=tuple(sorted(builds - {""})),
        cases_hash=cases_hash(cases),
        selection=selection,
        attempts=attempts,
        seed=seed,
        grader=GRADER,
        python=platform.python_version(),
        platform=platform.platform(),
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - clock, 3),
    )
    results.sort(key=lambda result: (result.case_id, result.attempt))
    return EvalReport(
        manifest=manifest,
        cases=tuple(cases),
        results=tuple(results),
        failures=tuple(failures),
        summary=summarise(cases, results, failures, seed),
    )


def graded(case: EvalCase, reply: Reply, library: Library, attempt: int) -> CaseResult | Failure:
    """The result of one reply, or the failure that it is."""

    def failure(stage: str, message: str) -> Failure:
        return Failure(case_id=case.id, file=case.file, attempt=attempt, stage=stage, message=message)

    if reply.problem:
        return failure("ask", reply.problem)
    if len(reply.answers) != len(case.turns):
        return failure("ask", f"{len(reply.answers)} answers to {len(case.turns)} turns")
    try:
        specimen = Specimen(case=case, answer=read_answer(reply.answers[-1]), library=library)
    except AnswerUnreadable as error:
        return failure("read", str(error))
    try:
        return CaseResult(case_id=case.id, attempt=attempt, score=score(specimen), answers=reply.answers)
    except Exception as error:  # a fault of the grader must not take the other cases with it
        return failure("grade", f"{type(error).__name__}: {error}")


def _git(*arguments: str) -> str:
    """What git says, or "" where there is no git, no checkout or no commit."""
    try:
        said = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.stdout.strip()
