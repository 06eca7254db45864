"""A user's own documents in a matter: sent, read, asked, cited by page, and let go of."""

from pathlib import Path
from typing import Any

import pytest
from browsing import Visit, ask, opened
from gradio.utils import get_upload_folder
from page_fakes import WithDocuments

from assistant.ui.papers import Added, Reading, Refused, add, taken
from assistant.ui.papers_html import papers_html
from assistant.ui.texts import load_texts

TEXTS = load_texts()
EVIL = "order<img src=x onerror=alert(1)>.html"
ORDER = b"<h1>Order</h1><script>alert(2)</script><p>The debtor was served in Almaty on 2 May 2023.</p>"
browser = [pytest.mark.browser, pytest.mark.filterwarnings("default")]


def uploaded(name: str, content: bytes) -> Path:
    folder = Path(get_upload_folder()) / "test-of-papers"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def test_a_file_is_taken_once_and_only_from_where_uploads_lie(tmp_path: Path) -> None:
    outside = tmp_path / "kept.txt"
    outside.write_text("not ours")
    assert taken(str(outside)) is None and outside.exists()
    assert taken(str(Path(get_upload_folder()) / ".." / ".." / "etc" / "passwd")) is None
    file = uploaded("one.txt", b"The order.")
    assert taken(str(file)) == b"The order." and not file.exists()
    assert taken(str(file)) is None


def test_a_document_is_read_with_its_progress_or_refused_with_the_reason() -> None:
    documents = WithDocuments().documents
    *steps, last = add(documents, "a" * 32, "order.html", ORDER)
    assert all(isinstance(step, Reading) for step in steps)
    assert isinstance(last, Added) and last.summary.name == "order.html"
    for content, code in ((b"", "empty"), (b"PK\x03\x04 no archive", "broken"), (b"\x7fELF\x00\x01", "unknown-kind")):
        *_, refused = add(documents, "a" * 32, "x.pdf", content)
        assert isinstance(refused, Refused) and refused.code == code
        assert all(t.named("refused", code) != code for t in TEXTS.values())


def test_a_fault_of_the_code_is_logged_and_told(caplog: pytest.LogCaptureFixture) -> None:
    class Failing:
        def add(self, *arguments: Any) -> None:
            raise RuntimeError("a fault of the code")

    assert list(add(Failing(), "a" * 32, "x", b"x")) == [Refused()]  # type: ignore[arg-type]
    assert "a fault of the code" in caplog.text


def test_names_of_documents_are_inert() -> None:
    documents = WithDocuments().documents
    list(add(documents, "a" * 32, EVIL, ORDER))
    html = papers_html(documents.listed("a" * 32), TEXTS["ru"], matter="a" * 32)
    assert "<img" not in html and "&lt;img" in html and "1 часть" in html


class TestInTheBrowser:
    """One visit that proves much."""

    pytestmark = browser

    def test_a_document_is_added_asked_cited_and_removed(self, visit: Visit, tmp_path: Path) -> None:
        page = visit()
        (tmp_path / EVIL).write_bytes(ORDER)
        (tmp_path / "empty.pdf").write_bytes(b"")
        files = [str(tmp_path / EVIL), str(tmp_path / "empty.pdf")]
        page.set_input_files("#ask-files", files)
        page.wait_for_selector(".papers .refused:has-text('empty.pdf')")
        assert page.locator(".papers .name").all_inner_texts() == [EVIL]
        page.reload()  # a matter without a question is found again, with its document
        opened(page)
        page.wait_for_selector(".papers .name")
        ask(page, "What does my document say?")
        page.locator(".lead .m").click()
        page.wait_for_selector("#evidence mark:has-text('The debtor was served in Almaty')")
        assert "part 1" in page.inner_text("#evidence .path")
        page.click("#evidence summary")
        assert "Order" in page.inner_text("#evidence .leaf .pass")
        assert page.locator("#app img, #app script").count() == 0
        page.click("[data-new]")
        page.wait_for_selector(".start")
        assert page.locator(".papers .name").count() == 0  # of the one matter only
        page.click(".matters .open")
        page.wait_for_selector(".papers .name")
        page.click("[data-undocument]")
        page.wait_for_selector(".papers .name", state="detached")
        page.locator(".lead .m").click()
        page.wait_for_selector("#evidence .blank:has-text('no longer here')")
        assert "The debtor was served" in page.inner_text("#evidence .src")

    def test_what_is_too_large_is_not_even_sent(self, visit: Visit, tmp_path: Path) -> None:
        page = visit()
        page.evaluate("document.getElementById('ask-files').dataset.most = 10")
        (tmp_path / "large.txt").write_text("x" * 11)
        page.set_input_files("#ask-files", str(tmp_path / "large.txt"))
        page.wait_for_selector("#said:has-text('large.txt')")
        assert page.locator(".papers .name").count() == 0
