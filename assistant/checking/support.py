"""What carries a claim: the sentences that its quotations touch, and the passages around them."""

from dataclasses import dataclass
from typing import Protocol

from assistant.checking.sense import Sense, language_in, sense
from assistant.sentences import sentences
from assistant.types import Citation, Claim
from corpus.types import Passage, Span


class Named(Protocol):
    """Finds States and instruments in a text of a language; see `assistant.checking.names`."""

    def english(self, text: str, code: str) -> str:
        """The text in words of the corpus."""

    def states(self, text: str, code: str) -> frozenset[str]:
        """Codes of the States named."""

    def sides(self, text: str, code: str) -> dict[str, frozenset[str]]:
        """For each State named: "of" where a decision is its own, "in" where something happens there."""

    def places(self, text: str, code: str) -> tuple[tuple[str, int, int], ...]:
        """Each State named, with where it stands."""

    def instruments(self, text: str, code: str) -> frozenset[str]:
        """Ids of the instruments named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What a claim rests on.

    `said` are the quoted sentences, whole; `around` the passages with their pinpoint, authority and heading; `named` the
    latter alone.
    """

    said: Sense
    around: Sense
    named: Sense
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A claim beside what carries it, for one check."""

    claim: Sense
    support: Support
    named: Named

    @property
    def said(self) -> Sense:
        """The quoted sentences."""
        return self.support.said


def whole_sentences(citation: Citation) -> Span:
    """The span of a citation, widened to the sentences that it touches."""
    touched = [
        span
        for span in sentences(citation.passage.text)
        if span.start < citation.span.end and citation.span.start < span.end
    ]
    return Span(start=touched[0].start, end=touched[-1].end) if touched else citation.span


def support_of(claim: Claim) -> Support:
    """The sentences and passages that a claim cites."""
    spans = {(c.passage.id, whole_sentences(c).start, whole_sentences(c).end): c.passage for c in claim.citations}
    said = " ".join(passage.text[start:end] for (_, start, end), passage in spans.items())
    passages = tuple({passage.id: passage for passage in spans.values()}.values())
    named = " ; ".join(f"{p.pinpoint} ; {p.authority} ; {p.heading}" for p in passages)
    around = " ".join(p.text for p in passages) + f" ; {named}"
    code = language_in(said)
    return Support(said=sense(said, code), around=sense(around, code), named=sense(named, code), passages=passages)
