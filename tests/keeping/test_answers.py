"""Answers, links and feedback: who may read what, and what is left when somebody is forgotten."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.keeping import answers as module
from assistant.keeping import moments
from assistant.keeping.errors import NotKept, Refused
from assistant.keeping.keeper import Keeper
from assistant.keeping.types import Complaint
from assistant.types import Question


def keep(keeper: Keeper, user: str, answer: dict[str, Any], conversation: str | None = None) -> str:
    return str(keeper.keep(user, Question(text=answer["question"]), answer, conversation)["receipt"])


def test_an_answer_is_its_owners_alone_until_it_is_shared(keeper: Keeper, give_answer: Any) -> None:
    id_ = keep(keeper, "ann", give_answer("One?"))
    assert keeper.answers.opened("ann", id_).answer["question"] == "One?"
    with pytest.raises(NotKept):
        keeper.answers.opened("bob", id_)
    keeper.answers.share("ann", id_, True)
    assert keeper.answers.opened("bob", id_).shared
    keeper.answers.share("ann", id_, False)
    with pytest.raises(NotKept):
        keeper.answers.opened("bob", id_)


def test_sharing_gives_nobody_the_right_to_share(keeper: Keeper, give_answer: Any) -> None:
    id_ = keep(keeper, "ann", give_answer("One?"))
    keeper.answers.share("ann", id_, True)
    with pytest.raises(NotKept):
        keeper.answers.share("bob", id_, False)


OTHERS: list[Callable[[Keeper, str, str, dict[str, Any]], object]] = [
    lambda keeper, conversation, answer, given: keeper.conversations.opened("bob", conversation),
    lambda keeper, conversation, answer, given: keeper.conversations.rename("bob", conversation, "mine"),
    lambda keeper, conversation, answer, given: keeper.conversations.arrange("bob", conversation, []),
    lambda keeper, conversation, answer, given: keeper.conversations.remove("bob", conversation),
    lambda keeper, conversation, answer, given: keep(keeper, "bob", given, conversation),
    lambda keeper, conversation, answer, given: keeper.answers.opened("bob", answer),
    lambda keeper, conversation, answer, given: keeper.answers.share("bob", answer, True),
    lambda keeper, conversation, answer, given: keeper.answers.say("bob", answer, Complaint.OTHER, "x"),
    lambda keeper, conversation, answer, given: keeper.answers.said("bob", answer),
]


@pytest.mark.parametrize("attempt", OTHERS)
def test_what_is_anothers_is_as_if_it_were_not_there(keeper: Keeper, give_answer: Any, attempt: Any) -> None:
    conversation = keeper.conversations.begin("ann", name="before")
    answer = keep(keeper, "ann", give_answer("One?"), conversation)
    with pytest.raises(NotKept) as theirs:
        attempt(keeper, conversation, answer, give_answer("Two?"))
    with pytest.raises(NotKept) as nobodys:
        attempt(keeper, "f" * 32, "e" * 32, give_answer("Two?"))
    assert str(theirs.value) == str(nobodys.value)
    found = keeper.conversations.opened("ann", conversation)
    assert (found.name, [turn.id for turn in found.turns], found.turns[0].shared) == ("before", [answer], False)


def test_the_latest_word_of_each_reader_counts(keeper: Keeper, give_answer: Any) -> None:
    id_ = keep(keeper, "ann", give_answer("One?"))
    keeper.answers.share("ann", id_, True)
    keeper.answers.say("ann", id_, Complaint.USEFUL)
    keeper.answers.say("bob", id_, Complaint.WRONG_SOURCE, " see article 503 ")
    keeper.answers.say("ann", id_, Complaint.OUT_OF_DATE, "the duty changed")
    told = [(said.user, said.complaint, said.note, answer.id) for said, answer in keeper.answers.all_said()]
    assert told == [
        ("bob", Complaint.WRONG_SOURCE, "see article 503", id_),
        ("ann", Complaint.OUT_OF_DATE, "the duty changed", id_),
    ]
    mine = keeper.answers.said("ann", id_)
    assert mine is not None and mine.complaint is Complaint.OUT_OF_DATE


def test_a_note_that_is_too_long_is_refused(keeper: Keeper, give_answer: Any) -> None:
    id_ = keep(keeper, "ann", give_answer("One?"))
    with pytest.raises(Refused, match="2,001"):
        keeper.answers.say("ann", id_, Complaint.OTHER, "x" * 2001)


def test_what_no_database_keeps_is_left_out(keeper: Keeper, give_answer: Any) -> None:
    id_ = keep(keeper, "ann", give_answer("One\x00?", lead="A\x00 lead."))
    keeper.answers.say("ann", id_, Complaint.OTHER, "a\x00note")
    said = keeper.answers.said("ann", id_)
    assert said is not None and said.note == "anote"
    assert keeper.answers.opened("ann", id_).answer["lead"] == "A\x00 lead."


def test_a_full_conversation_is_refused_and_says_so(keeper: Keeper, give_answer: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(module, "TURNS_AT_MOST", 2)
    id_ = keeper.conversations.begin("ann")
    for text in ("One?", "Two?"):
        keep(keeper, "ann", give_answer(text), id_)
    with pytest.raises(Refused, match="2 turns"):
        keep(keeper, "ann", give_answer("Three?"), id_)


def test_a_user_forgotten_leaves_nothing_and_others_lose_nothing(keeper: Keeper, give_answer: Any) -> None:
    anns, bobs = keeper.conversations.begin("ann"), keeper.conversations.begin("bob")
    keep(keeper, "ann", give_answer("One?"), anns)
    alone = keep(keeper, "ann", give_answer("Two?"))
    theirs = keep(keeper, "bob", give_answer("Three?"), bobs)
    keeper.answers.share("bob", theirs, True)
    keeper.answers.say("ann", theirs, Complaint.USEFUL)
    assert keeper.answers.forget("ann") == 2
    assert keeper.conversations.listed("ann") == ()
    assert keeper.answers.all_said() == ()
    with pytest.raises(NotKept):
        keeper.answers.of_anyone(alone)
    assert keeper.answers.opened("bob", theirs).answer["question"] == "Three?"


def test_what_is_older_than_is_to_be_kept_goes(keeper: Keeper, give_answer: Any, monkeypatch: Any) -> None:
    old, fresh = keeper.conversations.begin("ann"), keeper.conversations.begin("ann")
    early = [keep(keeper, "ann", give_answer("One?"), old), keep(keeper, "ann", give_answer("Two?"))]
    today = moments.now()
    monkeypatch.setattr(module, "now", lambda: today + moments.timedelta(days=20))
    late = keep(keeper, "ann", give_answer("Three?"), fresh)
    monkeypatch.setattr(module, "now", lambda: today + moments.timedelta(days=31))
    assert keeper.answers.expire(days=30) == 2
    assert [s.id for s in keeper.conversations.listed("ann")] == [fresh]
    assert keeper.answers.opened("ann", late).answer["question"] == "Three?"
    for gone in early:
        with pytest.raises(NotKept):
            keeper.answers.of_anyone(gone)
