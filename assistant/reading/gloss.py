"""Questions in other languages, put phrase by phrase into the English words of the corpus."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from threading import Lock

from babel import Locale

from assistant.reading.cities import written_in
from assistant.reading.forms import TOKEN, joined, levels, lowered
from assistant.reading.language import language_of
from assistant.reading.phrasing import Kind, Piece, sentence
from assistant.reading.places import Gazetteer
from assistant.reading.small_words import ASKING, PARTICLES, SUFFIXED, abbreviates, coloured, spelt_out, tells
from assistant.reading.verbs import verb_forms
from corpus.languages import Language

__all__ = ["Gloss", "Glossary", "language_of"]

YEAR = re.compile(r"(?:19|20)\d\d")
BEFORE_YEAR = frozenset(
    ["war", "waren", "wurde", "wurden", "galt", "galten", "konnte", "konnten", "musste", "brauchte"]
)
"""German verbs after which a bare year means "in" that year."""

SUFFIXES: Mapping[str, Mapping[str, str]] = {
    "ru": {"": "а е у ом ы ей я ю ем и ой"},
    "de": {"of": "s"},
    "kk": {"in": "да де та те нда нде дагы деги тагы теги ндагы ндеги", "from": "дан ден тан тен нан нен",
           "of": "нын нин дын дин тын тин", "to": "га ге ка ке на не", "with": "мен бен пен",
           "": "ны ни ды ди ты ти н лык лик дык дик тык тик"},
    "tr": {"in": "da de ta te nda nde daki deki taki teki ndaki ndeki", "from": "dan den tan ten ndan nden",
           "of": "in un nin nun", "to": "a e ya ye na ne", "with": "la le yla yle", "": "i u yi yu ni nu li lu"},
}  # fmt: skip
"""What case endings of a State's name mean, letters without diacritics."""

RESTORED = {"ru": "йьая"}
"""Letters that a case ending may have taken the place of."""

ROLES = {
    code: {ending: role for role, endings in table.items() for ending in endings.split()}
    for code, table in SUFFIXES.items()
}
APOSTROPHES = ("'", "’")
FORMED = 2
"""Levels that the forms of a verb, made by rule, are looked up at: cut short they would be taken for other words."""

KEPT = 4
"""Letters that a small English word must exceed to be kept as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gloss:
    """English words for a question, and the words for which there were none.

    `pieces` are English words with the characters of the question they stand for.
    """

    text: str
    unknown: tuple[str, ...]
    pieces: tuple[tuple[str, int, int], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What a phrase of the glossary stands for; `exact` is the dictionary form. A city counts only with a capital."""

    english: str
    kind: Kind
    exact: str
    city: bool = False


class Glossary:
    """Words and names of each language by their forms: a language is learnt when it is first asked for, and kept."""

    def __init__(self, languages: Mapping[str, Language], gazetteer: Gazetteer) -> None:
        self._languages = languages
        self._gazetteer = gazetteer
        self._forms: dict[str, tuple[dict[str, _Phrase], ...]] = {}
        self._longest: dict[str, int] = {}
        self._learning = Lock()
        told = (english for language in languages.values() for english in _told(language))
        cities = (city.name for code in languages for city in written_in(code))
        states = map(gazetteer.name, gazetteer.codes())
        self._english = {word.lower() for word in gazetteer.words()} | {
            word.lower() for english in (*told, *cities, *states) for word in english.split() if len(word) > KEPT
        }

    def _learn(self, code: str) -> None:
        """Learn a language, unless it is known."""
        if code in self._forms:
            return
        with self._learning:
            if code not in self._forms:
                self._longest[code], self._forms[code] = self._learnt(code)

    def _learnt(self, code: str) -> tuple[int, tuple[dict[str, _Phrase], ...]]:
        """Words of the longest phrase of a language, and its phrases by their forms, level by level."""
        language, reductions = self._languages[code], levels(code)
        forms: tuple[dict[str, _Phrase], ...] = tuple({} for _ in reductions)
        longest = 1
        cities = ((city.spelling, city.name, True) for city in written_in(code))
        others = ((*pair, False) for pair in (*language.glossary.items(), *self._territories(code)))
        written = [(*entry, reductions) for entry in (*others, *cities)]
        made = (form for stem, english in language.verbs.items() for form in verb_forms(code, stem, english))
        for foreign, english, city, looked_up in (*written, *((*form, False, reductions[:FORMED]) for form in made)):
            words = TOKEN.findall(lowered(foreign, code))
            kind = self._kind(english) if looked_up is reductions and english[0].isupper() else Kind.WORD
            phrase = _Phrase(english, kind, joined(words, reductions[0]), city)
            longest = max(longest, len(words))
            for at, level in enumerate(looked_up):
                if at == 0 or phrase.kind is not Kind.STATE or code not in ("kk", "tr"):
                    forms[at].setdefault(joined(words, level), phrase)
        return longest, forms

    def _territories(self, code: str) -> Iterator[tuple[str, str]]:
        for territory, name in Locale.parse(code).territories.items():
            if len(territory) == 2 and territory.isalpha() and territory not in ("ZZ", "XA", "XB"):
                yield name, self._gazetteer.name(territory)
        for unit, name in self._languages[code].state_names.items():
            yield name, self._gazetteer.name(unit)

    def _kind(self, english: str) -> Kind:
        found = self._gazetteer.find(english)
        if len(found) != 1 or found[0].end - found[0].start != len(english) or found[0].how == "court":
            return Kind.WORD
        named = self._gazetteer.name(found[0].code).removesuffix(" SAR") == english
        return Kind.ADJECTIVE if found[0].how == "adjective" and not named else Kind.STATE

    def to_english(self, text: str, language: str) -> Gloss:
        """English for a text, phrase by phrase, the longest phrases first, in the text's own order.

        Order changes only where English would misread it: postpositions go before their noun, the word that asks
        for yes or no to the front. Names in Latin letters, numbers, dates and references stay as they are.
        """
        if language == "en" or language not in self._languages:
            return Gloss(text=text, unknown=())
        self._learn(language)
        pieces, unknown, asks = self._read(spelt_out(text, language), language)
        told = tuple((piece.english, piece.start, piece.end) for piece in pieces if piece.kind is not Kind.STOP)
        return Gloss(text=sentence(pieces, language, asks), unknown=tuple(unknown), pieces=told)

    def _read(self, text: str, code: str) -> tuple[list[Piece], list[str], bool]:
        found = list(TOKEN.finditer(text))
        raw = [match.group() for match in found]
        words = [lowered(word, code) for word in raw]
        keys = [[level(word) for word in words] for level in levels(code)]
        gaps = [text[a.end() : b.start()] for a, b in pairwise(found)] + [" "]
        pieces: list[Piece] = []
        unknown: list[str] = []
        asks, at = False, 0
        while at < len(words):
            if (at and code == "tr" and gaps[at - 1] in APOSTROPHES) or abbreviates(words, at, code):
                at += 1
                continue
            if pieces and at and gaps[at - 1] == "-" and words[at] in SUFFIXED.get(code, ()):
                pieces[-1] = replace(pieces[-1], role=pieces[-1].role or ROLES[code].get(keys[0][at], ""))
                at += 1
                continue
            if at and words[at] in PARTICLES.get(code, ()):
                at += 1
                continue
            piece, length = self._longest_at(keys, gaps, at, code, raw[at].lower() != raw[at] or code == "zh")
            before = len(pieces)
            colour = coloured(keys[0], at, code) if length == 1 else None
            if colour is not None:
                pieces.extend([Piece(colour)] if colour else [])
            elif code == "kk" and words[at] == "мен" and (at == 0 or raw[at - 1] in "?!."):
                pieces.append(Piece("I"))
            elif piece is not None:
                tell = tells(words, at, code) and piece.english == "what"
                pieces.append(replace(piece, english="that") if tell else piece)
            elif not words[at][0].isalpha():
                pieces.append(_sign(raw[at], gaps[at], keys[0][at + 1 : at + 2], code))
                length += pieces[-1].role != ""
                if code == "de" and at and words[at - 1] in BEFORE_YEAR and YEAR.fullmatch(raw[at]):
                    pieces[-1] = replace(pieces[-1], role="in")
            elif words[at] in ASKING.get(code, ()):
                asks = True
            elif self._stays(raw[at], words[at], code, at == 0 or raw[at - 1] in "?!."):
                kind = Kind.STATE if self._kind(raw[at]) is Kind.STATE else Kind.NAME
                role = self._ending_after(keys[0], gaps, at + 1, code) if kind is Kind.STATE else None
                pieces.append(Piece(raw[at], kind, role or ""))
                length += role is not None
            elif words[at] not in self._languages[code].markers:
                unknown.append(raw[at])
            if len(pieces) > before:
                pieces[-1] = replace(pieces[-1], start=found[at].start(), end=found[at + length - 1].end())
            at += length
        return pieces, _merged(unknown), asks

    def _longest_at(
        self, keys: list[list[str]], gaps: list[str], at: int, code: str, named: bool
    ) -> tuple[Piece | None, int]:
        """The piece that the longest known phrase at a place gives, and how many tokens it takes.

        `named` says that the first word has a capital, as the name of a city must.
        """
        forms = self._forms[code]
        for length in range(min(self._longest[code], len(gaps) - at), 0, -1):
            exact = " ".join(keys[0][at : at + length])
            phrase = forms[0].get(exact)
            if phrase is not None and (named or not phrase.city):
                role = self._ending_after(keys[0], gaps, at + length, code) if phrase.kind is Kind.STATE else None
                return Piece(phrase.english, phrase.kind, role or ""), length + (role is not None)
            inflected = self._inflected(exact, code, named)
            if inflected is not None:
                return inflected, length
            for level in range(1, len(forms)):
                phrase_ = forms[level].get(" ".join(keys[level][at : at + length]))
                if phrase_ is not None and (named or not phrase_.city):
                    return Piece(phrase_.english, phrase_.kind, "", phrase_.exact != exact), length
        return None, 1

    def _inflected(self, form: str, code: str, named: bool) -> Piece | None:
        """A State's name with a case ending, in the languages that put one there."""
        for cut in range(min(6, len(form) - 3), 0, -1) if code in ROLES else ():
            role = ROLES[code].get(form[-cut:])
            for last in ("", *RESTORED.get(code, "")) if role is not None else ():
                phrase = self._forms[code][0].get(form[:-cut] + last)
                if phrase is not None and phrase.kind is Kind.STATE and (named or not phrase.city):
                    return Piece(phrase.english, Kind.STATE, role or "", True)
        return None

    def _ending_after(self, words: list[str], gaps: list[str], at: int, code: str) -> str | None:
        """The role in a case ending set off by an apostrophe or a hyphen; None if none follows."""
        if code in ROLES and at < len(words) and gaps[at - 1] in (*APOSTROPHES, "-"):
            return ROLES[code].get(words[at])
        return None

    def _stays(self, raw: str, word: str, code: str, first: bool) -> bool:
        """Whether a word in Latin letters stands for itself: a name, an abbreviation or English."""
        if raw[0].isupper() and (not first or len(word) > KEPT) and self._kind(raw) is Kind.STATE:
            return True
        if not raw.isascii() or not raw.isalpha():
            return code in ("tr", "fr") and raw[:1].isupper() and not first and raw[0].isascii()
        if code in ("ru", "kk", "zh") or (raw.isupper() and len(raw) > 1):
            return True
        return (len(word) > KEPT and word in self._english) or (raw[0].isupper() and not first and code != "de")


def _told(language: Language) -> Iterator[str]:
    """The English of the glossary of a language, and of the forms of its verbs."""
    if language.code != "en":
        yield from language.glossary.values()
        for stem, english in language.verbs.items():
            yield from (form for _, form in verb_forms(language.code, stem, english))


def _sign(raw: str, gap: str, following: list[str], code: str) -> Piece:
    """A number, a reference or a punctuation mark; a number's case ending gives its role."""
    if not raw[0].isdigit() and raw[0] != "§":
        return Piece(raw.translate(str.maketrans("？！。，；：、", "?!.,;:,")), Kind.STOP)
    if code == "zh" and following == ["年"] and YEAR.fullmatch(raw):
        return Piece(raw, Kind.NUMBER, "in")
    role = ROLES.get(code, {}).get(following[0], "") if following and gap in (*APOSTROPHES, "-") else ""
    return Piece(raw, Kind.NUMBER, role)


def _merged(unknown: list[str]) -> list[str]:
    """Unknown words once each; single Chinese characters side by side are left as they are."""
    return list(dict.fromkeys(unknown))
