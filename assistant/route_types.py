"""A route between two States as values: its lines with their reasons, its conditions, its cases."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """A reason as data, so that any language can say it: a key of `[reasons]` in the languages' files, and its slots."""

    key: str
    states: tuple[str, ...] = ()
    day: date | None = None
    instrument: str = ""


NARROW = ("limit-cmr-1956", "limit-hague-1954", "limit-hague-2005")
"""Carriage by road, costs orders, exclusive choice of court."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteOption:
    """One instrument, and whether it carries the decision; `applies` is yes, no or open.

    `instrument` and `why` are in English; `because` says the same as data, as does `named` for an instrument that the
    tables have no short name for.
    """

    instrument: str
    applies: str
    why: str
    passage_ids: tuple[str, ...]
    id: str = ""
    named: Because | None = None
    because: tuple[Because, ...] = ()

    @property
    def national(self) -> bool:
        """Whether this is the requested State's own law."""
        return self.id == "national"

    @property
    def narrow(self) -> bool:
        """Whether it carries only a sort of decision that few are, so that it alone answers nothing."""
        return self.gives(*NARROW)

    def gives(self, *keys: str) -> bool:
        """Whether one of its reasons is among these keys."""
        return any(reason.key in keys for reason in self.because)


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteCondition:
    """What the requested State's law asks of an application, in the words of a passage."""

    topic: str
    text: str
    passage_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteCase:
    """A decision between the two States; `stands` is False once it was overturned, and `later` tells by whom."""

    name: str
    year: str
    origin: str
    requested: str
    outcome: str
    basis: str
    later: str
    stands: bool
    passage_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Every instrument that could carry a decision from one State to another on a day; then conditions and practice."""

    origin: str
    requested: str
    kind: str
    as_of: date
    options: tuple[RouteOption, ...]
    conditions: tuple[RouteCondition, ...] = ()
    practice: tuple[RouteCase, ...] = ()
