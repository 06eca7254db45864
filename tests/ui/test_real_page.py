"""The page over the real line from question to answer; needs the index (`exequatur index`)."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from page_server import free_port, serving

from assistant import wiring
from assistant.settings import read_settings
from assistant.ui.local import Local
from assistant.ui.start_html import examples
from assistant.ui.texts import load_texts
from corpus.errors import ExequaturError

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

EXAMPLES = [(code, text) for code, t in load_texts().items() for texts in examples(t).values() for text in texts]

# In each language one example at least shows what a refusal looks like.
REFUSED = dict.fromkeys(("rain", "футболу", "Футболдан"), "out_of_scope") | dict.fromkeys(
    ("docket", "судью"), "not_in_corpus"
)


@pytest.fixture(scope="module")
def real() -> Local:
    try:
        return Local(wiring.build(read_settings()))
    except ExequaturError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def address(real: Local, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = read_settings(database=f"sqlite:///{tmp_path_factory.mktemp('kept') / 'kept.sqlite3'}")
    with serving(real, free_port(), wiring.keeper(settings, real.tools)) as url:
        yield url


def test_a_question_typed_is_answered_with_words_that_stand_in_the_passage(
    chromium: Any, address: str, real: Local
) -> None:
    page = chromium.new_page()
    page.goto(address)
    page.wait_for_selector("#app[data-ready]")
    page.fill("#ask-text", "Can a foreign judgment be enforced in Kazakhstan without a treaty?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn .answer .lead")
    mark = page.locator(".answer .m").first
    wanted = mark.get_attribute("data-open")
    mark.click()
    page.wait_for_selector(f'#evidence aside[data-opened="{wanted}"]')
    lit = page.locator("#evidence mark").first.inner_text()
    assert lit and lit in real.passages[wanted].text
    page.close()


@pytest.mark.parametrize(("code", "text"), EXAMPLES)
def test_no_example_of_the_first_screen_is_a_dead_end(real: Local, code: str, text: str) -> None:
    found = real.ask(real.question(text))
    reason = next((reason for word, reason in REFUSED.items() if word in text), None)
    assert found["language"] == code
    assert (found["status"], found["reason"]) == ("declined" if reason else "answered", reason), found["lead"]
    for claim in found["claims"]:
        for citation in claim["citations"]:
            passage = real.passages[citation["passage_id"]]
            assert passage.text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_fact_set_by_hand_wins(real: Local) -> None:
    facts = {"state_of_origin": "DE", "given": "2020-05-01"}
    found = real.ask(real.question("Can the judgment be enforced in Kazakhstan?", facts=facts))
    assert found["case_facts"]["state_of_origin"] == "DE"
    assert found["case_facts"]["given"] == "2020-05-01"


def test_the_memo_is_a_word_file(real: Local) -> None:
    found = real.ask(real.question("Can a foreign judgment be enforced in Kazakhstan without a treaty?"))
    assert zipfile.is_zipfile(io.BytesIO(real.memo([found], "docx")))
    assert real.memo([found], "md").startswith(b"# ")


def test_the_page_says_what_became_of_the_model(chromium: Any, real: Local, tmp_path: Path) -> None:
    pytest.importorskip("llama_index.llms.openai_like", reason="the package llama-index-llms-openai-like is missing")
    from assistant.writing.outfit import outfit
    from evals.scripted import ScriptedServer
    from index.embedders import embedder

    with ScriptedServer("401") as server:
        settings = read_settings(
            llm="openai-like:scripted", llm_url=server.url, database=f"sqlite:///{tmp_path / 'kept.sqlite3'}"
        )
        tools = outfit(replace(real.tools, settings=settings), embedder(settings.embedder))
        with serving(Local(tools), free_port(), wiring.keeper(settings, tools)) as url:
            page = chromium.new_page()
            page.goto(url)
            page.wait_for_selector("#app[data-ready]")

            def asked(text: str, turn: int) -> str:
                page.fill("#ask-text", text)
                page.keyboard.press("Enter")
                return str(page.locator(".turn .answer .notice:not(.phone)").nth(turn).inner_text())

            assert "refused the key" in asked("Can a Dutch judgment be enforced in Kazakhstan?", 0)
            server.behaviour = "garbage"
            assert "не вернула ничего" in asked("Можно ли исполнить в Казахстане решение суда Нидерландов?", 1)
            server.close()
            assert "Ештеңе жіберілген жоқ." in asked("Нидерланд сотының шешімін Қазақстанда орындауға бола ма?", 2)
            page.close()


def test_what_a_model_read_lasts_on_the_page_until_it_is_corrected(
    chromium: Any, real: Local, tmp_path: Path
) -> None:
    pytest.importorskip("llama_index.llms.openai_like", reason="the package llama-index-llms-openai-like is missing")
    from assistant.writing.outfit import outfit
    from evals.scripted import ScriptedServer
    from index.embedders import embedder

    with ScriptedServer("perfect") as server:
        given = {"llm": "openai-like:scripted", "llm_url": server.url, "llm_timeout": 180.0, "llm_reads": True}
        settings = read_settings(**given, database=f"sqlite:///{tmp_path / 'kept.sqlite3'}")
        tools = replace(outfit(replace(real.tools, settings=settings), embedder(settings.embedder)), writer=None)
        with serving(Local(tools), free_port(), wiring.keeper(settings, tools)) as url:
            page = chromium.new_page()
            page.goto(url)
            page.wait_for_selector("#app[data-ready]")
            for turn, text in enumerate(
                ("Can an Anatolian judgment be enforced in Kazakhstan?", "And how long do I have to present it?")
            ):
                page.fill("#ask-text", text)
                page.keyboard.press("Enter")
                page.locator(".turn .answer .lead").nth(turn).wait_for()
                page.wait_for_selector('.chips [data-fact="state_of_origin"]:has-text("Türkiye")')
            page.click('.chips [data-fact="state_of_origin"]')
            page.select_option("#f-state_of_origin", label="Netherlands")
            page.click("#facts-form [type=submit]")
            page.wait_for_selector('.chips [data-fact="state_of_origin"]:has-text("Netherlands")')
            page.close()
