"""A treaty of two States that the question names is the one that the answer is about, on the day asked for."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.types import CaseFacts
from assistant.weighing.outside import outside
from corpus.types import Passage

Ask = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Was the bilateral treaty between Turkey and Kazakhstan in force on 1 October 1999?", "no"),
        ("Is the bilateral treaty between Turkey and Kazakhstan in force?", "yes"),
        ("Our Ankara judgment was filed on 1 October 1999. Was the bilateral treaty in force in Kazakhstan on that date?", "no"),
        ("Does the Indian-Kazakh treaty of 17 August 1999 carry a Delhi money judgment to Kazakhstan?", "no"),
    ],
)  # fmt: skip
def test_the_treaty_named_settles_it(question: str, verdict: str, ask: Ask) -> None:
    assert ask(question)["verdict"] == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Claim form issued in Leeds on 3 July 2025, assets in Bordeaux. Does Hague 2019 help in France?", "yes"),
        ("Claim form issued in Leeds on 27 June 2025, assets in Bordeaux. Does Hague 2019 help in France?", "no"),
    ],
)
def test_the_day_on_which_proceedings_began_decides(question: str, verdict: str, ask: Ask) -> None:
    assert ask(question)["verdict"] == verdict


@pytest.mark.parametrize(
    "text",
    [
        "we won in milan, debtor sits in aktobe",
        "Our court in Osaka gave judgment for us; the debtor's assets are in Almaty.",
    ],
)
def test_a_case_told_without_a_question_gets_the_way(text: str, ask: Ask) -> None:
    answer = ask(text)
    assert answer["case_facts"]["requested_state"] == "KZ"
    assert answer["status"] in ("answered", "clarify") and answer["reason"] in (None, "fact_missing")


def test_a_task_is_no_case_told(ask: Ask) -> None:
    answer = ask("Give me the phone number of the judge who enforced our Osaka judgment in Almaty.")
    assert answer["status"] == "declined"


@pytest.mark.parametrize(("given", "out"), [(date(2024, 1, 28), True), (date(2024, 1, 29), False), (None, False)])
def test_a_rule_for_later_decisions_leaves_out_earlier_ones(given: date | None, out: bool, tools: Any) -> None:
    passage: Passage = tools.searcher.passages["hk-law/mainland-645"]
    assert outside(passage, CaseFacts(given=given)) is out


def test_any_of_several_is_answered_for_all(ask: Ask) -> None:
    assert ask("Does any of the three, Germany, Russia and China, review the merits?")["verdict"] == "no"
