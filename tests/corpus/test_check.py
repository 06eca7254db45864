"""The check of the corpus: each rule finds a fault planted for it, and the real corpus has none."""

from pathlib import Path
from typing import Any

import pytest

from corpus.catalogue import SOURCES
from corpus.check import findings

GOOD = """topic: limitation
states: KZ
kinds: judgment
standing: {standing}
basis: {basis}
{more}
{text}
"""
TEXT = (
    "Under article 501(3) of Kazakhstan's Code of Civil Procedure a foreign judgment may be presented for enforcement "
    "within three years of its entry into legal force."
)
RAW = Path(__file__).parents[3] / "shared" / "seeds"


def block(
    slug: str = "a", text: str = TEXT, standing: str = "confirmed", basis: str = "[web:1]", more: str = ""
) -> str:
    return f"## {slug} | - | A title\n" + GOOD.format(text=text, standing=standing, basis=basis, more=more)


def check(tmp_path: Path, write_source: Any, *blocks: str, raw: Path | None = None) -> list[tuple[str, str]]:
    folder = tmp_path / "sources"
    write_source(folder, "kz-code", "# A code\n\n" + "\n".join(blocks))
    return list(findings(folder, raw))


def test_a_good_passage_has_no_finding(tmp_path: Path, write_source: Any) -> None:
    assert check(tmp_path, write_source, block()) == []


@pytest.mark.parametrize(
    ("count", "found"), [(11, True), (12, False), (110, False), (111, True)]
)  # the hard limits of docs/corpus-format.md are 12 and 110 words
def test_a_passage_has_twelve_to_a_hundred_and_ten_words(
    tmp_path: Path, write_source: Any, count: int, found: bool
) -> None:
    text = " ".join(["Kazakhstan", *["word"] * (count - 1)]) + "."
    expected = [("kz-code/a", f"{count} words; write 12 to 110")] if found else []
    assert check(tmp_path, write_source, block(text=text)) == expected


@pytest.mark.parametrize(
    "opening", ["It", "They", "This", "These", "Those", "Such", "That", "Its", "The above", "The former", "Here"]
)
def test_a_sentence_that_leans_on_another_is_found(tmp_path: Path, write_source: Any, opening: str) -> None:
    for text in (
        f"{opening} term is counted from entry into force. {TEXT}",
        f"{TEXT} {opening} term can be restored.",
    ):
        ((where, remedy),) = check(tmp_path, write_source, block(text=text))
        assert where == "kz-code/a"
        assert f"begins with {opening!r}; repeat the noun" in remedy


@pytest.mark.parametrize("word", ["seed", "dossier", "Dossier"])
def test_the_name_of_a_working_file_is_found(tmp_path: Path, write_source: Any, word: str) -> None:
    ((_, remedy),) = check(tmp_path, write_source, block(text=f"{TEXT} The {word} says so."))
    assert "names the working files" in remedy


def test_a_word_that_only_begins_like_a_pronoun_is_no_fault(tmp_path: Path, write_source: Any) -> None:
    assert check(tmp_path, write_source, block(text=f"Italy has no treaty with Kazakhstan. {TEXT}")) == []


@pytest.mark.parametrize(("basis", "found"), [("[inference]", True), ("[web:1]", False), ("[seed:001]", False)])
def test_confirmed_needs_a_source_that_was_seen(tmp_path: Path, write_source: Any, basis: str, found: bool) -> None:
    remedies = [remedy for _, remedy in check(tmp_path, write_source, block(basis=basis))]
    assert bool(remedies) is found
    assert all("its basis names no source seen" in remedy for remedy in remedies)


def test_a_doubtful_passage_needs_no_seen_source(tmp_path: Path, write_source: Any) -> None:
    assert check(tmp_path, write_source, block(standing="inference", basis="[inference]")) == []


def test_a_statement_that_does_not_stand_alone_is_found(tmp_path: Path, write_source: Any) -> None:
    ((_, remedy),) = check(tmp_path, write_source, block(more="affirms: three years\n"))
    assert remedy == "the statement 'three years' does not stand alone; name State and instrument"


def test_a_statement_both_affirmed_and_denied_is_found(tmp_path: Path, write_source: Any) -> None:
    said = "Kazakhstan is a party to it"
    ((_, remedy),) = check(tmp_path, write_source, block(more=f"affirms: {said}\ndenies: {said}\n"))
    assert "is both affirmed and denied" in remedy


@pytest.mark.parametrize(
    ("first_to", "second_from", "found"),
    [
        ("to: 2015-12-31\n", "2016-01-01", False),
        ("to: 2015-12-30\n", "2016-01-01", True),  # a day without law
        ("to: 2016-01-01\n", "2016-01-01", True),  # a day with two laws
        ("", "2016-01-01", True),  # the first never ends
    ],
)
def test_windows_of_a_series_tile(
    tmp_path: Path, write_source: Any, first_to: str, second_from: str, found: bool
) -> None:
    earlier = block("old", more=f"from: 2000-01-01\n{first_to}series: term\n")
    later = block("new", more=f"from: {second_from}\nseries: term\n")
    result = check(tmp_path, write_source, later, earlier)
    where = [("kz-code/new", "the windows of series 'term' overlap or leave a gap after kz-code/old")]
    assert result == (where if found else [])


def test_two_passages_of_a_series_that_begin_on_the_same_day_overlap(tmp_path: Path, write_source: Any) -> None:
    twin = "from: 2016-01-01\nseries: term\n"
    assert check(tmp_path, write_source, block("a", more=twin), block("b", more=twin))


def test_windows_of_different_series_may_overlap(tmp_path: Path, write_source: Any) -> None:
    one, two = (block(s, more=f"from: 2016-01-01\nseries: {s}\n") for s in ("a", "b"))
    assert check(tmp_path, write_source, one, two) == []


def test_eight_words_in_a_row_are_copied_and_seven_are_not(tmp_path: Path, write_source: Any) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    # "a foreign judgment may be presented for enforcement": eight words of TEXT, in other case and punctuation
    (raw / "seed.txt").write_text("so A foreign, judgment may be presented for Enforcement there", encoding="utf-8")
    ((where, remedy),) = check(tmp_path, write_source, block(), raw=raw)
    assert where == "kz-code/a"
    assert "a foreign judgment may be presented for enforcement" in remedy
    (raw / "seed.txt").write_text("so a foreign judgment may be presented for payment", encoding="utf-8")
    assert check(tmp_path, write_source, block(), raw=raw) == []


def test_a_source_that_cannot_be_read_is_a_finding_and_the_others_are_checked(
    tmp_path: Path, write_source: Any
) -> None:
    folder = tmp_path / "sources"
    write_source(folder, "kz-bad", block().replace("topic: limitation\n", ""))
    write_source(folder, "kz-short", "# A code\n\n" + block(text="Far too short."))
    found = dict(findings(folder))
    assert "kz-bad" in found and "Add the attribute `topic:`" in found["kz-bad"]
    assert "kz-short/a" in found


def test_a_source_without_a_passage_is_a_finding(tmp_path: Path, write_source: Any) -> None:
    folder = tmp_path / "sources"
    write_source(folder, "kz-code", "# A code\n")
    assert list(findings(folder)) == [("kz-code", "it has no passage; write one")]


def test_the_real_corpus_has_no_finding() -> None:
    assert list(findings(SOURCES, RAW if RAW.is_dir() else None)) == []
