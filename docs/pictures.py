"""Take the pictures of the docs: the real page, desk and phone, light and dark, and the walkthrough of each kind of user.

Run `python -m docs.pictures`, with the names of pictures to take only those; it needs the index, Chromium and Playwright, and
writes docs/images/.
"""

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from docs.browser import Served, ask, chromium, opened
from evals.scripted import ScriptedServer

IMAGES = Path(__file__).parent / "images"
DESK, PHONE = (1440, 900), (390, 844)
COLOURS = 128
"""A palette is enough for a page of few colours, and makes the files a third as heavy."""

STOCKHOLM = "We have a Stockholm court judgment against a trader in Almaty. Can we enforce there?"
JUDGMENT = """Stockholm District Court. Judgment of 14 March 2024, case T 1234-23.
Claimant: Nordvind AB, Stockholm. Defendant: Alatau Trade LLP, Almaty.
The court orders the defendant to pay to the claimant EUR 480,000 with interest of 8 per cent a year.
The defendant was served with the summons in Almaty on 2 May 2023.
The judgment became final and enforceable on 5 April 2024.
"""
PARIS = "I have an arbitral award made in Paris. What must I file in Kazakhstan?"


def front(page: Page) -> None:
    """Two matters, the second one open."""
    ask(page, PARIS)
    new_matter(page)
    ask(page, STOCKHOLM)


def first_screen(page: Page) -> None:
    """What a stranger sees."""


def creditor_asked_back(page: Page) -> None:
    """The answer turns on a fact that was not told."""
    ask(page, "We won in Stockholm against a trader in Almaty. Can we enforce there?")


def creditor_documents(page: Page) -> None:
    """The creditor adds the judgment and asks what it lacks."""
    judgment = {"name": "judgment.txt", "mimeType": "text/plain", "buffer": JUDGMENT.encode()}
    page.set_input_files("#ask-files", files=[judgment])  # type: ignore[list-item]
    page.wait_for_selector(".papers .lack")
    ask(page, page.inner_text(".papers .lack"))


def creditor_follow_up(page: Page) -> None:
    """The creditor asks on; the question is read with the facts of the case."""
    ask(page, STOCKHOLM)
    ask(page, "How long do we have?")


def creditor_facts(page: Page) -> None:
    """The creditor corrects a fact."""
    ask(page, STOCKHOLM)
    page.click(".chips .edit")
    page.select_option("#f-kind", "judgment")
    page.select_option("#f-default", "yes")


def lawyer_feedback(page: Page) -> None:
    """The lawyer says what is missing."""
    ask(page, STOCKHOLM)
    page.click("[data-complain]")
    page.check(".saying [value='wrong source']")
    page.fill(".saying textarea", "Article 503(3) is nearer to the point.")
    page.locator(".saying").scroll_into_view_if_needed()


def lawyer_comparison(page: Page) -> None:
    """The lawyer compares."""
    ask(page, "Compare reciprocity in Kazakhstan, Germany and China")


def lawyer_source(page: Page) -> None:
    """The lawyer reads a source whole."""
    page.evaluate("location.hash = 'source=kz-cpc-2015'")
    page.wait_for_selector("#view .whole")
    page.wait_for_timeout(300)


def evaluator_premise(page: Page) -> None:
    """The evaluator asks on a false premise."""
    ask(page, "Since Kazakhstan joined the Hague Judgments Convention, does a French judgment travel under it?")
    page.click("#tab-how")


def evaluator_refusal(page: Page) -> None:
    """The evaluator asks what the corpus does not say."""
    ask(page, "What is the docket number of the Dutch case?")


def coverage(page: Page) -> None:
    """What there is, and how sure it is."""
    page.evaluate("location.hash = 'coverage'")
    page.wait_for_selector("#view .grid")
    page.wait_for_timeout(300)


def phone_evidence(page: Page) -> None:
    """The passage behind a mark, on a phone."""
    ask(page, STOCKHOLM)
    page.locator(".answer .m").first.click()
    page.wait_for_selector("#evidence .pass", state="visible")
    page.wait_for_timeout(300)


def russian(page: Page) -> None:
    """A question and the page in Russian."""
    ask(page, "Мы выиграли дело в Стокгольме против торговца из Алматы. Можно ли исполнить решение в Казахстане?")


def kazakh(page: Page) -> None:
    """A question and the page in Kazakh."""
    ask(page, "Біз Стокгольмде Алматыдағы саудагерге қарсы істі жеңдік. Шешімді Қазақстанда орындауға бола ма?")


def model_withheld(page: Page) -> None:
    """A language model wrote, and said one thing that its source does not say."""
    ask(page, "How long do I have to present a foreign judgment for enforcement in Kazakhstan?")
    page.click(".held [data-how]")
    held = page.locator(".answer .held")
    if held.is_visible():  # on a phone what was withheld, and why, lies over the answer
        held.scroll_into_view_if_needed()


PICTURES: dict[str, tuple[tuple[int, int], str, str, Callable[[Page], None]]] = {
    "desktop-light": (DESK, "light", "en", front),
    "desktop-dark": (DESK, "dark", "en", front),
    "phone-light": (PHONE, "light", "en", front),
    "phone-dark": (PHONE, "dark", "en", front),
    "first-screen": (DESK, "light", "en", first_screen),
    "creditor-asked-back": (DESK, "light", "en", creditor_asked_back),
    "creditor-documents": (DESK, "light", "en", creditor_documents),
    "creditor-facts": (DESK, "light", "en", creditor_facts),
    "creditor-follow-up": (DESK, "light", "en", creditor_follow_up),
    "lawyer-comparison": (DESK, "light", "en", lawyer_comparison),
    "lawyer-feedback": (DESK, "light", "en", lawyer_feedback),
    "lawyer-source": (DESK, "dark", "en", lawyer_source),
    "evaluator-premise": (DESK, "light", "en", evaluator_premise),
    "evaluator-refusal": (DESK, "light", "en", evaluator_refusal),
    "coverage": (DESK, "light", "en", coverage),
    "coverage-phone": (PHONE, "dark", "en", coverage),
    "evidence-phone": (PHONE, "light", "en", phone_evidence),
    "evidence-phone-dark": (PHONE, "dark", "en", phone_evidence),
    "russian": (DESK, "light", "ru", russian),
    "russian-phone": (PHONE, "dark", "ru", first_screen),
    "kazakh": (DESK, "dark", "kk", kazakh),
    "kazakh-phone": (PHONE, "light", "kk", first_screen),
    "model-withheld": (DESK, "light", "en", model_withheld),
    "model-withheld-dark": (DESK, "dark", "en", model_withheld),
    "model-endpoint": (DESK, "light", "en", first_screen),
    "model-endpoint-dark": (DESK, "dark", "en", first_screen),
    "model-endpoint-phone": (PHONE, "light", "en", first_screen),
    "model-endpoint-phone-dark": (PHONE, "dark", "en", first_screen),
}
WRITTEN = {name for name in PICTURES if name.startswith("model-withheld")}
"""Those for which a scripted model writes: right, but for one claim."""

BEYOND = {name for name in PICTURES if name.startswith("model-endpoint")}
"""Those whose settings name a model beyond this machine, which is not asked."""

PORT = 8740


def main(wanted: list[str]) -> None:
    """Serve the page, and photograph it."""
    IMAGES.mkdir(exist_ok=True)
    names = wanted or list(PICTURES)
    with chromium() as served:
        for name in names:
            if name not in WRITTEN | BEYOND:
                take(served, name)
    with chromium(llm="openai-like:mistral-large", llm_url="https://llm.example.org/v1") as served:
        for name in names:
            if name in BEYOND:
                take(served, name)
    with (
        ScriptedServer("half-right", PORT) as model,
        chromium(llm="openai-like:scripted", llm_url=model.url) as served,
    ):
        for name in names:
            if name in WRITTEN:
                take(served, name)


def take(served: Served, name: str) -> None:
    """One picture, in few colours."""
    (width, height), scheme, language, act = PICTURES[name]
    page = opened(served, width, height, scheme, language)
    act(page)
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    few = shot.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    path = IMAGES / f"{name}.png"
    few.save(path, optimize=True)
    sys.stdout.write(f"{path} {path.stat().st_size // 1000} kB\n")
    page.context.close()


def new_matter(page: Page) -> None:
    """Open an empty matter, also where the list is not on the screen."""
    page.evaluate("document.querySelector('[data-new]').click()")
    page.wait_for_selector(".start", state="attached")


if __name__ == "__main__":
    main(sys.argv[1:])
