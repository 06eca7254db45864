"""What comes after the lines of a route: the conditions of the requested State's law, and the cases between the two."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from assistant.route_types import Route, RouteCase, RouteCondition
from assistant.routing.treaties import AIFC
from assistant.routing.words import NO, YES
from assistant.sentences import split
from assistant.shelf import Shelf
from corpus.tables import Case, Tables
from corpus.types import Passage, Standing

Shelved = Callable[[str], str]
"""The code under which the law of a State or unit stands on the shelf."""

CONDITIONS: Mapping[str, re.Pattern[str]] = {
    topic: re.compile(words, re.IGNORECASE)
    for topic, words in (
        ("reciprocity", r"\breciprocity\b|\bproof|\bburden|\bde jure"),
        ("finality", r"\bfinal\b|\blegal force\b|\bcertificate"),
        ("refusal-grounds", r"\bnotice\b|\bpublic (?:policy|order)\b|\bexclusive\b|\bfraud\b|\brefus"),
        ("merits-review", r"\bmerits\b|\bcorrectness\b"),
        ("competent-court", r"\bcourt\b|\bdebtor|\bseat\b|\bresidence\b"),
        ("documents", r"\boriginal\b|\bcertified cop|\btranslation\b"),
        ("translation-legalisation", r"\bapostille\b|\blegalis|\btranslation\b"),
        ("limitation", r"\bthree years\b|\byears?\b|\bentry into\b|\bfinality\b"),
        ("procedure", r"\bsingle judge\b|\bworking days\b|\bhearing\b|\bmonth\b"),
    )
}
"""Topics that an application has to meet, and the words that tell the passage which states the rule."""

ASIDE = re.compile(
    r"\bpower of attorney\b|\bbefore filing\b|\binvestment disputes?\b|\baward made in\b|\bdomestic award",
    re.IGNORECASE,
)
"""What a passage on something beside the decision itself speaks of."""

WORDS_AT_MOST = 60


def complete(route: Route, tables: Tables, shelf: Shelf, shelved: Shelved) -> Route:
    """The route with the conditions that the requested State's law sets, and the cases between the two States.

    Conditions are given where some line applies or is open: a route that is shut needs none.
    """
    passable = any(option.applies != NO for option in route.options)
    conditions = tuple(_conditions(route, shelf, shelved)) if passable else ()
    cases = [
        *tables.cases_between(route.origin, route.requested),
        *tables.cases_between(route.requested, route.origin),
    ]
    practice = tuple(
        told
        for case in dict.fromkeys(cases)
        if _is_kind(case, route.kind) and case.latest_year <= route.as_of.year
        if (told := _case(case, tables, shelf)) is not None
    )
    return replace(route, conditions=conditions, practice=practice)


def _conditions(route: Route, shelf: Shelf, shelved: Shelved) -> Iterator[RouteCondition]:
    state = shelved(route.requested)
    at_home = route.origin == AIFC and route.requested == "KZ"
    kinds = (
        {route.kind} if at_home else {route.kind, "any"} | ({"judgment"} if route.kind == "aifc-judgment" else set())
    )
    passable = {option.id for option in route.options if option.applies != NO}
    concerned = {shelved(route.origin), state, "INT"}
    by_treaty = any(o.applies == YES and not o.national for o in route.options)
    for topic, words in CONDITIONS.items():
        if topic == "reciprocity" and (by_treaty or route.kind in ("award", "icsid-award", "mediated-settlement")):
            continue
        fitting = [
            passage
            for passage in shelf.cell(state, topic)
            if passage.window.covers(route.as_of)
            and passage.standing is not Standing.OUTDATED
            and kinds & set(passage.kinds)
            and (not passage.instrument or passage.instrument in passable)
            and concerned.issuperset(passage.states)
            and words.search(passage.text)
        ]
        best = max(fitting, key=lambda p: (_fit(p, topic, words, state), p.id), default=None)
        if best is not None:
            text = best.text if topic == "refusal-grounds" else _opening(best)
            yield RouteCondition(topic=topic, text=text, passage_ids=(best.id,))


def _fit(passage: Passage, topic: str, words: re.Pattern[str], state: str) -> float:
    own = passage.source_id.split("-")[0] == state.split("-")[0].lower()
    found = len({match.lower() for match in words.findall(passage.text)})
    return (
        2.0 * (passage.topic == topic)
        + 1.5 * (passage.standing is Standing.CONFIRMED)
        + 1.0 * own
        - 0.5 * (len(passage.states) > 1)
        + 0.2 * passage.kind.weight
        + 0.4 * found
        - 1.5 * bool(ASIDE.search(passage.text))
    )


def _opening(passage: Passage) -> str:
    """The first sentence, and the next ones while they are short."""
    said = ""
    for sentence in split(passage.text):
        longer = f"{said} {sentence}".strip()
        if said and len(longer.split()) > WORDS_AT_MOST:
            break
        said = longer
    return said


def _is_kind(case: Case, kind: str) -> bool:
    return (case.kind == "award") == (kind in ("award", "icsid-award"))


def _case(case: Case, tables: Tables, shelf: Shelf) -> RouteCase | None:
    """A case with what became of it; None where no passage tells it."""
    passages = [p for p in shelf.case(case.id) if p.standing is not Standing.OUTDATED]
    if not passages:
        return None
    best = max(passages, key=lambda p: (p.standing is Standing.CONFIRMED, "cases" in p.source_id, p.id))
    later = case.later
    if case.overturned_by and str(tables.cases[case.overturned_by].latest_year) not in later:
        later = f"{later}; overturned in {tables.cases[case.overturned_by].year}"
    return RouteCase(
        name=case.name,
        year=case.year,
        origin=case.origin,
        requested=case.requested,
        outcome=case.outcome.value,
        basis=case.basis,
        later=later,
        stands=not case.overturned_by,
        passage_ids=(best.id,),
    )
