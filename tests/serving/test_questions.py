"""Asking over HTTP: the answer object, its receipt, and errors that say what to do."""

import json
from datetime import date
from typing import Any

import httpx
import pytest
from serving_fakes import AS_OF, QUESTION

from assistant.contract import AnswerJson
from assistant.listing import route_text
from assistant.session import Session

pytestmark = pytest.mark.filterwarnings("default")  # Gradio leaves event loops open


def ask(client: httpx.Client, question: str, **fields: Any) -> dict[str, Any]:
    reply = client.post("/api/v1/ask", json={"question": question, "as_of": AS_OF, **fields})
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


def test_an_answer_is_the_published_object_with_a_receipt(ann: httpx.Client) -> None:
    found = ask(ann, QUESTION)
    AnswerJson.model_validate(found)
    assert "three years" in str(found["claims"])
    kept = ann.get(f"/api/v1/answers/{found['receipt']}").json()
    assert kept["answer"] == found
    assert kept["receipt"]["inputs"]["text"] == QUESTION
    assert (kept["altered"], kept["stale"], kept["shared"], kept["said"]) == ([], [], False, None)


def test_the_api_answers_what_the_command_line_answers(ann: httpx.Client, tools: Any) -> None:
    here = Session().ask(QUESTION, tools, as_of=date.fromisoformat(AS_OF))
    there = ask(ann, QUESTION, keep=False)
    assert {**there, "timings_ms": 0} == {**here, "timings_ms": 0}
    assert there["receipt"] is None


def test_turns_before_it_are_read(ann: httpx.Client) -> None:
    alone = ask(ann, "And in Russia?", keep=False)
    after = ask(ann, "And in Russia?", earlier=["Is reciprocity required in Kazakhstan?"], keep=False)
    assert after["query"] != alone["query"]
    assert "RU" in after["trace"]["states"]


def test_a_conversation_remembers_turns_facts_and_day(ann: httpx.Client) -> None:
    controls = {"facts": {"state_of_origin": "CN"}, "as_of": "2025-01-01", "language": "ru", "area": "bases"}
    talk = ann.post("/api/v1/conversations", json=controls).json()["id"]
    first = ann.post(
        "/api/v1/ask", json={"question": "Can my judgment be enforced in Kazakhstan?", "conversation": talk}
    )
    assert first.json()["case_facts"]["state_of_origin"] == "CN"
    assert (first.json()["as_of"], first.json()["language"]) == ("2025-01-01", "ru")
    assert first.json()["trace"]["area"] == "bases"
    ann.post("/api/v1/ask", json={"question": "How long do I have?", "conversation": talk})
    found = ann.get(f"/api/v1/conversations/{talk}").json()
    assert [turn["answer"]["question"] for turn in found["turns"]] == [
        "Can my judgment be enforced in Kazakhstan?",
        "How long do I have?",
    ]
    receipt = ann.get(f"/api/v1/answers/{found['turns'][1]['answer']['receipt']}").json()["receipt"]
    assert receipt["inputs"]["earlier"] == ["Can my judgment be enforced in Kazakhstan?"]


def test_a_fact_set_by_hand_wins(ann: httpx.Client) -> None:
    facts = {"state_of_origin": "DE", "given": "2020-05-01", "final": True}
    found = ask(ann, "Can the judgment be enforced in Kazakhstan?", facts=facts, keep=False)
    assert {name: found["case_facts"][name] for name in facts} == facts


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({}, 422, "question"),
        ({"question": "  "}, 422, "empty"),
        ({"question": "?!"}, 422, "no word"),
        ({"question": "x" * 20_001}, 422, "question"),
        ({"question": QUESTION, "as_of": "tomorrow"}, 422, "as_of"),
        ({"question": QUESTION, "area": "astrology"}, 422, "area"),
        ({"question": QUESTION, "language": "english"}, 422, "language"),
        ({"question": QUESTION, "register": "posh"}, 422, "register"),
        ({"question": QUESTION, "facts": {"colour": "red"}}, 422, "facts.colour"),
        ({"question": QUESTION, "facts": {"state_of_origin": "Atlantis"}}, 422, "Atlantis"),
        ({"question": QUESTION, "facts": {"kind": "wish"}}, 422, "wish"),
        ({"question": QUESTION, "conversation": "0" * 32}, 404, "no such conversation"),
        ({"question": QUESTION, "unknown": 1}, 422, "unknown"),
    ],
)
def test_what_cannot_be_asked_is_told_with_a_hint(
    ann: httpx.Client, body: dict[str, Any], status: int, says: str
) -> None:
    reply = ann.post("/api/v1/ask", json=body)
    assert reply.status_code == status, reply.text
    found = reply.json()
    assert set(found) == {"message", "hint"} and found["hint"]
    assert says in found["message"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/ask", 405),
        ("GET", "/api/v1/answers/" + "0" * 32, 404),
        ("GET", "/api/v1/sources/none", 404),
        ("GET", "/api/v1/route?origin=Atlantis", 422),
        ("GET", "/api/v1/route?origin=KZ", 422),
        ("POST", "/api/v1/ask", 422),
    ],
)
def test_every_error_is_json_with_message_and_hint(ann: httpx.Client, method: str, path: str, status: int) -> None:
    reply = ann.request(method, path, content=b"{broken" if method == "POST" else None)
    assert (reply.status_code, set(reply.json())) == (status, {"message", "hint"})


def test_feedback_is_kept_with_its_answer_and_the_latest_word_counts(
    ann: httpx.Client, anns_answer: dict[str, Any], keeper: Any
) -> None:
    for reason, note in (("useful", ""), ("wrong source", "<script>alert(1)</script>")):
        body = {"answer": anns_answer["receipt"], "reason": reason, "note": note}
        assert ann.post("/api/v1/feedback", json=body).status_code == 204
    said = ann.get(f"/api/v1/answers/{anns_answer['receipt']}").json()["said"]
    assert (said["reason"], said["note"]) == ("wrong source", "<script>alert(1)</script>")
    mine = [f for f, kept in keeper.answers.all_said() if kept.id == anns_answer["receipt"] and f.user == "ann"]
    assert len(mine) == 1
    bad = ann.post("/api/v1/feedback", json={"answer": anns_answer["receipt"], "reason": "meh"})
    assert (bad.status_code, "reason" in bad.json()["message"]) == (422, True)


def test_a_source_and_each_of_its_passages_can_be_read(ann: httpx.Client, anns_answer: dict[str, Any]) -> None:
    citation = anns_answer["claims"][0]["citations"][0]
    source = ann.get(f"/api/v1/sources/{citation['source_id']}").json()
    (passage,) = ann.get(f"/api/v1/sources/{citation['passage_id']}").json()["passages"]
    assert passage in source["passages"] and source["count"] == len(source["passages"])
    assert passage["text"][citation["start"] : citation["end"]] == citation["quote"]
    listed = {row["id"] for row in ann.get("/api/v1/sources?state=kz&kind=statute").json()}
    assert citation["source_id"] in listed or listed
    assert listed < {row["id"] for row in ann.get("/api/v1/sources").json()}


def test_the_route_is_that_of_the_command_line(ann: httpx.Client) -> None:
    reply = ann.get("/api/v1/route", params={"origin": "Netherlands", "requested": "kz", "as_of": AS_OF})
    text, _ = route_text("NL", "KZ", "judgment", None, None, date.fromisoformat(AS_OF), True)
    assert reply.json() == json.loads(text)


def test_the_memo_of_an_answer_is_a_file(ann: httpx.Client, anns_answer: dict[str, Any]) -> None:
    word = ann.get(f"/api/v1/answers/{anns_answer['receipt']}/memo")
    assert word.content[:2] == b"PK" and "attachment" in word.headers["content-disposition"]
    text = ann.get(f"/api/v1/answers/{anns_answer['receipt']}/memo?form=md").text
    assert QUESTION in text
