"""The first screen: what this is, what it covers, what can be asked."""

from assistant.ui.furniture_html import notice
from assistant.ui.markup import esc
from assistant.ui.texts import Texts
from assistant.ui.types import Coverage

KINDS_OF_USER = ("creditor", "lawyer", "evaluator")


def examples(t: Texts) -> dict[str, tuple[str, ...]]:
    """Four real questions for each kind of user."""
    return {kind: t.listed(f"start.{kind}.questions") for kind in KINDS_OF_USER}


def start_html(coverage: Coverage, t: Texts, outside: str) -> str:
    """Shown while a matter has no question."""
    groups = "".join(
        f'<section class="group"><h2>{esc(t(f"start.{kind}.who"))}</h2><ul>'
        + "".join(f'<li><button type="button" data-ask="{esc(text)}">{esc(text)}</button></li>' for text in texts)
        + "</ul></section>"
        for kind, texts in examples(t).items()
    )
    figures = {
        "states": len(coverage.covered),
        "instruments": coverage.instruments,
        "sources": coverage.sources,
        "passages": coverage.passages,
    }
    shown = "".join(
        f"<div><dt>{esc(t.noun(name, number))}</dt><dd>{esc(t.number(number))}</dd></div>"
        for name, number in figures.items()
    )
    known = esc(t("start.known", date=t.day(coverage.known)))
    return (
        f'<div class="start"><h1>{esc(t("start.title"))}</h1><p class="pitch">{esc(t("start.pitch"))}</p>'
        f'<dl class="figures">{shown}</dl><p class="known">{known} <a href="#coverage">{esc(t("start.coverage"))}</a></p>'
        f'<div class="groups">{groups}</div><p class="small">{esc(notice(t, outside))}</p></div>'
    )
