"""Whether decisions from abroad are enforced in a State at all, where no State of origin is told: from the tables."""

import re

from assistant.reader import Reader
from assistant.types import CENTRE, Inquiry, Verdict
from assistant.weighing.asking import says_more
from assistant.weighing.finding import Finding
from assistant.weighing.membership import membership_finding
from assistant.weighing.travel import asks_whether_enforceable

AWARDS = "new-york-1958"
ICSID = "icsid-1965"
SAID_OF_ANY = re.compile(
    r"\b(?:foreign|overseas|abroad|international|arbitral|arbitration|awards?|judge?ments?|decisions?|rulings?|courts?|tribunals?|states?|countr(?:y|ies)"
    r"|civil|commercial|final|money|enforc\w*|recogni[sz]\w*|execut\w*|collect\w*|exequatur|possible|general\w*|at all|creditors?|other|another|somewhere|else)\b",
    re.IGNORECASE,
)
"""Words of a question about decisions from abroad in general; one more term makes it a question about something else."""


def by_general_rule(inquiry: Inquiry, reader: Reader) -> Finding | None:
    """Of awards: whether the State is bound by the New York or ICSID Convention. Of judgments: on conditions of its law."""
    state = inquiry.states[0] if inquiry.states else CENTRE
    kind = inquiry.kinds[0] if inquiry.kinds else ""
    if kind == "icsid-award" and set(inquiry.instruments) <= {ICSID} and asks_whether_enforceable(inquiry):
        return _bound(ICSID, inquiry.facts.requested_state or state, inquiry, reader)
    if len(inquiry.states) > 1 or inquiry.facts.state_of_origin or inquiry.instruments or inquiry.references:
        return None
    if (
        kind not in ("judgment", "award")
        or not asks_whether_enforceable(inquiry)
        or says_more(inquiry, reader, SAID_OF_ANY)
    ):
        return None
    if kind == "award":
        return _bound(AWARDS, state, inquiry, reader)
    if state not in reader.tables.states or reader.tables.national(state, inquiry.as_of) is None:
        return None
    proof = reader.shelf.proof("", (state,), inquiry.as_of)
    return Finding(verdict=Verdict.CONDITIONAL, passage_ids=proof) if proof else None


def _bound(instrument: str, state: str, inquiry: Inquiry, reader: Reader) -> Finding | None:
    found = membership_finding(inquiry, instrument, state, reader) if state in reader.tables.states else None
    return found if found is not None and found.verdict is Verdict.YES else None
