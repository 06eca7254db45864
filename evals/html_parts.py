"""Tables and lists in HTML."""

from collections.abc import Iterable, Sequence
from html import escape


def cells(row: Sequence[str]) -> list[str]:
    """The cells of a row, escaped."""
    return [escape(cell) for cell in row]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table that scrolls sideways; `head` is escaped here, the cells of `rows` already are HTML."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def bullets(items: Sequence[str]) -> str:
    """A list, its items escaped."""
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"
