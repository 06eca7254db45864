"""What the index holds and gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from corpus.types import Passage

Vectors = NDArray[np.float32]

Progress = Callable[[int, int], None]
"""Called with how many vectors are made and how many there will be."""


class Facet(StrEnum):
    """Which words of a passage a vector stands for."""

    TEXT = "text"
    TERMS = "terms"
    AFFIRMS = "affirms"
    DENIES = "denies"
    DEPENDS = "depends"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found; `score` compares only within one `found_by`.

    `ranks` maps each retriever that found the passage to its rank there, from 1. `similarity` is the best cosine of
    any of its vectors, -1 to 1; 0 when it was not found by meaning.
    """

    passage: Passage
    score: float
    found_by: str
    ranks: Mapping[str, int]
    similarity: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementHit:
    """A statement of a passage near the question; `score` is a cosine, -1 to 1."""

    passage: Passage
    facet: Facet
    text: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexManifest:
    """What an index was built with; a searcher refuses one that does not fit."""

    build_id: str
    corpus_hash: str
    embedder: str
    weights_sha256: str
    dimension: int
    distance: str
    rules: str
    passages: int
    vectors: int
    canaries: tuple[str, ...]
    built_at: str
