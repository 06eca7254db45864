"""An ablation in Markdown."""

from collections.abc import Sequence

from assistant.parts import named
from evals.ablation import MEASURES, Outcome
from evals.labels import LABELS, with_interval
from evals.reports import Mean
from evals.tables import table


def ablation_markdown(found: Sequence[Outcome], about: str) -> str:
    """Both tables: what each variant came to, and how far it is from the search as shipped; `about` says of which cases."""
    labels = [LABELS[name] for name in MEASURES]
    first = found[0] if found else None
    ns = (
        [f"{label} (n = {first.means[name].n})" for name, label in zip(MEASURES, labels, strict=True)]
        if first
        else []
    )
    figures = [
        (
            outcome.variant.name,
            outcome.variant.filters,
            *(with_interval(name, outcome.means.get(name)) for name in MEASURES),
        )
        for outcome in found
    ]
    differences = [
        (
            outcome.variant.name,
            outcome.variant.filters,
            *(_signed(outcome.differences.get(name)) for name in MEASURES),
            f"{outcome.gains} / {outcome.losses} (p = {outcome.p:.3f})",
            f"`{named(outcome.variant.parts)}`",
        )
        for outcome in found[1:]
    ]
    failed = sum(outcome.failed for outcome in found)
    parts = [
        "# What each part of the search is worth",
        f"{about} Means with a 95 % bootstrap interval.",
        table(("search", "filter", *ns), figures),
        "Less the search as shipped, case by case; gained and lost are cases, with McNemar's exact p:",
        table(("search", "filter", *labels, "gained / lost", "EXEQUATUR_SEARCH"), differences),
        f"{failed} cases failed without a score." if failed else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _signed(mean: Mean | None) -> str:
    return "–" if mean is None else f"{mean.mean:+.3f} [{mean.low:+.3f}, {mean.high:+.3f}]"
