"""A moment told by an event: the law of that day is asked for."""

from datetime import date

import pytest

from assistant.reading.moments import moment


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("What was the law when the award of 2019 was made?", date(2019, 12, 31)),
        ("Which rule applied when our judgment was given in London on 3 March 2014?", date(2014, 3, 3)),
        ("At the time of the 2014 judgment, was a treaty needed?", date(2014, 12, 31)),
        ("At the time of the judgment of 5 May 2013, was reciprocity a ground?", date(2013, 5, 5)),
        ("Was reciprocity a ground when we won in 2012?", date(2012, 12, 31)),
        ("What held when the contract was signed in May 2015?", date(2015, 5, 31)),
    ],
)
def test_the_day_of_the_event(text: str, day: date) -> None:
    assert moment(text) == day


@pytest.mark.parametrize(
    "text", ["When was the award made?", "Is a judgment of 2019 enforceable?", "When did the law change?"]
)
def test_a_question_for_a_day_names_no_moment(text: str) -> None:
    assert moment(text) is None
