"""What is asked in a story, of a treaty, of one of two, or of another court: each was read as something else once."""

import pytest

from assistant.pipeline import Tools, answer
from assistant.reading.authorities import unknown_in
from assistant.reading.wording import answer_type
from assistant.sentences import split_typed
from assistant.types import AnswerType, Question, Status
from assistant.weighing.fates import opposed


def _draft(text: str, tools: Tools):  # type: ignore[no-untyped-def]
    return answer(Question(text=text), tools).draft


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Do we have to prove reciprocity for a Russian court judgment in Almaty?", "no"),
        ("Решение экономического суда Душанбе против фирмы в Шымкенте. Нужно ли доказывать взаимность?", "no"),
        ("Must a Kazakh creditor show reciprocity in Germany?", "yes"),
        ("Is reciprocity needed for a Dutch judgment in Kazakhstan?", "conditional"),
        ("Will a Spanish judge want proof that Kazakhstan enforces Spanish judgments?", "no"),
        ("Is reciprocity a condition before the courts of the ADGM?", "yes"),
    ],
)
def test_reciprocity_need_not_be_shown_where_a_treaty_carries_the_decision(
    tools: Tools, text: str, verdict: str
) -> None:
    assert _draft(text, tools).verdict == verdict


def test_what_a_statement_says_of_a_rare_thing_goes_before_the_route(tools: Tools) -> None:
    of_tax = _draft("Would New York recognise a Kazakh tax judgment under CPLR article 53?", tools)
    assert of_tax.verdict == "no" and "tax" in of_tax.lead
    assert _draft("Would New York recognise a Kazakh money judgment?", tools).verdict == "conditional"


def test_a_court_that_is_asked_is_not_the_one_that_decided(tools: Tools) -> None:
    gateway = answer(Question(text="Can our English judgment be recognised by the AIFC Court?"), tools)
    assert gateway.inquiry.kinds == ("judgment",) and gateway.draft.verdict == "unsettled"


def test_a_treaty_taken_for_binding_gives_nothing(tools: Tools) -> None:
    text = "Since China ratified the Hague Choice of Court Convention, must its court enforce our judgment under it?"
    assert _draft(text, tools).verdict == "no"


def test_at_all_sets_no_two_states_side_by_side(tools: Tools) -> None:
    told = _draft("My firm in Brno has a Czech judgment against a TOO in Kostanay. can it be enforced at all", tools)
    assert told.verdict == "conditional" and told.table is None


@pytest.mark.parametrize(
    "text",
    [
        "I won in Toronto, CAD 66 000, debtor lives in Almaty. Is it me or him who has to show that reciprocity exists?",
        "The debtor has an account at Zapad Bank. Which court decides on our foreign judgment?",
        "who decides: the Astana court or the SMEC (specialised inter-district economic court)?",
    ],
)
def test_what_a_story_tells_beside_the_question_is_no_gap(tools: Tools, text: str) -> None:
    assert _draft(text, tools).status is Status.ANSWERED


def test_a_firm_or_a_range_of_articles_is_no_unknown_reference(tools: Tools) -> None:
    assert unknown_in("The debtor banks with Zapad Bank, arts 477-500 apply to TOO Romashka.", tools.reader) == ()
    assert unknown_in("Does article 503-977 apply in Almaty?", tools.reader) != ()


@pytest.mark.parametrize(
    ("text", "kind", "yes_no"),
    [
        ("we want to know who else chases him. is there a register of debtors?", AnswerType.YES_NO, True),
        (
            "GRATA counted 24 cases and 12 were granted. So the courts refused the other twelve?",
            AnswerType.YES_NO,
            True,
        ),
        ("Is it me or him who has to show it?", AnswerType.TEXT, False),
        ("our judgment says euro. will the bailiff pay in euro or in tenge?", AnswerType.TEXT, False),
        ("One study says forty percent, another three. Who is right?", AnswerType.TEXT, False),
        ("So the deadline?", AnswerType.PERIOD, False),
    ],
)
def test_it_is_read_as_what_it_asks(text: str, kind: AnswerType, yes_no: bool) -> None:
    assert answer_type(text) == (kind, yes_no)


def test_a_question_may_begin_with_a_small_letter() -> None:
    assert split_typed("he does not pay. can i sue?") == ["he does not pay.", "can i sue?"]
    assert len(split_typed("Is art. 5 meant by no. 3 of the law?")) == 1


def test_what_stops_is_opposed_to_what_goes_on() -> None:
    assert opposed("enforcement is suspended by bankruptcy", "does enforcement continue?")
    assert not opposed("enforcement is suspended by bankruptcy", "is enforcement suspended?")
    assert not opposed("the debtor pays the fee", "who pays the fee?")


def test_proposals_are_no_law(tools: Tools) -> None:
    first = _draft("Is there an accelerated electronic procedure for foreign awards?", tools).claims[0]
    assert first.citations[0].passage.topic != "reform"
    proposed = _draft("What electronic procedure for foreign awards is proposed?", tools).claims[0]
    assert proposed.citations[0].passage.topic == "reform"


def test_documents_to_enforce_a_judgment_are_not_enforcement_documents(tools: Tools) -> None:
    for text in (
        "what documents to enforce a French judgment in Kazakhstan?",
        "Which papers for an Uzbek judgment in Kazakhstan?",
    ):
        assert "documents" in _draft(text, tools).claims[0].citations[0].passage.topics


def test_which_court_is_answered_with_the_court(tools: Tools) -> None:
    for text in (
        "Which court enforces a Swiss arbitral award in Kazakhstan?",
        "Какой суд рассматривает заявление о признании арбитражного решения?",
    ):
        first = _draft(text, tools).claims[0].citations[0].passage
        assert "competent-court" in first.topics and first.states[0] == "KZ"
