"""What changed, since when, what held before: both positions with their days."""

from collections.abc import Callable

import pytest

from assistant.history import tell_change
from assistant.reader import Reader
from assistant.types import Evidence, Inquiry, Told, Verdict

Read = Callable[..., Inquiry]
Ask = Callable[..., Told | None]


@pytest.fixture(scope="module")
def told(read: Read, reader: Reader) -> Ask:
    return lambda text, verdict=None: tell_change(read(text), Evidence(hits=()), reader, verdict)


@pytest.mark.parametrize(
    ("question", "before", "after"),
    [
        ("What was the law in Kazakhstan before the reform of cassation?", "Until 30 June 2025", "Since 1 July 2025"),
        ("What changed for choosing a private enforcement agent in Kazakhstan?", "Until 16 October 2025", "Since 17 October 2025"),
        ("What changed in the Kazakh Constitution about the rank of treaties?", "Until 30 June 2026", "Since 1 July 2026"),
        ("What has changed in China on reciprocity?", "Until 31 December 2015", "Since 1 January 2022"),
        ("What was the limitation rule in India before 2020?", "Until March 2020", "Since 17 March 2020"),
        ("What were the article numbers on foreign judgments in China before 2024?", "articles 281 and 282", "articles 298 to 303"),
        ("Has the state duty for a writ on a foreign judgment changed in Kazakhstan?", "article 610", "5 monthly calculation indices"),
    ],
)  # fmt: skip
def test_both_positions_are_told_with_their_days(told: Ask, question: str, before: str, after: str) -> None:
    answer = told(question, Verdict.YES)
    assert answer is not None
    said = " ".join((answer.lead, *(claim.text for claim in answer.claims)))
    assert before in said and after in said
    assert said.index(before) < said.index(after)
    assert all(claim.citations for claim in answer.claims)


def test_three_versions_are_three_steps(told: Ask) -> None:
    answer = told("What has changed in China on reciprocity?")
    assert answer is not None
    steps = [claim.citations[0].passage.id for claim in answer.claims]
    assert steps == ["cn-law/reciprocity-to-2015", "cn-law/reciprocity-2016-2021", "cn-law/reciprocity-since-2022"]


def test_since_when_begins_with_what_holds_now(told: Ask) -> None:
    answer = told("Since when does Hong Kong enforce mainland judgments without an exclusive clause?")
    assert answer is not None
    assert answer.lead.index("Cap. 645") < answer.lead.index("Cap. 597 of 2008")
    assert "29 January 2024" in answer.lead


def test_a_year_alone_takes_the_changes_of_that_year(told: Ask) -> None:
    answer = told("What changed in Kazakhstan in 2016?")
    assert answer is not None
    ids = {claim.citations[0].passage.id for claim in answer.claims}
    assert {"kz-cpc-1999/425-1", "kz-cpc-2015/501-1"} <= ids


def test_a_day_alone_takes_the_change_of_that_day(told: Ask) -> None:
    answer = told("What changed on 1 July 2025 in Kazakhstan?")
    assert answer is not None
    ids = [claim.citations[0].passage.id for claim in answer.claims]
    assert ids == ["kz-cpc-2015-appeal/cassation-before-2025", "kz-cpc-2015-appeal/cassation-from-2025"]


def test_still_so_keeps_the_verdict_that_data_gave(told: Ask) -> None:
    question = "Can a creditor still choose a private bailiff in Kazakhstan?"
    answer = told(question, Verdict.NO)
    assert answer is not None and answer.verdict is Verdict.NO
    assert "could choose" in answer.lead and "no longer freely chooses" in answer.lead
    assert told(question) is None  # without a verdict the question is not settled here


@pytest.mark.parametrize(
    "question",
    [
        "When did Kazakhstan change its default judgment rules?",
        "Is a treaty needed in Kazakhstan?",
        "What changed in Germany about insolvency?",
        "Is the Minsk Convention still in force for Ukraine?",  # the table of parties answers that
        "How do I enforce a judgment in Kazakhstan?",
    ],
)
def test_what_has_no_versions_is_left_alone(told: Ask, question: str) -> None:
    assert told(question, Verdict.YES) is None
