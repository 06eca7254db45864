"""Which cases to run."""

from collections.abc import Sequence
from random import Random

from evals.errors import NoCases
from evals.load import CaseSet
from evals.types import EvalCase


def select(found: CaseSet, *, words: str, split: str, kind: str) -> CaseSet:
    """The cases whose id or turns contain `words`, in any case, of a split ("all" for both) and a kind ("" for all).

    Of what did not load, `words` alone decides, by id; a file that cannot be read is always named.
    """
    wanted = words.casefold()
    cases = tuple(
        case
        for case in found.cases
        if (wanted in case.id.casefold() or any(wanted in turn.casefold() for turn in case.turns))
        and split in ("all", case.split)
        and kind in ("", case.kind)
    )
    problems = tuple(p for p in found.problems if not p.case_id or wanted in p.case_id.casefold())
    return CaseSet(cases=cases, problems=problems)


def chosen(found: CaseSet, *, words: str, split: str, kind: str) -> CaseSet:
    """The same, of which there must be some.

    Raises:
        NoCases: none fits.
    """
    selected = select(found, words=words, split=split, kind=kind)
    if not selected.cases:
        raise NoCases("no case fits the selection", hint="Choose more with --filter, --kind and --split.")
    return selected


def sampled(cases: Sequence[EvalCase], size: int, seed: int) -> tuple[EvalCase, ...]:
    """So many of the cases, or all if they are fewer, by chance and in order; the same for the same seed."""
    chosen = Random(seed).sample(range(len(cases)), min(size, len(cases)))
    return tuple(cases[at] for at in sorted(chosen))
