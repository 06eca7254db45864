"""The sources page: the list, and any source whole."""

from collections.abc import Mapping

from assistant.ui.markup import capital, esc, icon, link
from assistant.ui.passage_html import Shelf, passage_html
from assistant.ui.texts import Texts
from assistant.ui.view_html import view_html
from corpus.types import Source, SourceKind, Standing


def sources_html(corpus: Shelf, states: Mapping[str, str], t: Texts, chosen: str = "") -> str:
    """Every source by weight of authority; `chosen` is a State code to begin with, or empty."""
    used = {code: states[code] for source in corpus.sources.values() for code in source.states if code in states}
    options = "".join(
        f'<option value="{esc(code)}"{" selected" if code == chosen else ""}>{esc(name)}</option>'
        for code, name in sorted(used.items(), key=lambda pair: pair[1])
    )
    groups = "".join(_group(kind, corpus, states, t) for kind in SourceKind)
    return view_html(
        esc(t("views.sources")),
        f"<p>{esc(t('sources.intro'))}</p>"
        f'<form class="filter" role="search" data-filter><label>{esc(t("sources.find"))}<input type="search" '
        f'id="filter-text" autocomplete="off" placeholder="{esc(t("sources.hint"))}"></label><label>{esc(t("sources.state"))}'
        f'<select id="filter-state"><option value="">{esc(t("sources.any"))}</option>{options}</select></label>'
        f'<output id="filter-count" aria-live="polite"></output></form><div id="source-list">{groups}</div>',
        t,
    )


def source_html(id_: str, corpus: Shelf, t: Texts) -> str:
    """One source, every passage."""
    up = {"sources": t("sources.all")}
    source = corpus.sources.get(id_)
    if source is None:
        text = f"<p>{esc(t('sources.none_such_text', id=id_))}</p>"
        return view_html(esc(t("sources.none_such")), text, t, kind="whole", up=up)
    passages = [corpus.passages[passage] for passage in corpus.orders.get(id_, ())]
    body = "".join(
        f'<article class="src" id="p-{esc(passage.id)}" data-words="{esc(f"{passage.pinpoint} {passage.heading} {passage.text}".casefold())}">'
        f"{passage_html(passage, source, (), t, inside=True)}</article>"
        for passage in passages
    )
    rows = {
        "evidence.authority": esc(source.authority),
        "evidence.kind": esc(t.named("source_kinds", source.kind.value)),
        "evidence.in_force": esc(t.window(source.in_force.first, source.in_force.last)),
        "sources.published": esc(t.day(source.published) or t("sources.not_recorded")),
        "sources.read_on": esc(t.day(source.retrieved)),
        "sources.licence": esc(source.licence),
        "evidence.official": link(source.url, t),
    }
    listed = "".join(f"<dt>{esc(t(key))}</dt><dd>{value}</dd>" for key, value in rows.items())
    find = (
        '<form class="filter" role="search" data-rows=".whole .src">'
        f'<label>{esc(t("sources.inside"))}<input type="search" autocomplete="off"></label></form>'
    )
    return view_html(
        f'<span lang="{esc(source.language)}">{esc(source.title)}</span>',
        f"<dl>{listed}</dl><h2>{esc(t('sources.contents'))} <small>{len(passages)}</small></h2>"
        f"{find if len(passages) > 5 else ''}{body}",
        t,
        kind="whole",
        up=up,
    )


def _group(kind: SourceKind, corpus: Shelf, states: Mapping[str, str], t: Texts) -> str:
    found = sorted((s for s in corpus.sources.values() if s.kind is kind), key=lambda source: source.title)
    items = "".join(_item(source, corpus, states, t) for source in found)
    name = capital(t.named("source_kinds", kind.value))
    return (
        f'<section class="kind"><h2>{esc(name)} <small>{len(found)}</small></h2><ul>{items}</ul></section>'
        if found
        else ""
    )


def _item(source: Source, corpus: Shelf, states: Mapping[str, str], t: Texts) -> str:
    passages = [corpus.passages[id_] for id_ in corpus.orders.get(source.id, ())]
    names = ", ".join(states.get(code, code) for code in source.states)
    loose = sum(passage.standing is not Standing.CONFIRMED for passage in passages)
    warn = f'<span class="warn">{icon("warn")}{esc(t.count("loose", loose))}</span>' if loose else ""
    said = [source.title, source.authority, names, *(f"{p.heading} {p.pinpoint} {p.text}" for p in passages)]
    words = " ".join(dict.fromkeys(" ".join(said).casefold().split()))
    count = t.count("passages", len(passages))
    return (
        f'<li data-words="{esc(words)}" data-states="{esc(" ".join(source.states))}">'
        f'<a href="#source={esc(source.id)}">{esc(source.title)}</a>'
        f"<small>{esc(source.authority)} · {esc(count)}</small>{warn}</li>"
    )
