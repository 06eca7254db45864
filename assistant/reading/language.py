"""Which language a text is in."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from assistant.reading.forms import KAZAKH_BARE, TOKEN
from corpus.languages import Language

HAN = re.compile("[\u4e00-\u9fff]")
CYRILLIC = re.compile("[а-яёәғқңөұүһі]")
KAZAKH_LETTERS = re.compile("[әғқңөұүһі]")
ENDS_KAZAKH = re.compile(
    "(?:[гк][ае]н|[ндт][ыи]н|[лд][ае]р|[ае]д[ыи]|[ыи]нд[ае]|[дт][ае]г[ыи]|м[ыи]з|[лд][ае]р[ыи])$"
)
ENDS_RUSSIAN = re.compile(
    "(?:[ое]го|[еа]н[иь][ея]|[аи]ть|[еи]тся|ск[ио][йе]|[ыи]х|ы[ейм]|ая|ое|ости|и[июя]|ией|[её]т|ют)$"
)
LETTERS = {"tr": "ışğçöü", "de": "äßöü", "fr": "éèêàçœûîôëù"}
OPEN_CLASS = 4
"""Letters a word of the glossary must have to count as a sign of its language."""


NEAR = 1.0
"""How much more another language must score than the one spoken before, for a change of language."""


def language_of(text: str, languages: Mapping[str, Language], spoken: str | None = None) -> str:
    """The code of the language a text is in, told by its script and by the frequent words of each language.

    English if nothing tells, or the language `spoken` before where the text might as well be in that; a foreign name or term in an English question does not count for more than the
    question's own words.
    """
    scores = dict.fromkeys(languages, 0.0)
    for word in TOKEN.findall(text.replace("İ", "i").lower()):
        for code, weight in _signs(word, languages):
            scores[code] += weight
    best = max(scores, key=lambda code: (scores[code], code == "en", code == "ru"), default="en")
    if spoken is not None and scores.get(spoken, 0.0) and scores[best] - scores[spoken] < NEAR:
        return spoken
    return best if scores.get(best) else "en"


def _signs(word: str, languages: Mapping[str, Language]) -> Iterator[tuple[str, float]]:
    """What one word adds to the scores: a frequent word 3, a word of the glossary 1.5, letters and endings up to 1."""
    if not word[0].isalpha():
        return
    han, cyrillic = bool(HAN.match(word)), bool(CYRILLIC.search(word))
    of_script = [code for code in languages if (code == "zh") == han and (code in ("ru", "kk")) == cyrillic]
    for code in of_script:
        language = languages[code]
        if word in language.markers:
            yield code, 3.0
        elif len(word) >= OPEN_CLASS and language.glossary.get(word, word).lower() != word and not cyrillic:
            yield code, 1.5
        yield code, 0.5 if han or cyrillic or code == "en" else 0.0
        if code in LETTERS and any(letter in LETTERS[code] for letter in word):
            yield code, 1.0
    if cyrillic and "kk" in languages and "ru" in languages:
        if KAZAKH_LETTERS.search(word):
            yield "kk", 1.0
        elif word not in languages["ru"].markers and word in _bare_markers(languages["kk"].markers):
            yield "kk", 2.5
        elif len(word) > OPEN_CLASS and (ENDS_RUSSIAN.search(word) or re.search("[ёщъцфчэ]", word)):
            yield "ru", 0.3
        elif len(word) > OPEN_CLASS and ENDS_KAZAKH.search(word):
            yield "kk", 0.4


@cache
def _bare_markers(markers: frozenset[str]) -> frozenset[str]:
    return frozenset(word.translate(KAZAKH_BARE) for word in markers)
