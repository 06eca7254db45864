"""What docs/examples.py asks, and that its pages show every answer."""

import tomllib
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
ASKED = tomllib.loads((DOCS / "examples.toml").read_text(encoding="utf-8"))


def test_there_are_as_many_examples_as_were_promised() -> None:
    assert len(ASKED["routes"]) == 12 and all(len(pair["days"]) == 2 for pair in ASKED["routes"])
    assert [len(section["questions"]) for section in ASKED["sections"]] == [5, 10, 10, 10]
    assert len(ASKED["conversations"]) == 10 and all(len(talk["turns"]) >= 4 for talk in ASKED["conversations"])


def test_the_pages_have_every_question() -> None:
    law, talks = ((DOCS / name).read_text(encoding="utf-8") for name in ("law.md", "conversations.md"))
    for section in ASKED["sections"]:
        assert all(f"### {question}\n" in law for question in section["questions"])
    assert law.count("`exequatur route --from") == 24
    for talk in ASKED["conversations"]:
        assert all(f"### — {turn}\n" in talks for turn in talk["turns"])
