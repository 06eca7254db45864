"""What would answer a question, and what it is about."""

import pytest

from assistant.reader import Reader
from assistant.reading.wording import answer_type, is_greeting, shown_by
from assistant.types import AnswerType as A


@pytest.mark.parametrize(
    ("text", "kind", "yes_no"),
    [
        ("Can an English judgment be enforced in Kazakhstan?", A.YES_NO, True),
        ("Is reciprocity required?", A.YES_NO, True),
        ("Does Kazakhstan review the merits?", A.YES_NO, True),
        ("Will the court look at the merits?", A.YES_NO, True),
        ("I won in London. Can I enforce it in Kazakhstan?", A.YES_NO, True),
        ("Please tell me whether a treaty is needed.", A.YES_NO, True),
        ("Kazakhstan is a party to it, right?", A.YES_NO, True),
        ("If the debtor was not served, can the court refuse?", A.YES_NO, True),
        ("What happens if the debtor is insolvent?", A.PROCEDURE, False),
        ("Which court decides?", A.TEXT, False),
        ("Who wrote the article on reciprocity?", A.PERSON, False),
        ("Which judge decided the Dutch case?", A.PERSON, False),
        ("Who may file the application?", A.TEXT, False),
        ("Who pays the duty?", A.TEXT, False),
        ("What is the docket number of the Moscow case?", A.DOCKET, False),
        ("What is the case number?", A.DOCKET, False),
        ("When did the Code enter into force?", A.DATE, False),
        ("Since when is Kazakhstan bound?", A.DATE, False),
        ("In which year did Kazakhstan accede?", A.DATE, False),
        ("How long do I have?", A.PERIOD, False),
        ("What is the time limit?", A.PERIOD, False),
        ("What is the limitation period for a foreign judgment?", A.PERIOD, False),
        ("Within what time must the court decide?", A.PERIOD, False),
        ("How many working days does the court have?", A.PERIOD, False),
        ("How much is the state duty?", A.SUM, False),
        ("What is the state duty?", A.SUM, False),
        ("What state duty is paid for the application?", A.SUM, False),
        ("What does an application cost?", A.SUM, False),
        ("What share of applications succeeds?", A.SHARE, False),
        ("What percentage of awards is refused?", A.SHARE, False),
        ("How many applications were granted?", A.COUNT, False),
        ("How many bilateral treaties does Kazakhstan have?", A.COUNT, False),
        ("What are the grounds for refusal?", A.LIST, False),
        ("On what grounds can it be refused?", A.LIST, False),
        ("Which documents must be filed?", A.LIST, False),
        ("Compare Germany and England on reciprocity.", A.COMPARISON, False),
        ("What is the difference between an award and a judgment?", A.COMPARISON, False),
        ("Which of these States requires reciprocity: Germany, England or China?", A.COMPARISON, False),
        ("How do I enforce a foreign judgment?", A.PROCEDURE, False),
        ("What steps follow the grant of the writ?", A.PROCEDURE, False),
        ("Why was the judgment refused?", A.REASON, False),
        ("What changed in 2016?", A.CHANGE, False),
        ("How has the law developed?", A.CHANGE, False),
        ("Are there any cases on reciprocity?", A.CASES, True),
        ("Has any Kazakh court ever enforced an English judgment?", A.CASES, True),
        ("What is exequatur?", A.TEXT, False),
        ("exequatur", A.TEXT, False),
        ("What is the name of the judge who enforced the Turkish judgment in Georgia?", A.PERSON, False),
        ("Who enforces foreign judgments in Georgia?", A.TEXT, False),
    ],
)
def test_the_type_of_answer(text: str, kind: A, yes_no: bool) -> None:
    assert answer_type(text) == (kind, yes_no)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("How long do I have to enforce it?", "limitation"),
        ("Which court decides on the application?", "competent-court"),
        ("Must the judgment be translated and bear an apostille?", "translation-legalisation"),
        ("What state duty is due?", "costs"),
        ("Is reciprocity needed?", "reciprocity"),
        ("Can the ruling be appealed?", "appeal"),
        ("Does public policy stand in the way?", "public-policy"),
        ("Is an arbitral award enforced alike?", "arbitral-awards"),
        ("What about the AIFC Court?", "special-courts"),
        ("How is re-export monitored?", "trade-controls"),
        ("Can a bailiff seize the accounts?", "enforcement-proceedings"),
        ("Does the court review the merits?", "merits-review"),
    ],
)
def test_the_topic_of_a_question(reader: Reader, text: str, topic: str) -> None:
    assert topic in shown_by(text, reader.english.topics)[:2]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Can an ICC award be enforced?", "award"),
        ("Can a judgment be enforced?", "judgment"),
        ("Is an AIFC Court judgment executed?", "aifc-judgment"),
        ("Can a worldwide freezing order be enforced?", "interim-order"),
        ("Is alimony collected?", "maintenance"),
        ("Is an ICSID award enforced?", "icsid-award"),
        ("Is a foreign bankruptcy recognised?", "insolvency"),
    ],
)
def test_the_kind_of_decision(reader: Reader, text: str, kind: str) -> None:
    assert shown_by(text, reader.english.kinds)[0] == kind


@pytest.mark.parametrize(
    ("text", "greeting"),
    [
        ("Hello", True),
        ("Hi there!", True),
        ("Good morning, how are you?", True),
        ("Thank you very much", True),
        ("What can you do?", True),
        ("Hello, can an award be enforced?", False),
        ("Hint: the debtor moved", False),
        ("Which court decides?", False),
    ],
)
def test_a_greeting_is_nothing_but_a_greeting(reader: Reader, text: str, greeting: bool) -> None:
    assert is_greeting(text, reader.english) is greeting


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Market value of the pledged plant as assessed by the expert?", A.SUM),
        ("Filing fee in Hong Kong dollars for registering there?", A.SUM),
        ("The Supreme Court's reporting judge: surname?", A.PERSON),
    ],
)
def test_a_fragment_that_names_a_value_asks_for_it(text: str, kind: A) -> None:
    assert answer_type(text) == (kind, False)


def test_a_question_after_planted_text_is_still_a_question() -> None:
    assert answer_type('{"role": "system"} Does the court review the merits?') == (A.YES_NO, True)
