"""Whole answers as a terminal shows them, compared with the text files beside this module.

After a change that moves answers on purpose, write them anew and read the difference before you commit it:

    .venv/bin/python -m pytest tests/snapshots --refresh-snapshots
    git diff tests/snapshots
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from assistant.render import as_text

FOLDER = Path(__file__).parent
QUESTIONS: Mapping[str, str] = {
    "english-judgment": "Can an English judgment be enforced in Kazakhstan without a treaty?",
    "time-limit": "How long do I have to present a foreign judgment for enforcement in Kazakhstan?",
    "off-topic": "How do I bake a carrot cake?",
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_whole_answer_reads_as_it_did(
    name: str, ask: Callable[..., dict[str, Any]], request: pytest.FixtureRequest
) -> None:
    path = FOLDER / f"{name}.txt"
    shown = f"> {QUESTIONS[name]}\n\n{as_text(ask(QUESTIONS[name]))}\n"
    if request.config.getoption("--refresh-snapshots"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_every_file_has_its_question() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(QUESTIONS)
