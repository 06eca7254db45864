"""Several processes over one index and one database, behind a proxy that gives each request to the next of them."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from serving_fakes import ANN, AS_OF, BOB, client

from tests.engines import chroma_server, postgresql_programs, postgresql_server
from tests.load.several import SERVED_BY, Process, Turns, index, processes, proxy, settings, start

JUDGMENT = (
    b"Judgment of 14 March 2024. The court orders the defendant to pay the claimant EUR 1,250,000 with interest."
)
ASKED = "What sum does my judgment order the defendant to pay?"
TURNS = ("Can a Dutch judgment be enforced in Kazakhstan?", "How long do I have?", "And what if it were an award?")


@dataclass(slots=True, kw_only=True)
class Served:
    """Ann and Bob at the proxy, and who serves them."""

    ann: httpx.Client
    bob: httpx.Client
    stranger: httpx.Client
    turns: Turns
    running: list[Process]
    environment: dict[str, str]

    def each(self, who: httpx.Client, path: str) -> list[httpx.Response]:
        """One GET a process, in the order in which it is their turn."""
        replies = [who.get(path) for _ in self.turns.ports]
        assert {reply.headers[SERVED_BY] for reply in replies} == {str(port) for port in self.turns.ports}
        return replies

    def ask(self, question: str, talk: str) -> httpx.Response:
        """Ann asks in a conversation."""
        return self.ann.post("/api/v1/ask", json={"question": question, "conversation": talk, "as_of": AS_OF})


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Two over a Chroma server and PostgreSQL, as `deploy/compose.yaml` has them; over files where there is none."""
    given = {"data": str(tmp_path), "embedder": "hashing:64", "auth": f"{':'.join(ANN)},{':'.join(BOB)}"}
    with ExitStack() as stack:
        if postgresql_programs() is not None:
            given["database"] = f"postgresql+psycopg://{stack.enter_context(postgresql_server())}"
            (tmp_path / "vectors").mkdir()
            given["store"] = f"chroma:{stack.enter_context(chroma_server(tmp_path / 'vectors', settings()))}"
        environment = settings(**given)
        index(environment)
        running = stack.enter_context(processes(2, environment, tmp_path))
        address, turns = stack.enter_context(proxy(running))
        ann, bob, stranger = (stack.enter_context(client(address, who)) for who in (ANN, BOB, None))
        yield Served(ann=ann, bob=bob, stranger=stranger, turns=turns, running=running, environment=environment)


def test_what_one_process_begins_the_others_go_on_with(served: Served, tmp_path: Path) -> None:
    talk = conversation_goes_round(served)
    documents_feedback_and_links_go_round(served, talk)
    nobody_sees_anothers(served, talk)
    a_process_is_killed(served, talk)
    an_index_is_switched(served, talk, tmp_path)


def conversation_goes_round(served: Served) -> str:
    """Each turn is answered by another process, with the facts of the turns before."""
    talk = str(served.ann.post("/api/v1/conversations", json={"name": "The Dutch case"}).json()["id"])
    replies = [served.ask(question, talk) for question in TURNS]
    assert [int(reply.headers[SERVED_BY]) for reply in replies] == [*served.turns.ports[1:], *served.turns.ports][:3]
    assert [reply.json()["case_facts"]["state_of_origin"] for reply in replies] == ["NL"] * 3
    assert replies[2].json()["case_facts"]["kind"] == "award"
    for reply in served.each(served.ann, f"/api/v1/conversations/{talk}"):
        assert [turn["answer"]["question"] for turn in reply.json()["turns"]] == list(TURNS)
    for _ in served.running:  # whoever is asked, it is the same answer
        alone = served.bob.post("/api/v1/ask", json={"question": TURNS[0], "as_of": AS_OF}).json()
        assert all(alone[name] == replies[0].json()[name] for name in ("case_facts", "lead", "claims", "corpus"))
    return talk


def documents_feedback_and_links_go_round(served: Served, talk: str) -> None:
    """What is added, said and shared at one process is there at the others, and so is that it was taken back."""
    ann, path = served.ann, f"/api/v1/conversations/{talk}/documents"
    for number in range(2):  # each process holds one in memory when the next comes
        assert ann.post(path, params={"name": f"judgment-{number}.txt"}, content=JUDGMENT + b"%d" % number).is_success
        assert [len(reply.json()) for reply in served.each(ann, path)] == [number + 1] * len(served.running)
    for _ in served.running:
        assert "Your document" in served.ask(ASKED, talk).json()["lead"]
    for document in ann.get(path).json():
        assert ann.delete(f"{path}/{document['id']}").status_code == 204
    for _ in served.running:
        assert "Your document" not in served.ask(ASKED, talk).text

    receipt = served.ask(TURNS[1], talk).json()["receipt"]
    assert ann.post("/api/v1/feedback", json={"answer": receipt, "reason": "useful"}).status_code == 204
    for reply in served.each(ann, f"/api/v1/answers/{receipt}"):
        assert reply.json()["said"]["reason"] == "useful"
    for shared, status in ((True, 200), (False, 404)):
        assert ann.patch(f"/api/v1/answers/{receipt}", json={"shared": shared}).status_code == 204
        assert [r.status_code for r in served.each(served.stranger, f"/a/{receipt}")] == [status] * len(
            served.running
        )


def nobody_sees_anothers(served: Served, talk: str) -> None:
    """What is Ann's is not there for Bob, whichever process he comes to."""
    answer = served.ann.get(f"/api/v1/conversations/{talk}").json()["turns"][0]["answer"]["receipt"]
    for path in (
        f"/api/v1/conversations/{talk}",
        f"/api/v1/conversations/{talk}/documents",
        f"/api/v1/conversations/{talk}/export",
        f"/api/v1/answers/{answer}",
        f"/a/{answer}",
    ):
        assert [reply.status_code for reply in served.each(served.bob, path)] == [404] * len(served.running), path
    for reply in served.each(served.bob, "/api/v1/conversations"):
        assert talk not in reply.text
    for _ in served.running:
        reply = served.bob.post("/api/v1/ask", json={"question": TURNS[1], "conversation": talk})
        assert reply.status_code == 404


def a_process_is_killed(served: Served, talk: str) -> None:
    """Ann asks without a pause while one process is killed: whatever was answered is kept, and she is served on."""
    before = [turn["answer"]["receipt"] for turn in opened(served, talk)["turns"]]
    replies: list[httpx.Response] = []
    stop = threading.Event()

    def keep_asking() -> None:
        while not stop.is_set():
            replies.append(served.ask(TURNS[1], talk))

    asking = threading.Thread(target=keep_asking)
    asking.start()
    wait_for(lambda: len(replies) > 2)
    served.running[1].kill()
    killed_at = len(replies)
    wait_for(lambda: len(replies) > killed_at + 4)
    stop.set()
    asking.join()
    assert {reply.status_code for reply in replies} <= {200, 502}, "the proxy found nobody to serve"
    lost = [reply for reply in replies if reply.status_code == 502]
    assert len(lost) <= 1, "only what was in flight at the process that died fails"
    assert {reply.status_code for reply in replies[killed_at + 1 :]} == {200}
    confirmed = [reply.json()["receipt"] for reply in replies if reply.status_code == 200]
    kept = [turn["answer"]["receipt"] for turn in opened(served, talk)["turns"]]
    assert kept[: len(before)] == before
    assert [receipt for receipt in kept[len(before) :] if receipt in confirmed] == confirmed
    assert len(kept) <= len(before) + len(confirmed) + len(lost)


def an_index_is_switched(served: Served, talk: str, tmp_path: Path) -> None:
    """A new index is built and switched to while the others serve the old one; each says which it answers from."""
    old = {served.ask(TURNS[0], talk).json()["corpus"] for _ in served.turns.ports}
    fresh = {**served.environment, "EXEQUATUR_EMBEDDER": "hashing:128"}
    replies: list[dict[str, Any]] = []
    building = threading.Thread(target=index, args=(fresh,))
    building.start()
    while building.is_alive():
        replies.append(served.ask(TURNS[0], talk).json())
    building.join()
    new = (tmp_path / "current").read_text().strip()
    assert len(old) == 1 and new not in old
    assert {reply["corpus"] for reply in replies} == old
    replaced = start(fresh, tmp_path)
    served.running[1] = replaced
    replaced.wait_ready()
    served.turns.ports = [process.port for process in served.running]
    by: dict[int, set[str]] = {port: set() for port in served.turns.ports}
    for _ in range(2 * len(by)):
        reply = served.ask(TURNS[0], talk)
        assert reply.json()["claims"], reply.text
        by[int(reply.headers[SERVED_BY])].add(reply.json()["corpus"])
    assert by == {process.port: {new} if process is replaced else old for process in served.running}
    assert opened(served, talk)["turns"][0]["answer"]["question"] == TURNS[0]


def opened(served: Served, talk: str) -> dict[str, Any]:
    found: dict[str, Any] = served.ann.get(f"/api/v1/conversations/{talk}").json()
    return found


def wait_for(found: Any) -> None:
    until = time.monotonic() + 120
    while not found():
        assert time.monotonic() < until
        time.sleep(0.01)
