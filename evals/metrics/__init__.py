"""The metrics of one answer, by name: a number, or None where the case says nothing about it."""

from collections.abc import Callable, Mapping

from evals.metrics import answers, citations, refusals, retrieval
from evals.types import Specimen

DEPTH = 10
"""The k of recall@k and nDCG@k."""


def _ranking(specimen: Specimen) -> list[str] | None:
    trace, case = specimen.answer.trace, specimen.case
    if trace is None:
        return None
    return retrieval.by_authority(trace.evidence, specimen.library.passages, case.expects.authorities)


def _recall(specimen: Specimen, k: int) -> float | None:
    ranking, qrels = _ranking(specimen), retrieval.authority_qrels(specimen.case.expects.authorities)
    return None if ranking is None else retrieval.recall_at(ranking, qrels, k)


def _ndcg(specimen: Specimen) -> float | None:
    ranking, qrels = _ranking(specimen), retrieval.authority_qrels(specimen.case.expects.authorities)
    return None if ranking is None else retrieval.ndcg(ranking, qrels, DEPTH)


def _reciprocal_rank(specimen: Specimen) -> float | None:
    ranking, qrels = _ranking(specimen), retrieval.authority_qrels(specimen.case.expects.authorities)
    return None if ranking is None else retrieval.reciprocal_rank(ranking, qrels)


def _cited_as(specimen: Specimen) -> list[str]:
    return [quotation.cited_as for quotation in specimen.answer.quotations]


METRICS: Mapping[str, Callable[[Specimen], float | None]] = {
    "key_point_recall": lambda s: answers.key_point_recall(s.case.expects.key_points, s.answer.shown),
    "forbidden_statement": lambda s: answers.forbidden_statement(s.case.expects.must_not, s.answer.asserted),
    "verdict_accuracy": lambda s: answers.verdict_accuracy(s.case.expects.verdicts, s.answer.verdict),
    "language_accuracy": lambda s: answers.language_accuracy(s.case.language, s.answer.language),
    "citation_recall": lambda s: citations.citation_recall(s.case.expects.authorities, _cited_as(s)),
    "citation_precision": lambda s: citations.citation_precision(s.case.expects.authorities, _cited_as(s)),
    "quotation_exactness": lambda s: citations.quotation_exactness(s.answer.quotations, s.library.passages),
    "claims_cited": lambda s: citations.claims_cited([len(claim.quotations) for claim in s.answer.claims]),
    "recall_at_5": lambda s: _recall(s, 5),
    "recall_at_10": lambda s: _recall(s, DEPTH),
    "ndcg_at_10": _ndcg,
    "reciprocal_rank": _reciprocal_rank,
    "refusal_precision": lambda s: refusals.refusal_precision(s.case.expects.status, s.answer.status),
    "refusal_recall": lambda s: refusals.refusal_recall(s.case.expects.status, s.answer.status),
    "false_refusal": lambda s: refusals.false_refusal(s.case.expects.status, s.answer.status),
    "false_answer": lambda s: refusals.false_answer(s.case.expects.status, s.answer.status),
    "needless_clarification": lambda s: refusals.needless_clarification(s.case.expects.status, s.answer.status),
    "missing_clarification": lambda s: refusals.missing_clarification(s.case.expects.status, s.answer.status),
    "reason_accuracy": lambda s: refusals.reason_accuracy(s.case.expects.reasons, s.answer.reason),
    "length_words": lambda s: answers.length_words(s.answer.shown),
}
