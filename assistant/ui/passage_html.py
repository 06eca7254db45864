"""One passage as HTML, wherever it is shown; and the corpus in the order in which it is read."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.ui.markup import esc, icon, link, place
from assistant.ui.texts import Texts
from corpus.types import Passage, Source, SourceKind, Standing


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


def beside(corpus: Shelf, passages: Mapping[str, Passage], sources: Mapping[str, Source]) -> Shelf:
    """The corpus with documents of a user's, which come first."""
    own = shelf(passages, sources)
    return Shelf(
        passages=ChainMap(dict(own.passages), dict(corpus.passages)),
        sources=ChainMap(dict(own.sources), dict(corpus.sources)),
        orders=ChainMap(dict(own.orders), dict(corpus.orders)),
    )


def passage_html(
    passage: Passage,
    source: Source | None,
    marked: Sequence[tuple[int, int]],
    t: Texts,
    *,
    inside: bool = False,
    found: str = "",
) -> str:
    """One passage: path, heading, text with the quotations lit, and what is known of it.

    Args:
        marked: spans to light, in order.
        inside: shown within its source, so that what the source says already is left out.
        found: why it was found, as HTML; empty where nobody looked for it.
    """
    alone, law = not (inside and source), passage.kind is not SourceKind.USER_DOCUMENT
    rows = {
        "authority": esc(passage.authority)
        if law and (alone or (source and passage.authority != source.authority))
        else "",
        "kind": esc(t.named("source_kinds", passage.kind.value)) if alone else "",
        "in_force": esc(t.window(passage.window.first, passage.window.last)) if law else "",
        "standing": standing_html(passage.standing, t),
        "official": link(passage.url, t) if law and (alone or (source and passage.url != source.url)) else "",
        "found": found,
    }
    listed = "".join(
        f"<dt>{esc(t(f'evidence.{name}'))}</dt><dd>{value}</dd>" for name, value in rows.items() if value
    )
    title = "" if inside else source.title if source else passage.source_id
    digest = f'<span class="dim">{esc(t("evidence.digest"))}</span> ' if law else ""
    written = f' lang="{esc(source.language if source else "en")}"'
    return (
        f'<p class="path"{written}>{esc(place(title, passage.pinpoint))}</p>'
        f'<h3 tabindex="-1"{written}>{esc(passage.heading)}</h3>'
        f'<p class="pass">{digest}'
        f"<span{written}>{highlighted(passage.text, marked)}</span></p><dl>{listed}</dl>"
    )


def standing_html(standing: Standing, t: Texts) -> str:
    """How sure a passage is: a shape, a colour and a word."""
    sure = standing is Standing.CONFIRMED
    name = esc(t(f"standings.{standing.value}"))
    return f'<span class="{"ok" if sure else "weak"}">{icon("yes" if sure else "warn")} {name}</span>'


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
