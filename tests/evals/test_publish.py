from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.errors import ReportBroken
from evals.publish import publish, readme_table
from evals.reports import EvalReport
from evals.run import run
from evals.types import EvalCase, Library, Split

Make = Callable[..., dict[str, Any]]
MakeCase = Callable[..., EvalCase]
README = "# A product\n\nBefore.\n\n<!-- evals:start -->\nyesterday\n<!-- evals:end -->\n\nAfter.\n"


@pytest.fixture
def report(parrot: Any, library: Library, make_case: MakeCase, make_answer: Make, make_refusal: Make) -> EvalReport:
    """One tuned on, right; two held out, one of them refused."""
    cases = [make_case(id="a"), *(make_case(id=id_, split=Split.HELD_OUT) for id_ in "bc")]
    return run(cases, [], parrot({"a": make_answer(), "b": make_answer(), "c": make_refusal()}), library)


def test_the_table_stands_between_its_marks_and_the_rest_stays(report: EvalReport, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(README, encoding="utf-8")
    written = publish(report, tmp_path / "docs", readme)
    assert {path.name for path in written} == {"report.html", "report.md", "README.md"}  # no score, no curve
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("# A product\n\nBefore.\n\n<!-- evals:start -->\n3 cases")
    assert text.endswith("\n<!-- evals:end -->\n\nAfter.\n")
    assert "yesterday" not in text
    publish(report, tmp_path / "docs", readme)
    assert readme.read_text(encoding="utf-8") == text


def test_what_was_tuned_on_stands_beside_what_was_not(report: EvalReport) -> None:
    text = readme_table(report)
    assert "1 were used while the product was tuned, 2 were only ever measured" in text
    assert "| tuned on (n = 1) | held out (n = 2) |" in text
    assert "1.000 [1.000, 1.000] | 0.500 [0.000, 1.000] |" in text
    assert "it is not reached yet" in text


def test_a_readme_without_marks_is_left_alone(report: EvalReport, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("nothing", encoding="utf-8")
    with pytest.raises(ReportBroken, match="evals:start"):
        publish(report, tmp_path / "docs", readme)
    assert not (tmp_path / "docs").exists()
    with pytest.raises(ReportBroken, match="--readme"):
        publish(report, tmp_path / "docs", tmp_path / "gone.md")


def test_a_report_in_which_nothing_was_graded_replaces_no_figures(
    parrot: Any, library: Library, make_case: MakeCase, tmp_path: Path
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(README, encoding="utf-8")
    with pytest.raises(ReportBroken, match="no case"):
        publish(run([make_case(id="boom")], [], parrot({}), library), tmp_path / "docs", readme)
    assert readme.read_text(encoding="utf-8") == README
