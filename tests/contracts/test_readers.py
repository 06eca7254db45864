"""What every reader owes: the words in order, page by page, and for what it cannot read an error with a remedy."""

from collections.abc import Callable

import pytest
from documents_made import MADE, NAMES

from corpus.errors import DocumentUnreadable
from corpus.readers import READERS, SUFFIXES
from corpus.readers.recognise import recognised
from corpus.readers.types import Limits, Pages, unread
from corpus.readers.worker import read

FIRST = "The court of Amsterdam decides. The debtor owes 1,250,000 euro."
SECOND = "Қазақстан Республикасы: жауапкер хабарланды.\nСуд взыскал долг с ответчика 12 марта 2024 года."
LIMITS = Limits()
Read = Callable[..., Pages]


@pytest.fixture(params=sorted(READERS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def words(pages: Pages) -> list[str]:
    return " ".join(pages.texts).split()


def test_every_format_has_its_maker_and_its_suffixes() -> None:
    assert set(READERS) == set(MADE) == set(NAMES) == set(SUFFIXES)


def test_the_words_come_out_in_order_and_whole(kind: str) -> None:
    found = words(READERS[kind](MADE[kind]([FIRST, SECOND]), LIMITS, unread))
    wanted = [*FIRST.split(), *SECOND.split()]
    at = found.index("The", 0 if kind != "email" else found.index("file"))
    assert found[at:] == wanted or found == wanted


@pytest.mark.parametrize("kind", ["pdf", "docx", "text"])
def test_pages_are_those_of_the_file(kind: str) -> None:
    found = READERS[kind](MADE[kind]([FIRST, "", SECOND]), LIMITS, unread)
    assert found.paged
    assert [bool(text) for text in found.texts] == [True, False, True]
    assert found.texts[0] == FIRST
    assert found.texts[2].startswith("Қазақстан")


@pytest.mark.parametrize("kind", ["html", "markdown", "email"])
def test_a_long_text_without_pages_is_cut_into_parts(kind: str) -> None:
    found = READERS[kind](MADE[kind]([FIRST] * 200), LIMITS, unread)
    assert not found.paged
    assert 4 <= len(found.texts) <= 7  # 200 × 64 characters, about 3,000 a part
    assert max(map(len, found.texts)) <= 3750
    assert words(found).count("Amsterdam") == 200


def test_content_tells_the_format_whatever_the_name(kind: str) -> None:
    wanted = "text" if kind == "markdown" else kind
    assert recognised(MADE[kind]([FIRST]), "scan.bin") == wanted
    assert recognised(MADE[kind]([FIRST]), NAMES[kind]) == kind


def test_the_same_bytes_give_the_same_pages(kind: str) -> None:
    content = MADE[kind]([FIRST, SECOND])
    assert READERS[kind](content, LIMITS, unread) == READERS[kind](content, LIMITS, unread)


def test_a_cut_file_is_read_or_refused_with_a_remedy(kind: str) -> None:
    content = MADE[kind]([FIRST, SECOND])
    for share in (0.1, 0.5, 0.9):
        try:
            found = read(content[: int(len(content) * share)], NAMES[kind], LIMITS, unread)
        except DocumentUnreadable as error:
            assert error.code in ("broken", "empty", "archive", "scanned")
            assert error.hint.endswith(".")
        else:
            assert found[1].texts


def test_noise_is_read_or_refused_with_a_remedy(kind: str) -> None:
    content = bytearray(MADE[kind]([FIRST]))
    for at in range(20, len(content), max(7, len(content) // 50)):
        content[at] ^= 0x5A
    try:
        read(bytes(content), NAMES[kind], LIMITS, unread)
    except DocumentUnreadable as error:
        assert error.hint


def test_a_document_without_words_is_refused(kind: str) -> None:
    if kind == "email":
        return  # its head has words
    with pytest.raises(DocumentUnreadable) as raised:
        read(MADE[kind](["…", " "]), NAMES[kind], LIMITS, unread)
    assert raised.value.code == "empty"


def test_more_pages_than_are_read_are_refused(kind: str) -> None:
    content = MADE[kind](["\n".join([FIRST] * 70)] * 3)
    with pytest.raises(DocumentUnreadable, match="at most 2 are read") as raised:
        READERS[kind](content, Limits(pages=2), unread)
    assert raised.value.code == "too-many-pages"


def test_more_text_than_is_read_is_refused(kind: str) -> None:
    with pytest.raises(DocumentUnreadable) as raised:
        read(MADE[kind]([FIRST] * 5), NAMES[kind], Limits(characters=100), unread)
    assert raised.value.code == "too-much-text"


def test_what_cannot_be_seen_is_not_read(kind: str) -> None:
    if kind in ("pdf", "docx"):
        return  # a font has no such signs
    content = MADE[kind](["The debtor\u202e eno si\u202c pays\u200b now\u00ad.\U000e0041"])
    assert "The debtor eno si pays now." in " ".join(READERS[kind](content, LIMITS, unread).texts)
