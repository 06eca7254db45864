"""`publish`: a report as the pages of docs/evals and the table of the README."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals.verbs.codes import WITHIN

HELP = "a report as pages of docs/evals and as the table of the README"
ROOT = Path(__file__).parents[2]


def arguments(parser: ArgumentParser) -> None:
    """A report, and where it goes."""
    parser.add_argument("report", type=Path, metavar="A.json")
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "evals", metavar="DIR")
    parser.add_argument("--readme", type=Path, default=ROOT / "README.md", metavar="FILE")


def act(given: Namespace) -> int:
    """Write the pages and the table."""
    from evals.publish import publish
    from evals.report_file import read_report

    for path in publish(read_report(given.report), given.into, given.readme):
        print(f"written: {path}", file=sys.stderr)
    return WITHIN
