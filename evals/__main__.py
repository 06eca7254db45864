"""`python -m evals run | compare | report`: exit 0 within thresholds, 1 below, 2 could not run."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ExequaturError
from evals.reports import EvalReport
from evals.types import Grade, Kind, Split

REPORTS = Path(__file__).parent / "reports"
WITHIN, BELOW, COULD_NOT = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    given = _parser().parse_args(arguments)
    try:
        code: int = given.verb(given)
    except ExequaturError as error:
        print(f"{error.message}\n{error.hint}", file=sys.stderr)
        return COULD_NOT
    except KeyboardInterrupt:
        print("stopped; no report was written", file=sys.stderr)
        return COULD_NOT
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a run must reach."""

    min_accurate: float
    max_hallucinated: float

    def broken(self, report: EvalReport) -> list[str]:
        """What a report falls short of, a line each; any failure is one."""
        lines = [f"{report.summary.failed} cases failed"] if report.summary.failed else []
        means = report.summary.means["all"].get("all", {})
        accurate, hallucinated = (means.get(grade.value) for grade in (Grade.ACCURATE, Grade.HALLUCINATED))
        if accurate is None or hallucinated is None:
            return [*lines, "no case has a score"]
        if accurate.mean < self.min_accurate:
            lines.append(f"accurate {accurate.mean:.3f} is below {self.min_accurate:g}")
        if hallucinated.mean > self.max_hallucinated:
            lines.append(f"hallucinated {hallucinated.mean:.3f} is above {self.max_hallucinated:g}")
        return lines


def _run(given: argparse.Namespace) -> int:
    from evals.assistants import Assistant, Command, our_assistant
    from evals.bootstrap import SEED
    from evals.library import own_corpus, read_library
    from evals.load import CASES, load_cases, with_known_passages
    from evals.render import failing, headline
    from evals.report_file import to_json, write_report
    from evals.run import run
    from evals.selection import select

    library = read_library(given.passages) if given.passages else own_corpus()
    found = with_known_passages(load_cases(given.cases or CASES), library)
    chosen = select(found, words=given.filter, split=given.split, kind=given.kind)
    for problem in chosen.problems:
        print(f"not loaded: {problem}", file=sys.stderr)
    assistant: Assistant
    if given.assistant:
        assistant = Command(given.assistant, timeout_s=max(1, len(chosen.cases)) * given.timeout)
    else:
        assistant = our_assistant(given.timeout)
    report = run(
        chosen.cases,
        chosen.problems,
        assistant,
        library,
        attempts=given.passes,
        selection=_selection(given),
        seed=SEED if given.seed is None else given.seed,
        progress=_progress,
    )
    write_report(report, given.out)
    broken = Bounds(min_accurate=given.min_accurate, max_hallucinated=given.max_hallucinated).broken(report)
    if given.json:
        sys.stdout.write(to_json(report).decode())
    else:
        print("\n\n".join(part for part in (headline(report), failing(report)) if part))
    print(f"report: {given.out}", file=sys.stderr)
    for line in broken:
        print(f"below the threshold: {line}", file=sys.stderr)
    return (BELOW if broken else WITHIN) if report.results else COULD_NOT


def _compare(given: argparse.Namespace) -> int:
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


def _report(given: argparse.Namespace) -> int:
    from evals.render import markdown
    from evals.render_html import page
    from evals.render_junit import junit
    from evals.report_file import read_report, write_whole

    report = read_report(given.report)
    for path, content in ((given.html, page), (given.junit, junit), (given.markdown, markdown)):
        if path:
            write_whole(path, content(report).encode())
            print(f"written: {path}", file=sys.stderr)
    if not (given.html or given.junit or given.markdown):
        print(markdown(report), end="")
    return WITHIN


def _selection(given: argparse.Namespace) -> str:
    parts = [f"split {given.split}"]
    parts += [f"kind {given.kind}"] if given.kind else []
    parts += [f"filter {given.filter!r}"] if given.filter else []
    return ", ".join(parts)


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not a share from 0 to 1")
    return value


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds above 0")
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__, allow_abbrev=False)
    verbs = parser.add_subparsers(required=True, metavar="run | compare | report")
    run = verbs.add_parser("run", help="ask the cases, grade the answers, write a report", allow_abbrev=False)
    run.set_defaults(verb=_run)
    run.add_argument("--filter", default="", metavar="SUBSTR", help="only cases whose id or turns contain it")
    run.add_argument("--split", default="all", choices=[*Split, "all"])
    run.add_argument("--kind", default="", choices=[*Kind], metavar="KIND", help=", ".join(Kind))
    run.add_argument("--min-accurate", type=_share, default=0.8, metavar="SHARE")
    run.add_argument("--max-hallucinated", type=_share, default=0.05, metavar="SHARE")
    run.add_argument("--out", type=Path, default=REPORTS / "last.json", metavar="FILE.json")
    run.add_argument("--passes", type=_positive, default=1, metavar="N", help="ask each case so often")
    run.add_argument(
        "--assistant", default="", metavar="CMD", help="a command that speaks the batch JSONL; {} is its file"
    )
    run.add_argument("--cases", type=Path, metavar="DIR", help="folder of cases; ours if left out")
    run.add_argument(
        "--passages", type=Path, metavar="FILE.jsonl", help="what citations are checked against; ours if left out"
    )
    run.add_argument("--timeout", type=_seconds, default=60.0, metavar="SECONDS", help="a case")
    run.add_argument("--seed", type=int, metavar="N", help="of the intervals")
    run.add_argument("--json", action="store_true", help="print the report itself")
    two = verbs.add_parser("compare", help="gains and losses between two reports", allow_abbrev=False)
    two.set_defaults(verb=_compare)
    two.add_argument("before", type=Path, metavar="A.json")
    two.add_argument("after", type=Path, metavar="B.json")
    two.add_argument("--max-losses", type=int, metavar="N", help="exit 1 above it; as many as are gained if left out")
    two.add_argument("--across-corpora", action="store_true", help="compare although the corpus changed")
    two.add_argument("--json", action="store_true")
    one = verbs.add_parser("report", help="a report as Markdown, HTML or JUnit XML", allow_abbrev=False)
    one.set_defaults(verb=_report)
    one.add_argument("report", type=Path, metavar="A.json")
    one.add_argument("--html", type=Path, metavar="FILE")
    one.add_argument("--junit", type=Path, metavar="FILE")
    one.add_argument("--markdown", type=Path, metavar="FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
