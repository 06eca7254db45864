"""Words of another language that stand for nothing here are words of another subject, whatever city they name."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    "question",
    ["Будет ли завтра дождь в Астане?", "Сколько стоит билет в Алматы?", "Ертең Астанада жаңбыр жауа ма?"],
)
def test_another_subject_is_declined(question: str, ask: Callable[..., dict[str, Any]]) -> None:
    answer = ask(question)
    assert (answer["status"], answer["reason"]) == ("declined", "out_of_scope")


@pytest.mark.parametrize("question", ["Казахстан", "А в Казахстане?"])
def test_a_state_alone_is_still_a_question(question: str, ask: Callable[..., dict[str, Any]]) -> None:
    assert ask(question)["status"] in ("answered", "clarify")
