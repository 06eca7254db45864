"""Questions for cases: lists from the table, each with a passage and with what became of it."""

from collections.abc import Callable

import pytest

from assistant.caselaw import tell_cases
from assistant.reader import Reader
from assistant.types import Evidence, Inquiry, Told, Verdict
from index.types import Hit

Read = Callable[..., Inquiry]
Ask = Callable[[str], Told | None]


@pytest.fixture(scope="module")
def told(read: Read, reader: Reader) -> Ask:
    return lambda text: tell_cases(read(text), Evidence(hits=()), reader)


def names(told: Told | None) -> list[str]:
    assert told is not None and told.table is not None
    return [name for name, _ in told.table.rows]


def test_cases_without_a_treaty_in_kazakhstan(told: Ask) -> None:
    answer = told("Any case where a Kazakh court enforced a judgment without a treaty?")
    assert names(answer) == [
        "Dutch distribution-contract judgments against a Kazakh LLP",
        "English High Court judgment in Kazakhstan",
    ]
    assert answer is not None and answer.lead.startswith("The corpus has 2 such cases: Dutch")
    assert all(claim.citations for claim in answer.claims)


def test_refusals_with_their_reasons(told: Ask) -> None:
    answer = told("Which foreign judgments were refused in Russia, and why?")
    assert names(answer) == ["US judgment in Moscow", "Earlier Belgian judgment in Moscow"]
    assert answer is not None and "no proof of current reciprocity after 28 February 2022" in answer.lead


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Has a court in Russia ever enforced a Dutch judgment?", Verdict.YES),
        ("Have English judgments been recognised in China?", Verdict.YES),
        ("Has a court in Kazakhstan ever recognised an English judgment?", Verdict.YES),
        ("Has a court in Kazakhstan ever refused a Dutch judgment?", Verdict.NO),
    ],
)
def test_whether_a_court_ever_did(told: Ask, question: str, verdict: Verdict) -> None:
    answer = told(question)
    assert answer is not None and answer.verdict is verdict


@pytest.mark.parametrize(
    "question",
    [
        "Has a US court ever refused a Chinese judgment?",
        "Which decisions were reversed in the United States?",
        "Was a German judgment ever enforced in Russia?",
        "List the cases between Russia and Germany.",
        "What became of the Viavi case?",
        "What happened in Shanghai Yongrun v Kashi Galaxy?",
    ],
)
def test_a_decision_that_was_overturned_is_never_told_as_standing(told: Ask, reader: Reader, question: str) -> None:
    answer = told(question)
    assert answer is not None and answer.table is not None
    fallen = {case.name: case for case in reader.tables.cases.values() if case.overturned_by}
    shown = [name for name in names(answer) if name in fallen]
    assert shown
    assert "no longer stands" in answer.lead
    for name, cells in answer.table.rows:
        if name in fallen:
            assert cells[-1].text == fallen[name].later
    for claim in answer.claims:
        for name in shown:
            if claim.citations[0].passage.case == fallen[name].id:
                assert any(word in claim.text for word in ("reversed", "annulled"))


def test_every_overturned_case_is_told_with_its_reversal(reader: Reader) -> None:
    for case in reader.tables.cases.values():
        if case.overturned_by:
            later = reader.tables.cases[case.overturned_by]
            assert later.latest_year >= case.latest_year and later.requested == case.requested


def test_cases_between_two_states_go_both_ways(told: Ask) -> None:
    answer = told("List the cases between Russia and Germany.")
    assert answer is not None and answer.table is not None
    directions = {cells[1].text for _, cells in answer.table.rows}
    assert directions == {"Russian Federation → Germany", "Germany → Russian Federation"}


def test_a_period_bounds_the_list(told: Ask) -> None:
    assert (
        names(told("Were there cases in Russia before 2022 granting foreign judgments?"))[0]
        == "Antwerp judgment in Moscow"
    )
    later = names(told("Are there cases in China on reciprocity since 2020?"))
    assert later == [
        "Guangxi Nanning China Travel Service v Orient Thai Airlines",
        "In re Shanghai International Corporation (Tokyo civil rehabilitation)",
        "Spar Shipping v Grand China Logistics",
    ]


def test_a_part_that_was_refused_counts_when_it_is_named(told: Ask) -> None:
    answer = told("Were punitive damages ever refused in Japan?")
    assert names(answer) == ["Mansei Kogyo"]
    assert answer is not None and answer.verdict is Verdict.YES


def test_a_case_named_is_asked_whether_it_still_stands(told: Ask) -> None:
    fallen = told("Is Viavi v Vilkom of October 2024 still good law in Russia?")
    assert fallen is not None and fallen.verdict is Verdict.NO and "no longer stands" in fallen.lead
    stands = told("Does Stichting Administratiekantoor Nems still stand in Russia?")
    assert stands is not None and stands.verdict is Verdict.YES


def test_any_such_judgments_are_asked_for_without_the_word_case(told: Ask) -> None:
    answer = told("Were any Belgian judgments enforced in Russia?")
    assert answer is not None and answer.verdict is Verdict.YES
    assert names(answer) == ["Antwerp judgment in Moscow"]


def test_a_passage_on_what_was_not_found_is_no_proof_of_a_case(told: Ask) -> None:
    answer = told("Is there any case where Kazakhstan enforced a Dutch judgment?")
    assert answer is not None and "not found" not in answer.claims[0].text


def test_a_count_says_that_it_is_no_statistic(told: Ask) -> None:
    answer = told("How many foreign judgments have been refused in Japan?")
    assert answer is not None
    assert "The corpus has 2 such cases" in answer.lead and "no statistic" in answer.lead


def test_a_statistic_of_the_corpus_goes_before_a_count_of_the_table(read: Read, reader: Reader) -> None:
    passage = reader.shelf.all["int-awards-national/kz-figures"]
    hits = (Hit(passage=passage, score=1.0, similarity=0.9, found_by="words", ranks={}),)
    inquiry = read("How many foreign awards were enforced in Kazakhstan?")
    assert tell_cases(inquiry, Evidence(hits=hits), reader) is None


@pytest.mark.parametrize(
    "question",
    [
        "In which cases may a Kazakh court refuse a foreign judgment?",
        "Which judgments can be enforced in Kazakhstan?",
        "Can a Dutch judgment be enforced in Kazakhstan?",
        "What is the case number of the Dutch judgment?",
        "Has a Kazakh court ever refused a foreign judgment?",  # the table has too few to say no
        "How long does a case take in Kazakhstan?",
        "Is my case hopeless in Kazakhstan?",
    ],
)
def test_other_questions_are_left_alone(told: Ask, question: str) -> None:
    assert told(question) is None
