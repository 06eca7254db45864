"""What a decision has to go through first: an exequatur, an apostille; by what passages say of it as data."""

import re
from dataclasses import replace

from assistant.reader import Reader
from assistant.subjects import negated
from assistant.types import CENTRE, Inquiry, Verdict
from assistant.weighing.asking import plainly, says_more
from assistant.weighing.finding import Finding
from assistant.weighing.membership import membership_finding
from corpus.types import Passage, Standing

FORMALITY = re.compile(r"\b(?:apostil\w*|legali[sz]\w*)\b", re.IGNORECASE)
NEEDED = re.compile(
    r"\b(?:need\w*|requir\w*|necess\w*|must|have to|has to|mandatory|obligatory|compulsory|demand\w*|without|appl(?:y|ies))\b",
    re.IGNORECASE,
)
EXEQUATUR = re.compile(
    r"\b(?:exequatur|(?:declaration|leave|order) (?:of|for) enforce(?:ability|ment))\b", re.IGNORECASE
)
APOSTILLE = "apostille-1961"
SAID_OF_ANY = re.compile(
    r"\b(?:foreign|judge?ments?|awards?|decisions?|rulings?|courts?|arbitral|aifc|astana|first|go(?:es)? through|through|pass\w*|always|enforc\w*|execut\w*|mine|my|our|have|got|won)\b",
    re.IGNORECASE,
)
"""Words of a question that only asks whether a decision needs an exequatur; one more term makes it another question."""


def by_formality(inquiry: Inquiry, reader: Reader) -> Finding | None:
    """Whether an exequatur, or an apostille, is needed; None where no passage tells as data."""
    text = plainly(inquiry.english)
    if not NEEDED.search(text):
        return None
    if FORMALITY.search(text):
        proof, needed = _dispensing(inquiry, reader), False
        if not proof:
            return _asked_for(inquiry, text, reader)
    elif EXEQUATUR.search(text) and not says_more(inquiry, reader, SAID_OF_ANY, NEEDED, EXEQUATUR):
        proof, needed = _on_exequatur(inquiry, reader)
    else:
        return None
    if not proof:
        return None
    return Finding(
        verdict=Verdict.YES if needed != (negated(text) or _without(text)) else Verdict.NO, passage_ids=proof[:2]
    )


def _without(text: str) -> bool:
    return bool(re.search(r"\bwithout\b", text, re.IGNORECASE))


def _dispensing(inquiry: Inquiry, reader: Reader) -> tuple[str, ...]:
    """Passages by which a convention that binds both States on the day dispenses with an apostille."""
    origin, requested = inquiry.case.state_of_origin, inquiry.case.requested_state
    if origin is None or requested is None:
        return ()
    return tuple(
        passage.id
        for passage in reader.shelf.all.values()
        if passage.stance.get("apostille") == "no"
        and passage.states[0] in (requested, "INT")
        and _stands(passage, inquiry)
        and all(_bound(passage.instrument, state, inquiry, reader) for state in (origin, requested))
    )


def _asked_for(inquiry: Inquiry, text: str, reader: Reader) -> Finding | None:
    """That Kazakhstan asks for it where no treaty with the State of origin may say otherwise; else that it depends."""
    origin, requested = inquiry.case.state_of_origin, inquiry.case.requested_state
    if origin in (None, CENTRE) or requested != CENTRE:
        return None
    said = [p for p in reader.shelf.cell(CENTRE, "translation-legalisation") if p.stance.get("apostille") == "yes"]
    proof = sorted(
        (p for p in said if _stands(p, inquiry) and p.standing is Standing.CONFIRMED),
        key=lambda p: ("party" in p.stance, -p.kind.weight),
    )
    if not proof or origin not in reader.tables.states:
        return None
    of_apostille = "apostil" in text.lower()  # which stands in for legalisation where both States are bound
    outside = membership_finding(inquiry, APOSTILLE, origin, reader) if of_apostille else None
    if outside is not None and outside.verdict is Verdict.NO:  # there is no apostille to have
        return replace(outside, passage_ids=(*outside.passage_ids[:1], *(p.id for p in proof[:1])))
    bound = of_apostille and _bound(APOSTILLE, origin, inquiry, reader)
    plain = bound and not reader.tables.treaties_between(origin, CENTRE)
    asked = Verdict.NO if negated(text) or _without(text) else Verdict.YES
    return Finding(verdict=asked if plain else Verdict.CONDITIONAL, passage_ids=tuple(p.id for p in proof[:2]))


def _bound(instrument: str | None, state: str, inquiry: Inquiry, reader: Reader) -> bool:
    row = reader.tables.membership(instrument, state, inquiry.as_of) if instrument else None
    return row is not None and row.binds(inquiry.as_of)


def _on_exequatur(inquiry: Inquiry, reader: Reader) -> tuple[tuple[str, ...], bool]:
    """Passages that say of the kind of decision whether an exequatur is needed in the requested State, and what they say."""
    state = inquiry.facts.requested_state or (CENTRE if CENTRE in inquiry.states or not inquiry.states else "")
    kind = inquiry.kinds[0] if inquiry.kinds else ""
    needed = kind != "aifc-judgment"
    if inquiry.instruments or kind not in ("judgment", "award", "aifc-judgment"):
        return (), needed
    said = [
        passage
        for topic in ("procedure", "enforcement-proceedings", "special-courts")
        for passage in reader.shelf.cell(state, topic)
        if passage.stance.get("exequatur-needed") == ("yes" if needed else "no")
        and kind in passage.kinds
        and _stands(passage, inquiry)
    ]
    ranked = sorted(
        said, key=lambda p: (EXEQUATUR.search(p.text) is None, p.standing is not Standing.CONFIRMED, -p.kind.weight)
    )
    return tuple(dict.fromkeys(p.id for p in ranked)), needed


def _stands(passage: Passage, inquiry: Inquiry) -> bool:
    return passage.window.covers(inquiry.as_of) and passage.standing is not Standing.OUTDATED
