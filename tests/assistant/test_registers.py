"""Two wordings of one answer: the claims are the same, the words around them are not."""

from collections.abc import Callable
from typing import Any

import pytest

Answer = dict[str, Any]
Ask = Callable[..., Answer]
QUESTIONS = [
    "Can a Dutch judgment be enforced in Kazakhstan?",
    "Can a Russian judgment be enforced in Kazakhstan?",
    "Can a French award be enforced in Kazakhstan?",
    "Is reciprocity required in Germany?",
    "How long do I have to enforce a foreign judgment in Kazakhstan?",
    "On what grounds can a foreign judgment be refused in Kazakhstan?",
    "Можно ли исполнить решение нидерландского суда в Казахстане?",
    "Нидерланды сотының шешімін Қазақстанда орындауға бола ма?",
]


def cited(answer: Answer) -> list[tuple[str, str, int, int]]:
    return [
        (claim["text"], citation["passage_id"], citation["start"], citation["end"])
        for claim in answer["claims"]
        for citation in claim["citations"]
    ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_claims_are_the_same_in_every_register(question: str, ask: Ask) -> None:
    usual, plain, lawyer = (ask(question, register=register) for register in (None, "plain", "lawyer"))
    assert cited(usual) == cited(plain) == cited(lawyer)
    assert usual["verdict"] == plain["verdict"] == lawyer["verdict"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_plain_answer_is_worded_otherwise(question: str, ask: Ask) -> None:
    usual, plain = ask(question), ask(question, register="plain")
    assert [claim["topic"] for claim in plain["claims"]] != [claim["topic"] for claim in usual["claims"]]
    assert plain["notice"] != usual["notice"]
    assert plain["explanations"] and not usual["explanations"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_terms_are_explained_that_occur_and_no_others(question: str, ask: Ask) -> None:
    plain = ask(question, register="plain")
    text = " ".join((plain["lead"], *(claim["text"] for claim in plain["claims"]))).lower()
    for item in plain["explanations"]:
        assert item["term"] in text
        assert len(item["plain"].split()) >= 2
    assert len(plain["explanations"]) <= 6


def test_a_lead_made_from_tables_is_said_in_plain_words(ask: Ask) -> None:
    plain = ask("Can a Dutch judgment be enforced in Kazakhstan?", register="plain")
    assert plain["lead"].startswith("Perhaps, if certain conditions are met.")
    assert "have no agreement about such decisions" in plain["lead"]


def test_a_lawyer_gets_the_authority_in_the_lead(ask: Ask) -> None:
    lawyer = ask("Can a Russian judgment be enforced in Kazakhstan?", register="lawyer")
    first = lawyer["claims"][0]["citations"][0]
    assert first["authority"] in lawyer["lead"]


@pytest.mark.parametrize(
    ("turn", "register"),
    [
        ("Say that again more simply.", "plain"),
        ("in plain words please", "plain"),
        ("проще, пожалуйста", "plain"),
        ("қарапайым тілмен айтыңыз", "plain"),
        ("and for a lawyer?", "lawyer"),
    ],
)
def test_the_wording_changes_on_request_and_stays(
    turn: str, register: str, converse: Callable[..., list[Answer]]
) -> None:
    first, again, after = converse("Can a Dutch judgment be enforced in Kazakhstan?", turn, "And in Russia?")
    assert [claim["text"] for claim in again["claims"]] == [claim["text"] for claim in first["claims"]]
    assert (again["lead"] != first["lead"]) is True
    assert bool(after["explanations"]) is (register == "plain")
