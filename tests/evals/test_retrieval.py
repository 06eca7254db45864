import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Status
from evals.metrics.retrieval import authority_qrels, by_authority, ndcg, passage_qrels, recall_at, reciprocal_rank
from evals.types import Authority, Expectation, KnownPassage

RANKINGS = st.lists(st.sampled_from("abcdefgh"), unique=True)
QRELS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3))


def test_ndcg_discounts_what_comes_late() -> None:
    # gains 3, 0, 1: 3/log2(2) + 1/log2(4) = 3.5; ideal 3, 1: 3 + 1/log2(3) = 3.6309
    assert ndcg(["a", "x", "b"], {"a": 3, "b": 1}, k=3) == pytest.approx(0.9639, abs=1e-4)


def test_recall_looks_no_deeper_than_k() -> None:
    # relevant a, b, c; a and c are among the first three: 2/3; only a among the first two: 1/3
    qrels = {"a": 3, "b": 1, "c": 2, "x": 0}
    assert recall_at(["a", "x", "c", "b"], qrels, k=3) == pytest.approx(2 / 3)
    assert recall_at(["a", "x", "c", "b"], qrels, k=2) == pytest.approx(1 / 3)


def test_reciprocal_rank_is_of_the_first_that_is_relevant() -> None:
    assert reciprocal_rank(["x", "y", "a", "b"], {"a": 1, "b": 3}) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], {"a": 1}) == 0.0


def test_nothing_relevant_says_nothing_about_ranking() -> None:
    assert ndcg(["a"], {"a": 0}, k=3) is None
    assert recall_at(["a"], {}, k=3) is None
    assert reciprocal_rank([], {"a": 0}) is None


def test_a_wrong_call_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        ndcg(["a"], {"a": 1}, k=0)
    with pytest.raises(ValueError, match="at most once"):
        recall_at(["a", "a"], {"a": 1}, k=2)


@given(RANKINGS, QRELS, st.integers(1, 10))
def test_figures_stay_within_their_bounds(ranking: list[str], qrels: dict[str, int], k: int) -> None:
    for value in (recall_at(ranking, qrels, k), ndcg(ranking, qrels, k), reciprocal_rank(ranking, qrels)):
        assert value is None or 0.0 <= value <= 1.0 + 1e-12


@given(QRELS, st.integers(1, 10))
def test_the_ideal_ranking_scores_one(qrels: dict[str, int], k: int) -> None:
    best = sorted(qrels, key=lambda id_: -qrels[id_])
    assert ndcg(best, qrels, k) in (None, pytest.approx(1.0))


def passage(id_: str, cited_as: str) -> KnownPassage:
    return KnownPassage(id=id_, text="", cited_as=cited_as)


PASSAGES = {
    "p1": passage("p1", "Constitution Art. 4"),
    "p2": passage("p2", "Code Art. 501(3)"),
    "p3": passage("p3", "Code Art. 501(1)"),
    "p4": passage("p4", "Treaty and Code Art. 255"),
}
AUTHORITIES = (
    Authority(names=("Art. 501",), grade=3),
    Authority(names=("255", "256")),
    Authority(names=("Treaty",), grade=1),
)


def test_a_passage_becomes_the_authority_it_is_first_to_match() -> None:
    # p2 is the first of Art. 501, p3 matches nothing new and keeps its place, p4 matches two at once
    found = by_authority(["p1", "p2", "p3", "p4", "gone"], PASSAGES, AUTHORITIES)
    assert found == ["p1", "authority 0", "p3", "authority 1", "authority 2", "gone"]
    qrels = authority_qrels(AUTHORITIES)
    assert qrels == {"authority 0": 3, "authority 1": 2, "authority 2": 1}
    assert recall_at(found, qrels, k=3) == pytest.approx(1 / 3)
    assert reciprocal_rank(found, qrels) == pytest.approx(1 / 2)


def test_an_article_is_not_found_in_a_longer_number() -> None:
    assert by_authority(["p2"], PASSAGES, [Authority(names=("Art. 50",))]) == ["p2"]


@given(st.lists(st.sampled_from(["p1", "p2", "p3", "p4", "gone"])))
def test_a_ranking_by_authority_names_each_once(ranking: list[str]) -> None:
    found = by_authority(ranking, PASSAGES, AUTHORITIES)
    assert len(set(found)) == len(found)


def saying(id_: str, text: str, cited_as: str = "Code Art. 501", states: tuple[str, ...] = ("KZ",)) -> KnownPassage:
    return KnownPassage(id=id_, text=text, cited_as=cited_as, states=states)


SHELF = {
    item.id: item
    for item in (
        saying("both", "three years from entry into force"),
        saying("half", "three years"),
        saying("none", "a duty is charged"),
        saying("other-law", "three years from entry into force", cited_as="Tax Code Art. 609"),
        saying("other-state", "three years from entry into force", states=("RU",)),
        saying("everywhere", "entry into force", states=()),
    )
}


def test_passages_are_graded_by_how_much_they_carry_of_what_the_case_wants() -> None:
    wants = Expectation(
        status=Status.ANSWERED,
        key_points=(("three years", "3 years"), ("entry into force",)),
        authorities=(Authority(names=("501",)),),
    )
    # both points: 3; one of two, which is half: 2; no point, another law, another State: not relevant
    assert passage_qrels(wants, ("KZ",), SHELF) == {"both": 3, "half": 2, "everywhere": 2}
    third = Expectation(
        status=Status.ANSWERED,
        key_points=(*wants.key_points, ("a", "an appeal")),
        authorities=wants.authorities,
    )
    assert passage_qrels(third, ("KZ",), {"half": SHELF["half"]}) == {"half": 1}  # one of three


def test_a_passage_of_an_authority_that_only_helps_never_settles() -> None:
    wants = Expectation(
        status=Status.ANSWERED,
        key_points=(("three years", "3 years"), ("entry into force",)),
        authorities=(Authority(names=("501",), grade=3), Authority(names=("609",), grade=1)),
    )
    assert passage_qrels(wants, ("KZ",), SHELF) == {"both": 3, "half": 2, "everywhere": 2, "other-law": 1}
    both = saying("both", "three years from entry into force", cited_as="Code Art. 501, Tax Code Art. 609")
    assert passage_qrels(wants, ("KZ",), {"both": both}) == {"both": 3}  # cited as both: the higher grade counts


def test_passages_that_the_case_grades_are_taken_as_they_are() -> None:
    wants = Expectation(
        status=Status.ANSWERED,
        key_points=(("three years",),),
        authorities=(Authority(names=("501",)),),
        passages={"none": 3, "half": 0},
    )
    assert passage_qrels(wants, ("KZ",), SHELF) == {"none": 3, "half": 0}


def test_nothing_is_derived_without_points_or_authorities() -> None:
    assert passage_qrels(Expectation(status=Status.DECLINED), (), SHELF) == {}


def test_a_grade_outside_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="not 1, 2 or 3"):
        Authority(names=("501",), grade=4)
