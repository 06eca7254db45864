"""One real server for all tests here: two accounts, a database of its own, the real line behind it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

sys.path.insert(0, str(Path(__file__).parent))
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

from serving_fakes import ANN, AS_OF, BOB, QUESTION, TOKEN, client, serving


@pytest.fixture(scope="session")
def served(tools: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    auth = f"{':'.join(ANN)},{':'.join(BOB)}"
    with serving(tools, tmp_path_factory.mktemp("served"), auth=auth, metrics_token=TOKEN) as found:
        yield found


@pytest.fixture(scope="session")
def address(served: tuple[str, Any]) -> str:
    return served[0]


@pytest.fixture(scope="session")
def keeper(served: tuple[str, Any]) -> Any:
    return served[1]


@pytest.fixture(scope="session")
def ann(address: str) -> Iterator[httpx.Client]:
    with client(address, ANN) as found:
        yield found


@pytest.fixture(scope="session")
def bob(address: str) -> Iterator[httpx.Client]:
    with client(address, BOB) as found:
        yield found


@pytest.fixture(scope="session")
def stranger(address: str) -> Iterator[httpx.Client]:
    with client(address, None) as found:
        yield found


@pytest.fixture(scope="session")
def anns_answer(ann: httpx.Client) -> dict[str, Any]:
    """An answer of Ann's in a conversation of hers."""
    talk = ann.post("/api/v1/conversations", json={"name": "The Dutch case"}).json()["id"]
    reply = ann.post("/api/v1/ask", json={"question": QUESTION, "conversation": talk, "as_of": AS_OF})
    assert reply.status_code == 200, reply.text
    return {**reply.json(), "conversation": talk}
