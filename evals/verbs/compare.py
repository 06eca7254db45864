"""`compare`: gains and losses between two reports."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals.verbs.codes import BELOW, WITHIN

HELP = "gains and losses between two reports"


def arguments(parser: ArgumentParser) -> None:
    """Two reports, and how many losses are one too many."""
    parser.add_argument("before", type=Path, metavar="A.json")
    parser.add_argument("after", type=Path, metavar="B.json")
    parser.add_argument(
        "--max-losses", type=int, metavar="N", help="exit 1 above it; as many as are gained if left out"
    )
    parser.add_argument("--across-corpora", action="store_true", help="compare although the corpus changed")
    parser.add_argument("--json", action="store_true")


def act(given: Namespace) -> int:
    """Print the comparison; 1 if more is lost than may be."""
    from pydantic import TypeAdapter

    from evals.compare import Comparison, compare
    from evals.render_comparison import comparison_markdown
    from evals.report_file import read_report

    comparison = compare(read_report(given.before), read_report(given.after), across_corpora=given.across_corpora)
    if given.json:
        print(TypeAdapter(Comparison).dump_json(comparison, indent=1).decode())
    else:
        print(comparison_markdown(comparison), end="")
    allowed = len(comparison.gains) if given.max_losses is None else given.max_losses
    return BELOW if len(comparison.losses) > allowed else WITHIN
