"""Matters as the server keeps them for whoever asks, over a real database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from page_fakes import Scripted, answer, citation, keeper_in

from assistant.keeping.errors import NotKept, Refused
from assistant.keeping.keeper import Keeper
from assistant.keeping.types import Complaint
from assistant.types import Question
from assistant.ui.matters import Matters
from assistant.ui.types import Matter, Session

READ = {"state_of_origin": "SE", "requested_state": "KZ", "kind": "judgment", "final": None}


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:  # type: ignore[override]
    found = keeper_in(tmp_path)
    yield found
    found.close()


@pytest.fixture
def matters(keeper: Keeper) -> Matters:
    return Matters(keeper)


def ask(matters: Matters, session: Session, *questions: str, kept: int | None = None, **changes: Any) -> Session:
    """The session after some questions; `kept` as in `Matters.answered`."""
    for text in questions:
        turns = len(session.matter.turns) if kept is None else kept
        given = answer(text, **{"case_facts": READ, **changes})
        session = matters.answered(session, Question(text=text), given, turns)
    return session


def questions(session: Session) -> list[str]:
    return [turn.question for turn in session.matter.turns]


def titles(session: Session) -> list[str]:
    return [line.title for line in session.lines]


def test_what_is_kept_comes_back_after_a_restart_whole(tmp_path: Path) -> None:
    matters = Matters(keeper_in(tmp_path))
    session = ask(matters, Session(user="ann"), "One?", "Two?")
    session = matters.set_by_hand(
        session, replace(session.matter, facts={"final": True}, register="plain", area="awards")
    )
    again = Matters(keeper_in(tmp_path)).session("ann", "ru", session.matter.id)
    assert again.matter == session.matter and again.page == "ru"
    assert again.matter.turns[1].answer == answer("Two?", case_facts=READ) | {
        "receipt": again.matter.turns[1].receipt
    }
    assert titles(again) == ["One?"] and again.lines[0].changed == date.today()


def test_nobody_opens_what_is_anothers(matters: Matters) -> None:
    anns = ask(matters, Session(user="ann"), "Ann asks?")
    bobs = matters.session("bob", "en", anns.matter.id)
    assert bobs.matter.turns == () and bobs.lines == ()
    for act in (
        lambda: matters.switched(bobs, anns.matter.id),
        lambda: matters.renamed(bobs, anns.matter.id, "x"),
        lambda: matters.deleted(bobs, anns.matter.id),
        lambda: matters.answers("bob", anns.matter.id),
        lambda: matters.say(bobs, anns.matter.turns[0].receipt, Complaint.OTHER, ""),
    ):
        with pytest.raises(NotKept):
            act()
    assert matters.found("bob", "asks") == ()


def test_a_new_matter_is_listed_with_its_first_question(matters: Matters) -> None:
    session = matters.opened(ask(matters, Session(user="ann"), "One?"))
    assert session.matter.turns == () and titles(session) == ["One?"]
    set_ = matters.set_by_hand(session, replace(session.matter, as_of="2014-05-01"))
    assert titles(matters.now(set_)) == ["One?"]
    assert titles(ask(matters, set_, "Two?")) == ["Two?", "One?"]
    assert matters.session("ann", "en", set_.matter.id).matter.as_of == "2014-05-01"


def test_the_matter_that_got_a_turn_last_comes_first(matters: Matters) -> None:
    first = ask(matters, Session(user="ann"), "First?")
    both = ask(matters, matters.opened(first), "Second?")
    assert titles(ask(matters, matters.switched(both, first.matter.id), "Third?")) == ["First?", "Second?"]


def test_asking_again_replaces_the_last_turn_and_loses_nothing(matters: Matters) -> None:
    session = ask(matters, ask(matters, Session(user="ann"), "Can we?"), "Can we?", kept=0, lead="No.")
    assert [turn.answer["lead"] for turn in session.matter.turns] == ["No."]
    assert session.aside is None


def test_a_changed_question_sets_the_later_ones_aside_and_they_can_be_put_back(matters: Matters) -> None:
    session = ask(matters, Session(user="ann"), "One?", "Two?", "Three?")
    changed = ask(matters, session, "Else?", kept=1)
    assert questions(changed) == ["One?", "Else?"]
    back = matters.put_back(changed)
    assert back.matter == session.matter
    assert questions(matters.put_back(back)) == ["One?", "Two?", "Three?"]


def test_the_last_question_can_be_taken_back_and_put_back(matters: Matters) -> None:
    session = matters.taken_back(ask(matters, Session(user="ann"), "One?", "Two?"))
    assert questions(session) == ["One?"]
    back = matters.put_back(session)
    assert questions(back) == ["One?", "Two?"]
    empty = matters.taken_back(matters.taken_back(back))
    assert questions(empty) == [] and titles(empty) == []


def test_a_matter_has_the_name_it_was_given_or_its_first_question(matters: Matters) -> None:
    session = ask(matters, Session(user="ann"), "Can we?")
    id_ = session.matter.id
    named = matters.renamed(session, id_, "  Stockholm \n judgment ")
    assert titles(named) == ["Stockholm judgment"]
    assert titles(matters.renamed(named, id_, " ")) == ["Can we?"]
    with pytest.raises(Refused):
        matters.renamed(session, id_, "x" * 500)


def test_a_deleted_matter_gives_way_to_the_latest_other_and_can_be_put_back(matters: Matters) -> None:
    first = ask(matters, Session(user="ann"), "First?")
    both = ask(matters, matters.opened(first), "Second?")
    session = matters.deleted(both, both.matter.id)
    assert titles(session) == ["First?"] and session.matter.id == first.matter.id
    back = matters.put_back(session)
    assert titles(back) == ["Second?", "First?"] and questions(back) == ["Second?"]
    alone = matters.deleted(matters.deleted(back, back.matter.id), first.matter.id)
    assert alone.matter.turns == () and alone.lines == ()


def test_what_another_tab_did_counts(matters: Matters) -> None:
    one = ask(matters, Session(user="ann"), "One?")
    other = matters.session("ann", "en", one.matter.id)
    both = ask(matters, other, "From the other tab?")
    assert questions(ask(matters, one, "From this one?")) == ["One?", "From the other tab?", "From this one?"]
    matters.deleted(both, both.matter.id)
    with pytest.raises(NotKept):
        matters.now(one)


def test_words_are_found_in_names_questions_and_leads(matters: Matters) -> None:
    session = ask(matters, Session(user="ann"), "Dutch judgment?", lead="Conditional, on reciprocity.")
    other = ask(matters, matters.opened(session), "Paris award?")
    matters.renamed(other, other.matter.id, "The trader")
    assert matters.found("ann", "DUTCH") == matters.found("ann", "reciprocity") == (session.matter.id,)
    assert matters.found("ann", "trader") == (other.matter.id,)
    assert matters.found("ann", "no such") == ()


def test_an_answer_says_which_of_its_sources_have_changed(tmp_path: Path) -> None:
    passages = dict(Scripted().passages)
    told = list(passages.values())[:3]
    claims = [{"text": p.text, "topic": p.topic, "citations": [citation(p)]} for p in told]
    session = ask(Matters(keeper_in(tmp_path)), Session(user="ann"), "Can we?", claims=claims)
    assert session.matter.turns[0].stale == ()
    later = {**passages, told[1].id: replace(told[1], text=told[1].text.replace("a", "e"))}
    del later[told[0].id]
    found = Matters(keeper_in(tmp_path, later)).session("ann", "en", session.matter.id)
    assert found.matter.turns[0].stale == ((told[0].id, "gone"), (told[1].id, "text changed"))


def test_what_is_said_of_an_answer_stays_with_it(matters: Matters, keeper: Keeper) -> None:
    session = ask(matters, Session(user="ann"), "Can we?")
    receipt = session.matter.turns[0].receipt
    said = matters.say(session, receipt, Complaint.WRONG_SOURCE, "it is article 503")
    assert said.matter.turns[0].said == "wrong source"
    ((feedback, kept),) = keeper.answers.all_said()
    assert (feedback.note, kept.id) == ("it is article 503", receipt)


def test_an_answer_of_an_older_version_lacks_no_field(matters: Matters) -> None:
    older = {name: value for name, value in answer("Can we?").items() if name not in ("read_from", "explanations")}
    session = matters.answered(Session(user="ann"), Question(text="Can we?"), older, 0)
    assert session.matter.turns[0].answer["read_from"] == [] and session.matter.turns[0].answer["explanations"] == []


def test_a_matter_that_nobody_asked_in_is_not_kept(matters: Matters) -> None:
    session = matters.opened(matters.session("ann", "en", "../etc"))
    assert session.lines == () and session.matter == Matter(id=session.matter.id)
