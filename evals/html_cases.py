"""The failing cases of a report in HTML, each in full."""

from collections.abc import Mapping
from html import escape
from typing import Any

from evals.html_parts import bullets
from evals.labels import CASE_WRONG, LABELS, expected, wrong
from evals.reports import CaseResult, EvalReport
from evals.types import EvalCase, Grade, Step


def failing_cases(report: EvalReport) -> str:
    """Every answer that is not accurate, worst class first: question, expected, got, evidence, step lost."""
    cases = {case.id: case for case in report.cases}
    order = (Grade.HALLUCINATED, Grade.REFUSED, Grade.INCOMPLETE)
    results = [result for result in report.results if result.score.grade in order]
    results.sort(key=lambda result: (order.index(result.score.grade), result.case_id, result.attempt))
    if not results:
        return "<h2>Failing cases</h2><p>None.</p>"
    return "<h2>Failing cases</h2>" + "".join(_case(cases[result.case_id], result) for result in results)


def _case(case: EvalCase, result: CaseResult) -> str:
    score, answer = result.score, (result.answers or ({},))[-1]
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
        f"<div><h3>Expected</h3>{bullets(expected(case))}<h3>Wrong</h3>{bullets(wrong(score))}{check}</div>"
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
