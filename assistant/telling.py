"""Questions that the tables answer by themselves: comparisons, cases, sums, deadlines."""

from assistant.caselaw import tell_cases
from assistant.comparison import compare
from assistant.reader import Reader
from assistant.reckoning.deadlines import tell_deadline
from assistant.reckoning.duties import tell_sum
from assistant.types import Evidence, Inquiry, Told


def tell(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Told | None:
    """What the tables tell of a question, or None when it is for the passages to answer."""
    return (
        compare(inquiry, evidence, reader)
        or tell_cases(inquiry, evidence, reader)
        or tell_deadline(inquiry, reader)
        or tell_sum(inquiry, reader)
    )
