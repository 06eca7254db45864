"""Every instrument that could carry a decision from one State to another on a day."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from assistant.types import CaseFacts, Route, RouteOption
from corpus.tables import (
    BilateralTreaty,
    Coverage,
    Instrument,
    Reciprocity,
    Status,
    Tables,
    TemporalRule,
    TreatyNeeded,
)
from corpus.types import Standing

YES, NO, OPEN = "yes", "no", "open"
DOMESTIC = "national law"
REPLACED_BY: Mapping[str, str] = {"minsk-1993": "chisinau-2002"}
"""Between two parties of the later convention the earlier one no longer applies (Chisinau, art. 120(3))."""

UNIVERSAL = frozenset(
    {"new-york-1958", "hague-2019", "hague-2005", "icsid-1965", "singapore-2019", "child-support-2007"}
)
"""Open to every State, so always shown; the others only where both States had to do with them."""

LIMITED: Mapping[str, str] = {
    "kiev-1992": "for disputes between businesses",
    "cmr-1956": "only for claims from international carriage by road",
    "hague-1954": "only for costs orders against a plaintiff",
    "hague-2005": "only under an exclusive choice-of-court agreement",
}

CARRIED_AS: Mapping[str, tuple[str, ...]] = {
    "judgment": ("judgment",),
    "award": ("award",),
    "icsid-award": ("icsid-award",),
    "settlement": ("settlement", "judgment"),
    "mediated-settlement": ("mediated-settlement",),
    "maintenance": ("maintenance", "judgment"),
    "costs-order": ("costs-order", "judgment"),
    "insolvency": ("insolvency",),
    "interim-order": ("interim-order",),
}
PassagesFor = Callable[[str, tuple[str, ...]], tuple[str, ...]]
"""Instrument id ("" for national law) and States to the ids of the passages that prove a line of the route."""


def find_route(facts: CaseFacts, as_of: date, tables: Tables, passages_for: PassagesFor) -> Route | None:
    """The route for a pair of States, or None when the pair is not known.

    Multilateral instruments first, then treaties of the two States, then the requested State's own law. An
    instrument applies when it carries the kind of decision, binds both States on the day, and its rule in time is met.
    """
    origin, requested = facts.state_of_origin, facts.requested_state
    if origin is None or requested is None or origin not in tables.states or requested not in tables.states:
        return None
    kind = facts.kind or "judgment"
    options = (
        *_multilateral(origin, requested, kind, facts, as_of, tables, passages_for),
        *_bilateral(origin, requested, kind, as_of, tables, passages_for),
        *_national(origin, requested, kind, as_of, tables, passages_for),
    )
    return Route(origin=origin, requested=requested, kind=kind, as_of=as_of, options=options)


def _multilateral(
    origin: str, requested: str, kind: str, facts: CaseFacts, on: date, tables: Tables, passages_for: PassagesFor
) -> Iterator[RouteOption]:
    if "KZ-AIFC" in (origin, requested) and kind == "judgment":
        return
    carried = CARRIED_AS.get(kind, ("judgment",))
    for instrument in tables.instruments.values():
        if not set(instrument.kinds) & set(carried):
            continue
        concerned = [_concerned(instrument, state, tables) for state in (origin, requested)]
        if not (all(concerned) if instrument.id not in UNIVERSAL else any(concerned)):
            continue
        applies, why = _applies(instrument, origin, requested, facts, on, tables)
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
    for state in (requested, origin):
        if not tables.is_bound(instrument.id, state, on):
            return NO, unbound(instrument, state, on, tables)
    if not tables.bound_between(instrument.id, origin, requested, on):
        return NO, f"it has no effect between {_names(tables, origin, requested)}"
    later = REPLACED_BY.get(instrument.id)
    if later and tables.bound_between(later, origin, requested, on):
        return NO, f"replaced between its parties by the {tables.instruments[later].short}"
    late = _too_early(instrument, origin, requested, facts, tables)
    if late:
        return NO, late
    since = max(_since(instrument, state, on, tables) for state in (origin, requested))
    notes = [LIMITED[instrument.id]] if instrument.id in LIMITED else []
    if instrument.temporal_rule is TemporalRule.PROCEEDINGS_BEGUN and facts.begun is None:
        notes.append(f"for proceedings begun on or after {_day(since)}")
    doubtful = [state for state in (origin, requested) if _doubtful(instrument, state, on, tables)]
    if doubtful:
        notes.append(f"no source seen confirms it for {_names(tables, *doubtful)}")
    sure = instrument.id not in ("cmr-1956",) and (not doubtful or instrument.id in UNIVERSAL)
    return YES if sure else OPEN, "; ".join(["both States are bound", *notes])


def _too_early(instrument: Instrument, origin: str, requested: str, facts: CaseFacts, tables: Tables) -> str:
    day, what = {
        TemporalRule.PROCEEDINGS_BEGUN: (facts.begun, "the proceedings began"),
        TemporalRule.JUDGMENT_GIVEN: (facts.given, "the decision was given"),
    }.get(instrument.temporal_rule, (None, ""))
    if day is None or tables.bound_between(instrument.id, origin, requested, day):
        return ""
    return f"{what} on {_day(day)}, before it was in force for both States"


def unbound(instrument: Instrument, state: str, on: date, tables: Tables) -> str:
    """Why a State is not bound by an instrument that day, in a few words."""
    name = tables.states[state].name
    row = tables.membership(instrument.id, state, on)
    if row is not None and row.status is Status.SIGNED:
        signed = f" ({_day(row.signed)})" if row.signed else ""
        return f"{name} has signed{signed} but is not bound"
    if row is not None and row.status is Status.LEFT and row.last_day:
        return f"{name} was bound only until {_day(row.last_day)}"
    coming = [r for r in tables.history(instrument.id, state) if r.first_day and r.first_day > on]
    if coming and coming[0].first_day:
        return f"in force for {name} only from {_day(coming[0].first_day)}"
    known = row is not None or any(r.status is Status.NOT_PARTY for r in tables.history(instrument.id, state))
    return f"{name} is not a party" if known else f"{name} is not recorded as a party"


def _doubtful(instrument: Instrument, state: str, on: date, tables: Tables) -> bool:
    row = tables.membership(instrument.id, state, on)
    return row is None or row.standing is not Standing.CONFIRMED


def _since(instrument: Instrument, state: str, on: date, tables: Tables) -> date:
    row = tables.membership(instrument.id, state, on)
    return (row.window.first if row else None) or date.min


def _bilateral(
    origin: str, requested: str, kind: str, on: date, tables: Tables, passages_for: PassagesFor
) -> Iterator[RouteOption]:
    treaties = tables.treaties_between(origin, requested)
    for treaty in treaties:
        applies, why = _treaty_applies(treaty, kind, on)
        yield RouteOption(
            instrument=treaty.title,
            applies=applies,
            why=why,
            passage_ids=passages_for(treaty.id, (requested, origin)),
        )
    if not treaties and kind != "icsid-award":
        yield RouteOption(
            instrument="bilateral treaty",
            applies=NO,
            why=f"none found between {_names(tables, origin, requested)}",
            passage_ids=passages_for("bilateral", (requested, origin)),
        )


def _treaty_applies(treaty: BilateralTreaty, kind: str, on: date) -> tuple[str, str]:
    covers = treaty.covers_awards if kind == "award" else treaty.covers_judgments
    if covers is Coverage.NO or (kind not in ("judgment", "award", "settlement", "maintenance", "costs-order")):
        return NO, "it does not cover decisions of that kind"
    if treaty.signed and treaty.signed > on:
        return NO, f"signed only on {_day(treaty.signed)}"
    bound = treaty.binds(on)
    if bound is False and treaty.in_force:
        return NO, f"in force only from {_day(treaty.in_force)}"
    if bound is None:
        return OPEN, "its entry into force was not found"
    if covers is Coverage.UNKNOWN:
        return OPEN, "whether it covers decisions of that kind was not seen"
    return YES, f"in force since {_day(treaty.in_force)}"


def _national(
    origin: str, requested: str, kind: str, on: date, tables: Tables, passages_for: PassagesFor
) -> Iterator[RouteOption]:
    if kind in ("award", "icsid-award", "mediated-settlement"):
        return
    rule = tables.national(requested, on)
    if rule is None:
        return
    if origin == "KZ-AIFC" and requested == "KZ":
        yield RouteOption(
            instrument="Constitutional Statute on the AIFC, art. 13(8)",
            applies=YES,
            why="AIFC Court judgments are executed like acts of Kazakh courts",
            passage_ids=passages_for("aifc", ("KZ",)),
        )
        return
    applies, why = _by_national_law(rule.treaty_needed, rule.reciprocity)
    if kind in ("interim-order", "insolvency"):
        applies, why = (
            (NO, "an interim order is not final") if kind == "interim-order" else (OPEN, "no confirmed route")
        )
    yield RouteOption(
        instrument=f"{DOMESTIC} of {tables.states[requested].name} ({rule.articles})" if rule.articles else DOMESTIC,
        applies=applies,
        why=why,
        passage_ids=passages_for("", (requested,)),
    )


def _by_national_law(needed: TreatyNeeded | None, reciprocity: Reciprocity | None) -> tuple[str, str]:
    if needed is TreatyNeeded.YES:
        return NO, "a treaty is required"
    why = {
        Reciprocity.ALTERNATIVE: (OPEN, "reciprocity is a ground of its own, to be shown by the applicant"),
        Reciprocity.REQUIRED: (OPEN, "reciprocity is required"),
        Reciprocity.REQUIRED_DE_FACTO: (OPEN, "reciprocity in practice is required"),
        Reciprocity.REQUIRED_DE_JURE: (OPEN, "reciprocity in law is required"),
        Reciprocity.REFUSAL_GROUND: (OPEN, "want of reciprocity is a ground for refusal"),
        Reciprocity.PRESUMED: (YES, "reciprocity is presumed unless disproved"),
        Reciprocity.UNCERTAIN: (OPEN, "what national law asks of reciprocity is uncertain"),
        Reciprocity.IRRELEVANT: (YES, "no treaty and no reciprocity are asked for; its own conditions apply"),
    }
    if needed is TreatyNeeded.IN_LETTER:
        return OPEN, "the letter of the law asks for a treaty; courts have gone around it"
    if reciprocity is None:
        return OPEN, "the corpus does not say what national law asks for"
    return why.get(reciprocity, (NO, "no basis without a treaty"))


def _names(tables: Tables, *codes: str) -> str:
    return " and ".join(tables.states[code].name for code in codes)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "an unknown day"
