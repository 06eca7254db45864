"""`run`: ask the cases, grade the answers, write a report."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evals.types import Grade, Kind, Split
from evals.verbs.codes import BELOW, COULD_NOT, WITHIN, pair, positive, progress, seconds, share

if TYPE_CHECKING:
    from evals.assistants import Assistant
    from evals.load import CaseSet
    from evals.reply_log import Kept
    from evals.reports import EvalReport

HELP = "ask the cases, grade the answers, write a report"
REPORTS = Path(__file__).parents[1] / "reports"


def arguments(parser: ArgumentParser) -> None:
    """Which cases, whom to ask, how, and what must be reached."""
    parser.add_argument("--filter", default="", metavar="SUBSTR", help="only cases whose id or turns contain it")
    parser.add_argument("--split", default="all", choices=[*Split, "all"])
    parser.add_argument("--kind", default="", choices=[*Kind], metavar="KIND", help=", ".join(Kind))
    parser.add_argument("--min-accurate", type=share, default=0.8, metavar="SHARE")
    parser.add_argument("--max-hallucinated", type=share, default=0.05, metavar="SHARE")
    parser.add_argument("--out", type=Path, default=REPORTS / "last.json", metavar="FILE.json")
    parser.add_argument("--passes", type=positive, default=1, metavar="N", help="ask each case so often")
    parser.add_argument(
        "--assistant",
        default="",
        metavar="CMD",
        help="a command that speaks the batch JSONL, {} its file; or http://…",
    )
    parser.add_argument(
        "--about", type=pair, action="append", default=[], metavar="NAME=VALUE", help="of that assistant"
    )
    parser.add_argument("--cases", type=Path, metavar="DIR", help="folder of cases; ours if left out")
    parser.add_argument(
        "--passages", type=Path, metavar="FILE.jsonl", help="what citations are checked against; ours if left out"
    )
    parser.add_argument("--workers", type=positive, default=1, metavar="N", help="cases asked at once")
    parser.add_argument("--timeout", type=seconds, default=60.0, metavar="SECONDS", help="a case")
    parser.add_argument("--resume", action="store_true", help="go on with a run to --out that was stopped")
    parser.add_argument("--changed-only", action="store_true", help="ask only what --since does not answer")
    parser.add_argument("--since", type=Path, metavar="FILE.json", help="an earlier report; --out if left out")
    parser.add_argument("--seed", type=int, metavar="N", help="of the intervals")
    parser.add_argument("--json", action="store_true", help="print the report itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a run must reach."""

    min_accurate: float
    max_hallucinated: float

    def broken(self, report: "EvalReport") -> list[str]:
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


def act(given: Namespace) -> int:
    """Run, write the report, print its headline; 1 if it falls short, 2 if nothing was answered."""
    from evals.bootstrap import SEED
    from evals.grader_settings import GraderSettings
    from evals.library import own_corpus, read_library
    from evals.load import CASES, load_cases, with_known_passages
    from evals.model_grader import configured, refuse_own
    from evals.render import failing, headline
    from evals.reply_log import ReplyLog, log_of
    from evals.report_file import to_json, write_report
    from evals.reuse import conversation_of
    from evals.run import identity_of, run
    from evals.selection import select

    library = read_library(given.passages) if given.passages else own_corpus()
    found = with_known_passages(load_cases(given.cases or CASES), library)
    chosen = select(found, words=given.filter, split=given.split, kind=given.kind)
    for problem in chosen.problems:
        print(f"not loaded: {problem}", file=sys.stderr)
    second = configured(GraderSettings())
    assistant = _assistant(given)
    if second is not None:
        refuse_own(second.model, [assistant.about.get("setting llm", "")])
    identity = identity_of(assistant, library)
    log = ReplyLog(log_of(given.out), identity)
    kept = _standing(given, chosen, identity) if given.changed_only else {}
    if given.resume:
        kept |= log.kept([conversation_of(case) for case in chosen.cases])
    else:
        log.remove()
    if kept:
        print(f"{len(kept)} answers are taken over, the rest is asked", file=sys.stderr)
    with log:
        report = run(
            chosen.cases,
            chosen.problems,
            assistant,
            library,
            attempts=given.passes,
            selection=_selection(given),
            seed=SEED if given.seed is None else given.seed,
            workers=given.workers,
            second=second,
            kept={key: reply for key, reply in kept.items() if key[1] <= given.passes},
            keep=log.append,
            progress=progress("asked"),
        )
    write_report(report, given.out)
    log.remove()
    broken = Bounds(min_accurate=given.min_accurate, max_hallucinated=given.max_hallucinated).broken(report)
    if given.json:
        sys.stdout.write(to_json(report).decode())
    else:
        print("\n\n".join(part for part in (headline(report), failing(report)) if part))
    print(f"report: {given.out}", file=sys.stderr)
    for line in broken:
        print(f"below the threshold: {line}", file=sys.stderr)
    return (BELOW if broken else WITHIN) if report.results else COULD_NOT


def _standing(given: Namespace, chosen: "CaseSet", identity: "dict[str, str]") -> "Kept":
    from evals.report_file import read_report
    from evals.reuse import still_standing

    return still_standing(read_report(given.since or given.out), chosen.cases, identity, given.passes)


def _assistant(given: Namespace) -> "Assistant":
    from evals.assistants import our_assistant
    from evals.commands import Command
    from evals.over_http import OverHttp

    about = dict(given.about)
    if given.assistant.startswith(("http://", "https://")):
        return OverHttp(given.assistant, given.timeout, workers=given.workers, about=about)
    if given.assistant:
        return Command(given.assistant, given.timeout, workers=given.workers, about=about)
    return our_assistant(given.timeout, given.workers)


def _selection(given: Namespace) -> str:
    parts = [f"split {given.split}"]
    parts += [f"kind {given.kind}"] if given.kind else []
    parts += [f"filter {given.filter!r}"] if given.filter else []
    return ", ".join(parts)
