"""Numbers, quantities, dates and article references of a text, in a form that compares across languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking.words import Words, words_of

DECIMAL_COMMA = re.compile(r"(?<![\d,])(\d{1,4}),(\d{1,2})(?![\d,])")
"""As in 0,5: a comma before one or two digits, in a language that writes thousands apart with spaces."""

YEAR = r"(?:1[5-9]|20)\d\d"
NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?(?![\w/-])|(?<![\w/])\d+(?:\.\d+)?")
DOCKET = re.compile(r"(?<!\w)(?=[\w()\[\]./-]*\d)[\w()\[\]]+(?:[-/][\w()]+)+(?!\w)")
PLACE = r"(?:\d+[a-z]?(?:[-.](?:\d+|[IVXLC]+(?!\w)))*|[IVXLC]+)(?:\(\w{1,5}\))*"
"""An article's number with its paragraphs: 501(1), 425-1, V(1)(e)."""

JOINED = r"(?:\s*(?:,|and|or|to|–|-|и|или|по|—|&)\s*)"
RANGE = re.compile(r"(?<![\w(])(\d+)\s*(?:to|–|-|по|—)\s*(\d+)(?![\w(])")
PARAGRAPH = r"paragraphs?|paras?\.?|part|sub-?paragraphs?|пункт\w*|п\.?|част\w+|ч\.?|подпункт\w*"
SUB = r"sub-?paragraphs?|items?|подпункт\w*|подп\.?|пп\.?"
BEHIND = re.compile(r"\s?\((?:paragraph|para\.?|part|п\.|ч\.|пункт|часть)\s?(\d+(?:-\d+)?)\)", re.IGNORECASE)
"""A paragraph in brackets after its article: ст. 501 (п. 1)."""

FEW = frozenset({"0", "0.5", "1"})
"""Number words that are also everyday words ("one of them"); they count beside a unit only."""

TENS = frozenset(range(20, 100, 10))
WITH_UNIT = 2
"""Words that may stand between a number and its unit."""

Day = tuple[int, int, int]
"""Year, month, day; 0 where the text does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a text says in figures; `rest` is the text with dates and references blanked, offsets kept.

    `numbers` maps a value such as "3" to where it stands; `quantities` are pairs of unit and value; `ranges` are pairs
    of whole numbers, as in "articles 501 to 504".
    """

    numbers: tuple[tuple[str, int], ...]
    quantities: frozenset[tuple[str, str]]
    dates: tuple[tuple[Day, int], ...]
    references: tuple[tuple[str, int], ...]
    ranges: tuple[tuple[int, int], ...]
    rest: str

    @property
    def values(self) -> frozenset[str]:
        """The numbers without their places."""
        return frozenset(value for value, _ in self.numbers)

    @property
    def days(self) -> frozenset[Day]:
        """The dates without their places."""
        return frozenset(day for day, _ in self.dates)

    @property
    def cited(self) -> frozenset[str]:
        """The references without their places."""
        return frozenset(reference for reference, _ in self.references)


@lru_cache(maxsize=20_000)
def figures(text: str, code: str) -> Figures:
    """Read the figures of a text in the language `code`: dates first, then references, then what numbers are left."""
    words = words_of(code)
    rest = DECIMAL_COMMA.sub(r"\1.\2", text) if code == "ru" else text
    dates: list[tuple[Day, int]] = []
    for day, start, end in _dates(rest, words):
        dates.append((day, start))
        rest = _blank(rest, start, end)
    references: list[tuple[str, int]] = []
    ranges: list[tuple[int, int]] = []
    for found, span, pair in _references(rest, words):
        references += [(reference, span[0]) for reference in found]
        ranges += [pair] if pair else []
        rest = _blank(rest, *span)
    for match in list(re.finditer(rf"(?<![\w.,/-]){YEAR}(?![\w/-]|[.,]\d)", rest)):
        dates.append(((int(match.group()), 0, 0), match.start()))
        rest = _blank(rest, match.start(), match.end())
    numbers = tuple(_numbers(rest, words))
    return Figures(
        numbers=tuple((value, start) for value, start, _ in numbers if rest[start].isdigit() or value not in FEW),
        quantities=frozenset(_quantities(rest, numbers, words)),
        dates=tuple(dates),
        references=tuple(references),
        ranges=tuple(ranges),
        rest=rest,
    )


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


@lru_cache(maxsize=8)
def _date_patterns(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    months = "|".join(f"(?:{name})" for name in words_of(code).months)
    short = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
    named = rf"(?P<month>{months}|{short})"
    return tuple(
        (re.compile(pattern, re.IGNORECASE), kind)
        for pattern, kind in (
            (
                rf"(?<!\w)(?P<day>\d{{1,2}})(?:st|nd|rd|th|-го)?\s+(?:of\s+)?{named},?\s+(?P<year>{YEAR})(?!\d)",
                "named",
            ),
            (rf"(?<!\w){named}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>{YEAR})(?!\d)", "named"),
            (rf"(?<!\w){named},?\s+(?P<year>{YEAR})(?!\d)", "named"),
            (rf"(?<!\w)(?P<day>\d{{1,2}})(?:st|nd|rd|th|-го)?\s+(?:of\s+)?{named}(?!\w)", "named"),
            (rf"(?<![\w-])(?P<year>{YEAR})-(?P<number>\d\d)-(?P<day>\d\d)(?![\w-])", "iso"),
            (rf"(?<![\w.])(?P<day>\d\d?)\.(?P<number>\d\d)\.(?P<year>{YEAR})(?!\w)", "iso"),
        )
    )


def _dates(text: str, words: Words) -> Iterator[tuple[Day, int, int]]:
    taken = text
    for pattern, kind in _date_patterns(words.code):
        for match in list(pattern.finditer(taken)):
            part = match.groupdict()
            month = int(part["number"]) if kind == "iso" else _month(part["month"], words)
            yield (int(part.get("year") or 0), month, int(part.get("day") or 0)), match.start(), match.end()
            taken = _blank(taken, match.start(), match.end())


def _month(name: str, words: Words) -> int:
    low = name.lower().rstrip(".")
    for at, pattern in enumerate(words.months, 1):
        if re.fullmatch(pattern, low) or (words.code == "en" and len(low) >= 3 and pattern.startswith(low)):
            return at
    return 0


@lru_cache(maxsize=8)
def _reference_pattern(code: str) -> re.Pattern[str]:
    word = words_of(code).reference
    return re.compile(
        rf"(?<![\w'’])(?:(?:(?:{SUB})\s?(?P<sub>{PLACE})\s+(?:of\s+)?)?(?P<part>{PARAGRAPH})\s?(?P<paragraph>{PLACE})\s+(?:of\s+)?)?(?P<word>{word})\s?(?P<places>{PLACE}(?:{JOINED}{PLACE})*)(?![\w%]|\s+(?:года?|г\.))",
        re.IGNORECASE,
    )


def _references(text: str, words: Words) -> Iterator[tuple[list[str], tuple[int, int], tuple[int, int] | None]]:
    """Each mention of articles or dockets: its references, where it stands, and a range of articles if it is one."""
    taken, read = text, 0
    for match in list(_reference_pattern(words.code).finditer(text)):
        if match.start() < read:
            continue
        places = re.findall(PLACE, match["places"])
        if re.fullmatch(r"[IVXLC]+", match["places"], re.IGNORECASE) and not match["places"].isupper():
            continue
        end = match.end()
        if match["paragraph"]:
            places[0] = f"{places[0]}({match['paragraph']})" + (f"({match['sub']})" if match["sub"] else "")
        elif len(places) == 1 and (behind := BEHIND.match(taken, end)):
            places[0], end = f"{places[0]}({behind[1]})", behind.end()
        span = RANGE.search(match["places"])
        pair = (int(span[1]), int(span[2])) if span and int(span[1]) < int(span[2]) else None
        if pair:
            places = [p for place in places for p in re.split(r"[-–]", place)]
        yield [place.lower().replace("–", "-") for place in places], (match.start(), end), pair
        taken, read = _blank(taken, match.start(), end), end
    for match in list(re.finditer(r"(?<![\w-])\d+[a-z]?(?:-\d+)?(?:\(\w{1,4}\))+", taken)):
        yield [match.group().lower()], match.span(), None
        taken = _blank(taken, *match.span())
    for match in list(DOCKET.finditer(taken)):
        found = match.group().strip("()[].")
        if re.search(r"\d", found) and not WORDY.fullmatch(found):
            yield [found.translate(LATIN).lower()], match.span(), None


LATIN = str.maketrans("АВЕКМНОРСТХавекмнорстх", "ABEKMHOPCTXabekmhopctx")
"""The letters of a docket that look alike: А56-1/2024 in a Russian text is A56-1/2024 in an English one."""

WORDY = re.compile(r"\d+(?:-[a-zа-я]+)+|[a-zа-я]+-\d+|\d+(?:\.\d+)?[-–/]\d+(?:\.\d+)?|\D+", re.IGNORECASE)
"""What looks like a docket and is none: 30-year, 2015-2016, and/or."""


def _numbers(text: str, words: Words) -> Iterator[tuple[str, int, int]]:
    for match in NUMBER.finditer(text):
        digits = re.sub(r"[,\u00a0\u202f ](?=\d{3})", "", match.group())
        yield _plain(float(digits)), match.start(), match.end()
    spelt = [(m.start(), m.end(), worth) for pattern, worth in words.numbers for m in pattern.finditer(text)]
    for start, end, worth in spelt:
        before = sum(v for _, e, v in spelt if 0 < start - e <= 1 and v in TENS and worth < 10)
        if not any(0 < s - end <= 1 and worth in TENS and v < 10 for s, _, v in spelt):
            yield _plain(worth + before), start, end


def _plain(value: float) -> str:
    return f"{value:.10g}"


def _quantities(text: str, numbers: tuple[tuple[str, int, int], ...], words: Words) -> Iterator[tuple[str, str]]:
    units = list(words.find("units", text))
    for value, _, end in numbers:
        for unit in units:
            between = text[end : unit.start]
            if unit.start >= end and len(between.split()) <= WITH_UNIT and not re.search(r"[.;:]|\d", between):
                yield unit.value, value
                break
