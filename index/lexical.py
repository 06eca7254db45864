"""Search by words: a tokeniser that keeps legal references whole, and BM25 over its tokens."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import Stemmer

REFERENCE = re.compile(
    r"""ECLI:[A-Z]{2}:[A-Z0-9]+:\d{4}:[A-Z0-9]+(?:\.[A-Z0-9]+)*      # European case-law identifier
      | §+\s*\d+[a-z]?(?:\(\d+\))*                     # § 328(1)
      | \b[IVXL]+(?:\(\d+\)|\([a-z]\))+                # V(1)(e)
      | \b\d+(?:[-.]\d+)*(?:\([0-9a-z]{1,3}\))+        # 501(1), 45(1)(a)
      | \b[A-Za-zА-Я]{1,4}\d*-\d+/\d{2,4}\b            # A40-68312/2018
      | \b\d+(?:[-/.]\d+)+\b                           # 255-1, 2023/45, 24.12.2014
      | \d+(?:,\d{3})+                                 # 10,000
      | [^\W_]+(?:['’][^\W\d_]+)?                      # a word or a number
    """,
    re.VERBOSE,
)
PARENTHESES = re.compile(r"\(([0-9a-z]{1,3})\)")
KAZAKH_LETTERS = re.compile("[әғқңөұүһі]")
KAZAKH_STEM = 5
"""Letters kept of a Kazakh word, which inflects by suffixes."""

ENGLISH_STOP = frozenset(
    [
        "a",
        "about",
        "after",
        "again",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "before",
        "being",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "for",
        "from",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "just",
        "me",
        "more",
        "most",
        "my",
        "no",
        "nor",
        "not",
        "of",
        "off",
        "on",
        "once",
        "one",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "please",
        "same",
        "shall",
        "she",
        "should",
        "so",
        "some",
        "such",
        "tell",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "too",
        "under",
        "until",
        "up",
        "us",
        "very",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)
RUSSIAN_STOP = frozenset(
    [
        "а",
        "без",
        "бы",
        "был",
        "была",
        "были",
        "было",
        "быть",
        "в",
        "вам",
        "вас",
        "во",
        "вот",
        "вы",
        "где",
        "да",
        "для",
        "до",
        "его",
        "ее",
        "если",
        "есть",
        "еще",
        "же",
        "за",
        "и",
        "из",
        "или",
        "их",
        "к",
        "как",
        "какая",
        "какие",
        "какой",
        "когда",
        "кто",
        "ли",
        "меня",
        "мне",
        "можно",
        "мой",
        "мы",
        "на",
        "над",
        "нам",
        "нас",
        "не",
        "него",
        "нет",
        "ни",
        "но",
        "о",
        "об",
        "он",
        "она",
        "они",
        "от",
        "по",
        "под",
        "при",
        "с",
        "со",
        "так",
        "также",
        "там",
        "то",
        "только",
        "у",
        "уже",
        "что",
        "чтобы",
        "эта",
        "эти",
        "это",
        "я",
    ]
)


def tokens(text: str) -> list[str]:
    """The tokens of a text, stemmed, references kept whole and also by their parts.

    "Art. 501(1)" gives "art", "501(1)" and "501"; "§ 328" gives "§328" and "328".
    """
    return [token for match in REFERENCE.finditer(fold(text)) for token in _of(match.group())]


def words(text: str) -> list[str]:
    """As `tokens`, without stop words."""
    return [token for token in tokens(text) if token not in _STOP]


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` in composed form, Latin letters without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not ("\u0300" <= c <= "\u036f") or c == "\u0306")
    return unicodedata.normalize("NFC", bare)


def _of(piece: str) -> Iterator[str]:
    low = piece.lower().replace(" ", "").replace("’", "'")
    if any(c.isdigit() for c in low) or "§" in low or "(" in low:
        low = low.replace(",", "") if re.fullmatch(r"\d+(?:,\d{3})+", low) else low
        yield low
        bare = PARENTHESES.sub("", low).lstrip("§")
        if bare != low:
            yield bare
        return
    yield stem(low.removesuffix("'s"))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a lower-case word: Snowball for Latin and Russian, the first letters for Kazakh."""
    if KAZAKH_LETTERS.search(word):
        return word[:KAZAKH_STEM]
    stemmer = _RUSSIAN if "а" <= word[:1] <= "я" else _ENGLISH
    return str(stemmer.stemWord(word))


_ENGLISH = Stemmer.Stemmer("english")
_RUSSIAN = Stemmer.Stemmer("russian")
_STOP = ENGLISH_STOP | RUSSIAN_STOP | {stem(word) for word in ENGLISH_STOP | RUSSIAN_STOP}


class LexicalIndex:
    """BM25 (Lucene's variant, k1 1.5, b 0.75) over tokenised texts; a text without a shared word is no hit."""

    def __init__(self, ids: Sequence[str], bm25: Any) -> None:
        self.ids = list(ids)
        self._bm25 = bm25

    @classmethod
    def of(cls, ids: Sequence[str], texts: Sequence[str]) -> "LexicalIndex":
        """Index `texts`, one per id."""
        import bm25s

        bm25 = bm25s.BM25(method="lucene")
        bm25.index([words(text) for text in texts], show_progress=False)
        return cls(ids, bm25)

    def save(self, folder: Path) -> None:
        """Write the index below `folder`, which need not exist."""
        self._bm25.save(str(folder), show_progress=False)
        (folder / "ids.json").write_text(json.dumps(self.ids), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Read what `save` wrote."""
        import bm25s

        bm25 = bm25s.BM25.load(str(folder), mmap=False)
        return cls(json.loads((folder / "ids.json").read_text(encoding="utf-8")), bm25)

    def nearest(
        self, text: str, limit: int, keep: Callable[[int], bool] = lambda at: True
    ) -> list[tuple[str, float]]:
        """The ids with the highest scores above zero, best first, ties by id.

        Args:
            text: what is searched for.
            limit: how many at most.
            keep: whether the id at a place may be found; asked of as few as it takes, the best first.
        """
        asked = [token for token in words(text) if token in self._bm25.vocab_dict]
        if not asked:
            return []
        scores = self._bm25.get_scores(asked)
        hits = np.flatnonzero(scores > 0)
        best = (int(at) for at in hits[np.argsort(-scores[hits], kind="stable")] if keep(int(at)))
        return [(self.ids[at], float(scores[at])) for at in islice(best, limit)]

    def knows(self, token: str) -> bool:
        """Whether any indexed text has this token."""
        return token in self._bm25.vocab_dict
