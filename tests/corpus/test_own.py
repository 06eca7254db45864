"""A user's own document as passages: nothing lost, nothing moved, each on its page."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.own import BREAK, TOO_LONG, as_document, cut, own_document, page_of, safe_name
from corpus.readers import READERS
from corpus.readers.lines import PART
from corpus.readers.types import Limits, Pages, unread
from corpus.readers.worker import read
from corpus.types import SourceKind, Standing

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
DAY = date(2026, 11, 22)
WORDS = st.text(alphabet="ab Я判。.!?\n-, 1", max_size=70).flatmap(
    lambda text: st.integers(0, 40).map(lambda n: text * n)
)


def made(*pages: str, paged: bool = True, name: str = "judgment.pdf") -> object:
    return as_document(own_document(b"x", name, "pdf", Pages(texts=pages, paged=paged), DAY))


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_passages_stand_where_they_say_and_leave_nothing_out(pages: list[str]) -> None:
    document = as_document(own_document(b"x", "a.pdf", "pdf", Pages(texts=tuple(pages), paged=True), DAY))
    starts = [sum(len(page) + len(BREAK) for page in pages[:at]) for at in range(len(pages))]
    kept = [""] * len(pages)
    for passage in document.passages:
        page = page_of(passage.id) - 1
        assert passage.pinpoint == f"page {page + 1}"
        at = passage.span.start - starts[page]
        assert pages[page][at : at + len(passage.text)] == passage.text
        assert len(passage.text) <= TOO_LONG
        kept[page] += passage.text
    assert ["".join(text.split()) for text in kept] == ["".join(page.split()) for page in pages]


def test_a_passage_is_a_run_of_whole_sentences() -> None:
    page = "The debtor was served in person at the seat of the company. " * 30
    spans = cut(page.strip())
    assert len(spans) == 3  # thirty sentences of 60 characters, ten to a passage of 600
    assert all(page[span.start : span.end].startswith("The debtor") for span in spans)
    assert all(page[span.start : span.end].endswith("company.") for span in spans)


def test_what_a_document_is_and_weighs() -> None:
    (passage,) = made("The debtor pays.", paged=False).passages  # type: ignore[attr-defined]
    assert passage.kind is SourceKind.USER_DOCUMENT
    assert passage.kind.weight == 0 == min(kind.weight for kind in SourceKind)
    assert passage.standing is Standing.UNCONFIRMED
    assert (passage.authority, passage.pinpoint, passage.states) == ("your document “judgment.pdf”", "part 1", ())


def test_the_same_file_has_the_same_id_and_another_has_another() -> None:
    pages = Pages(texts=("x",), paged=True)
    ids = [
        own_document(content, name, "pdf", pages, DAY).id
        for content, name in ((b"1", "a"), (b"1", "a"), (b"2", "a"), (b"1", "b"))
    ]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\Решение суда.pdf", "Решение суда.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("a\u202efdp.exe\nb", "afdp.exeb"),
        ("", "document"),
        ("///", "document"),
        ("x" * 300 + ".pdf", "x" * 115 + "….pdf"),
    ],
)
def test_a_name_is_made_safe_to_show(name: str, shown: str) -> None:
    assert safe_name(name) == shown


@pytest.mark.parametrize("id_", ["kz-cpc-2015/501-1", "own-12/1-1", "own-0123456789abcdef/1", ""])
def test_other_passages_have_no_page(id_: str) -> None:
    with pytest.raises(ValueError, match="no passage of an own document"):
        page_of(id_)


def test_the_page_on_own_documents_names_every_format_and_limit() -> None:
    page = (Path(__file__).parents[2] / "docs" / "own-documents.md").read_text(encoding="utf-8")
    assert not [kind for kind in READERS if f"| `{kind}` |" not in page]
    limits = Limits()
    for told in (
        f"| {limits.bytes // 1_000_000} MB |",
        f"| {limits.pages} |",
        f"| {limits.characters:,} |",
        f"| {limits.unpacked // 1_000_000} MB |",
        f"| {limits.memory // 1_000_000:,} MB |",
        f"| {limits.seconds} seconds |",
        f"about {PART:,} characters",
    ):
        assert told in page, told


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the raw documents are not beside this checkout")
def test_the_raw_documents_can_be_read_and_cut() -> None:
    files = sorted(SEEDS.glob("*.txt"))
    assert len(files) == 5
    for file in files:
        content = file.read_bytes()
        kind, pages = read(content, file.name, Limits(), unread)
        document = as_document(own_document(content, file.name, kind, pages, DAY))
        kept = "".join("".join(passage.text.split()) for passage in document.passages)
        assert kept == "".join("".join(pages.texts).split())
        assert len(kept) > 0.9 * len("".join(content.decode().split()))
