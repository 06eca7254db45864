"""Misspelt words are mended; English words that the corpus happens to lack are not."""

import pytest

from assistant.reader import Reader


@pytest.mark.parametrize("word", ["surname", "reset", "fight", "foreigner", "weather", "factory", "prison", "decade"])
def test_an_english_word_is_no_misspelling_of_another(reader: Reader, word: str) -> None:
    assert reader.repaired(f"about the {word} of it") == f"about the {word} of it"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("enfoceable", "enforceable"),
        ("reciprosity", "reciprocity"),
        ("apostile", "apostille"),
        ("judgement", "judgment"),
        ("baliff", "bailiff"),
    ],
)
def test_a_misspelling_is_mended(reader: Reader, written: str, meant: str) -> None:
    assert reader.repaired(f"a {written} there") == f"a {meant} there"
