"""What the command line says of what is kept: receipts, feedback, forgetting."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.contract import as_json
from assistant.keeping.answers import Answers
from assistant.keeping.drafts import drafts
from assistant.keeping.errors import KeepingBroken
from assistant.keeping.receipts import alterations, asked, differences, provenance, receipt
from assistant.keeping.staleness import Change, changes
from assistant.keeping.types import Feedback, KeptAnswer
from assistant.memo import write_memo
from assistant.pipeline import Tools, answer
from assistant.render import as_text
from corpus.catalogue import load_documents


def shown(kept: KeptAnswer, json_: bool) -> tuple[str, bool]:
    """A kept answer with its receipt, for a person or a program; and whether it is as it was written."""
    altered = alterations(kept.answer, kept.receipt, kept.seal)
    passages = {passage.id: passage for document in load_documents() for passage in document.passages}
    stale = changes(kept.answer, kept.receipt, passages)
    return (_as_json if json_ else _as_text)(kept, altered, stale), not altered


def _as_json(kept: KeptAnswer, altered: Sequence[str], stale: Sequence[Change]) -> str:
    return json.dumps(
        {
            "answer": kept.answer,
            "receipt": kept.receipt,
            "seal": kept.seal,
            "altered": list(altered),
            "stale": [{"passage_id": change.passage_id, "what": change.what} for change in stale],
        },
        ensure_ascii=False,
        indent=1,
    )


def _as_text(kept: KeptAnswer, altered: Sequence[str], stale: Sequence[Change]) -> str:
    given = kept.receipt
    lines = [
        as_text(dict(kept.answer)),
        "",
        f"Receipt {kept.id}, kept {kept.made_at} for {kept.user}",
        f"  corpus {given['corpus']}, model {given['model']['embedder']}, writer {given['model']['writer']}, exequatur {given['program']}",
        f"  {len(given['evidence'])} passages read, {len(given['cited'])} cited or named",
        f"  seal {kept.seal}",
    ]
    lines += [f"  ALTERED: {what}" for what in altered] or ["  as it was written"]
    lines += [f"  STALE: {change.passage_id}: {change.what}" for change in stale] or [
        "  its sources stand as they stood"
    ]
    return "\n".join(lines)


def replayed(kept: KeptAnswer, tools: Tools) -> tuple[str, ...]:
    """Ask the question of a kept answer again, as it was asked; gives what differs, empty if nothing does.

    Raises:
        KeepingBroken: the answer or its receipt was altered, so that there is nothing to compare with.
    """
    altered = alterations(kept.answer, kept.receipt, kept.seal)
    if altered:
        raise KeepingBroken(
            f"{'; '.join(altered)}", hint="Restore the database from a backup; this entry proves nothing."
        )
    question, passages = asked(kept.receipt), tools.searcher.passages
    again = as_json(answer(question, tools), tools.searcher.sources)
    return differences(kept.receipt, receipt(kept.id, question, again, provenance(tools), passages, kept.made_at))


def memo_of_kept(answers: Answers, receipt_id: str | None, conversation: str | None, to: Path) -> Path:
    """Write the memo of a kept answer, or of a whole conversation; gives the file.

    Raises:
        NotKept: there is none of that id.
    """
    kept = answers.of_conversation(conversation) if conversation else (answers.of_anyone(receipt_id or ""),)
    write_memo([dict(one.answer) for one in kept], to)
    return to


def listed(said: Sequence[tuple[Feedback, KeptAnswer]], json_: bool) -> str:
    """Feedback, a line each."""
    rows: list[dict[str, Any]] = [
        {
            "given_at": feedback.given_at,
            "user": feedback.user,
            "complaint": feedback.complaint.value,
            "note": feedback.note,
            "receipt": kept.id,
            "question": kept.answer["question"],
            "corpus": kept.answer["corpus"],
        }
        for feedback, kept in said
    ]
    if json_:
        return json.dumps(rows, ensure_ascii=False, indent=1)
    lines = [
        f"{row['given_at'][:16]}  {row['complaint']:13}  {row['receipt']}  {' '.join(row['question'].split())[:80]}"
        + (f"\n{'':18}{' '.join(row['note'].split())}" if row["note"] else "")
        for row in rows
    ]
    return "\n".join([*lines, f"{len(rows)} in all"])


def exported(answers: Answers, to: Path) -> int:
    """Write the draft cases of all feedback to a file; gives how many."""
    said = answers.all_said()
    try:
        to.write_text(drafts(said), encoding="utf-8")
    except OSError as error:
        raise KeepingBroken(
            f"{to} cannot be written ({error.strerror})", hint="Name a file in a folder that can."
        ) from error
    return len(said)
