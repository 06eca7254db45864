"""One row of each table of law: what its cells must hold."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from corpus.tables_cells import Cells
from corpus.tables_rows import (
    BilateralTreaty,
    Case,
    Conflict,
    Coverage,
    Duty,
    DutyBase,
    DutyKind,
    Instrument,
    Membership,
    NationalRule,
    Outcome,
    Reciprocity,
    State,
    Status,
    TemporalRule,
    TreatyNeeded,
    UnitValue,
)
from corpus.types import DECISION_KINDS, TOPICS, Period

REFUSAL_GROUNDS = frozenset(
    (
        "notice",
        "fraud",
        "public-policy",
        "jurisdiction",
        "exclusive-jurisdiction",
        "conflicting-decision",
        "finality",
        "limitation",
        "forum-clause",
        "incapacity",
        "non-arbitrable",
        "scope",
        "procedure",
        "set-aside",
    )
)


def state_of(cells: Cells) -> State:
    """A row of states.csv; `read_states` checks `part_of`."""
    return State(
        code=cells.required("code"),
        name=cells.required("name"),
        adjective=cells.text("adjective"),
        aliases=cells.items("aliases"),
        cities=cells.items("cities"),
        courts=cells.items("courts"),
        part_of=cells.text("part_of"),
        own_treaties=cells.yes_or_no("own_treaties"),
        eu=cells.yes_or_no("eu"),
        **_provenance(cells),
    )


def instrument_of(cells: Cells) -> Instrument:
    """A row of instruments.csv."""
    adopted, in_force = cells.day("adopted"), cells.day("in_force")
    if adopted and in_force and in_force < adopted:
        raise cells.broken("in_force", f"{in_force} is before {adopted}", hint="Mend the wrong day.")
    return Instrument(
        id=cells.required("id"),
        title=cells.required("title"),
        short=cells.required("short"),
        aliases=cells.items("aliases"),
        adopted=adopted,
        in_force=in_force,
        kinds=cells.items("kinds", among=DECISION_KINDS),
        recognition_articles=cells.items("recognition_articles"),
        refusal_articles=cells.items("refusal_articles"),
        refusal_grounds=cells.items("refusal_grounds", among=REFUSAL_GROUNDS),
        temporal_rule=cells.word("temporal_rule", TemporalRule),
        temporal_note=cells.text("temporal_note"),
        regional=cells.items("regional"),
        **_provenance(cells),
    )


def membership_of(cells: Cells, states: Mapping[str, State], instruments: Mapping[str, Instrument]) -> Membership:
    """A row of parties.csv."""
    instrument = instruments[cells.name("instrument", instruments)]
    status, signed, days = cells.word("status", Status), cells.day("signed"), cells.period()
    if status in (Status.SIGNED, Status.NOT_PARTY) and days != Period():
        raise cells.broken("from", f"a State that is {status} is not bound from a day", hint="Clear from and to.")
    if status is Status.NOT_PARTY and signed:
        raise cells.broken("signed", "a signatory is not merely no party", hint="Make the status signed.")
    if status is Status.LEFT and days.last is None:
        raise cells.broken("to", "a State that left was bound up to a day", hint="Give the last day.")
    if days.first and instrument.in_force and days.first < instrument.in_force:
        raise cells.broken("from", f"{instrument.id} bound nobody before {instrument.in_force}", hint="Mend the day.")
    opens = signed if status is Status.SIGNED and signed else instrument.in_force or instrument.adopted
    first = None if status is Status.NOT_PARTY else days.first or opens
    if first and days.last and days.last < first:
        raise cells.broken("to", f"{days.last} is before {first}", hint="Mend the wrong day.")
    state = cells.name("state", states)
    return Membership(
        instrument=instrument.id,
        state=state,
        status=status,
        signed=signed,
        first_day=days.first,
        last_day=days.last,
        window=Period(first=first, last=days.last),
        units=cells.items("units", among=[unit.code for unit in states.values() if unit.part_of == state]),
        not_with=cells.items("not_with", among=states),
        note=cells.text("note"),
        **_provenance(cells),
    )


def bilateral_of(cells: Cells, states: Collection[str]) -> BilateralTreaty:
    """A row of bilateral.csv."""
    sides = (cells.name("state_a", states), cells.name("state_b", states))
    if sides[0] == sides[1]:
        raise cells.broken("state_b", f"{sides[0]} has no treaty with itself", hint="Name the other State.")
    signed, in_force = cells.day("signed"), cells.day("in_force")
    if signed and in_force and in_force < signed:
        raise cells.broken("in_force", f"{in_force} is before {signed}", hint="Mend the wrong day.")
    return BilateralTreaty(
        id=cells.required("id"),
        state_a=sides[0],
        state_b=sides[1],
        title=cells.required("title"),
        signed=signed,
        ratified=cells.day("ratified"),
        in_force=in_force,
        covers_judgments=cells.word("covers_judgments", Coverage),
        covers_awards=cells.word("covers_awards", Coverage),
        articles=cells.items("articles"),
        matters=cells.items("matters"),
        note=cells.text("note"),
        **_provenance(cells),
    )


def case_of(cells: Cells, states: Collection[str]) -> Case:
    """A row of cases.csv."""
    year, day = cells.required("year"), cells.day("date")
    if not re.fullmatch(r"(by )?\d{4}|\d{4}-\d{4}", year):
        raise cells.broken("year", f"{year!r} is not a year", hint='Write "2023", "2019-2020" or "by 2025".')
    if day and str(day.year) not in year:
        raise cells.broken("date", f"{day} is not in {year}", hint="Make date and year agree.")
    return Case(
        id=cells.required("id"),
        name=cells.required("name"),
        date=day,
        year=year,
        origin=cells.name("origin", states),
        requested=cells.name("requested", states),
        kind=cells.name("kind", DECISION_KINDS),
        outcome=cells.word("outcome", Outcome),
        basis=cells.required("basis"),
        instance=cells.text("instance"),
        later=cells.text("later"),
        docket=cells.text("docket"),
        **_provenance(cells),
    )


def unit_value_of(cells: Cells) -> UnitValue:
    """A row of sums.csv."""
    year, value = cells.required("year"), cells.number_of("value")
    if not re.fullmatch(r"\d{4}", year):
        raise cells.broken("year", f"{year!r} is not a year", hint="Write a year as 2026.")
    if not value:
        raise cells.broken("value", "there is no value above 0", hint="Give what the unit is worth.")
    return UnitValue(
        unit=cells.required("unit"),
        year=int(year),
        value=value,
        currency=cells.required("currency"),
        **_provenance(cells),
    )


def duty_of(cells: Cells, states: Collection[str]) -> Duty:
    """A row of duties.csv."""
    percent, units = cells.number_of("percent"), cells.number_of("units")
    if (percent is None) == (units is None):
        raise cells.broken("percent", "a duty is a percentage or a number of units", hint="Fill in one of the two.")
    base = cells.optional_word("base", DutyBase)
    if (percent is None) != (base is None):
        raise cells.broken("base", "a percentage, and only that, has a base", hint="Say what it is taken of.")
    percent_to = cells.number_of("percent_to")
    if percent_to is not None and (percent is None or percent_to < percent):
        raise cells.broken("percent_to", "the range ends before it begins", hint="Put the larger figure here.")
    return Duty(
        id=cells.required("id"),
        state=cells.name("state", states),
        kind=cells.word("kind", DutyKind),
        what=cells.required("what"),
        payer=cells.text("payer"),
        percent=percent,
        percent_to=percent_to,
        base=base,
        units=units,
        unit=cells.required("unit"),
        cap_units=cells.number_of("cap_units"),
        window=cells.period(),
        authority=cells.required("authority"),
        **_provenance(cells),
    )


def national_of(cells: Cells, states: Collection[str]) -> NationalRule:
    """A row of national.csv."""
    return NationalRule(
        state=cells.name("state", states),
        treaty_needed=cells.optional_word("treaty_needed", TreatyNeeded),
        reciprocity=cells.optional_word("reciprocity", Reciprocity),
        merits_review=cells.yes_or_no("merits_review") if cells.text("merits_review") else None,
        limit=cells.text("limit"),
        court=cells.text("court"),
        articles=cells.text("articles"),
        note=cells.text("note"),
        window=cells.period(),
        **_provenance(cells),
    )


def conflict_of(cells: Cells, states: Collection[str]) -> Conflict:
    """A row of conflicts.csv."""
    return Conflict(
        id=cells.required("id"),
        topic=cells.name("topic", TOPICS),
        states=cells.items("states", among=states),
        summary=cells.required("summary"),
        stands=cells.required("stands"),
        terms=cells.items("terms"),
        passage_ids=cells.items("passage_ids"),
    )


def _provenance(cells: Cells) -> dict[str, Any]:
    return {"source": cells.source(), "standing": cells.standing(), "unconfirmed": cells.unconfirmed()}
