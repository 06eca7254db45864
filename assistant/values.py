"""Typed values in a text: dates, periods, sums, shares, counts, docket numbers, persons."""

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.types import AnswerType
from corpus.types import Passage

NUMBER_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "hundred",
    "half",
    "single",
]
VALUE_OF = {word: at for at, word in enumerate(NUMBER_WORDS[:20], 1)} | {
    "single": 1,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
}
NUMBER = rf"(?:\d[\d,.]*|{'|'.join(NUMBER_WORDS)})"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"

DATE = re.compile(rf"\b(?:\d{{1,2}} {MONTH} \d{{4}}|{MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d|(?:19|20)\d\d)\b")
PERIOD = re.compile(
    rf"\b(?:{NUMBER}|a|an|each|every)(?:[- ](?:to|or|and) {NUMBER})?[- ](?:more |full |calendar |working |business |consecutive )*"
    r"(?:day|week|month|year|hour)s?\b|\bimmediate(?:ly)?\b|\bat any time\b|\bat once\b|\bno time limit\b",
    re.IGNORECASE,
)
SUM = re.compile(
    rf"\b\d[\d,.]*(?: ?(?:million|billion|thousand|m|bn))? ?(?:tenge|MCI|USD|EUR|GBP|RUB|dollars|euros?|pounds|roubles|KZT)\b"
    rf"|\b(?:USD|EUR|GBP|RUB|KZT|\$|€|£) ?\d[\d,.]*|\b{NUMBER}(?: ?%| per ?cent)|\bfree of charge\b|\bno (?:duty|fee|cost)",
    re.IGNORECASE,
)
SHARE = re.compile(
    rf"\b{NUMBER}(?: to {NUMBER})? ?(?:%|per ?cent)|\b(?:half|a third|a quarter|majority|most|\d+ (?:out )?of (?:the )?\d+)\b",
    re.IGNORECASE,
)
COUNT = re.compile(
    rf"\b(?:{NUMBER}|no|none|several|more than {NUMBER}|over {NUMBER})\b(?! ?(?:%|per ?cent))", re.IGNORECASE
)
DOCKET = re.compile(
    r"(?<!\w)(?:[AА]\d{2}-\d+/\d+|\d{3}-E[SС]\d\d-\d+|ECLI:[A-Z:0-9.]+|\[\d{4}\] [A-Z]+[A-Za-z ]*\d+|\(\d{4}\) [A-Z]\w+ \d+ [\w ]+|\d+ [A-Z]\.(?:[A-Z0-9]\w*\.?)+ ?\d*"
    r"|[Cc]ase (?:No\.? ?)?\d+ of \d{4}|No\.? ?[\d/A-Z-]+|C-\d+/\d\d|index (?:no\.? |number )\d+/\d+|[A-Z]{1,3}-?\d+/\d{4}"
    r"|\d+ [A-Z] \d+/\d\d|[IVX]+ Z[RB] \d+/\d\d|\d{4} [A-Z]{2,5} \d+|\d{4}[A-Z][a-z]\d+)"
)
PERSON = re.compile(r"\b(?:Justice|Judge|Sir|Lord|Lady|Professor|Prof\.) [A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+)*")
AUTHORSHIP = re.compile(
    r"\b(?:author\w*|wrote|written|writes|writer|note|article|study|published|firm)\b", re.IGNORECASE
)
REASON = re.compile(
    r"\b(?:because|since|as|so that|so|therefore|due to|for lack of|owing to|on the ground|reason|why|lack|want of|means that|result|purpose|intended|in order to|meant to|to stop|to prevent)\b",
    re.IGNORECASE,
)

PATTERNS: Mapping[AnswerType, re.Pattern[str]] = {
    AnswerType.DATE: DATE,
    AnswerType.PERIOD: PERIOD,
    AnswerType.SUM: SUM,
    AnswerType.SHARE: SHARE,
    AnswerType.COUNT: COUNT,
    AnswerType.DOCKET: DOCKET,
    AnswerType.PERSON: PERSON,
}
STRICT = frozenset(PATTERNS)
"""The types of which a passage must hold a value before it can answer."""


def holds(text: str, kind: AnswerType) -> bool:
    """Whether a text holds a value of a type; always, for a type that has no pattern."""
    pattern = PATTERNS.get(kind)
    return pattern is None or bool(pattern.search(text))


def passage_holds(passage: Passage, kind: AnswerType) -> bool:
    """Whether a passage holds a value of a type, its pinpoint and its people included."""
    if kind is AnswerType.DOCKET:
        return bool(DOCKET.search(f"{passage.text} {passage.pinpoint}"))
    return holds(passage.text, kind)


NUMERAL = re.compile(rf"\b(?:{'|'.join(VALUE_OF)})\b")
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


@lru_cache(maxsize=16384)
def numbers(text: str) -> frozenset[str]:
    """The numbers of a text as digits, words included: "three years" and "3 years" give {"3"}.

    Article and year numbers count too; thousands separators do not.
    """
    figures = {match.replace(",", "").rstrip(".") for match in FIGURE.findall(text)}
    return frozenset(figures | {str(VALUE_OF[word]) for word in NUMERAL.findall(text.lower())})


QUANTITY = re.compile(
    rf"(?P<number>\d[\d,.]*|{'|'.join(VALUE_OF)})[- ]+(?:working |calendar |full )?"
    r"(?P<unit>years?|months?|weeks?|days?|hours?|%|per ?cent|percent|mci|tenge|million|billion|treaties|states|cases|parties|members|countries|judges?|instances?|courts?)",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def quantities(text: str) -> Mapping[str, frozenset[str]]:
    """Numbers by unit: "within three years or 15 working days" gives {"year": {"3"}, "day": {"15"}}."""
    found: dict[str, set[str]] = {}
    for match in QUANTITY.finditer(text):
        raw = match["number"].lower().replace(",", "").rstrip(".")
        unit = re.sub(r"per ?cent|percent", "%", match["unit"].lower())
        unit = unit.rstrip("s") if unit != "%" else unit
        found.setdefault(unit, set()).add(str(VALUE_OF.get(raw, raw)))
    return {unit: frozenset(values) for unit, values in found.items()}
