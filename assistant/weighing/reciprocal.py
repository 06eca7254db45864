"""Whether reciprocity has to be shown for a decision that goes from one State to another."""

import re
from dataclasses import replace

from assistant.reader import Reader
from assistant.route_types import Route
from assistant.routes import YES
from assistant.types import Inquiry, Verdict
from assistant.weighing.finding import Finding
from assistant.weighing.national import RECIPROCITY, by_national_rule

MUTUAL = re.compile(
    r"\b(?:prove|show|proof|evidence|demonstrate)\b[^?]*\b(?:enforces?|recogni[sz]es?|honou?rs?|accepts?)\b[^?]*\bjudge?ments\b",
    re.IGNORECASE,
)
"""Reciprocity without its name: "prove that Kazakhstan enforces Spanish judgments"."""


def by_reciprocity(inquiry: Inquiry, route: Route, reader: Reader) -> Finding | None:
    """No where a treaty carries the decision; else what the law of the requested State asks for; None if that is not asked."""
    text = inquiry.english
    mutual = MUTUAL.search(text) is not None
    if not (mutual or RECIPROCITY.search(text)) or route.kind == "award":
        return None
    if reader.gazetteer.whole(route.origin) == reader.gazetteer.whole(route.requested):
        return None
    applying = [o for o in route.options if not o.national and o.applies == YES and not o.narrow and o.passage_ids]
    if not applying:
        return by_national_rule(_turned(inquiry, reader), reader, on_reciprocity=True) if mutual else None
    spoken = reader.gazetteer.spoken
    lead = reader.message(
        inquiry.language,
        "reciprocity_by_treaty",
        instrument=reader.option_name(applying[0], inquiry.language),
        origin=spoken(route.origin, inquiry.language),
        requested=spoken(route.requested, inquiry.language),
        kind=reader.a_kind(route.kind, inquiry.language),
    )
    proof = tuple(dict.fromkeys(id_ for option in applying[:2] for id_ in option.passage_ids))
    return Finding(verdict=Verdict.NO, passage_ids=proof, lead=lead)


def _turned(inquiry: Inquiry, reader: Reader) -> Inquiry:
    """The inquiry with the State first whose judgments the other is said to enforce: its judge wants the proof."""
    said = MUTUAL.search(inquiry.english)
    named = reader.gazetteer.find(said.group()) if said else ()
    if not named:
        return inquiry
    first = reader.gazetteer.shelved(named[-1].code)
    return replace(inquiry, states=tuple(dict.fromkeys((first, *inquiry.states))))
