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
    r"[;:!?()—]|(?<!\bст)(?<!\bп)(?<!\bпп)(?<!\bч)(?<!\bг)\.(?!\w)|,(?!\d)|\b(?:but|while|although|though|whereas|because|so that|who|which|and|or|unless|except|if|nor|а|но|хотя|тогда как|поскольку|так как|котор\w+|что|чтобы|(?<!может )(?<!могут )и|если)\b",
    re.IGNORECASE,
)
CYRILLIC = re.compile("[а-яёәғқңөұүһі]", re.IGNORECASE)
SAYS = re.compile(
    r"\b(?!(?:лет|дел[ао]|сил[аы]|числ[ао]|стран[аы]|цен[аы]|результат|совет|комитет|предмет)\b)\w+(?:[еёи]т|[ая]т|[ую]т|[еёи]тся|[ая]тся|[ую]тся|[аяиеы]л|[аяиеы]л[аои]|лся|лась|лось|лись|[аяе]н|[аяе]н[аоы]|[иы]т[аоы]?)\b|\b(?:есть|можно|нельзя|нужно|надо|долж\w+|вправе|обязан\w*)\b",
    re.IGNORECASE,
)
"""A Russian predicate, by its ending. A noun taken for one costs nothing: its clause stays a clause."""

APART = re.compile(r"[.;:]|\b(?:что|чтобы|будто|котор\w+|но|а|если|поскольку|так как|потому)\b", re.IGNORECASE)
"""What parts two statements."""

CONTRAST = re.compile(r"\bне ((?!\w+(?:[еиуюая]т|[ая]л[аои]?|ил[аои]?|ся|но)\b)[^,;:.]+), а ", re.IGNORECASE)
"""What is denied to say another thing instead."""

DEPENDS = re.compile(r"^[\s,]*(?:что|чтобы|будто|(?:\w+ )?котор\w+)\b|\bли\b", re.IGNORECASE)
"""What shows that a clause depends on the one beside it."""

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
        Word(stem=stem_of(match.group()), start=match.start(), clause=_clause(text, match.start()))
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


def stem_of(word: str) -> str:
    """The stem by which a word is compared."""
    return stem(fold(word).lower().replace("’", "'").removesuffix("'s"))


@lru_cache(maxsize=4096)
def _breaks(text: str) -> tuple[int, ...]:
    return tuple(m.start() if m.group()[0].isalpha() else m.end() for m in BREAK.finditer(text))


def _clause(text: str, place: int) -> int:
    return sum(end <= place for end in _breaks(text))


def _negated(text: str, marks: tuple[Mark, ...]) -> tuple[tuple[int, int], ...]:
    counts = [[0, 0] for _ in range(len(_breaks(text)) + 1)]
    found = [mark for mark in marks if mark.table == "negation"]
    plain = [mark for mark in found if mark.value == "not"]
    series = [mark for mark in found if mark.value == "series"]
    if len(series) > 1:
        concord = [mark for mark in plain if any(_beside(mark, one, text) for one in series)]
        nearest = min(concord, key=lambda mark: min(abs(mark.start - one.start) for one in series), default=None)
        plain = [*series, *(mark for mark in plain if mark is not nearest)]
    else:
        plain += [one for one in series if not any(_beside(mark, one, text) for mark in plain)]
    if any(text[mark.start : mark.end].lower() == "neither" for mark in plain):
        plain += [mark for mark in found if mark.value == "nor"]
    for mark in (*plain, *(mark for mark in found if mark.value == "lexical")):
        counts[_clause(text, mark.start)][mark.value == "lexical"] += 1
    return tuple((plain_ones, lexical) for plain_ones, lexical in counts)


def _beside(mark: Mark, other: Mark, text: str) -> bool:
    """Whether a "не" and a "ни" are of one statement, where they deny but once."""
    first, last = sorted((mark, other), key=lambda one: one.start)
    return not APART.search(text[first.end : last.start])


def statements(text: Sense) -> list[tuple[str, tuple[int, int]]]:
    """The clauses of a Russian text with their negations, each with what belongs to it.

    What has neither predicate nor negation goes with its neighbour, and what begins with "что" or "который" with what it
    depends on: in "решений (ICSID) в Казахстане не найдено" what is denied stands before the bracket. In "подаётся не прямо в
    суд, а через нотариуса" the verb is not denied.
    """
    found: list[tuple[str, tuple[int, int]]] = []
    waiting = ""
    if contrast := CONTRAST.search(text.text):
        rest = text.text[: contrast.start()] + text.text[contrast.end() :]
        return [*statements(sense(rest, text.code)), (contrast[1], (1, 0))]
    open_counts = (0, 0)
    for clause, negated in zip(text.clause_texts, text.negated, strict=True):
        says = bool(SAYS.search(clause)) or any(negated)
        depends = bool(DEPENDS.search(clause))
        begins = not found or found[-1][0].rstrip()[-1:] in ".;:!?"
        if waiting or begins or (says and not depends):
            waiting += clause
            open_counts = (open_counts[0] + negated[0], open_counts[1] + negated[1])
            if says and not depends:
                found.append((waiting, open_counts))
                waiting, open_counts = "", (0, 0)
        else:
            last, other = found[-1]
            found[-1] = (last + clause, (other[0] + negated[0], other[1] + negated[1]))
    return [*found, (waiting, open_counts)] if waiting else found


def whole(text: Sense) -> tuple[int, int]:
    """The negations of a text from those of its clauses."""
    return sum(plain for plain, _ in text.negated), sum(lexical for _, lexical in text.negated)


def readings(text: Sense) -> list[tuple[int, int]]:
    """As `whole`, and once more with "neither … nor …" as one negation, which it may be in other words."""
    plain, lexical = whole(text)
    listed = [mark for mark in text.of("negation") if mark.value in ("series", "nor")]
    more = max(0, len(listed) - (listed[0].value == "series")) if listed else 0
    return [(plain, lexical), (plain - more, lexical)] if 0 < more < plain else [(plain, lexical)]


def agree(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two clauses may say the same: alike in plain negations, or in all of them together, by odd and even."""
    return one[0] % 2 == other[0] % 2 or sum(one) % 2 == sum(other) % 2


def follows(claim: Sense, said: Sense, share: float = ALIKE) -> bool:
    """Whether a claim keeps the order of its source's words, for a share of them."""
    ours, theirs = [w.stem for w in claim.words], [w.stem for w in said.words]
    matched = sum(block.size for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks())
    return bool(ours) and matched >= share * len(ours)
