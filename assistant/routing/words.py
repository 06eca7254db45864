"""The words that the lines of a route are made of."""

from datetime import date

from corpus.tables import Tables

YES, NO, OPEN = "yes", "no", "open"
DOMESTIC = "national law"


def names(tables: Tables, *codes: str) -> str:
    """The names of States, joined by "and"."""
    return " and ".join(tables.states[code].name for code in codes)


def day(value: date | None) -> str:
    """A day as "5 May 2023"; "an unknown day" for None."""
    return f"{value.day} {value:%B %Y}" if value else "an unknown day"
