"""How far the graders can be trusted, in Markdown."""

from collections.abc import Sequence

from evals.reports import GraderRate
from evals.tables import table

ABOUT = (
    "Labelled claims in English and Russian, each beside its source: right ones, and ones with a single error planted. Of an error "
    "the share is the catch rate, of right ones the rate of false alarms; Wilson's 95 % interval."
)


def graders_markdown(rates: Sequence[GraderRate]) -> str:
    """A table a grader."""
    parts = [ABOUT]
    for name in dict.fromkeys(rate.grader for rate in rates):
        rows = [rate_row(rate) for rate in rates if rate.grader == name]
        parts.append(f"### {name}\n\n" + table(HEAD, rows))
    return "\n\n".join(parts)


HEAD = ("answers", "n", "flagged", "English", "Russian")


def rate_row(rate: GraderRate) -> tuple[str, ...]:
    """One row: class, n, share with its interval, share by language."""
    languages = (
        f"{share:.2f}" if (share := rate.by_language.get(code)) is not None else "–" for code in ("en", "ru")
    )
    return (rate.class_, str(rate.n), f"{rate.flagged:.3f} [{rate.low:.3f}, {rate.high:.3f}]", *languages)
