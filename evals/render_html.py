"""A report as one HTML page that needs nothing else: figures, slices, and every failing case in full."""

from collections.abc import Mapping
from html import escape

from evals import charts
from evals.html_cases import failing_cases
from evals.html_parts import cells, table
from evals.labels import CHARTED, COUNTED, LABELS, counts, pair_rows, with_interval
from evals.render_graders import ABOUT, HEAD, agreement_told, rate_row
from evals.reports import EvalReport, Mean
from evals.summary import ALL
from evals.types import Correctness, Groundedness

STYLE = """
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5b6675; --line: #d8dde4; --paper: #fff; --tint: #f4f6f8;
  --accurate: #2f7d5b; --incomplete: #b3841d; --hallucinated: #b23a3a; --refused: #5d6fa8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #9fabba; --line: #39424f; --paper: #14181e;
  --tint: #1d232b; --accurate: #59b88d; --incomplete: #d9ad4e; --hallucinated: #e57373; --refused: #95a6de; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto;
  max-width: 70rem; padding: 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid var(--line); vertical-align: top; } td.n, th.n { text-align: right;
  font-variant-numeric: tabular-nums; } .wide { overflow-x: auto; }
.bar { display: flex; height: 1rem; min-width: 9rem; border-radius: 3px; overflow: hidden; background: var(--tint); }
.bar i { display: block; height: 100%; } .accurate { background: var(--accurate); }
.incomplete { background: var(--incomplete); } .hallucinated { background: var(--hallucinated); }
.refused { background: var(--refused); } .key i { display: inline-block; width: .8rem; height: .8rem;
  border-radius: 2px; margin: 0 .3rem 0 .9rem; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; padding: .5rem .8rem; }
summary { cursor: pointer; } summary b { margin-right: .5rem; } .tag { color: var(--soft); font-size: .85rem; }
blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 3px solid var(--line); color: var(--soft); }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 1.2rem; } @media (max-width: 50rem) { .two {
  grid-template-columns: 1fr; } } code { font-size: .85em; }
"""


def page(report: EvalReport) -> str:
    """The whole page. Everything that was asked or answered is escaped; nothing is loaded from elsewhere."""
    title = f"Evaluation of {report.manifest.assistant}"
    body = "\n".join(
        (
            f"<h1>{escape(title)}</h1><p>{escape(counts(report))}</p>",
            _classes(report),
            _figures(report),
            _sides(report),
            _pairs(report),
            _curve(report),
            _parity(report),
            _lost(report),
            _latency(report),
            _slices(report),
            _failures(report),
            failing_cases(report),
            _graders(report),
            _manifest(report),
        )
    )
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}{charts.STYLE}</style></head>'
        f"<body><main>\n{body}\n</main></body></html>\n"
    )


def _bar(means: Mapping[str, Mean]) -> str:
    shares = [(name, means[name].mean) for name in CHARTED if name in means]
    label = ", ".join(f"{LABELS[name]} {share:.0%}" for name, share in shares)
    parts = "".join(f'<i class="{name}" style="width:{share:.2%}"></i>' for name, share in shares)
    return f'<span class="bar" role="img" aria-label="{escape(label)}" title="{escape(label)}">{parts}</span>'


def _classes(report: EvalReport) -> str:
    key = "".join(f'<i class="{name}"></i>{escape(LABELS[name])}' for name in CHARTED)
    return f'{_bar(report.summary.means[ALL].get(ALL, {}))}<p class="key">{key}</p>'


def _figures(report: EvalReport) -> str:
    means = report.summary.means[ALL].get(ALL, {})
    shares = [(LABELS[name], means[name]) for name in LABELS if name in means and name not in COUNTED]
    rows = [(LABELS[name], with_interval(name, means[name]), str(means[name].n)) for name in LABELS if name in means]
    if report.summary.stability is not None:
        stable = report.summary.stability
        rows.append(("same class, verdict and citations each time", with_interval("stable", stable), str(stable.n)))
    chart = charts.intervals(shares, "Every share with its 95 % interval") if shares else ""
    return f"<h2>Figures</h2>{chart}" + table(("figure", "mean [95 % interval]", "n"), map(cells, rows))


def _sides(report: EvalReport) -> str:
    found = report.summary.correct_and_grounded
    if not found:
        return ""
    grounds = [grounds.value for grounds in Groundedness]
    rows = [(side, *(str(found.get(f"{side}, {grounds_}", 0)) for grounds_ in grounds)) for side in Correctness]
    return "<h2>Correct and grounded</h2>" + table(("cases", *grounds), map(cells, rows))


def _pairs(report: EvalReport) -> str:
    pairs = report.summary.pairs
    if pairs is None:
        return ""
    return "<h2>False premises and their true twins</h2>" + table(
        (f"of {pairs.both.n} pairs", "share"), map(cells, pair_rows(pairs))
    )


def _curve(report: EvalReport) -> str:
    curve = report.summary.curve
    if curve is None:
        return ""
    area = "" if curve.area is None else f", area under the curve {curve.area:.3f}"
    told = f"{curve.due} answers due, {curve.not_due} refusals due, {curve.scored} with a score{area}."
    return f"<h2>Refusal curve</h2><p>{escape(told)}</p>" + charts.refusal_curve(curve)


def _parity(report: EvalReport) -> str:
    parity = report.summary.parity
    if parity is None:
        return ""
    rows = []
    for group in parity.groups:
        by_language = {cell.language: cell for cell in group.cells}
        shown = (
            f'<b style="color:var(--{cell.grade.value})">{escape(cell.verdict or cell.status)}</b>'
            f'<br><a class=tag href="#{escape(cell.case_id)}">{escape(cell.case_id)}</a>'
            if (cell := by_language.get(language))
            else "–"
            for language in parity.languages
        )
        sources = "–" if group.same_sources is None else f"{group.same_sources:.2f}"
        rows.append((escape(group.name), *shown, "yes" if group.same_verdict else "no", sources))
    told = (
        f"Same verdict: {with_interval('parity', parity.same_verdict)}; same sources: "
        f"{with_interval('parity', parity.same_sources)}; {len(parity.groups)} groups."
    )
    head = ("group", *parity.languages, "same verdict", "same sources")
    return f"<h2>Language parity</h2><p>{escape(told)}</p>" + table(head, rows)


def _lost(report: EvalReport) -> str:
    lost = report.summary.lost
    return "<h2>Where it was lost</h2>" + charts.bars(lost, "Cases by the step that lost them") if lost else ""


def _latency(report: EvalReport) -> str:
    steps = report.summary.latency_ms
    if not steps:
        return ""
    return "<h2>Milliseconds by step</h2>" + charts.spreads(steps, "Median and 95th percentile by step")


def _slices(report: EvalReport) -> str:
    parts = []
    for kind, slices in report.summary.means.items():
        if kind == ALL:
            continue
        rows = (
            (
                escape(name),
                _bar(means),
                *(escape(with_interval(metric, means.get(metric))) for metric in ("accurate", "hallucinated")),
                str(means["accurate"].n),
            )
            for name, means in slices.items()
        )
        parts.append(f"<h2>By {escape(kind)}</h2>" + table((kind, "", "accurate", "hallucinated", "n"), rows))
    return "".join(parts)


def _failures(report: EvalReport) -> str:
    rows = [(f.case_id or "–", f.file, f.stage, str(f.attempt), f.message) for f in report.failures]
    if not rows:
        return ""
    return "<h2>Failures, without a score</h2>" + table(
        ("case", "file", "stage", "attempt", "what happened"), map(cells, rows)
    )


def _graders(report: EvalReport) -> str:
    parts = []
    for name in dict.fromkeys(rate.grader for rate in report.graders):
        rows = (cells(rate_row(rate)) for rate in report.graders if rate.grader == name)
        told = "".join(agreement_told(one) for one in report.agreements if one.grader == name)
        parts.append(
            f"<details><summary>{escape(name)} <span class=tag>{escape(told)}</span></summary>{table(HEAD, rows)}</details>"
        )
    return f"<h2>How far the graders can be trusted</h2><p>{ABOUT}</p>{''.join(parts)}" if parts else ""


def _manifest(report: EvalReport) -> str:
    manifest = report.manifest
    rows = [(name, str(getattr(manifest, name))) for name in manifest.__dataclass_fields__ if name != "about"]
    return "<h2>Manifest</h2>" + table(("field", "value"), map(cells, [*rows, *manifest.about.items()]))
