"""Matters, corrections, what the browser keeps, and what is refused before it is asked."""

import json
import time
from datetime import date

import pytest
from page_fakes import Scripted, answer

from assistant.ui.app import AuthBroken, accounts
from assistant.ui.asking import CHARACTERS, Began, Done, Failed, ask, complaint
from assistant.ui.facts_html import facts_html, known_facts
from assistant.ui.local import case_facts
from assistant.ui.sessions import answered, corrected, opened, read, switched, with_matter, written
from assistant.ui.types import Matter, Session

STATES = {"SE": "Sweden", "KZ": "Kazakhstan", "DE": "Germany"}
READ = {"state_of_origin": "SE", "requested_state": "KZ", "kind": "judgment", "final": None}


def asked(question: str = "Can we?") -> Session:
    return answered(Session(), question, answer(question, case_facts=READ), again=False)


@pytest.mark.parametrize("text", ["", "   \n", "?!…", "— · —"])
def test_what_holds_no_word_is_not_asked(text: str) -> None:
    assert complaint(text)


def test_a_question_may_be_long_but_not_without_end() -> None:
    assert complaint("x" * CHARACTERS) == ""
    assert "20,000 characters" in complaint("x" * 20_000)


def test_markup_and_other_scripts_are_questions_like_any() -> None:
    assert [complaint(text) for text in ("<b>1</b>", "Можно?", "可以吗", "501")] == [""] * 4


def test_a_new_matter_leaves_the_old_one_in_the_list() -> None:
    session = opened(asked())
    assert [matter.id for matter in session.matters] == [1, 2]
    assert session.matter.turns == () and session.current == 2
    assert switched(session, 1).matter.title == "Can we?"
    assert switched(session, 99) == session


def test_an_empty_matter_is_used_again() -> None:
    assert len(opened(opened(Session())).matters) == 1


def test_asking_again_replaces_the_last_turn() -> None:
    session = answered(asked(), "Can we?", answer("Can we?", lead="No."), again=True)
    assert [turn.answer["lead"] for turn in session.matter.turns] == ["No."]


def test_only_what_differs_from_what_was_read_is_set_by_hand() -> None:
    matter = corrected(asked().matter, {"state_of_origin": "DE", "requested_state": "KZ", "final": "yes"}, STATES)
    assert matter.facts == {"state_of_origin": "DE", "final": True}
    assert known_facts(matter)["state_of_origin"] == "DE"


def test_a_correction_can_be_taken_back() -> None:
    matter = corrected(asked().matter, {"final": "yes", "as_of": "2014-05-01"}, STATES)
    assert matter.as_of == "2014-05-01"
    back = corrected(matter, {"final": "", "as_of": ""}, STATES)
    assert back.facts == {} and back.as_of == ""


@pytest.mark.parametrize(
    "given",
    [
        {"state_of_origin": "<b>"},
        {"kind": "x"},
        {"begun": "yesterday"},
        {"final": "perhaps"},
        {"no_such": "1"},
        {"register": "rude"},
        {"as_of": "2014-13-01"},
    ],
)
def test_a_value_that_the_form_does_not_offer_changes_nothing(given: dict[str, str]) -> None:
    assert corrected(asked().matter, given, STATES) == asked().matter


def test_facts_become_case_facts_with_dates() -> None:
    facts = case_facts({"begun": "2014-05-01", "final": True, "kind": "award"})
    assert (facts.begun, facts.final, facts.kind) == (date(2014, 5, 1), True, "award")


def test_chips_name_states_and_ask_for_what_is_not_known() -> None:
    html = facts_html(asked().matter, STATES)
    assert "<b>from</b> Sweden" in html and ">final?<" in html and "<b>as of</b> today" in html


def test_a_session_survives_being_written_and_read() -> None:
    session = with_matter(asked(), corrected(asked().matter, {"final": "yes", "register": "plain"}, STATES))
    assert read(written(session)) == session


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"matters": [], "current": 1}', "{", '"' + "x" * 1000])
def test_what_is_no_session_is_not_read(text: str) -> None:
    assert read(text) is None


def test_a_tampered_session_is_not_read() -> None:
    kept = json.loads(written(asked()))
    for change in (
        {"current": 7},
        {"extra": 1},
        {"matters": [kept["matters"][0] | {"turns": [{"question": "x", "answer": {}}]}]},
    ):
        assert read(json.dumps(kept | change)) is None


def test_steps_are_told_then_the_answer() -> None:
    events = list(ask(Scripted(pause_s=0.01), Matter(id=1), "Can we?"))
    assert isinstance(events[0], Began) and isinstance(events[-1], Done)
    assert all(isinstance(event, Began) for event in events[:-1])


def test_earlier_turns_go_along_but_not_the_one_asked_again() -> None:
    assistant = Scripted()
    session = answered(asked("First?"), "Second?", answer("Second?"), again=False)
    list(ask(assistant, session.matter, "Third?"))
    list(ask(assistant, session.matter, "Second?", again=True))
    assert [earlier for _, earlier, _ in assistant.asked] == [("First?", "Second?"), ("First?",)]


def test_an_error_with_a_remedy_reaches_the_user() -> None:
    assert list(ask(Scripted(), Matter(id=1), "break it"))[-1] == Failed(
        message="the index is gone. Run exequatur index."
    )


def test_a_fault_of_the_code_is_logged_and_said(caplog: pytest.LogCaptureFixture) -> None:
    event = list(ask(Scripted(), Matter(id=1), "crash it"))[-1]
    assert isinstance(event, Failed) and "back in the box" in event.message
    assert "a fault of the code" in caplog.text and "crash it" not in caplog.text.replace('crash it")', "")


def test_two_sessions_at_once_get_their_own_answers() -> None:
    assistant = Scripted(pause_s=0.02)
    running = [ask(assistant, Matter(id=1), f"Question {n}?") for n in range(6)]
    began = time.perf_counter()
    firsts = [next(events) for events in running]
    answers = [list(events)[-1] for events in running]
    assert all(isinstance(first, Began) for first in firsts)
    assert [event.answer["question"] for event in answers if isinstance(event, Done)] == [
        f"Question {n}?" for n in range(6)
    ]
    assert time.perf_counter() - began < 5


def test_accounts_are_pairs_of_name_and_password() -> None:
    assert accounts("") == []
    assert accounts("ann:a:b, bob:c") == [("ann", "a:b"), ("bob", "c")]
    with pytest.raises(AuthBroken):
        accounts("ann")
