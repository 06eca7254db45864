"""The coverage page: a grid of States by topics, and the passages behind a cell of it."""

from collections.abc import Mapping

from assistant.ui.markup import capital, esc
from assistant.ui.passage_html import Shelf, passage_html
from assistant.ui.texts import Texts
from assistant.ui.types import Coverage, CoverageCell
from assistant.ui.view_html import view_html
from corpus.types import TOPICS, Passage

KINDS = ("sure", "part", "loose")


def coverage_html(coverage: Coverage, states: Mapping[str, str], t: Texts) -> str:
    """Passages by State and topic, with how sure they are and the year of the newest.

    Args:
        states: names of States in the language of the page.
    """
    totals = _totals(coverage)
    rows = sorted(coverage.covered, key=lambda code: (-totals.get(code, 0), states[code]))
    thin = sorted(states[code] for code in coverage.states if code not in coverage.covered and totals.get(code))
    topics = sorted(TOPICS, key=lambda topic: -sum(_total(coverage, code, topic) for code in rows))
    head = "".join(f'<th scope="col"><span>{esc(capital(t.topic(topic)))}</span></th>' for topic in topics)
    body = "".join(_row(coverage, code, states[code], topics, t) for code in rows)
    intro = t(
        "coverage.intro",
        passages=t.count("passages", coverage.passages),
        sources=t.count("sources", coverage.sources),
        date=t.day(coverage.known),
    )
    legend = "".join(f'<li><span class="cell {kind}">12</span> {esc(t(f"coverage.{kind}"))}</li>' for kind in KINDS)
    grid = esc(t("coverage.grid"))
    return view_html(
        esc(t("views.coverage")),
        f'<p>{esc(intro)}</p><ul class="legend">{legend}<li><span class="cell">·</span> {esc(t("coverage.nothing"))}</li></ul>'
        f'<form class="filter" role="search" data-rows="#coverage-grid tbody tr"><label>{esc(t("coverage.find"))}'
        f'<input type="search" autocomplete="off"></label></form>'
        f'<div class="grid" tabindex="0" role="region" aria-label="{grid}"><table id="coverage-grid"><caption class="sr">{grid}'
        f'</caption><thead><tr><th scope="col" class="corner">{esc(t("coverage.state"))}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
        f"<p>{esc(t('coverage.thin', states=', '.join(thin) or t('coverage.nobody')))}</p>",
        t,
        kind="broad",
    )


def cell_html(state: str, topic: str, coverage: Coverage, states: Mapping[str, str], corpus: Shelf, t: Texts) -> str:
    """The passages of one cell, oldest first."""
    found = coverage.cells.get((state, topic))
    name, topic_name = states.get(state, state), t.topic(topic)
    title = esc(t("coverage.cell_title", state=name, topic=topic_name))
    up = {"coverage": t("coverage.all")}
    if found is None:
        return view_html(title, f"<p>{esc(t('coverage.empty'))}</p>", t, kind="whole", up=up)
    passages = sorted(
        (p for p in corpus.passages.values() if state in p.states and topic in p.topics),
        key=lambda p: (p.window.first.isoformat() if p.window.first else "9999", p.id),
    )
    counted = _counted(found, t)
    told = (
        t("coverage.cell_count", **counted, first=found.years[0], last=found.years[-1])
        if found.years
        else t("coverage.cell_undated", **counted)
    )
    question = esc(capital(t("coverage.cell_question", state=name, topic=topic_name)))
    body = "".join(_passage(passage, corpus, t) for passage in passages)
    return view_html(
        title,
        f'<p>{esc(told)} <button type="button" class="as-link" data-ask="{question}">{esc(t("coverage.cell_ask"))}'
        f"</button></p>{body}",
        t,
        kind="whole",
        up=up,
    )


def _passage(passage: Passage, corpus: Shelf, t: Texts) -> str:
    source = corpus.sources.get(passage.source_id)
    whole = t("evidence.whole", n=len(corpus.orders[passage.source_id]))
    return (
        f'<article class="src">{passage_html(passage, source, (), t)}<p class="near">'
        f'<a href="#source={esc(passage.source_id)}/{esc(passage.id)}">{esc(whole)}</a></p></article>'
    )


def _row(coverage: Coverage, code: str, name: str, topics: list[str], t: Texts) -> str:
    cells = "".join(_cell(code, name, topic, coverage.cells.get((code, topic)), t) for topic in topics)
    words = f"{name} {coverage.states[code]}".casefold()
    return f'<tr data-words="{esc(words)}"><th scope="row"><a href="#sources={esc(code)}">{esc(name)}</a></th>{cells}</tr>'


def _cell(code: str, name: str, topic: str, found: CoverageCell | None, t: Texts) -> str:
    if found is None:
        return f'<td class="cell"><span aria-hidden="true">·</span><span class="sr">{esc(t("coverage.none"))}</span></td>'
    kind = "sure" if found.confirmed == found.total else "part" if found.confirmed else "loose"
    told = t("coverage.cell", state=name, topic=t.topic(topic), **_counted(found, t))
    newest = t("coverage.newest", year=found.years[-1]) if found.years else t("evidence.undated")
    year = found.years[-1] if found.years else "–"
    return (
        f'<td class="cell {kind}"><a href="#cell={esc(code)}/{esc(topic)}" title="{esc(told)}; {esc(newest)}">{found.total}'
        f'<small>{year}</small><span class="sr">: {esc(told)}</span></a></td>'
    )


def _counted(found: CoverageCell, t: Texts) -> dict[str, str]:
    return {"passages": t.count("passages", found.total), "confirmed": t.count("confirmed", found.confirmed)}


def _total(coverage: Coverage, code: str, topic: str) -> int:
    found = coverage.cells.get((code, topic))
    return found.total if found else 0


def _totals(coverage: Coverage) -> dict[str, int]:
    totals: dict[str, int] = {}
    for (code, _), found in coverage.cells.items():
        totals[code] = totals.get(code, 0) + found.total
    return totals
