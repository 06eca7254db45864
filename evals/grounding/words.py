"""Words that a claim must not lose, gain or exchange, in English and Russian."""

import re
from collections.abc import Mapping


def _table(text: str) -> dict[str, str]:
    """A line each: what is meant, then the words for it."""
    return {word: meant for meant, *words in map(str.split, text.strip().splitlines()) for word in words}


NEGATORS = frozenset(_table("no not no never without neither nor none cannot nothing не нет ни без никогда нельзя"))
NOTHING_LEFT = frozenset({"нет", "none", "нельзя"})
"""Negators whose object may stand before them; they negate their whole clause."""

MODALS: Mapping[str, str] = _table("""
must must shall required requires require obliged need обязан обязана обязано обязаны должен должна должно должны надлежит
may may can could cannot entitled permitted allowed может могут вправе можно допускается
""")

PARTIES: Mapping[str, str] = _table("""
creditor creditor взыскател кредитор
debtor debtor должник
claimant claimant plaintiff истец истц
respondent respondent defendant ответчик
applicant applicant заявител
""")
"""How the name of a party begins → the party."""

CONDITION = re.compile(
    r"\b(?:only|unless|except|excepting|if|provided|where|so far as|insofar|"
    r"только|лишь|если|кроме|за исключением|при условии|поскольку|насколько|при гарантии)\b",
    re.IGNORECASE,
)
TIME = re.compile(r"\b(?:after|before|until|since|from|после|до|с (?=\d)|со дня|не ранее)\b", re.IGNORECASE)
DOUBT = re.compile(
    r"\b(?:unconfirmed|unknown|doubtful|probably|reportedly|whether|не подтвержд?[её]н\w*|неизвестно|"
    r"вероятно|сомнительн\w*)\b",
    re.IGNORECASE,
)
QUALIFIERS: Mapping[str, re.Pattern[str]] = {"condition": CONDITION, "time": TIME, "doubt": DOUBT}

MONTHS: Mapping[str, int] = {
    name: int(number)
    for name, number in _table("""
1 january января
2 february февраля
3 march марта
4 april апреля
5 may мая
6 june июня
7 july июля
8 august августа
9 september сентября
10 october октября
11 november ноября
12 december декабря
""").items()
}

ABBREVIATED = frozenset(_table("abbreviated art arts no nos para paras sec v vs ст пп абз г"))
"""Words whose full stop ends no sentence."""

SPELT: Mapping[str, str] = _table("""
1 one один одного одному одна одной
2 two два двух две
3 three три трёх трех
4 four четыре четырёх четырех
5 five пять пяти
6 six шесть шести
7 seven семь семи
8 eight восемь восьми
9 nine девять девяти
10 ten десять десяти
11 eleven одиннадцать одиннадцати
12 twelve двенадцать двенадцати
13 thirteen тринадцать тринадцати
14 fourteen четырнадцать четырнадцати
15 fifteen пятнадцать пятнадцати
16 sixteen
17 seventeen
18 eighteen
19 nineteen
20 twenty двадцать двадцати
30 thirty тридцать тридцати
40 forty сорок сорока
50 fifty пятьдесят пятидесяти
60 sixty шестьдесят шестидесяти
90 ninety девяносто
100 hundred сто ста
""")
"""Numbers in words, as digits. "one" and "один" are also words like any other, and are never missed."""

COMMON = frozenset({"1"})
"""Numbers that words like "one of them" make, which no source need have."""
