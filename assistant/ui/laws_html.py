"""Routes and comparisons as tables."""

from collections.abc import Mapping
from typing import Any

from assistant.ui.marks import marked, passage_marks
from assistant.ui.markup import capital, esc, icon
from assistant.ui.types import Frame
from corpus.types import DECISION_KINDS

SHAPES = {"yes": "yes", "no": "no", "open": "unsettled"}


def route(found: Mapping[str, Any] | None, given: Mapping[str, int], turn: int, frame: Frame) -> str:
    """Every instrument that could carry the decision; empty where there is no route to show."""
    if not found or not found["options"]:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{esc(capital(option["instrument"]))}</th>'
        f'<td class="applies v-{SHAPES[option["applies"]]}">{icon(SHAPES[option["applies"]])}'
        f"{esc(frame.words.get('applies_' + option['applies'], option['applies']))}</td>"
        f"<td>{marked(option['why'], passage_marks(option['passage_ids'], given, turn, frame.passages))}</td></tr>"
        for option in found["options"]
    )
    kind = DECISION_KINDS.get(found["kind"], found["kind"])
    ends = [frame.states.get(found[end], found[end]) for end in ("origin", "requested")]
    caption = f"Routes from {ends[0]} to {ends[1]}" + (f": {kind}" if kind else "")
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{esc(caption)}"><table class="route">'
        f'<caption>{esc(caption)}</caption><thead><tr><th scope="col">Instrument</th><th scope="col">Applies</th>'
        f'<th scope="col">Why</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def comparison(table: Mapping[str, Any] | None, given: Mapping[str, int], turn: int, frame: Frame) -> str:
    """States by topics; on a phone each State becomes a card."""
    if not table or not table["rows"]:
        return ""
    columns = [capital(column) for column in table["columns"]]
    head = "".join(f'<th scope="col">{esc(column)}</th>' for column in columns)
    rows = "".join(
        f'<tr><th scope="row">{esc(row["state"])}</th>'
        + "".join(
            f'<td data-column="{esc(column)}"{"" if cell["passage_ids"] else " class=none"}><span>{esc(cell["text"])}'
            f"{passage_marks(cell['passage_ids'], given, turn, frame.passages)}</span></td>"
            for column, cell in zip(columns, row["cells"], strict=True)
        )
        + "</tr>"
        for row in table["rows"]
    )
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="Comparison"><table class="compare">'
        f'<caption>Comparison</caption><thead><tr><th scope="col">{esc(table.get("head", "State"))}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
