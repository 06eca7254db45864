"""A route as an object for JSON, and as lines for a terminal."""

from collections.abc import Iterator
from typing import Any

from assistant.reading.places import Gazetteer
from assistant.route_types import Route
from corpus.types import TOPICS


def route_object(route: Route) -> dict[str, Any]:
    """A route, ready for `json.dumps`."""
    return {
        "origin": route.origin,
        "requested": route.requested,
        "kind": route.kind,
        "as_of": route.as_of.isoformat(),
        "options": [
            {"instrument": o.instrument, "applies": o.applies, "why": o.why, "passage_ids": list(o.passage_ids)}
            for o in route.options
        ],
        **after_object(route),
    }


def after_object(route: Route) -> dict[str, Any]:
    """The conditions and the practice of a route."""
    return {
        "conditions": [
            {"topic": TOPICS[c.topic], "text": c.text, "passage_ids": list(c.passage_ids)} for c in route.conditions
        ],
        "practice": [
            {
                "name": c.name,
                "year": c.year,
                "origin": c.origin,
                "requested": c.requested,
                "outcome": c.outcome,
                "basis": c.basis,
                "later": c.later,
                "stands": c.stands,
                "passage_ids": list(c.passage_ids),
            }
            for c in route.practice
        ],
    }


def route_lines(route: Route, gazetteer: Gazetteer) -> str:
    """The route for a terminal: every instrument, then the conditions, then the cases."""
    return "\n".join(_lines(route, gazetteer))


def _lines(route: Route, gazetteer: Gazetteer) -> Iterator[str]:
    name = gazetteer.name
    yield f"{name(route.origin)} → {name(route.requested)}, {route.kind}, as of {route.as_of}"
    for option in route.options:
        yield f"{option.applies:5} {option.instrument}: {option.why}{_ids(option.passage_ids)}"
    if route.conditions:
        yield f"\nconditions in {name(route.requested)}"
    for condition in route.conditions:
        yield f"  {TOPICS[condition.topic]}: {condition.text}{_ids(condition.passage_ids)}"
    yield "\npractice" if route.practice else "\npractice: no case between the two is in the corpus"
    for case in route.practice:
        way = f"{name(case.origin)} → {name(case.requested)}"
        later = f"; later: {case.later}" if case.later else ""
        fallen = " (no longer stands)" if not case.stands else ""
        yield f"  {case.year} {case.name}, {way}: {case.outcome}{fallen}, {case.basis}{later}{_ids(case.passage_ids)}"


def _ids(ids: tuple[str, ...]) -> str:
    return f"  [{', '.join(ids)}]" if ids else ""
