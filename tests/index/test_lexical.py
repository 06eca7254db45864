"""Search by words: legal references stay whole, and nothing is found that shares no word."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Document, Passage
from index import postings
from index.facets import lexical_text
from index.lexical import ENGLISH_STOP, RUSSIAN_STOP, LexicalIndex, LexicalWriter, fold, stem, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Art. 501(1)", ["art", "501(1)", "501"]),
        ("Art. 50", ["art", "50"]),
        ("§ 823", ["§823", "823"]),
        ("§ 1823", ["§1823", "1823"]),
        ("§ 328(1)", ["§328(1)", "328"]),
        ("§§ 722-723", ["§§722", "722", "723"]),
        ("5(1)(m)", ["5(1)(m)", "5"]),
        ("45(1)(a)", ["45(1)(a)", "45"]),
        ("V(1)(e)", ["v(1)(e)", "v"]),
        ("255-1", ["255-1"]),
        ("2023/45", ["2023/45"]),
        ("24.12.2014", ["24.12.2014"]),
        ("10,000 tenge", ["10000", "teng"]),
        ("ECLI:NL:HR:2014:2838", ["ecli:nl:hr:2014:2838"]),
        ("in ECLI:NL:HR:2014:2838.", ["in", "ecli:nl:hr:2014:2838"]),
        ("A40-68312/2018", ["a40-68312/2018"]),
        ("A40-68312/2018.", ["a40-68312/2018"]),
        ("С-157/12", ["с-157/12"]),
        ("Kazakhstan's", ["kazakhstan"]),
        ("", []),
        ("?!… ", []),
    ],
)
def test_references_are_tokens_whole_and_by_their_number(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Art. 501(1)", "Art. 50"),
        ("501(1)", "50"),
        ("§ 823", "§ 1823"),
        ("Article 5", "Article 15"),
        ("Article 15", "5(1)(m)"),
        ("A40-68312/2018", "A40-68312/2019"),
        ("A40-68312/2018", "A40-111764/20"),
        ("ECLI:NL:HR:2014:2838", "ECLI:NL:HR:2014:2839"),
        ("501", "502"),
    ],
)
def test_two_references_share_no_number(one: str, other: str) -> None:
    assert {t for t in tokens(one) if any(c.isdigit() for c in t)}.isdisjoint(tokens(other))


def test_a_paragraph_of_an_article_is_also_the_article() -> None:
    assert "5" in tokens("5(1)(m)") and "5" in tokens("Article 5")


@pytest.mark.parametrize(
    "forms",
    [
        ("суда", "суд", "судом"),  # Snowball Russian: суд
        ("решение", "решения", "решений"),
        pytest.param(
            ("Казахстан", "Казахстане", "Казахстана"),
            marks=pytest.mark.xfail(strict=True, reason="Snowball takes the last letter of Казахстан for an ending"),
        ),
        ("шешімін", "шешімі", "шешімдер"),  # Kazakh: the first five letters
        ("қазақстан", "қазақстанда", "Қазақстанның"),
        ("judgment", "judgments", "Judgment's"),
        ("enforce", "enforced", "enforcement", "enforcing"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({tuple(tokens(form)) for form in forms}) == 1


def test_different_kazakh_words_keep_different_stems() -> None:
    assert stem("шешім") != stem("төрелік")


@pytest.mark.parametrize(
    ("text", "bare"),
    [("exécution", "execution"), ("Türkiye", "Turkiye"), ("Straße", "Straße"), ("чей", "чей"), ("ёж", "еж")],
)
def test_latin_letters_lose_their_diacritics(text: str, bare: str) -> None:
    assert fold(text) == bare


def test_stop_words_are_left_out_and_may_be_all_there_is() -> None:
    assert words("what is the") == []
    assert words("How does the court decide?") == tokens("court decide")


@pytest.mark.parametrize("stops", [ENGLISH_STOP, RUSSIAN_STOP], ids=["english", "russian"])
def test_every_stop_word_stops(stops: frozenset[str]) -> None:
    assert [word for word in sorted(stops) if words(word)] == []


TEXTS = {
    "kz/501-1": "Article 501(1) of Kazakhstan's Code of Civil Procedure names three bases.",
    "kz/50": "Article 50 of the Code deals with the prosecutor.",
    "de/823": "Damages in tort rest on § 823 of the German Civil Code.",
    "de/1823": "Guardians rest on § 1823 of the German Civil Code.",
    "int/15": "Article 15 of the Service Convention stays the judgment.",
    "int/5-1-m": "Article 5(1)(m) of the Hague Judgments Convention names choice of court.",
    "ru/case": "The Moscow court granted the application in A40-68312/2018.",
    "nl/case": "The Hoge Raad decided Gazprombank, ECLI:NL:HR:2014:2838.",
    "kk/1": "Шетел сотының шешімі Қазақстанда орындалады.",
    "ru/1": "Решения иностранных судов исполняются в Казахстане.",
}


@pytest.fixture(scope="module")
def lexical() -> LexicalIndex:
    return LexicalIndex.of(list(TEXTS), list(TEXTS.values()))


@pytest.mark.parametrize(
    ("asked", "first", "absent"),
    [
        ("501(1)", "kz/501-1", "kz/50"),
        ("Article 501", "kz/501-1", None),
        ("50", "kz/50", "kz/501-1"),
        ("§ 823", "de/823", "de/1823"),
        ("§ 1823", "de/1823", "de/823"),
        ("5(1)(m)", "int/5-1-m", "int/15"),
        ("15", "int/15", "int/5-1-m"),
        ("A40-68312/2018", "ru/case", "nl/case"),
        ("ECLI:NL:HR:2014:2838", "nl/case", "ru/case"),
        ("решение иностранного суда", "ru/1", "kk/1"),
        ("шешімнің орындалуы", "kk/1", "ru/1"),
    ],
)
def test_a_reference_finds_its_passage_and_not_its_neighbour(
    lexical: LexicalIndex, asked: str, first: str, absent: str | None
) -> None:
    found = [id_ for id_, _ in lexical.nearest(asked, 10)]
    assert found[0] == first
    assert absent not in found


@pytest.mark.parametrize("asked", ["zebra", "", "the of and", "?", "5012"])
def test_a_text_without_a_shared_word_is_no_hit(lexical: LexicalIndex, asked: str) -> None:
    assert lexical.nearest(asked, 10) == []


def test_every_hit_has_a_score_above_zero_and_scores_fall(lexical: LexicalIndex) -> None:
    scores = [score for _, score in lexical.nearest("article of the code", 10)]
    assert scores and min(scores) > 0
    assert scores == sorted(scores, reverse=True)


def test_ids_are_kept_out_and_the_limit_holds(lexical: LexicalIndex) -> None:
    everywhere = [id_ for id_, _ in lexical.nearest("article", 10)]
    assert set(everywhere) == {"kz/501-1", "kz/50", "int/15", "int/5-1-m"}
    others = [id_ != "kz/50" for id_ in TEXTS]
    assert set(everywhere) - {id_ for id_, _ in lexical.nearest("article", 10, others.__getitem__)} == {"kz/50"}
    assert len(lexical.nearest("article", 2)) == 2


def test_what_was_saved_answers_alike(lexical: LexicalIndex, tmp_path: Path) -> None:
    writer = LexicalWriter(tmp_path / "lexical")
    for id_, text in TEXTS.items():
        writer.add(id_, text)
    writer.finish()
    loaded = LexicalIndex.load(tmp_path / "lexical")
    assert list(loaded.ids) == list(TEXTS)
    for asked in ("article 501(1)", "§ 823", "суд", "zebra"):
        assert loaded.nearest(asked, 10) == lexical.nearest(asked, 10)
    assert loaded.knows("§823") and not loaded.knows("zebra")


@pytest.fixture(scope="module")
def worded(documents: tuple[Document, ...]) -> list[tuple[Passage, str]]:
    """Every third passage of the corpus, and its words."""
    return [(p, lexical_text(p, document.source.title)) for document in documents for p in document.passages][::3]


@pytest.fixture(scope="module")
def written(worded: list[tuple[Passage, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[LexicalIndex]:
    """The index of these passages, written in several blocks."""
    folder = tmp_path_factory.mktemp("written")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "BLOCK_TOKENS", 10_000)
        patch.setattr(postings, "MERGED_AT_ONCE", 3_000)
        writer = LexicalWriter(folder)
        for passage, text in worded:
            writer.add(passage.id, text, passage.states)
        assert len(list(folder.glob("block-*.tokens"))) > 3
        writer.finish()
    assert not list(folder.glob("block-*"))
    yield LexicalIndex.load(folder)


def test_scores_and_order_are_those_of_bm25s(worded: list[tuple[Passage, str]], written: LexicalIndex) -> None:
    """To the last bit, over the headings, statements and some words of the passages of the corpus."""
    import bm25s

    reference = bm25s.BM25(method="lucene")
    reference.index([words(text) for _, text in worded], show_progress=False)
    chance = random.Random(1)
    asked = [passage.heading for passage, _ in worded] + [s for passage, _ in worded for s in passage.affirms][:300]
    asked += [" ".join(chance.sample(passage.text.split(), 8)) for passage, _ in worded if len(passage.text) > 200]
    compared = 0
    for text in asked:
        known = [token for token in words(text) if token in reference.vocab_dict]
        if known:
            scores = reference.get_scores(known)
            best = [at for at in np.argsort(-scores, kind="stable")[:60] if scores[at] > 0]
            assert written.nearest(text, 60) == [(worded[at][0].id, float(scores[at])) for at in best], text
            compared += 1
    assert compared > 1000


def test_what_is_in_memory_and_what_is_on_disk_answer_alike(
    worded: list[tuple[Passage, str]], written: LexicalIndex
) -> None:
    whole = LexicalIndex.of([p.id for p, _ in worded], [text for _, text in worded], [p.states for p, _ in worded])
    for passage, _ in worded[::10]:
        assert whole.nearest(passage.heading, 900) == written.nearest(passage.heading, 900)
        assert whole.nearest(passage.heading, 9, labels=["DE"]) == written.nearest(passage.heading, 9, labels=["DE"])


def test_labels_keep_out_what_has_none_of_them(worded: list[tuple[Passage, str]], written: LexicalIndex) -> None:
    at = {passage.id: number for number, (passage, _) in enumerate(worded)}
    for states in (["DE"], ["NL", "RU"]):
        found = written.nearest("enforcement of a foreign judgment", 50, labels=states)
        as_kept = written.nearest(
            "enforcement of a foreign judgment",
            50,
            lambda number: not {*worded[number][0].states}.isdisjoint(states),  # noqa: B023
        )
        assert found and found == as_kept
        assert all({*worded[at[id_]][0].states} & {*states} for id_, _ in found)
    assert written.nearest("enforcement", 50, labels=["no State"]) == []
    assert not written.knows("DE")


@pytest.mark.parametrize("count", [0, 1])
def test_an_index_of_next_to_nothing_opens(count: int, tmp_path: Path) -> None:
    writer = LexicalWriter(tmp_path)
    for at in range(count):
        writer.add(f"id{at}", "", ["KZ"])
    writer.finish()
    assert list(LexicalIndex.load(tmp_path).ids) == ["id0"][:count]
    assert LexicalIndex.load(tmp_path).nearest("court", 5) == []


@given(st.text(max_size=60))
def test_any_text_can_be_cut_into_tokens(text: str) -> None:
    for token in tokens(text):
        assert token and not any(c.isspace() for c in token)
