"""A run that was stopped goes on where it stopped, and one that changed little asks only what changed."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.__main__ import main
from evals.errors import ResumeRefused, ReuseRefused
from evals.reply_log import ReplyLog, log_of
from evals.reuse import identity, still_standing
from evals.run import run
from evals.types import Conversation, Library, Reply
from evals.verbs.codes import COULD_NOT, WITHIN

ROOT = Path(__file__).parents[2]
RUN = {"assistant": "parrot", "code": "c", "corpus": "0"}
ASKED = {id_: Conversation(id=id_, turns=("?",)) for id_ in "abc"}
CASE = """
- id: {id}
  kind: off-topic
  persona: creditor
  language: en
  split: dev
  turns: ["Who won {id}?"]
  expects: {{status: declined}}
"""
ASSISTANT = """
import json, sys, time
for line in open(sys.argv[1], encoding="utf-8"):
    asked = json.loads(line)
    with open(sys.argv[2], "a") as log:
        log.write(asked["id"] + "\\n")
    print(json.dumps({"id": asked["id"], "answers": [{"status": "declined", "lead": "No."}]}), flush=True)
    if len(sys.argv) > 3 and asked["id"] == sys.argv[3]:
        time.sleep(60)
"""


class Bench:
    """A folder with cases a to d and an assistant that writes down what it is asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "cases").mkdir()
        self.write("a", "b", "c", "d")
        (folder / "passages.jsonl").write_text('{"id": "p", "text": "A rule."}\n', encoding="utf-8")
        (folder / "assistant.py").write_text(ASSISTANT, encoding="utf-8")

    def write(self, *ids: str, more: str = "") -> None:
        text = "".join(CASE.format(id=id_) for id_ in ids) + more
        (self.folder / "cases" / "cases.yaml").write_text(text, encoding="utf-8")

    def arguments(self, *more: str, hang: str = "") -> list[str]:
        command = f"{sys.executable} {self.folder / 'assistant.py'} {{}} {self.folder / 'asked.txt'} {hang}"
        given = ["--cases", self.folder / "cases", "--passages", self.folder / "passages.jsonl"]
        return [
            "run",
            *map(str, [*given, "--assistant", command.strip(), "--out", self.folder / "report.json", *more]),
        ]

    def asked(self) -> list[str]:
        """What was asked since the last look."""
        file = self.folder / "asked.txt"
        words = file.read_text(encoding="utf-8").split() if file.exists() else []
        file.unlink(missing_ok=True)
        return words

    def report(self) -> Any:
        return json.loads((self.folder / "report.json").read_text(encoding="utf-8"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_run_that_was_killed_goes_on_where_it_stopped(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # the same assistant in both runs; in the first, something else holds it up after b
    script = bench.folder / "assistant.py"
    script.write_text(ASSISTANT.replace('len(sys.argv) > 3 and asked["id"] == sys.argv[3]', "asked[\"id\"] == 'b'"))
    first = subprocess.Popen([sys.executable, "-m", "evals", *bench.arguments()], env=environment, cwd=ROOT)
    log = log_of(bench.folder / "report.json")
    until = time.monotonic() + 60
    while time.monotonic() < until and not (log.exists() and log.read_bytes().count(b"\n") == 3):
        time.sleep(0.05)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    with log.open("ab") as torn:
        torn.write(b'{"case": "c", "attempt": 1, "ans')  # as a kill in the middle of a line leaves it
    assert not (bench.folder / "report.json").exists()
    assert bench.asked() == ["a", "b"]

    script.write_text(ASSISTANT, encoding="utf-8")
    assert main(bench.arguments("--resume")) == WITHIN
    assert bench.asked() == ["c", "d"]
    assert "2 answers are taken over" in capsys.readouterr().err
    report = bench.report()
    assert [result["case_id"] for result in report["results"]] == ["a", "b", "c", "d"]
    assert report["manifest"]["reused"] == 2
    assert not log.exists()


def test_without_resume_a_run_begins_afresh(bench: Bench) -> None:
    log_of(bench.folder / "report.json").write_text('{"run": {"assistant": "other"}}\n', encoding="utf-8")
    assert main(bench.arguments()) == WITHIN
    assert bench.asked() == ["a", "b", "c", "d"]


def test_a_log_of_another_run_is_refused(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    log_of(bench.folder / "report.json").write_text('{"run": {"assistant": "other"}}\n', encoding="utf-8")
    assert main(bench.arguments("--resume")) == COULD_NOT
    assert "assistant" in capsys.readouterr().err
    assert bench.asked() == []


def test_the_log_keeps_answers_and_asks_again_what_failed_or_changed(tmp_path: Path) -> None:
    path = tmp_path / "run.replies.jsonl"
    with ReplyLog(path, RUN) as log:
        log.append(1, ASKED["a"], Reply(id="a", answers=({"lead": "Yes."},)))
        log.append(1, ASKED["b"], Reply(id="b", problem="TimeoutError"))
        log.append(2, ASKED["c"], Reply(id="c", answers=({"lead": "No."},)))
    with path.open("ab") as torn:
        torn.write(b'{"case": "b"')
    with ReplyLog(path, RUN) as log:
        log.append(1, ASKED["b"], Reply(id="b", answers=({"lead": "Now."},)))
    again = ReplyLog(path, RUN)
    assert {key: reply.answers[0]["lead"] for key, reply in again.kept(list(ASKED.values())).items()} == {
        ("a", 1): "Yes.",
        ("b", 1): "Now.",
        ("c", 2): "No.",
    }
    changed = [Conversation(id="a", turns=("Another?",)), ASKED["c"]]
    assert list(again.kept(changed)) == [("c", 2)]
    with pytest.raises(ResumeRefused, match="code"):
        ReplyLog(path, {**RUN, "code": "d"}).kept(changed)
    with pytest.raises(ResumeRefused, match="about version"):
        ReplyLog(path, {**RUN, "about version": "2"}).kept(changed)
    assert ReplyLog(tmp_path / "none", RUN).kept(changed) == {}


def test_changed_only_asks_what_changed(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    version = ["--about", "version=1"]
    assert main(bench.arguments(*version)) == WITHIN
    assert bench.asked() == ["a", "b", "c", "d"]
    # a is changed, d is gone, e is new; of b only what is expected is changed
    more = CASE.format(id="a").replace("Who won", "Who lost") + CASE.format(id="b").replace("declined", "clarify")
    bench.write("c", "e", more=more)
    assert main(bench.arguments(*version, "--changed-only", "--min-accurate", "0")) == WITHIN
    assert bench.asked() == ["a", "e"]
    report = bench.report()
    assert report["manifest"]["reused"] == 2
    assert {r["case_id"]: r["score"]["grade"] for r in report["results"]} == {
        "a": "accurate",
        "b": "refused",
        "c": "accurate",
        "e": "accurate",
    }
    assert main(bench.arguments("--about", "version=2", "--changed-only", "--min-accurate", "0")) == WITHIN
    assert bench.asked() == ["a", "b", "c", "e"]
    assert main(bench.arguments("--changed-only")) == COULD_NOT
    assert "--about version=" in capsys.readouterr().err
    assert main(bench.arguments(*version, "--changed-only", "--since", "gone.json")) == COULD_NOT


def test_answers_stand_only_for_the_same_assistant_code_and_corpus(
    parrot: Any, library: Library, make_case: Any, make_answer: Any
) -> None:
    cases = [make_case(id="a"), make_case(id="b")]
    report = run(cases, [], parrot({"a": make_answer(), "b": make_answer()}), library)
    same = identity("parrot", {"embedder": "none"}, "", library.hash)
    assert set(still_standing(report, cases, same, 1)) == {("a", 1), ("b", 1)}
    for other in (
        identity("parrot", {"embedder": "other"}, "", library.hash),
        identity("parrot", {"embedder": "none"}, "other", library.hash),
        identity("parrot", {"embedder": "none"}, "", "1" * 64),
        identity("macaw", {"embedder": "none"}, "", library.hash),
    ):
        assert still_standing(report, cases, other, 1) == {}
    slim = replace(report, results=tuple(replace(result, answers=()) for result in report.results))
    assert still_standing(slim, cases, same, 1) == {}
    with pytest.raises(ReuseRefused):
        still_standing(report, cases, identity("parrot", {}, "", library.hash), 1)
