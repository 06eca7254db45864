"""The narrow step: which of the found passages answer, best first, without repeats."""

import re
from collections.abc import Mapping
from functools import cache

from babel.numbers import list_currencies

from assistant.features import features, sought, weighed
from assistant.reader import Reader
from assistant.types import Evidence, Found, Inquiry
from corpus.types import Passage
from index.types import Hit, StatementHit

KEEP = 10
"""Passages kept; the writer shows at most seven."""

ALIKE = 0.5
"""Share of common terms (Jaccard) above which a passage repeats a better one."""

CONTAINED = 0.7
"""Share of a shorter passage's terms above which a longer, better one makes it superfluous."""

DOCTRINE = {
    "outdated": -1.6,
    "doubtful": -0.55,
    "authority": 0.8,
    "elsewhere": -2.0,
    "of-the-origin": -3.0,
    "papers": 1.5,  # "documents to enforce" are not the enforcement documents of another law
    "proposal": -1.5,
    "aifc-unasked": -2.0,
}
"""What a lawyer prefers whatever people ask for: law that stands, that of the State which is asked, facts that are confirmed, the weightier authority."""


def rank(inquiry: Inquiry, found: Found, reader: Reader, *, reorder: bool = True) -> Evidence:
    """Order the hits by their features and keep the best that do not repeat one another.

    Without `reorder` they stay in the order in which they were found; the scores are still those of their features.
    """
    asked = asked_terms(inquiry, reader)
    wanted, weights = sought(inquiry, found, asked), reader.fitted.ranking
    scored = sorted(
        ((score(features(hit, wanted, reader), weights), hit) for hit in found.hits),
        key=lambda item: (-(item[0] if reorder else item[1].score), item[1].passage.id),
    )
    kept: list[tuple[float, Hit]] = []
    dropped: list[tuple[str, str]] = []
    for value, hit in scored:
        twin = next((other for _, other in kept if _repeats(hit.passage, other.passage, reader)), None)
        if twin is not None:
            dropped.append((hit.passage.id, f"repeats {twin.passage.id}"))
        elif len(kept) == KEEP:
            dropped.append((hit.passage.id, "beyond what fits"))
        else:
            kept.append((value, hit))
    covered = max(
        (reader.subjects.coverage(asked, reader.subjects.of(hit.passage)) for _, hit in kept[:4]), default=0.0
    )
    return Evidence(
        hits=tuple(hit for _, hit in kept),
        scores=tuple(round(value, 4) for value, _ in kept),
        covered=covered,
        statements=_statements(found, {hit.passage.id for _, hit in kept}),
        on_premises=found.on_premises,
        dropped=tuple(dropped),
    )


def _statements(found: Found, kept: set[str]) -> tuple[StatementHit, ...]:
    """The statements nearest to the question, then the others of the passages kept, each once."""
    near = {(said.passage.id, said.text) for said in found.statements}
    others = [s for s in found.own if s.passage.id in kept and (s.passage.id, s.text) not in near]
    return (*found.statements, *sorted(others, key=lambda s: -s.score))


def score(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How far a passage answers: the sum of each feature times its fitted weight, and what doctrine adds."""
    return weighed(values, weights) + weighed(values, DOCTRINE)


def asked_terms(inquiry: Inquiry, reader: Reader) -> frozenset[str]:
    """The terms of a question that tell its subject, names of States and sums in a foreign currency left out."""
    return subject_terms(inquiry.english, reader)


def subject_terms(english: str, reader: Reader) -> frozenset[str]:
    """The terms of an English text that tell its subject, as `asked_terms` takes them."""
    text = _sums().sub(" ", english)
    for mention in sorted(reader.gazetteer.find(text), key=lambda m: -m.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return reader.subjects.terms(text)


@cache
def _sums() -> re.Pattern[str]:
    """Sums with the code of their currency, which no text on the subject has."""
    codes = "|".join(sorted(list_currencies()))
    return re.compile(rf"\b(?:{codes}) ?\d[\d ,.]*|\b\d[\d ,.]* ?(?:{codes})\b")


def _repeats(passage: Passage, other: Passage, reader: Reader) -> bool:
    ours, theirs = reader.subjects.text_of(passage), reader.subjects.text_of(other)
    shared = len(ours & theirs)
    fewer = min(len(ours), len(theirs))
    return fewer > 0 and (
        shared / len(ours | theirs) > ALIKE or (shared / fewer > CONTAINED and len(ours) <= len(theirs) + 2)
    )
