"""Two builds of a tiny corpus, asked the same question: what changed and which source change did it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.catalogue import load_documents
from evals.__main__ import main
from evals.corpus_changes import differing, source_changes
from evals.diff import diff, moves
from evals.render_diff import diff_markdown
from evals.verbs.codes import BELOW, COULD_NOT
from index.build import build
from index.embedders import embedder
from index.kept import FILE

WriteSource = Callable[..., Path]
Run = Callable[..., tuple[int, str, str]]
LIMIT_BLOCK = """## 501-3 | Art. 501(3) | Three years from entry into force
topic: limitation
states: KZ
kinds: judgment
standing: confirmed
affirms: a foreign judgment can be presented for enforcement in Kazakhstan within three years
basis: KZ-01 [web:CPC-4]

Under article 501(3) of Kazakhstan's Code of Civil Procedure a foreign judgment may be presented for enforcement within
three years of its entry into legal force.
"""
COURT_BLOCK = """## 503-1 | Art. 503(1) | The court of the debtor
topic: competent-court
states: KZ
kinds: judgment
standing: confirmed
basis: KZ-01 [web:CPC-4]

In Kazakhstan the district court at the seat of the judgment debtor hears an application for the enforcement of a
foreign judgment under article 503 of the Code of Civil Procedure.
"""

CASES = """
- id: limit
  kind: general
  persona: creditor
  language: en
  split: dev
  turns: ["Is there a time limit for presenting a foreign judgment for enforcement in Kazakhstan?"]
  expects: {status: answered, verdict: yes, key_points: [["years"]], authorities: ["501(3)"]}
  topic: limitation
  states: [KZ]
- id: recipe
  kind: off-topic
  persona: creditor
  language: en
  split: dev
  turns: ["How do I bake bread?"]
  expects: {status: declined, reason: out_of_scope}
"""


class Builds:
    """Builds of the small corpus below one folder, and the questions in `cases/`."""

    def __init__(self, folder: Path, write_source: WriteSource) -> None:
        self.cases = folder / "cases"
        self.cases.mkdir()
        (self.cases / "cases.yaml").write_text(CASES, encoding="utf-8")
        self._folder = folder
        self._write = write_source

    def make(self, name: str, text: str) -> Path:
        """The folder of a build of a corpus that is one source with this text."""
        self._write(self._folder / name, "kz-code", f"# A code\n\n{text}")
        data = self._folder / f"data-{name}"
        manifest, _ = build(data, load_documents(self._folder / name), embedder("hashing:64"), "chroma:")
        return data / manifest.build_id


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory, write_source: WriteSource) -> Builds:
    return Builds(tmp_path_factory.mktemp("builds"), write_source)


@pytest.fixture(scope="module")
def whole(builds: Builds) -> Path:
    return builds.make("whole", f"{LIMIT_BLOCK}\n{COURT_BLOCK}")


@pytest.fixture(scope="module")
def edited(builds: Builds) -> Path:
    text = LIMIT_BLOCK.replace("\nthree years of its entry", "\nfive years of its entry")
    assert text != LIMIT_BLOCK
    return builds.make("edited", f"{text}\n{COURT_BLOCK}")


@pytest.fixture
def run(builds: Builds, capsys: pytest.CaptureFixture[str]) -> Run:
    """`python -m evals diff` on these cases: exit code, what it printed, what it complained of."""

    def diff(*given: object) -> tuple[int, str, str]:
        code = main(["diff", *map(str, given), "--cases", str(builds.cases)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return diff


def test_an_edited_passage_is_named_as_the_cause(whole: Path, edited: Path, run: Run) -> None:
    code, said, _ = run(whole, edited, "--json")
    found = json.loads(said)
    change = {"passage_id": "kz-code/501-3", "alteration": "text changed", "detail": "“three” → “five”"}
    assert (code, found["asked"], found["sources"]) == (BELOW, 2, [change])
    (answer,) = found["answers"]  # bread is refused by both
    assert (answer["case_id"], {one["what"] for one in answer["moved"]}) == ("limit", {"claim", "citation"})
    for one in answer["moved"]:
        assert (one["causes"], one["cited"]) == ([change], True)
        assert "three years of its entry" in one["before"]
        assert one["after"] == one["before"].replace("three", "five")


def test_a_passage_that_is_gone_takes_its_claim_with_it(builds: Builds, whole: Path, run: Run) -> None:
    less = builds.make("less", COURT_BLOCK)
    code, said, _ = run(whole, less, "--filter", "limit")
    assert code == BELOW
    assert f"# 1 of 1 cases are answered otherwise by {less.name} than by {whole.name}" in said
    assert "- verdict: answered, yes → declined, not_in_corpus\n  - because: kz-code/501-3 removed\n" in said
    assert "- claim gone: Under article 501(3)" in said


def test_what_cannot_be_asked_is_two_with_a_remedy(
    whole: Path, edited: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXEQUATUR_DATA", str(whole.parent))
    code, _, said = run(whole.name, "0123456789ab")
    assert code == COULD_NOT and "there is no build '0123456789ab'" in said and f"Name two of: {whole.name}." in said
    code, _, said = run(whole.name, whole)
    assert code == COULD_NOT and f"both are the build {whole.name}" in said
    code, _, said = run(whole, edited, "--filter", "no such case")
    assert code == COULD_NOT and "no case fits" in said
    copy = tmp_path / edited.name
    shutil.copytree(edited, copy)
    (copy / FILE).write_bytes(b"no archive")
    code, _, said = run(whole, copy)
    assert code == COULD_NOT and "are damaged" in said
    (copy / FILE).unlink()  # as before builds kept their documents; the corpus of the product is another
    code, _, said = run(whole, copy)
    assert code == COULD_NOT and "not known any more" in said and "--rebuild" in said


def test_a_case_that_one_build_does_not_answer_is_named(make_case: Any, make_answer: Any, parrot: Any) -> None:
    case = make_case()
    found = diff([case], {"old": parrot({case.id: make_answer()}), "new": parrot({})}, {})
    assert not found.same
    assert "- kz-limit-001, by new: ValueError: boom" in diff_markdown(found)
    again = diff([case], {"old": parrot({case.id: make_answer()}), "new": parrot({case.id: make_answer()})}, {})
    assert again.same


def test_changes_of_data_are_told_from_changes_of_words(small_corpus: Path) -> None:
    was = load_documents(small_corpus)
    edit(small_corpus, "terms: time bar, deadline", "terms: time bar, deadline, cut-off")
    (change,) = source_changes(was, load_documents(small_corpus)).values()
    assert str(change) == "kz-code/501-3 data changed (terms)"


def edit(corpus: Path, old: str, new: str) -> None:
    path = corpus / "kz" / "kz-code" / "text.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_causes_are_cited_passages_first_then_those_looked_at(make_answer: Any, small_corpus: Path) -> None:
    was = load_documents(small_corpus)
    edit(small_corpus, "the district court at the seat", "the economic court at the seat")
    changes = source_changes(was, load_documents(small_corpus))
    assert changes["kz-code/503-1"].detail == "“district” → “economic”"
    seen = {**make_answer()["trace"], "dropped": [{"passage_id": "kz-code/503-1", "why": "beside the point"}]}
    (moved,) = moves(make_answer(), make_answer(verdict="no", trace=seen), changes)
    assert (moved.what, moved.before, moved.after) == ("verdict", "answered, yes", "answered, no")
    assert (moved.causes, moved.cited) == ((changes["kz-code/503-1"],), False)
    (moved,) = moves(make_answer(), make_answer(verdict="no"), changes)
    assert moved.causes == ()


def test_what_differs_is_the_middle() -> None:
    assert differing("a b c d", "a x c d") == "“b” → “x”"
    assert differing("a a", "a a a") == "“” → “a”"
    assert differing("a", "b " * 13) == f"“a” → “{' '.join('b' * 12)} …”"
