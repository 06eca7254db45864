"""A deterministic assistant over the real corpus, for the tests of the page."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.contract import facts_json
from assistant.keeping.database import open_database
from assistant.keeping.keeper import Keeper
from assistant.keeping.receipts import Provenance
from assistant.own.documents import ConversationDocuments
from assistant.types import Offer, Question
from assistant.ui.coverage import coverage
from assistant.ui.local import MEMO_FORMS, case_facts
from assistant.ui.types import AnswerObject, Coverage, FactValue
from corpus.catalogue import load_documents
from corpus.errors import ExequaturError
from corpus.languages import load_languages
from corpus.tables import load_tables
from corpus.types import Document, Passage, Source
from index.embedders import embedder

LEAD = "kz-cpc-2015/501-1"
STEPS = ("understand", "retrieve", "rank", "compose", "verify")


@lru_cache
def documents() -> tuple[Document, ...]:
    return load_documents()


def citation(passage: Passage, title: str = "", start: int = 0, end: int | None = None) -> dict[str, Any]:
    stop = len(passage.text) if end is None else end
    window = passage.window
    return {
        "passage_id": passage.id,
        "source_id": passage.source_id,
        "title": title or passage.source_id,
        "authority": passage.authority,
        "pinpoint": passage.pinpoint,
        "quote": passage.text[start:stop],
        "start": start,
        "end": stop,
        "url": passage.url,
        "kind": passage.kind.value,
        "standing": passage.standing.value,
        "valid_from": window.first.isoformat() if window.first else None,
        "valid_to": window.last.isoformat() if window.last else None,
    }


def answer(question: str, **changes: Any) -> dict[str, Any]:
    """An answer object that says nothing, with the fields of `changes` put in."""
    blank: dict[str, Any] = {
        "id": "00000000000000aa",
        "question": question,
        "query": question,
        "language": "en",
        "as_of": "2026-11-22",
        "status": "answered",
        "reason": None,
        "verdict": None,
        "lead": "",
        "claims": [],
        "conflicts": [],
        "route": None,
        "table": None,
        "case_facts": {},
        "read_from": [],
        "choices": [],
        "missing": [],
        "covered": [],
        "notice": "",
        "explanations": [],
        "follow_ups": [],
        "writer": "quotation",
        "withheld": [],
        "trace": {
            "intent": "answer",
            "answer_type": "yes/no",
            "english": question,
            "topics": ["reciprocity"],
            "states": ["KZ"],
            "kinds": ["judgment"],
            "instruments": [],
            "premises": [],
            "unknown": [],
            "evidence": [],
            "dropped": [],
        },
        "corpus": "build-1",
        "timings_ms": {"understand": 2.0, "retrieve": 9.5, "rank": 1.0, "compose": 3.0, "verify": 0.5, "total": 16.0},
    }
    unknown = set(changes) - set(blank)
    if unknown:
        raise ValueError(f"no field {unknown}")
    return blank | changes


class Broken(ExequaturError):
    """What a question that says "break" gets."""


@dataclass
class Scripted:
    """Answers by what the question contains; remembers what it was asked."""

    pause_s: float = 0.0
    asked: list[tuple[str, tuple[str, ...], dict[str, FactValue]]] = field(default_factory=list)

    @property
    def passages(self) -> Mapping[str, Passage]:
        return {passage.id: passage for document in documents() for passage in document.passages}

    @property
    def sources(self) -> Mapping[str, Source]:
        return {document.source.id: document.source for document in documents()}

    @property
    def outside(self) -> str:
        return ""

    def coverage(self) -> Coverage:
        tables = load_tables()
        names = {code: state.name for code, state in tables.states.items()}
        covered = {passage.states[0] for passage in self.passages.values()}
        return coverage(self.passages, self.sources, names, covered, len(tables.instruments))

    def words(self, language: str) -> Mapping[str, str]:
        languages = load_languages()
        return {**languages["en"].messages, **languages[language].messages}

    def question(
        self,
        text: str,
        *,
        earlier: tuple[str, ...] = (),
        offers: tuple[tuple[Offer, ...], ...] = (),
        facts: Mapping[str, FactValue] | None = None,
        as_of: date | None = None,
        register: str | None = None,
        language: str | None = None,
        area: str | None = None,
        just_clarified: bool = False,
    ) -> Question:
        return Question(
            text=text,
            earlier=earlier,
            offers=offers,
            facts=case_facts(facts or {}),
            as_of=as_of,
            register=register,
            language=language,
            just_clarified=just_clarified,
            area=area,
        )

    def ask(
        self,
        question: Question,
        *,
        matter: str = "",
        report: Callable[[str], None] = lambda step: None,
        show: Callable[[AnswerObject], None] = lambda part: None,
    ) -> dict[str, Any]:
        text, given = question.text, facts_json(question.facts)
        facts = {name: value for name, value in given.items() if value is not None}
        self.asked.append((text, question.earlier, facts))
        slow = 100 if "for ages" in text else 10 if "slowly" in text else 1
        for step in STEPS:
            report(step)
            time.sleep(slow * self.pause_s)
        if "break" in text:
            raise Broken("the index is gone", hint="Run exequatur index.")
        if "crash" in text:
            raise RuntimeError("a fault of the code")
        if "my judgment" in text.lower():
            return answer(
                text,
                status="clarify",
                reason="fact_missing",
                lead="Which State's court gave the decision? Each travels by a route of its own.",
                choices=[{"label": "Sweden", "value": "Sweden"}, {"label": "China", "value": "China"}],
            )
        if "rain" in text:
            return answer(
                text,
                status="declined",
                reason="out_of_scope",
                lead="The question is outside the recognition and enforcement of foreign judgments and awards.",
                covered=["reciprocity in Kazakhstan"],
            )
        full = self._full(text, facts, question.as_of) | {"language": question.language or "en"}
        for shown in range(1, len(full["claims"])):
            show(full | {"claims": full["claims"][:shown]})
            time.sleep(slow * self.pause_s)
        return full

    def _full(self, text: str, facts: Mapping[str, FactValue], as_of: date | None) -> dict[str, Any]:
        passages = list(self.passages.values())
        first = self.passages.get(LEAD) or passages[0]
        weak = next(p for p in passages if p.standing.value == "unconfirmed" and "KZ" in p.states)
        inferred = next(p for p in passages if p.standing.value == "inference" and "KZ" in p.states)
        more = [p for p in passages if "KZ" in p.states and p.topic in ("limitation", "documents", "costs")][:3]
        also = [p for p in passages if p.topic == "reciprocity"][:6]
        titles = {id_: source.title for id_, source in self.sources.items()}
        told = [first, *more, weak, inferred]
        claims = [
            {"text": p.text, "topic": p.topic, "citations": [citation(p, titles[p.source_id], 0, len(p.text) // 2)]}
            for p in told
        ]
        found = [
            {"passage_id": p.id, "found_by": "words and meaning", "ranks": {"words": 1, "meaning": 3}}
            for p in [*told, *also]
        ]
        blank = answer(text)
        return blank | {
            "as_of": (as_of or date(2026, 11, 22)).isoformat(),
            "verdict": "conditional",
            "lead": first.text,
            "claims": claims,
            "conflicts": [
                {
                    "summary": "A commentary of 2016 read reciprocity as a condition inside treaties; the apex court's "
                    "guidance of December 2023 treats it as separate.",
                    "stands": "The later and higher source.",
                    "passage_ids": [also[0].id],
                }
            ],
            "route": {
                "origin": "Sweden",
                "requested": "Kazakhstan",
                "kind": "judgment",
                "options": [
                    {
                        "instrument": "Hague Judgments Convention 2019",
                        "applies": "no",
                        "why": "Kazakhstan is not a party",
                        "passage_ids": [also[1].id],
                    },
                    {"instrument": "Bilateral treaty", "applies": "open", "why": "none found", "passage_ids": []},
                    {
                        "instrument": "Reciprocity, CPC art. 501(1)",
                        "applies": "yes",
                        "why": "on proof",
                        "passage_ids": [first.id],
                    },
                ],
            },
            "table": self._table(also) if "compare" in text.lower() else None,
            "read_from": [{"field": "state_of_origin", "words": "Stockholm", "turn": 0, "start": 10, "end": 19}],
            "case_facts": {"state_of_origin": "SE", "requested_state": "KZ", "kind": "judgment", "money": True}
            | dict(facts),
            "explanations": [{"term": "reciprocity", "plain": "each State enforces what the other decides"}],
            "follow_ups": ["What must be filed?", "What proves reciprocity?", "And for an arbitral award?"],
            "notice": "Part of this answer rests on statements that no source seen confirms; they are marked.",
            "withheld": [{"text": "Duty is 9 MCI.", "why": "the quotation is not in the passage"}],
            "trace": blank["trace"]
            | {"evidence": found, "dropped": [{"passage_id": also[5].id, "why": "says the same"}]},
        }

    def _table(self, rests: list[Passage]) -> dict[str, Any]:
        cells = [
            {"text": "an alternative basis, on proof", "passage_ids": [rests[2].id]},
            {"text": "not in the corpus", "passage_ids": []},
        ]
        return {
            "columns": ["reciprocity", "finality"],
            "rows": [{"state": name, "cells": cells} for name in ("Kazakhstan", "Germany", "China")],
        }


class WithMemo(Scripted):
    """Also writes a file."""

    memo_forms = MEMO_FORMS

    def memo(self, answers: Sequence[AnswerObject], form: str) -> bytes:
        return f"{form} memo of {' '.join(answer['question'] for answer in answers)}".encode()


class WithDocuments(WithMemo):
    """Also takes documents; a question that says "document" is answered from the first of them."""

    def __init__(self, pause_s: float = 0.0) -> None:
        super().__init__(pause_s=pause_s)
        self.documents = ConversationDocuments(embedder("hashing:64"), load_languages())

    def ask(self, question: Question, *, matter: str = "", **how: Any) -> dict[str, Any]:
        library = self.documents.library(matter)
        if "document" not in question.text or not library:
            return super().ask(question, matter=matter, **how)
        first = next(iter(library.passages.values()))
        said = {"text": first.text, "topic": "your document says", "citations": [citation(first, first.heading)]}
        return answer(question.text, lead=f"Your document says: {first.text}", claims=[said])


def keeper_in(folder: Path, passages: Mapping[str, Passage] | None = None) -> Keeper:
    """What keeps answers in a database of its own; `passages` are the corpus of today."""
    made_with = Provenance(
        corpus="build-1",
        corpus_hash="hash of the corpus",
        settings="hash of the settings",
        embedder="none",
        weights="none",
        writer="quotation:",
        prompts=None,
        day=date(2026, 11, 22),
    )
    known = Scripted().passages if passages is None else passages
    return Keeper(open_database(folder), made_with, known)
