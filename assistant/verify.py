"""The last step: no claim is shown whose quotation does not stand in its passage, or does not carry it."""

import re
from decimal import Decimal
from typing import Protocol

from assistant.reckoning.calendar import sums
from assistant.route_types import Route
from assistant.types import Answer, Claim, Draft, Evidence, Inquiry, Reason, Status, Withheld
from assistant.values import numbers
from assistant.withholding import Why


class Found(Protocol):
    """What is wrong with a claim."""

    @property
    def why(self) -> Why:
        """As a message of the language files."""


class Checks(Protocol):
    """Tells what is wrong with a claim that is not a quotation; `assistant.checking.checker.Checker` does."""

    def fault(self, claim: Claim, language: str | None = None) -> Found | None:
        """The first thing wrong, or None."""


def verify(
    draft: Draft, inquiry: Inquiry, route: Route | None, evidence: Evidence, corpus: str, checks: Checks | None = None
) -> Answer:
    """Withhold every claim that does not pass, and decline when none is left.

    A claim passes when it has a citation, each quotation is a run of its passage's characters, and the claim is itself
    quoted, or is a sum worked out in front of the reader from quoted numbers, or stands every check of `checks`.
    """
    kept: list[Claim] = []
    withheld: list[Withheld] = []
    for claim in draft.claims:
        why = _fault(claim, checks)
        if why is not None:
            withheld.append(Withheld(text=claim.text, why=why))
        else:
            kept.append(claim)
    checked = _with_claims(draft, tuple(kept))
    return Answer(
        draft=checked, inquiry=inquiry, route=route, evidence=evidence, withheld=tuple(withheld), corpus=corpus
    )


def _fault(claim: Claim, checks: Checks | None) -> Why | None:
    if not claim.citations:
        return Why(key="uncited")
    quoted = " ".join(citation.quote for citation in claim.citations)
    for citation in claim.citations:
        if citation.span.end > len(citation.passage.text) or not citation.quote.strip():
            return Why(key="astray", said=(citation.passage.id,))
    if claim.text in quoted:
        return None
    worked_out, wrong = _products(claim.text)
    if wrong:
        return Why(key="sum", said=(wrong,))
    days, wrong_day = _days(claim.text)
    if wrong_day:
        return Why(key="day", said=(wrong_day,))
    if worked_out or days:
        strange = numbers(claim.text) - numbers(quoted) - worked_out - days
        return Why(key="figure", said=tuple(sorted(strange))) if strange else None
    found = (checks or _from_words()).fault(claim)
    return found.why if found else None


def _from_words() -> Checks:
    """The checks that need no table and no model; loaded when a claim is in other words than its source."""
    from assistant.checking.checker import Checker

    return Checker()


PRODUCT = re.compile(
    r"(?P<a>\d[\d,.]*)(?: [A-Za-z]+)? × (?P<b>\d[\d,.]*)(?P<share> %)?(?: [a-z]+)?(?: \(\d{4}\))? = (?P<c>\d[\d,.]*\d|\d)"
)


def _products(text: str) -> tuple[frozenset[str], str]:
    """The numbers of the multiplications shown in a text, and the first multiplication that is wrong, or nothing.

    A year beside a sum ("(2026)") belongs to it.
    """
    shown: set[str] = set()
    for match in PRODUCT.finditer(text):
        a, b, c = (Decimal(match[name].replace(",", "").rstrip(".")) for name in "abc")
        product = a * b / 100 if match["share"] else a * b
        if product != c:
            return frozenset(), match.group()
        shown |= numbers(match.group())
    if shown:
        shown |= set(re.findall(r"\b(?:19|20)\d\d\b", text))
    return frozenset(shown), ""


def _days(text: str) -> tuple[frozenset[str], str]:
    """The numbers of the days worked out in a text, its period left out, and the first that is wrong, or nothing.

    The period has to stand in the source; the day it runs from is the user's.
    """
    shown: set[str] = set()
    for match, right in sums(text):
        if not right:
            return frozenset(), match.group()
        shown |= numbers(match["first"]) | numbers(match["last"])
    return frozenset(shown), ""


def _with_claims(draft: Draft, claims: tuple[Claim, ...]) -> Draft:
    if draft.status is not Status.ANSWERED or claims == draft.claims:
        return draft
    if claims:
        gone = [claim.text for claim in draft.claims if claim not in claims]
        rests = any(text in draft.lead or draft.lead in text for text in gone) or draft.claims[0] not in claims
        changed = {"claims": claims} | ({"lead": claims[0].text, "verdict": None} if rests else {})
        return Draft(**{name: getattr(draft, name) for name in Draft.__dataclass_fields__} | changed)
    return Draft(
        status=Status.DECLINED,
        reason=Reason.NOT_IN_CORPUS,
        lead="Nothing that was found could be checked against its source.",
        missing=("a statement that its source carries",),
        notice=draft.notice,
    )
