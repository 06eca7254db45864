"""One kept answer as a page by itself: no script, nothing fetched, the marks lead to the quotations below."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.ui.answer_html import answer_html, question_html
from assistant.ui.marks import numbers
from assistant.ui.markup import day, esc, icon, link, place, window
from assistant.ui.theme import STYLE
from assistant.ui.types import AnswerObject, Frame
from corpus.types import Passage

ACTIONS = re.compile(r'<div class="acts">.*?</pre></div>', re.DOTALL)
"""Buttons of the page, which need its script; the text for the clipboard is in them."""

MARK = re.compile(
    r'<button type="button" class="m( weak)?" data-open="([^"]*)"[^>]*?title="([^"]*)"[^>]*>(\d+)</button>'
)
OWN = """
.linked { max-width: 760px; margin: 0 auto; padding: 28px 20px 60px; }
.linked .top, .linked .state { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; font-size: var(--step-1); color: var(--soft); }
.linked .top { justify-content: space-between; margin-bottom: 22px; }
.linked .stale { border: 1px solid var(--cond); background: var(--warn-tint); border-radius: 9px; padding: 12px 16px !important; margin: 0 0 20px; }
.linked .stale ul { margin-top: 6px; }
.linked .cited li { border-top: 1px solid var(--line); padding: 12px 0; scroll-margin-top: 12px; }
.linked .cited li:target { background: var(--accent-tint); outline: 8px solid var(--accent-tint); }
.linked .cited blockquote { margin: 6px 0; font: 400 var(--step0)/1.5 var(--serif); }
.linked h2 { font: 600 var(--step0) var(--sans); margin: 26px 0 8px; }
.linked .small { font-size: var(--step-1); color: var(--soft); overflow-wrap: anywhere; }
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
    given = numbers(answer)
    body = MARK.sub(lambda mark: _mark(given, *mark.groups()), ACTIONS.sub("", answer_html(answer, 0, frame)))
    parts = [
        _top(path, shared),
        _altered(altered),
        _stale(stale, given),
        f'<article class="turn">{question_html(answer["question"])}<div class="answer" lang="{esc(answer["language"])}">{body}</div></article>',
        _cited(answer, given, frame.passages),
        f'<p class="small">Answer {esc(path.rpartition("/")[2])} of {esc(day(made[:10]))}, law as of {esc(day(answer["as_of"]))}, '
        f"corpus {esc(answer['corpus'])}. Information from the sources shown, not legal advice.</p>",
    ]
    return document(f"{answer['question'][:80]} · exequatur", "".join(parts))


def missing_html(logged_in: bool) -> str:
    """What is shown where there is no such answer, or it is not the reader's."""
    way = "" if logged_in else ' If it is yours, <a href="/login">log in</a> first.'
    text = f"<h1>No answer here</h1><p>There is no such answer, or its owner has not shared it.{way}</p>"
    return document("No answer here · exequatur", text)


def document(title: str, body: str) -> str:
    """A whole page in the look of the chat page."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><title>{esc(title)}</title>'
        f"<style>{STYLE.read_text(encoding='utf-8')}{OWN}</style></head>"
        f'<body class="gradio-container"><main class="linked">{body}</main></body></html>'
    )


def _mark(given: Mapping[str, int], weak: str | None, id_: str, title: str, number: str) -> str:
    return f'<a class="m{weak or ""}" href="#p{number}" title="{title}">{number}</a>'


def _top(path: str, shared: bool | None) -> str:
    memo = " ".join(
        f'<a href="{esc(path)}/memo.{form}">Memo ({name})</a>'
        for form, name in (("docx", "Word"), ("pdf", "PDF"), ("md", "Markdown"))
    )
    if shared is None:
        state = ""
    else:
        told = "All who have this link can read it." if shared else "Only you can read this page."
        act, value = ("Keep it to myself", "no") if shared else ("Let all who have the link read it", "yes")
        state = (
            f'<span class="state">{told} <form method="post" action="{esc(path)}">'
            f'<button name="shared" value="{value}">{act}</button></form></span>'
        )
    return f'<div class="top"><a class="brand" href="/">exequatur</a>{state}<span>{memo}</span></div>'


def _altered(altered: bool) -> str:
    if not altered:
        return ""
    return f'<p class="stale" role="alert">{icon("warn")} What is kept here is not what was given: do not rely on it.</p>'


def _stale(stale: Sequence[tuple[str, str]], given: Mapping[str, int]) -> str:
    if not stale:
        return ""
    items = "".join(f"<li>{_named(id_, given)}: {esc(what)}</li>" for id_, what in stale)
    return (
        f'<div class="stale" role="note"><b>{icon("warn")} Sources of this answer have changed since it was given.</b> '
        f"Ask again before you rely on it.<ul>{items}</ul></div>"
    )


def _named(id_: str, given: Mapping[str, int]) -> str:
    return f'<a href="#p{given[id_]}">[{given[id_]}]</a> {esc(id_)}' if id_ in given else esc(id_)


def _cited(answer: AnswerObject, given: Mapping[str, int], passages: Mapping[str, Passage]) -> str:
    if not given:
        return ""
    by_passage: dict[str, list[Mapping[str, Any]]] = {id_: [] for id_ in given}
    for claim in answer["claims"]:
        for citation in claim["citations"]:
            by_passage[citation["passage_id"]].append(citation)
    items = "".join(_entry(id_, number, by_passage[id_], passages.get(id_)) for id_, number in given.items())
    return f'<h2>Sources, as they were quoted</h2><ol class="cited">{items}</ol>'


def _entry(id_: str, number: int, citations: Sequence[Mapping[str, Any]], passage: Passage | None) -> str:
    """What was quoted of a passage; of one that was named only, what it is called today."""
    if not citations and passage is None:
        return f'<li id="p{number}"><b>[{number}]</b> <span class="small">{esc(id_)}</span></li>'
    if not citations and passage is not None:
        today = (passage.authority, passage.standing.value, window(passage.window.first, passage.window.last))
        return (
            f'<li id="p{number}"><b>[{number}]</b> {esc(place(passage.heading, passage.pinpoint))}'
            f'<br><span class="small">{esc(" · ".join(today))} · {link(passage.url)} · {esc(id_)}</span></li>'
        )
    first = citations[0]
    quotes = "".join(f"<blockquote>“{esc(quote)}”</blockquote>" for quote in _once(c["quote"] for c in citations))
    known = [first["authority"], first["kind"], first["standing"], window(first["valid_from"], first["valid_to"])]
    return (
        f'<li id="p{number}"><b>[{number}]</b> {esc(place(first["title"], first["pinpoint"]))}{quotes}'
        f'<span class="small">{esc(" · ".join(part for part in known if part))} · {link(first["url"])} · {esc(id_)}</span></li>'
    )


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
