"""Search in an index of a small corpus: both retrievers, filters, statements."""

from collections.abc import Sequence
from typing import Any

import pytest

from corpus.catalogue import load_documents
from corpus.types import Passage
from index.build import build
from index.embedders import embedder
from index.search import Searcher
from index.types import Facet, Hit

BLOCK = """## {slug} | {pinpoint} | {head}
topic: limitation
states: {states}
kinds: judgment
standing: confirmed
affirms: {affirms}
denies: {denies}
depends: {depends}
basis: [web:1]

{text}
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, write_source: Any) -> Searcher:
    folder = tmp_path_factory.mktemp("search")
    blocks = [
        BLOCK.format(slug="kz-limit", pinpoint="Art. 501(3)", head="Three years", states="KZ", depends="",
                     affirms="a judgment can be enforced in Kazakhstan within three years",
                     denies="a judgment can be enforced in Kazakhstan within ten years",
                     text="In Kazakhstan article 501(3) gives three years for a foreign judgment."),
        BLOCK.format(slug="nl-claim", pinpoint="Art. 431", head="A claim", states="NL, KZ", affirms="", denies="",
                     depends="a judgment is enforced in the Netherlands by a claim under article 431",
                     text="In the Netherlands article 431 allows a claim on a foreign judgment."),
        BLOCK.format(slug="de-tort", pinpoint="§ 823", head="Tort", states="DE", affirms="", denies="", depends="",
                     text="In Germany § 823 of the Civil Code governs damages in tort."),
    ]  # fmt: skip
    write_source(folder / "sources", "kz-code", "# A code\n\n" + "\n".join(blocks))
    documents, model = load_documents(folder / "sources"), embedder("hashing:256")
    build(folder / "data", documents, model, "chroma:")
    return Searcher.open(folder / "data", documents, model, "chroma:")


def search(searcher: Searcher, text: str, limit: int = 10, **how: Any) -> list[Hit]:
    (vector,) = searcher.embed([text])
    return searcher.search(text, vector, limit, **how)


def slugs(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.id.partition("/")[2] for hit in hits]


def test_the_passage_that_both_retrievers_find_comes_first(searcher: Searcher) -> None:
    hits = search(searcher, "article 501(3) Kazakhstan three years")
    assert slugs(hits)[0] == "kz-limit"
    assert hits[0].found_by == "words and meaning"
    assert hits[0].ranks == {"words": 1, "meaning": 1}
    # both at rank 1: 1/61 + 1/61 = 0.0327869
    assert hits[0].score == pytest.approx(0.0327869, abs=1e-7)
    assert 0 < hits[0].similarity <= 1.0001


def test_each_passage_is_hit_once_best_first_within_the_limit(searcher: Searcher) -> None:
    hits = search(searcher, "foreign judgment")
    assert len(slugs(hits)) == len(set(slugs(hits)))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(search(searcher, "foreign judgment", limit=1)) == 1


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("KZ",), {"kz-limit", "nl-claim"}),
        (("NL",), {"nl-claim"}),
        (("DE", "NL"), {"nl-claim", "de-tort"}),
        (("FR",), set()),
    ],
)
def test_only_passages_of_the_states_asked_for_are_found(
    searcher: Searcher, states: tuple[str, ...], expected: set[str]
) -> None:
    assert set(slugs(search(searcher, "article foreign judgment tort", states=states))) == expected


def test_a_passage_that_is_not_to_be_kept_is_found_by_neither_retriever(searcher: Searcher) -> None:
    def keep(passage: Passage) -> bool:
        return "501" not in passage.pinpoint

    assert "kz-limit" not in slugs(search(searcher, "article 501(3) Kazakhstan three years", keep=keep))


def test_a_word_that_no_passage_has_is_not_found_by_words(searcher: Searcher) -> None:
    assert all(hit.found_by == "meaning" for hit in search(searcher, "zebra"))
    assert searcher.knows("§823") and not searcher.knows("zebra")


def test_statements_come_with_their_facet_and_exact_words(searcher: Searcher) -> None:
    (vector,) = searcher.embed(["a judgment can be enforced in Kazakhstan within ten years"])
    found = searcher.statements(vector, 3)
    assert [statement.facet for statement in found] == [Facet.DENIES, Facet.AFFIRMS, Facet.DEPENDS]
    assert found[0].text == "a judgment can be enforced in Kazakhstan within ten years"
    assert found[0].score == pytest.approx(1.0, abs=1e-5)
    assert {statement.facet for statement in searcher.statements(vector, 9, ("NL",))} == {Facet.DEPENDS}


def test_several_texts_are_embedded_in_their_order(searcher: Searcher) -> None:
    one, two = searcher.embed(["three years", "tort"])
    assert one.tolist() == searcher.embed(["three years"])[0].tolist()
    assert two.tolist() == searcher.embed(["tort"])[0].tolist()


def test_a_retriever_that_is_left_out_puts_nothing_into_the_fusion(searcher: Searcher) -> None:
    asked = "claim 431"
    both, by_words, by_meaning = (
        search(searcher, asked, by=by) for by in (("words", "meaning"), ("words",), ("meaning",))
    )
    assert slugs(by_words) == ["nl-claim"]
    assert {*slugs(by_meaning)} == {*slugs(both)} == {"kz-limit", "nl-claim", "de-tort"}
    assert all(hit.found_by == "words" and hit.ranks == {"words": 1} for hit in by_words)
    assert by_words[0].similarity == both[0].similarity  # what is known of a passage found stays known
    assert all("words" not in hit.ranks for hit in by_meaning)
