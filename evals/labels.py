"""How figures and cases are named and written in every rendering."""

from collections.abc import Mapping

from evals.metrics import DEPTH
from evals.reports import EvalReport, Mean, Pairs, Score
from evals.types import EvalCase, Grade

LABELS: Mapping[str, str] = {
    "accurate": "accurate",
    "incomplete": "incomplete",
    "hallucinated": "hallucinated",
    "refused": "refused wrongly",
    "accurate_and_cited": "accurate, every authority cited",
    "key_point_recall": "key-point recall",
    "forbidden_statement": "forbidden statement made",
    "verdict_accuracy": "verdict accuracy",
    "language_accuracy": "language read rightly",
    "citation_recall": "citation recall",
    "citation_precision": "citation precision (lower bound)",
    "quotation_exactness": "quotation exactness",
    "claims_cited": "claims with a citation",
    "claims_grounded": "claims that their quotations carry, by rule",
    "recall_at_5": "recall@5 by pinpoint",
    "recall_at_10": f"recall@{DEPTH} by pinpoint",
    "ndcg_at_10": f"nDCG@{DEPTH} by pinpoint",
    "reciprocal_rank": "MRR by pinpoint",
    "passage_recall_at_5": "recall@5 by passage",
    "passage_recall_at_10": f"recall@{DEPTH} by passage",
    "passage_ndcg_at_10": f"nDCG@{DEPTH} by passage",
    "passage_reciprocal_rank": "MRR by passage",
    "claims_supported_by_model": "claims that their quotations carry, by a model",
    "refusal_precision": "refusal precision",
    "refusal_recall": "refusal recall",
    "false_refusal": "false refusals",
    "false_answer": "false answers",
    "needless_clarification": "needless questions back",
    "missing_clarification": "missing questions back",
    "reason_accuracy": "reason accuracy",
    "length_words": "length in words",
}
COUNTED = frozenset({"length_words"})
"""Figures that are no shares."""

CHARTED = tuple(grade.value for grade in Grade)
HEADLINE = ("accurate", "incomplete", "hallucinated", "refused")
CASE_WRONG = "Check the case itself first: nothing in the corpus carries it."


def figure(name: str, value: float) -> str:
    """A value as text: counts with one decimal, shares with three."""
    return f"{value:.1f}" if name in COUNTED else f"{value:.3f}"


def with_interval(name: str, mean: Mean | None) -> str:
    """`0.812 [0.750, 0.870]`, or a dash where there is nothing to average."""
    if mean is None:
        return "–"
    return f"{figure(name, mean.mean)} [{figure(name, mean.low)}, {figure(name, mean.high)}]"


def pair_rows(pairs: Pairs) -> list[tuple[str, str]]:
    """What became of the pairs of false premise and true twin, a row each."""
    return [
        ("both accurate", with_interval("pairs", pairs.both)),
        ("only the true one: the false premise was not corrected", f"{pairs.only_true:.3f}"),
        ("only the false one: the true premise was contradicted or refused", f"{pairs.only_false:.3f}"),
        ("neither", f"{pairs.neither:.3f}"),
    ]


def counts(report: EvalReport) -> str:
    """One line: how many cases were graded, how many failed, how long it took."""
    summary, manifest = report.summary, report.manifest
    times = f", {manifest.attempts} times each" if manifest.attempts > 1 else ""
    failed = f"; {summary.failed} failed without a score" if summary.failed else ""
    return f"{summary.graded} cases graded{times} in {manifest.seconds:.1f} s{failed}."


def expected(case: EvalCase) -> list[str]:
    """What a case expects, a line each."""
    wants = case.expects
    reasons, verdicts = " or ".join(wants.reasons), " or ".join(wants.verdicts)
    lines = [
        wants.status.value + (f" ({reasons})" if reasons else "") + (f", verdict {verdicts}" if verdicts else "")
    ]
    lines += [f"says: {' | '.join(point)}" for point in wants.key_points]
    lines += [f"must not say: {item}" for item in wants.must_not]
    return lines + [f"cites (grade {item.grade}): {' | '.join(item.names)}" for item in wants.authorities]


def wrong(score: Score) -> list[str]:
    """What is wrong with an answer, a line each."""
    lines = list(score.notes)
    lines += [f"does not say: {point}" for point in score.missed]
    lines += [f"says what it must not: {item}" for item in score.forbidden]
    lines += [f"does not stand: “{quote}”" for quote in score.broken]
    return lines + [f"does not cite: {wording}" for wording in score.uncited]
