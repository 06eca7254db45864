"""The left pane: brand, matters, what the corpus covers, the other pages and the language."""

from collections.abc import Iterable, Mapping
from datetime import date

from assistant.keeping.conversations import NAME_AT_MOST
from assistant.keeping.types import LOCAL
from assistant.ui.markup import esc, icon
from assistant.ui.texts import Texts
from assistant.ui.types import Coverage, Line, Session

GUEST = "guest-"
"""What the names of visitors begin with who did not have to say who they are."""

BRAND = (
    '<svg viewBox="0 0 28 28" fill="none" stroke="var(--accent)" stroke-width="1.7" aria-hidden="true">'
    '<circle cx="13" cy="13" r="11.2"/><path d="M7.8 9h10.4M7.8 13h7.4M7.8 17h5"/>'
    '<circle cx="20" cy="20" r="6" fill="var(--accent)" stroke="var(--paper)"/>'
    '<path d="m17.3 20.1 1.9 1.9 3.4-3.9" stroke="var(--paper)"/></svg>'
)


def side_html(
    session: Session,
    coverage: Coverage,
    t: Texts,
    languages: Mapping[str, Texts],
    forms: Iterable[str],
    today: date,
) -> str:
    """The left pane.

    Args:
        languages: those the page speaks.
        forms: suffixes of the files into which a matter can be exported.
        today: what the matters are grouped by.
    """
    lines = session.lines
    of_today = [line for line in lines if line.changed == today]
    earlier = [line for line in lines if line.changed != today]
    groups = "".join(
        f'<section class="group-of"><h2>{esc(t(f"matters.{name}"))}</h2><ul class="matters">'
        f"{''.join(_item(line, session, t, forms) for line in found)}</ul></section>"
        for name, found in (("today", of_today), ("earlier", earlier))
        if found
    )
    find = (
        f'<label class="find"><span class="sr">{esc(t("matters.find"))}</span>'
        f'<input type="search" id="find-matter" placeholder="{esc(t("matters.find"))}"></label>'
        if len(lines) > 1
        else ""
    )
    listed = (
        f'{find}<div id="matters">{groups}</div><p class="kept none" id="no-matter" role="status" hidden>'
        f'{esc(t("matters.none"))}</p><p class="kept">{esc(t("matters.kept"))}</p>'
        if lines
        else ""
    )
    covers = t(
        "matters.covers",
        states=t.count("states", len(coverage.covered)),
        instruments=t.count("instruments", coverage.instruments),
    )
    known = t("start.known", date=t.day(coverage.known))
    views = "".join(
        f'<li><a href="#{name}">{esc(t(f"views.{name}"))}</a></li>' for name in ("coverage", "sources", "about")
    )
    return (
        f'<nav aria-label="{esc(t("page.matters"))}" data-current="{session.matter.id}"><a class="brand" href="#" data-home>{BRAND}exequatur</a>'
        f'<button type="button" class="new" data-new>{icon("new")}{esc(t("matters.new"))}</button>{listed}'
        f'<div class="foot"><p>{esc(covers)} {esc(known)}</p><ul class="views">{views}</ul>'
        f"{_languages(t, languages)}{_account(session.user, t)}</div></nav>"
    )


def _item(line: Line, session: Session, t: Texts, forms: Iterable[str]) -> str:
    """One matter, with what can be done to it folded behind a button."""
    title, id_ = line.title, line.id
    exports = "".join(
        f'<button type="button" data-export="{id_}" data-form="{esc(form)}">{esc(t("matters.export"))} .{esc(form)}</button>'
        for form in forms
    )
    return (
        f'<li data-id="{id_}"><div class="row"><button type="button" class="open" data-matter="{id_}"'
        f"{' aria-current=page' if id_ == session.matter.id else ''}>{esc(title)}</button>"
        f'<button type="button" class="dots" data-more="{id_}" aria-expanded="false" aria-controls="more-{id_}" '
        f'aria-label="{esc(t("matters.more", title=title))}">{icon("more")}</button></div>'
        f'<div class="more" id="more-{id_}" hidden><form data-rename="{id_}"><label>{esc(t("matters.name"))}'
        f'<input name="name" maxlength="{NAME_AT_MOST}" autocomplete="off" value="{esc(title)}"></label>'
        f'<button type="submit">{esc(t("matters.rename"))}</button></form>'
        f'{exports}<button type="button" class="bad" data-delete="{id_}">{esc(t("matters.delete"))}</button></div></li>'
    )


def _account(user: str, t: Texts) -> str:
    """Who is logged in, and the way out; nothing where nobody has to log in."""
    if user == LOCAL or user.startswith(GUEST):
        return ""
    return f'<p class="account"><span>{esc(user)}</span> <a href="/logout">{esc(t("page.logout"))}</a></p>'


def _languages(t: Texts, languages: Mapping[str, Texts]) -> str:
    buttons = "".join(
        f'<button type="button" data-language="{code}" lang="{code}" aria-pressed="{"true" if code == t.code else "false"}">'
        f"{esc(other.name)}</button>"
        for code, other in languages.items()
    )
    return f'<div class="tongues" role="group" aria-label="{esc(t("page.language"))}">{buttons}</div>'
