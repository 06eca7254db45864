"""The vectors of questions that are put more than once."""

from collections.abc import Sequence

from index.embedders import Embedder, Vectors


class Remembering:
    """An embedder that works out the vectors of the same questions once.

    Texts that come together are remembered together: a model may give them other last digits than one by one.
    """

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimension, self.weights_sha256 = embedder.name, embedder.dimension, embedder.weights_sha256
        self._embedder = embedder
        self._known: dict[tuple[str, ...], Vectors] = {}

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that will be searched."""
        return self._embedder.passages(texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is searched for."""
        asked = tuple(texts)
        if asked not in self._known:
            self._known[asked] = self._embedder.queries(asked)
        return self._known[asked]
