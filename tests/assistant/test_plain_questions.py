"""Plain questions of a few words, whose answer nobody may get wrong."""

import pytest

from assistant.pipeline import Tools, answer
from assistant.types import Question


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Are foreign arbitral awards enforced in Kazakhstan?", "yes"),
        ("Does Kazakhstan enforce arbitral awards?", "yes"),
        ("Are foreign judgments enforced in Kazakhstan?", "conditional"),
        ("Does Russia recognise foreign judgments?", "conditional"),
        ("Can a Nigerian judgment be enforced in Kazakhstan?", "conditional"),
        ("Is a Chilean award enforceable in Kazakhstan?", "conditional"),
        ("Can the debtor appeal?", "yes"),
        ("Can I appeal a refusal?", "yes"),
        ("Is there a deadline for filing?", "yes"),
        ("Can the three-year period be restored?", "yes"),
        ("Does the debtor have to be notified?", "yes"),
        ("Can the Kazakh court look at the merits again?", "no"),
        ("Can a Kazakh court refuse on public policy?", "yes"),
        ("Is a certificate of finality needed?", "yes"),
    ],
)
def test_a_plain_question_gets_the_plain_verdict(tools: Tools, text: str, verdict: str) -> None:
    found = answer(Question(text=text), tools).draft.verdict
    assert found is not None and found.value == verdict
