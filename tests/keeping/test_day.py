"""A server that runs for days states the law as of the day on which it is asked."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from assistant.keeping.desk import Desk
from assistant.keeping.keeper import Keeper
from assistant.pipeline import Tools
from assistant.reader import Reader
from assistant.settings import Settings
from assistant.wiring import turn_the_day


class Day:
    """The part of a reader that knows the day."""

    def __init__(self, today: date) -> None:
        self.today = today

    def turn(self, today: date) -> None:
        self.today = today


def tools_of(day: date, as_of: date | None = None) -> Tools:
    manifest = SimpleNamespace(build_id="b", corpus_hash="c", embedder="e", weights_sha256="w")
    return Tools(
        settings=Settings(_env_file=None, as_of=as_of),  # type: ignore[call-arg]
        reader=cast(Any, Day(day)),
        searcher=cast(Any, SimpleNamespace(manifest=manifest)),
    )


def test_the_day_turns_for_answers_and_receipts(keeper: Keeper) -> None:
    tools = tools_of(date(2026, 11, 22))
    turn_the_day(tools, keeper, date(2026, 11, 23))
    assert (tools.reader.today, keeper.made_with.day) == (date(2026, 11, 23), date(2026, 11, 23))


def test_a_day_that_the_settings_name_stays(keeper: Keeper) -> None:
    before = replace(keeper.made_with)
    tools = tools_of(date(2020, 1, 1), as_of=date(2020, 1, 1))
    turn_the_day(tools, keeper, date(2026, 11, 23))
    assert (tools.reader.today, keeper.made_with) == (date(2020, 1, 1), before)


def test_the_day_turns_for_plain_words_too(reader: Reader) -> None:
    before = reader.today
    plain = reader.worded("plain")
    try:
        reader.turn(date(2027, 1, 1))
        assert (reader.today, plain.today) == (date(2027, 1, 1), date(2027, 1, 1))
    finally:
        reader.turn(before)


def test_documents_go_with_the_conversation_that_a_forgotten_user_had(tools: Any, keeper: Keeper) -> None:
    desk = Desk(tools, keeper)
    talk, other = keeper.conversations.begin("ann"), keeper.conversations.begin("ben")
    for conversation in (talk, other):
        desk.documents.add(conversation, "a.txt", b"The defendant was served in Almaty.")
    desk.tidy()
    assert desk.documents.conversations() == {talk, other}
    keeper.answers.forget("ann")  # as another process does
    desk.tidy()
    assert desk.documents.conversations() == {other}
