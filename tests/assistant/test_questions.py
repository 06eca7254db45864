"""What a text must satisfy before it is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.questions import QuestionUnusable, usable


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("   \n\t ", "is empty"),
        ("\u200b\ufeff", "is empty"),
        ("?!… —", "has no word"),
        ("12345 67", "has no word"),
        ("___", "has no word"),
        ("a" * 20_001, "has 20,001 characters"),
        ("PK\x03\x04\x00\x00", "binary data"),
    ],
)
def test_what_asks_nothing_is_refused_with_a_remedy(text: str, says: str) -> None:
    with pytest.raises(QuestionUnusable, match=says) as caught:
        usable(text)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("exequatur", "exequatur"),
        ("  Which court?\n", "Which court?"),
        ("a" * 20_000, "a" * 20_000),
        ("Какой суд?", "Какой суд?"),
        ("哪个法院？", "哪个法院？"),
        ("Which\x07court\u202e?", "Which court ?"),
        ("<script>alert(1)</script> Which court?", "<script>alert(1)</script> Which court?"),
        ("line one\nline two", "line one\nline two"),
    ],
)
def test_what_asks_something_is_kept(text: str, clean: str) -> None:
    assert usable(text) == clean


@given(st.text(max_size=200))
def test_any_text_is_cleaned_or_refused(text: str) -> None:
    try:
        clean = usable(text)
    except QuestionUnusable as error:
        assert error.message and error.hint
    else:
        assert usable(clean) == clean
        clean.encode("utf-8")
