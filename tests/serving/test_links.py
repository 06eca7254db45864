"""The permanent link: who may read it, what it shows, and that nothing on it runs."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from serving_fakes import AS_OF, QUESTION

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture
def link(ann: httpx.Client) -> Iterator[str]:
    receipt = ann.post("/api/v1/ask", json={"question": QUESTION, "as_of": AS_OF}).json()["receipt"]
    yield f"/a/{receipt}"
    ann.post(f"/a/{receipt}", data={"shared": "no"})


def test_a_link_is_its_owners_until_it_is_shared(
    ann: httpx.Client, bob: httpx.Client, stranger: httpx.Client, link: str
) -> None:
    assert "Only you can read this page" in ann.get(link).text
    for reader in (bob, stranger):
        for path in (link, f"{link}/memo.docx", f"{link}/memo.pdf", f"{link}/memo.md"):
            reply = reader.get(path)
            assert (reply.status_code, QUESTION in reply.text) == (404, False), path
    assert ann.post(link, data={"shared": "yes"}).headers["location"] == link
    for reader in (bob, stranger):
        page = reader.get(link)
        assert page.status_code == 200 and QUESTION in page.text
        assert "<form" not in page.text
        assert reader.get(f"{link}/memo.docx").content[:2] == b"PK"
        assert reader.get(f"{link}/memo.pdf").content[:5] == b"%PDF-"
        assert QUESTION in reader.get(f"{link}/memo.md").text
    ann.post(link, data={"shared": "no"})
    assert stranger.get(link).status_code == 404


def test_nobody_but_its_owner_can_share_a_link(
    ann: httpx.Client, bob: httpx.Client, stranger: httpx.Client, link: str
) -> None:
    for reader in (bob, stranger):
        assert reader.post(link, data={"shared": "yes"}).status_code == 404
    assert bob.get(link).status_code == 404
    ann.post(link, data={"shared": "yes"})
    assert stranger.post(link, data={"shared": "no"}).status_code == 404
    assert stranger.get(link).status_code == 200


def test_every_mark_leads_to_its_quotation_and_every_quotation_has_a_mark(ann: httpx.Client, link: str) -> None:
    answer = ann.get(f"/api/v1/answers/{link[3:]}").json()["answer"]
    page = ann.get(link).text
    marks = set(re.findall(r'<a class="m[^"]*" href="#p(\d+)"', page))
    assert marks and marks == set(re.findall(r'<li id="p(\d+)">', page))
    for claim in answer["claims"]:
        for citation in claim["citations"]:
            assert citation["passage_id"] in page and citation["pinpoint"] in page


def test_nothing_on_the_page_runs_and_nothing_is_fetched(ann: httpx.Client) -> None:
    evil = '<script>alert(1)</script><img src=x onerror=alert(1)> "><svg onload=alert(1)> Which court decides?'
    receipt = ann.post("/api/v1/ask", json={"question": evil}).json()["receipt"]
    reply = ann.get(f"/a/{receipt}")
    page = reply.text
    assert "&lt;script&gt;" in page
    assert not re.search(r"<(script|img|iframe|object|link)\b", page)
    assert not re.search(r"<[^>]*\son\w+\s*=", page)
    assert not re.search(r'(?:src|@import|url\()\s*=?\s*["\']?https?:', page)
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy
    assert "no-store" in reply.headers["cache-control"]


def test_a_link_whose_sources_changed_says_so(ann: httpx.Client, keeper: Any, link: str) -> None:
    from dataclasses import replace

    cited = next(iter(keeper.answers.of_anyone(link[3:]).receipt["cited"]))
    passages = dict(keeper._passages)
    before = keeper._passages
    keeper._passages = {**passages, cited: replace(passages[cited], text=passages[cited].text + " Repealed.")}
    try:
        page = ann.get(link).text
        assert "have changed since" in page and f"{cited}: its text has changed" in re.sub(r"<[^>]*>", "", page)
        kept = ann.get(f"/api/v1/answers/{link[3:]}").json()
        assert kept["stale"] == [{"passage_id": cited, "what": "text changed"}]
    finally:
        keeper._passages = before
    assert "have changed since" not in ann.get(link).text


@pytest.mark.parametrize(
    "path", ["/a/" + "0" * 32, "/a/short", "/a/..%2f..%2fetc%2fpasswd", "/a/" + "0" * 32 + "/memo.exe"]
)
def test_a_link_to_nothing_is_a_page_that_says_so(ann: httpx.Client, path: str) -> None:
    reply = ann.get(path)
    assert reply.status_code == 404
