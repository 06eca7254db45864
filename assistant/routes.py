"""Every instrument that could carry a decision from one State to another on a day."""

from collections.abc import Iterator, Mapping
from datetime import date

from assistant.route_types import Because, Route, RouteOption
from assistant.routing.domestic import domestic
from assistant.routing.treaties import AIFC, AIFC_ABROAD, PassagesFor, bilateral
from assistant.routing.words import DOMESTIC, NO, OPEN, YES, english
from assistant.types import CaseFacts
from corpus.tables import Instrument, Status, Tables, TemporalRule
from corpus.types import Standing

__all__ = ["DOMESTIC", "NO", "OPEN", "YES", "PassagesFor", "find_route", "unbound"]

REPLACED_BY: Mapping[str, str] = {"minsk-1993": "chisinau-2002"}
"""Between two parties of the later convention the earlier one no longer applies (Chisinau, art. 120(3))."""

UNIVERSAL = frozenset(
    {"new-york-1958", "hague-2019", "hague-2005", "icsid-1965", "singapore-2019", "child-support-2007"}
)
"""Open to every State, so always shown; the others only where both States had to do with them."""

HALF_KNOWN = frozenset({"hague-1954", "new-york-1958", "icsid-1965"})
"""Instruments not all of whose parties are in the tables: open between a party and a State that no row names."""

LIMITED = frozenset({"kiev-1992", "cmr-1956", "hague-1954", "hague-2005"})
"""Instruments for some decisions only; the languages' files say which (`limit-…`)."""

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
        applies, because = _applies(instrument, origin, requested, facts, on, tables)
        if origin == AIFC and applies == YES and kind not in ("award", "icsid-award"):
            applies, because = OPEN, (*because, AIFC_ABROAD)
        yield RouteOption(
            id=instrument.id,
            instrument=instrument.short or instrument.title,
            applies=applies,
            why=english(because, tables),
            because=because,
            passage_ids=passages_for(instrument.id, (requested, origin)),
        )


def _concerned(instrument: Instrument, state: str, tables: Tables) -> bool:
    rows = tables.history(instrument.id, state)
    return bool(rows) and (instrument.id in UNIVERSAL or any(row.status is not Status.NOT_PARTY for row in rows))


def _applies(
    instrument: Instrument, origin: str, requested: str, facts: CaseFacts, on: date, tables: Tables
) -> tuple[str, tuple[Because, ...]]:
    limit = (Because(key=f"limit-{instrument.id}"),) if instrument.id in LIMITED else ()
    for state, other in ((requested, origin), (origin, requested)):
        if tables.is_bound(instrument.id, state, on):
            continue
        if (
            instrument.id in HALF_KNOWN
            and not tables.history(instrument.id, state)
            and tables.is_bound(instrument.id, other, on)
        ):
            return OPEN, (Because(key="half-known", states=(other, state)), *limit)
        return NO, (_unbound(instrument, state, on, tables),)
    if not tables.bound_between(instrument.id, origin, requested, on):
        return NO, (Because(key="no-effect", states=(origin, requested)),)
    later = REPLACED_BY.get(instrument.id)
    if later and tables.bound_between(later, origin, requested, on):
        return NO, (Because(key="replaced", instrument=later),)
    early = _too_early(instrument, origin, requested, facts, tables)
    if early is not None:
        return NO, (early,)
    since = max(_since(instrument, state, on, tables) for state in (origin, requested))
    notes = [*limit]
    if instrument.temporal_rule is TemporalRule.PROCEEDINGS_BEGUN and facts.begun is None:
        notes.append(Because(key="begun-from", day=since))
    doubtful = tuple(state for state in (origin, requested) if _doubtful(instrument, state, on, tables))
    if doubtful:
        notes.append(Because(key="unconfirmed", states=doubtful))
    sure = instrument.id not in ("cmr-1956",) and (not doubtful or instrument.id in UNIVERSAL)
    return YES if sure else OPEN, (Because(key="bound"), *notes)


def _too_early(
    instrument: Instrument, origin: str, requested: str, facts: CaseFacts, tables: Tables
) -> Because | None:
    begins, key = None, ""
    if instrument.temporal_rule is TemporalRule.PROCEEDINGS_BEGUN and facts.begun is not None:
        begins, key = facts.begun, "begun-early"
    elif instrument.temporal_rule in (TemporalRule.PROCEEDINGS_BEGUN, TemporalRule.JUDGMENT_GIVEN):
        begins, key = facts.given, "given-early"  # proceedings begin before their decision
    if begins is None or tables.bound_between(instrument.id, origin, requested, begins):
        return None
    return Because(key=key, day=begins)


def unbound(instrument: Instrument, state: str, on: date, tables: Tables) -> str:
    """Why a State is not bound by an instrument that day, in a few English words."""
    return english((_unbound(instrument, state, on, tables),), tables)


def _unbound(instrument: Instrument, state: str, on: date, tables: Tables) -> Because:
    row = tables.membership(instrument.id, state, on)
    if row is not None and row.status is Status.SIGNED:
        return Because(key="signed-on" if row.signed else "signed", states=(state,), day=row.signed)
    if row is not None and row.status is Status.LEFT and row.last_day:
        return Because(key="left", states=(state,), day=row.last_day)
    coming = [r for r in tables.history(instrument.id, state) if r.first_day and r.first_day > on]
    if coming and coming[0].first_day:
        return Because(key="coming", states=(state,), day=coming[0].first_day)
    known = row is not None or any(r.status is Status.NOT_PARTY for r in tables.history(instrument.id, state))
    return Because(key="not-party" if known else "not-recorded", states=(state,))


def _doubtful(instrument: Instrument, state: str, on: date, tables: Tables) -> bool:
    row = tables.membership(instrument.id, state, on)
    return row is None or row.standing is not Standing.CONFIRMED


def _since(instrument: Instrument, state: str, on: date, tables: Tables) -> date:
    row = tables.membership(instrument.id, state, on)
    return (row.window.first if row else None) or date.min
