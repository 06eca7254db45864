"""The passages, ordered for look-up by State, topic, instrument and case."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from corpus.types import Passage, Standing

PROOF_AT_MOST = 2


class Shelf:
    """Look-up of passages by what they are about. Nothing changes after it is made."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.all: Mapping[str, Passage] = {passage.id: passage for passage in passages}
        self._by_instrument: dict[str, list[Passage]] = defaultdict(list)
        self._by_cell: dict[tuple[str, str], list[Passage]] = defaultdict(list)
        self._by_case: dict[str, list[Passage]] = defaultdict(list)
        self._states: dict[str, int] = defaultdict(int)
        self._mentioned = {state for passage in self.all.values() for state in passage.states}
        for passage in self.all.values():
            self._states[passage.states[0]] += 1
            if passage.instrument:
                self._by_instrument[passage.instrument].append(passage)
            if passage.case:
                self._by_case[passage.case].append(passage)
            for topic in passage.topics:
                self._by_cell[passage.states[0], topic].append(passage)

    def covers(self, state: str) -> bool:
        """Whether the law of a State is on the shelf: two passages or more that put it first."""
        return self._states.get(state, 0) >= 2

    def since(self, state: str) -> date:
        """The first day for which any passage states the law of a State; the first of all days when none says."""
        return min(
            (p.window.first for p in self.all.values() if p.states[0] == state and p.window.first), default=date.min
        )

    def mentions(self, state: str) -> bool:
        """Whether any passage speaks of a State at all."""
        return state in self._mentioned

    @property
    def states(self) -> tuple[str, ...]:
        """The States covered, those with most passages first."""
        return tuple(
            sorted((s for s in self._states if s != "INT" and self.covers(s)), key=lambda s: -self._states[s])
        )

    def cell(self, state: str, topic: str) -> list[Passage]:
        """Passages on a topic in a State's law, those whose main topic it is first."""
        return sorted(
            self._by_cell[state, topic], key=lambda p: (p.topic != topic, p.standing is not Standing.CONFIRMED)
        )

    def speaking(self, state: str, topic: str) -> list[Passage]:
        """Passages whose main topic it is and that speak of the State, also where another State stands first."""
        return [p for p in self.all.values() if p.topic == topic and state in p.states]

    def case(self, case_id: str) -> list[Passage]:
        """Passages that tell a case."""
        return self._by_case[case_id]

    def proof(self, instrument: str, states: tuple[str, ...], as_of: date) -> tuple[str, ...]:
        """Ids of at most two passages that prove a line of a route.

        Args:
            instrument: id; "" for the national law of the first State, "bilateral" for the want of a treaty.
            states: the requested State, then the State of origin.
            as_of: passages whose window does not cover the day are left out; where all begin later, they prove that.
        """
        found = sorted(self._proof(instrument, states), key=lambda item: -item[0])
        proving = [p for weight, p in found if weight > 0]
        on_the_day = [p for p in proving if p.window.covers(as_of)]
        later = [p for p in proving if p.window.first and p.window.first > as_of]
        return tuple(p.id for p in (on_the_day or later)[:PROOF_AT_MOST])

    def _proof(self, instrument: str, states: tuple[str, ...]) -> Iterable[tuple[float, Passage]]:
        wanted = set(states)
        if instrument == "":
            for topic, weight in (("sources-of-law", 2.0), ("reciprocity", 1.5), ("treaties", 1.0)):
                for passage in self.cell(states[0], topic):
                    stance = 1.0 if passage.stance.keys() & {"treaty-needed", "reciprocity", "enforces"} else 0.0
                    yield weight + stance - _doubt(passage), passage
        elif instrument == "bilateral":
            for passage in self.all.values():
                if passage.stance.get("treaty-with-kz") == "no" and wanted <= set(passage.states):
                    yield 2.0 - _doubt(passage), passage
        elif instrument == "aifc":
            for passage in self.cell("KZ", "special-courts"):
                if passage.stance.get("exequatur-needed") == "no":
                    yield 2.0 - _doubt(passage), passage
        else:
            for passage in self._by_instrument[instrument]:
                named = len(wanted & set(passage.states))
                first = passage.states[0] in wanted
                party = "party" in passage.stance or "treaty-with-kz" in passage.stance
                yield named + first + 0.5 * party - _doubt(passage), passage


def _doubt(passage: Passage) -> float:
    return {Standing.CONFIRMED: 0.0, Standing.INFERENCE: 0.4, Standing.UNCONFIRMED: 0.5, Standing.OUTDATED: 3.0}[
        passage.standing
    ]
