"""`exequatur add` and `exequatur documents`, run as a user runs them."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import jsonschema
import pytest
from documents_made import docx, pdf, repacked, text

from assistant.contract import schema
from assistant.own.command import add, content_of, sized
from assistant.settings import Settings
from corpus.errors import DocumentUnreadable

Run = Callable[..., CompletedProcess[str]]
WORDS = "The defendant was served with the summons in Almaty on 3 May 2024."


def test_files_are_added_listed_and_removed(run_python: Run, tmp_path: Path) -> None:
    where = ("--data", str(tmp_path / "data"), "--library", "case-1")
    good, bad, other = tmp_path / "judgment.pdf", tmp_path / "scan.pdf", tmp_path / "letter.txt"
    good.write_bytes(pdf([WORDS, WORDS]))
    bad.write_bytes(b"%PDF-1.4 nothing")
    other.write_bytes(text([WORDS]))

    def cli(*arguments: str) -> CompletedProcess[str]:
        return run_python("-m", "assistant.cli", *arguments, *where)

    done = cli("add", str(good), str(bad), str(other), str(tmp_path / "absent.pdf"), "--embedder", "hashing:64")
    assert done.returncode == 2
    assert "added: judgment.pdf (pdf, 2 pages, " in done.stdout
    assert "added: letter.txt (text, 1 part, 66 bytes)" in done.stdout
    assert "scan.pdf: the PDF is cut or damaged.\n  Open it in a PDF viewer" in done.stdout
    assert "absent.pdf: it cannot be opened (No such file or directory).\n  Check the name" in done.stdout
    assert "Traceback" not in done.stderr

    listed = json.loads(cli("documents", "--json").stdout)
    assert [item["name"] for item in listed["documents"]] == ["judgment.pdf", "letter.txt"]
    assert listed["documents"][0]["pages"] == 2

    gone = cli("documents", "remove", "judgment.pdf", listed["documents"][1]["id"])
    assert (gone.returncode, gone.stdout.splitlines()[-1]) == (0, "0 documents in the library 'case-1'")
    again = cli("documents", "remove", "judgment.pdf")
    assert again.returncode == 2
    assert "no document 'judgment.pdf' in the library 'case-1'" in again.stderr


def test_a_folder_a_device_and_a_large_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/null")):
        with pytest.raises(DocumentUnreadable, match="no file") as raised:
            content_of(path)
        assert raised.value.hint
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(26_000_000)
    with pytest.raises(DocumentUnreadable, match="26 MB; at most 25 MB"):
        content_of(large)


BAD = {
    "encrypted.pdf": (lambda: pdf([WORDS], password="secret"), "password"),
    "empty.pdf": (lambda: b"", "empty"),
    "bomb.docx": (lambda: repacked(docx([WORDS]), {"word/media/zeros.bin": b"\0" * 210_000_000}), "unpacks to more"),
    "mistyped.pdf": (lambda: b"\x7fELF" + bytes(range(256)), "kind"),
    "scan.pdf": (lambda: pdf(["", ""], picture=True), "OCR"),
    "cut.pdf": (lambda: pdf([WORDS])[:200], "damaged"),
}


def test_every_bad_file_has_its_remedy_and_the_good_one_beside_it_is_added(tmp_path: Path) -> None:
    for name, (made, _) in BAD.items():
        (tmp_path / name).write_bytes(made())
    (tmp_path / "good.txt").write_bytes(text([WORDS]))
    settings = Settings(_env_file=None, data=tmp_path / "data", embedder="hashing:64")  # type: ignore[call-arg]
    said: list[str] = []
    added = add(settings, [tmp_path / name for name in (*BAD, "good.txt")], "own", said.append)
    assert [item.name for item in added] == ["good.txt"]
    for line, (name, (_, says)) in zip(said, BAD.items(), strict=False):
        told, remedy = line.split("\n")
        assert f"{name}: " in told and says in line and remedy.strip(), line


def test_three_hundred_pages_are_added(tmp_path: Path) -> None:
    (tmp_path / "long.pdf").write_bytes(pdf([f"Page {number}. {WORDS}" for number in range(1, 301)]))
    settings = Settings(_env_file=None, data=tmp_path / "data", embedder="hashing:64")  # type: ignore[call-arg]
    (summary,) = add(settings, [tmp_path / "long.pdf"], "own", [].append)
    assert summary.pages == 300


@pytest.mark.parametrize(
    ("size", "told"), [(0, "0 bytes"), (999, "999 bytes"), (1500, "2 kB"), (2_340_000, "2.3 MB")]
)
def test_sizes_are_told_as_people_write_them(size: int, told: str) -> None:
    assert sized(size) == told


def test_papers_are_checked_for_a_state_without_model_or_index(run_python: Run, tmp_path: Path) -> None:
    judgment = tmp_path / "judgment.pdf"
    judgment.write_bytes(pdf(["District Court of Amsterdam\nJudgment of 14 February 2024.", WORDS]))
    arguments = (
        "-m",
        "assistant.cli",
        "check",
        str(judgment),
        "--to",
        "Kazakhstan",
        "--from",
        "NL",
        "--as-of",
        "2026-11-22",
    )
    done = run_python(*arguments, "--json", "--data", str(tmp_path / "none"))
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, schema())
    rows = {row["state"]: row["cells"][1]["text"] for row in answer["table"]["rows"]}
    assert rows["service on, or notice to, the defendant"] == f"“{WORDS}” (judgment.pdf, page 2)"
    assert rows["finality or entry into force"] == "not found"
    assert answer["question"] == "What do my documents lack for Kazakhstan?"
    wrong = run_python("-m", "assistant.cli", "check", str(judgment), "--to", "Atlantis")
    assert (wrong.returncode, "no State 'Atlantis'" in wrong.stderr) == (2, True)
