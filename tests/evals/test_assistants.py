import json
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from evals.assistants import InProcess, over
from evals.commands import Command
from evals.errors import AssistantBroken, LibraryBroken
from evals.library import read_library
from evals.types import Conversation, Reply

TWO = [Conversation(id="a", turns=("Hello?", "And?"), as_of=date(2020, 1, 2)), Conversation(id="b", turns=("Да?",))]


def replies(command: str, timeout_s: float = 10.0) -> dict[str, Reply]:
    return {reply.id: reply for reply in Command(command, timeout_s).replies(TWO)}


def script(tmp_path: Path, body: str) -> str:
    path = tmp_path / "assistant.py"
    path.write_text(f"import json, sys, time\n{body}\n", encoding="utf-8")
    return f"{sys.executable} {path}"


ECHO = """
source = open(sys.argv[1], encoding="utf-8") if len(sys.argv) > 1 else sys.stdin
for line in source:
    asked = json.loads(line)
    answers = [{"status": "answered", "lead": turn, "as_of": asked.get("as_of", "")} for turn in asked["turns"]]
    print(json.dumps({"id": asked["id"], "answers": answers}), flush=True)
"""


@pytest.mark.parametrize("place", ["", " {}"])
def test_a_command_gets_the_batch_as_a_file_or_on_its_input(tmp_path: Path, place: str) -> None:
    found = replies(script(tmp_path, ECHO) + place)
    assert [answer["lead"] for answer in found["a"].answers] == ["Hello?", "And?"]
    assert found["a"].answers[0]["as_of"] == "2020-01-02"
    assert found["b"].answers[0]["lead"] == "Да?"
    assert not found["a"].problem


def test_a_command_that_dies_half_way_keeps_what_it_answered(tmp_path: Path) -> None:
    body = 'print(json.dumps({"id": "a", "answers": [{}, {}]}), flush=True); sys.exit("out of memory")'
    found = replies(script(tmp_path, body))
    assert not found["a"].problem
    assert "ended with code 1" in found["b"].problem
    assert "out of memory" in found["b"].problem


def test_a_command_that_hangs_is_stopped(tmp_path: Path) -> None:
    body = 'print(json.dumps({"id": "b", "answers": [{}]}), flush=True); time.sleep(60)'
    started = time.monotonic()
    found = replies(script(tmp_path, body), timeout_s=0.5)  # for each of the two
    assert time.monotonic() - started < 20
    assert not found["b"].problem
    assert "stopped after 1 s" in found["a"].problem


def test_a_command_that_leaves_a_child_behind_does_not_hold_the_run(tmp_path: Path) -> None:
    body = (
        'print(json.dumps({"id": "a", "answers": [{}, {}]}), flush=True)\n'
        'import subprocess; subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])'
    )
    started = time.monotonic()
    found = replies(script(tmp_path, body), timeout_s=1.0)
    assert time.monotonic() - started < 20
    assert not found["a"].problem
    assert found["b"].problem


def test_workers_share_the_cases(tmp_path: Path) -> None:
    body = (
        "asked = [json.loads(line) for line in sys.stdin]\n"
        'for a in asked: print(json.dumps({"id": a["id"], "answers": [{"n": len(asked)}] * len(a["turns"])}))'
    )
    found = {reply.id: reply for reply in Command(script(tmp_path, body), 10.0, workers=3).replies(TWO)}
    assert {id_: reply.answers[0]["n"] for id_, reply in found.items()} == {"a": 1, "b": 1}


def test_replies_come_as_they_are_written(tmp_path: Path) -> None:
    """The first is there long before the command ends: a run that is killed keeps it."""
    body = 'print(json.dumps({"id": "a", "answers": [{}, {}]}), flush=True); time.sleep(30)'
    coming = Command(script(tmp_path, body), 60.0).replies(TWO)
    started = time.monotonic()
    assert next(coming).id == "a"
    coming.close()
    assert time.monotonic() - started < 20


def test_lines_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    body = 'print("Loading…"); print(json.dumps({"id": "a", "error": "bad line"})); print(json.dumps({"id": "c"}))'
    found = replies(script(tmp_path, body))
    assert found.keys() == {"a", "b"}
    assert found["a"].problem == "bad line"
    assert "1 lines could not be read" in found["b"].problem


def test_an_answer_given_twice_is_a_problem(tmp_path: Path) -> None:
    body = 'print((json.dumps({"id": "a", "answers": [{}, {}]}) + "\\n") * 2)'
    assert replies(script(tmp_path, body))["a"].problem == "this case was answered twice"


@pytest.mark.parametrize("command", ["", "   ", "'unclosed"])
def test_a_command_that_is_none_is_refused(command: str) -> None:
    with pytest.raises(AssistantBroken):
        Command(command, 1.0)


def test_a_command_that_does_not_exist_could_not_run() -> None:
    with pytest.raises(AssistantBroken, match="no-such-command"):
        list(Command("no-such-command --x", 1.0).replies(TWO))


def test_what_one_conversation_raises_is_its_own_problem() -> None:
    def ask(conversation: Conversation) -> Sequence[Mapping[str, Any]]:
        if conversation.id == "a":
            raise KeyError("lost")
        return [{"lead": conversation.turns[0]}]

    found = list(InProcess("ours", {}, ask, timeout_s=5.0).replies(TWO))
    assert found[0].problem == "KeyError: 'lost'"
    assert found[1].answers == ({"lead": "Да?"},)


def test_a_conversation_that_hangs_is_given_up() -> None:
    def ask(conversation: Conversation) -> Sequence[Mapping[str, Any]]:
        while conversation.id == "a":
            pass
        return [{}]

    found = list(InProcess("ours", {}, ask, timeout_s=0.05).replies(TWO))
    assert "TimeoutError: no answer within 0.05 s" in found[0].problem
    assert not found[1].problem


def test_another_corpus_is_read_from_lines(tmp_path: Path) -> None:
    path = tmp_path / "passages.jsonl"
    line = {"id": "x", "text": "A rule.", "title": "Code", "pinpoint": "Art. 1", "states": ["FR"], "more": 1}
    path.write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    found = read_library(path)
    assert found.passages["x"].cited_as == "Code  Art. 1"
    assert found.passages["x"].states == ("FR",)
    path.write_text(json.dumps(line) + "\n" + json.dumps(line), encoding="utf-8")
    with pytest.raises(LibraryBroken, match="line 2"):
        read_library(path)
    path.write_text('{"id": "x"}', encoding="utf-8")
    with pytest.raises(LibraryBroken, match="text"):
        read_library(path)
    with pytest.raises(LibraryBroken, match="cannot read"):
        read_library(tmp_path / "gone.jsonl")


def test_conversations_are_asked_at_once() -> None:
    both = threading.Barrier(2)

    def ask(conversation: Conversation) -> Sequence[Mapping[str, Any]]:
        both.wait(10)  # neither goes on before the other has begun
        return [{"lead": conversation.id}]

    found = {r.id: r for r in InProcess("ours", {}, ask, timeout_s=20.0, workers=2).replies(TWO)}
    assert {id_: reply.answers[0]["lead"] for id_, reply in found.items()} == {"a": "a", "b": "b"}


def test_one_of_several_at_once_that_hangs_is_given_up_and_the_others_go_on() -> None:
    forever = threading.Event()

    def ask(conversation: Conversation) -> Sequence[Mapping[str, Any]]:
        if conversation.id == "a":
            forever.wait(30)
        if conversation.id == "d":
            raise KeyError("lost")
        return [{}]

    four = [Conversation(id=id_, turns=("?",)) for id_ in "abcd"]
    found = {r.id: r for r in InProcess("ours", {}, ask, timeout_s=0.2, workers=2).replies(four)}
    forever.set()
    assert found.keys() == set("abcd")
    assert "no answer within 0.2 s" in found["a"].problem
    assert found["d"].problem == "KeyError: 'lost'"
    assert not found["b"].problem and not found["c"].problem


def test_the_manifest_of_ours_shows_no_secret(tools: Any) -> None:
    secret = {"auth": "me:topsecret", "store": "chroma:http://me:topsecret@127.0.0.1:1"}
    settings = tools.settings.model_copy(update={**secret, "llm_key": SecretStr("topsecret")})
    ours = over(replace(tools, settings=settings), 10.0)
    assert "topsecret" not in str(ours.about)
    assert ours.about["setting store"] == "chroma:http://127.0.0.1:1"
    assert ours.about["embedder"] == "sentence-transformers:bundled"


def test_ours_answers_each_turn_in_a_session_of_its_own(tools: Any) -> None:
    ours = over(tools, 60.0)
    talk = Conversation(id="t", turns=("We won in Istanbul. Can we enforce in Kazakhstan?", "And from Moscow?"))
    first, again = (next(iter(ours.replies([talk]))) for _ in range(2))
    assert not first.problem
    assert [answer["status"] for answer in first.answers] == ["answered", "answered"]
    assert [a["lead"] for a in first.answers] == [a["lead"] for a in again.answers]
