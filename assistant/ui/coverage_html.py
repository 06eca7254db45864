"""The coverage page: a grid of States by topics."""

from collections.abc import Mapping

from assistant.ui.markup import capital, count, day, esc
from assistant.ui.types import Coverage
from corpus.types import TOPICS, Standing


def coverage_html(coverage: Coverage) -> str:
    """Passages by State and topic, with how sure they are."""
    rows = sorted(coverage.covered, key=lambda code: (-_total(coverage, code), coverage.states[code]))
    thin = sorted(
        (name for code, name in coverage.states.items() if code not in coverage.covered and _total(coverage, code)),
    )
    topics = sorted(TOPICS, key=lambda topic: -sum(_sum(coverage, code, topic) for code in rows))
    head = "".join(f'<th scope="col"><span>{esc(capital(TOPICS[topic]))}</span></th>' for topic in topics)
    body = "".join(_row(coverage, code, topics) for code in rows)
    return (
        '<section class="page" aria-labelledby="page-title"><p class="crumb"><a href="#">← Back to the chat</a></p>'
        '<h1 id="page-title" tabindex="-1">Coverage</h1>'
        f"<p>{count(coverage.passages, 'passage')} from {count(coverage.sources, 'source')}, read to "
        f"{day(coverage.known)}. A cell counts the passages on a State and a topic; a passage may speak of several.</p>"
        '<p class="legend"><span class="cell sure">12</span> all confirmed <span class="cell part">12</span> some '
        'unconfirmed or inferred <span class="cell loose">12</span> none confirmed <span class="cell">·</span> '
        "nothing: the assistant says so</p>"
        '<div class="grid" tabindex="0" role="region" aria-label="States by topics"><table><thead><tr>'
        f'<th scope="col" class="corner">State</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        f"<p>Named in passing only, as parties to a treaty or in a case: {esc(', '.join(thin)) or 'none'}.</p></section>"
    )


def _row(coverage: Coverage, code: str, topics: list[str]) -> str:
    name = coverage.states[code]
    cells = "".join(_cell(name, topic, coverage.cells.get((code, topic), {})) for topic in topics)
    return f'<tr><th scope="row"><a href="#sources={esc(code)}">{esc(name)}</a></th>{cells}</tr>'


def _cell(name: str, topic: str, counted: Mapping[Standing, int]) -> str:
    total, sure = sum(counted.values()), counted.get(Standing.CONFIRMED, 0)
    if not total:
        return '<td class="cell"><span aria-hidden="true">·</span><span class="sr">none</span></td>'
    kind = "sure" if sure == total else "part" if sure else "loose"
    told = f"{name}, {TOPICS[topic]}: {count(total, 'passage')}, {sure} confirmed"
    return f'<td class="cell {kind}" title="{esc(told)}">{total}<span class="sr">, {sure} confirmed</span></td>'


def _sum(coverage: Coverage, code: str, topic: str) -> int:
    return sum(coverage.cells.get((code, topic), {}).values())


def _total(coverage: Coverage, code: str) -> int:
    return sum(_sum(coverage, code, topic) for topic in TOPICS)
