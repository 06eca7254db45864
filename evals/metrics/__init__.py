"""The metrics of one answer, by name: a number, or None where the case says nothing about it."""

from collections.abc import Callable, Mapping, Sequence

from evals.metrics import answers, citations, refusals, retrieval
from evals.types import Specimen, Wording

DEPTH = 10
"""The k of recall@k and nDCG@k."""

Judged = tuple[Sequence[str], Mapping[str, int]]
"""A ranking, and the grades it is measured by."""


def _by_pinpoint(specimen: Specimen) -> Judged | None:
    trace, authorities = specimen.answer.trace, specimen.case.expects.authorities
    if trace is None:
        return None
    ranking = retrieval.by_authority(trace.evidence, specimen.library.passages, authorities)
    return ranking, retrieval.authority_qrels(authorities)


def _by_passage(specimen: Specimen) -> Judged | None:
    trace, case = specimen.answer.trace, specimen.case
    if trace is None:
        return None
    qrels = retrieval.passage_qrels(case.expects, case.states, specimen.library.passages)
    return list(dict.fromkeys(trace.evidence)), qrels


def _cited_as(specimen: Specimen) -> list[str]:
    return [quotation.cited_as for quotation in specimen.answer.quotations]


def _named(specimen: Specimen) -> list[Wording]:
    return [authority.names for authority in specimen.case.expects.authorities]


METRICS: Mapping[str, Callable[[Specimen], float | None]] = {
    "key_point_recall": lambda s: answers.key_point_recall(s.case.expects.key_points, s.answer.shown),
    "forbidden_statement": lambda s: answers.forbidden_statement(s.case.expects.must_not, s.answer.asserted),
    "verdict_accuracy": lambda s: answers.verdict_accuracy(s.case.expects.verdicts, s.answer.verdict),
    "language_accuracy": lambda s: answers.language_accuracy(s.case.language, s.answer.language),
    "citation_recall": lambda s: citations.citation_recall(s.case.expects.must_cite, _cited_as(s)),
    "citation_precision": lambda s: citations.citation_precision(_named(s), _cited_as(s)),
    "quotation_exactness": lambda s: citations.quotation_exactness(s.answer.quotations, s.library.passages),
    "claims_cited": lambda s: citations.claims_cited([len(claim.quotations) for claim in s.answer.claims]),
    "claims_grounded": lambda s: citations.claims_grounded(s.answer.claims),
    "refusal_precision": lambda s: refusals.refusal_precision(s.case.expects.status, s.answer.status),
    "refusal_recall": lambda s: refusals.refusal_recall(s.case.expects.status, s.answer.status),
    "false_refusal": lambda s: refusals.false_refusal(s.case.expects.status, s.answer.status),
    "false_answer": lambda s: refusals.false_answer(s.case.expects.status, s.answer.status),
    "needless_clarification": lambda s: refusals.needless_clarification(s.case.expects.status, s.answer.status),
    "missing_clarification": lambda s: refusals.missing_clarification(s.case.expects.status, s.answer.status),
    "reason_accuracy": lambda s: refusals.reason_accuracy(s.case.expects.reasons, s.answer.reason),
    "length_words": lambda s: answers.length_words(s.answer.shown),
}

RANKINGS: Mapping[str, Callable[[Specimen], Judged | None]] = {"": _by_pinpoint, "passage_": _by_passage}
"""What comes before the name of a metric of `RETRIEVAL`, and the ranking it is of."""

RETRIEVAL: Mapping[str, Callable[[Judged], float | None]] = {
    "recall_at_5": lambda judged: retrieval.recall_at(*judged, 5),
    "recall_at_10": lambda judged: retrieval.recall_at(*judged, DEPTH),
    "ndcg_at_10": lambda judged: retrieval.ndcg(*judged, DEPTH),
    "reciprocal_rank": lambda judged: retrieval.reciprocal_rank(*judged),
}


def measured(specimen: Specimen) -> dict[str, float | None]:
    """Every metric of one answer; those of retrieval are None without a trace."""
    found = {name: metric(specimen) for name, metric in METRICS.items()}
    for prefix, ranking in RANKINGS.items():
        judged = ranking(specimen)
        found |= {prefix + name: None if judged is None else metric(judged) for name, metric in RETRIEVAL.items()}
    return found
