"""How often each grader is right: answers with a planted error that it catches, right ones that it complains of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from evals.grounding.grader import CLASSES
from evals.reports import GraderAgreement, GraderRate

RIGHT = "right"
"""The class of answers without an error; what is flagged of it is false alarm."""

Z = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One labelled answer and what a grader made of it; `wrong` is the label, `flagged` what the grader says."""

    class_: str
    language: str
    wrong: bool
    flagged: bool


def rates(judged: Mapping[str, Sequence[Judged]]) -> tuple[GraderRate, ...]:
    """For each grader the share flagged of each class of answer, right ones first, with a 95 % interval.

    Of a class of errors that is the catch rate, of the class `RIGHT` the rate of false alarms. The interval is
    Wilson's (1927, doi:10.1080/01621459.1927.10502953), which holds for few answers and shares near 0 and 1.
    """
    order = (RIGHT, *CLASSES)
    found = []
    for grader, several in judged.items():
        by_class: dict[str, list[Judged]] = defaultdict(list)
        for one in several:
            by_class[one.class_].append(one)
        for class_ in sorted(by_class, key=lambda c: (order.index(c) if c in order else len(order), c)):
            found.append(_rate(grader, class_, by_class[class_]))
    return tuple(found)


def agreements(judged: Mapping[str, Sequence[Judged]]) -> tuple[GraderAgreement, ...]:
    """For each grader how often it says what the label says, and Cohen's kappa.

    kappa = (p_o - p_e) / (1 - p_e): the share of agreement beyond what two raters with these habits would reach by
    chance (Cohen 1960, doi:10.1177/001316446002000104), -1 to 1; None where chance alone would agree always. A
    grader of nothing has no agreement.
    """
    return tuple(_agreement(grader, several) for grader, several in judged.items() if several)


def _agreement(grader: str, judged: Sequence[Judged]) -> GraderAgreement:
    n = len(judged)
    observed = sum(one.wrong is one.flagged for one in judged) / n
    wrong, flagged = (sum(getattr(one, name) for one in judged) / n for name in ("wrong", "flagged"))
    chance = wrong * flagged + (1 - wrong) * (1 - flagged)
    kappa = None if chance == 1 else (observed - chance) / (1 - chance)
    return GraderAgreement(grader=grader, n=n, share=observed, kappa=kappa)


def _rate(grader: str, class_: str, judged: Sequence[Judged]) -> GraderRate:
    n, flagged = len(judged), sum(one.flagged for one in judged)
    low, high = wilson(flagged, n)
    return GraderRate(
        grader=grader,
        class_=class_,
        n=n,
        flagged=flagged / n,
        low=low,
        high=high,
        by_language={
            language: sum(one.flagged for one in several) / len(several)
            for language in ("en", "ru")
            if (several := [one for one in judged if one.language == language])
        },
    )


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; (0, 1) of nothing."""
    if not n:
        return 0.0, 1.0
    share = hits / n
    centre = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)
