"""The graders put to labelled answers: each grader as a trial that says which answers it flags."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from assistant.types import Reason, Status, Verdict
from evals.grader import score
from evals.grounding.grader import faults
from evals.labelled_set import Labelled, labelled
from evals.metrics.citations import stands
from evals.model_grader import ClaimGrader
from evals.reliability import RIGHT, Judged, agreements, rates
from evals.reports import GraderAgreement, GraderRate
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

Trial = Callable[[Labelled], Iterator[Judged]]


def grounding(item: Labelled) -> Iterator[Judged]:
    """The rule that compares a claim with its source."""
    for class_, claim in _claims(item):
        flagged = bool(faults(claim, [item.source]))
        yield Judged(class_=class_, language=item.language, wrong=class_ != RIGHT, flagged=flagged)


def key_points(item: Labelled) -> Iterator[Judged]:
    """The rule that looks for a key point: is it found missing where, and only where, it is not said."""
    for class_, text in _claims(item):
        wrong = class_ in item.unsaid
        yield Judged(
            class_=class_ if wrong else RIGHT, language=item.language, wrong=wrong, flagged=not says(text, item.point)
        )


def forbidden(item: Labelled) -> Iterator[Judged]:
    """The rule that looks for a forbidden statement."""
    if item.never:
        for class_, text in _claims(item):
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


TRIALS: Mapping[str, Trial] = {
    "key points": key_points,
    "forbidden statements": forbidden,
    "quotations": quotations,
    "grounding, by rule": grounding,
    "class of an answer": classes,
}


Results = tuple[tuple[GraderRate, ...], tuple[GraderAgreement, ...]]
"""Rates by grader and class, and the agreement of each grader with the labels."""


def tried(trials: Mapping[str, Trial] = TRIALS) -> Results:
    """Every trial over every labelled item."""
    judged = {name: [one for item in labelled() for one in trial(item)] for name, trial in trials.items()}
    return rates(judged), agreements(judged)


@cache
def of_ours() -> Results:
    """The results of our graders, worked out once a process."""
    return tried()


def of_model(grader: ClaimGrader) -> Results:
    """The results of a model; claims that it left open are in no figure."""

    def trial(item: Labelled) -> Iterator[Judged]:
        for judged in _claims(item):
            verdict = grader.supports(judged[1], item.source)
            if verdict is not None:
                yield Judged(class_=judged[0], language=item.language, wrong=judged[0] != RIGHT, flagged=not verdict)

    return tried({f"grounding, by {grader.name}": trial})


def _claims(item: Labelled) -> Iterator[tuple[str, str]]:
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
