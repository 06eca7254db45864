"""Feedback as draft eval cases: all that the record knows is filled in, what only a person can know is left blank."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from assistant.keeping.receipts import asked
from assistant.keeping.types import Complaint, Feedback, KeptAnswer
from corpus.types import TOPICS

HEAD = """\
# Drafts from readers' feedback. `python -m evals` names each as incomplete until its blank fields are filled in.
# Check status, verdict and key points against the authority, not against the answer; choose kind, persona and split;
# then delete the comment above the case and give it an id of its own. docs/evals.md explains every field.
"""
WHAT_TO_DO = {
    Complaint.USEFUL: "the reader found it useful; write down what made it so as key_points",
    Complaint.WRONG_SOURCE: "name the right authority, and what it says as key_points",
    Complaint.OUT_OF_DATE: "say what holds today as key_points, and what no longer does as must_not",
    Complaint.WRONG_ANSWER: "say what is right as verdict and key_points, and what was wrong as must_not",
    Complaint.OTHER: "read the note, and say what the answer must hold as key_points",
}


def drafts(said: Iterable[tuple[Feedback, KeptAnswer]]) -> str:
    """One YAML file of draft cases, one a piece of feedback."""
    return HEAD + "".join(f"\n{_draft(feedback, kept, number)}" for number, (feedback, kept) in enumerate(said, 1))


def _draft(feedback: Feedback, kept: KeptAnswer, number: int) -> str:
    answer = kept.answer
    note = f' The note: "{_line(feedback.note)}".' if feedback.note else ""
    gave = ", ".join(part for part in (answer["status"], answer["verdict"] or "") if part)
    comments = [
        f"# DRAFT, {feedback.given_at[:10]}: {feedback.complaint.value}; {WHAT_TO_DO[feedback.complaint]}.{note}",
        f"# It was: {gave}. {_line(answer['lead'])}",
        f"# It cited: {_line('; '.join(_cited(answer)) or 'nothing')}. Receipt {kept.id}.",
    ]
    return "\n".join(
        [*comments, yaml.safe_dump([_case(feedback, kept, number)], sort_keys=False, allow_unicode=True)]
    )


def _case(feedback: Feedback, kept: KeptAnswer, number: int) -> dict[str, Any]:
    answer, question = kept.answer, asked(kept.receipt)
    right = feedback.complaint is Complaint.USEFUL
    topics = [topic for topic in answer["trace"].get("topics", []) if topic in TOPICS]
    return {
        "id": f"draft-{kept.id[:12]}-{number}",
        "kind": "multi-turn" if question.earlier else "general",
        "persona": "lawyer",
        "language": answer["language"],
        "split": "dev",
        "turns": [*question.earlier, question.text],
        "as_of": answer["as_of"],
        "expects": {
            "status": answer["status"] if right else "answered",
            "reason": (answer["reason"] or "") if right else "",
            "verdict": (answer["verdict"] or "") if right else "",
            "key_points": "",
            "must_not": "",
            "authorities": [[pinpoint] for pinpoint in _cited(answer)] if right else "",
        },
        "topic": topics[0] if topics else "",
        "states": list(answer["trace"].get("states", [])),
        "written_from": f"feedback, receipt {kept.id}",
        "written_by": "",
        "reviewed_by": "",
    }


def _cited(answer: Mapping[str, Any]) -> list[str]:
    """The pinpoints cited, or the titles where there is no pinpoint, each once."""
    found = (c["pinpoint"] or c["title"] for claim in answer["claims"] for c in claim["citations"])
    return list(dict.fromkeys(found))


def _line(text: str) -> str:
    """`text` on one line, with nothing in it that would end a comment."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
