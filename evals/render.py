"""A report or a comparison as Markdown; a report as JUnit XML."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from evals.compare import Change, Comparison
from evals.labels import HEADLINE, LABELS, counts, expected, with_interval, wrong
from evals.reports import EvalReport, Mean
from evals.summary import ALL
from evals.types import Grade

SHOWN = 30
"""Failing cases that Markdown lists; the HTML report and the JSON have all."""


def headline(report: EvalReport) -> str:
    """The table of a README or a pull request: classes, then every other figure."""
    means = report.summary.means[ALL].get(ALL, {})
    rows = [(LABELS[n], with_interval(n, means.get(n)), str(means[n].n) if n in means else "0") for n in LABELS]
    return f"{counts(report)}\n\n" + _table(("figure", "mean [95 % interval]", "n"), rows)


def markdown(report: EvalReport) -> str:
    """The whole report in Markdown, short of the answers."""
    summary, manifest = report.summary, report.manifest
    parts = [f"# Evaluation of {manifest.assistant}", headline(report)]
    if summary.stability is not None:
        parts.append(
            f"Stable over {manifest.attempts} attempts: {with_interval('stability', summary.stability)} of cases."
        )
    if summary.pairs is not None:
        pairs = with_interval("pairs", summary.pairs)
        parts.append(f"False premise and true twin both accurate: {pairs} of {summary.pairs.n} pairs.")
    if summary.latency_ms:
        rows = [(step, f"{s.median:.1f}", f"{s.p95:.1f}", str(s.n)) for step, s in summary.latency_ms.items()]
        parts.append("## Milliseconds by step\n\n" + _table(("step", "median", "p95", "n"), rows))
    if summary.lost:
        parts.append(
            "## Where it was lost\n\n" + _table(("step", "cases"), [(k, str(v)) for k, v in summary.lost.items()])
        )
    for kind, slices in summary.means.items():
        if kind != ALL:
            parts.append(f"## By {kind}\n\n" + _slices(kind, slices))
    parts += [failing(report), _manifest(report)]
    return "\n\n".join(part for part in parts if part) + "\n"


def failing(report: EvalReport, limit: int = SHOWN) -> str:
    """The failures, then the cases that are not accurate, worst class first; "" if there are none."""
    lines = [f"- **failed** {f.case_id or f.file} ({f.stage}): {_one_line(f.message)}" for f in report.failures]
    order = (Grade.HALLUCINATED, Grade.REFUSED, Grade.INCOMPLETE)
    wrongs = [r for r in report.results if r.score.grade in order and r.attempt == 1]
    wrongs.sort(key=lambda result: (order.index(result.score.grade), result.case_id))
    for result in wrongs[:limit]:
        score = result.score
        lost = f" · {score.lost_at.value}: {_one_line(score.lost_why)}" if score.lost_at else ""
        lines.append(f"- **{score.grade.value}** {result.case_id}: {_one_line('; '.join(wrong(score)))}{lost}")
    if len(wrongs) > limit:
        lines.append(f"- and {len(wrongs) - limit} more; see the HTML report")
    return "## Failing cases\n\n" + "\n".join(lines) if lines else ""


def comparison_markdown(comparison: Comparison) -> str:
    """A comparison in Markdown."""
    gains, losses = len(comparison.gains), len(comparison.losses)
    parts = [
        f"# {gains} gained, {losses} lost of {comparison.cases} cases (McNemar p = {comparison.p:.3f})",
        _changes("Lost", comparison.losses),
        _changes("Gained", comparison.gains),
        _changes("Otherwise changed", comparison.others),
    ]
    rows = [
        (LABELS.get(name, name), f"{mean.mean:+.3f} [{mean.low:+.3f}, {mean.high:+.3f}]", str(mean.n))
        for name, mean in comparison.differences.items()
        if mean.mean or mean.low or mean.high
    ]
    parts.append("## Figures\n\n" + (_table(("figure", "after less before", "n"), rows) if rows else "None moved."))
    if comparison.manifest:
        parts.append("## What else differs\n\n" + _table(("field", "before", "after"), comparison.manifest))
    return "\n\n".join(part for part in parts if part) + "\n"


def junit(report: EvalReport) -> str:
    """JUnit XML: a test case per case and attempt, a failure where it is not accurate, an error where it failed."""
    failed = sum(result.score.grade is not Grade.ACCURATE for result in report.results)
    suite = ElementTree.Element(
        "testsuite",
        name="evals",
        tests=str(len(report.results) + len(report.failures)),
        failures=str(failed),
        errors=str(len(report.failures)),
        time=f"{report.manifest.seconds:.3f}",
        timestamp=report.manifest.started,
    )
    cases = {case.id: case for case in report.cases}
    for result in report.results:
        case = cases[result.case_id]
        at = ElementTree.SubElement(
            suite, "testcase", classname=f"evals.{case.kind}", name=_named(result.case_id, result.attempt)
        )
        if result.score.grade is not Grade.ACCURATE:
            lost = result.score.lost_at.value if result.score.lost_at else ""
            element = ElementTree.SubElement(at, "failure", type=result.score.grade.value, message=_xml(lost))
            element.text = _xml("\n".join(("expected:", *expected(case), "", "got:", *wrong(result.score))))
    for failure in report.failures:
        name = _named(failure.case_id or failure.file, failure.attempt)
        at = ElementTree.SubElement(suite, "testcase", classname="evals", name=name)
        ElementTree.SubElement(at, "error", type=failure.stage, message=_xml(failure.message))
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suite, encoding="unicode") + "\n"


def _named(id_: str, attempt: int) -> str:
    return id_ if attempt == 1 else f"{id_}, attempt {attempt}"


def _xml(text: str) -> str:
    """`text` without the control characters that XML cannot hold."""
    return "".join(character for character in text if character in "\n\t" or character >= " ")


def _slices(kind: str, slices: Mapping[str, Mapping[str, Mean]]) -> str:
    rows = []
    for name, means in slices.items():
        n = means["accurate"].n
        rows.append((name, str(n), *(with_interval(metric, means.get(metric)) for metric in HEADLINE)))
    return _table((kind, "n", *(LABELS[metric] for metric in HEADLINE)), rows)


def _changes(title: str, changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    return f"## {title}\n\n" + "\n".join(f"- {c.case_id}: {c.before} → {c.after}" for c in changes)


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
    return "## Manifest\n\n" + _table(("field", "value"), rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_one_line(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())
