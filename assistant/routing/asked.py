"""What a user types for a route: States by code or name, a kind, days, an instrument; each fault with its remedy."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz, process

from assistant.reading.places import Gazetteer
from assistant.route_types import Route
from assistant.routes import find_route
from assistant.routing.practice import complete
from assistant.routing.words import day as said
from assistant.shelf import Shelf
from assistant.types import CaseFacts
from corpus.errors import Misfit, UnknownName
from corpus.tables import Instrument, Tables
from corpus.types import DECISION_KINDS

NEAR = 72
"""Least likeness of a name that is offered in place of one nobody knows, 0 to 100."""

OFFERED = 3
AIFC = "KZ-AIFC"


def route_between(
    states: tuple[str, str],
    kind: str,
    dates: tuple[date | None, date | None],
    day: date,
    tables: Tables,
    gazetteer: Gazetteer,
    shelf: Shelf,
) -> Route:
    """The route between two States, with conditions and practice.

    Args:
        states: State of origin and requested State, as codes or names.
        dates: when the proceedings began, and when the decision was given.
        day: the day the law is stated for.

    Raises:
        UnknownName: a State or a kind that does not exist, or that the corpus does not hold.
        Misfit: values that do not go together: one State twice, days out of order, a kind from the wrong court.
    """
    if kind not in DECISION_KINDS:
        raise UnknownName(
            f"no kind of decision {kind!r}{_instead(kind, {known: known for known in DECISION_KINDS})}",
            hint=f"Choose one of: {', '.join(DECISION_KINDS)}.",
        )
    origin, requested = (state_of(text, tables, gazetteer, shelf) for text in states)
    origin = _origin(origin, kind)
    if not shelf.covers(gazetteer.shelved(requested)) and not tables.treaties_between(origin, requested):
        raise _not_held(requested, gazetteer, shelf)
    if origin == requested:
        raise Misfit(f"origin and requested State are both {origin}", hint="Name two different States.")
    _check_days(*dates, day)
    facts = CaseFacts(state_of_origin=origin, requested_state=requested, kind=kind, begun=dates[0], given=dates[1])
    found = find_route(
        facts, day, tables, lambda id_, pair: shelf.proof(id_, tuple(gazetteer.shelved(s) for s in pair), day)
    )
    assert found is not None  # both States are in the tables
    return complete(found, tables, shelf, gazetteer.shelved)


def only(route: Route, name: str, tables: Tables) -> Route:
    """The route by one instrument alone.

    Raises:
        UnknownName: no instrument has this id or name.
        Misfit: the instrument carries no decisions of the kind.
    """
    instrument = _instrument(name, tables)
    short = instrument.short or instrument.title
    carried = {"judgment"} if route.kind == "aifc-judgment" else {route.kind}
    if route.kind in ("settlement", "maintenance", "costs-order"):
        carried.add("judgment")
    if not carried & set(instrument.kinds):
        kinds = ", ".join(DECISION_KINDS[kind] for kind in instrument.kinds) or "no decisions at all"
        other = next(iter(instrument.kinds), "")
        raise Misfit(
            f"the {short} carries {kinds}, and no {DECISION_KINDS[route.kind]}",
            hint=f"Ask with --kind {other}, or leave the instrument out." if other else "Leave the instrument out.",
        )
    options = tuple(option for option in route.options if option.instrument == short)
    if not options:
        raise Misfit(
            f"the {short} does not concern {route.origin} and {route.requested}",
            hint="Leave the instrument out to see what does.",
        )
    return replace(route, options=options)


def notes(day: date, known: date) -> Iterator[str]:
    """What to say beside a route for a day that the corpus does not know yet."""
    if day > known:
        yield f"The corpus states the law as known on {said(known)}; what holds on {said(day)} is not known."


def state_of(text: str, tables: Tables, gazetteer: Gazetteer, shelf: Shelf) -> str:
    """The code of a State given by code or name.

    Raises:
        UnknownName: there is no such State (with names like it), or the corpus holds nothing on it.
    """
    typed = text.strip()
    if typed.upper() in tables.states and typed.upper() != "EU":
        return typed.upper()
    mentions = gazetteer.find(typed)
    code = mentions[0].code if mentions else typed.upper()
    if code == "EU":
        raise UnknownName(
            "the European Union as a whole gives no judgments that travel", hint="Name a member State, such as DE."
        )
    if code in tables.states:
        return code
    if gazetteer.name(code) != code:
        raise _not_held(code, gazetteer, shelf)
    names = {name: state.name for state in tables.states.values() for name in (state.name, *state.aliases)}
    raise UnknownName(
        f"no State {text!r}{_instead(typed, names)}", hint="Use a code such as NL, or a name such as Netherlands."
    )


def _not_held(code: str, gazetteer: Gazetteer, shelf: Shelf) -> UnknownName:
    covered = ", ".join(gazetteer.name(state) for state in shelf.states)
    return UnknownName(f"the corpus holds nothing on {gazetteer.name(code)}", hint=f"It covers {covered}.")


def _instead(typed: str, names: Mapping[str, str]) -> str:
    """ " (nearest: X, Y)" for the names most like what was typed, or nothing; `names` maps spellings to what is shown."""
    near = process.extract(
        typed.lower(), sorted(names), scorer=fuzz.ratio, processor=str.lower, limit=2 * OFFERED, score_cutoff=NEAR
    )
    shown = list(dict.fromkeys(names[spelling] for spelling, _, _ in near))[:OFFERED]
    return f" (nearest: {', '.join(shown)})" if shown else ""


def _origin(code: str, kind: str) -> str:
    if kind != "aifc-judgment":
        return code
    if code not in ("KZ", AIFC):
        raise Misfit(
            f"an AIFC Court judgment comes from the AIFC in Kazakhstan, not from {code}",
            hint="Use --from KZ-AIFC, or another --kind.",
        )
    return AIFC


def _check_days(begun: date | None, given: date | None, day: date) -> None:
    if begun and given and begun > given:
        raise Misfit(
            f"the proceedings began on {said(begun)}, after the decision was given on {said(given)}",
            hint="Swap --begun and --given, or mend the wrong one.",
        )
    today = max(day, date.today())
    for name, value in (("begun", begun), ("given", given)):
        if value and value > today:
            raise Misfit(f"--{name} lies in the future ({said(value)})", hint="Give a day that has come.")
        if value and value > day:
            raise Misfit(
                f"--{name} ({said(value)}) is later than the day the law is asked for ({said(day)})",
                hint="Give --as-of on or after it, or leave --as-of out.",
            )


def _instrument(name: str, tables: Tables) -> Instrument:
    low = name.strip().lower()
    for instrument in tables.instruments.values():
        if low in {
            known.lower() for known in (instrument.id, instrument.short, instrument.title, *instrument.aliases)
        }:
            return instrument
    names = {
        known: i.short or i.title
        for i in tables.instruments.values()
        for known in (i.id, i.short, i.title, *i.aliases)
        if known
    }
    raise UnknownName(
        f"no instrument {name!r}{_instead(name, names)}", hint=f"Use one of: {', '.join(sorted(tables.instruments))}."
    )
