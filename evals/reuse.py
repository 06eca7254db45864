"""Answers of an earlier report that still stand, so that only what changed is asked again."""

from collections.abc import Mapping, Sequence

from evals.errors import ReuseRefused
from evals.reply_log import Kept
from evals.reports import EvalReport
from evals.types import Conversation, EvalCase, Reply


def conversation_of(case: EvalCase) -> Conversation:
    """What of a case is put to an assistant."""
    return Conversation(id=case.id, turns=case.turns, as_of=case.as_of)


def still_standing(earlier: EvalReport, cases: Sequence[EvalCase], run: Mapping[str, str], attempts: int) -> Kept:
    """The answers of `earlier` that this run would give again: same assistant, code and corpus, same question.

    Only the question counts, not what is expected: a case whose expectation changed is graded anew, not asked anew.

    Args:
        earlier: the report whose answers were stored.
        cases: of this run.
        run: of this run, as in `identity`.
        attempts: how often this run asks.

    Raises:
        ReuseRefused: nothing tells whether the assistant is still the same.
    """
    if not run["code"] and not any(name.startswith("about ") for name in run):
        raise ReuseRefused(
            "nothing tells whether the assistant changed since that report",
            hint="Name its version in both runs: --about version=1.2.",
        )
    if run != identity(
        earlier.manifest.assistant, earlier.manifest.about, earlier.manifest.code, earlier.manifest.corpus_hash
    ):
        return {}
    same = {case.id for case in earlier.cases} & {case.id for case in cases}
    before = {case.id: conversation_of(case) for case in earlier.cases}
    now = {case.id: conversation_of(case) for case in cases}
    return {
        (result.case_id, result.attempt): Reply(id=result.case_id, answers=result.answers)
        for result in earlier.results
        if result.answers
        and result.attempt <= attempts
        and result.case_id in same
        and before[result.case_id] == now[result.case_id]
    }


def identity(assistant: str, about: Mapping[str, str], code: str, corpus_hash: str) -> dict[str, str]:
    """What must be the same for an answer to be the same."""
    named = {f"about {name}": value for name, value in about.items()}
    return {"assistant": assistant, "code": code, "corpus": corpus_hash, **named}
