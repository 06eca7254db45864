"""A premise of the question that tables or statements deny."""

import re

from assistant.reader import Reader
from assistant.subjects import negated, quantities_clash
from assistant.types import Evidence, Inquiry, Verdict
from assistant.weighing.fates import fate
from assistant.weighing.finding import Finding
from assistant.weighing.membership import RATIFIED, membership_finding
from corpus.types import Standing
from index.types import Facet, StatementHit

CONTAINED = 0.72
"""Least share of a statement's terms that a premise must have to be that statement."""

BINDS = re.compile(r"\b(?:bind|binds|apply|applies) (?:to |in |for )?(?!by\b)", re.IGNORECASE)
"""A treaty that binds a State, put the other way round than "bound by"."""

SIMILAR = 0.68
"""Least cosine at which a statement may be the premise."""


def _verdict(statement: StatementHit, text: str) -> Verdict:
    if statement.facet is Facet.DEPENDS:
        return Verdict.CONDITIONAL
    holds = statement.facet is Facet.AFFIRMS
    said, asked = fate(statement.text), fate(text)
    if said and asked:
        return Verdict.YES if holds == (said == asked) else Verdict.NO
    if negated(statement.text) != negated(text):
        holds = not holds
    return Verdict.YES if holds else Verdict.NO


def false_premise(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Finding | None:
    """A premise of the question that the tables or the corpus deny, with what proves it."""
    for premise, statements in evidence.on_premises:
        by_table = _premise_by_table(premise, inquiry, reader)
        if by_table is not None and by_table.verdict is Verdict.YES:
            continue
        found = by_table or _premise_by_statement(premise, inquiry, statements, reader)
        if found is not None:
            return found
    return None


def _premise_by_table(premise: str, inquiry: Inquiry, reader: Reader) -> Finding | None:
    """What the table of parties says of a premise, yes or no, where it is about membership."""
    instruments = reader.instruments(premise)
    if len(instruments) != 1 or not (RATIFIED.search(premise) or BINDS.search(premise)) or negated(premise):
        return None
    for mention in reader.gazetteer.find(premise):
        code = reader.gazetteer.shelved(mention.code)
        before, after = premise[: mention.start], premise[mention.end :]
        said = RATIFIED.search(after) or BINDS.search(before) or before.rstrip().endswith(" by")
        if said and code in reader.tables.states:
            finding = membership_finding(inquiry, instruments[0], code, reader)
            if finding is not None and finding.verdict in (Verdict.YES, Verdict.NO):
                return finding
    return None


def _premise_by_statement(
    premise: str, inquiry: Inquiry, statements: tuple[StatementHit, ...], reader: Reader
) -> Finding | None:
    taken = reader.subjects.terms(premise)
    for s in statements:
        if not inquiry.states and s.passage.states[0] not in ("KZ", "INT"):
            continue
        if s.score < SIMILAR or s.facet is Facet.DEPENDS:
            continue
        contained = reader.subjects.coverage(reader.subjects.terms(s.text), taken)
        clash = quantities_clash(s.text, premise)
        if contained >= CONTAINED and not clash:
            if _verdict(s, premise) is Verdict.YES:
                return None
            if s.passage.standing in (Standing.CONFIRMED, Standing.INFERENCE):
                return Finding(verdict=Verdict.NO, passage_ids=(s.passage.id,), why=s.text)
        elif (
            clash
            and contained >= CONTAINED - 0.15
            and s.facet is Facet.AFFIRMS
            and s.passage.standing is Standing.CONFIRMED
        ):
            return Finding(verdict=Verdict.NO, passage_ids=(s.passage.id,), why=s.text)
    return None
