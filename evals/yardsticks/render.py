"""The outcomes as tables in Markdown."""

from collections.abc import Sequence

from evals.reports import Mean
from evals.tables import table
from evals.yardsticks.systems import DENSE, FUSED, LEXICAL, RERANKED, STOCK
from evals.yardsticks.types import Outcome

SYSTEMS = (LEXICAL, DENSE, FUSED, RERANKED, STOCK)


def tables(found: Sequence[Outcome], *, sample: int | None, seed: int, setting: str) -> str:
    """Both tables: what was found, and how long a query took."""
    differences = list(dict.fromkeys(name for outcome in found for name in outcome.differences))
    rows = [
        (
            _named(outcome),
            f"{outcome.measure} ({_n(outcome)})",
            *(_mean(outcome.means.get(system)) for system in SYSTEMS),
            *(_difference(outcome.differences.get(name)) for name in differences),
            outcome.published,
        )
        for outcome in found
    ]
    once = {outcome.task: outcome for outcome in found}
    times = [
        (_named(outcome), str(outcome.texts), *(f"{outcome.ms[system]:.1f}" for system in SYSTEMS))
        for outcome in once.values()
    ]
    told = (
        f"Model {setting}, seed {seed}, mean with 95 % paired bootstrap over queries (over conversations for mtrag)."
    )
    if sample is not None:
        told += (
            f" A sample of {sample} queries over part of the texts: every figure is too high, and none may be quoted."
        )
    return "\n\n".join(
        (
            "# Outside yardsticks",
            told,
            table(("set", "measure (n)", *SYSTEMS, *differences, "published by others"), rows),
            "Milliseconds a query, median, the embedding of the query included:",
            table(("set", "texts", *SYSTEMS), times),
        )
    )


def _named(outcome: Outcome) -> str:
    return f"{outcome.task} ({outcome.note})" if outcome.note else outcome.task


def _n(outcome: Outcome) -> str:
    return str(next(iter(outcome.means.values())).n) if outcome.means else "0"


def _mean(mean: Mean | None) -> str:
    return "–" if mean is None else f"{mean.mean:.3f} [{mean.low:.3f}, {mean.high:.3f}]"


def _difference(mean: Mean | None) -> str:
    return "–" if mean is None else f"{mean.mean:+.3f} [{mean.low:+.3f}, {mean.high:+.3f}]"
