"""Exequatur and apostille: what passages say of them as data decides, and a convention of both States before the rule."""

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is an apostille required on a Bishkek court's decision for use in Kazakhstan?", "no"),
        ("Does our Yerevan judgment have to be legalised for Kazakhstan?", "no"),
        ("Can a Minsk judgment be filed in Kazakhstan without an apostille?", "yes"),
        ("Does an Uzbek judgment need an exequatur?", "yes"),
        ("Is an exequatur required for an AIFC Court judgment?", "no"),
    ],
)
def test_a_formality_is_decided_by_what_passages_say_of_it(question: str, verdict: str, ask: Ask) -> None:
    answer = ask(question)
    assert answer["verdict"] == verdict
    assert answer["claims"][0]["citations"]


def test_no_convention_of_the_east_exempts_a_western_judgment(ask: Ask) -> None:
    assert ask("Does a French judgment need an apostille in Kazakhstan?")["verdict"] != "no"


@pytest.mark.parametrize(
    "question",
    [
        "Do German courts review the merits?",
        "Проверяет ли Германия решение по существу?",
        "Prüft Deutschland das Urteil in der Sache nach?",
        "L'Allemagne révise-t-elle le jugement au fond ?",
        "Almanya yabancı kararı esastan inceler mi?",
        "德国法院会审查外国判决的实体内容吗?",
    ],
)
def test_a_fact_that_several_sources_share_carries_a_verdict(question: str, ask: Ask) -> None:
    assert ask(question)["verdict"] == "no"


def test_a_treaty_of_two_of_three_states_is_not_taken_for_a_route_between_the_others(ask: Ask) -> None:
    answer = ask("Is the 1993 treaty of China and Kazakhstan good for a Hong Kong judgment?")
    assert answer["verdict"] in ("no", "unsettled")


def test_a_case_told_in_two_turns_is_one_case(converse: Callable[..., list[dict[str, Any]]]) -> None:
    answer = converse(
        "We hold a judgment of a court in Ankara.", "The debtor is a firm in Taraz. Is there a treaty?"
    )[-1]
    assert answer["verdict"] == "yes"
    assert answer["case_facts"]["state_of_origin"] == "TR"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Is an apostille needed on a Dutch judgment in Kazakhstan?", "yes"),
        ("Can I file a German judgment in Almaty without an apostille?", "no"),
        ("Does the apostille requirement apply to a Turkish judgment?", "conditional"),
        ("Is consular legalisation needed for a Dutch judgment in Kazakhstan?", "conditional"),
        ("Do court papers from Dubai need an apostille in Kazakhstan?", "no"),
    ],
)
def test_an_apostille_is_asked_for_where_no_treaty_may_say_otherwise(ask: Ask, text: str, verdict: str) -> None:
    assert ask(text)["verdict"] == verdict
