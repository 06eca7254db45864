"""The pane on the right: the passage behind a mark, what else was read, how the answer came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.ui.how_html import how
from assistant.ui.marks import numbers, spans
from assistant.ui.markup import capital, esc, icon, link, place, window
from assistant.ui.types import AnswerObject
from corpus.types import Passage, Source, Standing

STANDINGS = {
    Standing.CONFIRMED: ("yes", "confirmed"),
    Standing.UNCONFIRMED: ("warn", "unconfirmed: no source seen confirms it"),
    Standing.INFERENCE: ("warn", "inferred, not stated by a source"),
    Standing.OUTDATED: ("warn", "out of date"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The corpus as the page reads it: passages, sources, and each source's passages in order."""

    passages: Mapping[str, Passage]
    sources: Mapping[str, Source]
    orders: Mapping[str, tuple[str, ...]]


def shelf(passages: Mapping[str, Passage], sources: Mapping[str, Source]) -> Shelf:
    """Put passages and sources in reading order."""
    by_source: dict[str, list[Passage]] = {}
    for passage in passages.values():
        by_source.setdefault(passage.source_id, []).append(passage)
    orders = {
        id_: tuple(p.id for p in sorted(found, key=lambda passage: passage.span.start))
        for id_, found in by_source.items()
    }
    return Shelf(passages=passages, sources=sources, orders=orders)


def evidence_html(
    answer: AnswerObject,
    turn: int,
    corpus: Shelf,
    states: Mapping[str, str],
    *,
    opened: str = "",
    tab: str = "",
    request: int = 0,
) -> str:
    """The three tabs for one answer.

    Args:
        opened: id of the passage on top; empty for the first cited.
        tab: cited, also or how; empty for the one that holds `opened`.
        request: differs from click to click, so that the browser draws the pane anew even if it is the same.
    """
    given = numbers(answer)
    read = [entry["passage_id"] for entry in answer["trace"]["evidence"] if entry["passage_id"] not in given]
    opened = opened or next(iter(given), "")
    tab = tab or ("cited" if opened in given or not opened else "also")
    tabs = (
        ("cited", f"Cited ({len(given)})", _cited(answer, turn, corpus, given, opened)),
        ("also", f"Also read ({len(read)})", _also(answer, turn, corpus, read, "" if opened in given else opened)),
        ("how", "How it was answered", how(answer, states)),
    )
    buttons = "".join(
        f'<button type="button" role="tab" id="tab-{name}" aria-controls="panel-{name}" data-tab="{name}" '
        f'aria-selected="{"true" if name == tab else "false"}" tabindex="{0 if name == tab else -1}">{title}</button>'
        for name, title, _ in tabs
    )
    panels = "".join(
        f'<div role="tabpanel" id="panel-{name}" aria-labelledby="tab-{name}"{"" if name == tab else " hidden"}>{body}</div>'
        for name, _, body in tabs
    )
    back = '<button type="button" class="back" data-pane="chat">← Back to the answer</button>'
    return (
        f'<aside aria-label="Evidence" data-turn="{turn}" data-opened="{esc(opened)}" data-request="{request}">{back}'
        f'<div class="tabs" role="tablist" aria-label="Evidence">{buttons}</div>{panels}</aside>'
    )


def empty_evidence() -> str:
    """The pane before there is an answer."""
    return (
        '<aside aria-label="Evidence"><div class="blank"><h2>Evidence</h2><p>Every number in an answer opens the '
        "passage it rests on here: the words quoted, the authority, its dates, how sure it is, and the official text."
        "</p></div></aside>"
    )


def passage_html(
    passage: Passage, source: Source | None, marked: Sequence[tuple[int, int]], *, inside: bool = False
) -> str:
    """One passage: path, heading, text with the quotations lit, and what is known of it.

    Args:
        marked: spans to light, in order.
        inside: shown within its source, so that what the source says already is left out.
    """
    shape, sure = STANDINGS[passage.standing]
    own = not (inside and source)
    rows = {
        "Authority": esc(passage.authority) if own or (source and passage.authority != source.authority) else "",
        "Kind": esc(passage.kind.value.replace("-", " ")) if own else "",
        "In force": esc(window(passage.window.first, passage.window.last)),
        "Standing": f'<span class="{"ok" if passage.standing is Standing.CONFIRMED else "weak"}">{icon(shape)} {esc(sure)}</span>',
        "Official text": link(passage.url) if own or (source and passage.url != source.url) else "",
    }
    listed = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows.items() if value)
    title = "" if inside else source.title if source else passage.source_id
    return (
        f'<p class="path">{esc(place(title, passage.pinpoint))}</p>'
        f'<h3 tabindex="-1">{esc(passage.heading)}</h3>'
        f'<p class="pass"><span class="dim">Digest.</span> {highlighted(passage.text, marked)}</p>'
        f"<dl>{listed}</dl>"
    )


def highlighted(text: str, marked: Sequence[tuple[int, int]]) -> str:
    """`text` escaped, with the spans in <mark>; spans are in order, do not overlap, and outside parts are cut off."""
    parts, at = [], 0
    for start, end in marked:
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        parts += [esc(text[at:start]), "<mark>", esc(text[start:end]), "</mark>"]
        at = end
    return "".join([*parts, esc(text[at:])])


def _cited(answer: AnswerObject, turn: int, corpus: Shelf, given: Mapping[str, int], opened: str) -> str:
    if not given:
        return '<p class="blank">This reply cites nothing.</p>'
    shown = opened if opened in given else next(iter(given))
    items = "".join(_item(id_, turn, corpus, str(given[id_]), current=id_ == opened) for id_ in given)
    return (
        f'{_section(shown, answer, turn, corpus, str(given[shown]))}<h4>All cited</h4><ul class="also">{items}</ul>'
    )


def _also(answer: AnswerObject, turn: int, corpus: Shelf, read: Sequence[str], opened: str) -> str:
    section = _section(opened, answer, turn, corpus, "") if opened else ""
    items = "".join(_item(id_, turn, corpus, "", current=id_ == opened) for id_ in read)
    name = "<h4>Read, and not cited</h4>" if read else '<p class="blank">Nothing else was read.</p>'
    return f'{section}{name}<ul class="also">{items}</ul>'


def _section(id_: str, answer: AnswerObject, turn: int, corpus: Shelf, number: str) -> str:
    passage = corpus.passages.get(id_)
    if passage is None:
        return f'<section class="src"><h3 tabindex="-1">{esc(id_)}</h3><p>This passage is not in the corpus in use.</p></section>'
    badge = f'<span class="m still" aria-hidden="true">{number}</span>' if number else ""
    body = passage_html(passage, corpus.sources.get(passage.source_id), spans(answer, id_))
    return (
        f'<section class="src" aria-label="Passage {esc(number or passage.pinpoint or passage.heading)}">{badge}{body}'
        f"{_found(answer, id_)}{_neighbours(passage, turn, corpus)}</section>"
    )


def _found(answer: AnswerObject, id_: str) -> str:
    entry = next((entry for entry in answer["trace"]["evidence"] if entry["passage_id"] == id_), None)
    if entry is None:
        cited = id_ in numbers(answer)
        told = (
            "Found by: the tables of treaties, rules and cases"
            if cited
            else "Opened by hand; not read for this answer"
        )
        return f'<p class="found">{told}</p>'
    ranks = ", ".join(f"no. {rank} by {name}" for name, rank in entry["ranks"].items())
    return f'<p class="found">Found by: {esc(entry["found_by"])}{esc(f" ({ranks})" if ranks else "")}</p>'


def _neighbours(passage: Passage, turn: int, corpus: Shelf) -> str:
    order = corpus.orders[passage.source_id]
    at = order.index(passage.id)
    links = []
    for arrow, name, step in (("↑", "Previous", at - 1), ("↓", "Next", at + 1)):
        if 0 <= step < len(order):
            near = corpus.passages[order[step]]
            links.append(
                f'<button type="button" data-open="{esc(near.id)}" data-turn="{turn}"><span aria-hidden="true">{arrow}'
                f'</span><span class="sr">{name} passage: </span> {esc(place(near.pinpoint, near.heading))}</button>'
            )
    whole = f'<a href="#source={esc(passage.source_id)}">Read the whole source ({len(order)})</a>'
    return f'<nav class="near" aria-label="Same source">{"".join(links)}{whole}</nav>'


def _item(id_: str, turn: int, corpus: Shelf, number: str, *, current: bool) -> str:
    passage = corpus.passages.get(id_)
    if passage is None:
        return f"<li>{number} {esc(id_)}: not in the corpus in use</li>"
    source = corpus.sources.get(passage.source_id)
    title = source.title if source else passage.authority
    weak = (
        ""
        if passage.standing is Standing.CONFIRMED
        else f'<span class="warn">{icon("warn")}{esc(passage.standing.value)}</span>'
    )
    badge = f'<span class="m still">{number}</span> ' if number else ""
    return (
        f'<li><button type="button" data-open="{esc(id_)}" data-turn="{turn}"{" aria-current=true" if current else ""}>'
        f"{badge}<span>{esc(capital(passage.heading))}<small>{esc(place(title, passage.pinpoint))}</small></span>{weak}"
        "</button></li>"
    )
