"""A text as its checks see it: clauses, content words, and the marks that carry weight."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from assistant.checking.figures import Figures, figures
from assistant.checking.words import TABLES, Mark, words_of
from index.lexical import ENGLISH_STOP, RUSSIAN_STOP, fold, stem

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
BREAK = re.compile(
    r"[;:.!?()—]|,(?!\d)|\b(?:but|while|although|though|whereas|because|so that|who|which|and|or|unless|except|if|nor|а|но|хотя|тогда как|поскольку|так как|который|которая|которые|которое|что|чтобы|и|если)\b",
    re.IGNORECASE,
)
CYRILLIC = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)
SAYS = re.compile(
    r"\b(?!(?:лет|дел[ао]|сил[аы]|числ[ао]|стран[аы]|цен[аы]|результат|совет|комитет|предмет)\b)\w+(?:[еёи]т|[ая]т|[ую]т|[еёи]тся|[ая]тся|[ую]тся|[аяиеы]л|[аяиеы]л[аои]|лся|лась|лось|лись|[аяе]н|[аяе]н[аоы]|[иы]т[аоы]?)\b|\b(?:есть|можно|нельзя|нужно|надо|долж\w+|вправе|обязан\w*)\b",
    re.IGNORECASE,
)
"""A Russian predicate, by its ending. A noun taken for one costs nothing: its clause stays a clause."""

ALIKE = 0.7
"""How much of a claim's words, from 0 to 1, must come in its source's order for it to follow its source."""

MARKED = tuple(table for table in TABLES if table not in ("units", "alien"))
"""The tables whose words are looked for in a text; units stand in its figures, and what is alien is a matter of form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word with content: its stem, where it stands, and the number of its clause."""

    stem: str
    start: int
    clause: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What a text says, as far as rules can tell.

    `negated` counts, clause by clause, the plain negations and the words that say no of their own ("refuses", "lack").
    """

    text: str
    code: str
    figures: Figures
    words: tuple[Word, ...]
    marks: tuple[Mark, ...]
    clauses: int
    negated: tuple[tuple[int, int], ...]

    def of(self, table: str) -> list[Mark]:
        """The marks of one table."""
        return [mark for mark in self.marks if mark.table == table]

    def values(self, table: str) -> frozenset[str]:
        """What the marks of one table stand for."""
        return frozenset(mark.value for mark in self.marks if mark.table == table)

    def clause_at(self, place: int) -> int:
        """The number of the clause at a character."""
        return _clause(self.text, place)

    @property
    def clause_texts(self) -> tuple[str, ...]:
        """The text clause by clause."""
        ends = (0, *_breaks(self.text), len(self.text))
        return tuple(self.text[start:end] for start, end in pairwise(ends))

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the content words."""
        return frozenset(word.stem for word in self.words)


def language_in(text: str) -> str:
    """The language whose words a text is read with: Russian for Cyrillic letters, English otherwise."""
    letters = [character for character in text if character.isalpha()]
    return "ru" if letters and sum(bool(CYRILLIC.match(c)) for c in letters) * 2 > len(letters) else "en"


@lru_cache(maxsize=20_000)
def sense(text: str, code: str) -> Sense:
    """Read a text with the words of a language."""
    lexicon = words_of(code)
    read = figures(text, code)
    rest = read.rest.replace("’", "'")
    marks = tuple(mark for table in MARKED for mark in lexicon.find(table, rest))
    stop = ENGLISH_STOP | RUSSIAN_STOP
    words = tuple(
        Word(stem=_stem(match.group()), start=match.start(), clause=_clause(text, match.start()))
        for match in WORD.finditer(rest)
        if match.group().lower() not in stop and not match.group().isdigit()
    )
    return Sense(
        text=text,
        code=code,
        figures=read,
        words=words,
        marks=marks,
        clauses=len(_breaks(text)) + 1,
        negated=_negated(text, marks),
    )


def _stem(word: str) -> str:
    return stem(fold(word).lower().replace("’", "'").removesuffix("'s"))


@lru_cache(maxsize=4096)
def _breaks(text: str) -> tuple[int, ...]:
    return tuple(m.start() if m.group()[0].isalpha() else m.end() for m in BREAK.finditer(text))


def _clause(text: str, place: int) -> int:
    return sum(end <= place for end in _breaks(text))


def _negated(text: str, marks: tuple[Mark, ...]) -> tuple[tuple[int, int], ...]:
    counts = [[0, 0] for _ in range(len(_breaks(text)) + 1)]
    either = any(
        m.value == "not" and text[m.start : m.end].lower() == "neither" for m in marks if m.table == "negation"
    )
    for mark in marks:
        if mark.table == "negation" and (mark.value in ("not", "lexical") or (mark.value == "nor" and either)):
            counts[_clause(text, mark.start)][mark.value == "lexical"] += 1
    return tuple((plain, lexical) for plain, lexical in counts)


def statements(text: Sense) -> list[tuple[str, tuple[int, int]]]:
    """The clauses of a Russian text with their negations; what has neither predicate nor negation goes with its neighbour.

    In "решений (ICSID) в Казахстане не найдено" what is denied stands before the bracket.
    """
    found: list[tuple[str, tuple[int, int]]] = []
    waiting = ""
    for clause, negated in zip(text.clause_texts, text.negated, strict=True):
        begins = not found or found[-1][0].rstrip()[-1:] in ".;:!?" or BREAK.match(clause.lstrip())
        if SAYS.search(clause) or any(negated):
            found.append((waiting + clause, negated))
            waiting = ""
        elif waiting or begins:
            waiting += clause
        else:
            found[-1] = (found[-1][0] + clause, found[-1][1])
    if waiting:
        found.append((waiting, (0, 0)))
    return found


def whole(counts: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """The negations of a text from those of its clauses."""
    return sum(plain for plain, _ in counts), sum(lexical for _, lexical in counts)


def agree(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two clauses may say the same: alike in plain negations, or in all of them together, by odd and even."""
    return one[0] % 2 == other[0] % 2 or sum(one) % 2 == sum(other) % 2


def follows(claim: Sense, said: Sense, share: float = ALIKE) -> bool:
    """Whether a claim keeps the order of its source's words, for a share of them."""
    ours, theirs = [w.stem for w in claim.words], [w.stem for w in said.words]
    matched = sum(block.size for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks())
    return bool(ours) and matched >= share * len(ours)
