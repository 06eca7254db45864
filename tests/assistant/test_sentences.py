"""A passage cut into sentences."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sentences import sentences
from corpus.types import Document


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("One? Two! Three", ["One?", "Two!", "Three"]),
        ("See art. 5 of the Code. Next.", ["See art. 5 of the Code.", "Next."]),
        ("Law No. 377-V applies. Next.", ["Law No. 377-V applies.", "Next."]),
        ("A. Salikhova wrote in 2025. B. Tukulov replied.", ["A. Salikhova wrote in 2025.", "B. Tukulov replied."]),
        ("Beals v. Saldivar stands. Next.", ["Beals v. Saldivar stands.", "Next."]),
        ('He said "never." Then he left.', ['He said "never."', "Then he left."]),
        ("The rate is 1.5 per cent. Next.", ["The rate is 1.5 per cent.", "Next."]),
        ("It ended on 1 May. 2 June followed.", ["It ended on 1 May.", "2 June followed."]),
        ("The U.S. Supreme Court held so. Next.", ["The U.S. Supreme Court held so.", "Next."]),
        ("Решение в силе. Следующее.", ["Решение в силе.", "Следующее."]),
        ("", []),
        ("   ", []),
        (" One.  Two. ", ["One.", "Two."]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert [piece.strip() for piece in cut(text)] == expected


def tiles(text: str) -> None:
    spans = list(sentences(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = "".join(text[span.start : span.end] for span in spans)
    assert "".join(covered.split()) == "".join(text.split())


@given(st.text(alphabet=st.sampled_from("ab Z.?!\"'()5\nЯ«»…"), max_size=80))
def test_the_spans_of_any_text_tile_it_but_for_white_space(text: str) -> None:
    tiles(text)


@given(st.text(max_size=60))
def test_the_spans_of_any_script_tile_it(text: str) -> None:
    tiles(text)


def test_every_passage_of_the_corpus_is_tiled_by_sentences_that_begin_well(documents: Sequence[Document]) -> None:
    for document in documents:
        for passage in document.passages:
            tiles(passage.text)
            short = [piece for piece in cut(passage.text) if len(piece.split()) < 2]
            assert not short, (passage.id, short)
