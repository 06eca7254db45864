import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from evals.__main__ import main
from evals.verbs.codes import BELOW, COULD_NOT, WITHIN

CASES = """
- id: one
  kind: off-topic
  persona: creditor
  language: en
  split: dev
  turns: ["A recipe?"]
  expects: {status: declined, reason: out_of_scope}
- id: two
  kind: off-topic
  persona: creditor
  language: en
  split: held-out
  turns: ["Who won?"]
  expects: {status: declined, reason: out_of_scope}
"""
ASSISTANT = """
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    asked = json.loads(line)
    if asked["id"] in sys.argv[3:]:
        continue
    status = "declined" if asked["id"] in sys.argv[2] else "answered"
    answer = {"status": status, "reason": "out_of_scope" if status == "declined" else None, "lead": "No."}
    print(json.dumps({"id": asked["id"], "answers": [answer]}))
"""


class Bench:
    """A folder with two cases, a passage and an assistant; `run` is `python -m evals run` on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "cases").mkdir()
        (folder / "cases" / "cases.yaml").write_text(CASES, encoding="utf-8")
        (folder / "passages.jsonl").write_text('{"id": "p", "text": "A rule."}\n', encoding="utf-8")
        (folder / "assistant.py").write_text(ASSISTANT, encoding="utf-8")

    def run(self, right: str, *more: str, silent: str = "", out: str = "report.json") -> int:
        command = f"{sys.executable} {self.folder / 'assistant.py'} {{}} {right} {silent}"
        given = ["--cases", self.folder / "cases", "--passages", self.folder / "passages.jsonl"]
        given += ["--assistant", command, "--out", self.folder / out, *more]
        return main(["run", *map(str, given)])

    def report(self, name: str = "report.json") -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_within_the_thresholds_is_zero(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run("one,two") == WITHIN
    assert "| accurate | 1.000 [1.000, 1.000] | 2 |" in capsys.readouterr().out


def test_below_a_threshold_is_one(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run("one") == BELOW
    said = capsys.readouterr().err
    assert "accurate 0.500 is below 0.8" in said
    assert "hallucinated 0.500 is above 0.05" in said
    assert bench.run("one", "--min-accurate", "0.5", "--max-hallucinated", "0.5") == WITHIN


def test_a_case_that_fails_is_below_whatever_the_figures(bench: Bench) -> None:
    assert bench.run("one", silent="two", out="x.json") == BELOW
    assert bench.report("x.json")["failures"][0]["case_id"] == "two"
    assert bench.report("x.json")["summary"]["means"]["all"]["all"]["accurate"]["n"] == 1


def test_a_case_that_does_not_load_is_named_and_below(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    (bench.folder / "cases" / "more.yaml").write_text("- id: three\n", encoding="utf-8")
    assert bench.run("one,two") == BELOW
    assert "more.yaml, three, kind: add the field" in capsys.readouterr().err
    assert bench.run("one,two", "--filter", "one") == WITHIN


@pytest.mark.parametrize(
    ("more", "ids"),
    [
        (["--filter", "TWO"], ["two"]),
        (["--filter", "recipe"], ["one"]),
        (["--split", "dev"], ["one"]),
        (["--split", "held-out"], ["two"]),
        (["--kind", "off-topic"], ["one", "two"]),
    ],
)
def test_cases_are_chosen(bench: Bench, more: list[str], ids: list[str]) -> None:
    assert bench.run("one,two", *more) == WITHIN
    assert [case["id"] for case in bench.report()["cases"]] == ids


def test_what_could_not_run_is_two(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.run("one", "--kind", "recall") == COULD_NOT  # no case left
    assert bench.run("one", "--cases", str(bench.folder)) == COULD_NOT  # no file of cases
    assert bench.run("one", "--passages", "gone.jsonl") == COULD_NOT
    assert main(["run", "--cases", str(bench.folder / "cases"), "--assistant", "no-such-command"]) == COULD_NOT
    assert bench.run("one", silent="one two") == COULD_NOT  # nothing was answered
    assert main(["report", str(bench.folder / "gone.json")]) == COULD_NOT
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong", [["--passes", "0"], ["--min-accurate", "80"], ["--kind", "odd"], ["--timeout", "0"]]
)
def test_a_wrong_option_is_two(bench: Bench, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        bench.run("one", *wrong)
    assert stopped.value.code == COULD_NOT


def test_compare_tells_a_regression_by_its_exit_code(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.run("one,two", out="good.json")
    bench.run("one", out="bad.json")
    bench.run("one", "--filter", "one", out="less.json")
    good, bad, less = (str(bench.folder / f"{name}.json") for name in ("good", "bad", "less"))
    capsys.readouterr()
    assert main(["compare", good, bad]) == BELOW
    assert "- two: accurate → hallucinated" in capsys.readouterr().out
    assert main(["compare", bad, good]) == WITHIN
    assert main(["compare", good, bad, "--max-losses", "1"]) == WITHIN
    assert main(["compare", good, less]) == COULD_NOT


def test_a_report_is_rendered_three_ways(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.run("one")
    report, html, junit, text = (bench.folder / f"report.{end}" for end in ("json", "html", "xml", "md"))
    given = ["--html", str(html), "--junit", str(junit), "--markdown", str(text)]
    assert main(["report", str(report), *given]) == WITHIN
    assert "Failing cases" in html.read_text(encoding="utf-8")
    assert "<testsuite" in junit.read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["report", str(report)]) == WITHIN
    assert capsys.readouterr().out == text.read_text(encoding="utf-8")


def test_a_baseline_has_no_answers_and_can_still_be_compared_and_shown(bench: Bench) -> None:
    bench.run("one")
    report, slim = str(bench.folder / "report.json"), str(bench.folder / "slim.json")
    assert main(["report", report, "--slim", slim]) == WITHIN
    assert [result["answers"] for result in bench.report("slim.json")["results"]] == [[], []]
    assert main(["compare", slim, report]) == WITHIN
    assert main(["report", slim, "--html", str(bench.folder / "slim.html")]) == WITHIN


def test_json_goes_to_standard_output_alone(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.run("one,two", "--json")
    assert json.loads(capsys.readouterr().out) == bench.report()


def test_help_loads_no_model() -> None:
    code = "import sys; from evals.__main__ import main\ntry: main(['--help'])\nexcept SystemExit: pass\nprint('torch' in sys.modules, 'chromadb' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.endswith("False False\n")
