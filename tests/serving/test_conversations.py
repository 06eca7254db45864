"""Conversations over HTTP: begin, list, search, change, delete, put back, export."""

import json
from typing import Any

import httpx
import pytest
from serving_fakes import AS_OF

ASKED = (
    "Which court decides on a foreign award in Kazakhstan?",
    "What documents do I need?",
    "How much is the duty?",
)

pytestmark = pytest.mark.filterwarnings("default")  # Gradio leaves event loops open


@pytest.fixture(scope="module")
def talk(ann: httpx.Client) -> dict[str, Any]:
    id_ = ann.post("/api/v1/conversations", json={"name": "Award", "as_of": AS_OF}).json()["id"]
    for question in ASKED:
        assert ann.post("/api/v1/ask", json={"question": question, "conversation": id_}).status_code == 200
    found: dict[str, Any] = ann.get(f"/api/v1/conversations/{id_}").json()
    return found


def test_a_conversation_is_listed_and_found_by_its_words(ann: httpx.Client, talk: dict[str, Any]) -> None:
    line = {"id": talk["id"], "name": "Award", "question": ASKED[0], "turns": 3}
    for search in ("", "foreign AWARD in", "documents do i"):
        found = ann.get("/api/v1/conversations", params={"search": search}).json()
        assert any(line.items() <= row.items() for row in found), search
    assert ann.get("/api/v1/conversations", params={"search": "hippopotamus"}).json() == []


def test_turns_can_be_taken_back_and_put_back(ann: httpx.Client, talk: dict[str, Any]) -> None:
    path, ids = f"/api/v1/conversations/{talk['id']}", [turn["answer"]["receipt"] for turn in talk["turns"]]
    cut = ann.patch(path, json={"turns": ids[:1]}).json()
    assert [turn["answer"]["receipt"] for turn in cut["turns"]] == ids[:1]
    whole = ann.patch(path, json={"turns": ids, "name": "The award"}).json()
    assert [turn["answer"]["receipt"] for turn in whole["turns"]] == ids
    assert whole["name"] == "The award"
    assert ann.patch(path, json={"turns": ["f" * 32]}).status_code == 404
    ann.patch(path, json={"name": "Award"})


def test_facts_can_be_changed(ann: httpx.Client) -> None:
    id_ = ann.post("/api/v1/conversations", json={}).json()["id"]
    controls = {"facts": {"begun": "2024-02-03", "requested_state": "KZ"}, "register": "plain"}
    found = ann.patch(f"/api/v1/conversations/{id_}", json={"controls": controls}).json()
    assert (found["facts"], found["register"]) == ({"begun": "2024-02-03", "requested_state": "KZ"}, "plain")
    wrong = ann.patch(f"/api/v1/conversations/{id_}", json={"controls": {"facts": {"requested_state": "XX"}}})
    assert wrong.status_code == 422


def test_a_conversation_is_exported_whole(ann: httpx.Client, talk: dict[str, Any]) -> None:
    path = f"/api/v1/conversations/{talk['id']}/export"
    whole = json.loads(ann.get(path).content)
    assert [turn["answer"]["question"] for turn in whole["turns"]] == list(ASKED)
    assert all(turn["receipt"]["answer_id"] == turn["id"] for turn in whole["turns"])
    text = ann.get(path, params={"form": "md"}).text
    assert [text.index(question) for question in ASKED] == sorted(text.index(question) for question in ASKED)
    assert ann.get(path, params={"form": "docx"}).content[:2] == b"PK"
    pdf = ann.get(path, params={"form": "pdf"})
    assert (pdf.content[:5], pdf.headers["content-type"]) == (b"%PDF-", "application/pdf")
    assert ann.get(path, params={"form": "exe"}).status_code == 422


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_conversation_without_an_answer_has_no_memo_and_says_so(ann: httpx.Client, form: str) -> None:
    id_ = ann.post("/api/v1/conversations", json={}).json()["id"]
    reply = ann.get(f"/api/v1/conversations/{id_}/export", params={"form": form})
    assert (reply.status_code, reply.json()["message"]) == (409, "the conversation has no answer yet")


def test_a_conversation_is_deleted_and_put_back(ann: httpx.Client) -> None:
    id_ = ann.post("/api/v1/conversations", json={"name": "Gone"}).json()["id"]
    path = f"/api/v1/conversations/{id_}"
    assert ann.delete(path).status_code == 204
    assert ann.get(path).status_code == 404
    assert ann.delete(path).status_code == 404
    assert ann.post(f"{path}/restore").json()["name"] == "Gone"
    assert ann.get(path).status_code == 200
