"""Text to HTML: escaping, links, dates, icons. Everything a user or a source wrote passes through `esc`."""

from datetime import date
from html import escape
from urllib.parse import urlsplit

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_SHAPES = {
    "yes": '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
    '<path d="m4.8 8.2 2.2 2.2 4.2-4.6" fill="none" stroke="var(--paper)" stroke-width="1.7"/>',
    "no": '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor"/>'
    '<path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" fill="none" stroke="var(--paper)" stroke-width="1.7"/>',
    "conditional": '<circle cx="8" cy="8" r="6.3" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M8 1.7a6.3 6.3 0 0 1 0 12.6z" fill="currentColor"/>',
    "unsettled": '<path d="M8 1.2 14.8 8 8 14.8 1.2 8z" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M5 8.4c1-1.6 2-1.6 3 0s2 1.6 3 0" fill="none" stroke="currentColor" stroke-width="1.4"/>',
    "declined": '<circle cx="8" cy="8" r="6.3" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M4.8 8h6.4" stroke="currentColor" stroke-width="1.7"/>',
    "clarify": '<path d="M2 2.5h12v8.2H8.2L5 13.6v-2.9H2z" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M5 6.6h6" stroke="currentColor" stroke-width="1.5"/>',
    "warn": '<path d="M8 1.6 15 14H1z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>'
    '<path d="M8 6v4m0 1.4v1" stroke="currentColor" stroke-width="1.6"/>',
    "out": '<path d="M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5" fill="none" stroke="currentColor" stroke-width="1.4"/>',
}


def esc(text: object) -> str:
    """`text` as inert HTML, quotation marks included."""
    return escape(str(text), quote=True)


def icon(name: str) -> str:
    """A drawing of 16 by 16 in the colour of the text; silent to a screen reader."""
    return f'<svg class="i" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{_SHAPES[name]}</svg>'


def web_host(url: str) -> str:
    """The host of an http or https address; empty for any other."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""


def link(url: str) -> str:
    """A link to the official text, opening apart; plain words where there is no web address."""
    host = web_host(url)
    if not host:
        return esc(url) if url else "no address recorded"
    name = host.removeprefix("www.")
    return (
        f'<a href="{esc(url.strip())}" target="_blank" rel="noopener noreferrer">{esc(name)} {icon("out")}'
        '<span class="sr"> (opens in a new tab)</span></a>'
    )


def day(iso: str | date | None) -> str:
    """`2026-11-22` as "22 Nov 2026"; what is not an ISO date as it stands."""
    if not iso:
        return ""
    try:
        found = iso if isinstance(iso, date) else date.fromisoformat(iso)
    except ValueError:
        return iso if isinstance(iso, str) else ""
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def window(first: str | date | None, last: str | date | None) -> str:
    """When something held."""
    if first and last:
        return f"{day(first)} to {day(last)}"
    if first:
        return f"since {day(first)}"
    return f"until {day(last)}" if last else "no dates recorded"


def capital(text: str) -> str:
    """`text` with its first letter large."""
    return text[:1].upper() + text[1:]


def count(number: int, noun: str) -> str:
    """`1 passage`, `1,713 passages`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def place(*parts: str) -> str:
    """A path such as "Code of Civil Procedure › art. 501(1)", without what is empty; not escaped."""
    return " › ".join(part for part in parts if part)
