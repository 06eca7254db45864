"""Canned answers, cases and a fake assistant: the evals are tested without a model and without the corpus."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from assistant.types import Reason, Status, Verdict
from evals.types import (
    Authority,
    Conversation,
    EvalCase,
    Expectation,
    Kind,
    KnownPassage,
    Library,
    Persona,
    Reply,
    Split,
)

LIMIT = (
    "Under article 501(3) of Kazakhstan's Code of Civil Procedure a foreign judgment may be presented for enforcement "
    "within three years of its entry into legal force."
)
DUTY = "Kazakhstan charges a state duty of 0.5 MCI on an application to enforce a foreign judgment."


class Parrot:
    """An assistant that gives prepared answers; the id "boom" has none and is a problem."""

    name = "parrot"
    about: Mapping[str, str] = {"embedder": "none"}

    def __init__(self, answers: Mapping[str, Mapping[str, Any]]) -> None:
        self.answers = answers
        self.asked: list[Conversation] = []

    def replies(self, conversations: Sequence[Conversation]) -> Iterator[Reply]:
        for conversation in conversations:
            self.asked.append(conversation)
            if conversation.id not in self.answers:
                yield Reply(id=conversation.id, problem="ValueError: boom")
            else:
                yield Reply(id=conversation.id, answers=(self.answers[conversation.id],) * len(conversation.turns))


@pytest.fixture
def parrot() -> type[Parrot]:
    return Parrot


@pytest.fixture
def library() -> Library:
    return Library(
        passages={
            "kz/501-3": KnownPassage(
                id="kz/501-3", text=LIMIT, cited_as="Code of Civil Procedure No 377-V Art. 501(3)", states=("KZ",)
            ),
            "kz/duty": KnownPassage(id="kz/duty", text=DUTY, cited_as="Tax Code Art. 609", states=("KZ",)),
        },
        hash="0" * 64,
    )


@pytest.fixture
def make_case() -> Callable[..., EvalCase]:
    """A case on the three-year limit; keyword arguments replace fields of the case or of what it expects."""

    def make(**given: Any) -> EvalCase:
        expects: dict[str, Any] = {
            "status": Status.ANSWERED,
            "verdicts": (Verdict.YES,),
            "key_points": (("three years", "3 years"), ("entry into legal force",)),
            "must_not": ("ten years",),
            "authorities": (Authority(names=("501(3)",)),),
        }
        fields: dict[str, Any] = {
            "id": "kz-limit-001",
            "kind": Kind.GENERAL,
            "persona": Persona.CREDITOR,
            "language": "en",
            "split": Split.DEV,
            "turns": ("Is there a time limit to enforce in Kazakhstan?",),
            "topic": "limitation",
            "states": ("KZ",),
            "file": "kazakhstan.yaml",
        }
        for name, value in given.items():
            (expects if name in Expectation.__dataclass_fields__ else fields)[name] = value
        return EvalCase(**fields, expects=Expectation(**expects))

    return make


@pytest.fixture
def make_answer() -> Callable[..., dict[str, Any]]:
    """The right answer to that case, as JSON; keyword arguments replace fields."""

    def make(**given: Any) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "status": "answered",
            "reason": None,
            "verdict": "yes",
            "language": "en",
            "as_of": "2026-11-22",
            "lead": "Yes. The limit is three years.",
            "claims": [{"text": LIMIT, "topic": "limitation", "citations": [citation()]}],
            "conflicts": [],
            "table": None,
            "choices": [],
            "withheld": [],
            "trace": {
                "intent": "answer",
                "topics": ["limitation"],
                "states": ["KZ"],
                "evidence": [{"passage_id": "kz/501-3"}],
                "dropped": [{"passage_id": "kz/duty", "why": "beside the point"}],
            },
            "corpus": "build1",
            "timings_ms": {"understand": 1.0, "total": 10.0},
        }
        return {**answer, **given}

    return make


@pytest.fixture
def make_citation() -> Callable[..., dict[str, Any]]:
    return citation


def citation(**given: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "passage_id": "kz/501-3",
        "title": "Code of Civil Procedure",
        "authority": "No 377-V",
        "pinpoint": "Art. 501(3)",
        "quote": LIMIT,
        "start": 0,
        "end": len(LIMIT),
    }
    return {**fields, **given}


@pytest.fixture
def make_refusal(make_answer: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """A refusal, for want of anything in the corpus."""

    def make(**given: Any) -> dict[str, Any]:
        refusal: dict[str, Any] = {
            "status": "declined",
            "reason": Reason.NOT_IN_CORPUS.value,
            "verdict": None,
            "claims": [],
        }
        return make_answer(**{**refusal, "lead": "The corpus does not say.", **given})

    return make
