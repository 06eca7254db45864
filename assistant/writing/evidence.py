"""Which passages the model is given, under which names, and how much of them fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.prompts import fence, filled
from assistant.types import Draft, Evidence, Inquiry
from corpus.types import Passage, Standing

LANGUAGES = {"en": "English", "ru": "Russian"}
CHARACTERS_A_TOKEN = 3.2
"""A cautious guess, to leave evidence out before a server refuses; the server's own word counts."""

REPLY_TOKENS = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A prompt with the passages in it; `cut` are those left out because they did not fit, worst last."""

    text: str
    passages: Mapping[str, Passage]
    cut: tuple[str, ...]


def chosen(draft: Draft, evidence: Evidence) -> list[Passage]:
    """The passages that the quotation draft cites, then the rest of the evidence in the order of its rank."""
    cited = [citation.passage for claim in draft.claims for citation in claim.citations]
    return list({p.id: p for p in (*cited, *(hit.passage for hit in evidence.hits))}.values())


def material(
    inquiry: Inquiry, draft: Draft, passages: Sequence[Passage], language: str, most: int, window: int
) -> Material:
    """The prompt for as many of the passages, best first, as the window of `window` tokens has room for; at least one."""
    kept = list(passages)
    while True:
        named = {f"P{number}": passage for number, passage in enumerate(kept, 1)}
        text = filled(
            "write",
            language=LANGUAGES[language],
            reader={"plain": "reader who is no lawyer", "lawyer": "lawyer"}.get(
                inquiry.register or "", "creditor or junior lawyer"
            ),
            most=str(most),
            finding=draft.lead,
            question=inquiry.query,
            passages=_blocks(named),
        )
        if len(text) / CHARACTERS_A_TOKEN + REPLY_TOKENS <= window or len(kept) == 1:
            cut = tuple(passage.id for passage in passages[len(kept) :])
            return Material(text=text, passages=named, cut=cut)
        kept = kept[:-1]


def _blocks(named: Mapping[str, Passage]) -> str:
    mark = fence(*(passage.text for passage in named.values()))
    return "\n\n".join(
        f"===== {name} {mark} =====\n{_about(passage)}\n{passage.text}\n===== end of {name} {mark} ====="
        for name, passage in named.items()
    )


def _about(passage: Passage) -> str:
    doubt = "" if passage.standing is Standing.CONFIRMED else f"; {passage.standing.value}"
    where = ", ".join(part for part in (passage.authority, passage.pinpoint) if part)
    return f"({where}; {passage.kind.value}{doubt})"
