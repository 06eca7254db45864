"""Treaties of two States, and what of them is known on a day."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from assistant.route_types import Because, RouteOption
from assistant.routing.words import NO, OPEN, YES, english, english_name
from assistant.types import CaseFacts
from corpus.tables import BilateralTreaty, Coverage, Tables, TemporalRule

PassagesFor = Callable[[str, tuple[str, ...]], tuple[str, ...]]
"""Instrument id ("" for national law) and States to the ids of the passages that prove a line of the route."""

CARRIED = frozenset({"judgment", "award", "settlement", "maintenance", "costs-order", "aifc-judgment"})
AIFC = "KZ-AIFC"
AIFC_ABROAD = Because(key="aifc-abroad")
"""Why a treaty of Kazakhstan is open for the AIFC Court, which stands outside Kazakhstan's judicial system."""


def bilateral(
    origin: str, requested: str, kind: str, facts: CaseFacts, on: date, tables: Tables, passages_for: PassagesFor
) -> Iterator[RouteOption]:
    """Each treaty of the two States, or that none was found; none is looked for within one State."""
    if {origin, requested} == {AIFC, "KZ"}:
        return
    treaties = tables.treaties_between(origin, requested)
    for treaty in treaties:
        applies, because = _applies(treaty, kind, facts, on)
        if origin == AIFC and applies == YES:
            applies, because = OPEN, (*because, AIFC_ABROAD)
        yield RouteOption(
            id=treaty.id,
            instrument=treaty.title,
            named=Because(key="name-treaty", states=(treaty.state_a, treaty.state_b), instrument=_year(treaty)),
            applies=applies,
            why=english(because, tables),
            because=because,
            passage_ids=passages_for(treaty.id, (requested, origin)),
        )
    if not treaties and kind != "icsid-award":
        none = (Because(key="none-found", states=(origin, requested)),)
        yield RouteOption(
            id="bilateral",
            instrument=english_name("name-bilateral"),
            named=Because(key="name-bilateral"),
            applies=NO,
            why=english(none, tables),
            because=none,
            passage_ids=passages_for("bilateral", (requested, origin)),
        )


def _year(treaty: BilateralTreaty) -> str:
    """The year of a treaty: of its signature, or that of its id; "" when neither tells."""
    year = re.search(r"-(\d{4})$", treaty.id)
    return str(treaty.signed.year) if treaty.signed else year[1] if year else ""


def _applies(treaty: BilateralTreaty, kind: str, facts: CaseFacts, on: date) -> tuple[str, tuple[Because, ...]]:
    covers = treaty.covers_awards if kind == "award" else treaty.covers_judgments
    if covers is Coverage.NO:
        return NO, (Because(key="wrong-kind"),)
    if kind not in CARRIED:
        return NO, (Because(key="kind-unshown"),)
    shut = _too_early(treaty, on) or _given_outside(treaty, facts)
    if shut is not None:
        return NO, (shut,)
    if treaty.binds(on) is None:
        return OPEN, (*_for_days(treaty), Because(key="no-entry"))
    if covers is Coverage.UNKNOWN:
        return OPEN, (Because(key="kind-unseen"),)
    return YES, (*_for_days(treaty), Because(key="in-force-since", day=treaty.in_force))


def _too_early(treaty: BilateralTreaty, on: date) -> Because | None:
    """Why the treaty was still to come on a day; None when it was not. Signed or ratified is not in force."""
    if treaty.signed and treaty.signed > on:
        return Because(key="signed-only", day=treaty.signed)
    if treaty.binds(on) is False:
        return Because(key="in-force-from", day=treaty.in_force)
    if treaty.in_force is None and treaty.ratified and treaty.ratified > on:
        return Because(key="ratified-only", day=treaty.ratified)
    year = _year(treaty)
    if treaty.in_force is None and treaty.signed is None and year and on.year < int(year):
        return Because(key="concluded-only", instrument=year)
    return None


def _given_outside(treaty: BilateralTreaty, facts: CaseFacts) -> Because | None:
    """Why the day of the decision is outside the treaty; None when it is inside or not known."""
    if facts.given is None or treaty.temporal_rule is not TemporalRule.JUDGMENT_GIVEN:
        return None
    if treaty.in_force and facts.given < treaty.in_force:
        return Because(key="given-before", day=treaty.in_force)
    if treaty.given_to and facts.given > treaty.given_to:
        return Because(key="given-after", day=treaty.given_to)
    return None


def _for_days(treaty: BilateralTreaty) -> tuple[Because, ...]:
    if treaty.temporal_rule is not TemporalRule.JUDGMENT_GIVEN:
        return ()
    if treaty.given_to:
        return (Because(key="given-to", day=treaty.given_to),)
    return (Because(key="given-from", day=treaty.in_force),)
