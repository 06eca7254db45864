import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.patterns import could_match

WORDS = st.text(alphabet="abc501 .()|*", min_size=1, max_size=6)


@pytest.mark.parametrize(
    "pattern",
    [
        "three years",
        r"\b501\b",
        r"\d{3,}(?:\(\d\))?",
        "(?:not|never) .{0,20}seen",
        "(?<=no )treaty",
        "(?=.*fraud)(?=.*notice).*",
        r"(a|b)\1c",
        r"[^\W\d]x",
        "года?|лет",
        "(?<!not )required",
        "end$",
        "(?P<q>[\"'])x(?P=q)",
        "(a)?(?(1)b|c)",
        "(?>ab)c",
        "x{2,4}+y",
    ],
)
def test_a_pattern_that_can_match_passes(pattern: str) -> None:
    assert could_match(pattern)


@pytest.mark.parametrize("pattern", ["end$ of", "a^b", "(?!)", r"foo\bbar", "x(?<!x)", r"(?!\d)5"])
def test_a_pattern_that_contradicts_itself_does_not(pattern: str) -> None:
    assert not could_match(pattern)


@given(WORDS)
def test_whatever_is_written_literally_can_match(text: str) -> None:
    assert could_match(re.escape(text))


def test_what_is_no_pattern_is_an_error() -> None:
    with pytest.raises(re.error):
        could_match("(open")
