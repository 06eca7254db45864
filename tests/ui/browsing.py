"""A page in the real browser, for the tests: asking, and what must hold after each visit."""

from collections.abc import Callable
from typing import Any

QUESTION = "We won in Stockholm against a trader in Almaty. Can we enforce there?"
Visit = Callable[..., Any]


class Visits:
    """Opens pages, each in a context of its own; remembers what left the machine and what went wrong."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[Any] = []
        self.left: list[str] = []
        self.wrong: list[str] = []

    def __call__(
        self, width: int = 1440, height: int = 900, scheme: str = "light", path: str = "", **how: Any
    ) -> Any:
        """A page on the address with `path`, ready to be used."""
        return self.tab(self.context(width, height, scheme, **how), path)

    def context(self, width: int = 1440, height: int = 900, scheme: str = "light", **how: Any) -> Any:
        """A browser of somebody's own."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", **how
        )
        self.contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        return context

    def tab(self, context: Any, path: str = "") -> Any:
        """Another tab of the same browser."""
        page = context.new_page()
        page.on("request", lambda request: self.left.append(request.url) if not local(request.url) else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: self.wrong.append("a dialog: " + dialog.message))
        page.goto(self.address + path)
        opened(page)
        return page

    def close(self) -> None:
        """Close all; nothing may have left the machine or gone wrong."""
        for context in self.contexts:
            context.close()
        assert self.left == []
        assert self.wrong == []


def local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def opened(page: Any) -> None:
    """Wait until the server has given back what the tab kept."""
    page.wait_for_selector("#app[data-ready]")


def ask(page: Any, text: str = QUESTION) -> None:
    """Ask, and wait for the answer."""
    turns = page.locator(".turn .acts").count()
    page.fill("#ask-text", text)
    page.keyboard.press("Enter")
    answered(page, turns + 1)


def answered(page: Any, turns: int) -> None:
    """Wait until there are so many answers and nothing is on its way."""
    page.wait_for_function(
        f"document.querySelectorAll('.turn .acts').length === {turns} && document.querySelector('#app').dataset.busy !== 'true'"
    )


def questions(page: Any) -> list[str]:
    """What was asked, in order."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.turn .q')].map(question => question.lastChild.textContent)"
    )
    return found
