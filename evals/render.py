"""A report in Markdown."""

from collections.abc import Mapping

from evals.labels import HEADLINE, LABELS, counts, pair_rows, with_interval, wrong
from evals.render_graders import graders_markdown
from evals.reports import Curve, EvalReport, Mean, Pairs, Parity
from evals.summary import ALL
from evals.tables import one_line, table
from evals.types import Correctness, Grade, Groundedness

SHOWN = 30
"""Failing cases that Markdown lists; the HTML report and the JSON have all."""

GROUNDS = tuple(grounds.value for grounds in Groundedness)


def headline(report: EvalReport) -> str:
    """The table of a README or a pull request: classes, then every other figure."""
    means = report.summary.means[ALL].get(ALL, {})
    rows = [(LABELS[n], with_interval(n, means.get(n)), str(means[n].n) if n in means else "0") for n in LABELS]
    return f"{counts(report)}\n\n" + table(("figure", "mean [95 % interval]", "n"), rows)


def markdown(report: EvalReport) -> str:
    """The whole report in Markdown, short of the answers."""
    summary, manifest = report.summary, report.manifest
    parts = [f"# Evaluation of {manifest.assistant}", headline(report)]
    if summary.stability is not None:
        parts.append(
            f"Stable over {manifest.attempts} attempts: {with_interval('stability', summary.stability)} of cases."
        )
    if summary.pairs is not None:
        parts.append("## False premises and their true twins\n\n" + _pairs(summary.pairs))
    if summary.correct_and_grounded:
        parts.append("## Correct and grounded\n\n" + table(("", *GROUNDS), _sides(summary.correct_and_grounded)))
    if summary.curve is not None:
        parts.append("## Refusal curve\n\n" + _curve(summary.curve))
    if summary.parity is not None:
        parts.append("## Language parity\n\n" + _parity(summary.parity))
    if summary.latency_ms:
        rows = [(step, f"{s.median:.1f}", f"{s.p95:.1f}", str(s.n)) for step, s in summary.latency_ms.items()]
        parts.append("## Milliseconds by step\n\n" + table(("step", "median", "p95", "n"), rows))
    if summary.lost:
        parts.append(
            "## Where it was lost\n\n" + table(("step", "cases"), [(k, str(v)) for k, v in summary.lost.items()])
        )
    for kind, slices in summary.means.items():
        if kind != ALL:
            parts.append(f"## By {kind}\n\n" + _slices(kind, slices))
    parts.append(failing(report))
    if report.graders:
        parts.append(
            "## How far the graders can be trusted\n\n" + graders_markdown(report.graders, report.agreements)
        )
    parts.append(_manifest(report))
    return "\n\n".join(part for part in parts if part) + "\n"


def failing(report: EvalReport, limit: int = SHOWN) -> str:
    """The failures, then the cases that are not accurate, worst class first; "" if there are none."""
    lines = [f"- **failed** {f.case_id or f.file} ({f.stage}): {one_line(f.message)}" for f in report.failures]
    order = (Grade.HALLUCINATED, Grade.REFUSED, Grade.INCOMPLETE)
    wrongs = [r for r in report.results if r.score.grade in order and r.attempt == 1]
    wrongs.sort(key=lambda result: (order.index(result.score.grade), result.case_id))
    for result in wrongs[:limit]:
        score = result.score
        lost = f" · {score.lost_at.value}: {one_line(score.lost_why)}" if score.lost_at else ""
        lines.append(f"- **{score.grade.value}** {result.case_id}: {one_line('; '.join(wrong(score)))}{lost}")
    if len(wrongs) > limit:
        lines.append(f"- and {len(wrongs) - limit} more; see the HTML report")
    return "## Failing cases\n\n" + "\n".join(lines) if lines else ""


def _pairs(pairs: Pairs) -> str:
    return table((f"of {pairs.both.n} pairs", "share"), pair_rows(pairs))


def _sides(counts_: Mapping[str, int]) -> list[tuple[str, ...]]:
    return [(c, *(str(counts_.get(f"{c}, {g}", 0)) for g in GROUNDS)) for c in Correctness]


def _curve(curve: Curve) -> str:
    tenths = [point for at, point in enumerate(curve.points) if at % 10 == 0]
    rows = [(f"{p.cut_off:.1f}", f"{p.false_refusals:.3f}", f"{p.false_answers:.3f}") for p in tenths]
    used = "this run" if curve.cut_off is None else f"this run ({curve.cut_off:g})"
    rows.append((used, f"{curve.used.false_refusals:.3f}", f"{curve.used.false_answers:.3f}"))
    area = (
        ""
        if curve.area is None
        else f" The score puts a question that has an answer above one that has none with probability {curve.area:.3f}."
    )
    told = f"{curve.due} answers due, {curve.not_due} refusals due, {curve.scored} with a score.{area}\n\n"
    return told + table(("cut-off", "false refusals", "false answers"), rows)


def _parity(parity: Parity) -> str:
    languages = parity.languages
    rows = []
    for group in parity.groups:
        cells = {cell.language: cell for cell in group.cells}
        shown = (
            f"{c.verdict or c.status} ({c.grade.value})" if (c := cells.get(language)) else "–"
            for language in languages
        )
        sources = "–" if group.same_sources is None else f"{group.same_sources:.2f}"
        rows.append((group.name, *shown, "yes" if group.same_verdict else "no", sources))
    told = (
        f"Same verdict: {with_interval('parity', parity.same_verdict)}, same sources: "
        f"{with_interval('parity', parity.same_sources)} of {len(parity.groups)} groups.\n\n"
    )
    return told + table(("group", *languages, "same verdict", "same sources"), rows)


def _slices(kind: str, slices: Mapping[str, Mapping[str, Mean]]) -> str:
    rows = []
    for name, means in slices.items():
        n = means["accurate"].n
        rows.append((name, str(n), *(with_interval(metric, means.get(metric)) for metric in HEADLINE)))
    return table((kind, "n", *(LABELS[metric] for metric in HEADLINE)), rows)


def _manifest(report: EvalReport) -> str:
    manifest = report.manifest
    rows = [
        ("commit", (manifest.commit or "none") + (", with changes not committed" if manifest.dirty else "")),
        ("corpus", f"{manifest.corpus_hash[:12]}, builds {', '.join(manifest.builds) or 'not told'}"),
        ("cases", f"{manifest.cases_hash[:12]}, selection: {manifest.selection}"),
        ("grader", manifest.grader),
        ("seed", str(manifest.seed)),
        ("started", manifest.started),
        ("python", f"{manifest.python} on {manifest.platform}"),
        *manifest.about.items(),
    ]
    return "## Manifest\n\n" + table(("field", "value"), rows)
