"""Vectors in a matrix: for few of them, and for tests."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from index.embedders import Vectors


class Contents(NamedTuple):
    """Ids, vectors of shape (n, dimension), facets and States, row by row."""

    ids: list[str]
    vectors: Vectors
    facets: list[str]
    states: list[frozenset[str]]


class MemoryStore:
    """Vectors in a matrix, searched exactly; what it was given is gone when the process ends."""

    def __init__(self, contents: Contents | None = None) -> None:
        self._all = contents or Contents([], np.empty((0, 0), np.float32), [], [])
        self._order()

    def _order(self) -> None:
        self._at = {id_: at for at, id_ in enumerate(self._all.ids)}
        self._last: tuple[bytes, Vectors] = (b"", np.empty(0, np.float32))
        self._of_facet = _where_each([[facet] for facet in self._all.facets])
        self._of_state = _where_each(self._all.states)

    def add(
        self, ids: Sequence[str], vectors: Vectors, facets: Sequence[str], states: Sequence[Sequence[str]]
    ) -> None:
        """Add vectors; ValueError when an id is there already."""
        if len(set(ids)) < len(ids) or not self._at.keys().isdisjoint(ids):
            raise ValueError("an id is there already")
        old = self._all
        self._all = Contents(
            [*old.ids, *ids],
            np.concatenate([old.vectors, np.asarray(vectors, np.float32)])
            if old.ids
            else np.asarray(vectors, np.float32),
            [*old.facets, *facets],
            [*old.states, *(frozenset(codes) or frozenset({"INT"}) for codes in states)],
        )
        self._order()

    def nearest(
        self, vector: Vectors, limit: int, facets: Sequence[str] = (), states: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """The nearest vectors by cosine, exactly."""
        if not self._all.ids:
            return []
        allowed = np.ones(len(self._all.ids), dtype=bool)
        none = np.zeros(len(self._all.ids), dtype=bool)
        if facets:
            allowed &= np.any([self._of_facet.get(facet, none) for facet in facets], axis=0)
        if states:
            allowed &= np.any([self._of_state.get(code, none) for code in states], axis=0)
        rows = np.flatnonzero(allowed)
        cosines = self._cosines(vector)[rows]
        if len(cosines) > limit:
            nearest = np.argpartition(-cosines, limit)[:limit]
            rows, cosines = rows[np.sort(nearest)], cosines[np.sort(nearest)]
        best = np.argsort(-cosines, kind="stable")[:limit]
        return [(self._all.ids[rows[at]], float(cosines[at])) for at in best]

    def _cosines(self, vector: Vectors) -> Vectors:
        """Those of all vectors; a question asks for them several times over."""
        asked = vector.tobytes()
        last = self._last
        if last[0] != asked:
            last = self._last = (asked, self._all.vectors @ vector)
        return last[1]

    def vector(self, id_: str) -> Vectors | None:
        """The vector stored under an id."""
        return self._all.vectors[self._at[id_]] if id_ in self._at else None

    def cosines(self, ids: Sequence[str], vector: Vectors) -> dict[str, float]:
        """The cosines of the vectors under some ids."""
        held = [id_ for id_ in ids if id_ in self._at]
        values: Any = self._cosines(vector)[[self._at[id_] for id_ in held]] if held else []
        return {id_: float(value) for id_, value in zip(held, values, strict=True)}

    def held(self, ids: Sequence[str]) -> frozenset[str]:
        """Which of some ids were added."""
        return frozenset(id_ for id_ in ids if id_ in self._at)

    def settle(self) -> None:
        """There is nothing to write."""

    def everything(self) -> Contents:
        """All that was added."""
        return self._all

    def count(self) -> int:
        """How many vectors there are."""
        return len(self._all.ids)

    def clear(self) -> None:
        """Forget what was added."""
        self._all = Contents([], np.empty((0, 0), np.float32), [], [])
        self._order()

    def close(self) -> None:
        """Nothing is held open."""


def _where_each(rows: Sequence[Iterable[str]]) -> Mapping[str, Any]:
    """For each word of the rows, which of them have it."""
    places: dict[str, list[int]] = {}
    for at, words in enumerate(rows):
        for word in words:
            places.setdefault(word, []).append(at)
    found = {word: np.zeros(len(rows), dtype=bool) for word in places}
    for word, having in places.items():
        found[word][having] = True
    return found
