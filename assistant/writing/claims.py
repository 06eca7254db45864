"""From what the model returned to a claim with citations, or to why it is none."""

from collections.abc import Mapping

from assistant.checking.quotations import located
from assistant.checking.support import whole_sentences
from assistant.types import Citation, Claim
from assistant.withholding import Why
from assistant.writing.shape import ClaimOut
from corpus.types import TOPICS, Passage


def claim_from(out: ClaimOut, named: Mapping[str, Passage]) -> tuple[Claim | None, Why | None]:
    """The claim with each quotation found in its passage and widened to whole sentences; or None and why.

    A quotation that stands in another of the passages given is cited from where it stands.
    """
    citations: dict[tuple[str, int, int], Citation] = {}
    for quote in out.quotes:
        asked = named.get(quote.passage.strip().strip("[]()").upper())
        places = (
            (passage, located(quote.quote, passage.text))
            for passage in dict.fromkeys((asked, *named.values()))
            if passage
        )
        found = next(((passage, span) for passage, span in places if span is not None), None)
        if found is None:
            return None, Why(key="unquoted")
        citation = Citation(passage=found[0], span=found[1])
        span = whole_sentences(citation)
        citations[found[0].id, span.start, span.end] = Citation(passage=found[0], span=span)
    kept = tuple(citations.values())
    return Claim(text=tidy(out.text), topic=TOPICS[kept[0].passage.topic], citations=kept), None


def tidy(text: str) -> str:
    """The text on one line, with a full stop."""
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."
