"""A conversation: what it remembers, and how it is kept in a file."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.session import VERSION, Session, SessionBroken
from assistant.types import CaseFacts


def test_a_session_comes_back_from_its_file(tmp_path: Path, tools: Any) -> None:
    path = tmp_path / "case.json"
    session = Session()
    first = session.ask("Can my judgment be enforced in Kazakhstan?", tools)
    assert first["status"] == "clarify"
    session.save(path)
    again = Session.load(path)
    assert again.turns == ["Can my judgment be enforced in Kazakhstan?"]
    assert again.clarified
    live, loaded = session.ask("China", tools), again.ask("China", tools)
    assert {**live, "timings_ms": 0} == {**loaded, "timings_ms": 0}
    assert live["status"] == "answered"


def test_facts_set_by_hand_come_back_too(tmp_path: Path) -> None:
    session = Session(turns=["Which court decides?"])
    session.correct(state_of_origin="NL", begun=date(2025, 7, 1), final=True)
    session.save(tmp_path / "case.json")
    assert Session.load(tmp_path / "case.json").facts == CaseFacts(
        state_of_origin="NL", begun=date(2025, 7, 1), final=True
    )


def test_a_file_that_is_not_there_is_a_new_conversation(tmp_path: Path) -> None:
    assert Session.load(tmp_path / "none.json") == Session()


def test_saving_leaves_no_half_written_file(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    Session(turns=["one"]).save(path)
    Session(turns=["one", "two"]).save(path)
    assert [each.name for each in tmp_path.iterdir()] == ["case.json"]
    assert json.loads(path.read_text(encoding="utf-8"))["turns"] == ["one", "two"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        '{"version": 1, "turns": ["a"',
        "[]",
        "3",
        "null",
        '{"turns": []}',
        '{"version": 1}',
        '{"version": 1, "turns": 3, "clarified": false}',
    ],
)
def test_a_file_that_is_no_session_is_told_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "case.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SessionBroken, match=r"case\.json is no session file") as caught:
        Session.load(path)
    assert caught.value.hint
    assert path.read_text(encoding="utf-8") == content


def test_bytes_that_are_no_text_are_told_by_name(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SessionBroken, match=r"case\.json"):
        Session.load(path)


def test_a_session_of_another_version_is_told(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps({"version": VERSION + 1, "turns": [], "clarified": False}))
    with pytest.raises(SessionBroken, match=f"version {VERSION + 1}") as caught:
        Session.load(path)
    assert "new file" in caught.value.hint


def test_a_fact_set_by_hand_wins_over_the_words(tools: Any) -> None:
    session = Session()
    session.correct(state_of_origin="NL", kind="award")
    answer = session.ask("Can an English judgment be enforced in Kazakhstan?", tools)
    assert answer["case_facts"]["state_of_origin"] == "NL"
    assert answer["case_facts"]["kind"] == "award"
    assert (answer["route"]["origin"], answer["route"]["kind"]) == ("NL", "award")


def test_two_sessions_do_not_share_anything(tools: Any) -> None:
    one, two = Session(), Session()
    one.ask("Can a Dutch judgment be enforced in Kazakhstan?", tools)
    assert two.turns == []
    assert two.ask("And in Russia?", tools)["case_facts"]["state_of_origin"] is None


def test_it_asks_back_only_once(tools: Any) -> None:
    session = Session()
    assert session.ask("Can my judgment be enforced in Kazakhstan?", tools)["status"] == "clarify"
    assert session.ask("Can my judgment be enforced in Kazakhstan?", tools)["status"] != "clarify"


def test_what_the_answers_offered_comes_back_from_the_file(tmp_path: Path, tools: Any) -> None:
    path = tmp_path / "case.json"
    session = Session()
    first = session.ask("Can I enforce my judgment in Kazakhstan?", tools)
    session.save(path)
    again = Session.load(path).ask("the second one", tools)
    chosen = Session().ask(f"Can a judgment from {first['choices'][1]['value']} be enforced in Kazakhstan?", tools)
    assert again["case_facts"]["state_of_origin"] == chosen["case_facts"]["state_of_origin"] == "CN"
    assert again["verdict"] == chosen["verdict"] == "yes"


def test_a_session_of_the_first_version_is_read(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps({"version": 1, "turns": ["Which court decides?"], "clarified": False, "facts": {}}))
    assert Session.load(path) == Session(turns=["Which court decides?"], offers=[()])


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_half_a_session_file_is_told_and_kept(tmp_path: Path, share: float) -> None:
    path = tmp_path / "case.json"
    Session(turns=["Which court decides?", "And in Russia?"], offers=[(), ()]).save(path)
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[: int(share * len(whole))], encoding="utf-8")
    with pytest.raises(SessionBroken, match="only a part") as caught:
        Session.load(path)
    assert "stays as it is" in caught.value.hint
    assert path.read_text(encoding="utf-8") == whole[: int(share * len(whole))]
