"""Yes, no, on conditions, unsettled: derived from routes, tables and statements, never from a feeling."""

from assistant.forks import by_fork
from assistant.rank import subject_terms
from assistant.reader import Reader
from assistant.route_types import Route
from assistant.types import Evidence, Inquiry
from assistant.weighing.asking import plainly
from assistant.weighing.finding import Finding
from assistant.weighing.formality import by_formality
from assistant.weighing.general import by_general_rule
from assistant.weighing.membership import by_membership
from assistant.weighing.national import by_national_rule
from assistant.weighing.reciprocal import by_reciprocity
from assistant.weighing.settling import Weighing, by_settling
from assistant.weighing.travel import by_case, by_named_treaty, by_route, by_treaty, names_another_pair

RARE = 3.5
"""Least weight of a term that a statement shares with the question for it to speak before the route."""


def find_verdict(
    inquiry: Inquiry, route: Route | None, evidence: Evidence, weighing: Weighing, reader: Reader
) -> Finding | None:
    """The verdict on a yes/no question, or None where no data settles it.

    Tables speak before statements; what no table settles, the statements of the passages found do, together.
    """
    if inquiry.forked:
        return by_fork(inquiry, reader)
    if not inquiry.yes_no:
        return None
    return (
        by_case(inquiry, evidence, reader)
        or by_formality(inquiry, reader)
        or (_by_route(inquiry, route, weighing, reader) if route else None)
        or by_membership(inquiry, reader)
        or by_national_rule(inquiry, reader)
        or by_general_rule(inquiry, reader)
        or by_settling(inquiry, weighing.readings, reader)
    )


def _by_route(inquiry: Inquiry, route: Route, weighing: Weighing, reader: Reader) -> Finding | None:
    if names_another_pair(inquiry, route, reader):
        return None
    return (
        by_reciprocity(inquiry, route, reader)
        or by_named_treaty(inquiry, route, reader)
        or _unless_particular(by_route(inquiry, route, reader), inquiry, weighing, reader)
        or by_treaty(inquiry, route, reader)
    )


def _unless_particular(found: Finding | None, inquiry: Inquiry, weighing: Weighing, reader: Reader) -> Finding | None:
    """What a route comes to, or what statements settle where they speak of a rare thing asked for: a tax, a notary."""
    if found is None or inquiry.instruments:
        return found
    settled = by_settling(inquiry, weighing.readings, reader)
    if settled is None or settled.verdict is found.verdict:
        return found
    rare = {
        term
        for term in subject_terms(plainly(inquiry.english), reader)
        if reader.subjects.known(term) and reader.subjects.weight(term) >= RARE
    }
    return settled if rare & reader.subjects.terms(settled.why) else found
