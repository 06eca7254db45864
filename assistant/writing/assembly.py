"""The answer put together: what the model may change, and what the data has settled."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.checking.figures import figures
from assistant.checking.sense import language_in
from assistant.rank import asked_terms
from assistant.reader import Reader
from assistant.types import Claim, Draft, Inquiry, Verdict
from assistant.values import STRICT
from assistant.writing.shape import CLAIMS_AT_MOST
from corpus.types import TOPICS

WORDS_AT_MOST = 250
ENOUGH = 0.7
"""Share of what the quotations cover of the question that the model's claims must cover."""

GROUNDS = TOPICS["refusal-grounds"]


def assembled(draft: Draft, lead: Claim | None, claims: Sequence[Claim], brief: bool, writer: str) -> Draft:
    """The draft with the model's claims in place of the quotations.

    Status, verdict, reason, conflicts and whatever the lead owes to tables stay; so do the quotation that proves a
    verdict, sums worked out, and the grounds that the debtor will raise, unless the model cites them itself.
    """
    plain = draft.verdict is None and any(draft.lead in claim.text for claim in draft.claims)
    said = lead.text if lead is not None and plain else draft.lead
    ours = list({claim.text: claim for claim in ((lead,) if lead else ()) + tuple(claims)}.values())
    before, after = _owed(draft, ours)
    most = CLAIMS_AT_MOST if brief else CLAIMS_AT_MOST + 3
    words = WORDS_AT_MOST if brief else 2 * WORDS_AT_MOST
    while len(before) + len(ours) + len(after) > most and len(ours) > 1:
        ours.pop()
    while _words(said, (*before, *ours, *after)) > words and len(ours) > 1:
        ours.pop()
    return replace(draft, lead=said, claims=(*before, *ours, *after), writer=writer)


def _owed(draft: Draft, ours: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    cited = {citation.passage.id for claim in ours for citation in claim.citations}
    topics = {topic for claim in ours for citation in claim.citations for topic in citation.passage.topics}
    first = draft.claims[:1] if draft.verdict is not None else ()
    before = [claim for claim in first if not {c.passage.id for c in claim.citations} <= cited]
    positive = draft.verdict in (Verdict.YES, Verdict.CONDITIONAL)
    after = [
        claim
        for claim in draft.claims
        if claim not in before
        and ("×" in claim.text or (positive and claim.topic == GROUNDS and "refusal-grounds" not in topics))
    ]
    return before, after


def _words(lead: str, claims: Iterable[Claim]) -> int:
    return len(lead.split()) + sum(len(claim.text.split()) for claim in claims if claim.text not in lead)


def answers(inquiry: Inquiry, draft: Draft, claims: Sequence[Claim], reader: Reader) -> bool:
    """Whether the model's claims answer the question about as well as the quotations do.

    A figure, date or docket that was asked for and that the first quotation has must be in them, and they must rest on
    passages that speak of what was asked.
    """
    if not claims:
        return False
    if inquiry.answer_type in STRICT and draft.claims:
        wanted = _figures([draft.claims[0].text, draft.lead])
        if wanted and not wanted & _figures(claim.text for claim in claims):
            return False
    asked = asked_terms(inquiry, reader)
    covers = [
        reader.subjects.coverage(asked, frozenset().union(*(reader.subjects.terms(text) for text in texts)))
        for texts in ([c.quote for claim in of for c in claim.citations] for of in (claims, draft.claims))
    ]
    return covers[0] >= ENOUGH * covers[1]


def _figures(texts: Iterable[str]) -> set[object]:
    found: set[object] = set()
    for text in texts:
        read = figures(text, language_in(text))
        found |= set(read.values) | set(read.days) | set(read.cited)
    return found
