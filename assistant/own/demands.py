"""Who asks for each thing on the list, in the State where the decision is to be enforced."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.reader import Reader
from assistant.route_types import Route
from assistant.sentences import sentences
from corpus.papers import Item
from corpus.types import Passage, Span, Standing

ASKS = re.compile(
    r"\b(?:must|shall|needs?|requires?|required|files?|encloses?|enclosures|lists the papers|proof|to be shown|shown|file|supply|attach)\b",
    re.IGNORECASE,
)
"""Words of a sentence that asks for something."""

APOSTILLE = "apostille-1961"
SURE = {Standing.CONFIRMED: 0.8, Standing.INFERENCE: 0.3, Standing.UNCONFIRMED: 0.0, Standing.OUTDATED: -9.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """The sentence of the corpus that asks for an item; `waived` when it says that the item is not needed."""

    passage: Passage
    span: Span
    waived: bool = False

    @property
    def quote(self) -> str:
        """The words."""
        return self.passage.text[self.span.start : self.span.end]


def carriers(route: Route | None, reader: Reader) -> frozenset[str]:
    """Ids of the instruments that carry the decision on a route; none where only national law does."""
    options = [option for option in route.options if option.applies == "yes"] if route else []
    passages = [reader.shelf.all[id_] for option in options for id_ in option.passage_ids if id_ in reader.shelf.all]
    return frozenset(passage.instrument for passage in passages) - {"", APOSTILLE}


def demand_of(
    item: Item, states: tuple[str, ...], kind: str, instruments: frozenset[str], as_of: date, reader: Reader
) -> Demand | None:
    """The best sentence of the corpus that asks for an item, or None where no passage of the State or treaty does.

    Args:
        item: what is asked for.
        states: the requested State, then the State of origin if it is known.
        kind: of the decision.
        instruments: the treaties that carry it; what they say goes before national law.
        as_of: the day of the law.
        reader: where the corpus is looked up.
    """
    best, best_value = None, 0.0
    for passage in _speaking(item, states, kind, instruments, as_of, reader):
        for span in sentences(passage.text):
            named = _named(item.words, passage.text[span.start : span.end])
            if not named:
                continue
            value = named + SURE[passage.standing] + 0.15 * passage.kind.weight
            value += 0.7 if ASKS.search(passage.text[span.start : span.end]) else 0.0
            value += 4.0 if passage.instrument in instruments else 0.0
            waived = item.id == "apostille" and passage.stance.get("apostille") == "no"
            value += 4.0 if waived else 0.0
            value += 1.0 if passage.topic == item.topics[0] else 0.4 if item.topics[0] in passage.also else 0.0
            value += 0.5 if kind in passage.kinds else 0.0
            if value > best_value:
                best, best_value = Demand(passage=passage, span=span, waived=waived), value
    return best


def _speaking(
    item: Item, states: tuple[str, ...], kind: str, instruments: frozenset[str], as_of: date, reader: Reader
) -> Iterable[Passage]:
    """Passages that may ask for an item: of the requested State or of a carrying treaty, on the day, of no third State."""
    for passage in reader.shelf.all.values():
        first = passage.states[0] if passage.states else ""
        ours = first == states[0] or (first == "INT" and passage.instrument in instruments)
        foreign = passage.instrument and passage.instrument not in instruments
        if (
            ours
            and not foreign
            and set(passage.topics) & set(item.topics)
            and (kind in passage.kinds or "any" in passage.kinds)
            and passage.window.covers(as_of)
            and passage.standing is not Standing.OUTDATED
            and not set(passage.states) - {*states, "INT"}
            and not passage.case
        ):
            yield passage


def _named(words: Iterable[str], sentence: str) -> float:
    """How many of the words a sentence has; a phrase counts more than a word in it."""
    return sum(
        0.6 + 0.4 * word.count(" ") for word in words if re.search(rf"\b{re.escape(word)}\b", sentence, re.IGNORECASE)
    )
