"""One turn of a conversation, read by itself."""

import re
from dataclasses import replace

from assistant.reader import Reader
from assistant.reading.alignment import Alignment, located
from assistant.reading.authorities import without_invented
from assistant.reading.dates import read_dates
from assistant.reading.facts import Stated, as_facts, contradictions, stated
from assistant.reading.frame import Frame, Torn
from assistant.reading.language import language_of
from assistant.reading.places import Mention, Role, pair, together
from assistant.reading.premises import premises
from assistant.reading.wording import answer_type, is_greeting, shown_by, where_shown
from assistant.types import FactRead
from index.lexical import ENGLISH_STOP

TEXT_AT_MOST = 4000
"""Characters of a turn that are read; what comes after is left out."""

STATES = ("state_of_origin", "requested_state")


def read_turn(text: str, reader: Reader, spoken: str | None = None) -> Frame:
    """One turn on its own: its English words, States, kinds, topics, dates, facts and type; remembered by the reader.

    Args:
        spoken: the language of the turn before, for a word that is in several languages.
    """
    key = (text, spoken)
    known = reader.turns.get(key)
    return known if known is not None else reader.turns.keep(key, _read(text, reader, spoken))


def _read(text: str, reader: Reader, before: str | None) -> Frame:
    cleaned = reader.orders.without(text[:TEXT_AT_MOST])
    said = _told(cleaned.text)
    spoken = language_of(said or _told(text), reader.languages, before)
    glossed = reader.glossary.to_english(said, spoken) if spoken != "en" else None
    english, invented = without_invented(glossed.text if glossed else reader.repaired(said), reader)
    frame = _of_english(text, said, english, spoken, glossed.pieces if glossed else (), reader)
    unread = glossed.unknown if glossed else ()
    return replace(frame, text=_told(text), orders=cleaned.left_out, invented=invented, unread=unread)


WHICH_COURT = re.compile(
    r"(?:^|[.!?;:,]\s+)(?:(?:and|so|but) )?(?:which|what) (?:[\w-]+ )?courts?\b(?! (?:decision|order|act|judge?ment|cost|fee))",
    re.IGNORECASE,
)
"""Asks for the competent court, whatever else the question names."""

AWARDS = re.compile(
    r"\bawards?(?= (?:(?:the|any|its|full) )?(?:costs?|damages|interest|fees|compensation|expenses|him|her|us|me|them)\b)",
    re.IGNORECASE,
)
"""A court that awards something has made no award."""


def _court_first(topics: tuple[str, ...], english: str) -> tuple[str, ...]:
    asked = "competent-court" in topics and WHICH_COURT.search(english) is not None
    return tuple(sorted(topics, key=lambda topic: topic != "competent-court")) if asked else topics


def _of_english(
    text: str, said: str, english: str, spoken: str, pieces: tuple[tuple[str, int, int], ...], reader: Reader
) -> Frame:
    mentions = mentions_in(english, reader)
    origin, requested = pair(list(mentions))
    kinds = tuple(
        sorted(
            shown_by(AWARDS.sub("grants", english), reader.english.kinds),
            key=lambda found: found in ("judgment", "award"),
        )
    )
    if requested == "KZ-AIFC" and origin not in (None, requested):  # it is asked, and did not decide
        kinds = tuple(kind for kind in kinds if kind != "aifc-judgment")
    if (origin or requested) == "KZ-AIFC" and "aifc-judgment" not in kinds and "award" not in kinds:
        kinds = ("aifc-judgment", *kinds)
    kind, yes_no = answer_type(english)
    dates = read_dates(english)
    facts = stated(english, dates)
    alignment = Alignment(said, english, pieces)
    return Frame(
        text=said,
        query=said,
        language=spoken,
        english=english,
        mentions=mentions,
        origin=origin,
        requested=requested,
        several=together(english, list(mentions)),
        kinds=kinds,
        topics=_court_first(shown_by(english, reader.english.topics), english),
        instruments=reader.instruments(english),
        dates=dates,
        answer_type=kind,
        yes_no=yes_no,
        facts=as_facts(facts),
        read=_sources(
            text, alignment, facts, (*_of_states(mentions, origin, requested), *_of_kind(english, kinds, reader))
        ),
        torn=tuple(
            Torn(
                field=one.field,
                one=alignment.words(one.start, one.end),
                other=alignment.words(other.start, other.end),
            )
            for one, other in contradictions(english, facts)
        ),
        premises=premises(english),
        greeting=is_greeting(said, reader.languages.get(spoken, reader.english))
        or is_greeting(english, reader.english),
    )


def _told(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()[:TEXT_AT_MOST]


def read_english(english: str, reader: Reader) -> Frame:
    """A question that was put into English here, read like any other."""
    key = (english,)
    known = reader.turns.get(key)
    return (
        known
        if known is not None
        else reader.turns.keep(key, _of_english(english, english, english, "en", (), reader))
    )


def mentions_in(english: str, reader: Reader) -> tuple[Mention, ...]:
    """The States an English text names, names of instruments left aside."""
    return tuple(reader.gazetteer.find(_without_names(english, reader)))


def _without_names(english: str, reader: Reader) -> str:
    """The text with names of instruments blanked, so that "Minsk Convention" names no city."""
    for start, end, _ in reader.instrument_spans(english):
        english = english[:start] + " " * (end - start) + english[end:]
    return english


def _of_states(mentions: tuple[Mention, ...], origin: str | None, requested: str | None) -> tuple[Stated, ...]:
    """The mentions that the pair of States was read from: for each the last one, in its own role where it has one."""
    found = []
    for field, code, role in zip(STATES, (origin, requested), (Role.ORIGIN, Role.REQUESTED), strict=True):
        of_code = [mention for mention in mentions if mention.code == code]
        for mention in ([m for m in of_code if m.role is role] or of_code)[-1:]:
            found.append(Stated(field=field, value=mention.code, start=mention.start, end=mention.end))
    return tuple(found)


def _of_kind(english: str, kinds: tuple[str, ...], reader: Reader) -> tuple[Stated, ...]:
    place = (
        where_shown(english, reader.english.kinds[kinds[0]]) if kinds and kinds[0] in reader.english.kinds else None
    )
    return (Stated(field="kind", value=kinds[0], start=place[0], end=place[1]),) if place else ()


def _sources(
    text: str, alignment: Alignment, facts: tuple[Stated, ...], parties: tuple[Stated, ...]
) -> tuple[FactRead, ...]:
    """For each field the user's words that the first thing said of it was read from."""
    found: dict[str, FactRead] = {}
    for fact in (*parties, *facts):
        words = alignment.words(fact.start, fact.end)
        place = located(words, text)
        if fact.field not in found and place is not None:
            found[fact.field] = FactRead(
                field=fact.field, words=text[place[0] : place[1]], start=place[0], end=place[1]
            )
    return tuple(found.values())


def at_turn(frame: Frame, turn: int) -> Frame:
    """The frame with the number of its turn, counted from 0, in all that was read."""
    return replace(frame, read=tuple(replace(fact, turn=turn) for fact in frame.read))


def says_nothing(now: Frame, reader: Reader) -> bool:
    """Whether a turn has no word that means anything to the corpus: digits, noise, a slip of the hand."""
    words = re.findall(r"[^\W\d_]+", now.english)
    return not any(reader.knows_word(word) or word.lower() in ENGLISH_STOP for word in words) and not now.greeting
