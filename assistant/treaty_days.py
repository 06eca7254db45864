"""From when a treaty of two States has been in force: told by the table of such treaties, with what proves it."""

import re
from dataclasses import replace

from assistant.reader import Reader
from assistant.routes import find_route
from assistant.routing.words import day as written
from assistant.sentences import sentences
from assistant.types import Citation, Claim, Inquiry, Told
from corpus.types import TOPICS, Passage, Span

ASKS = re.compile(
    r"\b(?:since|from|as of) (?:when|what|which)\b|\bwhen (?:did|does|has|was|is|will)\b|\b(?:what|which) (?:date|day|year)\b|\bwith which day\b",
    re.IGNORECASE,
)
FORCE = re.compile(
    r"\bin force\b|\binto force\b|\bappl\w+|\bbind\w*|\bbound\b|\b(?:take|took|taken) effect|\beffective\b",
    re.IGNORECASE,
)
TREATY = re.compile(r"\btreat(?:y|ies)\b|\bagreement\b", re.IGNORECASE)


def tell_treaty_day(inquiry: Inquiry, reader: Reader) -> Told | None:
    """The day on which the treaty of the two States named came into force; None when that is not what is asked."""
    text, facts = inquiry.english, inquiry.facts
    if (
        inquiry.yes_no
        or inquiry.instruments
        or not (ASKS.search(text) and FORCE.search(text) and TREATY.search(text))
    ):
        return None
    asked = replace(facts, kind=facts.kind or "judgment")

    def proof(instrument: str, states: tuple[str, ...]) -> tuple[str, ...]:
        return reader.shelf.proof(instrument, tuple(reader.gazetteer.shelved(s) for s in states), inquiry.as_of)

    route = find_route(asked, inquiry.as_of, reader.tables, proof)
    option = next((o for o in route.options if o.id in reader.tables.bilateral), None) if route is not None else None
    if option is None:
        return None
    day = reader.tables.bilateral[option.id].in_force
    proving = [reader.shelf.all[id_] for id_ in option.passage_ids]
    tells = [p for p in _on(option.id, reader) if day is not None and written(day) in p.text]
    claims = [_claim(passage) for passage in dict.fromkeys((*tells[:1], *proving))]
    if not claims:
        return None
    lead = f"{reader.option_name(option, inquiry.language)}: {reader.why(option, inquiry.language)}."
    return Told(lead=f"{lead[:1].upper()}{lead[1:]}", claims=tuple(claims), open_ended=True)


def _on(treaty: str, reader: Reader) -> list[Passage]:
    return [passage for passage in reader.shelf.all.values() if passage.instrument == treaty]


def _claim(passage: Passage) -> Claim:
    end = list(sentences(passage.text))[-1].end
    span = Span(start=0, end=end)
    return Claim(
        text=passage.text[:end], topic=TOPICS[passage.topic], citations=(Citation(passage=passage, span=span),)
    )
