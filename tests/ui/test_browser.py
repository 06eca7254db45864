"""The page in a real browser, and over HTTP."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_fakes import Scripted
from page_server import free_port, serving

QUESTION = "We won in Stockholm against a trader in Almaty. Can we enforce there?"
pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]


class WithMemo(Scripted):
    """Also writes a Word file."""

    def memo(self, answer: Any) -> bytes:
        return b"PK memo of " + answer["question"].encode()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(WithMemo(pause_s=0.03), free_port()) as url:
        yield url


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens the page in a context of its own; afterwards nothing may have left the machine or gone wrong."""
    contexts, left, wrong = [], [], []

    def opened(width: int = 1440, height: int = 900, scheme: str = "light", fragment: str = "") -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.on("request", lambda request: left.append(request.url) if not local(request.url) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append("a dialog: " + dialog.message))
        page.goto(address + fragment)
        page.wait_for_selector("#app[data-pane]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert left == []
    assert wrong == []


def local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def ask(page: Any, text: str = QUESTION) -> None:
    turns = page.locator(".turn .answer").count()
    page.fill("#ask-text", text)
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('.turn .answer').length === {turns + 1}")
    page.wait_for_function("!document.querySelector('#talk [aria-busy=true]')")


def test_a_question_is_answered_and_its_citation_read(visit: Callable[..., Any]) -> None:
    page = visit()
    assert "passages" in page.inner_text(".figures")
    ask(page)
    assert page.inner_text(".verdict") == "Possible, on conditions"
    assert page.input_value("#ask-text") == ""
    mark = page.locator(".claims .m").first
    wanted = mark.get_attribute("data-open")
    mark.click()
    page.wait_for_selector(f'#evidence aside[data-opened="{wanted}"]')
    passage = Scripted().passages[wanted]
    assert page.locator("#evidence .pass").first.inner_text().endswith(passage.text)
    assert page.locator("#evidence mark").first.inner_text() == passage.text[: len(passage.text) // 2].rstrip()
    assert mark.get_attribute("aria-current") == "true"


def test_neighbours_and_the_whole_source_are_one_step_away(visit: Callable[..., Any]) -> None:
    page = visit()
    ask(page)
    before = page.get_attribute("#evidence aside", "data-opened")
    page.locator(".near button").first.click()
    page.wait_for_function(f"document.querySelector('#evidence aside').dataset.opened !== '{before}'")
    page.locator(".near a:visible").click()
    page.wait_for_selector("#view #page-title")
    assert page.locator("#view .src").count() > 1
    page.go_back()
    page.wait_for_selector("#talk .lead", state="visible")


def test_the_keyboard_alone_asks_opens_a_passage_and_comes_back(visit: Callable[..., Any]) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn .acts")
    page.locator("#ask-text").focus()
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.claims .m')"):
            break
    wanted = page.evaluate("document.activeElement.dataset.open")
    assert wanted
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('#evidence h3')")
    assert page.get_attribute("#evidence aside", "data-opened") == wanted
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.open") == wanted
    page.locator('#evidence [role=tab][aria-selected="true"]').focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#panel-how").is_visible()


def test_a_mark_opens_its_passage_again_from_another_tab(visit: Callable[..., Any]) -> None:
    page = visit()
    ask(page)
    page.click("#tab-how")
    assert page.locator("#panel-cited").is_hidden()
    page.locator(".lead .m").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel-cited", state="visible")
    page.wait_for_function("document.activeElement.matches('#evidence h3')")


def test_the_finished_answer_is_announced_once(visit: Callable[..., Any]) -> None:
    page = visit()
    page.evaluate(
        "window.said = []; new MutationObserver(() => window.said.push(document.querySelector('#announce [role=status]').textContent))"
        ".observe(document.querySelector('#announce [role=status]'), {childList: true, subtree: true, characterData: true})"
    )
    ask(page)
    page.wait_for_timeout(300)
    said = page.evaluate("window.said")
    assert len(set(said)) == 1 and said[0].strip().startswith("Possible, on conditions.")
    assert page.get_attribute("#announce [role=status]", "aria-live") == "polite"


def test_a_corrected_fact_answers_the_last_question_again(visit: Callable[..., Any]) -> None:
    page = visit()
    ask(page)
    page.click('.chips [data-fact="state_of_origin"]')
    page.select_option("#f-state_of_origin", label="Germany")
    page.click("#facts-form [type=submit]")
    page.wait_for_selector('.chips [data-fact="state_of_origin"]:has-text("Germany")')
    assert page.locator(".turn").count() == 1
    assert page.locator(".turn .q").inner_text().endswith(QUESTION)


def test_matters_are_kept_apart_and_a_reload_loses_nothing(visit: Callable[..., Any]) -> None:
    page = visit()
    ask(page, "First matter?")
    page.click("[data-new]")
    page.wait_for_selector(".start")
    ask(page, "Second matter?")
    page.reload()
    page.wait_for_selector(".turn .q:has-text('Second matter?')")
    page.click(".matters button:has-text('First matter?')")
    page.wait_for_selector(".turn .q:has-text('First matter?')")
    assert page.locator(".turn").count() == 1


def test_two_people_do_not_see_each_other(visit: Callable[..., Any]) -> None:
    ann, bob = visit(), visit()
    for page, text in ((ann, "Ann asks?"), (bob, "Bob asks?")):
        page.fill("#ask-text", text)
    ann.keyboard.press("Enter")
    bob.keyboard.press("Enter")
    for page, text, other in ((ann, "Ann asks?", "Bob"), (bob, "Bob asks?", "Ann")):
        page.wait_for_selector(".turn .answer")
        assert page.locator(".q").inner_text().endswith(text)
        assert other not in page.inner_text("#app")


def test_choices_and_follow_ups_ask_on_a_click(visit: Callable[..., Any]) -> None:
    page = visit()
    ask(page, "Can I enforce my judgment?")
    page.click(".choices button:has-text('Sweden')")
    page.wait_for_selector(".turn:nth-of-type(2) .answer")
    page.click(".next button:has-text('What must be filed?')")
    page.wait_for_selector(".turn:nth-of-type(3) .answer")
    assert page.locator(".next").count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("?!…", "no word"),
        ("x" * 20_000, "20,000 characters"),
        ("please break", "Run exequatur index"),
        ("crash now", "back in the box"),
    ],
)
def test_what_cannot_be_answered_is_said_and_not_lost(visit: Callable[..., Any], text: str, said: str) -> None:
    page = visit()
    page.fill("#ask-text", text)
    page.click("#ask-form [type=submit]")
    page.wait_for_selector("#complaint [role=alert]")
    assert said in page.inner_text("#complaint")
    assert page.input_value("#ask-text") == text
    ask(page)
    assert page.inner_text("#complaint").strip() == ""


def test_markup_in_a_question_is_shown_and_never_run(visit: Callable[..., Any]) -> None:
    page = visit()
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> ${alert(3)} {{constructor}} `x` Can we?"
    ask(page, hostile)
    assert page.locator(".q").inner_text().endswith(hostile)
    assert page.locator("#app img, #app script").count() == 0
    page.reload()
    page.wait_for_selector(".turn .q")
    assert page.locator(".q").inner_text().endswith(hostile)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_over_the_edge_of_a_phone(visit: Callable[..., Any], scheme: str) -> None:
    page = visit(390, 844, scheme)
    wide = "document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(wide) <= 0
    ask(page, "Compare: can we enforce in " + "Almaty" * 40 + "?")
    assert page.evaluate(wide) <= 0
    page.locator(".claims .m").first.click()
    page.wait_for_selector("#evidence .pass", state="visible")
    for pane in ("facts", "matters", "evidence", "chat"):
        page.click(f".bottom [data-pane={pane}]")
        assert page.evaluate(wide) <= 0
    for other in ("coverage", "sources", "about"):
        page.evaluate(f"location.hash = '{other}'")
        page.wait_for_selector("#view #page-title")
        assert page.evaluate(wide) <= 0


def test_the_other_pages_show_the_corpus(visit: Callable[..., Any]) -> None:
    page = visit(fragment="#coverage")
    page.wait_for_selector("#view .grid")
    assert page.locator(".grid tbody tr").count() > 20
    page.click(".grid th a:has-text('Kazakhstan')")
    page.wait_for_selector("#source-list")
    assert page.locator("#filter-state").input_value() == "KZ"
    page.select_option("#filter-state", "")
    page.fill("#filter-text", "new york")
    page.wait_for_function("/^[1-9]\\d* sources?$/.test(document.querySelector('#filter-count').textContent)")
    page.locator("#source-list li:not([hidden]) a").first.click()
    page.wait_for_selector("#view .whole")
    page.evaluate("location.hash = 'source=no-such'")
    page.wait_for_selector("#view h1:has-text('No such source')")
    page.evaluate("location.hash = 'about'")
    page.wait_for_selector("#view h1:has-text('About')")
    page.click(".crumb a")
    page.wait_for_selector(".start", state="visible")


def test_copy_link_and_memo(visit: Callable[..., Any]) -> None:
    page = visit()
    ask(page)
    page.click("[data-copy]")
    page.wait_for_selector("[data-copy]:has-text('Copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert QUESTION in copied and "\nSources\n[1] " in copied
    page.click("[data-link]")
    page.wait_for_selector("[data-link]:has-text('Link copied')")
    link = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        page.click("[data-memo]")
    assert download.value.suggested_filename == "memo-00000000000000aa.docx"
    assert Path(download.value.path()).read_bytes() == b"PK memo of " + QUESTION.encode()
    other = visit(fragment=link[link.index("#") :])
    other.wait_for_selector(".turn .answer")
    assert other.locator(".q").inner_text().endswith(QUESTION)


def test_every_control_has_a_name_and_text_has_contrast(visit: Callable[..., Any]) -> None:
    for scheme in ("light", "dark"):
        page = visit(scheme=scheme)
        ask(page, "Compare: can we?")
        page.wait_for_timeout(900)
        assert page.evaluate(NAMELESS) == []
        assert page.evaluate(PALE) == []


def test_no_footer_of_gradio_and_no_call_home(visit: Callable[..., Any]) -> None:
    page = visit()
    assert page.locator("footer:visible").count() == 0
    config = page.evaluate("window.gradio_config")
    assert config["analytics_enabled"] is False
    assert config["run_history"] is False


def test_the_endpoint_gives_the_answer_object(address: str) -> None:
    client = pytest.importorskip("gradio_client").Client(address, verbose=False)
    found = client.predict("Can we enforce it?", ["We won in Sweden."], "2014-05-01", api_name="/ask")
    assert (found["question"], found["as_of"], found["status"]) == ("Can we enforce it?", "2014-05-01", "answered")
    assert re.fullmatch("[0-9a-f]{16}", found["id"])
    for text, as_of, said in (
        ("?!", "", "no word"),
        ("Can we?", "tomorrow", "no ISO date"),
        ("break", "", "Run exequatur"),
    ):
        with pytest.raises(Exception, match=said):
            client.predict(text, [], as_of, api_name="/ask")
    assert list(client.view_api(return_format="dict")["named_endpoints"]) == ["/ask"]


NAMELESS = """() => [...document.querySelectorAll('#app button, #app a[href], #app input, #app select, #app textarea')]
  .filter(e => e.offsetParent && !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length)))
  .map(e => e.outerHTML.slice(0, 120))"""

# WCAG 2.2, 1.4.3: 4.5 to 1, 3 to 1 for large text; contrast is (L1 + 0.05) / (L2 + 0.05).
PALE = """() => {
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = c => { const f = v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
    return .2126 * f(c[0]) + .7152 * f(c[1]) + .0722 * f(c[2]); };
  const behind = e => { for (let n = e; n; n = n.parentElement) { const c = rgb(getComputedStyle(n).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const pale = [];
  for (const e of document.querySelectorAll('#app *')) {
    if (!e.offsetParent || e.closest('.sr, svg, option') || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const style = getComputedStyle(e), a = light(rgb(style.color)), b = light(behind(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const large = parseFloat(style.fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5)) pale.push(e.className + ' ' + e.textContent.trim().slice(0, 30) + ' ' + ratio.toFixed(2));
  }
  return pale; }"""
