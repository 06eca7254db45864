"""Two reports over the same cases: what was gained and lost, by name, and whether chance explains it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from evals.bootstrap import difference_of, mcnemar
from evals.errors import ReportsUnlike
from evals.reports import EvalReport, Mean
from evals.summary import averages_by_case
from evals.types import Grade

NAMED = 10
"""How many cases an error names."""

MEASURED = frozenset({"started", "seconds", "reused"})
"""Fields of a manifest that may differ in two runs of the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A case that came out otherwise; `before` and `after` are classes, or "failed"."""

    case_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`after` against `before`; a gain is a case that became accurate, a loss one that no longer is.

    `p` is of McNemar's test on gains and losses; `differences` are means of metric after less before, over the
    cases graded in both; `manifest` lists what else differs.
    """

    cases: int
    gains: tuple[Change, ...]
    losses: tuple[Change, ...]
    others: tuple[Change, ...]
    p: float
    differences: Mapping[str, Mean]
    manifest: tuple[tuple[str, str, str], ...]


def compare(before: EvalReport, after: EvalReport, *, across_corpora: bool = False) -> Comparison:
    """Compare two reports.

    Args:
        before: the older report, or the baseline.
        after: the newer one.
        across_corpora: also where citations were checked against different passages.

    Raises:
        ReportsUnlike: their cases, or their corpora, are not the same.
    """
    _refuse_unlike(before, after, across_corpora)
    ids = [case.id for case in before.cases]
    old, new = _classes(before), _classes(after)
    changes = [
        Change(case_id=id_, before=old.get(id_, "failed"), after=new.get(id_, "failed"))
        for id_ in ids
        if old.get(id_) != new.get(id_)
    ]
    accurate = Grade.ACCURATE.value
    gains = tuple(change for change in changes if change.after == accurate)
    losses = tuple(change for change in changes if change.before == accurate)
    return Comparison(
        cases=len(ids),
        gains=gains,
        losses=losses,
        others=tuple(change for change in changes if accurate not in (change.before, change.after)),
        p=mcnemar(len(gains), len(losses)),
        differences=_differences(before, after, ids),
        manifest=tuple(_manifest_differences(before, after)),
    )


def _refuse_unlike(before: EvalReport, after: EvalReport, across_corpora: bool) -> None:
    old, new = ({case.id: case for case in report.cases} for report in (before, after))
    if apart := sorted(old.keys() ^ new.keys()):
        raise ReportsUnlike(
            f"{len(apart)} cases are in one report only: {_named(apart)}", hint="Run both over the same cases."
        )
    if before.manifest.cases_hash != after.manifest.cases_hash:
        differing = [id_ for id_ in old if replace(old[id_], file="") != replace(new[id_], file="")]
        raise ReportsUnlike(
            f"{len(differing)} cases were changed between the reports: {_named(differing)}",
            hint="Run the older code over the newer cases, then compare.",
        )
    if before.manifest.corpus_hash != after.manifest.corpus_hash and not across_corpora:
        raise ReportsUnlike(
            "the reports are over different corpora",
            hint="Run both over one corpus, or pass --across-corpora to see what the change of corpus did.",
        )


def _named(ids: Sequence[str]) -> str:
    return ", ".join(ids[:NAMED]) + (", …" if len(ids) > NAMED else "")


def _classes(report: EvalReport) -> dict[str, str]:
    """Class by case: the worst of its attempts; a case with a failed attempt has none."""
    worst = [Grade.HALLUCINATED, Grade.REFUSED, Grade.INCOMPLETE, Grade.ACCURATE]
    found: dict[str, Grade] = {}
    for result in report.results:
        grades = (result.score.grade, found.get(result.case_id, Grade.ACCURATE))
        found[result.case_id] = min(grades, key=worst.index)
    failed = {failure.case_id for failure in report.failures}
    return {id_: grade.value for id_, grade in found.items() if id_ not in failed}


def _differences(before: EvalReport, after: EvalReport, ids: Sequence[str]) -> dict[str, Mean]:
    old, new = averages_by_case(before.results), averages_by_case(after.results)
    both = [id_ for id_ in ids if id_ in old and id_ in new]
    names = dict.fromkeys(name for id_ in both for name in old[id_])
    found = {
        name: difference_of(
            [old[id_].get(name) for id_ in both], [new[id_].get(name) for id_ in both], after.manifest.seed
        )
        for name in names
    }
    return {name: mean for name, mean in found.items() if mean is not None}


def _manifest_differences(before: EvalReport, after: EvalReport) -> list[tuple[str, str, str]]:
    old, new = before.manifest, after.manifest
    rows = [
        (field.name, str(getattr(old, field.name)), str(getattr(new, field.name)))
        for field in fields(old)
        if field.name not in MEASURED | {"about"}
    ]
    rows += [(name, old.about.get(name, ""), new.about.get(name, "")) for name in sorted({*old.about, *new.about})]
    return [row for row in rows if row[1] != row[2]]
