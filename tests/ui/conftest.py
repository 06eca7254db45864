"""Lets the tests of the page import their fakes; gives them a served page and a browser."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """One browser for all tests; each opens its own context."""
    api = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no {CHROMIUM}")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def keeper(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the served page keeps answers with."""
    from page_fakes import keeper_in

    return keeper_in(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="session")
def address(keeper: Any) -> Iterator[str]:
    """The page of the scripted assistant, served once for all tests that only visit it."""
    from page_fakes import WithDocuments
    from page_server import free_port, serving

    with serving(WithDocuments(pause_s=0.03), free_port(), keeper) as url:
        yield url


@pytest.fixture
def visit(chromium: Any, address: str, keeper: Any) -> Iterator[Any]:
    """Opens the page in a context of its own; afterwards nothing may have left the machine or gone wrong."""
    from browsing import Visits

    from assistant.keeping.types import LOCAL

    keeper.answers.forget(LOCAL)
    visits = Visits(chromium, address)
    yield visits
    visits.close()
