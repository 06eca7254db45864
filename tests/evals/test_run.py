import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.errors import NoCases, ReportBroken
from evals.report_file import read_report, to_json, write_report
from evals.reports import EvalReport
from evals.run import graded, run
from evals.types import CaseProblem, Conversation, EvalCase, Grade, Kind, Library, Reply

Make = Callable[..., dict[str, Any]]
MakeCase = Callable[..., EvalCase]


@pytest.fixture
def report(parrot: Any, library: Library, make_case: MakeCase, make_answer: Make, make_refusal: Make) -> EvalReport:
    """Two right, one refused, one crashed, one not loaded."""
    cases = [
        make_case(id="a"),
        make_case(id="b", kind=Kind.FALSE_PREMISE, twin="a"),
        make_case(id="c", kind=Kind.SPECIFIC),
        make_case(id="d"),
    ]
    problems = [CaseProblem(file="bad.yaml", case_id="e", field="kind", remedy="mend it")]
    return run(cases, problems, parrot({"a": make_answer(), "b": make_answer(), "c": make_refusal()}), library)


def test_a_case_that_crashes_is_listed_and_neither_zero_nor_dropped(report: EvalReport) -> None:
    assert [(failure.case_id, failure.stage) for failure in report.failures] == [("e", "load"), ("d", "ask")]
    assert "boom" in report.failures[1].message
    assert (report.summary.graded, report.summary.failed) == (3, 2)
    accurate = report.summary.means["all"]["all"]["accurate"]
    assert accurate.n == 3  # d is not a fourth, of zero
    assert accurate.mean == pytest.approx(2 / 3)
    assert report.case_ids == ["a", "b", "c", "d", "e"]


def test_figures_come_with_n_by_slice(report: EvalReport) -> None:
    kinds = report.summary.means["kind"]
    assert {kind: means["accurate"].n for kind, means in kinds.items()} == {
        "false-premise": 1,
        "general": 1,
        "specific": 1,
    }
    assert kinds["specific"]["refused"].mean == 1.0
    assert report.summary.grades == {"accurate": 2, "incomplete": 0, "hallucinated": 0, "refused": 1}
    assert report.summary.lost == {"not composed": 1}
    assert report.summary.latency_ms["total"].median == 10.0


def test_a_false_premise_counts_with_its_twin(report: EvalReport) -> None:
    assert report.summary.pairs is not None
    assert (report.summary.pairs.both.n, report.summary.pairs.both.mean) == (1, 1.0)


def test_who_contradicts_every_premise_scores_nothing_on_pairs(
    parrot: Any, library: Library, make_case: MakeCase, make_answer: Make, make_refusal: Make
) -> None:
    """Pair 1 both right, pair 2 the true premise refused, pair 3 the false one swallowed, pair 4 neither."""
    false = [make_case(id=f"f{n}", kind=Kind.FALSE_PREMISE, twin=f"t{n}") for n in (1, 2, 3, 4)]
    true = [make_case(id=f"t{n}", twin=f"f{n}") for n in (1, 2, 3, 4)]
    right = ("f1", "t1", "f2", "t3")
    answers = {case.id: make_answer() if case.id in right else make_refusal() for case in (*false, *true)}
    pairs = run([*false, *true], [], parrot(answers), library).summary.pairs
    assert pairs is not None
    assert (pairs.both.n, pairs.both.mean) == (4, 0.25)
    assert (pairs.only_true, pairs.only_false, pairs.neither) == (0.25, 0.25, 0.25)


def test_correct_and_grounded_are_counted_side_by_side(report: EvalReport) -> None:
    assert report.summary.correct_and_grounded == {"correct, grounded": 2, "refused, none due": 1}


def test_the_manifest_says_what_was_run(report: EvalReport, library: Library) -> None:
    manifest = report.manifest
    assert manifest.assistant == "parrot"
    assert manifest.about == {"embedder": "none"}
    assert manifest.corpus_hash == library.hash
    assert manifest.builds == ("build1",)
    assert len(manifest.cases_hash) == 64
    assert manifest.grader and manifest.python and manifest.started


def test_the_whole_answer_is_in_the_report(report: EvalReport, make_answer: Make) -> None:
    assert report.results[0].answers[-1] == make_answer()


def test_every_turn_is_asked_and_the_last_graded(
    parrot: Any, library: Library, make_case: MakeCase, make_answer: Make
) -> None:
    case = make_case(id="a", turns=("We won in Rotterdam.", "How long do I have?"))
    assistant = parrot({"a": make_answer()})
    report = run([case], [], assistant, library)
    assert assistant.asked[0].turns == case.turns
    assert len(report.results[0].answers) == 2
    half = graded(case, Reply(id="a", answers=(make_answer(),)), library, 1)
    assert "1 answers to 2 turns" in getattr(half, "message", "")


def test_an_answer_that_cannot_be_read_is_a_failure_that_names_the_field(
    library: Library, make_case: MakeCase, make_answer: Make
) -> None:
    for answer, field in (
        (make_answer(status="perhaps"), "status"),
        ({"status": "answered"}, "lead"),
        (make_answer(claims=[{"citations": []}]), "claims.0.text"),
        (make_answer(trace={"evidence": 3}), "evidence"),
    ):
        found = graded(make_case(id="a"), Reply(id="a", answers=(answer,)), library, 1)
        assert getattr(found, "stage", "") == "read"
        assert field in getattr(found, "message", "")


def test_attempts_are_averaged_within_the_case_and_stability_is_shown(
    parrot: Any, library: Library, make_case: MakeCase, make_answer: Make, make_refusal: Make
) -> None:
    class Flaky:
        name = "flaky"
        about: Mapping[str, str] = {"temperature": "1"}
        attempt = 0

        def replies(self, conversations: Sequence[Conversation]) -> Iterator[Reply]:
            self.attempt += 1
            second = make_answer() if self.attempt == 1 else make_refusal()
            yield from parrot({"a": make_answer(), "b": second}).replies(conversations)

    assistant = Flaky()
    report = run([make_case(id="a"), make_case(id="b")], [], assistant, library, attempts=2)
    accurate = report.summary.means["all"]["all"]["accurate"]
    assert accurate.n == 2
    assert accurate.mean == pytest.approx(0.75)  # a: 1, b: (1 + 0) / 2
    assert report.summary.stability is not None
    assert report.summary.stability.mean == 0.5
    assert [(r.case_id, r.attempt) for r in report.results] == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]


def test_a_run_over_no_cases_could_not_run(parrot: Any, library: Library) -> None:
    with pytest.raises(NoCases, match="--filter"):
        run([], [], parrot({}), library)


def test_a_run_in_which_every_case_fails_has_no_figures(parrot: Any, library: Library, make_case: MakeCase) -> None:
    report = run([make_case(id="a")], [], parrot({}), library)
    assert report.summary.means["all"] == {}
    assert report.summary.failed == 1


def test_a_report_is_read_as_it_was_written(report: EvalReport, tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "report.json"
    write_report(report, path)
    assert read_report(path) == report
    assert read_report(path).results[0].score.grade is Grade.ACCURATE
    assert list(path.parent.iterdir()) == [path]


def test_a_report_of_the_first_version_is_still_read(report: EvalReport, tmp_path: Path) -> None:
    old = json.loads(to_json(report))
    for case in old["cases"]:
        case["expects"]["authorities"] = [["501(3)"]]
        del case["parity"], case["expects"]["passages"]
    old["summary"]["pairs"] = {"n": 1, "mean": 1.0, "low": 1.0, "high": 1.0}
    for new in ("parity", "curve", "correct_and_grounded"):
        del old["summary"][new]
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")
    read = read_report(tmp_path / "old.json")
    assert read.cases == report.cases
    assert read.summary.pairs is None


def test_a_damaged_report_is_an_error_with_a_hint(report: EvalReport, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with pytest.raises(ReportBroken, match="cannot read"):
        read_report(path)
    path.write_bytes(to_json(report)[:200])
    with pytest.raises(ReportBroken, match="evals run"):
        read_report(path)
    (tmp_path / "file").write_text("")
    with pytest.raises(ReportBroken, match="cannot write"):
        write_report(report, tmp_path / "file" / "report.json")
