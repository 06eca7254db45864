"""Cases × an assistant → a report."""

import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from evals import provenance
from evals.assistants import OURS, Assistant
from evals.bootstrap import SEED
from evals.errors import NoCases
from evals.grader import GRADER, score
from evals.load import cases_hash
from evals.model_grader import ModelGrader, refuse_own, supported_share
from evals.reading import AnswerUnreadable, read_answer
from evals.reply_log import Kept
from evals.reports import CaseResult, EvalReport, Failure, RunManifest
from evals.reuse import conversation_of, identity
from evals.summary import summarise
from evals.trials import of_model, of_ours
from evals.types import CaseProblem, Conversation, EvalCase, Library, Reply, Specimen

Progress = Callable[[int, int], None]
"""Called with how many replies there are and how many there will be."""

BY_MODEL = "claims_supported_by_model"
"""The metric of a model that grades as well."""

Keep = Callable[[int, Conversation, Reply], None]
"""Called with each reply as it comes: attempt, what was asked, what came back."""


def run(
    cases: Sequence[EvalCase],
    problems: Sequence[CaseProblem],
    assistant: Assistant,
    library: Library,
    *,
    attempts: int = 1,
    selection: str = "all",
    seed: int = SEED,
    workers: int = 1,
    second: ModelGrader | None = None,
    kept: Kept | None = None,
    keep: Keep = lambda attempt, asked, reply: None,
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
        workers: how many cases were asked at once, for the manifest.
        second: a model that also grades the claims; it decides no class.
        kept: replies by case and attempt that are there already; they are graded and not asked again.
        keep: told of each reply as it comes.
        progress: told how far it is.

    Raises:
        NoCases: there is nothing to ask.
        GraderRefused: the model of `second` wrote the answers.
    """
    if not cases:
        broken = f"; {len(problems)} did not load, the first: {problems[0]}" if problems else ""
        raise NoCases(
            f"no case fits the selection {selection!r}{broken}", hint="Choose more with --filter and --split."
        )
    started, clock = datetime.now(UTC), time.perf_counter()
    replies = dict(kept or {})
    reused = len(replies)
    conversations = {case.id: conversation_of(case) for case in cases}
    total = attempts * len(cases)
    for attempt in range(1, attempts + 1):
        to_ask = [item for item in conversations.values() if (item.id, attempt) not in replies]
        for reply in assistant.replies(to_ask) if to_ask else ():
            keep(attempt, conversations[reply.id], reply)
            replies[reply.id, attempt] = reply
            progress(len(replies), total)
    results, failures = _graded(cases, problems, replies, library, attempts)
    rates, agreements = of_ours()
    if second is not None:
        refuse_own(second.model, writers_of(results))
        results = [_also_by(second, result) for result in results]
        of_one, with_labels = of_model(second)
        rates, agreements = (*rates, *of_one), (*agreements, *with_labels)
    manifest = RunManifest(
        assistant=assistant.name,
        about=assistant.about,
        commit=provenance.commit(),
        dirty=provenance.dirty(),
        code=code_of(assistant),
        corpus_hash=library.hash,
        builds=tuple(sorted({str(a.get("corpus", "")) for result in results for a in result.answers} - {""})),
        cases_hash=cases_hash(cases),
        selection=selection,
        attempts=attempts,
        seed=seed,
        workers=workers,
        reused=reused,
        grader=GRADER if second is None else f"{GRADER}; {second.name}",
        python=platform.python_version(),
        platform=platform.platform(),
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - clock, 3),
    )
    return EvalReport(
        manifest=manifest,
        cases=tuple(cases),
        results=tuple(results),
        failures=tuple(failures),
        summary=summarise(cases, results, failures, seed),
        graders=rates,
        agreements=agreements,
    )


def writers_of(results: Sequence[CaseResult]) -> list[str]:
    """Who wrote the answers, as they say themselves."""
    return sorted({str(answer.get("writer", "")) for result in results for answer in result.answers})


def _also_by(grader: ModelGrader, result: CaseResult) -> CaseResult:
    share = supported_share(read_answer(result.answers[-1]).claims, grader.supports)
    return replace(result, score=replace(result.score, metrics={**result.score.metrics, BY_MODEL: share}))


def code_of(assistant: Assistant) -> str:
    """The hash of the code that answers; "" for an assistant that is not ours."""
    return provenance.code_hash() if assistant.name == OURS else ""


def identity_of(assistant: Assistant, library: Library) -> dict[str, str]:
    """What must be the same for an answer of this run to be given again."""
    return identity(assistant.name, assistant.about, code_of(assistant), library.hash)


def _graded(
    cases: Sequence[EvalCase], problems: Sequence[CaseProblem], replies: Kept, library: Library, attempts: int
) -> tuple[list[CaseResult], list[Failure]]:
    results: list[CaseResult] = []
    failures = [Failure(case_id=p.case_id, file=p.file, attempt=1, stage="load", message=str(p)) for p in problems]
    for case in sorted(cases, key=lambda case: case.id):
        for attempt in range(1, attempts + 1):
            reply = replies.get((case.id, attempt)) or Reply(id=case.id, problem="the assistant gave no reply")
            outcome = graded(case, reply, library, attempt)
            if isinstance(outcome, Failure):
                failures.append(outcome)
            else:
                results.append(outcome)
    return results, failures


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
