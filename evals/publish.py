"""The report of a build for people who only look: pages below docs/evals, and the table of the README."""

import re
from collections.abc import Mapping
from pathlib import Path

from evals.charts import alone, refusal_curve
from evals.errors import ReportBroken
from evals.labels import with_interval
from evals.render import markdown
from evals.render_html import page
from evals.report_file import write_whole
from evals.reports import EvalReport, Mean
from evals.tables import table
from evals.types import Split

START, END = "<!-- evals:start -->", "<!-- evals:end -->"
ROWS = {
    "accurate": "accurate: every key point, right verdict, nothing wrong",
    "incomplete": "incomplete, nothing wrong",
    "hallucinated": "wrong verdict, or answered what the corpus lacks",
    "refused": "refused wrongly",
    "key_point_recall": "key points said",
    "quotation_exactness": "quotations that stand word for word",
    "recall_at_10": "authorities found among the first ten passages",
    "false_answer": "of questions the corpus cannot answer: answered all the same",
}
AIM_ACCURATE, AIM_WRONG, AIM_REFUSED = 0.90, 0.02, 0.05
"""What design.md wants of questions never seen."""


def readme_table(report: EvalReport) -> str:
    """The figures of a README: cases that were tuned on beside those that were not."""
    dev, held_out = (report.summary.means["split"].get(split.value, {}) for split in (Split.DEV, Split.HELD_OUT))
    n_dev, n_held = (means["accurate"].n if means else 0 for means in (dev, held_out))
    rows = [
        (label, with_interval(name, dev.get(name)), with_interval(name, held_out.get(name)))
        for name, label in ROWS.items()
    ]
    manifest = report.manifest
    failed = f" {report.summary.failed} failed without a score." if report.summary.failed else ""
    head = (
        f"{report.summary.graded} cases, written from the facts without sight of the passages; {n_dev} were used while the "
        f"product was tuned, {n_held} were only ever measured.{failed} Means with a 95 % bootstrap interval; writer "
        f"{manifest.about.get('setting llm', 'not told')}, corpus {manifest.corpus_hash[:12]}, {manifest.started[:10]}."
    )
    figures = table(("", f"tuned on (n = {n_dev})", f"held out (n = {n_held})"), rows)
    more = "[The whole report](docs/evals/report.md), with charts and every failing case [as a page](docs/evals/report.html)."
    return f"{head}\n\n{figures}\n\n{_aim(held_out)} {more}"


def publish(report: EvalReport, folder: Path, readme: Path) -> list[Path]:
    """Write `report.html`, `report.md` and `refusal-curve.svg` below `folder` and the table into `readme`; the files written.

    Raises:
        ReportBroken: no case was graded, a file cannot be written, or the README lacks the marks that the table goes
            between.
    """
    if not report.summary.graded:
        raise ReportBroken("no case of this report was graded", hint="Run it again; its failures say what was wrong.")
    try:
        text = readme.read_text(encoding="utf-8")
    except OSError as error:
        raise ReportBroken(f"cannot read {readme}: {error.strerror}", hint="Name it with --readme.") from error
    if not re.search(f"{START}.*{END}", text, re.DOTALL):
        raise ReportBroken(f"{readme.name} lacks {START} and {END}", hint="Put both where the table belongs.")
    before, _, rest = text.partition(START)
    after = rest.partition(END)[2]
    files = {
        folder / "report.html": page(report),
        folder / "report.md": markdown(report),
        readme: f"{before}{START}\n{readme_table(report)}\n{END}{after}",
    }
    if report.summary.curve is not None:
        files[folder / "refusal-curve.svg"] = alone(refusal_curve(report.summary.curve))
    for path, content in files.items():
        write_whole(path, content.encode())
    return list(files)


def _aim(means: Mapping[str, Mean]) -> str:
    wanted = f"The aim is {AIM_ACCURATE:.2f} accurate, {AIM_WRONG:.2f} wrong and {AIM_REFUSED:.2f} refused wrongly on questions never seen"
    if not means:
        return f"{wanted}; no such question was asked."
    reached = (
        means["accurate"].mean >= AIM_ACCURATE
        and means["hallucinated"].mean <= AIM_WRONG
        and means["refused"].mean <= AIM_REFUSED
    )
    return f"{wanted}; {'it is reached' if reached else 'it is not reached yet'}."
