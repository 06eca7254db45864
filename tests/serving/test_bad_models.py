"""A model's server that fails in every way it can, asked by the product as it is run: `exequatur ask` and `exequatur serve`."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from serving_fakes import free_port

from assistant.reader import Reader
from evals.scripted import ScriptedServer

pytest.importorskip("llama_index.llms.openai_like", reason="the package llama-index-llms-openai-like is missing")

ROOT = Path(__file__).parents[2]
TIMEOUT_S = 6.0
DATED = format_datetime(datetime.now(UTC) - timedelta(days=3), usegmt=True)
QUESTIONS = {
    "en": "Can a Dutch judgment for {} euros be enforced in Kazakhstan?",
    "ru": "Можно ли исполнить в Казахстане решение суда Нидерландов о взыскании {} евро?",
    "kk": "Нидерланд сотының {} еуро өндіру туралы шешімін Қазақстанда орындауға бола ма?",
}
"""By language; the sum tells the scripted server which fault is its turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What the server does, and which trouble the answer must name; None where the model is to be heard out."""

    name: str
    behaviour: str
    trouble: str | None
    sent: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)


FAULTS = (
    Fault(name="self-signed certificate", behaviour="perfect", trouble="tls", sent=False),
    Fault(name="expired certificate", behaviour="perfect", trouble="clock", sent=False),
    Fault(name="none", behaviour="perfect", trouble=None),
    Fault(name="wrong key", behaviour="401", trouble="key"),
    Fault(name="unknown model", behaviour="404", trouble="unknown"),
    Fault(name="no structured output", behaviour="refuses-shape", trouble=None),
    Fault(name="too many requests", behaviour="429", trouble="busy", headers={"Retry-After": "0.1"}),
    Fault(name="broken down", behaviour="500", trouble="down", headers={"Retry-After": "0.1"}),
    Fault(name="too small a window", behaviour="small-window", trouble=None),
    Fault(name="garbage", behaviour="garbage", trouble="garbled"),
    Fault(name="stream cut", behaviour="drop", trouble="dropped"),
    Fault(name="none again", behaviour="perfect", trouble=None),
    Fault(name="clock skew", behaviour="401", trouble="clock", headers={"Date": DATED}),
    Fault(name="hangs", behaviour="hang", trouble="slow"),
    Fault(name="connection refused", behaviour="perfect", trouble="down", sent=False),
)
"""In an order in which no three fail in a row, after which the model would be left alone."""


class Faulty(ScriptedServer):
    """Does what is the turn of the question asked; having heard the last question but one, it listens no longer."""

    def reply(self, handler: Any, asked: Mapping[str, Any]) -> None:
        """Answer one request as its fault has it."""
        text = str(asked["messages"])
        turn = next(at for at in range(len(FAULTS)) if str(sum_of(at)) in text)
        self.behaviour, self.headers = FAULTS[turn].behaviour, FAULTS[turn].headers
        if turn == len(FAULTS) - 2:
            self.close()
        super().reply(handler, asked)


def sum_of(turn: int) -> int:
    """The sum in the question whose turn it is."""
    return 7101 + turn


def questions(first: int) -> list[tuple[str, str]]:
    """A question a fault, with its language; the languages take turns from the `first` on, English where a model is heard.

    The scripted model writes English alone.
    """
    languages = [
        "en" if fault.trouble is None else list(QUESTIONS)[(first + at) % 3] for at, fault in enumerate(FAULTS)
    ]
    return [(QUESTIONS[code].format(sum_of(at)), code) for at, code in enumerate(languages)]


Environment = dict[str, str]
Answers = list[dict[str, Any]]


@contextmanager
def faulty(certificate: Callable[[int], Path], folder: Path, outer: Environment) -> Iterator[Environment]:
    """A faulty server, and the environment in which the product asks it."""
    good, expired = certificate(10), certificate(-1)
    trusted = folder / "trusted.pem"
    trusted.write_text(good.read_text() + expired.read_text())
    with Faulty("perfect", certificates=[certificate(10), expired, good]) as server:
        yield {
            **outer,
            "SSL_CERT_FILE": str(trusted),
            "EXEQUATUR_LLM": "openai-like:scripted",
            "EXEQUATUR_LLM_URL": server.url,
            "EXEQUATUR_LLM_TIMEOUT": str(TIMEOUT_S),
            "EXEQUATUR_DATABASE": f"sqlite:///{folder / 'kept.sqlite3'}",
        }


def by_command(environment: Environment, folder: Path) -> Answers:
    """Asked by `exequatur ask --batch`."""
    lines = folder / "asked.jsonl"
    asked = [json.dumps({"id": at, "turns": [text]}) for at, (text, _) in enumerate(questions(1))]
    lines.write_text("\n".join(asked))
    command = [sys.executable, "-m", "assistant.cli", "ask", "--batch", str(lines)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["answers"][0] for line in done.stdout.splitlines()]


def by_http(environment: Environment, folder: Path) -> Answers:
    """Asked of `exequatur serve` by HTTP."""
    port = free_port()
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
            until = time.monotonic() + 120
            while not _answers(client):
                assert server.poll() is None and time.monotonic() < until, "the server did not start"
                time.sleep(0.2)
            replies = [client.post("/api/v1/ask", json={"question": text}) for text, _ in questions(0)]
    finally:
        server.terminate()
        stopped = server.wait(60)
    assert stopped == 0
    assert [reply.status_code for reply in replies] == [200] * len(FAULTS)
    return [reply.json() for reply in replies]


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/healthz").is_success
    except httpx.TransportError:
        return False


@pytest.mark.parametrize(("by", "first"), [(by_command, 1), (by_http, 0)])
def test_every_fault_ends_in_an_answer_with_a_clear_notice(
    by: Callable[[Environment, Path], Answers],
    first: int,
    certificate: Callable[[int], Path],
    tmp_path: Path,
    offline_environment: Environment,
    reader: Reader,
    tools: Any,
) -> None:
    with faulty(certificate, tmp_path, offline_environment) as environment:
        answers = by(environment, tmp_path)
    assert len(answers) == len(FAULTS)
    for fault, (_, language), answer in zip(FAULTS, questions(first), answers, strict=True):
        writing, notice = answer["trace"]["writing"], answer["notice"]
        found = (answer["status"], answer["language"], writing["trouble"], writing["sent"])
        assert found == ("answered", language, fault.trouble, fault.sent), (fault.name, writing, notice)
        assert answer["claims"] and writing["seconds"] < TIMEOUT_S + 1, fault.name
        if fault.trouble is None:
            assert answer["writer"] == "openai-like:scripted", fault.name
            continue
        assert answer["writer"] == "quotation", fault.name
        said = [
            f"notice_model_{fault.trouble}",
            "notice_model_quotations",
            *([] if fault.sent else ["notice_model_unsent"]),
        ]
        for key in said:
            assert reader.phrase(language, key, model="openai-like:scripted") in notice, (fault.name, key, notice)
        assert (writing["endpoint"] in notice) == fault.sent, (fault.name, notice)
