"""A verdict with what it rests on."""

from dataclasses import dataclass

from assistant.types import SURE, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A verdict with the passages it rests on; `lead` is a sentence made from tables, empty to quote the first passage.

    `belief`, 0 to 1, is the share that the statements leave in a verdict which they settle; None where tables do.
    """

    verdict: Verdict
    passage_ids: tuple[str, ...]
    lead: str = ""
    why: str = ""
    by_words: bool = False
    belief: float | None = None


def verdict_message(verdict: str, belief: float | None, sure: float = SURE) -> str:
    """The message that words a verdict: as it is, or as likely where statements leave less than `sure` of belief in it."""
    doubted = belief is not None and belief < sure and verdict in (Verdict.YES, Verdict.NO)
    return f"verdict_likely_{verdict}" if doubted else f"verdict_{verdict}"


def day(value: object) -> str:
    """A date as "5 May 2023"; "—" for None."""
    return f"{value.day} {value:%B %Y}" if value else "—"  # type: ignore[attr-defined]
