"""Passages in any number, made from those of the corpus: varied, so that no two are alike, and never all in memory."""

import random
from collections.abc import Iterator
from dataclasses import replace

from corpus.catalogue import load_documents
from corpus.types import Document, Passage, Span

PASSAGES_A_DOCUMENT = 1_000
NEW_WORDS = 50_000
"""Words that no passage of the corpus has, rarer the higher their number."""


class Grown:
    """So many passages, a thousand a document; each time they are gone through they are made anew, the same ones."""

    def __init__(self, size: int) -> None:
        self._size = size
        corpus = load_documents()
        self._source = corpus[0].source
        self._originals = [
            replace(passage, affirms=(), denies=(), depends=(), terms=())
            for document in corpus
            for passage in document.passages
        ]

    def __iter__(self) -> Iterator[Document]:
        return map(self.document, range(0, self._size, PASSAGES_A_DOCUMENT))

    def document(self, first: int) -> Document:
        """The document that begins with the passage of this number."""
        chance = random.Random(first)
        source = replace(self._source, id=f"grown-{first}")
        made: list[Passage] = []
        for number in range(first, min(first + PASSAGES_A_DOCUMENT, self._size)):
            at = made[-1].span.end + 1 if made else 0
            made.append(_varied(self._originals[number % len(self._originals)], source.id, number, at, chance))
        return Document(source=source, text="\n".join(passage.text for passage in made), passages=tuple(made))

    def questions(self, count: int) -> list[str]:
        """Words of some passages, eight at most of each."""
        chance, asked = random.Random(-1), []
        for _ in range(count):
            passage = chance.choice(self.document(chance.randrange(0, self._size, PASSAGES_A_DOCUMENT)).passages)
            words = passage.text.split()
            asked.append(" ".join(chance.sample(words, min(8, len(words)))))
        return asked


def _varied(passage: Passage, source_id: str, number: int, at: int, chance: random.Random) -> Passage:
    """A passage with every third word another one; `at` is where it begins in its document."""
    words = passage.text.split()
    for place in range(number % 3, len(words), 3):
        words[place] = f"w{min(int(chance.paretovariate(0.6)), NEW_WORDS)}"
    text = " ".join(words)
    span = Span(start=at, end=at + len(text))
    return replace(passage, id=f"{source_id}/{number}", source_id=source_id, text=text, span=span)
