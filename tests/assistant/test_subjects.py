"""What texts are about: weights and coverage worked by hand, and negation."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.subjects import UNSEEN, Subjects, negated, quantities_clash


@pytest.fixture
def subjects(make_passage: Any) -> Subjects:
    passages = [
        make_passage("a/1", "apple banana", heading="", authority="", pinpoint=""),
        make_passage("a/2", "apple cherry", heading="", authority="", pinpoint=""),
    ]
    return Subjects(passages, {"banana": ["yellow fruit"]})


def test_a_rare_term_weighs_more_and_an_unknown_one_most(subjects: Subjects) -> None:
    # two passages: ln(1 + 2/2) = 0.6931 for both, ln(1 + 2/1) = 1.0986 for one; an unknown one has a fixed weight
    (apple,), (banana,), (zebra,) = (subjects.terms(word) for word in ("apple", "banana", "zebra"))
    assert subjects.weight(apple) == pytest.approx(math.log(2))
    assert subjects.weight(banana) == pytest.approx(math.log(3))
    assert subjects.weight(zebra) == UNSEEN > math.log(3)
    assert subjects.known(apple) and not subjects.known(zebra)


def test_coverage_is_the_weighted_share_of_what_was_asked(subjects: Subjects) -> None:
    asked = subjects.terms("apple banana")
    # apple 0.6931 of 0.6931 + 1.0986 = 1.7918: 0.3869
    assert subjects.coverage(asked, subjects.terms("apple")) == pytest.approx(0.3869, abs=1e-4)
    assert subjects.coverage(asked, subjects.terms("banana")) == pytest.approx(0.6131, abs=1e-4)
    assert subjects.coverage(asked, asked) == 1.0
    assert subjects.coverage(asked, frozenset()) == 0.0
    assert subjects.coverage(frozenset(), asked) == 1.0


def test_a_variant_counts_as_its_canonical_word(subjects: Subjects) -> None:
    assert subjects.terms("banana") <= subjects.terms("a yellow fruit")
    assert subjects.terms("Yellow Fruit") >= subjects.terms("banana")


def test_empty_words_are_no_subject(subjects: Subjects) -> None:
    assert subjects.terms("what is the foreign court of the State?") == frozenset()


@given(st.sets(st.sampled_from("abcde")), st.sets(st.sampled_from("abcde")), st.sets(st.sampled_from("abcde")))
def test_coverage_is_a_share_that_grows_with_what_is_held(asked: set[str], held: set[str], more: set[str]) -> None:
    subjects = Subjects([], {})
    less = subjects.coverage(frozenset(asked), frozenset(held))
    assert 0.0 <= less <= subjects.coverage(frozenset(asked), frozenset(held | more)) <= 1.0


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("Kazakhstan is a party to the Convention", False),
        ("Kazakhstan is not a party to the Convention", True),
        ("Kazakhstan isn't a party", True),
        ("Kazakhstan never ratified it", True),
        ("no treaty is needed", False),  # names a condition: "no treaty"
        ("a judgment can be enforced without a treaty", False),
        ("a judgment cannot be enforced without a treaty", True),
        ("no later than three years", False),
        ("the court does not review the merits", True),
        ("the court refuses to review the merits", True),
        ("the court can neither refuse nor review", False),  # two negations
        ("not only judgments but awards", False),
        ("the judgment is not yet final", False),
        ("Law No. 5 applies", False),
        ("notice was given", False),
        ("a notary and a note", False),
    ],
)
def test_the_polarity_of_a_statement(text: str, negative: bool) -> None:
    assert negated(text) is negative


@pytest.mark.parametrize(
    ("said", "asked", "clash"),
    [
        ("within three years", "within ten years", True),
        ("within three years", "within 3 years", False),
        ("within three years", "within ten days", False),
        ("within three years", "is there a limit", False),
        ("5 MCI", "10 MCI", True),
        ("one or three years", "three years", False),
    ],
)
def test_different_numbers_for_one_unit_clash(said: str, asked: str, clash: bool) -> None:
    assert quantities_clash(said, asked) is clash
