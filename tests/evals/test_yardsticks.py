"""Outside sets as tasks, their measures worked out by hand, and one small run with the real model."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.__main__ import main
from evals.errors import YardsticksMissing
from evals.verbs.codes import BELOW, COULD_NOT, WITHIN
from evals.yardsticks.legal_ru import PIECE, cut, span_of
from evals.yardsticks.measures import average_precision, character_recall
from evals.yardsticks.outcomes import grouped_mean, outcome, outside_the_gate
from evals.yardsticks.sets import tasks
from evals.yardsticks.systems import BATCH, vectors_of
from evals.yardsticks.types import DISTRACTORS, Query, Taken, Task, Texts

DOCS = {
    "d1": ("Vitamin D", "Vitamin D protects bones against fracture."),
    "d2": ("Aspirin", "Aspirin thins the blood and lowers fever."),
    "d3": ("Whales", "Whales sing under water over long distances."),
    "d4": ("", "  "),
}
CODE = (
    "Кодекс\nСтатья 1. Срок\nСрок предъявления решения к исполнению составляет три года.\n"
    "Статья 2. Пошлина\nПошлина не взимается с истцов по трудовым спорам.\n"
)


def lines(path: Path, rows: Sequence[Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """SciFact with three texts, two turns of a conversation, and one code."""
    corpus = [{"_id": id_, "title": title, "text": text} for id_, (title, text) in DOCS.items()]
    lines(tmp_path / "scifact" / "corpus.jsonl", corpus)
    queries = [{"_id": "q1", "text": "vitamin D bone fracture"}, {"_id": "q2", "text": "songs of whales"}]
    lines(tmp_path / "scifact" / "queries_test_beir.jsonl", [*queries, {"_id": "unlabelled", "text": "?"}])
    qrels = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td3\t1\n"
    (tmp_path / "scifact" / "qrels_test_beir.tsv").write_text(qrels, encoding="utf-8")

    lines(tmp_path / "mtrag_clapnq" / "corpus_pool.jsonl", corpus)
    for form in ("lastturn", "questions", "rewrite"):
        turns = [{"_id": f"talk<::>{n}", "text": f"|user|: {form} {n}"} for n in (1, 2)]
        lines(tmp_path / "mtrag_clapnq" / f"queries_{form}.jsonl", turns)
    turns_qrels = "query-id\tcorpus-id\tscore\ntalk<::>1\td1\t1\ntalk<::>2\td2\t1\n"
    (tmp_path / "mtrag_clapnq" / "qrels.tsv").write_text(turns_qrels, encoding="utf-8")

    (tmp_path / "legal_ru" / "corpus").mkdir(parents=True)
    (tmp_path / "legal_ru" / "corpus" / "code.txt").write_text(CODE, encoding="utf-8")
    start = CODE.index("Срок предъявления")
    snippet = {"file_path": "corpus/code.txt", "span": [start, CODE.index("\nСтатья 2")]}
    lines(tmp_path / "legal_ru" / "queries.jsonl", [{"_id": "r", "text": "Срок исполнения?", "snippets": [snippet]}])
    return tmp_path


def test_average_precision_divides_by_all_that_is_relevant() -> None:
    # relevant a, b, c; a at rank 1 (1/1), b at rank 3 (2/3), c not found: (1 + 2/3) / 3
    qrels = {"a": 1, "b": 1, "c": 2, "x": 0}
    assert average_precision(["a", "x", "b"], qrels, 10) == pytest.approx(5 / 9)
    assert average_precision(["a", "x", "b"], qrels, 2) == pytest.approx(1 / 3)
    assert average_precision(["a"], {"a": 0}, 10) is None


def test_character_recall_counts_each_character_once() -> None:
    # wanted 10..20 and 30..40 of f: 20 characters; found 15..20, twice, and 30..35: 5 + 5
    wanted = [("f", 10, 20), ("f", 30, 40)]
    assert character_recall([("f", 15, 25), ("f", 12 + 3, 20), ("f", 25, 35), ("g", 0, 99)], wanted) == 0.5
    assert character_recall([], wanted) == 0.0
    assert character_recall([("f", 0, 9)], []) is None


SPANS = st.lists(
    st.tuples(st.sampled_from("fg"), st.integers(0, 30), st.integers(0, 30)).map(
        lambda s: (s[0], min(s[1:]), max(s[1:]))
    )
)


@given(SPANS, SPANS)
def test_character_recall_is_that_of_sets_of_characters(found: list[Any], wanted: list[Any]) -> None:
    def characters(spans: list[Any]) -> set[tuple[str, int]]:
        return {(file, at) for file, start, end in spans for at in range(start, end)}

    want = characters(wanted)
    expected = len(want & characters(found)) / len(want) if want else None
    assert character_recall(found, wanted) == pytest.approx(expected)


def test_the_sets_are_read_as_tasks(bench: Path) -> None:
    scifact, *turns, legal = tasks(bench, ["scifact", "mtrag_clapnq", "legal_ru"])
    assert scifact.ours.ids == ("d1", "d2", "d3")  # d4 has no text
    assert scifact.ours.texts[0] == "Vitamin D Vitamin D protects bones against fracture."
    assert [query.id for query in scifact.queries] == ["q1", "q2"]
    assert scifact.measures["nDCG@10"]("q1", ["d2", "d1"]) == pytest.approx(0.6309, abs=1e-4)  # 1/log2(3)
    assert [turn.name for turn in turns] == [f"mtrag_clapnq, {form}" for form in ("lastturn", "questions", "rewrite")]
    assert turns[0].queries[1] == Query(id="talk<::>2", text="lastturn 2", group="talk")
    assert turns[0].note == "pooled"
    found = [id_ for id_ in legal.ours.ids if CODE[slice(*span_of(id_)[1:])].startswith("Статья 1")]
    assert len(found) == 1
    assert legal.measures["characters@8"]("r", found) == 1.0
    assert legal.measures["characters@8"]("r", [id_ for id_ in legal.ours.ids if id_ not in found]) == 0.0
    assert legal.relevant["r"] == frozenset(found)


@given(st.text(alphabet="аб \nС", max_size=3000))
def test_pieces_are_short_and_leave_nothing_out(text: str) -> None:
    pieces = cut(text)
    assert all(0 < end - start <= PIECE for start, end in pieces)
    assert "".join(text[start:end] for start, end in pieces).split() == text.split()


def test_a_set_that_is_not_there_is_an_error_with_a_hint(bench: Path) -> None:
    with pytest.raises(YardsticksMissing, match="--bench"):
        list(tasks(bench, ["obliqa_dev"]))
    (bench / "scifact" / "corpus.jsonl").write_text("{broken", encoding="utf-8")
    with pytest.raises(YardsticksMissing, match="scifact"):
        list(tasks(bench, ["scifact"]))
    assert main(["yardsticks", "--bench", str(bench), "--sets", "scifact"]) == COULD_NOT


def task(queries: Sequence[Query], size: int = 3) -> Task:
    ids = tuple(f"d{n}" for n in range(size))
    texts = Texts(name="t", ids=ids, texts=ids)
    return Task(
        name="scifact",
        ours=texts,
        stock=texts,
        queries=tuple(queries),
        measures={"nDCG@10": lambda query, ranking: None},
        relevant={query.id: frozenset({"d7"}) for query in queries},
        published={},
    )


def test_a_sample_is_the_same_every_time_and_keeps_what_is_relevant() -> None:
    queries = [Query(id=f"q{n}", text="", group="") for n in range(50)]
    whole = task(queries, DISTRACTORS + 500)
    one, same, other = (whole.sampled(10, seed) for seed in (1, 1, 2))
    assert one == same != other
    assert len(one.queries) == 10
    assert "d7" in one.ours.ids
    assert DISTRACTORS <= len(one.ours.ids) <= DISTRACTORS + 1
    assert len(task(queries).sampled(100, 1).queries) == 50


def test_conversations_are_drawn_whole() -> None:
    # one conversation all right, one all wrong: drawn whole the mean is anything from 0 to 1
    mean = grouped_mean([1.0] * 20 + [0.0] * 20, ["a"] * 20 + ["b"] * 20, seed=1)
    assert mean is not None
    assert (mean.n, mean.mean, mean.low, mean.high) == (40, 0.5, 0.0, 1.0)
    alone = grouped_mean([1.0] * 20 + [0.0] * 20, [str(n) for n in range(40)], seed=1)
    assert alone is not None and alone.high - alone.low < 0.4
    assert grouped_mean([None], ["a"], seed=1) is None


def test_differences_are_paired_and_the_gate_is_read() -> None:
    queries = [Query(id=str(n), text="", group=str(n)) for n in range(4)]
    values = {
        "lexical": [0.6, 0.7, 0.8, 0.5],
        "dense": [0.6, 0.7, 0.8, 0.46],
        "fused": [0.7, 0.8, 0.9, 0.6],
        "reranked": [0.7, 0.8, 0.9, 0.7],
        "stock llama-index": [0.7, 0.8, 0.9, None],
    }
    taken = {name: Taken(system=name, values={"nDCG@10": each}, ms=[2.0, 4.0]) for name, each in values.items()}
    found = outcome(task(queries), "nDCG@10", taken, seed=1)
    assert found.differences["fused − lexical"].mean == pytest.approx(0.1)
    assert found.differences["fused − lexical"].low == pytest.approx(0.1)  # the same for each query
    assert found.differences["fused − stock llama-index"].n == 3
    assert found.ms["lexical"] == 3.0
    # lexical 0.65 is below 0.665, dense 0.64 is within 0.635 to 0.655
    assert outside_the_gate([found]) == ["scifact, lexical: nDCG@10 0.6500 is outside 0.665 to 0.69"]


def test_a_small_run_with_the_real_model(bench: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each of the two claims finds its text in all four systems: 1.0, which for SciFact is too good to be true."""
    given = ["yardsticks", "--bench", str(bench), "--sets", "scifact,legal_ru", "--cache", str(bench / "cache")]
    assert main([*given, "--out", str(bench / "table.md")]) == BELOW
    said = capsys.readouterr()
    (row,) = [line for line in said.out.splitlines() if line.startswith("| scifact | nDCG@10 (2)")]
    assert row.count("1.000 [1.000, 1.000]") == 5
    assert "BM25 .679, MiniLM .645" in row
    assert "| legal_ru" in said.out
    assert "scifact, lexical: nDCG@10 1.0000 is outside" in said.err
    assert said.out.strip() in (bench / "table.md").read_text(encoding="utf-8")
    assert len(list((bench / "cache").glob("*.npy"))) == 3  # scifact; the code as we cut it, as the stock does
    assert main([*given, "--sample", "1"]) == WITHIN  # a sample is not held to the gate
    assert "none may be quoted" in capsys.readouterr().out


def test_vectors_are_kept_part_by_part(tmp_path: Path) -> None:
    class Stopped:
        name, dimension, weights_sha256 = "stopped", 1, ""
        made = 0

        def passages(self, texts: Sequence[str]) -> Any:
            if self.made == BATCH:
                raise KeyboardInterrupt
            self.made += len(texts)
            return np.array([[float(len(text))] for text in texts], np.float32)

        queries = passages

    names = tuple(f"d{n}" for n in range(BATCH + 2))
    texts = Texts(name="t", ids=names, texts=tuple("x" * (n % 7) for n in range(BATCH + 2)))
    first, second = Stopped(), Stopped()
    with pytest.raises(KeyboardInterrupt):
        vectors_of(texts, first, tmp_path)
    told: list[str] = []
    vectors = vectors_of(texts, second, tmp_path, told.append)
    assert (first.made, second.made) == (BATCH, 2)
    assert [value for (value,) in vectors] == [n % 7 for n in range(BATCH + 2)]
    assert told == [f"t: {BATCH + 2} of {BATCH + 2} embedded"]
    assert [path.suffix for path in tmp_path.iterdir()] == [".npy"]


def test_a_set_that_does_not_exist_is_a_wrong_option() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["yardsticks", "--sets", "trec"])
    assert stopped.value.code == COULD_NOT
