"""Plain questions of a few words, whose answer nobody may get wrong."""

import pytest

from assistant.pipeline import Tools, answer
from assistant.types import Question, Status


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Are foreign arbitral awards enforced in Kazakhstan?", "yes"),
        ("Does Kazakhstan enforce arbitral awards?", "yes"),
        ("Are foreign judgments enforced in Kazakhstan?", "conditional"),
        ("Does Russia recognise foreign judgments?", "conditional"),
        ("Can a Nigerian judgment be enforced in Kazakhstan?", "conditional"),
        ("Is a Chilean award enforceable in Kazakhstan?", "conditional"),
        ("Our Paris award is from 2016. Is it too late for Kazakhstan?", "conditional"),
        ("Can the debtor appeal?", "yes"),
        ("Can I appeal a refusal?", "yes"),
        ("Is there a deadline for filing?", "yes"),
        ("Can the three-year period be restored?", "yes"),
        ("Does the debtor have to be notified?", "yes"),
        ("Can the Kazakh court look at the merits again?", "no"),
        ("Can a Kazakh court refuse on public policy?", "yes"),
        ("Is a certificate of finality needed?", "yes"),
        ("Does the Kazakh judge decide afresh who was right in the dispute?", "no"),
        ("У нас решение суда Хельсинки против фирмы из Алматы. Можно ли его исполнить?", "conditional"),
        ("we won at a court in Lisbon against a firm in Taraz. can take their money?", "conditional"),
    ],
)
def test_a_plain_question_gets_the_plain_verdict(tools: Tools, text: str, verdict: str) -> None:
    found = answer(Question(text=text), tools).draft.verdict
    assert found is not None and found.value == verdict


def test_what_no_statement_is_near_gets_no_verdict(tools: Tools) -> None:
    assert answer(Question(text="Do I need a lawyer?"), tools).draft.verdict is None


def test_a_price_of_something_else_is_not_answered_with_a_fee(tools: Tools) -> None:
    assert answer(Question(text="How much is a flat in Almaty?"), tools).draft.status is Status.DECLINED


def test_an_answer_from_elsewhere_does_not_say_that_it_is_for_kazakhstan(tools: Tools) -> None:
    of_georgia = answer(
        Question(text="Where does the Supreme Court alone decide on the recognition of foreign judgments?"), tools
    )
    assert of_georgia.draft.claims[0].citations[0].passage.states == ("GE",)
    assert "Answered for Kazakhstan" not in of_georgia.draft.notice
    at_home = answer(Question(text="What is the time limit for enforcing a foreign judgment?"), tools)
    assert "Answered for Kazakhstan" in at_home.draft.notice


def test_where_no_state_is_named_the_law_of_kazakhstan_comes_first(tools: Tools) -> None:
    for text in (
        "Шет мемлекет сотының шешімін орындау мерзімі қандай?",
        "What is the time limit for enforcing a foreign judgment?",
    ):
        assert "KZ" in answer(Question(text=text), tools).draft.claims[0].citations[0].passage.states


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Which court do I apply to in Kazakhstan and what documents do I need?", {"competent-court", "documents"}),
        ("What is the time limit and the state duty for enforcing a Russian judgment in Kazakhstan?", {"limitation", "costs"}),
        ("Куда подавать заявление в Казахстане и какие документы нужны?", {"competent-court", "documents"}),
        ("Which courts hear recognition of foreign awards and what's the fee?", {"competent-court"}),
    ],
)  # fmt: skip
def test_two_things_asked_at_once_are_both_answered(tools: Tools, text: str, topics: set[str]) -> None:
    claims = answer(Question(text=text), tools).draft.claims
    assert topics <= {c.citations[0].passage.topic for c in claims if c.citations[0].passage.states[0] == "KZ"}
