"""Several States of origin or requested States in one question: each is answered."""

from collections.abc import Callable
from typing import Any

Answer = dict[str, Any]
Ask = Callable[..., Answer]


def rows(answer: Answer) -> dict[str, str]:
    return {row["state"]: row["cells"][0]["text"] for row in answer["table"]["rows"]}


def test_two_states_of_origin_are_answered_one_by_one(ask: Ask) -> None:
    answer = ask("Can a Dutch or a Russian judgment be enforced in Kazakhstan?")
    assert rows(answer) == {"Netherlands": "Possible, on conditions", "Russia": "Yes"}
    assert answer["verdict"] == "conditional"
    assert "Netherlands" in answer["lead"] and "Russia" in answer["lead"]
    assert 3 <= len(answer["claims"]) <= 7


def test_two_requested_states_are_answered_one_by_one(ask: Ask) -> None:
    answer = ask("Can a Russian judgment be enforced in Kazakhstan or in Uzbekistan?")
    assert rows(answer) == {"Kazakhstan": "Yes", "Uzbekistan": "Yes"}
    assert answer["verdict"] == "yes"


def test_each_is_answered_in_the_users_language(ask: Ask) -> None:
    answer = ask("Можно ли исполнить решение нидерландского или российского суда в Казахстане?")
    assert rows(answer) == {"Нидерланды": "Возможно при соблюдении условий", "Россия": "Да"}


def test_every_row_names_a_passage_that_is_cited(ask: Ask) -> None:
    answer = ask("Can a Dutch or a Russian judgment be enforced in Kazakhstan?")
    cited = {citation["passage_id"] for claim in answer["claims"] for citation in claim["citations"]}
    for row in answer["table"]["rows"]:
        assert {id_ for cell in row["cells"] for id_ in cell["passage_ids"]} <= cited


def test_a_choice_of_states_can_be_pointed_at_afterwards(converse: Callable[..., list[Answer]]) -> None:
    *_, last = converse("Can a Dutch or a Russian judgment be enforced in Kazakhstan?", "the second country")
    assert last["case_facts"]["state_of_origin"] == "RU" and last["verdict"] == "yes"


def test_an_ignored_question_back_is_answered_with_the_fork(converse: Callable[..., list[Answer]]) -> None:
    first, last = converse("Can I enforce my judgment in Kazakhstan?", "I do not know")
    assert first["status"] == "clarify"
    assert (last["status"], last["verdict"]) == ("answered", "conditional")
    for word in ("Russia", "United States", "yes", "possible, on conditions"):
        assert word in last["lead"]
    assert len(last["claims"]) >= 2
