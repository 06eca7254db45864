"""Duties, caps and thresholds, worked out in front of the reader; the sums here were worked out by hand."""

from collections.abc import Callable

import pytest

from assistant.reader import Reader
from assistant.reckoning.duties import tell_sum
from assistant.types import Draft, Evidence, Inquiry, Status, Told
from assistant.verify import verify

Read = Callable[..., Inquiry]


@pytest.fixture(scope="module")
def told(read: Read, reader: Reader) -> Callable[[str], Told | None]:
    return lambda text: tell_sum(read(text), reader)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        # 3 % of 500 million is 15 million; the cap is 20,000 × 4,325 = 86.5 million
        (
            "What is the state duty on a claim of 500 million tenge by a company?",
            ("500,000,000 tenge × 3 % = 15,000,000 tenge", "20,000 MCI × 4,325 tenge (2026) = 86,500,000 tenge", "15,000,000 tenge is due"),
        ),
        # 3 % of 4 billion is 120 million, above the cap
        ("State duty on a claim of 4 bn tenge by an LLP?", ("= 120,000,000 tenge", "so 86,500,000 tenge is due")),
        # 1 % of 6 billion is 60 million; the cap for individuals is 10,000 × 4,325 = 43.25 million
        ("State duty on a claim of 6 billion KZT by an individual", ("= 60,000,000 tenge", "so 43,250,000 tenge is due")),
        ("State duty on a claim of half a million tenge by a citizen", ("500,000 tenge × 1 % = 5,000 tenge",)),
        ("What does it cost to apply for enforcement of a foreign judgment in Kazakhstan?", ("5 MCI × 4,325 tenge (2026) = 21,625 tenge",)),
        ("What is the travel ban threshold in tenge?", ("40 MCI × 4,325 tenge (2026) = 173,000 tenge",)),
        ("What is the licence limit threshold for a company in tenge?", ("1,250 MCI × 4,325 tenge (2026) = 5,406,250 tenge",)),
        ("What is the cassation threshold for legal entities in tenge?", ("30,000 MCI × 4,325 tenge (2026) = 129,750,000 tenge",)),
        ("What is the duty for an executive inscription?", ("0.5 MCI × 4,325 tenge (2026) = 2,162.50 tenge",)),
        # 3 % and 25 % of 100 million
        (
            "What fee does a private enforcement agent take if he recovers 100 million tenge?",
            ("× 3 % = 3,000,000 tenge", "× 25 % = 25,000,000 tenge", "= 43,250,000 tenge"),
        ),
        # half of 3 % of 100 million
        (
            "Cassation duty on a claim of 100 million tenge by a company?",
            ("100,000,000 tenge × 3 % = 3,000,000 tenge", "3,000,000 tenge × 50 % = 1,500,000 tenge", "if the duty"),
        ),
        ("How much is 5 MCI in tenge?", ("5 MCI × 4,325 tenge (2026) = 21,625 tenge",)),
        ("How much was 5 MCI in 2025?", ("5 MCI × 3,932 tenge (2025) = 19,660 tenge",)),
        ("Сколько стоит 20 МРП в тенге?", ("20 МРП × 4 325 тенге (2026) = 86 500 тенге",)),
        ("Какова госпошлина по иску компании на 500 млн тенге?", ("500 000 000 тенге × 3 % = 15 000 000 тенге",)),
    ],
)  # fmt: skip
def test_a_sum_shows_its_multiplication(
    told: Callable[[str], Told | None], question: str, says: tuple[str, ...]
) -> None:
    answer = told(question)
    assert answer is not None
    for words in says:
        assert words.replace(" ", " ") in answer.lead.replace("\xa0", " ")
    assert answer.claims and all(claim.citations for claim in answer.claims)


def test_every_claim_with_a_sum_stands_the_check(read: Read, reader: Reader) -> None:
    for question in (
        "What is the state duty on a claim of 500 million tenge by a company?",
        "Cassation duty on a claim of 100 million tenge by a company?",
        "What fee does a private enforcement agent take if he recovers 100 million tenge?",
        "What is the state duty on a claim of 1 million dollars in Kazakhstan?",
        "How much was 5 MCI in 2019?",
        "What is the duty for an executive inscription?",
        "How much is the state duty for enforcing a foreign award in 2025?",
    ):
        inquiry = read(question)
        answer = tell_sum(inquiry, reader)
        assert answer is not None, question
        draft = Draft(status=Status.ANSWERED, lead=answer.lead, claims=answer.claims)
        checked = verify(draft, inquiry, None, Evidence(hits=()), "test")
        assert checked.withheld == (), question


def test_a_year_without_a_value_is_said_and_never_guessed(told: Callable[[str], Told | None]) -> None:
    answer = told("How much was 5 MCI in 2019?")
    assert answer is not None
    assert "no value of the MCI for 2019" in answer.lead and "2025: 3,932, 2026: 4,325" in answer.lead
    assert not any("5 MCI ×" in claim.text for claim in answer.claims)


def test_a_figure_of_another_time_is_not_given_for_the_year_asked(told: Callable[[str], Told | None]) -> None:
    answer = told("How much is the state duty for enforcing a foreign award in 2025?")
    assert answer is not None
    assert "applies from 1 January 2026" in answer.lead
    assert answer.claims[0].citations[0].passage.id == "kz-state-duty-2017/writ-duty-before-2026"


def test_no_exchange_rate_is_invented(told: Callable[[str], Told | None]) -> None:
    answer = told("What is the state duty on a claim of 1 million dollars by a company in Kazakhstan?")
    assert answer is not None
    assert "1,000,000 USD × 3 % = 30,000 USD" in answer.lead and "no exchange rate" in answer.lead
    assert "is due" not in answer.lead


@pytest.mark.parametrize(
    "question",
    [
        "What does it cost to enforce a foreign judgment in Germany?",
        "How much did the creditor recover in Aurora AG v Star Asian Mining?",
        "Is the state duty on a claim of 500 million tenge 3 %?",
        "How long does a claim of 500 million tenge take?",
        "Who pays the fee of the enforcement agent?",
        "Can an award of 500 million tenge be enforced in Kazakhstan?",
    ],
)
def test_other_questions_are_left_alone(told: Callable[[str], Told | None], question: str) -> None:
    assert told(question) is None
