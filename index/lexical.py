"""Search by words: a tokeniser that keeps legal references whole, and BM25 over its tokens."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import Stemmer

from index.postings import Postings, Writer, opened, postings_of
from index.pruned import ahead

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
    return [token for piece in REFERENCE.findall(fold(text)) for token in _of(piece)]


def words(text: str) -> list[str]:
    """As `tokens`, without stop words."""
    return [token for token in tokens(text) if token not in _STOP]


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` in composed form, Latin letters without diacritics."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not ("\u0300" <= c <= "\u036f") or c == "\u0306")
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=65536)
def _of(piece: str) -> tuple[str, ...]:
    low = piece.lower().replace(" ", "").replace("’", "'")
    if any(c.isdigit() for c in low) or "§" in low or "(" in low:
        low = low.replace(",", "") if re.fullmatch(r"\d+(?:,\d{3})+", low) else low
        bare = PARENTHESES.sub("", low).lstrip("§")
        return (low,) if bare == low else (low, bare)
    return (stem(low.removesuffix("'s")),)


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
    """BM25 (Lucene's variant, k1 1.5, b 0.75) over tokenised texts; a text without a shared word is no hit.

    `ids` are by place, in the order in which the texts were given; `id_at` gives one of them, quickly the second time.
    """

    def __init__(self, postings: Postings) -> None:
        self.ids: Sequence[str] = postings.ids
        self._postings = postings
        self.id_at: Callable[[int], str] = lru_cache(maxsize=65536)(postings.ids.__getitem__)
        self._found = lru_cache(maxsize=65536)(self._find)

    @classmethod
    def of(cls, ids: Sequence[str], texts: Sequence[str], labels: Sequence[Sequence[str]] = ()) -> "LexicalIndex":
        """Index `texts` in memory, one per id, each with its labels if there are any."""
        labelled = labels or [()] * len(texts)
        return cls(postings_of(ids, [worded(text, own) for text, own in zip(texts, labelled, strict=True)]))

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Open what a `LexicalWriter` wrote; the files stay on disk and are read where a search needs them."""
        return cls(opened(folder))

    def nearest(
        self,
        text: str,
        limit: int,
        keep: Callable[[int], bool] = lambda at: True,
        labels: Sequence[str] = (),
    ) -> list[tuple[str, float]]:
        """The ids with the highest scores above zero, best first, ties by place.

        Args:
            text: what is searched for.
            limit: how many at most.
            keep: whether the id at a place may be found; asked of as few as it takes, the best first.
            labels: only texts with one of these.
        """
        found = [self._found(token.encode()) for token in words(text)]
        allowed = self._labelled(labels) if labels else None
        if len(self.ids) > GONE_THROUGH:
            best = ahead(found, len(self.ids), limit * WIDER, allowed)
            kept = (at for at in _falling(best.places, best.scores, limit * WIDER) if keep(at))
            score = dict(zip(best.places.tolist(), best.scores.tolist(), strict=True))
            taken = [(self.id_at(at), score[at]) for at in islice(kept, limit)]
            if len(taken) == limit or best.all:
                return taken
        scores = np.zeros(len(self.ids), np.float32)
        for places, weights in found:
            scores[places] += weights  # a text is there once for each token
        hits = np.flatnonzero(scores)
        if allowed is not None:
            hits = hits[allowed[hits]]
        rest = (at for at in _falling(hits, scores[hits], limit * WIDER) if keep(at))
        return [(self.id_at(at), float(scores[at])) for at in islice(rest, limit)]

    def _labelled(self, labels: Sequence[str]) -> Any:
        """Of each place, whether its text has one of the labels."""
        found = np.zeros(len(self.ids), dtype=bool)
        for label in labels:
            found[self._found(_label(label).encode())[0]] = True
        return found

    def knows(self, token: str) -> bool:
        """Whether any indexed text has this token."""
        return bool(len(self._found(token.encode())[0]))

    def _find(self, token: bytes) -> tuple[Any, Any]:
        """The places of the texts that have a token, and its weight in each."""
        at, all_ = self._postings.tokens.find(token), self._postings
        if at is None:
            return _NOWHERE
        start, end = all_.posting_ends[at : at + 2]
        return all_.places[start:end], all_.weights[start:end]


GONE_THROUGH = 50_000
"""Texts up to which each word's are gone through whole; of more, only what may be among the best."""

WIDER = 8
"""Times the limit of what is looked for that is put in order first; the rest only when that does not suffice."""
_NOWHERE = (np.empty(0, np.int32), np.empty(0, np.float32))


class LexicalWriter:
    """Writes a lexical index text by text; it is there once `finish` has returned."""

    def __init__(self, folder: Path) -> None:
        self._writer = Writer(folder)

    def add(self, id_: str, text: str, labels: Sequence[str] = ()) -> None:
        """Index one text."""
        self._writer.add(id_, *worded(text, labels))

    def finish(self) -> None:
        """Put together what was added."""
        self._writer.finish()

    def close(self) -> None:
        """Let go of the files, finished or not."""
        self._writer.close()


def worded(text: str, labels: Sequence[str]) -> tuple[list[str], list[str]]:
    """The tokens of a text, and its labels as tokens that no text has."""
    return words(text), [_label(label) for label in labels]


def _label(name: str) -> str:
    return f" {name}"


def _falling(hits: Any, scores: Any, first: int) -> Iterator[int]:
    """Hits in the order of their scores, ties as they are: at once the first so many, the rest when they are asked for."""
    if len(hits) > first:
        least = np.partition(scores, len(scores) - first)[-first]
        ahead = scores >= least  # all that tie with the last of them too
        yield from hits[ahead][np.argsort(-scores[ahead], kind="stable")].tolist()
        hits, scores = hits[~ahead], scores[~ahead]
    yield from hits[np.argsort(-scores, kind="stable")].tolist()
