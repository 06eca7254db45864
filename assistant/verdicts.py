"""Yes, no, on conditions, unsettled: derived from routes, tables and statements, never from a feeling."""

from assistant.reader import Reader
from assistant.types import Evidence, Inquiry, Route
from assistant.weighing.finding import Finding
from assistant.weighing.membership import by_membership
from assistant.weighing.national import by_national_rule
from assistant.weighing.statements import at_home, by_best_passages, by_best_sentence, by_statement
from assistant.weighing.travel import by_case, by_route, by_treaty


def find_verdict(inquiry: Inquiry, route: Route | None, evidence: Evidence, reader: Reader) -> Finding | None:
    """The verdict on a yes/no question, or None where no data settles it.

    Tables speak before statements, and the statements nearest to the question before those of the best passages.
    """
    if not inquiry.yes_no:
        return None
    return (
        by_case(inquiry, evidence, reader)
        or (by_route(inquiry, route, reader) or by_treaty(inquiry, route, reader) if route else None)
        or by_membership(inquiry, reader)
        or by_national_rule(inquiry, reader)
        or by_statement(inquiry.english, at_home(inquiry, evidence.statements), reader)
        or by_best_passages(inquiry, evidence, reader)
        or by_best_sentence(inquiry, evidence, reader)
    )
