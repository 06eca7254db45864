"""Yes, no, on conditions, unsettled: derived from routes, tables and statements, never from a feeling."""

from assistant.forks import by_fork
from assistant.reader import Reader
from assistant.route_types import Route
from assistant.types import Evidence, Inquiry
from assistant.weighing.finding import Finding
from assistant.weighing.formality import by_formality
from assistant.weighing.general import by_general_rule
from assistant.weighing.membership import by_membership
from assistant.weighing.national import by_national_rule
from assistant.weighing.settling import Weighing, by_settling
from assistant.weighing.travel import by_case, by_named_treaty, by_route, by_treaty, names_another_pair


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
        or (_by_route(inquiry, route, reader) if route else None)
        or by_membership(inquiry, reader)
        or by_national_rule(inquiry, reader)
        or by_general_rule(inquiry, reader)
        or by_settling(inquiry, weighing.readings, reader)
    )


def _by_route(inquiry: Inquiry, route: Route, reader: Reader) -> Finding | None:
    if names_another_pair(inquiry, route, reader):
        return None
    return (
        by_named_treaty(inquiry, route, reader)
        or by_route(inquiry, route, reader)
        or by_treaty(inquiry, route, reader)
    )
