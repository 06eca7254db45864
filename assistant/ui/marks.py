"""Numbers for the passages that an answer rests on: given once, by code, in reading order."""

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.ui.markup import esc, place
from assistant.ui.types import AnswerObject, Frame

LONGEST = 24
"""The longest last word, in characters, that is kept on one line with its mark."""


def numbers(answer: AnswerObject) -> dict[str, int]:
    """Passage id to its number, from 1: lead and claims, then conflicts, routes and table."""
    found: dict[str, int] = {}
    for id_ in _cited(answer):
        found.setdefault(id_, len(found) + 1)
    return found


def spans(answer: AnswerObject, passage_id: str) -> tuple[tuple[int, int], ...]:
    """Where the answer quotes the passage, in order, overlaps merged."""
    quoted = sorted(
        (citation["start"], citation["end"])
        for claim in answer["claims"]
        for citation in claim["citations"]
        if citation["passage_id"] == passage_id
    )
    merged: list[tuple[int, int]] = []
    for start, end in quoted:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def leading(answer: AnswerObject) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The claims that the lead stands for, and those still to be told.

    A claim whose words the lead, or a cell of the comparison, already holds is not told twice. Where the lead
    holds none, it rests on the first claim, which is told as well.
    """
    lead = _plain(answer["lead"])
    cells = [_plain(cell["text"]) for row in (answer["table"] or {"rows": []})["rows"] for cell in row["cells"]]
    inside = [claim for claim in answer["claims"] if _plain(claim["text"]) in lead]
    rest = [claim for claim in answer["claims"] if not any(_plain(claim["text"]) in told for told in (lead, *cells))]
    return inside or list(answer["claims"][:1]), rest


def claim_marks(claims: Iterable[Mapping[str, Any]], given: Mapping[str, int], turn: int, frame: Frame) -> str:
    """Marks of the citations of some claims, each passage once."""
    seen: dict[str, Mapping[str, Any]] = {}
    for claim in claims:
        for citation in claim["citations"]:
            seen.setdefault(citation["passage_id"], citation)
    return "".join(
        _mark(id_, given[id_], turn, place(c["title"], c["pinpoint"]), c["standing"], frame)
        for id_, c in seen.items()
    )


def marked(text: str, marks: str) -> str:
    """`text`, escaped, with its marks; the first mark stays on the line of the last word."""
    head, space, last = text.rpartition(" ")
    first, end, rest = marks.partition("</button>")
    if not end or len(last) > LONGEST:
        return esc(text) + marks
    return f'{esc(head)}{space}<span class="nb">{esc(last)}{first}{end}</span>{rest}'


def passage_marks(ids: Iterable[str], given: Mapping[str, int], turn: int, frame: Frame) -> str:
    """Marks of passages that a conflict, a route or a cell names."""
    marks = []
    for id_ in dict.fromkeys(ids):
        passage = frame.passages.get(id_)
        name = place(passage.authority, passage.pinpoint) if passage else frame.texts("laws.absent")
        marks.append(_mark(id_, given[id_], turn, name, passage.standing.value if passage else "unconfirmed", frame))
    return "".join(marks)


def _mark(id_: str, number: int, turn: int, name: str, standing: str, frame: Frame) -> str:
    sure = standing == "confirmed"
    told = name if sure else f"{name} ({frame.words.get(f'standing_{standing}', standing)})"
    label = frame.texts("turn.source", n=number, name=told)
    return (
        f'<button type="button" class="m{"" if sure else " weak"}" data-open="{esc(id_)}" data-turn="{turn}" '
        f'title="{esc(told)}" aria-label="{esc(label)}">{number}</button>'
    )


def _cited(answer: AnswerObject) -> Iterable[str]:
    inside, rest = leading(answer)
    for claim in [*inside, *rest]:
        yield from (citation["passage_id"] for citation in claim["citations"])
    for conflict in answer["conflicts"]:
        yield from conflict["passage_ids"]
    for option in (answer["route"] or {"options": []})["options"]:
        yield from option["passage_ids"]
    for row in (answer["table"] or {"rows": []})["rows"]:
        for cell in row["cells"]:
            yield from cell["passage_ids"]


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".;: ").casefold()
