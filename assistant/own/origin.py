"""The State whose court gave a decision, as its first page names it."""

from collections.abc import Sequence

from babel import Locale

from assistant.reader import Reader
from assistant.reading.language import language_of
from corpus.own import OwnDocument

HEAD = 1_500
OPENING = 300
"""Characters of a first page that are read, and of those in which a court usually names itself."""


def origin_of(documents: Sequence[OwnDocument], requested: str, reader: Reader) -> str:
    """The code of the one State other than the requested one that the documents name at their head; else nothing.

    Where the head names several, the opening lines decide, and where these do as well, nothing is guessed.
    """
    for length in (HEAD, OPENING):
        named = {code for own in documents for code in _named(own.pages[0][:length], reader)} - {requested}
        if len(named) == 1:
            return named.pop()
    return ""


def state_name(code: str, language: str, reader: Reader) -> str:
    """The name of a State in a language that has a frame, in English where it has none."""
    spoken = reader.languages.get(language)
    names = Locale.parse(language).territories if spoken is not None and spoken.frame else {}
    return str(names.get(code) or reader.gazetteer.name(code))


def _named(text: str, reader: Reader) -> set[str]:
    language = language_of(text, reader.languages)
    english = text if language == "en" else reader.glossary.to_english(text, language).text
    for start, end, _ in reader.instrument_spans(english):
        english = english[:start] + " " * (end - start) + english[end:]
    return {mention.code for mention in reader.gazetteer.find(english)}
