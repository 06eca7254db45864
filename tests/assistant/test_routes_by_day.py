"""National law on awards, and the AIFC's statute, on the days around which they begin."""

from datetime import date

import pytest

from assistant.route_types import RouteOption
from assistant.routes import find_route
from assistant.types import CaseFacts
from corpus.tables import load_tables

TABLES = load_tables()


def options(origin: str, requested: str, day: date, kind: str) -> dict[str, RouteOption]:
    facts = CaseFacts(state_of_origin=origin, requested_state=requested, kind=kind)
    route = find_route(facts, day, TABLES, lambda instrument, states: ())
    assert route is not None
    return {option.instrument: option for option in route.options}


@pytest.mark.parametrize(
    ("day", "articles"),
    [
        (date(1995, 6, 1), ""),  # before any code the tables hold
        (date(2015, 12, 31), "CPC 1999"),
        (date(2016, 1, 1), "CPC 2015 arts 501-504)"),
        (date(2016, 4, 7), "CPC 2015 arts 501-504)"),
        (date(2016, 4, 8), "Arbitration Law of 8 April 2016"),
    ],
)
def test_national_law_on_awards_is_that_of_the_day(day: date, articles: str) -> None:
    (name,) = [name for name in options("GB", "KZ", day, "award") if name.startswith("national law")]
    assert articles in name if articles else name == "national law of Kazakhstan"


def test_the_aifc_court_has_a_route_from_the_day_of_its_statute() -> None:
    before, after = (options("KZ-AIFC", "KZ", day, "aifc-judgment") for day in (date(2015, 12, 6), date(2015, 12, 7)))
    assert [o.applies for o in before.values()] == ["no"]
    assert [o.applies for o in after.values()] == ["yes"]  # and no treaty is looked for within one State
