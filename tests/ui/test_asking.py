"""What is refused before it is asked, the steps on the way, and facts corrected by hand."""

import time
from datetime import date

import pytest
from page_fakes import Scripted, answer

from assistant.types import Question
from assistant.ui.asking import CHARACTERS, Began, Done, Failed, Part, ask, asked, complaint
from assistant.ui.corrections import corrected
from assistant.ui.facts_html import facts_html, known_facts
from assistant.ui.local import case_facts
from assistant.ui.texts import load_texts
from assistant.ui.types import Matter, Turn

STATES = {"SE": "Sweden", "KZ": "Kazakhstan", "DE": "Germany"}
READ = {"state_of_origin": "SE", "requested_state": "KZ", "kind": "judgment", "final": None}
TEXTS = load_texts()["en"]
FROM = [{"field": "state_of_origin", "words": "Stockholm", "turn": 0, "start": 7, "end": 16}]
MATTER = Matter(turns=(Turn(question="Can we?", answer=answer("Can we?", case_facts=READ, read_from=FROM)),))


@pytest.mark.parametrize("text", ["", "   \n", "?!…", "— · —"])
def test_what_holds_no_word_is_not_asked(text: str) -> None:
    assert complaint(text, TEXTS)


def test_a_question_may_be_long_but_not_without_end() -> None:
    assert complaint("x" * CHARACTERS, TEXTS) == ""
    assert "20,000 characters" in complaint("x" * 20_000, TEXTS)


def test_markup_and_other_scripts_are_questions_like_any() -> None:
    assert [complaint(text, TEXTS) for text in ("<b>1</b>", "Можно?", "可以吗", "501")] == [""] * 4


def test_only_what_differs_from_what_was_read_is_set_by_hand() -> None:
    matter = corrected(MATTER, {"state_of_origin": "DE", "requested_state": "KZ", "final": "yes"}, STATES)
    assert matter.facts == {"state_of_origin": "DE", "final": True}
    assert known_facts(matter)["state_of_origin"] == "DE"


def test_a_correction_can_be_taken_back() -> None:
    matter = corrected(MATTER, {"final": "yes", "as_of": "2014-05-01"}, STATES)
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
        {"area": "astrology"},
        {"as_of": "2014-13-01"},
    ],
)
def test_a_value_that_the_form_does_not_offer_changes_nothing(given: dict[str, str]) -> None:
    matter = MATTER
    assert corrected(matter, given, STATES) == matter


def test_an_area_is_chosen_asked_shown_and_left_again() -> None:
    matter = corrected(MATTER, {"area": "awards"}, STATES)
    assert asked(Scripted(), matter, "Can we?", 1).area == "awards"
    assert "<b>only</b> arbitral awards" in facts_html(matter, STATES, TEXTS)
    assert asked(Scripted(), corrected(matter, {"area": ""}, STATES), "Can we?", 1).area is None


def test_facts_become_case_facts_with_dates() -> None:
    facts = case_facts({"begun": "2014-05-01", "final": True, "kind": "award"})
    assert (facts.begun, facts.final, facts.kind) == (date(2014, 5, 1), True, "award")


def test_chips_name_states_and_ask_for_what_is_not_known() -> None:
    html = facts_html(MATTER, STATES, TEXTS)
    assert "<b>from</b> Sweden" in html and ">final?<" in html and "<b>as of</b> today" in html


def test_the_form_tells_from_which_words_a_fact_was_read_unless_it_was_set_by_hand() -> None:
    assert "from “Stockholm”" in facts_html(MATTER, STATES, TEXTS)
    assert "Stockholm" not in facts_html(corrected(MATTER, {"state_of_origin": "DE"}, STATES), STATES, TEXTS)


def test_steps_are_told_then_the_answer() -> None:
    events = list(ask(Scripted(pause_s=0.02), Question(text="Can we?")))
    assert isinstance(events[0], Began) and isinstance(events[-1], Done)
    parts = [len(event.answer["claims"]) for event in events if isinstance(event, Part)]
    assert parts == sorted(parts) and len(parts) > 1
    assert all(isinstance(event, Began | Part) for event in events[:-1])


def test_what_came_in_meanwhile_is_told_once() -> None:
    events = ask(Scripted(), Question(text="Can we?"))
    next(events)
    time.sleep(0.3)
    assert [type(event) for event in events] == [Done]


def test_who_stops_waiting_ends_the_work_at_its_next_step() -> None:
    heard: list[str] = []

    class Listening(Scripted):
        def ask(self, question: Question, **how: object) -> dict[str, object]:  # type: ignore[override]
            report = how["report"]
            return super().ask(question, **(how | {"report": lambda step: (heard.append(step), report(step))}))  # type: ignore[arg-type, operator]

    events = ask(Listening(pause_s=0.05), Question(text="Can we?"))
    next(events)
    events.close()
    time.sleep(0.4)
    assert 1 <= len(heard) <= 3


def test_earlier_turns_go_along_but_not_the_one_asked_again() -> None:
    assistant = Scripted()
    matter = Matter(turns=tuple(Turn(question=text, answer=answer(text)) for text in ("First?", "Second?")))
    list(ask(assistant, asked(assistant, matter, "Third?", 2)))
    list(ask(assistant, asked(assistant, matter, "Second?", 1)))
    assert [earlier for _, earlier, _ in assistant.asked] == [("First?", "Second?"), ("First?",)]


def test_an_error_with_a_remedy_reaches_the_user() -> None:
    assert list(ask(Scripted(), Question(text="break it")))[-1] == Failed(
        message="the index is gone. Run exequatur index."
    )


def test_a_fault_of_the_code_is_logged_and_said(caplog: pytest.LogCaptureFixture) -> None:
    assert list(ask(Scripted(), Question(text="crash it")))[-1] == Failed()
    assert "a fault of the code" in caplog.text and "crash it" not in caplog.text.replace('crash it")', "")


def test_two_sessions_at_once_get_their_own_answers() -> None:
    assistant = Scripted(pause_s=0.02)
    running = [ask(assistant, Question(text=f"Question {n}?")) for n in range(6)]
    began = time.perf_counter()
    firsts = [next(events) for events in running]
    answers = [list(events)[-1] for events in running]
    assert all(isinstance(first, Began) for first in firsts)
    assert [event.answer["question"] for event in answers if isinstance(event, Done)] == [
        f"Question {n}?" for n in range(6)
    ]
    assert time.perf_counter() - began < 5
