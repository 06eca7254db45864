"""`python -m evals.checker`: plant errors in claims, see which the checks stop, print the table."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.checking.checker import Checker
from assistant.checking.names import Names
from assistant.fitted import load_fitted
from assistant.reader import Reader
from assistant.shelf import Shelf
from assistant.subjects import Subjects
from corpus.catalogue import load_documents
from corpus.languages import load_languages
from corpus.tables import load_tables
from corpus.types import Passage
from evals.checker.battery import ALL_RIGHT, MEASURED, RIGHT, battery
from evals.checker.measure import outcomes, rows, table
from evals.checker.outside import macro_f1
from evals.marks import put
from index.embedders import embedder

CAUGHT_AT_LEAST, ALARMS_AT_MOST = 0.9, 0.05
WITHIN, BELOW = 0, 1


def tools(model: str) -> tuple[Checker, list[Passage]]:
    """The checker over the real corpus, and the passages; `model` is an embedder's setting, empty for none."""
    languages = load_languages()
    shelf = Shelf(passage for document in load_documents() for passage in document.passages)
    passages = list(shelf.all.values())
    subjects = Subjects(passages, languages["en"].synonyms)
    reader = Reader(load_tables(), languages, shelf, subjects, date.today(), load_fitted())
    return Checker(Names(reader), subjects, embedder(model) if model else None), passages


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; exit 1 if a class falls below what is asked of it."""
    parser = argparse.ArgumentParser(prog="python -m evals.checker", description=__doc__)
    parser.add_argument("--embedder", default="sentence-transformers:bundled", help="empty for the rules alone")
    parser.add_argument("--outside", type=Path, metavar="DIR", help="folder of AttributionBench, if it is at hand")
    parser.add_argument("--into", type=Path, metavar="PAGE", help="write the table into a page of the docs as well")
    parser.add_argument("--misses", metavar="CLASS", help="print the items of a class that came out wrong")
    given = parser.parse_args(arguments)
    checker, passages = tools(given.embedder)
    found = outcomes(battery(passages), checker)
    if given.misses:
        for outcome in found:
            if outcome.item.planted == given.misses and bool(outcome.check) == (given.misses in ALL_RIGHT):
                print(f"{outcome.item.passage.id} {outcome.check}: {outcome.why}\n  {outcome.item.claim}\n")
    summed = rows(found)
    told = table(summed)
    print(told, flush=True)
    if given.outside:
        count, *scores = macro_f1(given.outside, checker).items()
        beyond = ", ".join((f"n {count[1]:,.0f}", *(f"{name} {value:.3f}" for name, value in scores)))
        print(f"\n{beyond}")
        told += f"\n\nAttributionBench, balanced development part: {beyond}."
    if given.into:
        put(given.into, "checker", told)
    planted = [row for row in summed if row.planted not in (RIGHT, *MEASURED)]
    below = [row.planted for row in planted if row.stopped < CAUGHT_AT_LEAST]
    below += [row.planted for row in summed if row.planted == RIGHT and row.stopped > ALARMS_AT_MOST]
    for name in below:
        print(f"outside its bounds: {name}", file=sys.stderr)
    return BELOW if below else WITHIN


if __name__ == "__main__":
    sys.exit(main())
