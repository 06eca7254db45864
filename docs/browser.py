"""The real page in Debian's Chromium, for the pictures and the scales of the docs."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from assistant import wiring
from assistant.keeping.keeper import Keeper
from assistant.keeping.types import LOCAL
from assistant.serving.server import build
from assistant.settings import read_settings

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A browser, the address of the page served on a free port of this machine, and what keeps its answers."""

    browser: Browser
    address: str
    keeper: Keeper


@contextmanager
def chromium(**given: str) -> Iterator[Served]:
    """The page served with a database of its own and the settings given, and a browser to look at it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with TemporaryDirectory() as folder:
        settings = read_settings(port=port, database=f"sqlite:///{folder}/conversations.sqlite3", **given)
        tools = wiring.build(settings)
        keeper = wiring.keeper(settings, tools)
        server = build(settings, tools, keeper)
        running = threading.Thread(target=server.run, daemon=True)
        running.start()
        while not server.started:
            time.sleep(0.05)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            yield Served(browser=browser, address=f"http://127.0.0.1:{port}/", keeper=keeper)
            browser.close()
        server.should_exit = True
        running.join(timeout=60)
        keeper.close()


def opened(served: Served, width: int, height: int, scheme: str, language: str = "en") -> Page:
    """The page, ready, in a context of its own and without a matter."""
    served.keeper.answers.forget(LOCAL)
    context = served.browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale=language,
    )
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(served.address)
    page.wait_for_selector("#app[data-ready]")
    page.evaluate("document.fonts.ready")
    return page


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the answer."""
    turns = page.locator(".turn .acts").count()
    page.fill("#ask-text", question)
    page.keyboard.press("Enter")
    page.wait_for_function(
        f"document.querySelectorAll('.turn .acts').length > {turns} && document.querySelector('#app').dataset.busy === ''"
    )
    page.wait_for_timeout(300)
