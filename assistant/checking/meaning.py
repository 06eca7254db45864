"""Checks of meaning: the claim's words and its vector are near those of its source."""

import re

from assistant.checking.support import Pair
from assistant.checking.words import words_of
from assistant.subjects import Subjects
from index.embedders import Embedder

COVERED = {"en": 0.62, "ru": 0.45}
"""Least weighted share, from 0 to 1, of a claim's words that its passages have, by the claim's language."""

PART_COVERED = {"en": 0.4, "ru": 0.2}
"""The same for the part of a claim that its passages have least of."""

PARTS = re.compile(r"[;:()—]|, (?:and|but|while|as|since|because|so|а|но|и|так как|поскольку)\b|\. ")
PART_WORDS = 5
PART_TERMS = 4
"""Terms that the gloss of a part must have for their share to tell anything."""

NEAR = {"en": 0.55, "ru": 0.3}
"""Least cosine similarity of a claim and the quoted sentences."""


LIGHT = frozenset(
    ["base", "basi", "requir", "need", "absenc", "well", "provid", "mean", "put", "forward", "sinc", "becaus", "set", "hear", "held", "hold", "call", "concern", "found", "find", "also", "must", "may", "can", "within", "upon", "long", "term", "made"]
)  # fmt: skip
"""Stems that any sentence on the law may have, whatever it says."""

UNKNOWN = 2.5
"""Weight of a word that the corpus does not have: turns of speech are as often unknown to it as inventions are."""


def covered(pair: Pair, subjects: Subjects) -> float:
    """The weighted share, from 0 to 1, of the claim's words that its passages have."""
    return _share(pair.claim.text, pair, subjects)


def least_covered(pair: Pair, subjects: Subjects) -> float:
    """As `covered`, of the part of the claim that its passages have least of; 1 when it has no part of some length."""
    parts = [part for part in PARTS.split(pair.claim.text) if len(part.split()) >= PART_WORDS]
    if pair.claim.code != pair.said.code:
        parts = [
            part for part in parts if len(subjects.terms(pair.named.english(part, pair.claim.code))) >= PART_TERMS
        ]
    return min((_share(part, pair, subjects) for part in parts), default=1.0)


def _share(text: str, pair: Pair, subjects: Subjects) -> float:
    text, senses = _senses(text, pair, subjects)
    ours = subjects.terms(pair.named.english(text, pair.claim.code)) - LIGHT
    theirs = subjects.terms(pair.named.english(pair.support.around.text, pair.support.around.code))
    for passage in pair.support.passages:
        about = (
            passage.heading,
            passage.authority,
            passage.pinpoint,
            *passage.terms,
            *passage.affirms,
            *passage.depends,
        )
        theirs |= subjects.terms(" ".join(about))
    if pair.claim.code != pair.said.code:
        ours = frozenset(term for term in ours if term in theirs or not term.isdigit())
    carried = [sum(_weight(term, subjects) for term in ours & theirs)]
    lost = [sum(_weight(term, subjects) for term in ours - theirs)]
    for sense in filter(None, senses):
        (carried if sense & theirs else lost).append(min(_weight(term, subjects) for term in sense & theirs or sense))
    total = sum(carried) + sum(lost)
    return sum(carried) / total if total else 1.0


def _senses(text: str, pair: Pair, subjects: Subjects) -> tuple[str, list[frozenset[str]]]:
    """The text without the words that English says in several ways, and the terms that each of them may be there."""
    found = []
    for pattern, english in words_of(pair.claim.code).senses:
        if pattern.search(text):
            text = pattern.sub(" ", text)
            found.append(subjects.terms(english))
    return text, found


def _weight(term: str, subjects: Subjects) -> float:
    return subjects.weight(term) if subjects.known(term) else UNKNOWN


def similarity(pair: Pair, embedder: Embedder) -> float:
    """The cosine, from -1 to 1, of the claim and the quoted sentences; a claim in another language by its gloss."""
    texts = [pair.named.english(sense.text, sense.code) for sense in (pair.claim, pair.said)]
    ours, theirs = embedder.passages(texts)
    return float(ours @ theirs)
