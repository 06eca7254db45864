"""What a text is about, in words that compare: canonical terms, weights, coverage, polarity."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.sentences import split
from assistant.values import numbers, quantities
from corpus.types import Passage
from index.lexical import words

NEGATION = re.compile(
    r"\b(?:not|no|never|neither|nor|none|cannot|(?:ca|is|are|does|do|did|wo|was|were|has|have|could|would|must|need)n['’]t|nobody|nothing|nowhere"
    r"|unable|impossible|fails? to|failed to|lacks?|lacked|free of|(?:is|are|was|were|stays?|stayed|falls?|fell|lies?|remains?|left|out) outside|excluded|not-party"
    r"|denies|denied|refuses to|refused to|abolished|unlawful|bars|barred|forbids|forbidden|prohibits|prohibited|rules out|ruled out|excludes|(?:has|have) yet to"
    r"|unenforceable|inadmissible|irrelevant|invalid|unnecessary|needless|dispenses? with|absence of|lack of|want of|stays? out|stayed out)\b",
    re.IGNORECASE,
)
NEGATIVE_VERB = re.compile(
    r"\b(?:do|does|did|can|could|will|would|may|must)\b[^?.;]{0,60}?\b(?:bar|forbid|prohibit|exclude|rule out|deny|lack|fail to|refuse to|dispense with)\b",
    re.IGNORECASE,
)
"""A question's verb that denies: "does the law bar …?"."""

MATTERS = r"treaty|treaties|reciprocity|delay|assets|good cause|notice|service|default|agreement"
NO_NEGATION = re.compile(
    r"\b(?:no later than|not later than|not earlier than|no earlier than|not only|not just|not merely|no more than|not more than|no less than|not less than|no longer than"
    r"|whether or not|or not|if not|why not|no doubt|no matter|no\.? ?\d[\w/-]*"
    rf"|without (?:an? |any |the )?(?:\w+ )?(?:{MATTERS}|review|consent|hearing|limit|translation|recognition|exequatur|proof|proceedings?|clause|convention)"
    rf"|(?<!has )(?<!have )(?<!is )(?<!are )(?<!was )(?<!exists )(?<!had )(?<!need )(?<!needs )(?<!requires )no (?:any )?(?:proper notice|due notice|merits review|{MATTERS})"
    r"|(?:for|by|because of|on|through|over) (?:the )?(?:lack|want|absence) of|in the absence of|absent an?"
    r"|(?:is|are) not (?:yet )?(?:final|in force|paid)|not yet (?:final|in force)|not performed|not (?:(?:duly|properly) )?(?:served|notified))\b",
    re.IGNORECASE,
)
REMEMBERED = 50_000
"""Texts whose terms are kept: the sentences and statements of the corpus come again with every question."""

UNSEEN = 5.0
"""Weight of a term that no passage has: that of one in a dozen passages of the present corpus."""

EMPTY = frozenset(
    [
        "foreign",
        "state",
        "court",
        "law",
        "rule",
        "question",
        "answer",
        "mean",
        "say",
        "ask",
        "tell",
        "know",
        "find",
        "exist",
        "matter",
        "thing",
        "way",
        "give",
        "take",
        "make",
        "get",
        "use",
        "need",
        "want",
        "possibl",
        "general",
        "actual",
        "current",
        "today",
        "now",
        "still",
        "ever",
        "alreadi",
        "yet",
        "true",
        "fals",
        "correct",
        "right",
        "case",
        "someth",
        "anyth",
        "kazakhstan",
        "kazakh",
        "countri",
        "nation",
        "legal",
        "pleas",
        "specif",
        "exact",
        "roughli",
        "approxim",
        "fact",
        "accord",
        "regard",
        "concern",
        "relat",
        "involv",
        "happen",
        "look",
        "like",
        "kind",
        "type",
        "sort",
        "let",
        "us",
        "whether",
        "howev",
        "therefor",
        "go",
        "come",
        "put",
        "see",
    ]
)
"""Stems that say too little to tell one subject from another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a question is compared with in a passage; read once, for the passage comes again with other questions."""

    low: str
    numbers: frozenset[str]
    heading: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    terms: tuple[frozenset[str], ...]


class Subjects:
    """Weighs words by how rare they are among the passages, and tells how much of a question a text covers."""

    def __init__(self, passages: Collection[Passage], synonyms: Mapping[str, Sequence[str]]) -> None:
        self._terms: dict[str, frozenset[str]] = {}
        self._held: dict[str, Held] = {}
        self._sums: dict[frozenset[str], float] = {}
        self._canonical = {variant.lower(): canon for canon, variants in synonyms.items() for variant in variants}
        alternatives = "|".join(re.escape(v) for v in sorted(self._canonical, key=len, reverse=True))
        self._variants = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE) if alternatives else None
        self._of = {passage.id: self.terms(_subject_text(passage)) for passage in passages}
        self._text = {passage.id: self.terms(passage.text) for passage in passages}
        counts: dict[str, int] = {}
        for terms in self._of.values():
            for term in terms:
                counts[term] = counts.get(term, 0) + 1
        total = max(1, len(self._of))
        self._weights = {term: math.log(1 + total / count) for term, count in counts.items()}
        self._unseen = UNSEEN

    def terms(self, text: str) -> frozenset[str]:
        """The stems of a text and of the canonical forms of its phrases, without empty words."""
        known = self._terms.get(text)
        if known is None:
            known = frozenset(term for term in words(self.canonical(text)) if term not in EMPTY)
            if len(self._terms) < REMEMBERED:
                self._terms[text] = known
        return known

    def canonical(self, text: str) -> str:
        """`text` with the canonical form put after each variant phrase."""
        if self._variants is None:
            return text
        return self._variants.sub(lambda m: f"{m.group()} {self._canonical[m.group().lower()]}", text)

    def of(self, passage: Passage) -> frozenset[str]:
        """The terms of a passage: heading, text, index terms, statements, authority."""
        return self._of[passage.id]

    def text_of(self, passage: Passage) -> frozenset[str]:
        """The terms of a passage's own text."""
        return self._text[passage.id]

    def held(self, passage: Passage) -> Held:
        """Heading, sentences and index terms of a passage as terms, its numbers, and its text in lower case."""
        known = self._held.get(passage.id)
        if known is None:
            known = self._held[passage.id] = Held(
                low=passage.text.lower(),
                numbers=numbers(passage.text),
                heading=self.terms(passage.heading),
                sentences=tuple(self.terms(sentence) for sentence in split(passage.text)),
                terms=tuple(self.terms(term) for term in passage.terms),
            )
        return known

    def weight(self, term: str) -> float:
        """ln(1 + passages / passages with the term); a term that no passage has weighs `UNSEEN`."""
        return self._weights.get(term, self._unseen)

    def known(self, term: str) -> bool:
        """Whether any passage has the term."""
        return term in self._weights

    def coverage(self, asked: frozenset[str], held: frozenset[str]) -> float:
        """The weighted share, 0 to 1, of the asked terms that are held; 1 when nothing was asked."""
        total = self._sums.get(asked)
        if total is None:
            total = sum(map(self.weight, asked))
            if len(self._sums) < REMEMBERED:
                self._sums[asked] = total
        return sum(map(self.weight, asked & held)) / total if total else 1.0


def _subject_text(passage: Passage) -> str:
    statements = " ".join((*passage.affirms, *passage.denies, *passage.depends))
    return " ".join(
        (
            passage.heading,
            passage.text,
            " ".join(passage.terms),
            statements,
            passage.authority,
            passage.pinpoint,
            *passage.people,
        )
    )


@lru_cache(maxsize=16384)
def negated(text: str) -> bool:
    """Whether the main statement of a text is negative: an odd number of negations counts.

    Phrases such as "no later than" name a condition and do not count, nor does what goes "without" something.
    """
    plain = NO_NEGATION.sub(" ", text)
    return (len(NEGATION.findall(plain)) + len(NEGATIVE_VERB.findall(plain))) % 2 == 1


def quantities_clash(said: str, asked: str) -> bool:
    """Whether two texts give different numbers for the same unit ("three years", "ten years")."""
    held, wanted = quantities(said), quantities(asked)
    return any(unit in held and values.isdisjoint(held[unit]) for unit, values in wanted.items())
