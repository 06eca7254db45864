"""The words that the lines of a route are made of: what a line says of a decision, and its reasons in English."""

from datetime import date

from assistant.reasons import said
from assistant.route_types import Because
from corpus.languages import language
from corpus.tables import Tables

YES, NO, OPEN = "yes", "no", "open"
DOMESTIC = "national law"


def english(because: tuple[Because, ...], tables: Tables) -> str:
    """The reasons in English."""
    return said(
        because,
        language("en").reasons,
        state=lambda code: tables.states[code].name,
        day=day,
        instrument=lambda id_: tables.instruments[id_].short if id_ in tables.instruments else id_,
        joined="and",
    )


def english_name(key: str) -> str:
    """What a line is called in English where the tables have no name for it."""
    return language("en").reasons[key]


def day(value: date | None) -> str:
    """A day as "5 May 2023"; "an unknown day" for None."""
    return f"{value.day} {value:%B %Y}" if value else "an unknown day"
