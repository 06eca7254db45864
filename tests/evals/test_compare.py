from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from evals.compare import compare
from evals.errors import ReportsUnlike
from evals.render_comparison import comparison_markdown
from evals.reports import EvalReport
from evals.run import run
from evals.types import EvalCase, Library

Make = Callable[..., dict[str, Any]]
MakeCase = Callable[..., EvalCase]
Reported = Callable[..., EvalReport]


@pytest.fixture
def reported(parrot: Any, library: Library, make_case: MakeCase, make_answer: Make, make_refusal: Make) -> Reported:
    """A report over cases a, b, c …: `right` are answered, `crashed` have no answer, the rest is refused."""

    def make(right: str, ids: str = "abcd", crashed: str = "", **case: Any) -> EvalReport:
        answers = {id_: make_answer() if id_ in right else make_refusal() for id_ in ids if id_ not in crashed}
        return run([make_case(id=id_, **case) for id_ in ids], [], parrot(answers), library)

    return make


def test_gains_and_losses_are_named(reported: Reported) -> None:
    found = compare(reported("ab"), reported("bcd"))
    assert [(c.case_id, c.before, c.after) for c in found.losses] == [("a", "accurate", "refused")]
    assert [c.case_id for c in found.gains] == ["c", "d"]
    assert found.p == 1.0  # 2 gains, 1 loss: 2 · (1 + 3) / 8
    # accurate: -1, 0, +1, +1 over 4
    assert found.differences["accurate"].mean == pytest.approx(0.25)
    assert found.differences["accurate"].n == 4


def test_a_case_that_now_crashes_is_a_loss(reported: Reported) -> None:
    found = compare(reported("ab"), reported("ab", crashed="b"))
    assert [(c.case_id, c.after) for c in found.losses] == [("b", "failed")]
    assert found.differences["accurate"].n == 3


def test_the_same_report_twice_shows_no_change(reported: Reported) -> None:
    report = reported("ab")
    found = compare(report, report)
    assert (found.gains, found.losses, found.others, found.manifest, found.p) == ((), (), (), (), 1.0)


def test_unlike_case_sets_are_refused(reported: Reported) -> None:
    with pytest.raises(ReportsUnlike, match="1 cases are in one report only: d"):
        compare(reported("ab"), reported("ab", ids="abc"))
    with pytest.raises(ReportsUnlike, match="were changed between the reports: a, b"):
        compare(reported("ab"), reported("ab", must_not=("nine years",)))


def test_unlike_corpora_are_refused_unless_that_is_the_question(reported: Reported) -> None:
    report = reported("ab")
    other = replace(report, manifest=replace(report.manifest, corpus_hash="1" * 64))
    with pytest.raises(ReportsUnlike, match="--across-corpora"):
        compare(report, other)
    assert compare(report, other, across_corpora=True).manifest == (("corpus_hash", "0" * 64, "1" * 64),)


def test_what_else_differs_is_printed(reported: Reported) -> None:
    report = reported("ab")
    manifest = replace(report.manifest, about={"embedder": "other"}, dirty=not report.manifest.dirty, seconds=9.0)
    found = compare(report, replace(reported("a"), manifest=manifest))
    assert ("embedder", "none", "other") in found.manifest
    assert "dirty" in {name for name, _, _ in found.manifest}
    assert "seconds" not in {name for name, _, _ in found.manifest}
    text = comparison_markdown(found)
    assert "0 gained, 1 lost of 4 cases" in text
    assert "- b: accurate → refused" in text
    assert "| embedder | none | other |" in text
