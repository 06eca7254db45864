"""A conversation: what was said, what the user set by hand, and the next answer."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.contract import as_json, facts_json, offered
from assistant.pipeline import NO_DOCUMENTS, Show, Tools, answer
from assistant.types import CaseFacts, Offer, Question
from corpus.errors import ExequaturError
from index.library import Library

VERSION = 2
READABLE = (1, 2)
"""Versions that can be read; the first did not keep what the answers offered."""

TURNS_AT_MOST = 200


class SessionBroken(ExequaturError):
    """A session file that cannot be read."""


@dataclass(slots=True)
class Session:
    """One conversation of one user; the only thing in the product that changes."""

    turns: list[str] = field(default_factory=list)
    offers: list[tuple[Offer, ...]] = field(default_factory=list)
    facts: CaseFacts = field(default_factory=CaseFacts)
    clarified: bool = False

    def question(
        self,
        text: str,
        tools: Tools,
        as_of: date | None = None,
        language: str | None = None,
        register: str | None = None,
        area: str | None = None,
    ) -> Question:
        """The next turn, with what was said and set before it."""
        return Question(
            text=text,
            earlier=tuple(self.turns[-TURNS_AT_MOST:]),
            offers=tuple(self.offers[-TURNS_AT_MOST:]),
            as_of=as_of,
            language=language or tools.settings.language or None,
            facts=self.facts,
            register=register or tools.settings.wording or None,
            just_clarified=self.clarified,
            area=area,
        )

    def ask(
        self,
        text: str,
        tools: Tools,
        as_of: date | None = None,
        language: str | None = None,
        register: str | None = None,
        report: Callable[[str], None] = lambda step: None,
        show: Show = lambda claim: None,
        library: Library = NO_DOCUMENTS,
        area: str | None = None,
    ) -> dict[str, Any]:
        """Answer the next turn and remember it; the answer object of `assistant.contract`."""
        question = self.question(text, tools, as_of, language, register, area)
        given = as_json(answer(question, tools, report, show, library), tools.searcher.sources)
        self.turns.append(text)
        self.offers.append(offered(given))
        self.clarified = given["status"] == "clarify"
        return given

    def correct(self, **facts: Any) -> None:
        """Set case facts by hand; they win over what the words say."""
        self.facts = replace(self.facts, **facts)

    def save(self, path: Path) -> None:
        """Write the session so that a crash leaves the old file or the new one."""
        kept = {
            "version": VERSION,
            "turns": self.turns,
            "offers": [[[offer.kind, offer.text] for offer in of_turn] for of_turn in self.offers],
            "clarified": self.clarified,
            "facts": facts_json(self.facts),
        }
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(path)

    @classmethod
    def load(cls, path: Path) -> "Session":
        """Read a session; an absent file is a new conversation.

        Raises:
            SessionBroken: the file is cut, of another version, or no session.
        """
        if not path.exists():
            return cls()
        try:
            found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            if found["version"] not in READABLE:
                raise SessionBroken(
                    f"{path.name} was written by version {found['version']} of the session format",
                    hint=f"This version reads {' and '.join(map(str, READABLE))}. The file stays as it is; start a new file.",
                )
            turns = [str(turn) for turn in found["turns"]]
            return cls(
                turns=turns,
                offers=_offers(found.get("offers", ()), len(turns)),
                clarified=bool(found["clarified"]),
                facts=_facts(found["facts"]),
            )
        except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
            raise SessionBroken(
                f"{path.name} is no session file, or only a part of one ({error})",
                hint="The file stays as it is. Name another one, or put back a copy.",
            ) from error


def _offers(kept: Sequence[Sequence[Sequence[str]]], turns: int) -> list[tuple[Offer, ...]]:
    """What each answer offered, one entry a turn; the turns of older files offered nothing that is known."""
    read = [tuple(Offer(kind=str(kind), text=str(text)) for kind, text in of_turn) for of_turn in kept][:turns]
    return [*read, *((),) * (turns - len(read))]


def _facts(kept: Mapping[str, Any]) -> CaseFacts:
    dates = {name: date.fromisoformat(kept[name]) for name in ("begun", "given") if kept.get(name)}
    return CaseFacts(**{**kept, **dates})
