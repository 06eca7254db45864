"""Planting errors of names and places: another instrument, another unit, the opposite outcome, two figures exchanged."""

import re
from collections.abc import Mapping, Sequence
from random import Random

from assistant.checking.figures import figures

INSTRUMENTS = {
    "en": [
        "New York Convention",
        "Minsk Convention",
        "Chisinau Convention",
        "Kiev Agreement",
        "ICSID Convention",
        "Hague Judgments Convention",
        "Hague Service Convention",
        "Apostille Convention",
        "Singapore Convention",
        "Moscow Agreement",
    ],
    "ru": ["Нью-Йоркск", "Минск", "Кишинёвск", "Гаагск", "Киевск", "Вашингтонск", "Сингапурск"],
}
"""Names as the corpus has them; in Russian the stem of the adjective, whose ending stays."""

UNITS: Mapping[str, Sequence[tuple[str, str]]] = {
    "en": [
        (r"(?<=[\w\d] )years?\b", "months"),
        (r"(?<=[\w\d] )months?\b", "days"),
        (r"(?<=[\w\d] )(?:working |calendar )?days?\b", "weeks"),
        (r"\b(?:KZT|tenge)\b", "euro"),
        (r"\b(?:euros?|EUR|USD|dollars)\b", "tenge"),
    ],
    "ru": [
        (r"(?<=[\w\d] )(?:лет|года)\b", "месяцев"),
        (r"(?<=[\w\d] )месяц(?:ев|а)\b", "дней"),
        (r"(?<=[\w\d] )дней\b", "месяцев"),
    ],
}
BEFORE_UNIT = {
    "en": r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty)) (?:\w+ )?$",
    "ru": r"(?:(?<!\d)\d{1,3}|\w+[иеяё]х|пяти|шести|десяти|пятнадцати) $",
}
"""What stands before a unit that belongs to a quantity."""

OUTCOMES: Mapping[str, Sequence[tuple[str, str]]] = {
    "en": [
        (r"\bgranted\b", "refused"),
        (r"\brefused\b(?= (?:recognition|enforcement|leave|the|to))", "granted"),
        (r"\bwas refused\b", "was granted"),
        (r"\b(?:upheld|confirmed) the\b", "overturned the"),
        (r"\b(?:overturned|quashed|reversed|annulled|set aside) the\b", "upheld the"),
        (r"\bdismissed\b", "allowed"),
        (r"\brejected\b", "accepted"),
        (r"\baccepted\b", "rejected"),
        (r"\bin force\b(?! (?:until|from))", "no longer in force"),
        (r"\bexclusive\b", "optional"),
        (r"\bforeign (?=judgments?|awards?|courts?)", "domestic "),
        (r"\bfirst instance\b", "last instance"),
    ],
    "ru": [
        (r"\bудовлетворил\b", "отклонил"),
        (r"\bотказал\b в", "согласился на"),
        (r"\bотказал[аи]?\b", "удовлетворил"),
        (r"\bисключительн(?=\w+ (?:компетенци|подсудност|юрисдикци))", "необязательн"),
    ],
}
APART = 14
"""Characters between two figures from which on they are no mere list."""


def instrument(text: str, code: str, random: Random) -> str | None:
    """Another instrument in place of one."""
    names = INSTRUMENTS[code]
    noun = r"(?=(?:ая|ой|ую|ое|ого|ому|ом) (?:конвенци|соглашени))" if code == "ru" else r"(?!\w)"
    found = [match for name in names for match in re.finditer(rf"(?<![\w-]){name}{noun}", text)]
    if not found:
        return None
    match = random.choice(found)
    others = [name for name in names if name not in text]
    return text[: match.start()] + random.choice(others) + text[match.end() :] if others else None


def unit(text: str, code: str, random: Random) -> str | None:
    """Months for years, weeks for days, another currency: of a quantity, not of any word."""
    for pattern, new in UNITS[code]:
        for match in re.finditer(pattern, text):
            money = not match.group().islower() or match.group() in ("tenge", "euro", "euros", "dollars")
            if money or re.search(BEFORE_UNIT[code], text[: match.start()]):
                return text[: match.start()] + new + text[match.end() :]
    return None


def outcome(text: str, code: str, random: Random) -> str | None:
    """Granted for refused, upheld for overturned, and so on."""
    fitting = [(pattern, new) for pattern, new in OUTCOMES[code] if re.search(pattern, text)]
    if not fitting:
        return None
    pattern, new = random.choice(fitting)
    return re.sub(pattern, new, text, count=1)


def exchange(text: str, code: str, random: Random) -> str | None:
    """Two numbers of one text change places."""
    rest = figures(text, code).rest
    places = list(re.finditer(r"(?<![\w.,/(-])\d[\d,]*(?:\.\d+)?(?![\w/)-])", rest))
    pairs = [
        (one, other)
        for at, one in enumerate(places)
        for other in places[at + 1 :]
        if one.group() != other.group() and other.start() - one.end() >= APART
    ]
    if not pairs:
        return None
    one, other = random.choice(pairs)
    between = text[one.end() : other.start()]
    return text[: one.start()] + other.group() + between + one.group() + text[other.end() :]
