"""Every instrument that could carry a decision from one State to another on a day."""

from collections.abc import Iterator, Mapping
from datetime import date

from assistant.routing.domestic import domestic
from assistant.routing.treaties import AIFC, PassagesFor, aifc_abroad, bilateral
from assistant.routing.words import DOMESTIC, NO, OPEN, YES, day, names
from assistant.types import CaseFacts, Route, RouteOption
from corpus.tables import Instrument, Status, Tables, TemporalRule
from corpus.types import Standing

__all__ = ["DOMESTIC", "NO", "OPEN", "YES", "PassagesFor", "find_route", "unbound"]

REPLACED_BY: Mapping[str, str] = {"minsk-1993": "chisinau-2002"}
"""Between two parties of the later convention the earlier one no longer applies (Chisinau, art. 120(3))."""

UNIVERSAL = frozenset(
    {"new-york-1958", "hague-2019", "hague-2005", "icsid-1965", "singapore-2019", "child-support-2007"}
)
"""Open to every State, so always shown; the others only where both States had to do with them."""

HALF_KNOWN = frozenset({"hague-1954"})
"""Instruments whose other parties were not seen: open between a party and a State that no row names."""

LIMITED: Mapping[str, str] = {
    "kiev-1992": "for disputes between businesses",
    "cmr-1956": "only for claims from international carriage by road",
    "hague-1954": "only for costs orders against a plaintiff",
    "hague-2005": "only under an exclusive choice-of-court agreement",
}

CARRIED_AS: Mapping[str, tuple[str, ...]] = {
    "judgment": ("judgment",),
    "aifc-judgment": ("judgment",),
    "award": ("award",),
    "icsid-award": ("icsid-award",),
    "settlement": ("settlement", "judgment"),
    "mediated-settlement": ("mediated-settlement",),
    "maintenance": ("maintenance", "judgment"),
    "costs-order": ("costs-order", "judgment"),
    "insolvency": ("insolvency",),
    "interim-order": ("interim-order",),
}
"""The kinds of an instrument that carry a decision of each kind."""


def find_route(facts: CaseFacts, as_of: date, tables: Tables, passages_for: PassagesFor) -> Route | None:
    """The route for a pair of States, or None when the pair is not known.

    Multilateral instruments first, then treaties of the two States, then the requested State's own law. An
    instrument applies when it carries the kind of decision, binds both States on the day, and its rule in time is met.
    A judgment of the AIFC Court comes from the AIFC, whatever State is named.
    """
    origin, requested = facts.state_of_origin, facts.requested_state
    if origin is None or requested is None or origin not in tables.states or requested not in tables.states:
        return None
    kind = facts.kind or "judgment"
    if kind == "aifc-judgment" and origin == "KZ":
        origin = AIFC
    options = (
        *_multilateral(origin, requested, kind, facts, as_of, tables, passages_for),
        *bilateral(origin, requested, kind, facts, as_of, tables, passages_for),
        *domestic(origin, requested, kind, as_of, tables, passages_for),
    )
    return Route(origin=origin, requested=requested, kind=kind, as_of=as_of, options=options)


def _multilateral(
    origin: str, requested: str, kind: str, facts: CaseFacts, on: date, tables: Tables, passages_for: PassagesFor
) -> Iterator[RouteOption]:
    if {origin, requested} == {AIFC, "KZ"} and kind not in ("award", "icsid-award"):
        return
    carried = CARRIED_AS.get(kind, ("judgment",))
    for instrument in tables.instruments.values():
        if not set(instrument.kinds) & set(carried):
            continue
        concerned = [_concerned(instrument, state, tables) for state in (origin, requested)]
        if not (any(concerned) if instrument.id in UNIVERSAL | HALF_KNOWN else all(concerned)):
            continue
        applies, why = _applies(instrument, origin, requested, facts, on, tables)
        if origin == AIFC and applies == YES and kind not in ("award", "icsid-award"):
            applies, why = OPEN, aifc_abroad(why)
        yield RouteOption(
            instrument=instrument.short or instrument.title,
            applies=applies,
            why=why,
            passage_ids=passages_for(instrument.id, (requested, origin)),
        )


def _concerned(instrument: Instrument, state: str, tables: Tables) -> bool:
    rows = tables.history(instrument.id, state)
    return bool(rows) and (instrument.id in UNIVERSAL or any(row.status is not Status.NOT_PARTY for row in rows))


def _applies(
    instrument: Instrument, origin: str, requested: str, facts: CaseFacts, on: date, tables: Tables
) -> tuple[str, str]:
    for state, other in ((requested, origin), (origin, requested)):
        if tables.is_bound(instrument.id, state, on):
            continue
        if (
            instrument.id in HALF_KNOWN
            and not tables.history(instrument.id, state)
            and tables.is_bound(instrument.id, other, on)
        ):
            only = f"; {LIMITED[instrument.id]}" if instrument.id in LIMITED else ""
            return OPEN, f"{names(tables, other)} is bound; whether {names(tables, state)} is was not seen{only}"
        return NO, unbound(instrument, state, on, tables)
    if not tables.bound_between(instrument.id, origin, requested, on):
        return NO, f"it has no effect between {names(tables, origin, requested)}"
    later = REPLACED_BY.get(instrument.id)
    if later and tables.bound_between(later, origin, requested, on):
        return NO, f"replaced between its parties by the {tables.instruments[later].short}"
    late = _too_early(instrument, origin, requested, facts, tables)
    if late:
        return NO, late
    since = max(_since(instrument, state, on, tables) for state in (origin, requested))
    notes = [LIMITED[instrument.id]] if instrument.id in LIMITED else []
    if instrument.temporal_rule is TemporalRule.PROCEEDINGS_BEGUN and facts.begun is None:
        notes.append(f"for proceedings begun on or after {day(since)}")
    doubtful = [state for state in (origin, requested) if _doubtful(instrument, state, on, tables)]
    if doubtful:
        notes.append(f"no source seen confirms it for {names(tables, *doubtful)}")
    sure = instrument.id not in ("cmr-1956",) and (not doubtful or instrument.id in UNIVERSAL)
    return YES if sure else OPEN, "; ".join(["both States are bound", *notes])


def _too_early(instrument: Instrument, origin: str, requested: str, facts: CaseFacts, tables: Tables) -> str:
    begins = facts.begun
    told = "the proceedings began"
    if instrument.temporal_rule is TemporalRule.PROCEEDINGS_BEGUN and begins is None:
        begins, told = facts.given, "the decision was given"  # proceedings begin before their decision
    elif instrument.temporal_rule is TemporalRule.JUDGMENT_GIVEN:
        begins, told = facts.given, "the decision was given"
    elif instrument.temporal_rule is not TemporalRule.PROCEEDINGS_BEGUN:
        return ""
    if begins is None or tables.bound_between(instrument.id, origin, requested, begins):
        return ""
    return f"{told} on {day(begins)}, before it was in force for both States"


def unbound(instrument: Instrument, state: str, on: date, tables: Tables) -> str:
    """Why a State is not bound by an instrument that day, in a few words."""
    name = tables.states[state].name
    row = tables.membership(instrument.id, state, on)
    if row is not None and row.status is Status.SIGNED:
        signed = f" ({day(row.signed)})" if row.signed else ""
        return f"{name} has signed{signed} but is not bound"
    if row is not None and row.status is Status.LEFT and row.last_day:
        return f"{name} was bound only until {day(row.last_day)}"
    coming = [r for r in tables.history(instrument.id, state) if r.first_day and r.first_day > on]
    if coming and coming[0].first_day:
        return f"in force for {name} only from {day(coming[0].first_day)}"
    known = row is not None or any(r.status is Status.NOT_PARTY for r in tables.history(instrument.id, state))
    return f"{name} is not a party" if known else f"{name} is not recorded as a party"


def _doubtful(instrument: Instrument, state: str, on: date, tables: Tables) -> bool:
    row = tables.membership(instrument.id, state, on)
    return row is None or row.standing is not Standing.CONFIRMED


def _since(instrument: Instrument, state: str, on: date, tables: Tables) -> date:
    row = tables.membership(instrument.id, state, on)
    return (row.window.first if row else None) or date.min
