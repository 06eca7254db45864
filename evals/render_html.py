"""A report as one HTML page that needs nothing else: figures, slices, and every failing case in full."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from evals.labels import CASE_WRONG, CHARTED, LABELS, counts, expected, with_interval, wrong
from evals.reports import CaseResult, EvalReport, Mean
from evals.summary import ALL
from evals.types import EvalCase, Grade, Step

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
            _latency(report),
            _slices(report),
            _failures(report),
            _cases(report),
            _manifest(report),
        )
    )
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f"<body><main>\n{body}\n</main></body></html>\n"
    )


def _bar(means: Mapping[str, Mean]) -> str:
    shares = [(name, means[name].mean) for name in CHARTED if name in means]
    label = ", ".join(f"{LABELS[name]} {share:.0%}" for name, share in shares)
    parts = "".join(f'<i class="{name}" style="width:{share:.2%}"></i>' for name, share in shares)
    return f'<span class="bar" role="img" aria-label="{escape(label)}" title="{escape(label)}">{parts}</span>'


def _classes(report: EvalReport) -> str:
    key = "".join(f'<i class="{name}"></i>{escape(LABELS[name])}' for name in CHARTED)
    lost = ", ".join(f"{step} {count}" for step, count in report.summary.lost.items())
    where = f"<p>Where it was lost: {escape(lost)}.</p>" if lost else ""
    return f'{_bar(report.summary.means[ALL].get(ALL, {}))}<p class="key">{key}</p>{where}'


def _figures(report: EvalReport) -> str:
    means = report.summary.means[ALL].get(ALL, {})
    rows = [(LABELS[name], with_interval(name, means[name]), str(means[name].n)) for name in LABELS if name in means]
    if report.summary.pairs is not None:
        pairs = report.summary.pairs
        rows.append(("false premise and true twin both accurate", with_interval("pairs", pairs), str(pairs.n)))
    if report.summary.stability is not None:
        stable = report.summary.stability
        rows.append(("same class, verdict and citations each time", with_interval("stable", stable), str(stable.n)))
    return "<h2>Figures</h2>" + _table(("figure", "mean [95 % interval]", "n"), map(_cells, rows))


def _latency(report: EvalReport) -> str:
    rows = [(step, f"{s.median:.1f}", f"{s.p95:.1f}", str(s.n)) for step, s in report.summary.latency_ms.items()]
    return "<h2>Milliseconds by step</h2>" + _table(("step", "median", "p95", "n"), map(_cells, rows)) if rows else ""


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
        parts.append(f"<h2>By {escape(kind)}</h2>" + _table((kind, "", "accurate", "hallucinated", "n"), rows))
    return "".join(parts)


def _failures(report: EvalReport) -> str:
    rows = [(f.case_id or "–", f.file, f.stage, str(f.attempt), f.message) for f in report.failures]
    if not rows:
        return ""
    return "<h2>Failures, without a score</h2>" + _table(
        ("case", "file", "stage", "attempt", "what happened"), map(_cells, rows)
    )


def _cases(report: EvalReport) -> str:
    cases = {case.id: case for case in report.cases}
    order = (Grade.HALLUCINATED, Grade.REFUSED, Grade.INCOMPLETE)
    results = [result for result in report.results if result.score.grade in order]
    results.sort(key=lambda result: (order.index(result.score.grade), result.case_id, result.attempt))
    if not results:
        return "<h2>Failing cases</h2><p>None.</p>"
    return "<h2>Failing cases</h2>" + "".join(_case(cases[result.case_id], result) for result in results)


def _case(case: EvalCase, result: CaseResult) -> str:
    score, answer = result.score, result.answers[-1]
    attempt = f", attempt {result.attempt}" if result.attempt > 1 else ""
    lost = f"{score.lost_at.value}: {score.lost_why}" if score.lost_at else ""
    check = f"<p>{CASE_WRONG}</p>" if score.lost_at is Step.CASE_IS_WRONG else ""
    tags = " · ".join(
        (
            case.kind,
            case.persona,
            case.language,
            case.topic,
            case.split,
            f"as of {case.as_of or answer.get('as_of', '?')}",
        )
    )
    turns = "".join(f"<blockquote>{escape(turn)}</blockquote>" for turn in case.turns)
    return (
        f'<details id="{escape(case.id)}"><summary><b style="color:var(--{score.grade.value})">'
        f"{escape(LABELS[score.grade.value])}</b>{escape(case.id)}{attempt} <span class=tag>{escape(lost)}</span></summary>"
        f"<p class=tag>{escape(tags)}</p>{turns}<div class=two>"
        f"<div><h3>Expected</h3>{_list(expected(case))}<h3>Wrong</h3>{_list(wrong(score))}{check}</div>"
        f"<div><h3>Got</h3>{_answer(answer)}</div></div>{_evidence(answer)}</details>"
    )


def _answer(answer: Mapping[str, Any]) -> str:
    verdict = f", verdict {answer['verdict']}" if answer.get("verdict") else ""
    reason = f" ({answer['reason']})" if answer.get("reason") else ""
    claims = "".join(
        f"<li>{escape(str(claim.get('text', '')))}"
        + "".join(
            f" <span class=tag>[{escape(str(c.get('title', '')))}, {escape(str(c.get('pinpoint', '')))}]</span>"
            for c in claim.get("citations", ())
        )
        + "</li>"
        for claim in answer.get("claims", ())
    )
    head = f"{answer.get('status', '')}{reason}{verdict}"
    return f"<p><b>{escape(head)}</b></p><p>{escape(str(answer.get('lead', '')))}</p><ol>{claims}</ol>"


def _evidence(answer: Mapping[str, Any]) -> str:
    trace = answer.get("trace") or {}
    kept = [str(item.get("passage_id", "")) for item in trace.get("evidence", ())]
    dropped = [f"{item.get('passage_id', '')} ({item.get('why', '')})" for item in trace.get("dropped", ())]
    withheld = [f"{item.get('text', '')} ({item.get('why', '')})" for item in answer.get("withheld", ())]
    parts = [("Evidence, best first", kept), ("Dropped", dropped), ("Withheld", withheld)]
    shown = "".join(
        f"<p class=tag>{name}: <code>{escape(', '.join(items))}</code></p>" for name, items in parts if items
    )
    read = {name: trace[name] for name in ("intent", "answer_type", "topics", "states", "kinds") if name in trace}
    return shown + (f"<p class=tag>Read as: <code>{escape(str(read))}</code></p>" if read else "")


def _manifest(report: EvalReport) -> str:
    manifest = report.manifest
    rows = [(name, str(getattr(manifest, name))) for name in manifest.__dataclass_fields__ if name != "about"]
    return "<h2>Manifest</h2>" + _table(("field", "value"), map(_cells, [*rows, *manifest.about.items()]))


def _cells(row: Sequence[str]) -> list[str]:
    return [escape(cell) for cell in row]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _list(items: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"
