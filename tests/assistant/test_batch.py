"""Conversations from a JSONL file."""

import json
from typing import Any

import pytest

from assistant.batch import BadLine, answer_lines

GOOD = '{"id": "a", "turns": ["Which court in Kazakhstan decides on a foreign judgment?"]}'


def test_order_is_kept_and_a_broken_line_is_reported_with_its_number(tools: Any) -> None:
    lines = [
        json.dumps({"id": 7, "turns": ["Can a Dutch judgment be enforced in Kazakhstan?", "And in Russia?"]}),
        "",
        '{"id": "broken", "turns": [',
        GOOD,
    ]
    first, broken, last = answer_lines(lines, tools)
    assert isinstance(first, dict) and first["id"] == 7
    assert [answer["case_facts"]["requested_state"] for answer in first["answers"]] == ["KZ", "RU"]
    assert isinstance(broken, BadLine) and broken.number == 3 and "no JSON" in broken.why
    assert isinstance(last, dict) and last["id"] == "a" and len(last["answers"]) == 1


def test_conversations_do_not_leak_into_one_another(tools: Any) -> None:
    lines = [
        json.dumps({"id": 1, "turns": ["Can a Dutch judgment be enforced in Kazakhstan?"]}),
        json.dumps({"id": 2, "turns": ["How long do I have?"]}),
    ]
    _, second = answer_lines(lines, tools)
    assert isinstance(second, dict)
    assert second["answers"][0]["case_facts"]["state_of_origin"] is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("not json", "no JSON"),
        ("[1]", '"id" and "turns"'),
        ('"text"', '"id" and "turns"'),
        ('{"turns": ["a"]}', '"id" and "turns"'),
        ('{"id": 1}', '"turns" is a list'),
        ('{"id": 1, "turns": []}', '"turns" is a list'),
        ('{"id": 1, "turns": "a"}', '"turns" is a list'),
        ('{"id": 1, "turns": [" "]}', '"turns" is a list'),
        ('{"id": 1, "turns": ["a", 2]}', '"turns" is a list'),
        ('{"id": 1, "turns": ["a"], "as_of": "soon"}', '"as_of" is an ISO date'),
        ('{"id": 1, "turns": ["a"], "as_of": 2026}', '"as_of" is an ISO date'),
    ],
)
def test_each_fault_of_a_line_is_named(line: str, says: str, tools: Any) -> None:
    bad, good = answer_lines([line, GOOD], tools)
    assert isinstance(bad, BadLine) and bad.number == 1 and says in bad.why
    assert isinstance(good, dict) and good["id"] == "a"


@pytest.mark.parametrize("turn", ["?!", "\u0000", "a" * 30_000, "\u200b", "1234", "<>"])
def test_a_turn_that_asks_nothing_is_declined_and_the_conversation_goes_on(turn: str, tools: Any) -> None:
    turns = ["Can a Dutch judgment be enforced in Kazakhstan?", turn, "And in Russia?"]
    (line,) = answer_lines([json.dumps({"id": 1, "turns": turns})], tools)
    assert isinstance(line, dict)
    _, empty, last = line["answers"]
    assert empty["status"] == "declined" and empty["reason"] and not empty["claims"]
    assert (last["case_facts"]["state_of_origin"], last["case_facts"]["requested_state"]) == ("NL", "RU")


def test_a_line_may_say_as_of_when(tools: Any) -> None:
    line = json.dumps(
        {"id": 1, "turns": ["Is the United Kingdom bound by the Hague Judgments Convention?"], "as_of": "2025-06-30"}
    )
    (answered,) = answer_lines([line], tools)
    assert isinstance(answered, dict)
    assert answered["answers"][0]["as_of"] == "2025-06-30"
    assert answered["answers"][0]["verdict"] == "no"
