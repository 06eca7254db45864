"""A question about several States of origin or requested States, answered one by one."""

from collections.abc import Callable
from dataclasses import replace

from assistant.compose import compose
from assistant.reader import Reader
from assistant.route_types import Route
from assistant.types import CaseFacts, Cell, Claim, Draft, Evidence, Inquiry, Status, Table, Verdict

CLAIMS_AT_MOST = 7


def one_by_one(
    inquiry: Inquiry, evidence: Evidence, reader: Reader, routed: Callable[[CaseFacts], Route | None]
) -> Draft | None:
    """The answers to each of the cases put side by side, or None where one of them has none.

    The verdict is theirs where they agree; where they do not, it depends on the State, so it is conditional.
    """
    answers: list[tuple[CaseFacts, Draft]] = []
    for facts in inquiry.each:
        states = (facts.requested_state, facts.state_of_origin)
        of_case = replace(
            inquiry,
            each=(),
            facts=facts,
            states=tuple(reader.gazetteer.shelved(code) for code in states if code is not None),
        )
        draft = compose(of_case, routed(facts), evidence, reader)
        if draft.status is not Status.ANSWERED:
            return None
        answers.append((facts, draft))
    drafts = [draft for _, draft in answers]
    return replace(
        drafts[0],
        lead=" ".join(dict.fromkeys(draft.lead for draft in drafts)),
        verdict=_common([draft.verdict for draft in drafts]),
        claims=_claims(drafts),
        conflicts=tuple(dict.fromkeys(conflict for draft in drafts for conflict in draft.conflicts)),
        table=_table(answers, inquiry.language, reader),
    )


def _common(verdicts: list[Verdict | None]) -> Verdict | None:
    known = set(verdicts)
    if None in known:
        return None
    return verdicts[0] if len(known) == 1 else Verdict.CONDITIONAL


def _claims(drafts: list[Draft]) -> tuple[Claim, ...]:
    """The first claim of each answer, then the last of each, which is the debtor's defence, then the others in turn."""
    firsts = [draft.claims[0] for draft in drafts]
    lasts = [draft.claims[-1] for draft in drafts]
    others = [claim for draft in drafts for claim in draft.claims[1:-1]]
    distinct = {claim.citations[0].passage.id: claim for claim in (*firsts, *lasts, *others)}
    chosen = list(distinct.values())[:CLAIMS_AT_MOST]
    return tuple(sorted(chosen, key=lambda claim: claim in lasts and claim not in firsts))


def _table(answers: list[tuple[CaseFacts, Draft]], language: str, reader: Reader) -> Table:
    """A row for each case: the States, the verdict, and what proves it."""
    origins = {facts.state_of_origin for facts, _ in answers}
    requesteds = {facts.requested_state for facts, _ in answers}
    rows = []
    for facts, draft in answers:
        names = [
            reader.gazetteer.listed(code, language)
            for code, several in ((facts.state_of_origin, origins), (facts.requested_state, requesteds))
            if code is not None and len(several) > 1
        ]
        said = reader.message(language, f"verdict_{draft.verdict.value}") if draft.verdict else draft.lead
        first = draft.claims[0].citations[0].passage
        proof = Cell(text=f"{first.authority}, {first.pinpoint}".strip(", "), passage_ids=(first.id,))
        rows.append((" → ".join(names), (Cell(text=said, passage_ids=(first.id,)), proof)))
    columns = (reader.message(language, "column_answer"), reader.message(language, "column_authority"))
    return Table(columns=columns, rows=tuple(rows))
