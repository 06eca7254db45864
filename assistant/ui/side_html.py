"""The left pane and the fixed furniture of the page: brand, matters, ask box, tabs of the phone."""

from assistant.ui.markup import count, day, esc
from assistant.ui.types import Coverage, Session

NOTICE = "Information from the sources shown, not legal advice. Nothing you write leaves this machine."

BRAND = (
    '<svg viewBox="0 0 26 26" fill="none" stroke="var(--accent)" stroke-width="1.6" aria-hidden="true">'
    '<circle cx="13" cy="13" r="11"/><path d="M8 9h10M8 13h7M8 17h10"/>'
    '<circle cx="19.5" cy="19.5" r="4.6" fill="var(--paper)"/><path d="m17.6 19.6 1.4 1.4 2.4-2.7"/></svg>'
)

ASK = (
    '<form id="ask-form" class="box" aria-label="Ask"><label class="sr" for="ask-text">Your question</label>'
    '<textarea id="ask-text" rows="1" aria-describedby="complaint" '
    'placeholder="Ask, or add a fact: “it was a default judgment”"></textarea>'
    '<button type="submit" class="do">Ask</button></form>'
    f'<p class="small">{NOTICE}</p>'
)

PANES = (
    '<nav class="bottom" aria-label="Panes">'
    '<button type="button" data-pane="chat" aria-current="true">Chat</button>'
    '<button type="button" data-pane="evidence">Evidence</button>'
    '<button type="button" data-pane="facts">Facts</button>'
    '<button type="button" data-pane="matters">Matters</button></nav>'
)

SKIP = '<a class="skip" href="#ask-text" data-skip>Skip to the question box</a>'


def side_html(session: Session, coverage: Coverage) -> str:
    """Brand, new matter, the matters of this session, and what the corpus covers."""
    matters = "".join(
        f'<li><button type="button" data-matter="{matter.id}"'
        f"{' aria-current=page' if matter.id == session.current else ''}>{esc(matter.title)}</button></li>"
        for matter in reversed(session.matters)
        if matter.turns
    )
    listed = f'<h2>Matters</h2><ul class="matters">{matters}</ul>' if matters else ""
    kept = '<p class="kept">Kept in this tab until you close it.</p>' if matters else ""
    return (
        f'<nav aria-label="Matters"><a class="brand" href="#" data-home>{BRAND}exequatur</a>'
        f'<button type="button" class="new" data-new>New matter</button>{listed}{kept}'
        f'<div class="foot"><p>Covers {count(len(coverage.covered), "State")}, {count(coverage.instruments, "instrument")}.<br>'
        f"Sources read to {day(coverage.known)}.</p>"
        '<ul><li><a href="#coverage">Coverage</a></li><li><a href="#sources">Sources</a></li>'
        '<li><a href="#about">About</a></li></ul></div></nav>'
    )
