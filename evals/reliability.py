"""How often each grader is right: answers with a planted error that it catches, right ones that it complains of."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt

from assistant.types import Reason, Status, Verdict
from evals.grader import score
from evals.grounding.grader import CLASSES, faults
from evals.labelled_set import Labelled, labelled
from evals.metrics.citations import stands
from evals.reports import GraderRate
from evals.types import (
    Authority,
    EvalCase,
    Expectation,
    GivenAnswer,
    GivenClaim,
    Grade,
    Kind,
    KnownPassage,
    Library,
    Persona,
    Quotation,
    Specimen,
    Split,
)
from evals.wording import says

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


Grader = Callable[[Labelled], Iterator[Judged]]


def grounding(item: Labelled) -> Iterator[Judged]:
    """The rule that compares a claim with its source."""
    yield from claims_judged(item, lambda claim, source: bool(faults(claim, [source])))


def claims_judged(item: Labelled, flags: Callable[[str, str], bool]) -> Iterator[Judged]:
    """What a grader of claims, given a claim and its source, makes of an item."""
    for claim in (item.source, *item.right):
        yield Judged(class_=RIGHT, language=item.language, wrong=False, flagged=flags(claim, item.source))
    for class_, claim in item.planted.items():
        yield Judged(class_=class_, language=item.language, wrong=True, flagged=flags(claim, item.source))


def key_points(item: Labelled) -> Iterator[Judged]:
    """The rule that looks for a key point: is it found missing where, and only where, it is not said."""
    for class_, text in _texts(item):
        wrong = class_ in item.unsaid
        yield Judged(
            class_=class_ if wrong else RIGHT, language=item.language, wrong=wrong, flagged=not says(text, item.point)
        )


def forbidden(item: Labelled) -> Iterator[Judged]:
    """The rule that looks for a forbidden statement."""
    if item.never:
        for class_, text in _texts(item):
            wrong = class_ in item.forbidden
            yield Judged(
                class_=class_ if wrong else RIGHT, language=item.language, wrong=wrong, flagged=says(text, item.never)
            )


def quotations(item: Labelled) -> Iterator[Judged]:
    """The rule that a quotation stands: the source is one, a claim with an error is none, nor is one cut elsewhere."""
    passages = {"p": KnownPassage(id="p", text=f"Before. {item.source} After.", cited_as="")}
    at = len("Before. ")
    end = at + len(item.source)
    for quotation in (_quotation(item.source), _quotation(item.source, at, end), _quotation(item.source[:20])):
        yield Judged(class_=RIGHT, language=item.language, wrong=False, flagged=not stands(quotation, passages))
    for class_, text in item.planted.items():
        yield Judged(
            class_=class_, language=item.language, wrong=True, flagged=not stands(_quotation(text), passages)
        )
    for place in (_quotation(item.source, at + 1, end + 1), _quotation(item.source.replace(" ", "  ", 1))):
        yield Judged(class_="place", language=item.language, wrong=True, flagged=not stands(place, passages))


def classes(item: Labelled) -> Iterator[Judged]:
    """The class of a whole answer: right ones are accurate, each error has the class that it must have."""
    for answer in (_answer(text, item) for text in (item.source, *item.right)):
        yield _classed(RIGHT, item, answer, Grade.ACCURATE)
    for class_, text in item.planted.items():
        if class_ in item.forbidden:
            yield _classed(class_, item, _answer(text, item), Grade.HALLUCINATED)
        elif class_ in item.unsaid:
            yield _classed(class_, item, _answer(text, item), Grade.INCOMPLETE)
    right = item.right[0]
    for class_, answer, grade in (
        ("wrong verdict", _answer(right, item, verdict=Verdict.NO), Grade.HALLUCINATED),
        ("no verdict", _answer(right, item, verdict=None), Grade.INCOMPLETE),
        ("refused", _answer(right, item, status=Status.DECLINED), Grade.REFUSED),
        ("misquoted", _answer(right, item, quote=right + "!"), Grade.HALLUCINATED),
        ("uncited", _answer(right, item, quote=None), Grade.INCOMPLETE),
    ):
        yield _classed(class_, item, answer, grade)


GRADERS: Mapping[str, Grader] = {
    "key points": key_points,
    "forbidden statements": forbidden,
    "quotations": quotations,
    "grounding, by rule": grounding,
    "class of an answer": classes,
}


def reliability(items: Sequence[Labelled], graders: Mapping[str, Grader] = GRADERS) -> tuple[GraderRate, ...]:
    """For each grader the share flagged of each class of answer, right ones first, with a 95 % interval.

    Of a class of errors that is the catch rate, of the class `RIGHT` the rate of false alarms. The interval is
    Wilson's (1927, doi:10.1080/01621459.1927.10502953), which holds for few answers and shares near 0 and 1.
    """
    found = []
    for name, grader in graders.items():
        by_class: dict[str, list[Judged]] = defaultdict(list)
        for item in items:
            for judged in grader(item):
                by_class[judged.class_].append(judged)
        order = (RIGHT, *CLASSES)
        for class_ in sorted(by_class, key=lambda c: (order.index(c) if c in order else len(order), c)):
            found.append(_rate(name, class_, by_class[class_]))
    return tuple(found)


@cache
def of_ours() -> tuple[GraderRate, ...]:
    """The rates of our graders on our labels, worked out once a process."""
    return reliability(labelled())


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


def _texts(item: Labelled) -> Iterator[tuple[str, str]]:
    yield RIGHT, item.source
    for text in item.right:
        yield RIGHT, text
    yield from item.planted.items()


def _quotation(text: str, start: int | None = None, end: int | None = None) -> Quotation:
    return Quotation(passage_id="p", cited_as="A code, Art. 1", quote=text, start=start, end=end)


def _classed(class_: str, item: Labelled, answer: GivenAnswer, expected: Grade) -> Judged:
    """For an answer without error `flagged` is any class but accurate; for one with, the very class it must have."""
    found = score(Specimen(case=_case(item), answer=answer, library=_library(item))).grade
    wrong = expected is not Grade.ACCURATE
    flagged = found is expected if wrong else found is not Grade.ACCURATE
    return Judged(class_=class_, language=item.language, wrong=wrong, flagged=flagged)


def _case(item: Labelled) -> EvalCase:
    expects = Expectation(
        status=Status.ANSWERED,
        verdicts=(Verdict.YES,),
        key_points=(item.point,),
        must_not=item.never,
        authorities=(Authority(names=("A code",)),),
    )
    return EvalCase(
        id=item.id,
        kind=Kind.GENERAL,
        persona=Persona.LAWYER,
        language=item.language,
        split=Split.DEV,
        turns=("?",),
        topic="",
        states=(),
        file="labelled",
        expects=expects,
    )


def _library(item: Labelled) -> Library:
    return Library(passages={"p": KnownPassage(id="p", text=item.source, cited_as="A code, Art. 1")}, hash="")


def _answer(
    text: str,
    item: Labelled,
    *,
    verdict: Verdict | None = Verdict.YES,
    status: Status = Status.ANSWERED,
    quote: str | None = "",
) -> GivenAnswer:
    """An answer of one claim; `quote` "" is the source, None is no quotation."""
    quoted = () if quote is None else (_quotation(quote or item.source),)
    answered = status is Status.ANSWERED
    return GivenAnswer(
        status=status,
        reason=None if answered else Reason.NOT_IN_CORPUS,
        verdict=verdict if answered else None,
        language=item.language,
        as_of="",
        claims=(GivenClaim(text=text, quotations=quoted),) if answered else (),
        asserted=text if answered else "",
        shown=text if answered else "",
        withheld=(),
        trace=None,
        timings_ms={},
    )
