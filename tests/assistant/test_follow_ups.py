"""A follow-up gets the answer of the same question spelled out in full."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

Answer = dict[str, Any]
PAIRS = yaml.safe_load((Path(__file__).parent / "data" / "follow-ups.yaml").read_text(encoding="utf-8"))
ALIKE_AT_LEAST = 0.85
"""Mean share of the passages cited by either answer that both cite."""

FIRST_AT_LEAST = 0.9
"""Share of the pairs whose first passage is among those of the other answer."""


@pytest.fixture(scope="module")
def answers(converse: Callable[..., list[Answer]]) -> list[tuple[Answer, Answer]]:
    return [(converse(*pair["turns"])[-1], converse(pair["full"])[-1]) for pair in PAIRS]


def cited(answer: Answer) -> list[str]:
    return [claim["citations"][0]["passage_id"] for claim in answer["claims"]]


def read(answer: Answer) -> dict[str, Any]:
    """What was understood, and what was answered."""
    facts, trace = answer["case_facts"], answer["trace"]
    return {
        "status": answer["status"],
        "verdict": answer["verdict"],
        "as_of": answer["as_of"],
        "from": facts["state_of_origin"],
        "to": facts["requested_state"],
        "kind": facts["kind"],
        "states": trace["states"][:2],
        "topic": trace["topics"][:1],
        "type": trace["answer_type"],
    }


def test_there_are_sixty_pairs_or_more() -> None:
    assert len(PAIRS) >= 60


@pytest.mark.parametrize(
    "at", range(len(PAIRS)), ids=[f"{pair['turns'][-1]} | {pair['full']}"[:80] for pair in PAIRS]
)
def test_it_is_read_as_the_question_in_full_and_gets_the_same_verdict(
    answers: list[tuple[Answer, Answer]], at: int
) -> None:
    follow_up, full = answers[at]
    assert read(follow_up) == read(full)


def test_it_cites_the_same_passages(answers: list[tuple[Answer, Answer]]) -> None:
    shares, firsts = [], []
    for follow_up, full in answers:
        ours, theirs = cited(follow_up), cited(full)
        shares.append(len(set(ours) & set(theirs)) / len(set(ours) | set(theirs)) if ours or theirs else 1.0)
        firsts.append(ours[:1] == theirs[:1] or bool(set(ours[:1]) & set(theirs)))
    alike, first = sum(shares) / len(shares), sum(firsts) / len(firsts)
    print(f"{len(shares)} pairs: {alike:.2f} of the passages are the same, the first passage in {first:.2f}")
    assert alike >= ALIKE_AT_LEAST
    assert first >= FIRST_AT_LEAST
