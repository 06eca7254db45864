"""Text to HTML: escaping, links, icons. Everything a user or a source wrote passes through `esc`."""

from html import escape
from urllib.parse import urlsplit

from assistant.ui.texts import Texts

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
    '<path d="M8 4.4v2.4M8 8.4v.3" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>',
    "warn": '<path d="M8 1.6 15 14H1z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>'
    '<path d="M8 6v4M8 11.6v.4" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>',
    "held": '<path d="M1.5 8s2.4-4.2 6.5-4.2S14.5 8 14.5 8s-2.4 4.2-6.5 4.2S1.5 8 1.5 8z" fill="none" stroke="currentColor" stroke-width="1.4"/>'
    '<path d="m3 13.4 10-10.8" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>',
    "out": '<path d="M6 3H3v10h10v-3M9 2h5v5M14 2 7.5 8.5" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "back": '<path d="M13.5 8H3m4.5-4.8L2.7 8l4.8 4.8" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "up": '<path d="M8 13.5V3M3.2 7.5 8 2.7l4.8 4.8" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "down": '<path d="M8 2.5V13M3.2 8.5 8 13.3l4.8-4.8" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "more": '<circle cx="3" cy="8" r="1.4" fill="currentColor"/><circle cx="8" cy="8" r="1.4" fill="currentColor"/>'
    '<circle cx="13" cy="8" r="1.4" fill="currentColor"/>',
    "clip": '<path d="m13.2 7.3-5 5a3.1 3.1 0 0 1-4.4-4.4l5.4-5.4a2 2 0 0 1 2.9 2.9L6.8 10.7a1 1 0 0 1-1.4-1.4l4.6-4.6" '
    'stroke="currentColor" stroke-width="1.3" fill="none" stroke-linecap="round"/>',
    "new": '<path d="M8 3v10M3 8h10" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>',
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


def link(url: str, t: Texts) -> str:
    """A link to the official text, opening apart; plain words where there is no web address."""
    host = web_host(url)
    if not host:
        return esc(url) if url else esc(t("evidence.no_address"))
    name = host.removeprefix("www.")
    return (
        f'<a href="{esc(url.strip())}" target="_blank" rel="noopener noreferrer">{esc(name)} {icon("out")}'
        f'<span class="sr"> ({esc(t("evidence.new_tab"))})</span></a>'
    )


def capital(text: str) -> str:
    """`text` with its first letter large."""
    return text[:1].upper() + text[1:]


def place(*parts: str) -> str:
    """A path such as "Code of Civil Procedure › art. 501(1)", without what is empty; not escaped."""
    return " › ".join(part for part in parts if part)
