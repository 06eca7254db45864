"""Dates in a question: whose law, and which days belong to the case."""

from datetime import date

import pytest

from assistant.reading.dates import Dates, read_dates

NONE = Dates()


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("Was Kazakhstan a party to the New York Convention in 1990?", date(1990, 12, 31)),
        ("As of 1 July 2025, was the UK bound?", date(2025, 7, 1)),
        ("As of 30 June 2025, was the UK bound?", date(2025, 6, 30)),
        ("As of July 1, 2025, was the UK bound?", date(2025, 7, 1)),
        ("As of 2025-07-01, was the UK bound?", date(2025, 7, 1)),
        ("As of 01.07.2025, was the UK bound?", date(2025, 7, 1)),
        ("What was the rule in February 2015?", date(2015, 2, 28)),
        ("What was the rule in February 2016?", date(2016, 2, 29)),
        ("What was the rule in December 2015?", date(2015, 12, 31)),
        ("What was the law before 2016?", date(2015, 12, 31)),
        ("What was the law prior to 1 January 2016?", date(2015, 12, 31)),
        ("How were judgments enforced during 2014?", date(2014, 12, 31)),
        ("as of 1st of March 2020", date(2020, 3, 1)),
    ],
)
def test_the_day_whose_law_is_asked_for(text: str, as_of: date) -> None:
    assert read_dates(text).as_of == as_of


@pytest.mark.parametrize(
    "text",
    [
        "Which court decides?",
        "Is Kazakhstan a party to the 2019 Hague Convention?",
        "What does the 1958 New York Convention say?",
        "What does the Code of Civil Procedure 2015 say?",
        "What does article 1999 say?",
        "Is resolution No 5 of 2003 in force?",
        "As of 31 February 2020, what is the law?",
        "As of 45.13.2020, what is the law?",
        "",
    ],
)
def test_a_year_that_names_a_text_is_no_date_and_neither_is_a_day_that_does_not_exist(text: str) -> None:
    read = read_dates(text)
    assert (read.as_of, read.given, read.begun) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "given", "begun"),
    [
        ("A judgment given on 3 May 2021 in London", date(2021, 5, 3), None),
        ("A judgment dated 3 May 2021", date(2021, 5, 3), None),
        ("a judgment of 3 May 2021", date(2021, 5, 3), None),
        ("an award made on 2020-06-30", date(2020, 6, 30), None),
        ("proceedings begun on 1 July 2025", None, date(2025, 7, 1)),
        ("We filed the claim on 30 June 2025", None, date(2025, 6, 30)),
        ("proceedings begun on 1 July 2025, judgment given on 2 March 2026", date(2026, 3, 2), date(2025, 7, 1)),
    ],
)
def test_days_of_the_case(text: str, given: date | None, begun: date | None) -> None:
    read = read_dates(text)
    assert (read.given, read.begun) == (given, begun)
    assert read.as_of is None


def test_a_day_of_the_case_and_a_day_of_the_law_are_told_apart() -> None:
    read = read_dates("Could a judgment given on 3 May 2021 be enforced as of 1 January 2024?")
    assert (read.given, read.as_of) == (date(2021, 5, 3), date(2024, 1, 1))


def test_the_years_named_are_kept() -> None:
    assert read_dates("What changed between 1 May 2015 and 2 June 2016?").years == (2015, 2016)
