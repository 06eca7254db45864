"""What the corpus covers, counted: State by topic."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from assistant.ui.types import Coverage, CoverageCell
from corpus.types import Passage, Source


def coverage(
    passages: Mapping[str, Passage],
    sources: Mapping[str, Source],
    states: Mapping[str, str],
    covered: Iterable[str],
    instruments: int,
) -> Coverage:
    """Count the passages.

    Args:
        states: the name of every State that can be named, by code.
        covered: codes of those whose law is in the corpus.
        instruments: how many treaties and other instruments the tables know.
    """
    cells: dict[tuple[str, str], list[Passage]] = {}
    for passage in passages.values():
        for state in passage.states:
            for topic in passage.topics:
                cells.setdefault((state, topic), []).append(passage)
    return Coverage(
        states=states,
        covered=tuple(sorted((code for code in covered if code in states), key=states.__getitem__)),
        instruments=instruments,
        sources=len(sources),
        passages=len(passages),
        known=max((source.retrieved for source in sources.values()), default=date.min),
        cells={place: _cell(found) for place, found in cells.items()},
    )


def _cell(found: Iterable[Passage]) -> CoverageCell:
    passages = list(found)
    years = {passage.window.first.year for passage in passages if passage.window.first}
    return CoverageCell(standings=Counter(passage.standing for passage in passages), years=tuple(sorted(years)))
