"""What each part of the search is worth: the cases put to the product with parts of it left out, by setting."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.parts import SHIPPED, Part, Parts, named
from evals.assistants import over
from evals.bootstrap import difference_of, mcnemar, mean_of
from evals.reports import CaseResult, Failure, Mean
from evals.reuse import conversation_of
from evals.run import graded
from evals.summary import averages_by_case
from evals.types import EvalCase, Grade, Library

if TYPE_CHECKING:
    from assistant.pipeline import Tools

MEASURES = ("recall_at_10", "ndcg_at_10", "reciprocal_rank", Grade.ACCURATE.value)
"""What is compared, by the names of `evals.metrics`."""

SYSTEMS: Mapping[str, Parts] = {
    "lexical": frozenset({Part.WORDS}),
    "dense": frozenset({Part.MEANING}),
    "fused": frozenset({Part.WORDS, Part.MEANING}),
    "fused, reranked": frozenset({Part.WORDS, Part.MEANING, Part.RERANK}),
}
FILTERS: Mapping[str, Parts] = {
    "none": frozenset(),
    "State": frozenset({Part.STATES}),
    "topic": frozenset({Part.TOPIC_ONLY}),
    "State and topic": frozenset({Part.STATES, Part.TOPIC_ONLY}),
}
ONE_LEFT_OUT: Mapping[str, Parts] = {
    f"as shipped, without {part}": SHIPPED - {part} for part in (Part.WORDS, Part.MEANING, Part.RERANK, Part.STATES)
}
AS_SHIPPED = "as shipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The product with some parts of its search."""

    name: str
    filters: str
    parts: Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a variant came to: a mean a measure, and what it has less or more than the search as shipped.

    `gains` and `losses` are cases that are accurate only with this variant, and only without it; `p` is McNemar's.
    """

    variant: Variant
    means: Mapping[str, Mean]
    differences: Mapping[str, Mean]
    gains: int
    losses: int
    p: float
    failed: int


def variants() -> Iterator[Variant]:
    """The search as shipped, then with one part left out, then every system with every filter that is none of these."""
    yield Variant(name=AS_SHIPPED, filters="State", parts=SHIPPED)
    for name, parts in ONE_LEFT_OUT.items():
        yield Variant(name=name, filters="State" if Part.STATES in parts else "none", parts=parts)
    for name, system in SYSTEMS.items():
        for filters, filtering in FILTERS.items():
            if (parts := system | filtering) not in (SHIPPED, *ONE_LEFT_OUT.values()):
                yield Variant(name=name, filters=filters, parts=parts)


def ablate(
    cases: Sequence[EvalCase],
    tools: "Tools",
    library: Library,
    seed: int,
    timeout_s: float,
    several: Iterable[Variant],
    told: Callable[[str], None] = lambda line: None,
) -> Iterator[Outcome]:
    """Ask every case of each of several variants; each is compared with the first, which is the search as shipped."""
    shipped: dict[str, dict[str, float | None]] = {}
    for variant in several:
        results, failures = _asked(cases, with_parts(tools, variant.parts), library, timeout_s)
        averages = averages_by_case(results)
        shipped = shipped or averages
        outcome = _outcome(variant, shipped, averages, len(failures), seed)
        told(f"{variant.name}, filter {variant.filters}: {outcome.gains} gained, {outcome.losses} lost")
        yield outcome


def with_parts(tools: "Tools", parts: Parts) -> "Tools":
    """The tools with other parts of the search; index, model and reader are the same."""
    return replace(tools, settings=tools.settings.model_copy(update={"search": named(parts)}))


def _asked(
    cases: Sequence[EvalCase], tools: "Tools", library: Library, timeout_s: float
) -> tuple[list[CaseResult], list[Failure]]:
    by_id = {case.id: case for case in cases}
    replies = over(tools, timeout_s).replies([conversation_of(case) for case in cases])
    outcomes = [graded(by_id[reply.id], reply, library, 1) for reply in replies]
    return (
        [outcome for outcome in outcomes if isinstance(outcome, CaseResult)],
        [outcome for outcome in outcomes if isinstance(outcome, Failure)],
    )


def _outcome(
    variant: Variant,
    shipped: Mapping[str, Mapping[str, float | None]],
    own: Mapping[str, Mapping[str, float | None]],
    failed: int,
    seed: int,
) -> Outcome:
    both = [id_ for id_ in shipped if id_ in own]
    means = {name: mean_of([metrics[name] for metrics in own.values()], seed) for name in MEASURES}
    differences = {
        name: difference_of([shipped[id_][name] for id_ in both], [own[id_][name] for id_ in both], seed)
        for name in MEASURES
    }
    accurate = [(shipped[id_][Grade.ACCURATE.value], own[id_][Grade.ACCURATE.value]) for id_ in both]
    gains, losses = accurate.count((0.0, 1.0)), accurate.count((1.0, 0.0))
    return Outcome(
        variant=variant,
        means={name: mean for name, mean in means.items() if mean is not None},
        differences={name: mean for name, mean in differences.items() if mean is not None},
        gains=gains,
        losses=losses,
        p=mcnemar(gains, losses),
        failed=failed,
    )
