"""What the answer says: key points, forbidden statements, verdict, class, length."""

import re
from collections.abc import Collection, Sequence

from assistant.types import Status, Verdict
from evals.types import Grade, Wording
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


def grade(
    *,
    expected: Status,
    given: Status,
    reason_right: bool,
    points_made: bool,
    forbidden: bool,
    expected_verdicts: Collection[Verdict],
    verdict: Verdict | None,
    exact: bool,
    cited: bool,
) -> Grade:
    """The class of an answer, in the sense of Magesh et al. 2025 (doi:10.1111/jels.12413).

    The first that holds:

    - hallucinated: a forbidden statement, a quotation that does not stand, an answer where the corpus has none
      (`expected` is DECLINED, `given` ANSWERED), or a verdict other than those expected;
    - refused: an answer was due and there is none, or a question back was due and there is a refusal;
    - incomplete: a key point, the verdict, a claim's citation or the question back is missing, or the reason for
      the refusal is not one of those expected: nothing wrong, and not enough;
    - accurate.

    The study counts a refusal as incomplete; here it is a class of its own, for design.md bounds it apart.

    Args:
        expected: what the case expects.
        given: what the assistant did.
        reason_right: whether the reason is one of those expected, or none is.
        points_made: whether every key point is made.
        forbidden: whether a forbidden statement is made.
        expected_verdicts: any of which is right; empty if the question is not yes/no.
        verdict: of the answer.
        exact: whether every quotation stands.
        cited: whether every claim carries a citation.
    """
    answered = given is Status.ANSWERED
    if forbidden or not exact or (answered and expected is Status.DECLINED):
        return Grade.HALLUCINATED
    if answered and expected_verdicts and verdict is not None and verdict not in expected_verdicts:
        return Grade.HALLUCINATED
    if given is not expected:
        due = expected is Status.ANSWERED or given is Status.DECLINED
        return Grade.REFUSED if due else Grade.INCOMPLETE
    verdict_given = not expected_verdicts or verdict is not None
    enough = points_made and reason_right and (not answered or (verdict_given and cited))
    return Grade.ACCURATE if enough else Grade.INCOMPLETE
