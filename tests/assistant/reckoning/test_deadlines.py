"""The last day of a limit, only where the question gives the day it runs from."""

from collections.abc import Callable

import pytest

from assistant.reader import Reader
from assistant.reckoning.deadlines import tell_deadline
from assistant.types import Draft, Evidence, Inquiry, Status, Told, Verdict
from assistant.verify import verify

Read = Callable[..., Inquiry]


@pytest.fixture(scope="module")
def told(read: Read, reader: Reader) -> Callable[[str], Told | None]:
    return lambda text: tell_deadline(read(text), reader)


@pytest.mark.parametrize(
    ("question", "total", "authority"),
    [
        ("The judgment became final on 5 May 2024. Until when can I apply in Kazakhstan?", "5 May 2024 + 3 years = 5 May 2027", "CPC art. 501(3)"),
        ("My award entered into force on 2024-03-01, what is the deadline in Kazakhstan?", "1 March 2024 + 3 years = 1 March 2027", "CPC art. 501(3)"),
        ("The term for voluntary performance ended on 1 June 2025. What is the last day to apply in Kazakhstan?", "1 June 2025 + 3 years = 1 June 2028", "CPC art. 503(3)"),
        ("I received the award on 10 January 2026. Until when can I ask to set it aside in Kazakhstan?", "10 January 2026 + 1 month = 10 February 2026", "Arbitration Law art. 53(2)"),
        # Tuesday 3 March 2026; ten days of Monday to Friday end on Tuesday 17 March
        ("The ruling was made on 3 March 2026. Until when can I appeal it?", "3 March 2026 + 10 working days = 17 March 2026", "CPC art. 429(1)"),
        ("The judgment became final on 5 May 2024. What is the deadline for enforcing it in Uzbekistan?", "5 May 2024 + 3 years = 5 May 2027", "Economic Procedure Code"),
    ],
)  # fmt: skip
def test_the_day_is_arithmetic_with_its_rule(
    told: Callable[[str], Told | None], question: str, total: str, authority: str
) -> None:
    answer = told(question)
    assert answer is not None
    assert total in answer.lead and authority in answer.lead and "checked with counsel" in answer.lead
    assert answer.claims[0].text.startswith(total)
    assert answer.claims[1].text == answer.claims[1].citations[0].passage.text  # the rule itself, quoted whole


def test_working_days_say_that_holidays_are_not_counted(told: Callable[[str], Told | None]) -> None:
    answer = told("The ruling was made on 3 March 2026. Until when can I appeal it?")
    assert answer is not None and "Public holidays are not counted" in answer.lead


def test_a_claim_with_a_day_stands_the_check(read: Read, reader: Reader) -> None:
    inquiry = read("The judgment became final on 5 May 2024. Until when can I apply in Kazakhstan?")
    answer = tell_deadline(inquiry, reader)
    assert answer is not None
    draft = Draft(status=Status.ANSWERED, lead=answer.lead, claims=answer.claims)
    assert verify(draft, inquiry, None, Evidence(hits=()), "test").withheld == ()


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        # reader's day is 22 November 2026
        ("The judgment entered into legal force on 5 May 2019. Is it too late to enforce it in Kazakhstan?", Verdict.CONDITIONAL),
        ("The judgment entered into legal force on 5 May 2024. Is it too late to enforce it in Kazakhstan?", Verdict.NO),
        ("My judgment became final on 5 May 2024, can I still apply in Kazakhstan?", Verdict.YES),
        ("My judgment became final on 5 May 2019, can I still apply in Kazakhstan?", Verdict.CONDITIONAL),
    ],
)  # fmt: skip
def test_too_late_or_in_time(told: Callable[[str], Told | None], question: str, verdict: Verdict) -> None:
    answer = told(question)
    assert answer is not None and answer.verdict is verdict
    if verdict is Verdict.CONDITIONAL:
        assert "That day has passed" in answer.lead and "restore" in answer.lead


@pytest.mark.parametrize(
    "question",
    [
        "How long do I have to present a foreign judgment for enforcement in Kazakhstan?",
        "The judgment became final in May 2024. Until when can I apply in Kazakhstan?",
        "The judgment became final on 31 February 2024. Until when can I apply in Kazakhstan?",
        "The judgment was given on 5 May 2024 by a London court. Which court in Kazakhstan is competent?",
        "The contract was signed on 5 May 2024. Until when can I apply in Kazakhstan?",
        "The judgment became final on 5 May 2024. What is the deadline in Germany?",  # the event is not in the corpus
    ],
)
def test_without_the_day_of_the_event_nothing_is_computed(told: Callable[[str], Told | None], question: str) -> None:
    assert told(question) is None


@pytest.mark.parametrize(
    ("question", "verdict", "total"),
    [
        ("We have an award made in Bishkek in 2019, is it too late to enforce it in Kazakhstan?", Verdict.CONDITIONAL, "31 December 2019 + 3 years = 31 December 2022"),
        ("We have a judgment of a Bishkek court of 2019, is it too late to enforce it in Kazakhstan?", Verdict.CONDITIONAL, "31 December 2019 + 3 years"),
        ("Is it too late to enforce a 2018 Dutch judgment in Kazakhstan?", Verdict.CONDITIONAL, "31 December 2018 + 3 years"),
        ("Our London award is from 2024. Is it too late to enforce it in Kazakhstan?", Verdict.NO, "1 January 2024 + 3 years = 1 January 2027"),
        ("Is a Moscow judgment of March 2025 still in time for Kazakhstan?", Verdict.YES, "1 March 2025 + 3 years = 1 March 2028"),
        ("Арбитражное решение вынесено в Стокгольме в 2019 году. Не поздно ли исполнять его в Казахстане?", Verdict.CONDITIONAL, "31 декабря 2019"),
    ],
)  # fmt: skip
def test_a_decisions_own_day_bounds_the_time_that_is_left(
    told: Callable[[str], Told | None], question: str, verdict: Verdict, total: str
) -> None:
    answer = told(question)
    assert answer is not None
    assert total in answer.lead and answer.verdict is verdict
    assert answer.claims and all(claim.text == claim.citations[0].passage.text for claim in answer.claims)


@pytest.mark.parametrize(
    "question",
    [
        "How long do I have to enforce an award made in London in 2024?",
        "We have a 2019 Dutch judgment. Is it too late to appeal the refusal in Kazakhstan?",
        "Our award was made in Almaty in 2019. Is it too late to set it aside in Kazakhstan?",
    ],
)
def test_a_decisions_own_day_tells_nothing_of_another_limit(
    told: Callable[[str], Told | None], question: str
) -> None:
    assert told(question) is None
