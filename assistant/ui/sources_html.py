"""The sources page: the list, and any source whole."""

from collections.abc import Mapping

from assistant.ui.evidence_html import Shelf, passage_html
from assistant.ui.markup import count, day, esc, icon, link, window
from corpus.types import Source, SourceKind, Standing


def sources_html(corpus: Shelf, states: Mapping[str, str], chosen: str = "") -> str:
    """Every source by weight of authority; `chosen` is a State code to begin with, or empty."""
    used = sorted(
        {code for source in corpus.sources.values() for code in source.states if code in states},
        key=states.__getitem__,
    )
    options = "".join(
        f'<option value="{esc(code)}"{" selected" if code == chosen else ""}>{esc(states[code])}</option>'
        for code in used
    )
    groups = "".join(_group(kind, corpus, states) for kind in SourceKind)
    return (
        '<section class="page" aria-labelledby="page-title"><p class="crumb"><a href="#">← Back to the chat</a></p>'
        '<h1 id="page-title" tabindex="-1">Sources</h1>'
        "<p>Each is a digest in our own words of the authority it names, with the address where that can be checked.</p>"
        '<form class="filter" role="search" data-filter><label>Find<input type="search" id="filter-text" '
        'placeholder="title, article, court, word of a heading"></label><label>State<select id="filter-state">'
        f'<option value="">all</option>{options}</select></label><output id="filter-count" aria-live="polite"></output></form>'
        f'<div id="source-list">{groups}</div></section>'
    )


def source_html(id_: str, corpus: Shelf) -> str:
    """One source, every passage."""
    source = corpus.sources.get(id_)
    if source is None:
        return (
            '<section class="page"><p class="crumb"><a href="#sources">← All sources</a></p>'
            f'<h1 id="page-title" tabindex="-1">No such source</h1><p>There is no source “{esc(id_)}” in this corpus.</p></section>'
        )
    passages = [corpus.passages[passage] for passage in corpus.orders.get(id_, ())]
    body = "".join(
        f'<article class="src" id="p-{esc(passage.id)}">{passage_html(passage, source, (), inside=True)}</article>'
        for passage in passages
    )
    rows = (
        ("Authority", esc(source.authority)),
        ("Kind", esc(source.kind.value.replace("-", " "))),
        ("In force", esc(window(source.in_force.first, source.in_force.last))),
        ("Published", esc(day(source.published) or "not recorded")),
        ("Read on", esc(day(source.retrieved))),
        ("Licence", esc(source.licence)),
        ("Official text", link(source.url)),
    )
    listed = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    return (
        '<section class="page whole" aria-labelledby="page-title"><p class="crumb"><a href="#">← Back to the chat</a>'
        '<a href="#sources">All sources</a></p>'
        f'<h1 id="page-title" tabindex="-1">{esc(source.title)}</h1><dl>{listed}</dl>'
        f"<p>{count(len(passages), 'passage')}.</p>{body}</section>"
    )


def _group(kind: SourceKind, corpus: Shelf, states: Mapping[str, str]) -> str:
    found = sorted((s for s in corpus.sources.values() if s.kind is kind), key=lambda source: source.title)
    items = "".join(_item(source, corpus, states) for source in found)
    name = kind.value.replace("-", " ").capitalize()
    return (
        f'<section class="kind"><h2>{esc(name)} <small>{len(found)}</small></h2><ul>{items}</ul></section>'
        if found
        else ""
    )


def _item(source: Source, corpus: Shelf, states: Mapping[str, str]) -> str:
    passages = [corpus.passages[id_] for id_ in corpus.orders.get(source.id, ())]
    names = ", ".join(states.get(code, code) for code in source.states)
    loose = sum(passage.standing is not Standing.CONFIRMED for passage in passages)
    warn = f'<span class="warn">{icon("warn")}{loose} not confirmed</span>' if loose else ""
    words = " ".join(
        [source.title, source.authority, names, *(p.heading for p in passages), *(p.pinpoint for p in passages)]
    )
    return (
        f'<li data-words="{esc(words.casefold())}" data-states="{esc(" ".join(source.states))}">'
        f'<a href="#source={esc(source.id)}">{esc(source.title)}</a>'
        f"<small>{esc(source.authority)} · {count(len(passages), 'passage')}</small>{warn}</li>"
    )
