"""Questions that the tables answer by themselves: comparisons, cases, sums, deadlines, changes."""

from assistant.caselaw import tell_cases
from assistant.comparison import compare
from assistant.history import tell_change
from assistant.reader import Reader
from assistant.reckoning.deadlines import tell_deadline
from assistant.reckoning.duties import tell_sum
from assistant.treaty_days import tell_treaty_day
from assistant.types import Evidence, Inquiry, Told
from assistant.weighing.finding import Finding


def tell(inquiry: Inquiry, evidence: Evidence, reader: Reader, finding: Finding | None) -> Told | None:
    """What the tables tell of a question, or None when it is for the passages to answer.

    `finding` is that of a yes/no question, where data settles it; one with a sentence of its own needs no history.
    """
    verdict = finding.verdict if finding is not None else None
    return (
        compare(inquiry, evidence, reader)
        or tell_cases(inquiry, evidence, reader)
        or tell_deadline(inquiry, reader)
        or tell_sum(inquiry, reader)
        or tell_treaty_day(inquiry, reader)
        or (tell_change(inquiry, evidence, reader, verdict) if finding is None or not finding.lead else None)
    )
