"""What the user's own documents say, put beside what the law says: after it, apart from it, and never instead of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.own.lookup import about_itself, typed
from assistant.own.wording import Wording
from assistant.reader import Reader
from assistant.sentences import sentences
from assistant.types import Citation, Claim, Draft, Inquiry, Reason, Status
from corpus.types import Passage, Span
from index.types import Hit

CLAIMS_AT_MOST = 2
CLAIMS_OF_ITSELF = 3
"""Claims from own documents beside the law, and where the question is about the documents themselves."""

WORDS = 45
FIRM = 0.6
SURE = 0.8
"""Share of the question that a passage must say, its sum or date counted, before it answers in place of a refusal; and to
tell what happened."""

HAPPENED = re.compile(
    r"^(?:was|were|did|had|who|when|where|what|which|how (?:much|many))\b(?:(?! (?:is|are|does|do|can|may|must) )[^?])*"
    r"\b(?:the|my|our) (?:defendant|claimant|plaintiff|respondent|debtor|creditor|part(?:y|ies)|judge|arbitrators?|tribunal|court)\b",
    re.IGNORECASE,
)
"""A question about what happened in the case, which only its papers can tell."""

LAW = re.compile(
    r"\b(?:enforc|recogni|treat(?:y|ies)\b|convention|reciproc|apostill|limitation|which court|grounds|public policy"
    r"|enough\b|sufficient|valid\b|need|must\b|may\b|can\b|could\b|should\b|allowed|required?\b)",
    re.IGNORECASE,
)
REFUSED = frozenset(
    {Reason.NOT_IN_CORPUS, Reason.OUT_OF_SCOPE, Reason.STATE_NOT_COVERED, Reason.NO_BASIS_ON_THAT_DATE}
)


def beside(draft: Draft, inquiry: Inquiry, hits: Sequence[Hit], wording: Wording, reader: Reader) -> Draft:
    """The draft with what own documents say.

    The law's verdict, lead and claims stay as they are, and come first. A question about a document itself is answered
    from it; a refusal becomes an answer only where a document says most of what was asked, and the lead says so.
    """
    if not hits or draft.status is Status.CLARIFY or draft.reason is Reason.GREETING:
        return draft
    told = hits[0].score >= SURE and bool(HAPPENED.search(inquiry.english))
    itself = (about_itself(inquiry) or told) and not LAW.search(inquiry.english)
    claims = tuple(_claims(inquiry, hits[: CLAIMS_OF_ITSELF if itself else CLAIMS_AT_MOST], wording, reader))
    if draft.status is Status.DECLINED:
        says = hits[0].score + typed(hits[0].passage.text, inquiry)
        answers = draft.reason in REFUSED and says >= FIRM and (itself or draft.reason is not Reason.OUT_OF_SCOPE)
        return (
            _answered(draft, inquiry, claims, "lead_own" if itself else "lead_own_only", reader) if answers else draft
        )
    if itself:
        return _answered(draft, inquiry, claims, "lead_own", reader)
    return replace(draft, claims=(*draft.claims, *claims), notice=_notice(draft.notice, inquiry, reader))


def _answered(draft: Draft, inquiry: Inquiry, claims: tuple[Claim, ...], lead: str, reader: Reader) -> Draft:
    first = claims[0].citations[0].passage
    where = f"{first.heading}, {place(first, inquiry.language, reader)}"
    return Draft(
        status=Status.ANSWERED,
        lead=reader.message(inquiry.language, lead, where=where, text=claims[0].text),
        claims=claims,
        notice=_notice(draft.notice or reader.message(inquiry.language, "information_only"), inquiry, reader),
    )


def place(passage: Passage, language: str, reader: Reader) -> str:
    """The page, or part, of a passage in the words of a language."""
    word, _, number = passage.pinpoint.partition(" ")
    return reader.message(language, f"own_{word}", number=number)


def _notice(notice: str, inquiry: Inquiry, reader: Reader) -> str:
    own = reader.message(inquiry.language, "notice_own")
    return notice if own in notice else f"{own} {notice}".strip()


def _claims(inquiry: Inquiry, hits: Sequence[Hit], wording: Wording, reader: Reader) -> list[Claim]:
    return [
        Claim(
            text=hit.passage.text[span.start : span.end],
            topic=reader.message(inquiry.language, "own_says"),
            citations=(Citation(passage=hit.passage, span=span),),
        )
        for hit in hits
        for span in (quotation(hit.passage, wording, inquiry),)
    ]


def quotation(passage: Passage, wording: Wording, inquiry: Inquiry) -> Span:
    """The run of whole sentences of one line, of about `WORDS` words, that says most of what was asked."""
    best, best_value = Span(start=0, end=len(passage.text)), -1.0
    for line in re.finditer(r"[^\n]+", passage.text):
        spans = [Span(start=line.start() + s.start, end=line.start() + s.end) for s in sentences(line.group())]
        for first in range(len(spans)):
            for last in range(first, len(spans)):
                span = Span(start=spans[first].start, end=spans[last].end)
                text = passage.text[span.start : span.end]
                if last > first and len(text.split()) > WORDS:
                    break
                value = wording.coverage(text) + typed(text, inquiry) - 0.01 * (last - first)
                if value > best_value:
                    best, best_value = span, value
    return best
