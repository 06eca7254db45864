"""Own documents over HTTP: added to a conversation, heard after the law, refused with a remedy, seen by nobody else."""

import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "contracts"))

from documents_made import docx, pdf, repacked

WORDS = "The court orders the defendant to pay the claimant EUR 1,250,000 with interest at eight percent."
ASKED = "What sum does my judgment order the defendant to pay?"
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture
def talk(ann: httpx.Client) -> str:
    return str(ann.post("/api/v1/conversations", json={}).json()["id"])


def test_a_document_is_added_asked_listed_and_removed(ann: httpx.Client, bob: httpx.Client, talk: str) -> None:
    path = f"/api/v1/conversations/{talk}/documents"
    added = ann.post(path, params={"name": "../judgment.pdf"}, content=pdf(["Judgment.", WORDS]))
    assert added.status_code == 200, added.text
    document = added.json()
    assert (document["name"], document["kind"], document["pages"]) == ("judgment.pdf", "pdf", 2)
    assert ann.get(path).json() == [document]

    answer = ann.post("/api/v1/ask", json={"question": ASKED, "conversation": talk}).json()
    assert answer["lead"].startswith("Your document (judgment.pdf, page 2) says: The court orders")
    assert ann.get(f"/api/v1/answers/{answer['receipt']}").json()["stale"] == []
    elsewhere = ann.post("/api/v1/ask", json={"question": ASKED}).json()
    assert "user-document" not in {c["kind"] for claim in elsewhere["claims"] for c in claim["citations"]}

    for reply in (bob.get(path), bob.post(path, content=b"x"), bob.delete(f"{path}/{document['id']}")):
        assert reply.status_code == 404
    assert ann.delete(f"{path}/{document['id']}").status_code == 204
    assert ann.get(path).json() == []


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: b"", "empty"),
        (lambda: pdf([WORDS], password="secret"), "password"),
        (lambda: pdf([""], picture=True), "OCR"),
        (lambda: b"\x7fELF" + bytes(range(256)), "kind"),
        (lambda: repacked(docx([WORDS]), {"word/media/zeros.bin": b"\0" * 210_000_000}), "unpacks to more"),
    ],
    ids=["empty", "encrypted", "scan", "mistyped", "zip-bomb"],
)
def test_a_bad_file_is_refused_with_its_remedy(
    ann: httpx.Client, talk: str, made: Callable[[], bytes], says: str
) -> None:
    path = f"/api/v1/conversations/{talk}/documents"
    reply = ann.post(path, params={"name": "judgment.pdf"}, content=made())
    assert reply.status_code == 422, reply.text
    assert says in " ".join(reply.json().values()) and reply.json()["hint"]
    assert ann.get(path).json() == []


def test_a_huge_file_is_stopped_at_the_door(ann: httpx.Client, talk: str) -> None:
    reply = ann.post(f"/api/v1/conversations/{talk}/documents", content=b"x" * 26_000_000)
    assert reply.status_code == 413
    assert "25,000,000 bytes" in reply.json()["message"]


def test_documents_go_and_come_back_with_their_conversation(ann: httpx.Client, talk: str) -> None:
    path = f"/api/v1/conversations/{talk}"
    assert ann.post(f"{path}/documents", params={"name": "a.txt"}, content=WORDS.encode()).status_code == 200
    assert ann.delete(path).status_code == 204
    assert ann.get(f"{path}/documents").status_code == 404
    assert ann.post(f"{path}/restore").status_code == 200
    assert [document["name"] for document in ann.get(f"{path}/documents").json()] == ["a.txt"]
