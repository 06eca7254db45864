"""The last check: a claim whose quotation or numbers are not its source's is not shown."""

from datetime import date
from typing import Any

import pytest

from assistant.types import (
    AnswerType,
    CaseFacts,
    Citation,
    Claim,
    Draft,
    Evidence,
    Inquiry,
    Intent,
    Reason,
    Status,
    Verdict,
)
from assistant.verify import verify
from assistant.withholding import Why
from corpus.types import Span

FIRST = "A foreign judgment may be presented for enforcement within three years."
TEXT = f"{FIRST} A court may restore the term."
INQUIRY = Inquiry(
    intent=Intent.ANSWER,
    question="How long?",
    query="How long?",
    english="How long?",
    language="en",
    facts=CaseFacts(),
    as_of=date(2026, 11, 22),
    dated=False,
    answer_type=AnswerType.PERIOD,
    yes_no=False,
)


@pytest.fixture
def claim(make_passage: Any) -> Any:
    passage = make_passage("kz/501-3", TEXT)

    def make(text: str, start: int = 0, end: int = len(FIRST), cited: bool = True) -> Claim:
        citation = Citation(passage=passage, span=Span(start=start, end=end))
        return Claim(text=text, topic="limitation period", citations=(citation,) if cited else ())

    return make


def check(*claims: Claim, verdict: Verdict | None = None) -> Any:
    draft = Draft(status=Status.ANSWERED, lead="Three years.", claims=claims, verdict=verdict, notice="A notice.")
    return verify(draft, INQUIRY, None, Evidence(hits=()), "abc")


def test_a_quotation_word_for_word_passes(claim: Any) -> None:
    answer = check(claim(FIRST))
    assert answer.withheld == ()
    assert answer.draft.claims[0].citations[0].quote == answer.draft.claims[0].text == FIRST
    assert answer.corpus == "abc"


@pytest.mark.parametrize(
    "text",
    [
        "A foreign judgment may be presented for enforcement within ten years.",
        "A foreign judgment may be presented for enforcement within 30 years.",
        "Under article 999 a foreign judgment may be presented within three years.",
    ],
)
def test_a_number_that_the_source_does_not_give_is_withheld(claim: Any, text: str) -> None:
    answer = check(claim(FIRST), claim(text))
    assert [w.text for w in answer.withheld] == [text]
    assert answer.withheld[0].why.key == "figure"
    assert [c.text for c in answer.draft.claims] == [FIRST]


@pytest.mark.parametrize(
    "text",
    [
        "A foreign judgment must be presented for enforcement within three years.",
        "A foreign judgment may never be presented for enforcement within three years.",
        "An award may be presented for enforcement within three years.",
    ],
)
def test_an_altered_quotation_is_withheld(claim: Any, text: str) -> None:
    answer = check(claim(FIRST), claim(text))
    assert [w.text for w in answer.withheld] == [text]


def test_a_number_worked_out_elsewhere_does_not_pass_for_a_sum(claim: Any) -> None:
    text = "The duty is 10,000 tenge = far too much."
    assert [w.text for w in check(claim(FIRST), claim(text)).withheld] == [text]


def test_a_claim_without_a_citation_is_withheld(claim: Any) -> None:
    answer = check(claim(FIRST), claim(FIRST, cited=False))
    assert [w.why.key for w in answer.withheld] == ["uncited"]


@pytest.mark.parametrize("end", [len(TEXT) + 1, 5000])
def test_a_quotation_beyond_its_passage_is_withheld(claim: Any, end: int) -> None:
    answer = check(claim(FIRST), claim(TEXT, end=end))
    assert [w.why for w in answer.withheld] == [Why(key="astray", said=("kz/501-3",))]


def test_when_no_claim_is_left_the_answer_is_no(claim: Any) -> None:
    answer = check(claim("within 99 years"), verdict=Verdict.YES)
    assert answer.draft.status is Status.DECLINED
    assert answer.draft.reason is Reason.NOT_IN_CORPUS
    assert answer.draft.verdict is None
    assert answer.draft.missing and len(answer.withheld) == 1


def test_a_lead_that_quoted_a_withheld_claim_goes_with_it(claim: Any) -> None:
    wrong = "A foreign judgment may be presented within 99 years."
    draft = Draft(status=Status.ANSWERED, lead=wrong, claims=(claim(wrong), claim(FIRST)))
    answer = verify(draft, INQUIRY, None, Evidence(hits=()), "abc")
    assert [w.text for w in answer.withheld] == [wrong]
    assert "99" not in answer.draft.lead


def test_a_refusal_passes_untouched() -> None:
    draft = Draft(status=Status.DECLINED, reason=Reason.OUT_OF_SCOPE, lead="Outside.")
    assert verify(draft, INQUIRY, None, Evidence(hits=()), "abc").draft == draft
