"""States side by side: the lead answers, each cell is cited, and what the corpus lacks is said."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.comparison import compare
from assistant.reader import Reader
from assistant.types import Evidence, Inquiry, Told, Verdict

Read = Callable[..., Inquiry]
Ask = Callable[..., Told | None]


@pytest.fixture(scope="module")
def told(read: Read, reader: Reader) -> Ask:
    return lambda text, **how: compare(read(text, **how), Evidence(hits=()), reader)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        (
            "Which of Germany, France, Turkey and Uzbekistan review the merits?",
            "Of the four, none reviews the merits",
        ),
        ("Which of Russia, China, Japan and Italy require reciprocity?", "Of the four, Russia, China and Japan require reciprocity; Italy"),
        (
            "Which of these States need a treaty: Uzbekistan, Kazakhstan, Netherlands, Canada?",
            "Of the four, Uzbekistan requires a treaty; Kazakhstan and Canada (unconfirmed) do not; the Netherlands: in the letter of the law only.",
        ),
        ("Which of Germany, Kazakhstan and Ukraine require reciprocity?", "Of the three, Germany requires reciprocity; Kazakhstan: an alternative to a treaty; Ukraine (unconfirmed): presumed unless disproved."),
        ("Which of Germany, China, India and Spain has the longest time limit?", "The longest is that of Germany (unconfirmed): 30 years."),
        ("Which has the shortest time limit: Kazakhstan, China or Russia?", "The shortest is that of China: 2 years."),
        ("Which of the UK, Germany, the UAE and Georgia are in the Apostille Convention?", "Germany and Georgia are bound by the Apostille Convention; the United Arab Emirates is not."),
        ("Which of Turkey, France and China have a treaty with Kazakhstan?", "Of the three, Turkey and China have a treaty on judgments with Kazakhstan; France (unconfirmed) has none."),
        ("Which of Peru, Kazakhstan and Turkey are party to the New York Convention?", "Peru: not in the corpus."),
        ("Какие из этих государств требуют взаимности: Германия, Франция, Япония?", "Из государств (3): Германия и Япония требуют взаимности; Франция (не подтверждено) — нет."),
    ],
)  # fmt: skip
def test_the_lead_states_the_answer(told: Ask, question: str, lead: str) -> None:
    answer = told(question)
    assert answer is not None
    assert lead in answer.lead
    assert answer.table is not None


def test_several_topics_make_several_columns_in_their_order(told: Ask) -> None:
    answer = told("Compare Kazakhstan, Russia and China on reciprocity, documents, court and time limit.")
    assert answer is not None and answer.table is not None
    assert answer.table.columns == ("reciprocity", "documents", "competent court", "time limit")
    assert [name for name, _ in answer.table.rows] == ["Kazakhstan", "Russian Federation", "China"]
    for _, cells in answer.table.rows:
        for cell in cells:
            assert cell.passage_ids or cell.text == "not in the corpus"


def test_court_and_documents_of_two_states(told: Ask) -> None:
    answer = told("Compare Kazakhstan and Georgia on court and documents")
    assert answer is not None and answer.table is not None
    assert answer.table.columns == ("competent court", "documents")
    assert "Supreme Court of Georgia" in answer.lead
    assert "503(1)" in answer.table.rows[0][1][0].text and "503(2)" in answer.table.rows[0][1][1].text


def test_a_comparison_without_a_topic_has_the_general_ones(told: Ask) -> None:
    answer = told("Compare Germany and France.")
    assert answer is not None and answer.table is not None
    assert answer.table.columns == ("reciprocity", "treaty required", "review of the merits", "time limit")


def test_an_empty_cell_says_so_and_its_state_is_named(told: Ask) -> None:
    answer = told("Compare Kazakhstan, Germany and Peru on reciprocity")
    assert answer is not None and answer.table is not None
    (peru,) = (cells for name, cells in answer.table.rows if name == "Peru")
    assert (peru[0].text, peru[0].passage_ids) == ("not in the corpus", ())
    assert "Peru: not in the corpus" in answer.lead


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Do Germany and Japan both require reciprocity?", Verdict.YES),
        ("Do France, Italy and Spain all require reciprocity?", Verdict.NO),
        ("Do Germany and France both require reciprocity?", Verdict.CONDITIONAL),
    ],
)
def test_yes_or_no_on_all_of_several(told: Ask, question: str, verdict: Verdict) -> None:
    answer = told(question)
    assert answer is not None and answer.verdict is verdict


def test_a_comparison_of_the_past_has_the_law_of_that_day(told: Ask) -> None:
    question = "Which of Kazakhstan and Uzbekistan require a treaty?"
    now, then = told(question), told(question, as_of=date(2015, 12, 31))
    assert now is not None and then is not None
    assert "Kazakhstan does not" in now.lead
    assert "Kazakhstan and Uzbekistan require a treaty" in then.lead


@pytest.mark.parametrize(
    "question", ["Does Germany require reciprocity?", "Can a Dutch judgment be enforced in Kazakhstan?"]
)
def test_a_question_on_one_state_is_no_comparison(told: Ask, question: str) -> None:
    assert told(question) is None
