"""Each kind of bad file, read in the process apart: a clear error with a remedy, soon, and nothing left running."""

import io
import os
import time
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest
from documents_made import docx, dot, email, html, pdf, repacked
from pypdf import PdfReader, PdfWriter

from corpus.errors import DocumentUnreadable
from corpus.readers.apart import read_apart
from corpus.readers.recognise import OLE, recognised
from corpus.readers.types import Limits, Pages, unread
from corpus.readers.worker import read

WORDS = "The court of Amsterdam decides that the debtor owes 1,250,000 euro."


def here(content: bytes, name: str = "file", limits: Limits | None = None) -> Pages:
    return read(content, name, limits or Limits(), unread)[1]


def fault(content: bytes, name: str = "file", limits: Limits | None = None) -> str:
    """The code of the refusal, in this process."""
    with pytest.raises(DocumentUnreadable) as raised:
        here(content, name, limits)
    assert raised.value.message and raised.value.hint.endswith(".")
    return raised.value.code


def damaged_stream(raw: bytes) -> bytes:
    """A PDF of one page that shows what `raw`, a deflated stream, unpacks to."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(raw), raw),
    ]
    body = b"%PDF-1.5\n" + b"".join(b"%d 0 obj%b endobj\n" % (at, part) for at, part in enumerate(parts, 1))
    return body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\x00" * 64])
def test_an_empty_file(content: bytes) -> None:
    assert fault(content, "judgment.pdf") == "empty"


def test_an_encrypted_pdf_and_one_that_only_forbids_copying() -> None:
    assert fault(pdf([WORDS], password="secret")) == "encrypted"
    assert WORDS in here(pdf([WORDS], password="")).texts[0]


def test_a_strongly_encrypted_pdf() -> None:
    pytest.importorskip("cryptography")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([WORDS]))))
    writer.encrypt("secret", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    assert fault(file.getvalue()) == "encrypted"


def test_an_encrypted_word_document_and_an_old_one() -> None:
    assert fault(OLE + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le"), "a.docx") == "encrypted"
    assert fault(OLE + b"\x00" * 512 + "WordDocument".encode("utf-16-le"), "a.doc") == "unknown-kind"


def test_a_scan_says_so_and_names_ocr() -> None:
    with pytest.raises(DocumentUnreadable, match=r"scan.*OCR.*not done here") as raised:
        here(pdf(["", "7"], picture=True))
    assert raised.value.code == "scanned"
    assert "Run OCR" in raised.value.hint
    assert fault(dot().getvalue(), "page.png") == "scanned"


def test_pages_of_a_mixed_scan_are_named() -> None:
    made = pdf([WORDS, "", WORDS])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made)))
    writer.insert_page(PdfReader(io.BytesIO(pdf([""], picture=True))).pages[0], 2)
    file = io.BytesIO()
    writer.write(file)
    assert here(file.getvalue()).notes == ("Without text, so not read (OCR is not done here): page 3.",)


def test_names_that_lie_do_not_matter() -> None:
    assert here(html([WORDS]), "judgment.pdf").texts == (WORDS,)
    assert here(pdf([WORDS]), "judgment.txt").texts == (WORDS,)
    assert fault(b"\x7fELF" + bytes(range(256)), "judgment.pdf") == "unknown-kind"
    assert fault(b"{\\rtf1 hello}", "judgment.docx") == "unknown-kind"


def test_archives_and_other_containers() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("judgment.txt", WORDS)
    assert fault(file.getvalue(), "judgment.docx") == "archive"
    assert fault(repacked(file.getvalue(), {"xl/workbook.xml": b"<x/>"})) == "unknown-kind"
    assert fault(file.getvalue()[:40]) == "broken"


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = repacked(docx([WORDS]), {"word/media/zeros.bin": b"\x00" * 30_000_000})
    assert len(bomb) < 100_000
    assert fault(bomb, limits=Limits(unpacked=20_000_000)) == "too-large-unpacked"


def test_entities_are_not_expanded_and_no_file_is_opened() -> None:
    body = zipfile.ZipFile(io.BytesIO(docx([WORDS]))).read("word/document.xml").decode()
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
    attack = body.replace(
        "<w:document", f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">{laughs}]><w:document', 1
    ).replace(WORDS, f"{WORDS} &x;&a11;")
    try:
        found = " ".join(here(repacked(docx([WORDS]), {"word/document.xml": attack.encode()})).texts)
    except DocumentUnreadable as error:
        assert error.code == "broken"
    else:
        assert "root:" not in found and len(found) < 200


def test_scripts_styles_and_what_is_hidden_are_no_text_of_a_page() -> None:
    page = (
        "<html><head><script>alert(1)</script></head><body><style>p{}</style><p>Seen.</p><p hidden>a</p>"
        "<div style='display: none'>b<b>c</b></div><img src=x onerror=alert(1)><iframe src='http://example.org/'></iframe>"
        "<noscript>d</noscript><p>Also&nbsp;seen &lt;b&gt;.</p></body></html>"
    )
    assert here(page.encode()).texts == ("Seen.\n\nAlso seen <b>.",)


def test_deep_html_and_deep_mail_end_well() -> None:
    assert fault(b"<html><body>" + b"<div>" * 50_000 + WORDS.encode()) == "empty"  # the parser stops at a depth
    assert here(b"<html><body>" + b"<div>" * 100 + WORDS.encode()).texts == (WORDS,)
    nested = email([WORDS])
    for _ in range(60):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "a@example.org", "Fwd"
        outer.set_content("see below")
        outer.add_attachment(nested, maintype="application", subtype="octet-stream", filename="m.eml")
        nested = bytes(outer) if len(nested) < 300_000 else nested
    assert "Attachments are not read" in here(nested).notes[0]


def test_macros_are_refused_with_the_remedy() -> None:
    kinds = zipfile.ZipFile(io.BytesIO(docx([WORDS]))).read("[Content_Types].xml").decode()
    macro = kinds.replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    with pytest.raises(DocumentUnreadable, match="macros") as raised:
        here(repacked(docx([WORDS]), {"[Content_Types].xml": macro.encode()}))
    assert "as .docx" in raised.value.hint


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "Суд решил взыскать с ответчика долг и проценты, решение вступило в законную силу двенадцатого марта."),
        ("cp1252", "Le jugement a été signifié à la défenderesse à son siège ; il est exécutoire et n’a pas été frappé d’appel."),
        ("gb18030", "本判决为终审判决，被告经合法传唤，判令被告偿还原告借款本金及利息。本院依法组成合议庭公开审理。"),
        ("cp1254", "Davalıya usulüne uygun tebligat yapılmıştır, karar kesinleşmiştir ve icra edilebilir."),
        ("utf-16", "Қазақстан Республикасы соты шешім шығарды."),
        ("utf-8-sig", "Davalıya usulüne uygun tebligat yapılmıştır."),
    ],
)  # fmt: skip
def test_text_in_the_encodings_of_its_languages(encoding: str, words: str) -> None:
    assert here((words + "\n" + words).encode(encoding), "judgment.txt").texts[0].startswith(words[:60])


def test_wrapped_lines_run_on_and_lists_do_not() -> None:
    wrapped = "The court of first instance of Amsterdam decides as follows on the\nclaim of the creditor against the deb-\ntor.\n1. The debtor pays.\n2. The debtor bears the costs."
    assert here(wrapped.encode()).texts == (
        "The court of first instance of Amsterdam decides as follows on the claim of the creditor against the debtor.\n"
        "1. The debtor pays.\n2. The debtor bears the costs.",
    )


# The process apart.


def test_the_process_apart_gives_what_the_reader_gives_and_tells_how_far_it_is() -> None:
    heard: list[tuple[int, int]] = []
    kind, found = read_apart(
        pdf([WORDS] * 30), "judgment.pdf", report=lambda done, total: heard.append((done, total))
    )
    assert (kind, len(found.texts), found.texts[0]) == ("pdf", 30, WORDS)
    assert heard == sorted(heard)


def test_three_hundred_pages_report_and_can_be_cancelled() -> None:
    class Stopped(Exception):
        pass

    seen: list[int] = []

    def stop(done: int, total: int) -> None:
        seen.append(done)
        if done >= 20:
            assert total == 300
            raise Stopped

    began = time.monotonic()
    with pytest.raises(Stopped):
        read_apart(pdf([WORDS] * 300), "long.pdf", report=stop)
    assert seen[-1] < 300
    assert time.monotonic() - began < 60
    assert not _children()


def test_too_long_too_much_memory_and_a_file_too_large_end_the_process() -> None:
    with pytest.raises(DocumentUnreadable) as raised:
        read_apart(pdf([WORDS] * 60), "slow.pdf", Limits(seconds=0))
    assert raised.value.code == "too-slow"
    with pytest.raises(DocumentUnreadable) as raised:
        read_apart(b"x" * 101, "large.txt", Limits(bytes=100))
    assert raised.value.code == "too-large"
    assert not _children()


def test_a_decompression_bomb_costs_little() -> None:
    packed = zlib.compressobj(9)
    raw = b"".join(packed.compress(b"BT (a) Tj ET\n" * 100_000) for _ in range(200)) + packed.flush()
    assert len(raw) < 2_000_000  # for 260 MB
    began = time.monotonic()
    with pytest.raises(DocumentUnreadable) as raised:
        read_apart(damaged_stream(raw), "bomb.pdf", Limits(memory=400_000_000, seconds=30))
    assert raised.value.code in ("too-large-unpacked", "too-much-memory", "too-slow", "empty", "broken")
    assert time.monotonic() - began < 40
    assert not _children()


def test_the_reading_process_may_not_connect_write_or_start_programs(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import os, socket, subprocess, sys\n"
        "from corpus.readers.types import Limits\n"
        "from corpus.readers.worker import confine\n"
        "confine(Limits())\n"
        f"tries = [lambda: socket.create_connection(('127.0.0.1', 9)), lambda: subprocess.run(['true']),\n"
        f"         lambda: os.system('true'), lambda: open({str(tmp_path / 'x')!r}, 'w').write('y' * 9).bit_length() or 1]\n"
        "for attempt in tries:\n"
        "    try:\n"
        "        attempt()\n"
        "    except (PermissionError, OSError) as error:\n"
        "        print(type(error).__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.splitlines()[:3] == ["PermissionError"] * 3, done.stderr
    written = tmp_path / "x"
    assert not written.exists() or written.stat().st_size == 0


def test_the_reading_process_gets_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.readers import apart

    monkeypatch.setenv("EXEQUATUR_LLM_KEY", "secret")
    child = apart._start(Limits())
    try:
        environment = Path(f"/proc/{child.pid}/environ")
        if not environment.exists():
            pytest.skip("no /proc")
        assert b"secret" not in environment.read_bytes()
    finally:
        child.kill()
        child.communicate()


def _children() -> list[str]:
    tasks = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    pids = tasks.read_text().split() if tasks.exists() else []
    lines = [Path(f"/proc/{pid}/cmdline").read_bytes().decode() for pid in pids if Path(f"/proc/{pid}").exists()]
    return [line for line in lines if "corpus.readers.worker" in line]


def test_recognised_mail_needs_two_known_fields() -> None:
    assert recognised(b"From: a@example.org\r\nSubject: x\r\n\r\nbody", "x") == "email"
    assert recognised(b"Subject: the claim\n\nThe court finds.", "x.txt") == "text"
    assert recognised(b"From: here\nDate: now\nThis line is no header field\n\nx", "x.txt") == "text"
