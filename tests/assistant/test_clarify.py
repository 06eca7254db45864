"""Asking back: where the answer forks on a fact, there only, once, with choices that are understood."""

import pytest

from assistant.forks import fork_of
from assistant.reader import Reader
from assistant.types import CaseFacts, Inquiry, Intent, Question, Reason, Verdict
from assistant.understand import understand

FORKING = [
    ("Can I enforce my judgment in Kazakhstan?", "State of origin"),
    ("We won abroad and our debtor has assets in Kazakhstan. Can we enforce?", "State of origin"),
    ("I won abroad, my debtor's assets are in Kazakhstan. Now what?", "State of origin"),
    ("How do I enforce my judgment in Kazakhstan?", "State of origin"),
    ("We obtained a judgment abroad. Would Kazakh courts recognise it?", "State of origin"),
    ("Can my judgment be enforced in Russia?", "State of origin"),
    ("Can my Dutch judgment be enforced?", "requested State"),
    ("We won against our debtor in London. Can we enforce in Kazakhstan?", "kind of decision"),
    ("Can we enforce our Ukrainian judgment in France?", "when the proceedings began"),
    ("Can we enforce our German judgment in England?", "when the proceedings began"),
    ("Можно ли исполнить моё решение в Казахстане?", "государство происхождения решения"),
    ("Шешімімді Қазақстанда орындауға бола ма?", "шешім шығарылған мемлекет"),
]
SETTLED = [
    "Can a Dutch judgment be enforced in Kazakhstan?",
    "Can my Russian judgment be enforced in Kazakhstan?",
    "Can our French award be enforced in Kazakhstan?",
    "Can a foreign judgment be enforced in Kazakhstan?",
    "How long do I have to enforce my judgment in Kazakhstan?",
    "Which court decides on my application in Kazakhstan?",
    "What documents do I need to enforce my judgment in Kazakhstan?",
    "Is reciprocity required in Germany?",
    "Can my judgment be reviewed on the merits in Kazakhstan?",
    "Does the New York Convention apply to my judgment in Kazakhstan?",
    "Do I need a translation of my judgment in Kazakhstan?",
    "Is Kazakhstan a party to the New York Convention?",
    "We won an arbitral award in Paris against a Kazakh company. Can we enforce it in Kazakhstan?",
    "Who pays for the enforcement of my award in Kazakhstan?",
    "Which grounds could my debtor raise in Kazakhstan?",
]


def read(reader: Reader, *turns: str, asked: bool = False, facts: CaseFacts | None = None) -> Inquiry:
    question = Question(
        text=turns[-1], earlier=turns[:-1], just_clarified=asked, facts=facts if facts is not None else CaseFacts()
    )
    return understand(question, reader)


@pytest.mark.parametrize(("text", "missing"), FORKING)
def test_a_missing_fact_on_which_the_answer_forks_is_asked_for(reader: Reader, text: str, missing: str) -> None:
    inquiry = read(reader, text)
    assert (inquiry.intent, inquiry.reason) == (Intent.CLARIFY, Reason.FACT_MISSING)
    assert inquiry.missing == (missing,)
    assert len(inquiry.choices) >= 2
    assert inquiry.fork.count(":") >= 2, "the fork is told: which values lead to which answer"


@pytest.mark.parametrize("text", SETTLED)
def test_nothing_is_asked_where_the_answer_does_not_fork(reader: Reader, text: str) -> None:
    assert read(reader, text).intent is Intent.ANSWER


@pytest.mark.parametrize(("text", "missing"), FORKING)
def test_whatever_is_chosen_gives_an_answer(reader: Reader, text: str, missing: str) -> None:
    first = read(reader, text)
    for label, value in first.choices:
        then = read(reader, text, value, asked=True)
        assert then.intent is Intent.ANSWER, label
        assert then.language == first.language, label


def test_each_choice_is_read_as_the_fact_it_names(reader: Reader) -> None:
    for text, _ in FORKING:
        first = read(reader, text)
        told = {value: read(reader, text, value, asked=True).facts for _, value in first.choices}
        assert len(set(told.values())) == len(told), text


def test_a_question_back_is_never_followed_by_another(reader: Reader) -> None:
    for text, _ in FORKING:
        assert read(reader, text, "I do not know", asked=True).intent is Intent.ANSWER
        assert read(reader, text, "why do you ask?", asked=True).intent is not Intent.CLARIFY


def test_the_fork_that_was_not_told_is_left_in_the_question(reader: Reader) -> None:
    assert (
        read(reader, "Can I enforce my judgment in Kazakhstan?", "I do not know", asked=True).forked
        == "state_of_origin"
    )
    assert read(reader, "Can I enforce my judgment in Kazakhstan?", "Russia", asked=True).forked == ""


def test_the_fork_is_computed_from_the_tables(reader: Reader) -> None:
    inquiry = read(reader, "Can I enforce my judgment in Kazakhstan?", asked=True)
    fork = fork_of(inquiry, reader)
    assert fork is not None and fork.field == "state_of_origin"
    by_state = {value: branch for branch in fork.branches for value in branch.values}
    assert by_state["RU"].verdict is Verdict.YES and by_state["RU"].basis == "Kiev Agreement"
    assert by_state["CN"].verdict is Verdict.YES
    assert by_state["US"].verdict is Verdict.CONDITIONAL and by_state["US"].basis == ""


def test_a_fact_set_by_hand_is_not_asked_for(reader: Reader) -> None:
    inquiry = read(reader, "Can I enforce my judgment in Kazakhstan?", facts=CaseFacts(state_of_origin="RU"))
    assert inquiry.intent is Intent.ANSWER


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "Our judgment is final and the appeal is still pending. Can we enforce it in Kazakhstan?",
            "is final",
            "appeal is still pending",
        ),
        (
            "My Russian judgment was given by default although the debtor took part. Is it enforceable in Kazakhstan?",
            "given by default",
            "debtor took part",
        ),
    ],
)
def test_facts_that_exclude_one_another_are_asked_about(reader: Reader, text: str, one: str, other: str) -> None:
    inquiry = read(reader, text)
    assert inquiry.intent is Intent.CLARIFY
    assert one in inquiry.fork and other in inquiry.fork
    values = [
        getattr(read(reader, text, value, asked=True).facts, field)
        for field in ("final", "default")
        for _, value in inquiry.choices
        if getattr(read(reader, value).facts, field) is not None
    ]
    assert sorted(values) == [False, True]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("field", ["final", "default", "served", "money", "sanctions"])
def test_the_choices_of_every_language_are_read_as_they_are_meant(reader: Reader, language: str, field: str) -> None:
    messages = reader.languages[language].messages
    for said, value in (("yes", True), ("no", False)):
        assert getattr(read(reader, messages[f"choice_{field}_{said}"]).facts, field) is value


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("kind", ["judgment", "award"])
def test_the_kinds_of_every_language_are_read_as_they_are_meant(reader: Reader, language: str, kind: str) -> None:
    assert read(reader, reader.languages[language].messages[f"choice_{kind}"]).facts.kind == kind
