"""The claims of a model on a terminal."""

import io
from typing import Any

import pytest
from rich.console import Console

from assistant.streaming import checked_claims
from assistant.types import Citation, Claim


@pytest.fixture
def claims(make_passage: Any) -> list[Claim]:
    passage = make_passage("kz-code/1", "The time limit is three years.")
    citations = (Citation(passage=passage, span=passage.span),)
    return [Claim(text=text, topic="", citations=citations) for text in ("It is three years.", "It runs from then.")]


def test_each_claim_appears_as_it_is_checked_and_makes_room_for_the_answer(claims: list[Claim]) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=60)
    with checked_claims(console) as show:
        show(claims[0])
        first = console.file.getvalue()  # type: ignore[attr-defined]
        assert claims[0].text in first and claims[1].text not in first
        show(claims[1])
        assert claims[1].text in console.file.getvalue()  # type: ignore[attr-defined]
    assert console.file.getvalue().endswith("\x1b[1A\x1b[2K"), "the lines are wiped"  # type: ignore[attr-defined]


def test_nothing_is_written_where_there_is_no_terminal(claims: list[Claim]) -> None:
    console = Console(file=io.StringIO())
    with checked_claims(console) as show:
        show(claims[0])
    assert console.file.getvalue() == ""  # type: ignore[attr-defined]
