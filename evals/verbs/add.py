"""`add`: an interview that ends in a valid case, written behind the others."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals.verbs.codes import WITHIN

HELP = "an interview that ends in a valid case; answers may also be piped in, a line each"


def arguments(parser: ArgumentParser) -> None:
    """Where the case goes."""
    parser.add_argument("--into", type=Path, metavar="FILE.yaml", help="evals/cases/added.yaml if left out")
    parser.add_argument(
        "--passages", type=Path, metavar="FILE.jsonl", help="the corpus to check it against; ours if left out"
    )


def act(given: Namespace) -> int:
    """Ask, check, write."""
    from evals.adding import append, checked, doubts
    from evals.interview import Asker, Known, interview
    from evals.library import own_corpus, read_library
    from evals.load import CASES, load_cases, topics_of

    path = given.into or CASES / "added.yaml"
    topics = topics_of(path.parent)
    found = load_cases(path.parent) if any(path.parent.glob("*.yaml")) else None
    ids = frozenset() if found is None else frozenset(case.id for case in found.cases)
    asker = Asker(sys.stdin, sys.stderr, patient=sys.stdin.isatty())
    fields = interview(asker, Known(ids=ids, topics=topics))
    case = checked(fields, path.name, topics)
    library = read_library(given.passages) if given.passages else own_corpus()
    for doubt in doubts(case, library):
        print(f"look again: {doubt}", file=sys.stderr)
    print(append(fields, path), end="")
    print(f"added to {path}; try it: python -m evals run --filter {case.id}", file=sys.stderr)
    return WITHIN
