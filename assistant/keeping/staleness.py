"""Whether an answer still stands: the passages it rests on, compared with those of today."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.keeping.receipts import passage_hash
from assistant.keeping.types import AnswerObject, Receipt
from corpus.types import Passage, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one passage since the answer was given."""

    passage_id: str
    what: str


def changes(answer: AnswerObject, receipt: Receipt, passages: Mapping[str, Passage]) -> tuple[Change, ...]:
    """Every passage that the answer rests on and that is not what it was, in the order of the answer.

    A passage without a hash in the receipt was not of this corpus even then, and is not compared.
    """
    found = []
    told = {citation["passage_id"]: citation for claim in answer["claims"] for citation in claim["citations"]}
    for id_, hash_ in receipt["cited"].items():
        if hash_ is None:
            continue
        passage = passages.get(id_)
        if passage is None:
            found.append(Change(passage_id=id_, what="gone"))
        elif passage_hash(passage) != hash_:
            found.append(Change(passage_id=id_, what="text changed"))
        elif id_ in told and passage.standing.value != told[id_]["standing"]:
            found.append(Change(passage_id=id_, what=f"now {passage.standing.value}"))
        elif id_ in told and _days(passage.window) != (told[id_]["valid_from"], told[id_]["valid_to"]):
            found.append(Change(passage_id=id_, what="dates changed"))
    return tuple(found)


def _days(window: Period) -> tuple[str | None, str | None]:
    first, last = window.first, window.last
    return first.isoformat() if first else None, last.isoformat() if last else None
