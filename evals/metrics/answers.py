"""What the answer says: key points, forbidden statements, verdict, class, length."""

import re
from collections.abc import Collection, Sequence

from assistant.types import Status, Verdict
from evals.types import Correctness, Grade, Groundedness, Wording
from evals.wording import says

WORD = re.compile(r"\w+(?:['’.,/-]\w+)*")


def key_point_recall(key_points: Sequence[Wording], text: str) -> float | None:
    """The share of the key points that the text makes.

    |key points with an alternative in the text| / |key points|: the nugget recall of Voorhees 2003, Overview of
    the TREC 2003 Question Answering Track, decided by wording.

    Returns:
        A number from 0 to 1. None if the case has no key point.
    """
    if not key_points:
        return None
    return sum(says(text, point) for point in key_points) / len(key_points)


def forbidden_statement(must_not: Wording, text: str) -> float | None:
    """1 if the text says anything the case forbids, else 0; its mean is the share of such answers.

    Returns:
        0 or 1. None if the case forbids nothing.
    """
    return float(says(text, must_not)) if must_not else None


def verdict_accuracy(expected: Collection[Verdict], given: Verdict | None) -> float | None:
    """1 if the verdict is one of those expected, else 0, also where there is none.

    Returns:
        0 or 1. None if the case is not a yes/no question.
    """
    return float(given in expected) if expected else None


def language_accuracy(expected: str, given: str) -> float | None:
    """1 if the question was read as the language it is in, else 0.

    Returns:
        0 or 1. None if the assistant does not say which language it read.
    """
    return float(expected == given) if given else None


def length_words(text: str) -> float:
    """How many words an answer has; "501(3)" is two, "three-year" and "1.5" are one each. 0 or more, never None."""
    return float(len(WORD.findall(text)))


def correctness(
    *,
    expected: Status,
    given: Status,
    reason_right: bool,
    points_made: bool,
    forbidden: bool,
    expected_verdicts: Collection[Verdict],
    verdict: Verdict | None,
) -> Correctness:
    """Whether an answer is right, whatever it cites. The first that holds:

    - incorrect: a forbidden statement, an answer where the corpus has none (`expected` is DECLINED, `given`
      ANSWERED), or a verdict other than those expected;
    - refused: an answer was due and there is none, or a question back was due and there is a refusal;
    - incomplete: a key point, the verdict or the question back is missing, or the reason for the refusal is not one
      of those expected: nothing wrong, and not enough;
    - correct.

    Args:
        expected: what the case expects.
        given: what the assistant did.
        reason_right: whether the reason is one of those expected, or none is.
        points_made: whether every key point is made.
        forbidden: whether a forbidden statement is made.
        expected_verdicts: any of which is right; empty if the question is not yes/no.
        verdict: of the answer.
    """
    answered = given is Status.ANSWERED
    if forbidden or (answered and expected is Status.DECLINED):
        return Correctness.INCORRECT
    if answered and expected_verdicts and verdict is not None and verdict not in expected_verdicts:
        return Correctness.INCORRECT
    if given is not expected:
        due = expected is Status.ANSWERED or given is Status.DECLINED
        return Correctness.REFUSED if due else Correctness.INCOMPLETE
    verdict_given = not answered or not expected_verdicts or verdict is not None
    return Correctness.CORRECT if points_made and reason_right and verdict_given else Correctness.INCOMPLETE


def grade(correct: Correctness, grounded: Groundedness) -> Grade:
    """The class of an answer from the two sides that Magesh et al. 2025 (doi:10.1111/jels.12413) look at.

    Incorrect or misgrounded is hallucinated; refused is refused; incomplete or ungrounded is incomplete; only what is
    correct and grounded (or owes no grounds) is accurate. The study counts a refusal as incomplete; here it is a
    class of its own, for design.md bounds it apart.
    """
    if correct is Correctness.INCORRECT or grounded is Groundedness.MISGROUNDED:
        return Grade.HALLUCINATED
    if correct is Correctness.REFUSED:
        return Grade.REFUSED
    if correct is Correctness.INCOMPLETE or grounded is Groundedness.UNGROUNDED:
        return Grade.INCOMPLETE
    return Grade.ACCURATE
