"""Sums of money and numbers of units in a question, however they are written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

CURRENCIES: Mapping[str, str] = {
    "KZT": r"tenges?|KZT|₸|тенге|теңге|тг|坚戈",
    "USD": r"(?:US )?dollars?|USD|US\$|\$|долл(?:ар\w*)?\.?|доллар\w*|美元|dolar\w*",
    "EUR": r"euros?|EUR|€|евро|欧元",
    "GBP": r"pounds?(?: sterling)?|GBP|£|фунт\w*|英镑",
    "RUB": r"r(?:o)?ubles?|RUB|RUR|₽|рубл\w*|руб\.?|卢布",
    "CNY": r"yuan|renminbi|RMB|CNY|¥|юан\w*|人民币",
    "TRY": r"liras?|TRY|₺|лир\w*",
    "CHF": r"Swiss francs?|CHF",
}
"""How each currency is written, by its ISO code."""

SCALES: tuple[tuple[str, int], ...] = (
    (r"billions?|bn|bln|milliards?|mlrd|mrd\.?|milliarden?|milyar|миллиард\w*|млрд\.?|миллиард", 10**9),
    (r"亿", 10**8),
    (r"millions?|mln|mio\.?|mn|millionen|milyon|миллион\w*|млн\.?", 10**6),
    (r"万", 10**4),
    (r"thousands?|k|tausend|bin|тысяч\w*|тыс\.?|мың", 10**3),
    (r"m", 10**6),
)
"""Words of scale, the longest first so that "mln" is not read as "m"."""

WORDS: Mapping[str, Decimal] = {
    word: Decimal(value)
    for word, value in (
        ("half a", "0.5"), ("half", "0.5"), ("quarter of a", "0.25"), ("a quarter", "0.25"), ("three quarters of a", "0.75"),
        ("one and a half", "1.5"), ("two and a half", "2.5"), ("three and a half", "3.5"), ("a", "1"), ("one", "1"), ("two", "2"),
        ("three", "3"), ("four", "4"), ("five", "5"), ("six", "6"), ("seven", "7"), ("eight", "8"), ("nine", "9"), ("ten", "10"),
        ("eleven", "11"), ("twelve", "12"), ("fifteen", "15"), ("twenty", "20"), ("thirty", "30"), ("forty", "40"), ("fifty", "50"),
        ("sixty", "60"), ("seventy", "70"), ("eighty", "80"), ("ninety", "90"), ("hundred", "100"), ("a hundred", "100"),
        ("one hundred", "100"), ("two hundred", "200"), ("three hundred", "300"), ("five hundred", "500"),
        ("пол", "0.5"), ("полтора", "1.5"), ("жарты", "0.5"), ("бір", "1"), ("один", "1"), ("два", "2"), ("три", "3"), ("пять", "5"),
        ("десять", "10"), ("сто", "100"), ("пятьсот", "500"),
    )
}  # fmt: skip
DIGITS = r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d{1,2})?|\d[\d,.]*\d|\d"
SCALED = "|".join(pattern for pattern, _ in SCALES)
MONEY = "|".join(CURRENCIES.values())
SPELLED = "|".join(sorted((re.escape(word) for word in WORDS), key=len, reverse=True))
AMOUNT = re.compile(
    rf"(?P<before>(?<!\w)(?:{MONEY})\s?)?(?<![\w.])(?:(?P<number>{DIGITS})|(?P<spelled>{SPELLED})(?=\s|-|милл|млн))"
    rf"[\s-]?(?P<scale>[万亿]|(?:{SCALED})(?![^\W\d_]))?\s?(?:of\s)?(?P<after>(?:{MONEY})(?![^\W\d_]))?",
    re.IGNORECASE,
)
UNITS = re.compile(
    rf"(?<![\w.,])(?!20[12]\d\s)(?P<number>{DIGITS})\s?(?:MCI|МРП|АЕК|AEK|monthly calculation ind(?:ex|ices|exes))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money; `currency` is an ISO code, None when a text names none."""

    value: Decimal
    currency: str | None


def amounts(text: str) -> tuple[Amount, ...]:
    """The sums of money in a text, in order: each has a currency or a word of scale beside its number."""
    return tuple(_amounts(text))


def units(text: str) -> Decimal | None:
    """The first number of monthly calculation indices in a text; None if there is none."""
    match = UNITS.search(text)
    return decimal(match["number"]) if match else None


def decimal(written: str, scaled: bool = False) -> Decimal:
    """A number as it is written in any of the usual ways: 1,000,000.50, 1.000.000,50, 1 000 000 or 2,5.

    A lone separator before exactly three digits parts thousands, save a point where a word of scale follows (1.250 million).
    """
    plain = re.sub(r"[ \u00a0\u202f'’]", "", written).rstrip(".,")
    last = max(plain.rfind(","), plain.rfind("."))
    if last < 0:
        return Decimal(plain)
    mark, after = plain[last], len(plain) - last - 1
    both = "," in plain and "." in plain
    thousands = plain.count(mark) > 1 or (after == 3 and not both and not (mark == "." and scaled))
    if thousands:
        return Decimal(plain.replace(",", "").replace(".", ""))
    return Decimal(plain[:last].replace(",", "").replace(".", "") + "." + plain[last + 1 :])


def _amounts(text: str) -> Iterator[Amount]:
    for match in AMOUNT.finditer(text):
        money = match["before"] or match["after"]
        if not money and not match["scale"]:
            continue
        if match["spelled"] and not match["scale"]:
            continue
        number = (
            decimal(match["number"], bool(match["scale"])) if match["number"] else WORDS[match["spelled"].lower()]
        )
        yield Amount(value=number * _scale(match["scale"]), currency=_currency(money))


def _scale(word: str | None) -> int:
    if not word:
        return 1
    return next(value for pattern, value in SCALES if re.fullmatch(pattern, word, re.IGNORECASE))


def _currency(word: str | None) -> str | None:
    if not word:
        return None
    return next(code for code, pattern in CURRENCIES.items() if re.fullmatch(pattern, word.strip(), re.IGNORECASE))
