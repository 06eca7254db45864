"""What stands on the page whatever is asked: the box, the tabs of the phone, the words that the script needs."""

import json
from collections.abc import Iterable

from assistant.ui.markup import esc, icon
from assistant.ui.papers import BYTES_AT_MOST, SUFFIXES
from assistant.ui.texts import Texts

PANES = ("chat", "evidence", "facts", "matters")

# Texts that the script puts on the page, by the name it knows them by.
SAID = {
    "copied": "turn.copied",
    "linked": "turn.linked",
    "noCopy": "turn.no_copy",
    "editing": "ask.editing",
    "lost": "told.lost",
    "failed": "told.failed",
    "again": "told.again",
    "large": "papers.large",
    "sending": "papers.sending",
    "unsent": "papers.unsent",
}


def skip_html(t: Texts) -> str:
    """The first thing a keyboard reaches."""
    return f'<a class="skip" href="#ask-text" data-skip>{esc(t("page.skip"))}</a>'


def ask_html(t: Texts, outside: str, *, uploads: bool = False) -> str:
    """The box; `outside` is who beyond this machine reads what is written in it, `uploads` whether it takes documents."""
    clip = (
        f'<button type="button" class="clip" data-clip aria-label="{esc(t("papers.add"))}" title="{esc(t("papers.add"))}">'
        f'{icon("clip")}</button><input type="file" id="ask-files" hidden multiple '
        f'accept="{",".join(SUFFIXES)}" data-most="{BYTES_AT_MOST}">'
        if uploads
        else ""
    )
    return (
        f'<form id="ask-form" class="box" aria-label="{esc(t("ask.form"))}">'
        f'<p id="editing" class="editing" hidden><span></span> '
        f'<button type="button" data-leave>{esc(t("ask.leave"))}</button></p>'
        '<p id="said" class="said" role="alert" hidden></p>'
        f'{clip}<label class="sr" for="ask-text">{esc(t("ask.label"))}</label>'
        '<textarea id="ask-text" rows="1" aria-describedby="complaint" '
        f'placeholder="{esc(t("ask.hint"))}"></textarea>'
        f'<button type="submit" class="do">{esc(t("ask.do"))}</button>'
        f'<button type="button" class="do stop" data-stop>{esc(t("ask.stop"))}</button></form>'
        f'<p class="small{" sent" if outside else ""}">{esc(notice(t, outside))}</p>'
    )


def notice(t: Texts, outside: str) -> str:
    """That this is information, and where what is written goes."""
    return f"{t('page.notice')} {t('page.outside', who=outside) if outside else t('page.inside')}"


def panes_html(t: Texts) -> str:
    """The tabs of the phone."""
    buttons = "".join(f'<button type="button" data-pane="{name}">{esc(t(f"page.{name}"))}</button>' for name in PANES)
    return f'<nav class="bottom" aria-label="{esc(t("page.panes"))}">{buttons}</nav>'


def lost_html(request: int) -> str:
    """Tells the script that the server does not know its session: it was restarted."""
    return f'<div hidden data-lost="{request}"></div>'


def found_html(ids: Iterable[str], request: int) -> str:
    """Tells the script which matters hold the words that were looked for."""
    return f'<div hidden data-ids="{esc(" ".join(ids))}" data-request="{request}"></div>'


def says_html(t: Texts, languages: Iterable[str], session: str, request: int) -> str:
    """The language of the page and the words of the script, for the script to read.

    Args:
        languages: those the page speaks.
        session: id of the session that the server knows of.
        request: the browser's number for what it asked.
    """
    said = {name: t(key) for name, key in SAID.items()}
    said |= {f"found_{form}": text for form, text in t.entries["sources.found"].items()}
    words = esc(json.dumps(said, ensure_ascii=False))
    return (
        f'<div hidden data-lang="{t.code}" data-languages="{" ".join(languages)}" data-request="{request}" '
        f'data-session="{session}" data-said="{words}"></div>'
    )
