"""One kept answer as a page by itself: no script, nothing fetched, the marks lead to the quotations below."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.ui.answer_html import answer_html
from assistant.ui.marks import numbers
from assistant.ui.markup import esc, icon, link, place
from assistant.ui.texts import Texts, load_texts
from assistant.ui.theme import styles
from assistant.ui.turn_html import question_html
from assistant.ui.types import AnswerObject, Frame
from corpus.types import Passage

HOW = re.compile(r"<button type=\"button\" data-how=.*?</button>", re.DOTALL)
"""A button that needs the script of the page."""

MARK = re.compile(
    r'<button type="button" class="m( weak)?" data-open="([^"]*)"[^>]*?title="([^"]*)"[^>]*>(\d+)</button>'
)
OWN = """
html, body { height: auto !important; overflow: auto !important; }
.linked { max-width: 760px; margin: 0 auto; padding: 28px 20px 60px; }
.linked .top, .linked .state { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; font-size: var(--s-1); color: var(--soft); }
.linked .top { justify-content: space-between; margin-bottom: 22px; }
.linked .brand { font: 600 20px var(--serif); text-decoration: none; color: var(--ink); }
.linked .cited li { border-top: 1px solid var(--line); padding: 12px 0; scroll-margin-top: 12px; }
.linked .cited li:target { background: var(--accent-tint); outline: 8px solid var(--accent-tint); }
.linked .cited blockquote { margin: 6px 0; font: 400 var(--s0)/1.5 var(--serif); }
.linked h2 { font: 600 var(--s0) var(--sans); margin: 26px 0 8px; }
.linked .small { font-size: var(--s-1); color: var(--soft); overflow-wrap: anywhere; }
.linked a.m { text-decoration: none; }
.linked form { display: inline; } .linked form button { text-decoration: underline; color: var(--accent); }
@media print { .linked .top form, .linked .state { display: none; } }
"""


def link_html(
    answer: AnswerObject,
    frame: Frame,
    *,
    made: str,
    stale: Sequence[tuple[str, str]],
    altered: bool,
    shared: bool | None,
    path: str,
) -> str:
    """The document.

    Args:
        answer: as it was given and kept.
        made: when, as ISO text.
        stale: passages under it that are not what they were: id, and what became of it.
        altered: whether what is kept is not what was given.
        shared: for its owner, whether all who have the link may read it; None for another reader.
        path: of this page, for its links.
    """
    t, given = frame.texts, numbers(answer)
    body = MARK.sub(lambda mark: _mark(given, *mark.groups()), HOW.sub("", answer_html(answer, 0, frame)))
    made_of = t(
        "linked.made",
        id=path.rpartition("/")[2],
        made=t.day(made[:10]),
        as_of=t.day(answer["as_of"]),
        corpus=answer["corpus"],
    )
    parts = [
        _top(path, shared, t),
        _altered(altered, t),
        _stale(stale, given, t),
        f'<article class="turn"><div class="asked">{question_html(answer["question"], t)}</div><div class="answer" lang="{esc(answer["language"])}">{body}</div></article>',
        _cited(answer, given, frame),
        f'<p class="small">{esc(made_of)} {esc(t("page.notice"))}</p>',
    ]
    return document(f"{answer['question'][:80]} · exequatur", "".join(parts), t)


def missing_html(logged_in: bool) -> str:
    """What is shown where there is no such answer, or it is not the reader's."""
    t = load_texts()["en"]
    way = "" if logged_in else ' If it is yours, <a href="/login">log in</a> first.'
    title = esc(t("linked.none"))
    return document(f"{title} · exequatur", f"<h1>{title}</h1><p>{esc(t('linked.none_text'))}{way}</p>", t)


def document(title: str, body: str, t: Texts) -> str:
    """A whole page in the look of the chat page."""
    return (
        f'<!doctype html><html lang="{t.code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><title>{esc(title)}</title>'
        f"<style>{styles()}{OWN}</style></head>"
        f'<body class="gradio-container"><main class="linked">{body}</main></body></html>'
    )


def _mark(given: Mapping[str, int], weak: str | None, id_: str, title: str, number: str) -> str:
    return f'<a class="m{weak or ""}" href="#p{number}" title="{title}">{number}</a>'


def _top(path: str, shared: bool | None, t: Texts) -> str:
    memo = " ".join(
        f'<a href="{esc(path)}/memo.{form}">{esc(t("turn.memo"))} .{form}</a>' for form in ("docx", "pdf", "md")
    )
    if shared is None:
        state = ""
    else:
        told, act = ("linked.shared", "linked.unshare") if shared else ("linked.own", "linked.share")
        state = (
            f'<span class="state">{esc(t(told))} <form method="post" action="{esc(path)}">'
            f'<button name="shared" value="{"no" if shared else "yes"}">{esc(t(act))}</button></form></span>'
        )
    return f'<div class="top"><a class="brand" href="/">exequatur</a>{state}<span>{memo}</span></div>'


def _altered(altered: bool, t: Texts) -> str:
    if not altered:
        return ""
    return f'<p class="stale" role="alert">{icon("warn")} {esc(t("linked.altered"))}</p>'


def _stale(stale: Sequence[tuple[str, str]], given: Mapping[str, int], t: Texts) -> str:
    if not stale:
        return ""
    items = "".join(
        f"<li>{_named(id_, given)}: {esc(t.named('stale', what.replace(' ', '_')))}</li>" for id_, what in stale
    )
    return (
        f'<div class="stale" role="note">{icon("warn")}<div><b>{esc(t("turn.stale"))}</b> '
        f"{esc(t('turn.stale_again'))}<ul>{items}</ul></div></div>"
    )


def _named(id_: str, given: Mapping[str, int]) -> str:
    return f'<a href="#p{given[id_]}">[{given[id_]}]</a> {esc(id_)}' if id_ in given else esc(id_)


def _cited(answer: AnswerObject, given: Mapping[str, int], frame: Frame) -> str:
    if not given:
        return ""
    by_passage: dict[str, list[Mapping[str, Any]]] = {id_: [] for id_ in given}
    for claim in answer["claims"]:
        for citation in claim["citations"]:
            by_passage[citation["passage_id"]].append(citation)
    items = "".join(
        _entry(id_, number, by_passage[id_], frame.passages.get(id_), frame.texts) for id_, number in given.items()
    )
    return f'<h2>{esc(frame.texts("linked.quoted"))}</h2><ol class="cited">{items}</ol>'


def _entry(id_: str, number: int, citations: Sequence[Mapping[str, Any]], passage: Passage | None, t: Texts) -> str:
    """What was quoted of a passage; of one that was named only, what it is called today."""
    if not citations and passage is None:
        return f'<li id="p{number}"><b>[{number}]</b> <span class="small">{esc(id_)}</span></li>'
    if not citations and passage is not None:
        today = (
            passage.authority,
            t(f"standings.{passage.standing.value}"),
            t.window(passage.window.first, passage.window.last),
        )
        return (
            f'<li id="p{number}"><b>[{number}]</b> {esc(place(passage.heading, passage.pinpoint))}'
            f'<br><span class="small">{esc(" · ".join(today))} · {link(passage.url, t)} · {esc(id_)}</span></li>'
        )
    first = citations[0]
    quotes = "".join(f"<blockquote>“{esc(quote)}”</blockquote>" for quote in _once(c["quote"] for c in citations))
    known = [first["authority"], t.named("source_kinds", first["kind"]), t.named("standings", first["standing"])]
    known.append(t.window(first["valid_from"], first["valid_to"]))
    return (
        f'<li id="p{number}"><b>[{number}]</b> {esc(place(first["title"], first["pinpoint"]))}{quotes}'
        f'<span class="small">{esc(" · ".join(part for part in known if part))} · {link(first["url"], t)} · {esc(id_)}</span></li>'
    )


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
