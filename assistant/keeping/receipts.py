"""The receipt of an answer: what it was made from, so that it can be asked again and compared."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.keeping.errors import KeepingBroken
from assistant.keeping.types import AnswerObject, Receipt
from assistant.pipeline import Tools
from assistant.settings import Settings
from assistant.types import Question
from corpus.types import Passage

VERSION = 1
PROMPTS = Path(__file__).parents[1] / "prompts"
BESIDE_THE_POINT = {"host", "port", "data", "auth", "database", "open", "retention", "rate", "llm_key"}
"""Settings that cannot move an answer."""

UNSEALED = ("timings_ms", "receipt")
"""Fields of an answer that its hash leaves out: they differ each time, or came after it."""

_QUESTION = TypeAdapter(Question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What answers are made with, the same for all answers of one process.

    `day` is what "today" means to it.
    """

    corpus: str
    corpus_hash: str
    settings: str
    embedder: str
    weights: str
    writer: str
    prompts: str | None
    day: date


def provenance(tools: Tools) -> Provenance:
    """What answers of these tools are made with."""
    manifest = tools.searcher.manifest
    return Provenance(
        corpus=manifest.build_id,
        corpus_hash=manifest.corpus_hash,
        settings=settings_hash(tools.settings),
        embedder=manifest.embedder,
        weights=manifest.weights_sha256,
        writer=tools.settings.llm,
        prompts=prompts_hash(PROMPTS),
        day=tools.reader.today,
    )


def settings_hash(settings: Settings) -> str:
    """SHA-256 of the settings that can move an answer; secrets are not among them."""
    telling = settings.model_dump(mode="json", exclude=BESIDE_THE_POINT)
    return _sha256(canonical(telling))


def prompts_hash(folder: Path) -> str | None:
    """SHA-256 over the prompts in the order of their names; None where there are none."""
    files = sorted(folder.glob("*.md"))
    if not files:
        return None
    return _sha256("\x1f".join(f"{path.name}\x1e{path.read_text(encoding='utf-8')}" for path in files))


def receipt(
    id_: str,
    question: Question,
    answer: AnswerObject,
    made_with: Provenance,
    passages: Mapping[str, Passage],
    made_at: str,
) -> dict[str, Any]:
    """The receipt of an answer.

    Args:
        id_: the id under which the answer is kept.
        question: all that it was asked with.
        answer: the published object.
        passages: those that it may rest on, by id; what is not among them (a user's own document) gets no hash.
        made_at: the moment, as ISO text.
    """
    evidence = [entry["passage_id"] for entry in answer["trace"].get("evidence", [])]
    return {
        "version": VERSION,
        "answer_id": id_,
        "made_at": made_at,
        "program": version("exequatur"),
        "inputs": _QUESTION.dump_python(question, mode="json"),
        "day": made_with.day.isoformat(),
        "corpus": made_with.corpus,
        "corpus_hash": made_with.corpus_hash,
        "settings": made_with.settings,
        "model": {"embedder": made_with.embedder, "weights": made_with.weights, "writer": made_with.writer},
        "prompts": made_with.prompts,
        "evidence": [{"passage_id": name, "sha256": passage_hash(passages.get(name))} for name in evidence],
        "cited": {name: passage_hash(passages.get(name)) for name in rests_on(answer)},
        "verification": verification(answer),
        "answer": answer_hash(answer),
    }


def verification(answer: AnswerObject) -> dict[str, Any]:
    """What became of the check of an answer."""
    return {
        "status": answer["status"],
        "reason": answer["reason"],
        "verdict": answer["verdict"],
        "claims": len(answer["claims"]),
        "quotations": [
            [citation["passage_id"], citation["start"], citation["end"]]
            for claim in answer["claims"]
            for citation in claim["citations"]
        ],
        "withheld": [entry["why"] for entry in answer["withheld"]],
    }


def rests_on(answer: AnswerObject) -> tuple[str, ...]:
    """Ids of every passage that the answer cites or names, each once, in order."""
    return tuple(dict.fromkeys(_named(answer)))


def _named(answer: AnswerObject) -> Iterator[str]:
    for claim in answer["claims"]:
        yield from (citation["passage_id"] for citation in claim["citations"])
    for conflict in answer["conflicts"]:
        yield from conflict["passage_ids"]
    for option in (answer["route"] or {"options": ()})["options"]:
        yield from option["passage_ids"]
    for part in ("conditions", "practice"):
        for one in (answer["route"] or {}).get(part, ()):
            yield from one["passage_ids"]
    for row in (answer["table"] or {"rows": ()})["rows"]:
        for cell in row["cells"]:
            yield from cell["passage_ids"]


def passage_hash(passage: Passage | None) -> str | None:
    """SHA-256 of the text of a passage; None where there is no such passage."""
    return None if passage is None else _sha256(passage.text)


def answer_hash(answer: AnswerObject) -> str:
    """SHA-256 of an answer without what differs each time it is given."""
    return _sha256(canonical({name: value for name, value in answer.items() if name not in UNSEALED}))


def seal(given: Receipt) -> str:
    """SHA-256 of a receipt. The receipt holds the hash of its answer, so this one stands for both."""
    return _sha256(canonical(given))


def alterations(answer: AnswerObject, given: Receipt, sealed: str) -> tuple[str, ...]:
    """What of a kept answer is not as it was written; empty if all of it is."""
    found = []
    if seal(given) != sealed:
        found.append("the receipt is not the one that was sealed")
    if given.get("answer") != answer_hash(answer):
        found.append("the answer is not the one that the receipt was made for")
    return tuple(found)


def asked(given: Receipt) -> Question:
    """The question of a receipt, with all that it was asked with.

    Raises:
        KeepingBroken: a later version wrote it, or it is damaged.
    """
    if given.get("version") != VERSION:
        raise KeepingBroken(
            f"the receipt has version {given.get('version')}, and this program reads {VERSION}",
            hint="Use the version of exequatur that wrote it.",
        )
    try:
        return _QUESTION.validate_python(given["inputs"])
    except (KeyError, ValidationError) as error:
        raise KeepingBroken("the receipt has no question in it", hint="It cannot be asked again.") from error


def differences(given: Receipt, again: Receipt) -> tuple[str, ...]:
    """What differs between the receipt of an answer and that of the same question asked again; empty if nothing does.

    The moment and the id differ by nature and are left out.
    """
    return tuple(
        said
        for name, say in (
            ("corpus_hash", "the corpus"),
            ("settings", "the settings"),
            ("model", "the model"),
            ("prompts", "the prompts"),
            ("program", "the program"),
            ("evidence", "the evidence"),
            ("verification", "the verification"),
            ("answer", "the answer"),
        )
        if given.get(name) != again.get(name)
        for said in (f"{say}{_detail(name, given, again)}",)
    )


def _detail(name: str, given: Receipt, again: Receipt) -> str:
    if name == "evidence":
        before, after = ({entry["passage_id"]: entry["sha256"] for entry in r["evidence"]} for r in (given, again))
        gone, new = _listed(before.keys() - after.keys()), _listed(after.keys() - before.keys())
        changed = _listed(name for name in before.keys() & after.keys() if before[name] != after[name])
        told = [f"{what} {ids}" for what, ids in (("no longer", gone), ("newly", new), ("changed", changed)) if ids]
        return f": {'; '.join(told) or 'another order'}"
    if name == "verification":
        before, after = given["verification"], again["verification"]
        told = [
            f"{key} {before[key]} → {after[key]}"
            for key in ("status", "verdict", "claims")
            if before[key] != after[key]
        ]
        return f": {'; '.join(told) or 'other quotations'}"
    return ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def canonical(value: object) -> str:
    """One text for one value: keys in order, no white space."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
