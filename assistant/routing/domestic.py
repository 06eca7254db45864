"""The requested State's own law as a route: what it asks of a foreign judgment or award without a treaty."""

from collections.abc import Iterator
from datetime import date

from assistant.routing.treaties import AIFC, PassagesFor
from assistant.routing.words import DOMESTIC, NO, OPEN, YES
from assistant.types import RouteOption
from corpus.tables import Reciprocity, Tables, TreatyNeeded

NOT_HELD = "the corpus does not hold it"
AWARDS = frozenset({"award", "icsid-award"})
ASKS_OF_RECIPROCITY = {
    Reciprocity.ALTERNATIVE: (OPEN, "reciprocity is a ground of its own, to be shown by the applicant"),
    Reciprocity.REQUIRED: (OPEN, "reciprocity is required"),
    Reciprocity.REQUIRED_DE_FACTO: (OPEN, "reciprocity in practice is required"),
    Reciprocity.REQUIRED_DE_JURE: (OPEN, "reciprocity in law is required"),
    Reciprocity.REFUSAL_GROUND: (OPEN, "want of reciprocity is a ground for refusal"),
    Reciprocity.PRESUMED: (YES, "reciprocity is presumed unless disproved"),
    Reciprocity.UNCERTAIN: (OPEN, "what national law asks of reciprocity is uncertain"),
    Reciprocity.IRRELEVANT: (YES, "no treaty and no reciprocity are asked for; its own conditions apply"),
}


def domestic(
    origin: str, requested: str, kind: str, on: date, tables: Tables, passages_for: PassagesFor
) -> Iterator[RouteOption]:
    """The line of national law; none for mediated settlements and ICSID awards, which travel by treaty alone."""
    if origin == AIFC and requested == "KZ" and kind not in AWARDS:
        yield RouteOption(
            instrument="Constitutional Statute on the AIFC, art. 13(8)",
            applies=YES,
            why="AIFC Court judgments are executed like acts of Kazakh courts",
            passage_ids=passages_for("aifc", ("KZ",)),
        )
    elif kind == "award":
        yield from _of_awards(requested, tables)
    elif kind not in ("icsid-award", "mediated-settlement"):
        yield _of_judgments(requested, kind, on, tables, passages_for)


def _of_awards(requested: str, tables: Tables) -> Iterator[RouteOption]:
    rule = tables.award_rule(requested)
    if rule is not None:
        note = f": {rule.note}" if rule.note else ""
        yield RouteOption(
            instrument=f"{DOMESTIC} of {tables.states[requested].name} ({rule.articles})",
            applies=OPEN,
            why=f"the door through which foreign awards go in, on its own conditions{note}",
            passage_ids=rule.passage_ids,
        )


def _of_judgments(requested: str, kind: str, on: date, tables: Tables, passages_for: PassagesFor) -> RouteOption:
    rule = tables.national(requested, on)
    name = tables.states[requested].name
    proof = passages_for("", (requested,))
    if rule is None:
        return RouteOption(instrument=f"{DOMESTIC} of {name}", applies=OPEN, why=NOT_HELD, passage_ids=proof)
    applies, why = _asks(rule.treaty_needed, rule.reciprocity)
    if kind == "interim-order":
        applies, why = NO, "an interim order is not final"
    elif kind == "insolvency":
        applies, why = OPEN, "no confirmed route"
    return RouteOption(
        instrument=f"{DOMESTIC} of {name} ({rule.articles})" if rule.articles else f"{DOMESTIC} of {name}",
        applies=applies,
        why=why,
        passage_ids=proof,
    )


def _asks(needed: TreatyNeeded | None, reciprocity: Reciprocity | None) -> tuple[str, str]:
    if needed is TreatyNeeded.YES:
        return NO, "a treaty is required"
    if needed is TreatyNeeded.IN_LETTER:
        return OPEN, "the letter of the law asks for a treaty; courts have gone around it"
    if reciprocity is None:
        return OPEN, "the corpus does not say what national law asks for"
    return ASKS_OF_RECIPROCITY.get(reciprocity, (NO, "no basis without a treaty"))
