"""The forms of Kazakh and Turkish verbs, made from a stem and the English verb it stands for."""

import re
from collections.abc import Iterator

VOWELS = {"kk": re.compile("[аоұыяеәөүіэ]"), "tr": re.compile("[aıouâeiöüîû]")}
BACK = {"kk": frozenset("аоұыя"), "tr": frozenset("aıouâ")}
VOICELESS = frozenset("кқптсшщфхцчçfhkpsşt")
SOFTENED = {"қ": "ғ", "к": "г", "п": "б"}
"""Last letters of a Kazakh stem before a vowel."""


def verb_forms(code: str, stem: str, english: str) -> Iterator[tuple[str, str]]:
    """Every form of a verb with its English.

    Args:
        code: `kk` or `tr`.
        stem: what is left of the infinitive without its ending.
        english: the plain form and the past of the English verb ("pay, paid"), or "be" with a participle ("be paid").
    """
    return (_kazakh if code == "kk" else _turkish)(stem, _English(english))


class _English:
    """An English verb in the shapes that a form may stand for."""

    def __init__(self, told: str) -> None:
        base, _, past = (part.strip() for part in told.partition(","))
        self.base, self.past = base, past or base
        self.passive = base.startswith("be ")
        if self.passive:
            self.done = base.removeprefix("be ")

    def now(self, who: str = "") -> str:
        return f"is {self.done}" if self.passive else f"{who} {self.base}".strip()

    def then(self, who: str = "") -> str:
        return f"was {self.done}" if self.passive else f"{who} {self.past}".strip()

    def not_now(self, who: str = "") -> str:
        return (
            f"is not {self.done}" if self.passive else f"{who} do not {self.base}" if who else f"does not {self.base}"
        )

    def not_then(self, who: str = "") -> str:
        return f"was not {self.done}" if self.passive else f"{who} did not {self.base}".strip()

    def participle(self) -> str:
        return self.done if self.passive else self.past

    def if_so(self, who: str = "") -> str:
        return f"if is {self.done}" if self.passive else f"if {who} {self.base}".replace("  ", " ")

    def if_not(self, who: str = "") -> str:
        return f"if {self.not_now(who)}"


def _is_back(stem: str, code: str) -> bool:
    vowels = VOWELS[code].findall(stem)
    return not vowels or vowels[-1] in BACK[code]


def _kazakh(stem: str, said: _English) -> Iterator[tuple[str, str]]:
    back = _is_back(stem, "kk")
    a, y, g = ("а", "ы", "ғ") if back else ("е", "і", "г")
    vowel, last = stem[-1] in "аеыіәөоүұ", stem[-1]
    hard = last in VOICELESS
    d, k = ("т", "қ" if back else "к") if hard else ("д", g)
    m = "п" if hard or last in "бвгд" else "б" if last in "мнңжз" else "м"
    soft = stem[:-1] + SOFTENED.get(last, last)
    if last in "ыі":
        going, verbal, joint = stem[:-1] + "и", stem[:-1] + "у", stem + "п"
    elif vowel:
        going, verbal, joint = stem + "й", stem + "у", stem + "п"
    elif last == "й" and back:
        going, verbal, joint = stem[:-1] + "я", stem[:-1] + "ю", stem + "ып"
    else:
        going, verbal, joint = soft + a, soft + "у", soft + y + "п"
    does, no = going + ("д" + y), stem + m + a
    persons = ((f"м{y}н", "I"), (f"м{y}з", "we"))
    yield from ((does, said.now()), (going, said.now()), (joint, said.now()), (verbal, said.base))
    yield from ((going + person, said.now(who)) for person, who in persons)
    yield from ((stem + d + y, said.then()), (stem + d + y + "м", said.then("I")))
    yield (stem + d + ("ық" if back else "ік"), said.then("we"))
    yield from ((stem + k + a + "н", said.participle()), (going + f"т{y}н", said.now()))
    yield from (
        (stem + "с" + a + end, said.if_so(who)) for end, who in (("", ""), ("м", "I"), ("қ" if back else "к", "we"))
    )
    yield (stem + "с" + a + f"ң{y}з", said.if_so("you"))
    yield from ((no + "йд" + y, said.not_now()), (no + "й", said.not_now()), (no + "у", f"not {said.base}"))
    yield from ((no + "й" + person, said.not_now(who)) for person, who in persons)
    yield from ((no + "д" + y, said.not_then()), (no + "д" + y + "м", said.not_then("I")))
    yield (no + "д" + ("ық" if back else "ік"), said.not_then("we"))
    yield from ((no + g + a + "н", said.not_then()), (no + f"йт{y}н", said.not_now()))
    yield from (
        (no + "с" + a + end, said.if_not(who)) for end, who in (("", ""), ("м", "I"), ("қ" if back else "к", "we"))
    )
    yield (soft + ("" if vowel else y) + f"ң{y}з", said.base)
    yield from (
        (joint + "т" + y, said.then()),
        (joint + f"п{y}н", said.then("I")),
        (joint + f"п{y}з", said.then("we")),
    )


def _turkish(stem: str, said: _English) -> Iterator[tuple[str, str]]:
    back = _is_back(stem, "tr")
    vowels = VOWELS["tr"].findall(stem)
    round_ = bool(vowels) and vowels[-1] in "oöuü"
    a = "a" if back else "e"
    i = ("u" if back else "ü") if round_ else ("ı" if back else "i")
    flat = "ı" if back else "i"
    vowel, last = stem[-1] in "aıoueiöü", stem[-1]
    d = "t" if last in VOICELESS else "d"
    soft = stem[:-1] + "d" if stem.split()[-1] in ("et", "git", "tat", "güt") else stem
    going = (stem[:-1] if vowel else soft) + i + "yor"
    if vowel and last in "ae":
        before = VOWELS["tr"].findall(stem[:-1])
        turn = before[-1] if before else last
        high = {"a": "ı", "ı": "ı", "e": "i", "i": "i", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}.get(turn, i)
        going = stem[:-1] + high + "yor"
    joined = stem + "y" if vowel else soft
    habits = {stem + "r"} if vowel else {soft + a + "r", soft + i + "r"}
    no = stem + "m" + a
    high_no = stem + "m" + flat
    yield from (
        (stem + "m" + a + "k", said.base),
        (no, said.base),
        (no + "y" + a, said.base),
        (no + "s" + flat, said.base),
    )
    yield from ((no + "l" + flat, f"must {said.base}"), (going, said.now()), (going + "um", said.now("I")))
    yield from ((going + "uz", said.now("we")), (going + "lar", said.now()))
    for habit in habits:
        yield from ((habit, said.now()), (habit + "s" + a, said.if_so()), (habit + "sem", said.if_so("I")))
        yield from (
            (habit + i + "m", said.now("I")),
            (habit + i + "z", said.now("we")),
            (habit + "sam", said.if_so("I")),
        )
        yield from ((habit + "sak", said.if_so("we")), (habit + "sek", said.if_so("we")))
    yield from (
        (stem + d + i, said.then()),
        (stem + d + i + "m", said.then("I")),
        (stem + d + i + "k", said.then("we")),
    )
    yield from ((stem + d + i + "l" + a + "r", said.then()), (stem + "m" + i + "ş", said.participle()))
    yield from ((joined + a + "c" + a + "k", f"will {said.base}"), (joined + a + "n", said.participle()))
    for owner in ("m", "m" + i + "z", "", "n"):
        yield (stem + d + i + "ğ" + i + owner, said.participle())
    yield from (
        (joined + a + "b" + "il" + "ir", f"can {said.base}"),
        (joined + a + "bilir miyim", f"can I {said.base}"),
    )
    yield from ((joined + a + "bilir miyiz", f"can we {said.base}"), (joined + a + "biliyor", f"can {said.base}"))
    yield from ((joined + a + "bilirim", f"I can {said.base}"), (joined + a + "biliriz", f"we can {said.base}"))
    yield from ((no + "z", said.not_now()), (high_no + "yor", said.not_now()), (stem + "muyor", said.not_now()))
    yield from (
        (stem + "müyor", said.not_now()),
        (no + "d" + flat, said.not_then()),
        (no + "d" + flat + "m", said.not_then("I")),
    )
    yield from ((no + "d" + flat + "k", said.not_then("we")), (no + "m" + flat + "ş", said.not_then()))
    yield from ((no + "zs" + a, said.if_not()), (no + "zsam", said.if_not("I")), (no + "zsem", said.if_not("I")))
    yield from (
        (joined + a + "m" + a + "z", f"cannot {said.base}"),
        (no + "yan", said.not_then()),
        (no + "yen", said.not_then()),
    )
    yield from (
        (joined + a + "m" + flat + "yor", f"cannot {said.base}"),
        (joined + a + "rak", said.now()),
        (joined + "ip", said.now()),
    )
