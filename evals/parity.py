"""Whether the same question in another language gets the same answer: same verdict, same sources."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from evals.bootstrap import mean_of
from evals.reports import CaseResult, Parity, ParityCell, ParityGroup
from evals.types import EvalCase


def parity_of(cases: Sequence[EvalCase], results: Sequence[CaseResult], seed: int) -> Parity | None:
    """The parity of every group of which two languages or more were graded; None if there is no such group.

    The first attempt at each case counts. The mean of `same_verdict` is the share of groups whose members all got
    the same status and verdict; that of `same_sources` the mean of |cited by all| / |cited by any| (Jaccard 1912,
    over sources), left out where no member cites anything.
    """
    first = {result.case_id: result for result in results if result.attempt == 1}
    members: dict[str, list[EvalCase]] = defaultdict(list)
    for case in cases:
        if case.parity is not None and case.id in first:
            members[case.parity].append(case)
    groups = tuple(_group(name, several, first) for name, several in sorted(members.items()) if len(several) > 1)
    if not groups:
        return None
    return Parity(
        groups=groups,
        same_verdict=mean_of([float(group.same_verdict) for group in groups], seed),
        same_sources=mean_of([group.same_sources for group in groups], seed),
    )


def _group(name: str, cases: Sequence[EvalCase], results: Mapping[str, CaseResult]) -> ParityGroup:
    cells = tuple(
        sorted(
            (_cell(case, results[case.id]) for case in cases), key=lambda cell: (cell.language != "en", cell.language)
        )
    )
    by_all = set.intersection(*(set(cell.sources) for cell in cells))
    by_any = set.union(*(set(cell.sources) for cell in cells))
    return ParityGroup(
        name=name,
        cells=cells,
        same_verdict=len({(cell.status, cell.verdict) for cell in cells}) == 1,
        same_sources=len(by_all) / len(by_any) if by_any else None,
    )


def _cell(case: EvalCase, result: CaseResult) -> ParityCell:
    answer = result.answers[-1] if result.answers else {}
    return ParityCell(
        case_id=case.id,
        language=case.language,
        grade=result.score.grade,
        status=str(answer.get("status", "")),
        verdict=str(answer.get("verdict") or ""),
        sources=tuple(sorted({source_of(citation) for citation in citations_of(answer)})),
    )


def citations_of(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Every citation of an answer, in order."""
    return [citation for claim in answer.get("claims", ()) for citation in claim.get("citations", ())]


def source_of(citation: Mapping[str, Any]) -> str:
    """The id of the source cited; its title, or what comes before the slash of the passage, where there is none."""
    named = citation.get("source_id") or citation.get("title")
    return str(named or str(citation.get("passage_id", "")).split("/", 1)[0])
