"""Questions that no digest of law on foreign decisions can answer, beside those that only sound like them."""

import pytest

from assistant.reading.beyond import beyond


@pytest.mark.parametrize(
    "question",
    [
        "Draft me a power of attorney for the bailiff.",
        "Please write a letter to my debtor in Aktobe",
        "How do I get a work visa for Kazakhstan?",
        "My wife took our daughter from Rome to Almaty. How do I get her back?",
        "Which bribe makes the court in Astana faster?",
        "How can we hide our accounts from the creditor?",
        "Honestly, will we win?",
        "They offer us half of the sum. Should we accept?",
        "Which bailiff in Atyrau is the best?",
        "Can you recommend us a good law firm in Almaty?",
    ],
)
def test_what_is_asked_lies_beyond(question: str) -> None:
    assert beyond(question)


@pytest.mark.parametrize(
    "question",
    [
        "Is a German adoption order recognised in Kazakhstan?",
        "The debtor forged the contract. Is fraud a ground for refusing our judgment?",
        "Can a judgment won by bribing the judge be enforced?",
        "Can the bailiff take the debtor's pension?",
        "Should we sue at home or in Kazakhstan?",
        "Who writes the application for a writ?",
        "Can a bailiff be chosen by the creditor?",
        "What is the best evidence of reciprocity?",
        "Will the court in Almaty recognise a custody order from Poland?",
    ],
)
def test_what_names_a_decision_or_a_rule_does_not(question: str) -> None:
    assert not beyond(question)
