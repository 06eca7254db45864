"""A comparison in Markdown, for a pull request."""

from collections.abc import Sequence

from evals.compare import Change, Comparison
from evals.labels import LABELS
from evals.tables import table
from evals.types import Grade


def comparison_markdown(comparison: Comparison) -> str:
    """A comparison in Markdown."""
    gains, losses = len(comparison.gains), len(comparison.losses)
    parts = [
        f"# {gains} gained, {losses} lost of {comparison.cases} cases (McNemar p = {comparison.p:.3f})",
        _accurate(comparison),
        _changes("Lost", comparison.losses),
        _changes("Gained", comparison.gains),
        _changes("Otherwise changed", comparison.others),
    ]
    rows = [
        (LABELS.get(name, name), f"{mean.mean:+.3f} [{mean.low:+.3f}, {mean.high:+.3f}]", str(mean.n))
        for name, mean in comparison.differences.items()
        if mean.mean or mean.low or mean.high
    ]
    parts.append("## Figures\n\n" + (table(("figure", "after less before", "n"), rows) if rows else "None moved."))
    if comparison.manifest:
        parts.append("## What else differs\n\n" + table(("field", "before", "after"), comparison.manifest))
    return "\n\n".join(part for part in parts if part) + "\n"


def _accurate(comparison: Comparison) -> str:
    mean = comparison.differences.get(Grade.ACCURATE.value)
    if mean is None:
        return ""
    level = "no more than chance would" if mean.low <= 0 <= mean.high else "more than chance would"
    change = f"{mean.mean:+.3f} [{mean.low:+.3f}, {mean.high:+.3f}] (paired bootstrap, 95 %, n = {mean.n})"
    return f"Accurate moved by {change}: {level}."


def _changes(title: str, changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    return f"## {title}\n\n" + "\n".join(f"- {c.case_id}: {c.before} → {c.after}" for c in changes)
