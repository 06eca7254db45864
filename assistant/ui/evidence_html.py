"""The pane on the right: the passage behind a mark, what else was read, how the answer came about."""

from collections.abc import Callable, Mapping, Sequence

from assistant.ui.how_html import how
from assistant.ui.marks import numbers, spans
from assistant.ui.markup import capital, esc, icon, place
from assistant.ui.passage_html import Shelf, highlighted, passage_html
from assistant.ui.texts import Texts
from assistant.ui.types import AnswerObject
from corpus.own import PREFIX
from corpus.types import Passage, SourceKind, Standing

RANKS = {"words": "by_words", "meaning": "by_meaning"}


def evidence_html(
    answer: AnswerObject,
    turn: int,
    corpus: Shelf,
    states: Mapping[str, str],
    t: Texts,
    *,
    page_of: Callable[[str], str] = lambda passage_id: "",
    opened: str = "",
    tab: str = "",
    request: int = 0,
) -> str:
    """The three tabs for one answer.

    Args:
        page_of: the whole page that a passage of a user's own document stands on.
        opened: id of the passage on top; empty for the first cited.
        tab: cited, also or how; empty for the one that holds `opened`.
        request: differs from click to click, so that the browser draws the pane anew even if it is the same.
    """
    given = numbers(answer)
    read = [entry["passage_id"] for entry in answer["trace"]["evidence"] if entry["passage_id"] not in given]
    opened = opened or next(iter(given), "")
    tab = tab or ("cited" if opened in given or not opened else "also")
    pane = _Pane(answer, turn, corpus, t, page_of)
    tabs = (
        ("cited", t("evidence.cited", n=len(given)), pane.cited(given, opened)),
        ("also", t("evidence.also", n=len(read)), pane.also(read, "" if opened in given else opened)),
        ("how", t("evidence.how"), how(answer, states, t)),
    )
    buttons = "".join(
        f'<button type="button" role="tab" id="tab-{name}" aria-controls="panel-{name}" data-tab="{name}" '
        f'aria-selected="{"true" if name == tab else "false"}" tabindex="{0 if name == tab else -1}">{esc(title)}</button>'
        for name, title, _ in tabs
    )
    panels = "".join(
        f'<div role="tabpanel" id="panel-{name}" aria-labelledby="tab-{name}" tabindex="0"'
        f"{'' if name == tab else ' hidden'}>{body}</div>"
        for name, _, body in tabs
    )
    back = f'<button type="button" class="back" data-pane="chat">{icon("back")} {esc(t("evidence.back"))}</button>'
    name = esc(t("page.evidence"))
    return (
        f'<aside aria-label="{name}" data-turn="{turn}" data-opened="{esc(opened)}" data-request="{request}">{back}'
        f'<div class="tabs" role="tablist" aria-label="{name}">{buttons}</div>{panels}</aside>'
    )


def empty_evidence(t: Texts) -> str:
    """The pane before there is an answer."""
    name = esc(t("page.evidence"))
    return f'<aside aria-label="{name}"><div class="blank"><h2>{name}</h2><p>{esc(t("evidence.empty"))}</p></div></aside>'


class _Pane:
    """The two lists of passages of one answer."""

    def __init__(
        self, answer: AnswerObject, turn: int, corpus: Shelf, t: Texts, page_of: Callable[[str], str]
    ) -> None:
        self.answer, self.turn, self.corpus, self.t = answer, turn, corpus, t
        self.page_of = page_of

    def cited(self, given: Mapping[str, int], opened: str) -> str:
        """What the answer rests on, one passage of it open."""
        if not given:
            return f'<p class="blank">{esc(self.t("evidence.nothing_cited"))}</p>'
        shown = opened if opened in given else next(iter(given))
        items = "".join(self._item(id_, str(given[id_]), current=id_ == opened) for id_ in given)
        title = esc(self.t("evidence.all_cited"))
        return f'{self._section(shown, str(given[shown]))}<h4>{title}</h4><ul class="also">{items}</ul>'

    def also(self, read: Sequence[str], opened: str) -> str:
        """What was read and not cited, and what was opened by hand."""
        section = self._section(opened, "") if opened else ""
        items = "".join(self._item(id_, "", current=id_ == opened) for id_ in read)
        if read:
            return f'{section}<h4>{esc(self.t("evidence.not_cited"))}</h4><ul class="also">{items}</ul>'
        return f'{section}<p class="blank">{esc(self.t("evidence.nothing_read"))}</p>'

    def _section(self, id_: str, number: str) -> str:
        passage, t = self.corpus.passages.get(id_), self.t
        if passage is None:
            return self._gone(id_, number)
        badge = f'<span class="m still" aria-hidden="true">{number}</span>' if number else ""
        source = self.corpus.sources.get(passage.source_id)
        body = passage_html(passage, source, spans(self.answer, id_), t, found=esc(self._found(id_)))
        name = t("evidence.passage", name=number or passage.pinpoint or passage.heading)
        return f'<section class="src" aria-label="{esc(name)}">{badge}{body}{self._neighbours(passage)}</section>'

    def _gone(self, id_: str, number: str) -> str:
        """What was quoted of a passage that is no longer here."""
        t, cited = (
            self.t,
            [c for claim in self.answer["claims"] for c in claim["citations"] if c["passage_id"] == id_],
        )
        badge = f'<span class="m still" aria-hidden="true">{number}</span>' if number else ""
        title = place(cited[0]["title"], cited[0]["pinpoint"]) if cited else id_
        quotes = "".join(
            f'<p class="pass"><mark>{esc(q)}</mark></p>' for q in dict.fromkeys(c["quote"] for c in cited)
        )
        why = t("papers.gone") if id_.startswith(PREFIX) else t("evidence.gone")
        quoted = f'<p class="path">{esc(t("papers.quoted"))}</p>{quotes}' if quotes else ""
        return f'<section class="src">{badge}<h3 tabindex="-1">{esc(title)}</h3>{quoted}<p class="blank">{esc(why)}</p></section>'

    def _page(self, passage: Passage) -> str:
        """The whole page of a user's document, folded, with what was quoted lit; the whole source, of a source."""
        t, text = self.t, self.page_of(passage.id)
        if passage.kind is not SourceKind.USER_DOCUMENT:
            whole = esc(t("evidence.whole", n=len(self.corpus.orders[passage.source_id])))
            return f'<a href="#source={esc(passage.source_id)}/{esc(passage.id)}">{whole}</a>'
        at = max(0, text.find(passage.text))
        lit = [(at + start, at + end) for start, end in spans(self.answer, passage.id)]
        return (
            f'<details class="leaf"><summary>{esc(t("papers.whole"))}</summary>'
            f'<p class="pass">{highlighted(text, lit)}</p></details>'
            if text
            else ""
        )

    def _found(self, id_: str) -> str:
        t = self.t
        entry = next((e for e in self.answer["trace"]["evidence"] if e["passage_id"] == id_), None)
        if id_.startswith(PREFIX):
            return t("papers.found")
        if entry is None:
            return t("evidence.by_tables") if id_ in numbers(self.answer) else t("evidence.by_hand")
        ranks = [t(f"evidence.{RANKS[name]}", n=rank) for name, rank in entry["ranks"].items() if name in RANKS]
        return ", ".join(ranks) or (t("evidence.by_topic") if entry["found_by"] == "topic" else entry["found_by"])

    def _neighbours(self, passage: Passage) -> str:
        t, order = self.t, self.corpus.orders[passage.source_id]
        at, links = order.index(passage.id), []
        for arrow, name, step in (("up", "previous", at - 1), ("down", "next", at + 1)):
            if 0 <= step < len(order):
                near = self.corpus.passages[order[step]]
                links.append(
                    f'<button type="button" data-open="{esc(near.id)}" data-turn="{self.turn}">{icon(arrow)}'
                    f'<span><span class="sr">{esc(t(f"evidence.{name}"))}: </span>{esc(place(near.pinpoint, near.heading))}'
                    "</span></button>"
                )
        links.append(self._page(passage))
        return f'<nav class="near" aria-label="{esc(t("evidence.same_source"))}">{"".join(links)}</nav>'

    def _item(self, id_: str, number: str, *, current: bool) -> str:
        passage, t = self.corpus.passages.get(id_), self.t
        if passage is None:
            return f"<li>{number} {esc(id_)}: {esc(t('evidence.gone_short'))}</li>"
        source = self.corpus.sources.get(passage.source_id)
        title = source.title if source else passage.authority
        badge = f'<span class="m still">{number}</span> ' if number else ""
        own = passage.kind is SourceKind.USER_DOCUMENT  # its heading is the name of the user's file
        return (
            f'<li><button type="button" data-open="{esc(id_)}" data-turn="{self.turn}"'
            f"{' aria-current=true' if current else ''}>{badge}<span>{esc(passage.heading if own else capital(passage.heading))}"
            f"<small>{esc(place(title, passage.pinpoint))}</small></span>{weak_html(passage.standing, t)}</button></li>"
        )


def weak_html(standing: Standing, t: Texts) -> str:
    """A badge beside a passage in a list, unless it is confirmed."""
    if standing is Standing.CONFIRMED:
        return ""
    name = t.words[f"standing_{standing.value}"]
    return f'<span class="warn {standing.value}">{icon("warn")}{esc(name)}</span>'
