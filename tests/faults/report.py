"""What was tried and what came of it, as rows of a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.faults.children import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fault: how it was made, what the product did, and whether that is what it should."""

    fault: str
    tried: str
    found: str
    holds: bool


def row(fault: str, tried: str, outcomes: Iterable[tuple[str, Outcome, bool]]) -> Row:
    """A row from what each attempt came to: its name, its outcome, and whether that outcome will do."""
    told, holds = [], True
    for name, outcome, fits in outcomes:
        said = outcome.error and f"“{outcome.error}. {outcome.hint}”"
        told.append(f"{name}: {said or outcome.crash.strip().splitlines()[-1:] or 'works'}")
        holds &= fits and outcome.told
    return Row(fault=fault, tried=tried, found="; ".join(told), holds=holds)


def table(rows: Iterable[Row]) -> str:
    """The rows in Markdown."""
    lines = ["| fault | tried | the product | holds |", "|---|---|---|---|"]
    for one in rows:
        cells = (one.fault, one.tried, one.found, "yes" if one.holds else "**no**")
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join(lines)
