"""Write docs/law.md and docs/conversations.md: what the product answers to the questions of docs/examples.toml.

Run `make examples`, or `python docs/examples.py law` for one of the two; it needs the index.
"""

import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from assistant import wiring
from assistant.listing import route_text
from assistant.pipeline import Tools
from assistant.render import as_markdown
from assistant.session import Session
from assistant.settings import read_settings

DOCS = Path(__file__).parent
Asked = Mapping[str, Any]


def main(names: list[str]) -> None:
    """Ask everything anew and write the pages."""
    asked = tomllib.loads((DOCS / "examples.toml").read_text(encoding="utf-8"))
    tools = wiring.build(read_settings(), today=asked["today"])
    for name in names or PAGES:
        path = DOCS / f"{name}.md"
        path.write_text("\n".join(PAGES[name](asked, tools)) + "\n", encoding="utf-8")
        sys.stdout.write(f"{path}\n")


def law(asked: Asked, tools: Tools) -> Iterator[str]:
    """Routes on two days each, then questions by kind."""
    yield "# The law, asked\n"
    yield from _opening(asked)
    yield "\n## Routes"
    for pair in asked["routes"]:
        yield f"\n### {pair['kind']} from {pair['from']} to {pair['to']}"
        for days in pair["days"]:
            yield from _route(pair, days, asked["today"])
    for section in asked["sections"]:
        yield f"\n## {section['title']}"
        for question in section["questions"]:
            yield f"\n### {question}\n"
            yield _body(Session().ask(question, tools))


def conversations(asked: Asked, tools: Tools) -> Iterator[str]:
    """Each conversation whole, turn by turn."""
    yield "# Conversations, whole\n"
    yield from _opening(asked)
    for talk in asked["conversations"]:
        yield f"\n## {talk['title']}"
        session = Session()
        for turn in talk["turns"]:
            answer = session.ask(turn, tools)
            yield f"\n### — {turn}\n"
            if answer["query"] not in ("", turn):
                yield f"*Read as: {answer['query']}*\n"
            yield _body(answer)
            if answer["choices"]:
                yield "\nTo click: " + " · ".join(choice["label"] for choice in answer["choices"])
            if answer["status"] == "declined" and answer["covered"]:
                yield f"\nCovered: {'; '.join(answer['covered'])}. Ask next: {' · '.join(answer['follow_ups'])}"


PAGES: Mapping[str, Callable[[Asked, Tools], Iterator[str]]] = {"law": law, "conversations": conversations}


def _opening(asked: Asked) -> Iterator[str]:
    yield (
        f"Every word below this paragraph is the product's own, as of {asked['today']}, with no language model. `make examples` "
        "writes it again from [examples.toml](examples.toml)."
    )


def _route(pair: Asked, days: Mapping[str, date], today: date) -> Iterator[str]:
    options = " ".join(f"--{name.replace('_', '-')} {day}" for name, day in days.items())
    yield f"\n`exequatur route --from {pair['from']} --to {pair['to']} --kind {pair['kind']} {options}`\n"
    text, _ = route_text(
        pair["from"],
        pair["to"],
        pair["kind"],
        days.get("begun"),
        days.get("given"),
        days.get("as_of", today),
        json_=False,
    )
    yield f"```text\n{text}\n```"


def _body(answer: Asked) -> str:
    """The answer as Markdown, without its heading and its last line, which names the build."""
    lines = as_markdown(dict(answer)).splitlines()[2:-1]
    return "\n".join(f"####{line.lstrip('#')}" if line.startswith("#") else line for line in lines).strip()


if __name__ == "__main__":
    main(sys.argv[1:])
