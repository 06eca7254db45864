"""Every parser of what others wrote: any bytes at all are read, or refused with a remedy; nothing else is raised."""

import email.message
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.keeping.backup import restore
from assistant.session import Session
from assistant.settings import Settings, SettingsBroken, read_settings
from corpus.errors import ExequaturError
from corpus.readers import READERS
from corpus.readers.types import Limits, unread
from corpus.readers.worker import read
from corpus.tables import TABLES, load_tables
from evals.load import load_cases

LIMITS = Limits(bytes=10_000, pages=20, characters=20_000, unpacked=100_000)
MARKS = st.sampled_from(
    [
        *(
            "<",
            ">",
            "&",
            "&#x0;",
            "<!DOCTYPE x [<!ENTITY a 'b'>]>",
            "<table>",
            "<script>",
            "%PDF-1.7",
            "obj",
            "endobj",
        ),
        *(
            "stream",
            "trailer",
            "/Pages 1 0 R",
            "xref\n",
            "PK\x03\x04",
            "--x\n",
            "From: a@b\n",
            "# ",
            "> ",
            "| a | b |",
        ),
        *("Content-Type: multipart/mixed; boundary=x\n", "```", "\x00", "\ufeff", "\u202e", "é", "Қ", "判"),
    ]
)
BYTES = st.one_of(
    st.binary(max_size=400),
    st.lists(MARKS | st.text(max_size=12), max_size=30).map(lambda parts: "".join(parts).encode("utf-8", "replace")),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
SESSION = st.fixed_dictionaries(
    {"version": st.sampled_from([1, 2, 3, "1", None])},
    optional={"turns": JSON, "facts": JSON, "clarified": JSON, "offers": JSON},
)


@contextmanager
def file_of(content: bytes, name: str) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield path


def told(work: Callable[[], Any]) -> Any:
    """What `work` gives; None where it refuses with a remedy."""
    try:
        return work()
    except ExequaturError as error:
        assert error.message and error.hint
        return None


def word(body: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
    return packed.getvalue()


def mail(body: bytes) -> bytes:
    made = email.message.EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.com", "b@example.com", "x"
    return made.as_bytes() + b"\n" + body


WRAPPED: dict[str, Callable[[bytes], bytes]] = {
    "pdf": lambda body: b"%PDF-1.7\n" + body + b"\n%%EOF",
    "docx": word,
    "html": lambda body: b"<!doctype html><html><body>" + body,
    "email": mail,
}


@pytest.mark.parametrize("kind", sorted(READERS))
@settings(max_examples=40)
@given(content=BYTES)
def test_a_reader_gives_pages_or_says_why_not(kind: str, content: bytes) -> None:
    wrapped = WRAPPED.get(kind, bytes)(content)
    pages = told(lambda: READERS[kind](wrapped, LIMITS, unread))
    assert pages is None or all(isinstance(text, str) for text in pages.texts)


@settings(max_examples=60)
@given(content=BYTES, name=st.text(max_size=20))
def test_any_file_under_any_name_is_recognised_or_refused(content: bytes, name: str) -> None:
    found = told(lambda: read(content, name, LIMITS, unread))
    assert found is None or found[0] in READERS


@settings(max_examples=60)
@given(content=st.one_of(BYTES, SESSION.map(lambda found: json.dumps(found).encode())))
def test_a_session_file_is_read_or_refused(content: bytes) -> None:
    with file_of(content, "session.json") as path:
        found = told(lambda: Session.load(path))
    assert found is None or all(isinstance(turn, str) for turn in found.turns)


@settings(max_examples=40)
@given(
    content=BYTES, file=st.sampled_from(sorted(path.name for path in TABLES.glob("*.csv"))), after=st.integers(0, 400)
)
def test_a_table_with_any_tail_is_read_or_refused(content: bytes, file: str, after: int) -> None:
    with TemporaryDirectory() as folder:
        for path in TABLES.glob("*.csv"):
            whole = path.read_bytes()
            (Path(folder) / path.name).write_bytes(whole[:after] + content if path.name == file else whole)
        told(lambda: load_tables(Path(folder)))


@settings(max_examples=60)
@given(content=st.one_of(BYTES, JSON.map(lambda found: json.dumps({"cases": [found]}).encode())))
def test_a_file_of_cases_is_read_or_its_faults_are_listed(content: bytes) -> None:
    with file_of(content, "cases.yaml") as path:
        found = told(lambda: load_cases(path.parent))
    assert found is None or not found.cases or all(case.id for case in found.cases)


@settings(max_examples=60)
@given(given_=st.dictionaries(st.sampled_from(sorted(Settings.model_fields)), st.text(max_size=20), max_size=4))
def test_settings_are_taken_or_refused_by_name(given_: dict[str, str]) -> None:
    try:
        assert isinstance(read_settings(_env_file=None, **given_), Settings)
    except SettingsBroken as error:
        assert error.hint and any(name.upper() in error.message for name in given_)


@settings(max_examples=40)
@given(
    content=BYTES, name=st.sampled_from(["backup.json", "tables/answers.jsonl", "libraries/own/own-x.json", "../x"])
)
def test_a_backup_of_any_content_is_refused(content: bytes, name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    with TemporaryDirectory() as folder, file_of(packed.getvalue(), "b.zip") as path:
        assert told(lambda: restore(path, Path(folder) / "data")) is None
        assert not (Path(folder) / "x").exists()
