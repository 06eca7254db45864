"""`exequatur ask --keep`, `receipt`, `feedback` and `forget`, over an index without weights."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from assistant.keeping.answers import Answers
from assistant.keeping.database import FILE, open_database
from assistant.keeping.errors import KeepingBroken
from assistant.keeping.keeper import Keeper
from assistant.keeping.types import LOCAL, Complaint
from assistant.keeping.verbs import memo_of_kept, replayed
from assistant.types import Question

QUESTION = "How long do I have to present a foreign judgment for enforcement in Kazakhstan?"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verbs") / "data"
    assert main(["index", "--data", str(folder), "--embedder", "hashing:64"]) == 0
    return folder


def run(data: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main([*arguments, "--data", str(data)])
    out, err = capsys.readouterr()
    return code, out, err


def test_an_answer_is_kept_printed_asked_again_and_forgotten(
    data: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = run(data, capsys, "ask", QUESTION, "--keep", "--json", "--embedder", "hashing:64")
    receipt = json.loads(out)["receipt"]
    assert code == 0 and f"exequatur receipt {receipt}" in err

    code, out, _ = run(data, capsys, "receipt", receipt)
    assert code == 0
    for words in ("three years", f"Receipt {receipt}", "hashing:64", "as it was written", "sources stand"):
        assert words in out
    whole = json.loads(run(data, capsys, "receipt", receipt, "--json")[1])
    assert whole["receipt"]["inputs"]["text"] == QUESTION
    assert (whole["altered"], whole["stale"]) == ([], [])

    same = "the same evidence, verification and answer\n"
    assert run(data, capsys, "receipt", receipt, "--replay", "--embedder", "hashing:64") == (0, same, "")

    memo = tmp_path / "memo.pdf"
    assert run(data, capsys, "export", "--kept", receipt, "--to", str(memo)) == (0, f"wrote {memo}\n", "")
    assert memo.read_bytes()[:5] == b"%PDF-"
    assert run(data, capsys, "export", "--conversation", "0" * 32, "--to", str(memo))[0] == 2
    assert run(data, capsys, "export", QUESTION, "--kept", receipt, "--to", str(memo))[0] == 2

    database = open_database(data)
    Answers(database).say(LOCAL, receipt, Complaint.OUT_OF_DATE, "the period is longer now")
    database.close()
    code, out, _ = run(data, capsys, "feedback", "list")
    assert code == 0 and receipt in out and "the period is longer now" in out and "out of date" in out
    (row,) = json.loads(run(data, capsys, "feedback", "list", "--json")[1])
    assert (row["receipt"], row["complaint"], row["question"]) == (receipt, "out of date", QUESTION)
    to = tmp_path / "drafts.yaml"
    assert run(data, capsys, "feedback", "export", "--to", str(to)) == (0, f"wrote 1 drafts to {to}\n", "")
    assert f"receipt {receipt}" in to.read_text(encoding="utf-8")

    with sqlite3.connect(data / FILE) as connection:
        connection.execute("UPDATE answers SET answer = replace(answer, 'three years', 'ten years')")
    code, out, _ = run(data, capsys, "receipt", receipt)
    assert (code, "ALTERED: the answer is not the one" in out) == (2, True)

    assert run(data, capsys, "forget", LOCAL) == (0, "forgot 1 answers of local; backups keep what they hold\n", "")
    code, out, err = run(data, capsys, "receipt", receipt)
    assert (code, out, "no such answer" in err) == (2, "", True)
    assert run(data, capsys, "feedback", "list")[1] == "0 in all\n"


def test_an_altered_answer_is_not_asked_again(keeper: Keeper, give_answer: Any) -> None:
    id_ = str(keeper.keep("ann", Question(text="One?"), give_answer("One?"))["receipt"])
    kept = keeper.answers.of_anyone(id_)
    changed = replace(kept, answer={**kept.answer, "lead": "Ten years."})
    with pytest.raises(KeepingBroken, match="not the one") as error:
        replayed(changed, tools=None)  # type: ignore[arg-type]
    assert "backup" in error.value.hint


def test_a_whole_conversation_becomes_a_memo(keeper: Keeper, give_answer: Any, tmp_path: Path) -> None:
    talk = keeper.conversations.begin("ann")
    for asked in ("One?", "Two?"):
        keeper.keep("ann", Question(text=asked), give_answer(asked), talk)
    text = memo_of_kept(keeper.answers, None, talk, tmp_path / "memo.md").read_text(encoding="utf-8")
    assert text.index("## Question 1") < text.index("One?") < text.index("## Question 2") < text.index("Two?")
