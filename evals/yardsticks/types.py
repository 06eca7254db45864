"""What an outside yardstick is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from evals.reports import Mean

Measure = Callable[[str, Sequence[str]], float | None]
"""Of one ranking: the id of the query and the ids found, best first; None where the query says nothing."""

Search = Callable[[str], Sequence[str]]
"""A query to the ids found, best first."""

DISTRACTORS = 2_000
"""Irrelevant texts that a sample keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Texts by id, as one pipeline cuts them."""

    name: str
    ids: tuple[str, ...]
    texts: tuple[str, ...]

    def only(self, wanted: set[str]) -> "Texts":
        """Those whose id is wanted."""
        kept = [at for at, id_ in enumerate(self.ids) if id_ in wanted]
        return replace(self, ids=tuple(self.ids[at] for at in kept), texts=tuple(self.texts[at] for at in kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question; queries of one `group`, a conversation, are drawn together."""

    id: str
    text: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Queries over texts, and what is measured.

    `stock` are the texts as the stock pipeline cuts them. `relevant` names, by query, the ids of `ours` that a sample
    must keep; it is empty where the texts are kept whole. `published` is by measure: what others report, in words.
    """

    name: str
    ours: Texts
    stock: Texts
    queries: tuple[Query, ...]
    measures: Mapping[str, Measure]
    relevant: Mapping[str, frozenset[str]]
    published: Mapping[str, str]
    note: str = ""

    def sampled(self, size: int, seed: int) -> "Task":
        """So many queries, by chance, over their relevant texts and some others; figures on it are too high."""
        chance = Random(seed)
        queries = self.queries
        if len(queries) > size:
            queries = tuple(sorted(chance.sample(queries, size), key=lambda query: query.id))
        if not self.relevant or len(self.ours.ids) <= DISTRACTORS:
            return replace(self, queries=queries)
        wanted = {id_ for query in queries for id_ in self.relevant.get(query.id, ())}
        wanted |= set(chance.sample(self.ours.ids, DISTRACTORS))
        kept = self.ours.only(wanted)
        return replace(self, ours=kept, stock=kept, queries=queries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One system on one task: values by measure and query, milliseconds by query."""

    system: str
    values: Mapping[str, Sequence[float | None]]
    ms: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A task, what each system came to on it, and the differences that matter, each with its interval."""

    task: str
    note: str
    texts: int
    measure: str
    means: Mapping[str, Mean]
    differences: Mapping[str, Mean]
    published: str
    ms: Mapping[str, float]
