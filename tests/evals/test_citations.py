from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.citations import citation_precision, citation_recall, claims_cited, quotation_exactness, stands
from evals.types import KnownPassage, Quotation

TEXT = "within three years of its entry into legal force"
PASSAGES = {"kz/501-3": KnownPassage(id="kz/501-3", text=TEXT, cited_as="Code Art. 501(3)")}
NAMES = st.lists(st.sampled_from(["Code Art. 501(3)", "Code Art. 5", "Treaty", "News"]))
WORDINGS = st.lists(st.sampled_from([("501(3)",), ("Treaty", "Convention"), ("Art. 9",)]))


def quotation(quote: str, start: int | None = None, end: int | None = None, id_: str = "kz/501-3") -> Quotation:
    return Quotation(passage_id=id_, cited_as="", quote=quote, start=start, end=end)


def test_recall_is_of_the_authorities_named() -> None:
    # named: 501(3), 255; cited: 501(3) twice and a treaty: 1 of 2
    cited = ["Code Art. 501(3)", "Code Art. 501(3)", "Treaty Art. 2"]
    assert citation_recall([("501(3)",), ("255",)], cited) == 0.5


def test_precision_is_of_the_different_things_cited() -> None:
    # cited, each once: 501(3) (named) and a treaty (not): 1 of 2
    cited = ["Code Art. 501(3)", "Code Art. 501(3)", "Treaty Art. 2"]
    assert citation_precision([("501(3)",), ("255",)], cited) == 0.5


def test_a_case_without_authorities_says_nothing_of_citations() -> None:
    assert citation_recall([], ["Code"]) is None
    assert citation_precision([], ["Code"]) is None
    assert citation_precision([("501",)], []) is None
    assert citation_recall([("501",)], []) == 0.0


def test_a_quotation_stands_word_for_word_where_it_says() -> None:
    assert stands(quotation("three years", 7, 18), PASSAGES)
    assert stands(quotation("three years"), PASSAGES)
    assert not stands(quotation("three years", 8, 19), PASSAGES)
    assert not stands(quotation("three yeers", 7, 18), PASSAGES)
    assert not stands(quotation("three years", id_="gone"), PASSAGES)
    assert not stands(quotation(" "), PASSAGES)


def test_exactness_is_the_share_that_stands() -> None:
    # two stand, one is altered by a letter, one is of a passage that does not exist: 2 of 4
    found = [
        quotation("three years"),
        quotation(TEXT),
        quotation("three yeers"),
        quotation("three years", id_="gone"),
    ]
    assert quotation_exactness(found, PASSAGES) == 0.5
    assert quotation_exactness([], PASSAGES) is None


def test_claims_cited_counts_claims_not_citations() -> None:
    assert claims_cited([3, 0, 1, 0]) == 0.5
    assert claims_cited([]) is None


@given(WORDINGS, NAMES, st.lists(st.integers(0, 3)))
def test_figures_stay_within_their_bounds(named: list[tuple[str, ...]], cited: list[str], counts: list[int]) -> None:
    for value in (citation_recall(named, cited), citation_precision(named, cited), claims_cited(counts)):
        assert value is None or 0.0 <= value <= 1.0


@given(st.lists(st.text(max_size=5)))
def test_exactness_stays_within_its_bounds(quotes: list[str]) -> None:
    value = quotation_exactness([quotation(quote) for quote in quotes], PASSAGES)
    assert value is None or 0.0 <= value <= 1.0


@given(st.data())
def test_every_part_of_a_passage_stands_at_its_place(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    if TEXT[start:end].strip():
        assert stands(quotation(TEXT[start:end], start, end), PASSAGES)
        assert not stands(quotation(TEXT[start:end] + "!", start, end + 1), PASSAGES)
