"""The last step: no claim is shown whose quotation does not stand in its passage, or whose numbers are not in it."""

from assistant.types import Answer, Claim, Draft, Evidence, Inquiry, Reason, Route, Status, Withheld
from assistant.values import numbers


def verify(draft: Draft, inquiry: Inquiry, route: Route | None, evidence: Evidence, corpus: str) -> Answer:
    """Withhold every claim that does not pass, and decline when none is left.

    A claim passes when it has a citation, each quotation is a run of its passage's characters, and the claim says no
    number that is neither quoted nor worked out in front of the reader.
    """
    kept: list[Claim] = []
    withheld: list[Withheld] = []
    for claim in draft.claims:
        why = _fault(claim)
        if why:
            withheld.append(Withheld(text=claim.text, why=why))
        else:
            kept.append(claim)
    checked = _with_claims(draft, tuple(kept))
    return Answer(
        draft=checked, inquiry=inquiry, route=route, evidence=evidence, withheld=tuple(withheld), corpus=corpus
    )


def _fault(claim: Claim) -> str:
    if not claim.citations:
        return "it cites nothing"
    quoted = " ".join(citation.quote for citation in claim.citations)
    for citation in claim.citations:
        if citation.span.end > len(citation.passage.text) or not citation.quote.strip():
            return f"the quotation does not stand in {citation.passage.id}"
    if claim.text in quoted or " = " in claim.text:
        return ""
    strange = numbers(claim.text) - numbers(quoted)
    return f"numbers that its source does not give: {', '.join(sorted(strange))}" if strange else ""


def _with_claims(draft: Draft, claims: tuple[Claim, ...]) -> Draft:
    if draft.status is not Status.ANSWERED or claims == draft.claims:
        return draft
    if claims:
        return Draft(**{name: getattr(draft, name) for name in Draft.__dataclass_fields__} | {"claims": claims})
    return Draft(
        status=Status.DECLINED,
        reason=Reason.NOT_IN_CORPUS,
        lead="Nothing that was found could be checked against its source.",
        missing=("a statement that its source carries",),
        notice=draft.notice,
    )
