"""The documents of a conversation: added within limits, shown page by page, removed, forgotten, never shared."""

import threading
from pathlib import Path

import pytest
from documents_made import html, pdf, text

from assistant.own import documents
from assistant.own.documents import ConversationDocuments, KeepsDocuments
from corpus.errors import DocumentUnreadable
from corpus.languages import Language, load_languages
from index.embedders import embedder
from index.libraries import DOCUMENTS_AT_MOST

WORDS = "The defendant was served with the summons in Almaty on 3 May 2024."
ЕЩЁ = "Ответчик был надлежащим образом извещён о времени и месте судебного заседания."


@pytest.fixture(scope="module")
def languages() -> dict[str, Language]:
    return load_languages()


@pytest.fixture
def kept(languages: dict[str, Language]) -> ConversationDocuments:
    return ConversationDocuments(embedder("hashing:64"), languages)


def test_a_document_is_added_listed_shown_and_removed(kept: ConversationDocuments) -> None:
    as_kept: KeepsDocuments = kept
    stages: list[str] = []
    added = as_kept.add("c1", "judgment.pdf", pdf([WORDS, ЕЩЁ]), lambda stage, done, total: stages.append(stage))
    assert (added.name, added.kind, added.pages, added.paged) == ("judgment.pdf", "pdf", 2, True)
    assert list(dict.fromkeys(stages)) == ["reading", "indexing"]
    assert as_kept.listed("c1") == (added,)
    page = as_kept.page("c1", f"{added.id}/2-1")
    assert page is not None
    assert (page.number, page.pages, page.name, page.text) == (2, 2, "judgment.pdf", ЕЩЁ)
    as_kept.remove("c1", added.id)
    assert as_kept.listed("c1") == ()
    assert as_kept.page("c1", f"{added.id}/2-1") is None


def test_the_same_document_is_there_once(kept: ConversationDocuments) -> None:
    assert kept.add("c1", "a.txt", text([WORDS])) == kept.add("c1", "a.txt", text([WORDS]))
    assert len(kept.listed("c1")) == 1


def test_the_language_of_a_document_is_told(kept: ConversationDocuments) -> None:
    kept.add("c1", "a.txt", text([ЕЩЁ]))
    kept.add("c1", "b.txt", text([WORDS]))
    assert [own.language for own in kept.library("c1").documents] == ["ru", "en"]


def test_nobody_sees_the_documents_of_another_conversation(kept: ConversationDocuments) -> None:
    added = kept.add("c1", "a.html", html([WORDS]))
    assert kept.listed("c2") == ()
    assert not kept.library("c2")
    assert kept.page("c2", f"{added.id}/1-1") is None
    kept.forget("c1")
    assert kept.listed("c1") == ()


def test_a_file_that_cannot_be_read_changes_nothing(kept: ConversationDocuments) -> None:
    kept.add("c1", "a.txt", text([WORDS]))
    with pytest.raises(DocumentUnreadable):
        kept.add("c1", "b.pdf", b"%PDF-1.4 nothing")
    assert [item.name for item in kept.listed("c1")] == ["a.txt"]


def test_a_conversation_has_room_for_so_much(kept: ConversationDocuments, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "DOCUMENTS_AT_MOST", 2)
    monkeypatch.setattr(documents, "PAGES_AT_MOST", 3)
    kept.add("c1", "a.txt", text([WORDS, WORDS]))
    with pytest.raises(DocumentUnreadable, match="at most 3 pages") as raised:
        kept.add("c1", "b.txt", text([WORDS, WORDS + ЕЩЁ]))
    assert raised.value.code == "too-many-pages"
    kept.add("c1", "b.txt", text([ЕЩЁ]))
    with pytest.raises(DocumentUnreadable, match="has 2 documents already"):
        kept.add("c1", "c.txt", text([WORDS]))


def test_the_oldest_conversations_are_forgotten_first(
    kept: ConversationDocuments, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "CONVERSATIONS_AT_MOST", 2)
    for conversation in ("c1", "c2"):
        kept.add(conversation, "a.txt", text([WORDS]))
    kept.listed("c1")
    kept.add("c3", "a.txt", text([WORDS]))
    assert [bool(kept.library(conversation)) for conversation in ("c1", "c2", "c3")] == [True, False, True]
    monkeypatch.setattr(documents, "IDLE_S", -1)
    assert not kept.library("c1")


def test_two_uploads_at_once_both_stay(kept: ConversationDocuments) -> None:
    threads = [
        threading.Thread(target=kept.add, args=("c1", f"{at}.txt", text([f"{WORDS} {at}"]))) for at in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(item.name for item in kept.listed("c1")) == ["0.txt", "1.txt", "2.txt"]


def test_the_page_on_own_documents_names_the_limits() -> None:
    page = (Path(__file__).parents[3] / "docs" / "own-documents.md").read_text(encoding="utf-8")
    assert f"| documents of a conversation | {documents.DOCUMENTS_AT_MOST} |" in page
    assert f"| pages of a conversation | {documents.PAGES_AT_MOST:,} |" in page
    assert f"| documents of a library | {DOCUMENTS_AT_MOST} |" in page
