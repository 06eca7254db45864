"""What the corpus covers, counted: State by topic."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from assistant.ui.types import Coverage
from corpus.types import Passage, Source, Standing


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
    cells: dict[tuple[str, str], Counter[Standing]] = {}
    for passage in passages.values():
        for state in passage.states:
            for topic in passage.topics:
                cells.setdefault((state, topic), Counter())[passage.standing] += 1
    return Coverage(
        states=states,
        covered=tuple(sorted((code for code in covered if code in states), key=states.__getitem__)),
        instruments=instruments,
        sources=len(sources),
        passages=len(passages),
        known=max((source.retrieved for source in sources.values()), default=date.min),
        cells=cells,
    )
