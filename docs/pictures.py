"""Take the pictures of the README: the real page, two questions, light and dark, desk and phone.

Run `python docs/pictures.py`; it needs the index, Chromium and Playwright, and writes docs/images/.
"""

import socket
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from assistant import wiring
from assistant.settings import read_settings
from assistant.ui.app import serve
from assistant.ui.local import Local

IMAGES = Path(__file__).parent / "images"
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
QUESTIONS = (
    "I have an arbitral award made in Paris. What must I file in Kazakhstan?",
    "We won in Stockholm against a trader in Almaty. Can we enforce there?",
)
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}


def main() -> None:
    """Serve the page on a free port of this machine, and photograph it."""
    IMAGES.mkdir(exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = serve(Local(wiring.build(read_settings())), port=port, block=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for device, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                picture(browser, address, device, scheme, width, height)
        browser.close()


def picture(browser: Browser, address: str, device: str, scheme: str, width: int, height: int) -> None:
    """Two matters, the second one open."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#app[data-pane]")
    for number, question in enumerate(QUESTIONS):
        if number:
            page.evaluate("document.querySelector('[data-new]').click()")
            page.wait_for_selector(".start", state="attached")
        ask(page, question)
    page.wait_for_timeout(400)
    path = IMAGES / f"{device}-{scheme}.png"
    page.screenshot(path=path)
    sys.stdout.write(f"{path}\n")
    context.close()


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the answer."""
    page.fill("#ask-text", question)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn .answer")
    page.wait_for_function("!document.querySelector('#talk [aria-busy=true]')")


if __name__ == "__main__":
    main()
