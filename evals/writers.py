"""`python -m evals.writers`: the same cases worded by three writers, side by side.

The quotation writer, a scripted model that is perfect, and, where a server is named, a real model. What counts is whether
a bad model makes an answer worse: no case may be hallucinated that the quotations answered without.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from assistant import wiring
from assistant.pipeline import Tools
from assistant.settings import Settings, read_settings
from evals.assistants import over
from evals.library import own_corpus
from evals.load import load_cases
from evals.reports import EvalReport
from evals.run import run
from evals.scripted import ScriptedServer
from evals.selection import select
from evals.types import Grade

WITHIN, BELOW = 0, 1
QUOTATION = "quotation"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the writers and print the table; exit 1 if a model made an answer hallucinate."""
    parser = argparse.ArgumentParser(prog="python -m evals.writers", description=__doc__)
    parser.add_argument("--model", metavar="NAME", help="a real model: its name on the server of --url")
    parser.add_argument("--url", metavar="URL", help="address of an OpenAI-compatible server")
    parser.add_argument("--cases", type=int, default=60, metavar="N", help="every so many-th case, N in all")
    parser.add_argument("--timeout", type=float, default=120.0, metavar="SECONDS", help="for one answer of a model")
    given = parser.parse_args(arguments)
    chosen = select(load_cases(), words="", split="dev", kind="").cases
    cases = chosen[:: max(1, len(chosen) // given.cases)][: given.cases]
    library, base = own_corpus(), read_settings(llm="quotation:")
    wiring.index(base, lambda done, total: None)
    tools, limit = wiring.build(base), 4 * given.timeout

    def report(writer: Tools) -> EvalReport:
        return run(cases, (), over(writer, limit), library, selection=f"{len(cases)} of dev")

    def worded(model: str, url: str) -> EvalReport:
        more = {"llm": f"openai-like:{model}", "llm_url": url, "llm_timeout": given.timeout}
        return report(_with_model(tools, base.model_copy(update=more)))

    reports = {QUOTATION: report(tools)}
    with ScriptedServer("perfect") as server:
        reports["scripted, perfect"] = worded("scripted", server.url)
    if given.model and given.url:
        reports[given.model] = worded(given.model, given.url)
    print(table(reports))
    worse = {name: made_worse(reports[QUOTATION], report) for name, report in reports.items()}
    for name, ids in worse.items():
        if ids:
            print(f"{name} hallucinates where the quotations do not: {', '.join(ids)}", file=sys.stderr)
    return BELOW if any(worse.values()) else WITHIN


def _with_model(tools: Tools, settings: Settings) -> Tools:
    from assistant.writing.outfit import outfit
    from index.embedders import embedder

    return outfit(replace(tools, settings=settings), embedder(settings.embedder))


def made_worse(before: EvalReport, after: EvalReport) -> list[str]:
    """The cases that hallucinate after and did not before."""
    right = {result.case_id for result in before.results if result.score.grade is not Grade.HALLUCINATED}
    return sorted(r.case_id for r in after.results if r.score.grade is Grade.HALLUCINATED and r.case_id in right)


def table(reports: dict[str, EvalReport]) -> str:
    """One line a writer: classes, how many claims were withheld, by whom answers were worded, and the time they took."""
    lines = [
        "| writer | n | accurate | incomplete | hallucinated | refused | worded by the model | withheld | median s |"
    ]
    lines.append("|---" * 9 + "|")
    for name, report in reports.items():
        last = [result.answers[-1] for result in report.results]
        count = len(last) or 1
        shares = [sum(r.score.grade is grade for r in report.results) / count for grade in _ORDER]
        worded = sum(answer["writer"] != QUOTATION for answer in last)
        withheld = sum(len(answer["withheld"]) for answer in last)
        seconds = median(answer["timings_ms"]["total"] for answer in last) / 1000 if last else 0.0
        cells = [
            name,
            str(len(last)),
            *(f"{share:.2f}" for share in shares),
            str(worded),
            str(withheld),
            f"{seconds:.2f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


_ORDER = (Grade.ACCURATE, Grade.INCOMPLETE, Grade.HALLUCINATED, Grade.REFUSED)

if __name__ == "__main__":
    sys.exit(main())
