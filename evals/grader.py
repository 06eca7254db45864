"""One answer against one case, by rule and without a model: the same answer always gets the same score."""

from collections.abc import Iterator

from assistant.types import Status
from evals.attribution import lost
from evals.metrics import measured
from evals.metrics.answers import correctness, grade
from evals.metrics.citations import groundedness, stands
from evals.reports import Score
from evals.types import Grade, Specimen, Step, Wording
from evals.wording import first_said, says

GRADER = "rules-3"
"""Raised when the same answer may get another score; reports by different graders are not to be compared blindly."""


def score(specimen: Specimen) -> Score:
    """Grade one answer: its class, its metrics, what is wrong with it, and the step at which it was lost."""
    wants, answer = specimen.case.expects, specimen.answer
    said = first_said(answer.asserted, wants.must_not)
    missed = tuple(point for point in wants.key_points if not says(answer.shown, point))
    cited_as = [quotation.cited_as for quotation in answer.quotations]
    uncited = tuple(wording for wording in wants.must_cite if not any(says(text, wording) for text in cited_as))
    broken = tuple(q.quote for q in answer.quotations if not stands(q, specimen.library.passages))
    correct = correctness(
        expected=wants.status,
        given=answer.status,
        reason_right=not wants.reasons or answer.reason in wants.reasons,
        points_made=not missed,
        forbidden=said is not None,
        expected_verdicts=wants.verdicts,
        verdict=answer.verdict,
    )
    answered = answer.status is Status.ANSWERED
    grounded = groundedness(answered, [len(claim.quotations) for claim in answer.claims], exact=not broken)
    class_ = grade(correct, grounded)
    step: Step | None = None
    why = ""
    if class_ is not Grade.ACCURATE:
        step, why = lost(specimen, missed)
    shares = {grade_.value: float(class_ is grade_) for grade_ in Grade}
    accurate_and_cited = float(class_ is Grade.ACCURATE and not uncited)
    return Score(
        grade=class_,
        correctness=correct,
        groundedness=grounded,
        metrics={**shares, "accurate_and_cited": accurate_and_cited, **measured(specimen)},
        missed=tuple(_shown(point) for point in missed),
        forbidden=() if said is None else (said,),
        uncited=tuple(_shown(wording) for wording in uncited),
        broken=broken,
        notes=tuple(_notes(specimen)),
        lost_at=step,
        lost_why=why,
    )


def _notes(specimen: Specimen) -> Iterator[str]:
    wants, answer = specimen.case.expects, specimen.answer
    if answer.status is not wants.status:
        yield f"status {answer.status.value}, expected {wants.status.value}"
    elif wants.reasons and answer.reason not in wants.reasons:
        expected = " or ".join(reason.value for reason in wants.reasons)
        yield f"reason {answer.reason.value if answer.reason else 'none'}, expected {expected}"
    if wants.verdicts and answer.verdict not in wants.verdicts:
        expected = " or ".join(verdict.value for verdict in wants.verdicts)
        yield f"verdict {answer.verdict.value if answer.verdict else 'none'}, expected {expected}"
    if answer.status is Status.ANSWERED and not answer.claims:
        yield "an answer without a claim"
    elif answer.status is Status.ANSWERED and not all(claim.quotations for claim in answer.claims):
        yield "a claim without a citation"


def _shown(wording: Wording) -> str:
    return " | ".join(wording)
