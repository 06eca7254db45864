"""Checks of a claim's form: no link, no citation, no markup, no word about itself, in the language asked for."""

import re
from collections import Counter
from collections.abc import Sequence

from assistant.checking.figures import figures
from assistant.checking.sense import language_in
from assistant.checking.words import languages, words_of
from assistant.withholding import Why

WORDS_AT_MOST = 75
WORDS_AT_LEAST = 4
"""A claim of fewer words names something and says nothing of it, unless it gives a figure."""

RUNS = {10: 2, 4: 3}
"""So many words in a row, said so many times: no sentence of the corpus does, a model that is stuck soon does."""

WORD = re.compile(r"\w+")
SITE = r"\b[\w-]+\.(?:com|org|net|ru|kz|io|info)\b"
FOREIGN = re.compile(
    rf"https?:|www\.|\b[\w.-]+@[\w-]+\.\w+|(?P<site>{SITE})"
    r"|\[\d{1,3}\]|\]\(|[<>{}|`#*_]|\\u|\bP\d+\b",
    re.IGNORECASE,
)
OF_A_SOURCE = re.compile(r"instruction|инструкци", re.IGNORECASE)
"""What a claim may name where its source does: the Instruction of a ministry is no instruction to a model."""

OTHER_SCRIPT = re.compile(
    "[\u0370-\u03ff\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
ENOUGH = 0.12
"""Share of a Latin text's words, from 0 to 1, that are frequent English words in any English sentence."""

FREQUENT = frozenset(
    ["the", "of", "a", "an", "in", "to", "is", "are", "was", "and", "or", "for", "by", "on", "not", "no", "under", "with", "from", "that", "which", "as", "at", "be", "it", "its", "may", "has", "have", "been", "until", "had", "were", "will", "can", "must", "when", "because", "both", "without", "if", "only", "any", "than", "since", "instead", "after", "before", "within", "into", "where", "there"]
)  # fmt: skip


KAZAKH = re.compile(
    r"\b(?:[а-яё]*[әғқңөұүһі][а-яёәғқңөұүһі]*|туралы|бойынша|болса|болады|емес|керек|жылы|жылдан|мен|бен|сот(?:ы|ына|ында)|шарт(?:ы|сыз)?|берілмейді)\b",
    re.IGNORECASE,
)
"""Words of Kazakh, by a letter that Russian lacks or as a whole."""

KAZAKH_ENOUGH = 0.15
"""Share of a Cyrillic text's words, from 0 to 1, from which on it is Kazakh; less may be a name."""


def form(text: str, language: str, quoted: str = "") -> Why | None:
    """What is wrong with the form of a claim in a language, or None; a site that `quoted` names may be named."""
    words = WORD.findall(text.lower())
    if not any(character.isalpha() for character in text):
        return Why(key="empty")
    if len(words) < WORDS_AT_LEAST and not figures(text, language_in(text)).values:
        return Why(key="empty")
    if len(text.split()) > WORDS_AT_MOST:
        return Why(key="long", said=(str(WORDS_AT_MOST),))
    if any(_most_often(words, length) >= times for length, times in RUNS.items()):
        return Why(key="repeats")
    if any(not (found["site"] and found["site"] in quoted) for found in FOREIGN.finditer(text)):
        return Why(key="markup")
    if text.rstrip().endswith("?"):
        return Why(key="question")
    told = [text[mark.start : mark.end] for mark in words_of(language).find("alien", text)]
    if any(not (OF_A_SOURCE.match(word) and OF_A_SOURCE.search(quoted)) for word in told):
        return Why(key="itself")
    if not _is_in(text, language):
        return Why(key="language")
    return None


def _most_often(words: Sequence[str], length: int) -> int:
    runs = Counter(tuple(words[at : at + length]) for at in range(len(words) - length + 1))
    return max(runs.values(), default=0)


def _is_in(text: str, language: str) -> bool:
    if OTHER_SCRIPT.search(text) or language_in(text) != language:
        return False
    if language == "ru" and len(KAZAKH.findall(text)) >= KAZAKH_ENOUGH * len(text.split()):
        return False
    words = re.findall(r"[a-z]+", text.lower())
    return language != "en" or len(words) < 6 or sum(w in FREQUENT for w in words) >= ENOUGH * len(words)


def readable(language: str) -> str:
    """The language in which claims are written for a question in `language`: that one, or English."""
    return language if language in languages() else "en"
