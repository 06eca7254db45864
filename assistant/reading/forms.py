"""Words of a text and the forms they are looked up by: as written, without diacritics, stemmed, cut."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

import Stemmer

TOKEN = re.compile(
    r"[A-Za-zА-Я]{1,4}\d*-\d+/\d{2,4}|§+\s*\d+[a-z]?(?:\(\w{1,3}\))*|\d+(?:[-./,]\d+)*(?:\(\w{1,3}\))*"
    r"|[\u4e00-\u9fff]|[^\W\d_\u4e00-\u9fff]+|[?!.,;:？！。，；：、]"
)
KAZAKH_BARE = str.maketrans("әғқңөұүһіё", "агкноуухие")
TURKISH_BARE = str.maketrans("ışğçöüâîû", "isgcouaiu")
KAZAKH_ENDINGS = re.compile(
    r"^(.{3,}?)(?:[лдт][ае]р)?(?:[ыи]?м[ыи]з|[ыи]м|с?[ыи])?"
    r"(?:н?[дт][ае]г[ыи]|[ндт][ыи]н|н?[дтн][ае]н|н[дт]?[ае]|[дт][ае]|[кг][ае]|[ндт][ыи]|н|[мбп]ен)?$"
)
RETURN = "кайтар"
"""A verb whose end looks like the plural, letters without diacritics."""

STEMMERS = {"ru": "russian", "tr": "turkish", "de": "german", "fr": "french"}


def lowered(word: str, code: str) -> str:
    """The word in small letters, by the rules of its language."""
    return (word.replace("İ", "i").replace("I", "ı") if code == "tr" else word).lower()


def joined(words: list[str], level: Callable[[str], str]) -> str:
    """The form of a phrase: that of each of its words."""
    return " ".join(level(word) for word in words if word[0].isalnum() or word[0] == "§")


def _bare(word: str) -> str:
    """A Latin word without diacritics; the German two-letter spelling of an umlaut counts as one."""
    decomposed = unicodedata.normalize("NFKD", word.replace("ß", "ss").replace("œ", "oe"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def levels(code: str) -> tuple[Callable[[str], str], ...]:
    """The ways to reduce a word to a form, the strictest first."""
    if code == "zh":
        return (lambda word: word,)
    if code == "kk":
        return (_kazakh, _kazakh_stem, lambda word: _kazakh_stem(word)[:5])
    stemmer = Stemmer.Stemmer(STEMMERS[code])

    def stem(word: str) -> str:
        return str(stemmer.stemWord(word))

    if code == "ru":
        return (lambda word: word.replace("ё", "е"), lambda word: stem(word.replace("ё", "е")))
    if code == "tr":
        return (
            lambda word: word.translate(TURKISH_BARE),
            lambda word: stem(word).translate(TURKISH_BARE),
            lambda word: word.translate(TURKISH_BARE)[:6],
        )
    umlauts = (lambda word: re.sub("(?<![aeq])([aou])e", r"\1", word)) if code == "de" else str
    return (
        str,
        lambda word: umlauts(_bare(word)),
        lambda word: umlauts(_bare(stem(word))),
        lambda word: stem(umlauts(_bare(word))),
    )


def _kazakh(word: str) -> str:
    return word.translate(KAZAKH_BARE)


def _kazakh_stem(word: str) -> str:
    if _kazakh(word).startswith(RETURN):
        return RETURN
    found = KAZAKH_ENDINGS.match(_kazakh(word))
    return found[1] if found else _kazakh(word)
