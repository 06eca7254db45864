"""A question as the words by which a document might speak of it, in the document's language as well."""

import math

from assistant.reader import Reader
from assistant.types import Inquiry
from index.lexical import words
from index.library import Library

NARROW = 3
"""Words of a glossary entry's English at most: a longer phrase shares a word with too many questions."""

OF_DOCUMENTS = frozenset(
    ["document", "file", "attach", "upload", "pdf", "mention", "contain", "state", "page", "enclos", "tell"]
)
"""Stems by which a question points at a document, which the document does not say of itself."""


class Wording:
    """The terms of one question and how each is said in the languages of a library."""

    def __init__(self, inquiry: Inquiry, library: Library, reader: Reader) -> None:
        languages = sorted({own.language for own in library.documents} & reader.languages.keys() - {"en"})
        self._reader = reader
        self._chinese = "zh" in languages
        asked = reader.subjects.terms(inquiry.english) - OF_DOCUMENTS
        self._ways: dict[str, set[str]] = {term: set() for term in sorted(asked)}
        for code in languages:
            for foreign, english in reader.languages[code].glossary.items():
                meant = reader.subjects.terms(english)
                for term in meant & asked if len(meant) <= NARROW else ():
                    self._ways[term].add(foreign)
        self._said = {term: [frozenset(words(way)) for way in ways] for term, ways in self._ways.items()}
        self._original = frozenset(words(inquiry.question)) if inquiry.language != "en" else frozenset()
        foreign_words = " ".join(way for ways in self._ways.values() for way in sorted(ways))
        self.text = " ".join(dict.fromkeys((inquiry.question, inquiry.english, foreign_words)))
        self._weights = self._rarities(library)

    def coverage(self, text: str) -> float:
        """The weighted share, 0 to 1, of what was asked that a text says, in English or in another language."""
        stems = frozenset(words(text))
        own = len(self._original & stems) / len(self._original) if self._original else 0.0
        total = sum(self._weights.values())
        held = stems | self._reader.subjects.terms(text)
        said = sum(weight for term, weight in self._weights.items() if self._says(term, held, text))
        return max(own, said / total if total else 0.0)

    def said_in(self, library: Library, limit: int) -> list[str]:
        """The passages that say most of the question in Chinese, which has no blanks by which words could be found."""
        if not self._chinese:
            return []
        scores = {
            id_: sum(any(way in passage.text for way in ways) for ways in self._ways.values())
            for id_, passage in library.passages.items()
        }
        best = sorted(scores, key=lambda id_: (-scores[id_], id_))[:limit]
        return [id_ for id_ in best if scores[id_]]

    def _says(self, term: str, stems: frozenset[str], text: str) -> bool:
        if term in stems or any(way and way <= stems for way in self._said[term]):
            return True
        return self._chinese and any(way in text for way in self._ways[term])

    def _rarities(self, library: Library) -> dict[str, float]:
        """A weight a term: ln(1 + passages / passages that say it); one that none says counts as said in half of one."""
        among = list(library.passages.items())
        counts = {
            term: sum(self._says(term, library.stems[id_], passage.text) for id_, passage in among)
            for term in self._ways
        }
        return {term: math.log(1 + len(among) / max(count, 0.5)) for term, count in counts.items()}
