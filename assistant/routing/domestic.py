"""The requested State's own law as a route: what it asks of a foreign judgment or award without a treaty."""

from collections.abc import Iterator
from datetime import date

from assistant.route_types import Because, RouteOption
from assistant.routing.treaties import AIFC, PassagesFor
from assistant.routing.words import DOMESTIC, NO, OPEN, YES, english, english_name
from corpus.tables import Reciprocity, Tables, TreatyNeeded

AWARDS = frozenset({"award", "icsid-award"})
AIFC_SINCE = date(2015, 12, 7)
"""The day of the Constitutional Statute on the AIFC, before which it had no court."""

ASKS_OF_RECIPROCITY = {
    Reciprocity.ALTERNATIVE: (OPEN, "alternative"),
    Reciprocity.REQUIRED: (OPEN, "required"),
    Reciprocity.REQUIRED_DE_FACTO: (OPEN, "required-de-facto"),
    Reciprocity.REQUIRED_DE_JURE: (OPEN, "required-de-jure"),
    Reciprocity.REFUSAL_GROUND: (OPEN, "refusal-ground"),
    Reciprocity.PRESUMED: (YES, "presumed"),
    Reciprocity.UNCERTAIN: (OPEN, "uncertain"),
    Reciprocity.IRRELEVANT: (YES, "irrelevant"),
}
"""Whether national law carries a judgment without a treaty, with the key of the reason."""


def domestic(
    origin: str, requested: str, kind: str, on: date, tables: Tables, passages_for: PassagesFor
) -> Iterator[RouteOption]:
    """The line of national law; none for mediated settlements and ICSID awards, which travel by treaty alone."""
    if origin == AIFC and requested == "KZ" and kind not in AWARDS:
        early = on < AIFC_SINCE
        because = (Because(key="in-force-from", day=AIFC_SINCE) if early else Because(key="aifc"),)
        yield RouteOption(
            id="aifc",
            instrument=english_name("name-aifc"),
            named=Because(key="name-aifc"),
            applies=NO if early else YES,
            why=english(because, tables),
            because=because,
            passage_ids=passages_for("aifc", ("KZ",)),
        )
    elif kind == "award":
        yield from _of_awards(requested, on, tables, passages_for)
    elif kind not in ("icsid-award", "mediated-settlement"):
        yield _of_judgments(requested, kind, on, tables, passages_for)


def _of_awards(requested: str, on: date, tables: Tables, passages_for: PassagesFor) -> Iterator[RouteOption]:
    rule = tables.award_rule(requested, on)
    if rule is not None:
        yield _line(requested, rule.articles, OPEN, "award-door", tables, rule.passage_ids, rule.note)
    elif tables.knows_awards(requested):
        yield _line(requested, "", OPEN, "not-held", tables, passages_for("", (requested,)))


def _of_judgments(requested: str, kind: str, on: date, tables: Tables, passages_for: PassagesFor) -> RouteOption:
    rule = tables.national(requested, on)
    proof = passages_for("", (requested,))
    if rule is None or requested == AIFC:  # what its court does with foreign judgments no table holds
        return _line(requested, "", OPEN, "not-held", tables, proof)
    applies, key = _asks(rule.treaty_needed, rule.reciprocity)
    if kind == "interim-order":
        applies, key = NO, "interim"
    elif kind == "insolvency":
        applies, key = OPEN, "no-route"
    return _line(requested, rule.articles, applies, key, tables, proof)


def _line(
    requested: str, articles: str, applies: str, key: str, tables: Tables, proof: tuple[str, ...], note: str = ""
) -> RouteOption:
    name = f"{DOMESTIC} of {tables.states[requested].name}"
    why = english((Because(key=key),), tables)
    return RouteOption(
        id="national",
        instrument=f"{name} ({articles})" if articles else name,
        named=Because(key="name-national", states=(requested,), instrument=articles),
        applies=applies,
        why=f"{why}: {note}" if note else why,
        because=(Because(key=key),),
        passage_ids=proof,
    )


def _asks(needed: TreatyNeeded | None, reciprocity: Reciprocity | None) -> tuple[str, str]:
    if needed is TreatyNeeded.YES:
        return NO, "treaty-required"
    if needed is TreatyNeeded.IN_LETTER:
        return OPEN, "letter"
    if reciprocity is None:
        return OPEN, "unsaid"
    return ASKS_OF_RECIPROCITY.get(reciprocity, (NO, "no-basis"))
