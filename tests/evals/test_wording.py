import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.wording import first_said, plain, says


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("The limit is Three Years.", "three years"),
        ("a three–year limit", "three-year"),  # en dash
        ("within 3\u00a0years", "3 years"),  # no-break space
        ("the debtor’s assets", "debtor's assets"),
        ("across\nlines", "across lines"),
        ("Art. 501(3) of the Code", "Art. 501"),
        ("3 years.", "3 years"),
        ("costs 3, then more", "3"),
        ("срок ТРИ ГОДА", "три года"),
        ("三年之内", "三年"),
        ("at least 2 or 3 years", r"/\b[23] years/"),
        ("Not in the US.", "US"),
    ],
)
def test_says(text: str, alternative: str) -> None:
    assert says(text, (alternative,))


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("within 13 years", "3 years"),
        ("under Art. 50 of the Code", "Art. 5"),
        ("under § 1823", "823"),
        ("0.5 MCI", "5 MCI"),
        ("10,000 tenge", "000 tenge"),
        ("worth 3,500", "worth 3"),
        ("a foreign business must", "US"),  # three letters or fewer: whole words only
        ("nothing is known", "no"),
        ("three years", "/^years/"),
    ],
)
def test_does_not_say(text: str, alternative: str) -> None:
    assert not says(text, (alternative,))


def test_any_alternative_will_do_and_the_first_is_named() -> None:
    assert first_said("within 3 years", ("three years", "3 years", "years")) == "3 years"
    assert first_said("", ("three years",)) is None
    assert not says("anything", ())


def test_a_pattern_sees_the_text_as_it_was_written_too() -> None:
    assert says("2016–2020", ("/2016–2020/",))
    assert says("2016–2020", ("/2016-2020/",))


def test_a_broken_pattern_is_an_error() -> None:
    with pytest.raises(re.error):
        says("x", ("/(/",))


@given(st.text(max_size=80))
def test_plain_is_stable(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet="abc 123§()", max_size=20), st.text(alphabet="xyz ", max_size=20))
def test_a_text_says_itself(inner: str, around: str) -> None:
    if inner.strip():
        assert says(f"{around} {inner} {around}", (inner,))
