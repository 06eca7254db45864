"""One cell of a comparison: the passage that speaks of a State and an aspect, and the value that sorts the State."""

from datetime import date

from assistant.comparing.aspects import Aspect
from assistant.reader import Reader
from assistant.sentences import sentences
from assistant.types import Cell, Citation, Claim, Inquiry
from corpus.tables import Coverage
from corpus.types import TOPICS, Passage, Span, Standing

CELL_WORDS = 45
HOME = "KZ"
AUTHORITY = 0.05
"""What each step of weight adds: a statute counts before a note on it."""

BORROWED = 0.6
"""What a passage loses that is not from the State's own law but from a report or a comparison."""

TERMS_OF = {
    "merits-review": "review of the merits", "treaty-needed": "treaty needed required", "reciprocity": "reciprocity required",
    "limit": "foreign judgment presented enforcement limitation period years", "court": "court decides application", "apostille": "apostille convention",
    "treaty-with-kz": "treaty kazakhstan", "exequatur-needed": "exequatur recognition proceedings",
}  # fmt: skip
"""Words that tell an aspect, added to those of the question."""


def passage_of(state: str, aspect: Aspect, inquiry: Inquiry, reader: Reader) -> Passage | None:
    """The passage to quote for a State and an aspect, on the day asked for; None if the corpus has none."""
    kinds = set(inquiry.kinds) or {"judgment"}
    fitting = [
        passage
        for passage in reader.shelf.cell(state, aspect.topic)
        if passage.window.covers(inquiry.as_of)
        and passage.standing is not Standing.OUTDATED
        and (kinds & set(passage.kinds) or "any" in passage.kinds)
    ]
    if aspect.id == "apostille":
        fitting += [p for p in reader.shelf.all.values() if p.instrument == "apostille-1961" and p.states[0] == state]
    asked = reader.subjects.terms(f"{inquiry.english} {TERMS_OF.get(aspect.id, TOPICS[aspect.topic])}")
    value = value_of(state, aspect, inquiry.as_of, reader)
    return max(
        fitting,
        key=lambda p: (
            (1.0 if aspect.key and aspect.key in p.stance else 0.0)
            + (1.0 if aspect.key and value and p.stance.get(aspect.key) == value else 0.0)
            + (1.0 if p.topic == aspect.topic else 0.0)
            + (0.6 if kinds & set(p.kinds) else 0.0)
            + (0.6 if aspect.id == "apostille" and p.instrument == "apostille-1961" else 0.0)
            - (BORROWED if not _own(p, state) else 0.0)
            - (0.4 if len(p.states) > 1 and aspect.key != "treaty-with-kz" else 0.0)
            + reader.subjects.coverage(asked, reader.subjects.of(p))
            + (0.3 if p.standing is Standing.CONFIRMED else 0.0)
            + AUTHORITY * p.kind.weight,
            p.id,
        ),
        default=None,
    )


def _own(passage: Passage, state: str) -> bool:
    return passage.source_id.split("-")[0] == state.split("-")[0].lower()


def value_of(state: str, aspect: Aspect, on: date, reader: Reader) -> str:
    """What the tables, and failing them a passage of the State's own, say of an aspect; "" when neither does."""
    if aspect.key == "treaty-with-kz":
        return _linked(state, on, reader)
    if aspect.key == "apostille" and state in reader.tables.states:
        row = reader.tables.membership("apostille-1961", state, on)
        if row is not None:
            return "yes" if row.binds(on) else "no"
    rule = reader.tables.national(state, on) if state in reader.tables.states else None
    if rule is not None and aspect.column:
        said = getattr(rule, aspect.column)
        if said not in (None, ""):
            return {True: "yes", False: "no"}.get(said, str(said))
    return next(
        (
            passage.stance[aspect.key]
            for passage in reader.shelf.cell(state, aspect.topic)
            if aspect.key in passage.stance
            and passage.window.covers(on)
            and passage.standing is not Standing.OUTDATED
        ),
        "",
    )


def _linked(state: str, on: date, reader: Reader) -> str:
    """Whether a treaty on judgments links a State and Kazakhstan."""
    tables = reader.tables
    if state not in tables.states or state == HOME:
        return ""
    own = [t for t in tables.treaties_between(state, HOME) if t.covers_judgments is not Coverage.NO]
    if any(treaty.binds(on) for treaty in own):
        return "yes"
    several = ("minsk-1993", "chisinau-2002", "kiev-1992")
    if any(tables.bound_between(instrument, state, HOME, on) for instrument in several):
        return "yes"
    return "uncertain" if own else "no"


def is_sure(state: str, aspect: Aspect, passage: Passage | None, inquiry: Inquiry, reader: Reader) -> bool:
    """Whether a confirmed row or a confirmed passage carries the value."""
    if passage is not None and passage.standing is Standing.CONFIRMED:
        return True
    rule = reader.tables.national(state, inquiry.as_of) if state in reader.tables.states else None
    return rule is not None and bool(aspect.column) and rule.standing_of(aspect.column) is Standing.CONFIRMED


def cell_of(passage: Passage | None, aspect: Aspect, inquiry: Inquiry, reader: Reader) -> Cell:
    """The cell as it is shown: words of the passage with its standing, or that the corpus has nothing."""
    if passage is None:
        return Cell(text=reader.message(inquiry.language, "cell_empty"))
    text = passage.text[(span := quoted(passage, aspect, inquiry, reader)).start : span.end]
    if passage.standing is not Standing.CONFIRMED:
        text = f"{text} ({reader.message(inquiry.language, f'standing_{passage.standing.value}')})"
    return Cell(text=text, passage_ids=(passage.id,))


def claim_of(passage: Passage, aspect: Aspect, inquiry: Inquiry, reader: Reader) -> Claim:
    """The same words as a claim."""
    span = quoted(passage, aspect, inquiry, reader)
    return Claim(
        text=passage.text[span.start : span.end],
        topic=TOPICS[aspect.topic],
        citations=(Citation(passage=passage, span=span),),
    )


def quoted(passage: Passage, aspect: Aspect, inquiry: Inquiry, reader: Reader) -> Span:
    """The opening of a passage, or its best sentence when that covers clearly more of what is asked."""
    asked = reader.subjects.terms(f"{inquiry.english} {TERMS_OF.get(aspect.id, TOPICS[aspect.topic])}")

    def covered(span: Span) -> float:
        return reader.subjects.coverage(asked, reader.subjects.terms(passage.text[span.start : span.end]))

    opening = _opening(passage)
    best = max(sentences(passage.text), key=covered)
    return best if covered(best) > covered(opening) + 0.1 else opening


def _opening(passage: Passage) -> Span:
    spans = list(sentences(passage.text))
    end = spans[0]
    for span in spans[1:]:
        if len(passage.text[spans[0].start : span.end].split()) > CELL_WORDS:
            break
        end = span
    return Span(start=spans[0].start, end=end.end)
