"""What visitors send to the page: one file a request, so many a minute, and nothing that stays."""

import os
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio.utils import get_upload_folder
from serving_fakes import QUESTION, serving

from assistant.questions import BEFORE_AT_MOST, CHARACTERS_AT_MOST, QuestionUnusable, usable_before
from assistant.serving.limits import FILE_AT_MOST
from assistant.serving.uploads import LEFT_S, SENT_A_MINUTE, Uploads

pytestmark = pytest.mark.filterwarnings("default")


def test_what_the_page_does_not_take_goes_after_a_while(tmp_path: Path) -> None:
    uploads = Uploads(str(tmp_path))
    names = ("sent/judgment.pdf", "sent/late.pdf", "tmp9a8b", "tmpfresh", "of-another-program/picture.png")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    for name in names[:2]:
        uploads.sent(tmp_path / name)
    long_ago = time.time() - LEFT_S - 1
    for name in ("sent/judgment.pdf", "tmp9a8b", "of-another-program/picture.png"):
        os.utime(tmp_path / name, (long_ago, long_ago))
    uploads.sweep()
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"sent/late.pdf", "tmpfresh", "of-another-program/picture.png"}
    (tmp_path / "sent/late.pdf").unlink()  # the page took it
    uploads.sweep()


def test_a_request_brings_no_more_than_one_file_may_have(ann: httpx.Client) -> None:
    half = b"x" * (FILE_AT_MOST // 2 + 2**16)
    files = [("files", (f"{number}.txt", half)) for number in range(2)]
    before = set(Path(get_upload_folder()).glob("*"))
    reply = ann.post("/gradio_api/upload", files=files)
    assert (reply.status_code, reply.json()["hint"]) == (413, "Send less at once.")
    assert set(Path(get_upload_folder()).glob("*")) == before


def test_one_who_sends_too_many_files_has_to_wait_and_nobody_else(tools: Any, tmp_path: Path) -> None:
    with serving(tools, tmp_path, auth="ann:a,bob:b") as (address, _):

        def send(name: str) -> int:
            return httpx.post(
                f"{address}/gradio_api/upload", files={"files": ("x.txt", b"x")}, auth=(name, name[0])
            ).status_code

        assert [send("ann") for _ in range(SENT_A_MINUTE + 1)] == [200] * SENT_A_MINUTE + [429]
        assert send("bob") == 200


def test_turns_before_a_question_are_no_way_around_its_length(ann: httpx.Client) -> None:
    for earlier in (["x" * (CHARACTERS_AT_MOST + 1)], ["Which court?"] * (BEFORE_AT_MOST + 1)):
        with pytest.raises(QuestionUnusable):
            usable_before(earlier)
        assert ann.post("/api/v1/ask", json={"question": QUESTION, "earlier": earlier}).status_code == 422
        event = ann.post("/gradio_api/call/ask", json={"data": [QUESTION, earlier, ""]}).json()["event_id"]
        told = ann.get(f"/gradio_api/call/ask/{event}").text
        assert "event: error" in told and "too many or too long" in told
    assert usable_before(["Which court?"]) == ["Which court?"]
