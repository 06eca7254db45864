"""Conversations: kept by user, found again, rearranged, deleted, put back."""

from pathlib import Path
from typing import Any

import pytest

from assistant.keeping import conversations, moments
from assistant.keeping.conversations import Conversations
from assistant.keeping.database import Database, open_database
from assistant.keeping.errors import NotKept, Refused
from assistant.keeping.keeper import Keeper
from assistant.keeping.types import Controls
from assistant.types import Question


def ask(keeper: Keeper, user: str, conversation: str | None, answer: dict[str, Any]) -> str:
    kept = keeper.keep(user, Question(text=answer["question"]), answer, conversation)
    return str(kept["receipt"])


def test_turns_come_back_whole_and_in_order(keeper: Keeper, give_answer: Any) -> None:
    id_ = keeper.conversations.begin("ann")
    asked = ["Which court decides?", "And in Russia?", "How long do I have?"]
    receipts = [ask(keeper, "ann", id_, give_answer(text)) for text in asked]
    found = keeper.conversations.opened("ann", id_)
    assert [turn.answer["question"] for turn in found.turns] == asked
    assert [turn.id for turn in found.turns] == receipts
    assert [turn.answer["receipt"] for turn in found.turns] == receipts
    assert found.turns[0].answer == give_answer(asked[0], receipt=receipts[0])


def test_what_was_set_by_hand_comes_back(keeper: Keeper) -> None:
    id_ = keeper.conversations.begin("ann", name="  The  Dutch   case ")
    controls = Controls(
        facts={"state_of_origin": "NL", "final": True}, as_of="2020-05-01", register="plain", language="ru"
    )
    keeper.conversations.control("ann", id_, controls)
    found = keeper.conversations.opened("ann", id_)
    assert (found.name, found.controls) == ("The Dutch case", controls)


def test_the_one_last_changed_is_listed_first(keeper: Keeper, give_answer: Any) -> None:
    first, second = keeper.conversations.begin("ann"), keeper.conversations.begin("ann")
    ask(keeper, "ann", second, give_answer("Which court decides?"))
    ask(keeper, "ann", first, give_answer("How long do I have?"))
    ask(keeper, "ann", first, give_answer("And in Russia?"))
    listed = keeper.conversations.listed("ann")
    assert [(s.id, s.question, s.turns) for s in listed] == [
        (first, "How long do I have?", 2),
        (second, "Which court decides?", 1),
    ]
    assert keeper.conversations.listed("ann", limit=1, offset=1) == listed[1:]
    assert keeper.conversations.listed("bob") == ()


@pytest.mark.parametrize("words", ["three YEARS", "ИСПОЛНИТЬ  решение", "the dutch", "100%_sure"])
def test_search_looks_in_questions_leads_and_names_in_any_script(
    keeper: Keeper, give_answer: Any, words: str
) -> None:
    wanted = keeper.conversations.begin("ann", name="The Dutch case")
    ask(keeper, "ann", wanted, give_answer("Можно ли исполнить Решение? 100%_sure", lead="Three years."))
    other = keeper.conversations.begin("ann")
    ask(keeper, "ann", other, give_answer("Which court decides? 100x and sure", lead="The court of the debtor."))
    assert [s.id for s in keeper.conversations.listed("ann", search=words)] == [wanted]


def test_search_finds_nothing_of_another_user(keeper: Keeper, give_answer: Any) -> None:
    id_ = keeper.conversations.begin("ann", name="Secret")
    ask(keeper, "ann", id_, give_answer("How long do I have?"))
    assert keeper.conversations.listed("bob", search="long") == ()
    assert keeper.conversations.listed("bob", search="secret") == ()


def test_a_turn_taken_back_can_be_put_back(keeper: Keeper, give_answer: Any) -> None:
    id_ = keeper.conversations.begin("ann")
    one, two, three = (ask(keeper, "ann", id_, give_answer(text)) for text in ("One?", "Two?", "Three?"))
    keeper.conversations.arrange("ann", id_, [one])
    assert [turn.id for turn in keeper.conversations.opened("ann", id_).turns] == [one]
    edited = ask(keeper, "ann", id_, give_answer("Two, rather?"))
    assert [turn.id for turn in keeper.conversations.opened("ann", id_).turns] == [one, edited]
    keeper.conversations.arrange("ann", id_, [one, two, three])
    assert [turn.id for turn in keeper.conversations.opened("ann", id_).turns] == [one, two, three]


def test_a_turn_taken_back_is_not_found_by_search(keeper: Keeper, give_answer: Any) -> None:
    id_ = keeper.conversations.begin("ann")
    one = ask(keeper, "ann", id_, give_answer("Which court decides?", lead="A court."))
    ask(keeper, "ann", id_, give_answer("Ill considered?", lead="No."))
    keeper.conversations.arrange("ann", id_, [one])
    assert keeper.conversations.listed("ann", search="considered") == ()


def test_only_answers_of_the_conversation_can_be_arranged_into_it(keeper: Keeper, give_answer: Any) -> None:
    mine, other = keeper.conversations.begin("ann"), keeper.conversations.begin("bob")
    one, strange = ask(keeper, "ann", mine, give_answer("One?")), ask(keeper, "bob", other, give_answer("Two?"))
    for answers in ([one, strange], [one, one], ["0" * 32]):
        with pytest.raises(NotKept):
            keeper.conversations.arrange("ann", mine, answers)
    assert [turn.id for turn in keeper.conversations.opened("ann", mine).turns] == [one]


def test_two_tabs_that_ask_at_once_lose_no_turn(keeper: Keeper, give_answer: Any) -> None:
    id_ = keeper.conversations.begin("ann")
    ask(keeper, "ann", id_, give_answer("One?"))
    ask(keeper, "ann", id_, give_answer("Two, in the other tab?"))
    assert [turn.position for turn in keeper.conversations.opened("ann", id_).turns] == [0, 1]


def test_a_deleted_conversation_is_gone_at_once_and_can_be_put_back(keeper: Keeper, give_answer: Any) -> None:
    id_ = keeper.conversations.begin("ann")
    answer = ask(keeper, "ann", id_, give_answer("One?"))
    keeper.answers.share("ann", answer, True)
    keeper.conversations.remove("ann", id_)
    assert keeper.conversations.listed("ann") == ()
    for use in (
        lambda: keeper.conversations.opened("ann", id_),
        lambda: keeper.answers.opened("ann", answer),
        lambda: ask(keeper, "ann", id_, give_answer("Two?")),
        lambda: keeper.conversations.put_back("bob", id_),
    ):
        with pytest.raises(NotKept):
            use()
    keeper.conversations.put_back("ann", id_)
    assert [turn.id for turn in keeper.conversations.opened("ann", id_).turns] == [answer]


def test_what_was_deleted_leaves_the_disk(
    tmp_path: Path, database: Database, keeper: Keeper, give_answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = keeper.conversations.begin("ann")
    answer = ask(keeper, "ann", id_, give_answer("Is my debtor Hippopotamus LLP solvent?"))
    keeper.conversations.remove("ann", id_)
    later = moments.now() + moments.timedelta(minutes=conversations.UNDO_MINUTES + 1)
    monkeypatch.setattr(conversations, "now", lambda: later)
    assert keeper.conversations.sweep() == 1
    with pytest.raises(NotKept):
        keeper.conversations.put_back("ann", id_)
    with pytest.raises(NotKept):
        keeper.answers.of_anyone(answer)
    database.close()  # the last connection folds the log into the file
    assert b"Hippopotamus" not in b"".join(path.read_bytes() for path in tmp_path.glob("*sqlite3*"))


@pytest.mark.parametrize("id_", ["short", "G" * 32, "../../etc/passwd", "0" * 65])
def test_an_id_that_could_be_guessed_or_hides_something_is_refused(keeper: Keeper, id_: str) -> None:
    with pytest.raises(Refused):
        keeper.conversations.begin("ann", id_)


def test_an_id_that_is_taken_is_refused_whoever_has_it(keeper: Keeper) -> None:
    keeper.conversations.begin("ann", "0123456789abcdef")
    for user in ("ann", "bob"):
        with pytest.raises(Refused):
            keeper.conversations.begin(user, "0123456789abcdef")


def test_a_name_that_is_too_long_is_refused(keeper: Keeper) -> None:
    id_ = keeper.conversations.begin("ann")
    with pytest.raises(Refused, match="121"):
        keeper.conversations.rename("ann", id_, "x" * 121)
    keeper.conversations.rename("ann", id_, "x" * 120)
    assert keeper.conversations.opened("ann", id_).name == "x" * 120


def test_another_process_sees_what_this_one_kept(tmp_path: Path, keeper: Keeper, give_answer: Any) -> None:
    id_ = keeper.conversations.begin("ann")
    ask(keeper, "ann", id_, give_answer("One?"))
    other = open_database(tmp_path)
    try:
        assert Conversations(other).opened("ann", id_).turns[0].answer["question"] == "One?"
    finally:
        other.close()
