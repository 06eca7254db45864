"""What short spellings and small words of a language mean, which no glossary says of a word alone."""

import re
from decimal import Decimal

ASKING = {
    "ru": {"ли"},
    "kk": {"ма", "ме", "ба", "бе", "па", "пе"},
    "tr": {"mi", "mı", "mu", "mü", "mıdır", "midir", "mudur", "müdür", "miyim", "mıyım", "muyum", "müyüm", "miyiz", "mıyız",
           "muyuz", "müyüz"},
    "zh": {"吗", "么", "嘛"},
}  # fmt: skip
"""Particles that ask for yes or no."""

ABBREVIATED = frozenset(
    ["ст", "п", "пп", "ч", "г", "гл", "ул", "тыс", "млн", "млрд", "руб", "долл", "art", "abs", "nr", "no", "al", "st", "mio",
     "mrd"]
)  # fmt: skip
"""Words that a full stop only shortens."""

TELLING = frozenset(
    ["скажите", "подскажите", "скажи", "подскажи", "знаю", "знаем", "понимаю", "понять", "объясните", "посоветуйте",
     "расскажите", "интересно", "вопрос", "узнать", "неясно", "непонятно", "спросить", "поясните"]
)  # fmt: skip
"""Russian words after which a clause with "что" asks; after others it tells."""

LIGHT_VERB = re.compile("(?:кет|кал|кой|таста|жибер|ал|бер|жат|жур|отыр|тур|кел|шык)(?!у$|уга|уды|аман|ушы)")
NEGATIVE = re.compile("[мбп][ае](?:й|д[ыи]|[гк][ае]н|с[ае])")
NO_CONVERB = frozenset(["талап", "жауап", "есеп", "себеп", "мектеп"])
"""Kazakh verbs that after another in -п only colour it, letters without diacritics; nouns that end like that other."""

PARTICLES = {"kk": frozenset(["да", "де", "та", "те"])}
"""Words for "too" and "even", which change nothing that is asked."""

SUFFIXED = {"kk": frozenset(
    ["да", "де", "та", "те", "нда", "нде", "дан", "ден", "тан", "тен", "нан", "нен", "ның", "нің", "дың", "дің", "тың", "тің",
     "ға", "ге", "қа", "ке", "на", "не", "мен", "бен", "пен", "ны", "ні", "ды", "ді", "ты", "ті", "сы", "сі", "дағы", "дегі",
     "тағы", "тегі"]
)}  # fmt: skip
"""Endings that stand after a hyphen: "ЖШС-ға"."""

RUSSIAN_SHORT = re.compile(r"\bт\. ?([кеднпч])\.", re.IGNORECASE)
RUSSIAN_LONG = {"к": "так как", "е": "то есть"}
CHINESE_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]")
CHINESE_SUM = re.compile(r"(\d+(?:\.\d+)?)\s?([百千]?万|亿)")
SCALES = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}


def spelt_out(text: str, code: str) -> str:
    """A text with what is shortened in it at length: "т.к." in Russian, days and sums in Chinese."""
    if code == "ru":
        return RUSSIAN_SHORT.sub(lambda found: RUSSIAN_LONG.get(found[1].lower(), "").ljust(len(found[0])), text)
    return CHINESE_SUM.sub(_plain_sum, CHINESE_DAY.sub(_iso_day, text)) if code == "zh" else text


def _iso_day(found: re.Match[str]) -> str:
    return f"{found[1]}-{found[2]:>02}-{found[3]:>02} "


def _plain_sum(found: re.Match[str]) -> str:
    """A Chinese number in ten thousands or hundred millions as English counts it."""
    value = Decimal(found[1]) * SCALES[found[2]]
    scale, word = next(
        (each for each in ((10**9, "billion"), (10**6, "million")) if value >= each[0]), (10**3, "thousand")
    )
    return f"{(value / scale).normalize():f} {word} "


def abbreviates(words: list[str], at: int, code: str) -> bool:
    """Whether a full stop only ends an abbreviation or an ordinal number."""
    if words[at] != "." or at == 0 or at + 1 == len(words):
        return False
    ordinal = code in ("de", "tr") and words[at - 1].isdigit() and words[at + 1].isalpha()
    return ordinal or words[at - 1] in ABBREVIATED


def tells(words: list[str], at: int, code: str) -> bool:
    """Whether a Russian "что" begins a clause that tells instead of asking."""
    return code == "ru" and words[at] == "что" and at > 1 and words[at - 1] == "," and words[at - 2] not in TELLING


def coloured(words: list[str], at: int, code: str) -> str | None:
    """The English of a Kazakh verb that only colours the one before it: nothing, "not" or "cannot"; None if it is no such verb.

    Args:
        words: the words of the text, without diacritics.
    """
    if code != "kk" or not at:
        return None
    before, word = words[at - 1], words[at]
    able = before[-1] in "аей" and len(before) > 2 and word.startswith("алма")
    joint = before[-1] == "п" and len(before) > 3 and before not in NO_CONVERB
    undone = re.search("[мбп][ае]й$", before) is not None
    if not able and not ((joint or undone) and LIGHT_VERB.match(word)):
        return None
    return "" if not NEGATIVE.search(word) else "cannot" if word.startswith("алма") else "not"
