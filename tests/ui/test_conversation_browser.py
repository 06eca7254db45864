"""Conversations in a real browser: changing one's mind, the list on the left, and what goes wrong on the way."""

from pathlib import Path
from typing import Any

import pytest
from browsing import Visit, Visits, answered, ask, opened, questions
from page_fakes import WithMemo, keeper_in
from page_server import free_port, serving

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]


def test_a_question_can_be_changed_taken_back_and_answered_again(visit: Visit) -> None:
    page = visit()
    for text in ("One?", "Two?", "Three?"):
        ask(page, text)
    page.click("[data-edit='1']")
    assert page.input_value("#ask-text") == "Two?"
    assert "question 2" in page.inner_text("#editing")
    page.fill("#ask-text", "Two, differently?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#complaint [data-put-back]")
    assert questions(page) == ["One?", "Two, differently?"]
    assert "1 later question set aside" in page.inner_text("#complaint")
    assert page.locator("#editing").is_hidden()
    page.click("[data-put-back]")
    answered(page, 3)
    assert questions(page) == ["One?", "Two?", "Three?"]
    page.click("[data-undo]")
    answered(page, 2)
    assert page.input_value("#ask-text") == "Three?"
    page.click("[data-put-back]")
    answered(page, 3)
    page.click("[data-again]")
    answered(page, 3)
    page.click("[data-edit='0']")
    page.keyboard.press("Escape")
    assert page.locator("#editing").is_hidden() and page.input_value("#ask-text") == ""
    page.reload()
    opened(page)
    answered(page, 3)
    assert questions(page) == ["One?", "Two?", "Three?"]


def test_steps_then_claims_appear_and_the_work_can_be_stopped(visit: Visit) -> None:
    page = visit()
    page.evaluate(
        "window.seen = []; new MutationObserver(() => { const col = document.querySelector('#talk .col'); if (!col) return;"
        "const now = [col.querySelectorAll('.steps li').length, col.querySelectorAll('.claims > li').length];"
        "if (JSON.stringify(window.seen.at(-1)) !== JSON.stringify(now)) window.seen.push(now); })"
        ".observe(document.querySelector('#talk'), {childList: true, subtree: true})"
    )
    ask(page, "Can we, slowly?")
    seen = page.evaluate("window.seen")
    steps, claims = [s for s, _ in seen], [c for _, c in seen]
    assert steps[0] >= 1 and steps[-1] == 0 and max(steps) >= 3
    assert claims == sorted(claims) and len(set(claims)) > 2  # claim by claim, none taken away
    page.fill("#ask-text", "Can we, for ages?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn .steps")
    page.click("[data-stop]")
    page.wait_for_selector("#complaint:has-text('Stopped')")
    answered(page, 1)
    assert page.input_value("#ask-text") == "Can we, for ages?"
    ask(page, "And now?")
    assert questions(page) == ["Can we, slowly?", "And now?"]


def test_matters_are_renamed_found_exported_deleted_and_put_back(visit: Visit) -> None:
    page = visit()
    ask(page, "Dutch judgment?")
    page.click("[data-new]")
    page.wait_for_selector(".start")
    ask(page, "Paris award?")
    titles = ".matters .open:visible"
    page.locator("[data-more]").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("The trader")  # the name is selected
    page.keyboard.press("Enter")
    page.wait_for_selector(".matters .open:has-text('The trader')")
    page.wait_for_function("document.activeElement.matches('[data-more]')")
    page.fill("#find-matter", "dutch")
    page.wait_for_function("document.querySelectorAll('#matters li:not([hidden])').length === 1")
    assert page.locator(titles).all_inner_texts() == ["Dutch judgment?"]
    page.fill("#find-matter", "no such words")
    page.wait_for_selector("#no-matter", state="visible")
    page.fill("#find-matter", "")
    page.wait_for_selector("#no-matter", state="hidden")
    with page.expect_download() as download:
        page.locator("[data-more]").nth(1).click()
        page.locator("[data-export][data-form=md]").nth(1).click()
    assert download.value.suggested_filename.endswith(".md")
    page.locator("[data-more]").first.click()
    page.locator("[data-delete]").first.click()
    page.wait_for_selector("#complaint:has-text('“The trader” was deleted.')")
    assert questions(page) == ["Dutch judgment?"]
    page.click("[data-put-back]")
    page.wait_for_selector(".turn .q:has-text('Paris award?')")
    page.reload()
    opened(page)
    page.wait_for_selector(".turn .q:has-text('Paris award?')")
    assert page.locator(titles).all_inner_texts() == ["The trader", "Dutch judgment?"]
    page.click(".matters .open:has-text('Dutch judgment?')")
    page.wait_for_selector(".turn .q:has-text('Dutch judgment?')")
    assert page.locator(".turn").count() == 1


def test_two_tabs_share_the_matters_and_each_has_its_own_open(visit: Visits) -> None:
    one = visit()
    two = visit.tab(visit.contexts[0])
    for page, text in ((one, "First tab?"), (two, "Second tab?")):
        page.fill("#ask-text", text)
    for page in (one, two):
        page.keyboard.press("Enter")
    for page, text in ((one, "First tab?"), (two, "Second tab?")):
        answered(page, 1)
        page.reload()
        opened(page)
        assert questions(page) == [text]
        assert page.locator(".matters .open").count() == 2
    two.click(".matters .open:has-text('First tab?')")
    two.wait_for_selector(".turn .q:has-text('First tab?')")
    ask(two, "In the same matter?")
    one.fill("#ask-text", "And from here?")
    one.keyboard.press("Enter")
    answered(one, 3)
    assert questions(one) == ["First tab?", "In the same matter?", "And from here?"]
    two.click("[data-more]")
    two.click("[data-delete]")
    two.wait_for_selector("#complaint [data-put-back]")
    one.fill("#ask-text", "Still there?")
    one.keyboard.press("Enter")
    one.wait_for_selector("#complaint:has-text('no longer here')")
    assert one.input_value("#ask-text") == "Still there?"
    two.click("[data-put-back]")
    answered(two, 3)


def test_two_people_do_not_see_each_other(chromium: Any, tmp_path: Path) -> None:
    with serving(WithMemo(), free_port(), keeper_in(tmp_path), auth=[("ann", "a"), ("bob", "b")]) as address:
        visits = Visits(chromium, address)
        pages = []
        for name in ("ann", "bob"):
            context = visits.context()
            context.request.post(address + "login", form={"username": name, "password": name[0]})
            pages.append(visits.tab(context))
            ask(pages[-1], f"{name} asks?")
        for page, name in zip(pages, ("ann", "bob"), strict=True):
            page.reload()
            opened(page)
            assert page.locator(".matters .open").all_inner_texts() == [f"{name} asks?"]
        visits.close()


def test_a_reload_while_it_works_asks_again_and_loses_nothing(visit: Visit) -> None:
    page = visit()
    ask(page, "First?")
    page.fill("#ask-text", "Second, for ages?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn .steps")
    page.reload()
    opened(page)
    page.wait_for_function("document.querySelectorAll('.turn').length === 2")
    assert questions(page) == ["First?", "Second, for ages?"]
    page.reload()
    opened(page)
    page.wait_for_selector("#said:has-text('reloaded twice')")
    assert page.input_value("#ask-text") == "Second, for ages?" and questions(page) == ["First?"]
    page.fill("#ask-text", "A draft")
    page.reload()
    opened(page)
    assert page.input_value("#ask-text") == "A draft"


def test_a_lost_connection_is_said_and_the_question_asked_when_it_is_back(visit: Visits) -> None:
    page = visit()
    ask(page, "First?")
    visit.contexts[0].set_offline(True)
    page.fill("#ask-text", "On the way?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#said:has-text('connection')")
    assert questions(page) == ["First?"]
    visit.contexts[0].set_offline(False)
    answered(page, 2)
    assert questions(page) == ["First?", "On the way?"]
    assert page.locator("#said").is_hidden()


def test_a_restart_of_the_server_loses_nothing(chromium: Any, tmp_path: Path) -> None:
    port = free_port()
    with serving(WithMemo(), port, keeper_in(tmp_path)) as address:
        visits = Visits(chromium, address)
        page = visits()
        ask(page, "First?")
    with serving(WithMemo(), port, keeper_in(tmp_path)):
        page.fill("#ask-text", "Second?")
        page.keyboard.press("Enter")
        answered(page, 2)
        assert questions(page) == ["First?", "Second?"]
        visits.close()


def test_the_page_speaks_the_language_of_the_address_of_the_choice_and_of_the_browser(visit: Visits) -> None:
    page = visit(locale="ru-RU")
    assert page.inner_text(".new") == "Новое дело"
    assert page.evaluate("document.documentElement.lang") == "ru"
    ask(page, "Первый?")
    page.click("[data-language=kk]")
    page.wait_for_function("document.documentElement.lang === 'kk'")
    assert page.inner_text(".new") == "Жаңа іс" and questions(page) == ["Первый?"]
    page.reload()
    opened(page)
    assert page.evaluate("document.documentElement.lang") == "kk"  # chosen before
    other = visit.tab(visit.contexts[0], "?lang=en#about")
    other.wait_for_selector("#view h1:has-text('About exequatur')")
    assert other.evaluate("document.documentElement.lang") == "en"  # the address wins
