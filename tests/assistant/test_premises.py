"""What a question takes for granted."""

import pytest

from assistant.reading.premises import premises


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Since the US ratified the Hague Judgments Convention, can I enforce a Kazakh judgment there?",
            "the US ratified the Hague Judgments Convention",
        ),
        (
            "Given that Kazakhstan joined the Hague Judgments Convention, how is a French judgment enforced?",
            "Kazakhstan joined the Hague Judgments Convention",
        ),
        (
            "As reciprocity was abolished in 2020, which route is left?",
            "reciprocity was abolished in 2020",
        ),
        (
            "Kazakhstan is a party to the Lugano Convention, so can a Swiss judgment be enforced?",
            "Kazakhstan is a party to the Lugano Convention",
        ),
        (
            "The time limit is ten years. How do I count it?",
            "The time limit is ten years",
        ),
        (
            "When did Kazakhstan join the Hague Judgments Convention?",
            "Kazakhstan join the Hague Judgments Convention",
        ),
        (
            "Why does Kazakhstan review the merits of foreign judgments?",
            "Kazakhstan review the merits of foreign judgments",
        ),
    ],
)
def test_what_is_taken_for_granted_is_found(text: str, expected: str) -> None:
    assert expected in premises(text)


@pytest.mark.parametrize(
    "text",
    [
        "Which court decides?",
        "Can an English judgment be enforced in Kazakhstan?",
        "Since 2016, which court decides?",
        "Since we won in London, can we enforce in Kazakhstan?",
        "Our debtor moved to Almaty. Can we enforce there?",
        "I won in London and my debtor has a house in Almaty. Can I enforce?",
        "",
    ],
)
def test_the_users_own_case_and_a_plain_question_take_nothing_for_granted(text: str) -> None:
    assert premises(text) == ()


def test_since_when_is_a_question_and_no_reason() -> None:
    assert premises("Since when has the treaty with Turkey been in force?") == ()
