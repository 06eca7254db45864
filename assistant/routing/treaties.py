"""Treaties of two States, and what of them is known on a day."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from assistant.routing.words import NO, OPEN, YES, day, names
from assistant.types import CaseFacts, RouteOption
from corpus.tables import BilateralTreaty, Coverage, Tables, TemporalRule

PassagesFor = Callable[[str, tuple[str, ...]], tuple[str, ...]]
"""Instrument id ("" for national law) and States to the ids of the passages that prove a line of the route."""

CARRIED = frozenset({"judgment", "award", "settlement", "maintenance", "costs-order", "aifc-judgment"})
AIFC = "KZ-AIFC"


def bilateral(
    origin: str, requested: str, kind: str, facts: CaseFacts, on: date, tables: Tables, passages_for: PassagesFor
) -> Iterator[RouteOption]:
    """Each treaty of the two States, or that none was found."""
    treaties = tables.treaties_between(origin, requested)
    for treaty in treaties:
        applies, why = _applies(treaty, kind, facts, on)
        if origin == AIFC and applies == YES:
            applies, why = OPEN, aifc_abroad(why)
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
            why=f"none found between {names(tables, origin, requested)}",
            passage_ids=passages_for("bilateral", (requested, origin)),
        )


def aifc_abroad(why: str) -> str:
    """Why a treaty of Kazakhstan is open for the AIFC Court, which stands outside Kazakhstan's judicial system."""
    return f"{why}; the AIFC Court counts it among its routes, and no decision abroad on its judgments was seen"


def _applies(treaty: BilateralTreaty, kind: str, facts: CaseFacts, on: date) -> tuple[str, str]:
    covers = treaty.covers_awards if kind == "award" else treaty.covers_judgments
    if covers is Coverage.NO:
        return NO, "it does not cover decisions of that kind"
    if kind not in CARRIED:
        return NO, "no source shows that it covers decisions of that kind"
    early = _too_early(treaty, on)
    if early:
        return NO, early
    wrong_day = _given_outside(treaty, facts)
    if wrong_day:
        return NO, wrong_day
    if treaty.binds(on) is None:
        return OPEN, f"{_for_days(treaty)}its entry into force was not found"
    if covers is Coverage.UNKNOWN:
        return OPEN, "whether it covers decisions of that kind was not seen"
    return YES, f"{_for_days(treaty)}in force since {day(treaty.in_force)}"


def _too_early(treaty: BilateralTreaty, on: date) -> str:
    """Why the treaty was still to come on a day; "" when it was not. Signed or ratified is not in force."""
    if treaty.signed and treaty.signed > on:
        return f"signed only on {day(treaty.signed)}"
    if treaty.binds(on) is False:
        return f"in force only from {day(treaty.in_force)}"
    if treaty.in_force is None and treaty.ratified and treaty.ratified > on:
        return f"ratified only on {day(treaty.ratified)}"
    year = re.search(r"-(\d{4})$", treaty.id)
    if treaty.in_force is None and treaty.signed is None and year and on.year < int(year[1]):
        return f"concluded only in {year[1]}"
    return ""


def _given_outside(treaty: BilateralTreaty, facts: CaseFacts) -> str:
    """Why the day of the decision is outside the treaty; "" when it is inside or not known."""
    if facts.given is None or treaty.temporal_rule is not TemporalRule.JUDGMENT_GIVEN:
        return ""
    if treaty.in_force and facts.given < treaty.in_force:
        return f"the decision was given on {day(facts.given)}, before {day(treaty.in_force)}"
    if treaty.given_to and facts.given > treaty.given_to:
        return f"the decision was given on {day(facts.given)}, after {day(treaty.given_to)}"
    return ""


def _for_days(treaty: BilateralTreaty) -> str:
    if treaty.temporal_rule is not TemporalRule.JUDGMENT_GIVEN:
        return ""
    if treaty.given_to:
        return f"for decisions given up to {day(treaty.given_to)}; "
    return f"for decisions given on or after {day(treaty.in_force)}; "
