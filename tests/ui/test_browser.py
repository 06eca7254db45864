"""The page in a real browser: asking, reading the evidence, correcting, the other pages, and over HTTP."""

import re
from pathlib import Path
from typing import Any

import pytest
from browsing import QUESTION, Visit, answered, ask, questions
from page_fakes import Scripted

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]


def test_a_question_is_answered_and_its_citation_read(visit: Visit) -> None:
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
    assert page.locator("#evidence dd:has-text('no. 1 by words')").count() == 1
    # what no source confirms has a rule, a tint, a shape and a word
    loose = page.locator(".claims .loose").first
    assert loose.locator(".warn svg").count() == 1 and "unconfirmed" in loose.inner_text()
    assert loose.evaluate("e => getComputedStyle(e).borderLeftStyle") == "dashed"
    assert "1 statement was withheld" in page.inner_text(".held")
    page.click(".held button")
    page.wait_for_selector("#panel-how:has-text('Duty is 9 MCI.')")


def test_neighbours_and_the_whole_source_are_one_step_away(visit: Visit) -> None:
    page = visit()
    ask(page)
    before = page.get_attribute("#evidence aside", "data-opened")
    page.locator(".near button").first.click()
    page.wait_for_function(f"document.querySelector('#evidence aside').dataset.opened !== '{before}'")
    near = page.get_attribute("#evidence aside", "data-opened")
    page.locator(".near a:visible").click()
    page.wait_for_selector("#view .src.here")
    assert page.get_attribute("#view .src.here", "id") == f"p-{near}"
    assert page.locator("#view .src").count() > 1
    page.go_back()
    page.wait_for_selector("#talk .lead", state="visible")


def test_the_keyboard_alone_asks_opens_a_passage_and_comes_back(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    answered(page, 1)
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
    page.locator(".lead .m").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel-cited", state="visible")
    page.wait_for_function("document.activeElement.matches('#evidence h3')")


def test_the_finished_answer_is_announced_once(visit: Visit) -> None:
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


def test_a_corrected_fact_answers_the_last_question_again(visit: Visit) -> None:
    page = visit()
    ask(page)
    page.click('.chips [data-fact="state_of_origin"]')
    page.select_option("#f-state_of_origin", label="Germany")
    page.click("#facts-form [type=submit]")
    page.wait_for_selector('.chips [data-fact="state_of_origin"]:has-text("Germany")')
    answered(page, 1)
    assert questions(page) == [QUESTION]
    # a field that was touched in one matter does not stay in the next
    page.click("[data-new]")
    page.wait_for_selector(".start")
    assert page.input_value("#f-state_of_origin") == ""


def test_choices_and_follow_ups_ask_on_a_click(visit: Visit) -> None:
    page = visit()
    ask(page, "Can I enforce my judgment?")
    page.click(".choices button:has-text('Sweden')")
    answered(page, 2)
    page.click(".next button:has-text('What must be filed?')")
    answered(page, 3)
    assert page.locator(".next").count() == 1
    last = page.locator(".turn").last.bounding_box()
    assert 0 <= last["y"] < 300  # the newest question stands at the top


def test_what_cannot_be_answered_is_said_and_not_lost(visit: Visit) -> None:
    page = visit()
    for text, said in (
        ("", "empty"),
        ("", "empty"),
        ("?!…", "no word"),
        ("x" * 20_000, "20,000 characters"),
        ("please break", "Run exequatur index"),
        ("crash now", "back in the box"),
    ):
        before = page.get_attribute("#complaint p", "data-request") if page.locator("#complaint p").count() else ""
        page.fill("#ask-text", text)
        page.click("#ask-form [type=submit]")
        page.wait_for_function(
            f"(document.querySelector('#complaint p')?.dataset.request || '{before}') !== '{before}'"
        )
        assert said in page.inner_text("#complaint [role=alert]")
        page.wait_for_function("document.querySelector('#app').dataset.busy === ''")
        assert page.input_value("#ask-text") == text
    ask(page)
    assert page.inner_text("#complaint").strip() == ""


def test_markup_in_a_question_is_shown_and_never_run(visit: Visit) -> None:
    page = visit()
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> ${alert(3)} {{constructor}} `x` Can we?"
    ask(page, hostile)
    assert questions(page) == [hostile]
    assert page.locator("#app img, #app script").count() == 0
    page.click("[data-more]")
    page.fill(".more input", "<img src=x onerror=alert(4)>")
    page.keyboard.press("Enter")
    page.wait_for_selector(".matters .open:has-text('onerror')")
    page.reload()
    page.wait_for_selector(".turn .q")
    assert questions(page) == [hostile]
    assert page.locator("#app img, #app script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_over_the_edge_of_a_phone(visit: Visit, scheme: str) -> None:
    page = visit(390, 844, scheme, "?lang=ru" if scheme == "dark" else "")
    wide = "document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(wide) <= 0
    ask(page, "Compare: can we enforce in " + "Almaty" * 40 + "?")
    assert page.evaluate(wide) <= 0
    page.locator(".claims .m").first.click()
    page.wait_for_selector("#evidence .pass", state="visible")
    for pane in ("facts", "matters", "evidence", "chat"):
        page.click(f".bottom [data-pane={pane}]")
        assert page.evaluate(wide) <= 0
    for other in ("coverage", "sources", "about", "cell=KZ/reciprocity"):
        page.evaluate(f"location.hash = '{other}'")
        page.wait_for_selector("#view #page-title")
        assert page.evaluate(wide) <= 0


def test_the_other_pages_show_the_corpus(visit: Visit) -> None:
    page = visit(path="#coverage")
    page.wait_for_selector("#view .grid")
    assert page.locator(".grid tbody tr").count() > 20
    page.fill("#view .filter input", "kazakh")
    assert page.locator(".grid tbody tr:visible").count() == 1
    cell = page.locator(".grid .cell a").first
    counted = re.search(r"(\d+) passages, (\d+) confirmed", cell.get_attribute("title"))
    assert counted
    cell.click()
    page.wait_for_selector("#view .whole .src")
    assert page.locator("#view .src").count() == int(counted[1])
    assert page.locator("#view .src .ok").count() == int(counted[2])
    page.go_back()
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


def test_copy_link_and_memo(visit: Visit) -> None:
    page = visit()
    ask(page)
    page.click("[data-copy]")
    page.wait_for_selector("[data-copy]:has-text('Copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert QUESTION in copied and "\nSources\n[1] " in copied
    page.click("[data-link]")
    page.wait_for_selector("[data-link]:has-text('Link copied')")
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(re.escape(visit.address) + "a/[0-9a-f]{32}", link)
    with page.expect_download() as download:
        page.click("[data-memo]")
    assert download.value.suggested_filename == "memo-00000000000000aa.docx"
    assert Path(download.value.path()).read_bytes() == b"docx memo of " + QUESTION.encode()


def test_what_a_reader_says_of_an_answer_is_kept_with_it(visit: Visit, keeper: Any) -> None:
    page = visit()
    ask(page)
    page.locator("[data-complain]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.value === 'useful'")
    page.keyboard.press("ArrowDown")  # the next reason
    page.fill(".saying textarea", "<b>It is article 503</b>")
    page.click(".saying [type=submit]")
    page.wait_for_selector("#complaint:has-text('kept with the answer')")
    page.wait_for_selector("[data-complain]:has-text('You said: wrong source')")
    ((said, kept),) = keeper.answers.all_said()
    assert (said.complaint, said.note) == ("wrong source", "<b>It is article 503</b>")
    assert kept.answer["question"] == QUESTION
    page.reload()
    page.wait_for_selector("[data-complain]:has-text('You said: wrong source')")


def test_an_answer_whose_sources_changed_says_so(visit: Visit, keeper: Any) -> None:
    page = visit()
    ask(page)
    id_ = page.locator(".claims .m").first.get_attribute("data-open")
    corpus = keeper._passages
    keeper._passages = {name: passage for name, passage in corpus.items() if name != id_}
    try:
        page.reload()
        page.wait_for_selector(".stale:has-text('no longer in the corpus')")
        assert "Ask again" in page.inner_text(".stale")
    finally:
        keeper._passages = corpus


def test_no_footer_of_gradio_and_no_call_home(visit: Visit) -> None:
    page = visit()
    assert page.locator("footer:visible").count() == 0
    config = page.evaluate("window.gradio_config")
    assert config["analytics_enabled"] is False
    assert config["run_history"] is False
    faces = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').length)"
    )
    assert faces >= 2


def test_the_endpoint_gives_the_answer_object(address: str) -> None:
    client = pytest.importorskip("gradio_client").Client(address, verbose=False)
    found: dict[str, Any] = client.predict("Can we enforce it?", ["We won in Sweden."], "2014-05-01", api_name="/ask")
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
