"""`report`: a report as HTML, JUnit XML or Markdown, or without its answers."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals.verbs.codes import WITHIN

HELP = "a report as HTML, JUnit XML or Markdown"


def arguments(parser: ArgumentParser) -> None:
    """A report, and where to write each form of it."""
    parser.add_argument("report", type=Path, metavar="A.json")
    parser.add_argument("--html", type=Path, metavar="FILE")
    parser.add_argument("--junit", type=Path, metavar="FILE")
    parser.add_argument("--markdown", type=Path, metavar="FILE")
    parser.add_argument("--slim", type=Path, metavar="FILE.json", help="the report without answers, for a baseline")


def act(given: Namespace) -> int:
    """Write what was asked for, or print Markdown."""
    from evals.render import markdown
    from evals.render_html import page
    from evals.render_junit import junit
    from evals.report_file import read_report, write_slim, write_whole

    report = read_report(given.report)
    for path, content in ((given.html, page), (given.junit, junit), (given.markdown, markdown)):
        if path:
            write_whole(path, content(report).encode())
            print(f"written: {path}", file=sys.stderr)
    if given.slim:
        write_slim(report, given.slim)
        print(f"written: {given.slim}", file=sys.stderr)
    if not (given.html or given.junit or given.markdown or given.slim):
        print(markdown(report), end="")
    return WITHIN
