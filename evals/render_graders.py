"""How far the graders can be trusted, in Markdown."""

from collections.abc import Sequence

from evals.reports import GraderAgreement, GraderRate
from evals.tables import table

ABOUT = (
    "Labelled claims in English and Russian, each beside its source: right ones, and ones with a single error planted. Of an error "
    "the share is the catch rate, of right ones the rate of false alarms; Wilson's 95 % interval."
)
HEAD = ("answers", "n", "flagged", "English", "Russian")


def graders_markdown(rates: Sequence[GraderRate], agreements: Sequence[GraderAgreement]) -> str:
    """A table a grader."""
    parts = [ABOUT]
    told = {one.grader: agreement_told(one) for one in agreements}
    for name in dict.fromkeys(rate.grader for rate in rates):
        rows = [rate_row(rate) for rate in rates if rate.grader == name]
        parts.append(f"### {name}\n\n{told.get(name, '')}\n\n" + table(HEAD, rows))
    return "\n\n".join(parts)


def agreement_told(one: GraderAgreement) -> str:
    """How often a grader says what the label says, in a sentence."""
    kappa = "" if one.kappa is None else f", kappa {one.kappa:.3f}"
    return f"Agrees with {one.share:.3f} of {one.n} labels{kappa}."


def rate_row(rate: GraderRate) -> tuple[str, ...]:
    """One row: class, n, share with its interval, share by language."""
    languages = (
        f"{share:.2f}" if (share := rate.by_language.get(code)) is not None else "–" for code in ("en", "ru")
    )
    return (rate.class_, str(rate.n), f"{rate.flagged:.3f} [{rate.low:.3f}, {rate.high:.3f}]", *languages)
