"""The tool of the first step: everything that is needed to read a question."""

import re
from collections.abc import Mapping
from copy import copy
from datetime import date
from functools import cache, lru_cache

from babel.dates import format_date
from rapidfuzz import fuzz, process
from spellchecker import SpellChecker

from assistant.fitted import Fitted
from assistant.fork_types import Fork
from assistant.reading.frame import Frame
from assistant.reading.gloss import Glossary
from assistant.reading.orders import Orders
from assistant.reading.places import Gazetteer
from assistant.reasons import said
from assistant.recall import Recall
from assistant.route_types import Because, RouteOption
from assistant.shelf import Shelf
from assistant.subjects import Subjects
from corpus.languages import Language
from corpus.tables import Instrument, Tables
from index.lexical import ENGLISH_STOP, fold, stem

LETTERS = re.compile(r"[A-Za-z][A-Za-z'’-]{3,}")
ALIKE = 82
"""Least similarity, 0 to 100, at which a word is taken for a misspelling of another."""

ALMOST = 94
"""Least similarity at which even a word that English has is taken for one of the corpus: "judgement"."""

ARTICLES = re.compile(r"\barts?\b\.?")
DOUBLE_STOP = re.compile(r"(?<!\.)\.\.(?!\.)")
"""An abbreviation at the end of a sentence."""

REPAIRS = 6
"""Words mended at most in one question; a text with more unknown words is not misspelt but about something else."""


TURNS_KEPT = 2_000
"""Turns remembered as read, with the conversations they make: ten long ones."""


class Reader:
    """Names, words and instruments that the corpus knows, made once and shared; `turns` are those read last."""

    def __init__(
        self,
        tables: Tables,
        languages: Mapping[str, Language],
        shelf: Shelf,
        subjects: Subjects,
        today: date,
        fitted: Fitted,
    ) -> None:
        self.tables = tables
        self.languages = languages
        self.english = languages["en"]
        self.shelf = shelf
        self.subjects = subjects
        self.fitted = fitted
        self.today = today
        self._plain = False
        self._other: Reader | None = None
        self.turns: Recall[Frame] = Recall(TURNS_KEPT)
        self.matters: Recall[tuple[Frame, ...]] = Recall(TURNS_KEPT)
        self.forks: Recall[Fork] = Recall(TURNS_KEPT)
        self.orders = Orders(languages)
        names = {code: language.state_names for code, language in languages.items()}
        self.gazetteer = Gazetteer(tables, ["en"], names, _small_words(shelf))
        self.glossary = Glossary(languages, self.gazetteer)
        self._instruments = _instrument_names(tables)
        self._words = sorted(_surface_words(shelf) | self.gazetteer.words())
        self._known = frozenset(self._words)
        self._all_text = "\n".join(
            f"{p.text} {p.pinpoint} {p.authority} {p.heading}" for p in shelf.all.values()
        ).lower()

    def instruments(self, text: str) -> tuple[str, ...]:
        """Ids of the multilateral instruments a text names, in order of mention, the longest names first."""
        return tuple(dict.fromkeys(id_ for _, _, id_ in self.instrument_spans(text)))

    def instrument_spans(self, text: str) -> list[tuple[int, int, str]]:
        """Where a text names which instrument, left to right."""
        spans: list[tuple[int, int, str]] = []
        for pattern, id_ in self._instruments:
            for match in pattern.finditer(text):
                if not any(start < match.end() and match.start() < end for start, end, _ in spans):
                    spans.append((match.start(), match.end(), id_))
        return sorted(spans)

    def instrument(self, id_: str) -> Instrument:
        """One multilateral instrument."""
        return self.tables.instruments[id_]

    def knows(self, reference: str) -> bool:
        """Whether any passage has a reference such as "501(1)"."""
        return self.subjects.known(reference)

    def says(self, words: str) -> bool:
        """Whether any passage has these very words in its text, pinpoint or authority."""
        return words.lower() in self._all_text

    def knows_word(self, word: str) -> bool:
        """Whether any passage, or any name of a State, has a word."""
        low = fold(word).lower()
        return low in self._known or self.subjects.known(stem(low))

    def repaired(self, text: str) -> str:
        """`text` with misspelt words replaced by words of the corpus; names and other English words stay."""
        mended = 0

        def mend(match: re.Match[str]) -> str:
            nonlocal mended
            word = match.group()
            low = fold(word).lower().replace("’", "'").removesuffix("'s")
            if len(low) < 5 or mended >= REPAIRS or low in ENGLISH_STOP or self.knows_word(low):
                return word
            least = ALMOST if low in _english() else ALIKE
            best = process.extractOne(low, self._words, scorer=fuzz.ratio, score_cutoff=least)
            if best is None or best[0][0] != low[0] or abs(len(best[0]) - len(low)) > 2:
                return word
            mended += 1
            return best[0].capitalize() if word[0].isupper() else best[0]

        return LETTERS.sub(mend, text)

    @lru_cache(maxsize=16384)  # noqa: B019 - one reader lives as long as the process, and statements come again
    def named(self, text: str) -> frozenset[str]:
        """Codes of the States that a text names."""
        return self.gazetteer.named(text)

    def worded(self, register: str | None) -> "Reader":
        """The same reader, saying its messages in plain words where `register` asks for that."""
        if (register == "plain") == self._plain:
            return self
        if self._other is None:
            self._other = copy(self)
            self._other._plain, self._other._other = not self._plain, self
        return self._other

    def turn(self, today: date) -> None:
        """Take `today` for today, in either wording."""
        for reader in (self, self._other):
            if reader is not None:
                reader.today = today

    def message(self, language: str, key: str, **slots: object) -> str:
        """A sentence of the frame in the user's language, in English where that language has none."""
        said = self.phrase(language, key, **slots)
        return said[:1].upper() + said[1:] if self._template(language, key).startswith("{") else said

    def phrase(self, language: str, key: str, **slots: object) -> str:
        """The same as a part of a sentence: its first letter stays as it is."""
        return DOUBLE_STOP.sub(".", self._template(language, key).format(**slots))

    def _template(self, language: str, key: str) -> str:
        spoken, plain = self.languages.get(language, self.english).messages, f"plain_{key}"
        if self._plain and (template := spoken.get(plain) or self.english.messages.get(plain)):
            return template
        return spoken.get(key) or self.english.messages[key]

    def day(self, day: date, language: str) -> str:
        """A day as the user's language writes it: "1 September 2023"."""
        if language not in self.languages or not self.languages[language].frame or language == "en":
            return f"{day.day} {day:%B %Y}"
        return format_date(day, "long", locale=language)

    def instrument_name(self, id_: str, language: str) -> str:
        """An instrument's name in the user's language, in English where that language has none."""
        spoken = self.languages.get(language, self.english)
        known = self.tables.instruments[id_]
        return spoken.instrument_names.get(id_) or known.short or known.title

    def option_name(self, option: RouteOption, language: str) -> str:
        """What a line of a route is called in the user's language."""
        spoken = self.languages.get(language, self.english)
        if not spoken.instrument_names:
            return option.instrument
        if option.named is None:
            return self.instrument_name(option.id, language) if option.id else option.instrument
        name = self._said((option.named,), language)
        if option.id != "national":
            return name
        articles = ARTICLES.sub(spoken.reasons["articles"], option.named.instrument)
        return f"{name} ({articles})" if articles and not re.search("[a-z]{3}", articles) else name

    def why(self, option: RouteOption, language: str) -> str:
        """Why a line of a route applies or not, in the user's language."""
        spoken = self.languages.get(language, self.english)
        return self._said(option.because, language) if spoken.instrument_names and option.because else option.why

    def _said(self, because: tuple[Because, ...], language: str) -> str:
        return said(
            because,
            self.languages[language].reasons,
            state=lambda code: self.gazetteer.listed(code, language),
            day=lambda day: self.day(day, language),
            instrument=lambda id_: self.instrument_name(id_, language) if id_ in self.tables.instruments else id_,
            joined=self.message(language, "joined"),
        )

    def a_kind(self, kind: str, language: str) -> str:
        """A kind of decision as a sentence has it: in English with its article."""
        said = self.spoken_kind(kind, language)
        if language in self.languages and self.languages[language].frame and language != "en":
            return said
        return f"an {said}" if said[0] in "aeioAEIO" else f"a {said}"

    def spoken_kind(self, kind: str, language: str) -> str:
        """A kind of decision in the user's language, in English where that language has no word for it."""
        spoken = self.languages.get(language, self.english)
        return spoken.kind_labels.get(kind) or self.english.kind_labels[kind]

    def searched_in(self, area: str, language: str) -> str:
        """That the search kept to one area of law."""
        labels = self.languages.get(language, self.english).area_labels or self.english.area_labels
        return self.message(language, "notice_area", area=labels[area])


PLACES = "hague|new york|minsk|kiev|kyiv|chisinau|kishinev|moscow|lugano|riyadh|montevideo|singapore"
UNDATED = {"hague": "hague-2019"}
"""What a bare "Hague Convention" means in a question about judgments."""


COMMON_WORDS = frozenset({"apostille", "service", "evidence", "mediation"})
"""Short names that are everyday words of the field; they name the instrument only with "Convention"."""


def _instrument_names(tables: Tables) -> list[tuple[re.Pattern[str], str]]:
    named: set[tuple[str, str]] = set()
    for instrument in tables.instruments.values():
        names = (instrument.title, instrument.short, *instrument.aliases)
        names = tuple(name for name in names if name.lower() not in COMMON_WORDS)
        named |= {(re.escape(name.lower()).replace(r"\ ", r"\s+"), instrument.id) for name in names if name}
        place, _, year = instrument.id.replace("-", " ").rpartition(" ")
        if year.isdigit() and place in PLACES.split("|"):
            what = r"(?:\s+(?:judgments?|mediation|cis|civil procedure))?(?:\s+(?:convention|agreement|treaty))?"
            for head in {place, {"kiev": "kyiv", "chisinau": "kishinev"}.get(place, place)}:
                named.add((rf"{head}{what}(?:\s+of|,)?(?:\s+\d+\s+\w+)?\s+{year}(?:\s+convention)?", instrument.id))
                named.add((rf"{year}\s+{head}{what}", instrument.id))
                if place != "hague":
                    named.add((rf"{head}\s+(?:cis\s+)?(?:convention|agreement|treaty)", instrument.id))
    for place, id_ in (("minsk", "minsk-1993"), ("chisinau", "chisinau-2002"), ("kishinev", "chisinau-2002")):
        named.add(
            (
                rf"(?<!in )(?<!from )(?<!of )(?<!a ){place}(?=\s+(?:article|art\b|and chisinau|and minsk|or|between|regime|applies|still|protocol|or chisinau)|\s*[,?.]|\s+has|$)",
                id_,
            )
        )
    for place, id_ in UNDATED.items():
        named.add((rf"{place}\s+(?:convention|treaty)(?!s)", id_))
    ordered = sorted(named, key=lambda item: (-len(item[0]), item))
    return [(re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE), id_) for pattern, id_ in ordered]


def _small_words(shelf: Shelf) -> set[str]:
    """The words that the passages write in small letters."""
    return {word for passage in shelf.all.values() for word in LETTERS.findall(fold(passage.text)) if word.islower()}


def _surface_words(shelf: Shelf) -> set[str]:
    found: set[str] = set()
    for passage in shelf.all.values():
        text = " ".join((passage.text, passage.heading, *passage.terms, *passage.affirms, *passage.denies))
        found.update(word.lower().removesuffix("'s") for word in LETTERS.findall(fold(text)))
    return found


@cache
def _english() -> SpellChecker:
    """The common words of English, with which a word is no misspelling of another."""
    return SpellChecker(language="en")
