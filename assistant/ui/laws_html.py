"""Routes and comparisons as tables."""

from collections.abc import Mapping
from typing import Any

from assistant.ui.marks import marked, passage_marks
from assistant.ui.markup import capital, esc, icon
from assistant.ui.types import Frame

SHAPES = {"yes": "yes", "no": "no", "open": "unsettled"}


def route(found: Mapping[str, Any] | None, given: Mapping[str, int], turn: int, frame: Frame) -> str:
    """Every instrument that could carry the decision; empty where there is no route to show."""
    if not found or not found["options"]:
        return ""
    t = frame.texts
    rows = "".join(
        f'<tr class="r-{option["applies"]}"><th scope="row">{esc(capital(option["instrument"]))}</th>'
        f'<td class="applies v-{SHAPES[option["applies"]]}">{icon(SHAPES[option["applies"]])}'
        f"{esc(frame.words.get('applies_' + option['applies'], option['applies']))}</td>"
        f"<td>{marked(option['why'], passage_marks(option['passage_ids'], given, turn, frame))}</td></tr>"
        for option in found["options"]
    )
    caption = route_title(found, frame)
    heads = "".join(f'<th scope="col">{esc(t(f"laws.{name}"))}</th>' for name in ("instrument", "applies", "why"))
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{esc(caption)}"><table class="route">'
        f"<caption>{esc(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def route_title(found: Mapping[str, Any], frame: Frame) -> str:
    """From where to where, and for what kind of decision."""
    origin, requested = (frame.states.get(found[end], found[end]) for end in ("origin", "requested"))
    kind = frame.texts.named("decision_kinds", found["kind"]) if found["kind"] else ""
    return frame.texts("laws.routes", origin=origin, requested=requested) + (f": {kind}" if kind else "")


def first_column(table: Mapping[str, Any], frame: Frame) -> str:
    """What the first column is called; kept answers of an older version do not say."""
    head = str(table.get("head", "State"))
    return frame.texts("laws.state") if head == "State" else capital(head)


def comparison(table: Mapping[str, Any] | None, given: Mapping[str, int], turn: int, frame: Frame) -> str:
    """States by topics, cases or papers by what is known of them; on a phone each row becomes a card."""
    if not table or not table["rows"]:
        return ""
    t = frame.texts
    columns = [capital(column) for column in table["columns"]]
    head = "".join(f'<th scope="col">{esc(column)}</th>' for column in columns)
    rows = "".join(
        f'<tr><th scope="row">{esc(row["state"])}</th>'
        + "".join(
            f'<td data-column="{esc(column)}"{"" if cell["passage_ids"] else " class=none"}><span>{esc(cell["text"])}'
            f"{passage_marks(cell['passage_ids'], given, turn, frame)}</span></td>"
            for column, cell in zip(columns, row["cells"], strict=True)
        )
        + "</tr>"
        for row in table["rows"]
    )
    corner = first_column(table, frame)
    of_states = corner.casefold() in (t("laws.state").casefold(), frame.words["column_state"].casefold())
    title = esc(t("laws.comparison" if of_states else "laws.overview"))
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{title}"><table class="compare">'
        f'<caption>{title}</caption><thead><tr><th scope="col">{esc(corner)}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
