"""What stands beside the writer with a model: a second opinion, reading with a model, privacy, the doctor."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from evals.scripted import ScriptedServer

QUESTION = "How long do I have to present a foreign judgment for enforcement in Kazakhstan?"

Answer = dict[str, Any]
Asked = Callable[..., Answer]


def same_as_quotations(answer: Answer, quoted: Answer) -> bool:
    return all(answer[name] == quoted[name] for name in ("lead", "claims", "verdict"))


def test_a_second_opinion_withholds_what_it_does_not_find(asked: Asked, ask: Asked) -> None:
    with ScriptedServer("perfect") as server, ScriptedServer("doubting") as other:
        answer = asked(server.url, llm_checker="openai-like:other", llm_checker_url=other.url)
        once = len(other.prompts)
    assert answer["writer"] == "quotation"
    assert {item["why"] for item in answer["withheld"]} == {"openai-like:other does not find it in its source"}
    assert other.url.removesuffix("/v1") in answer["notice"], "another server has seen what was written"
    assert len(answer["withheld"]) == once
    assert answer["trace"]["writing"]["second"]["tokens_in"] == sum(len(prompt) // 4 for prompt in other.prompts)


def test_a_second_opinion_that_never_comes_takes_no_more_than_the_time_there_is(asked: Asked, ask: Asked) -> None:
    quoted = ask(QUESTION)
    with ScriptedServer("perfect") as server, ScriptedServer("hang") as other:
        answer = asked(server.url, timeout=2.0, llm_checker="openai-like:other", llm_checker_url=other.url)
    assert same_as_quotations(answer, quoted)
    assert answer["trace"]["writing"]["seconds"] < 4.0


@pytest.mark.parametrize("behaviour", ["perfect", "inventing", "garbage", "401", "hang"])
def test_a_model_that_reads_badly_changes_no_answer(behaviour: str, asked: Asked, ask: Asked) -> None:
    text = "We won abroad and the debtor has assets in Kazakhstan. What must be filed?"
    quoted = ask(text)
    with ScriptedServer(behaviour) as server:
        answer = asked(server.url, text, timeout=3.0 if behaviour == "hang" else 180.0, llm_reads=True)
        assert server.prompts and text in server.prompts[0]
    assert (answer["status"], answer["verdict"]) == (quoted["status"], quoted["verdict"])
    assert answer["case_facts"] == quoted["case_facts"]
    assert answer["trace"]["writing"]["read_by_model"] == {}
    assert server.url.removesuffix("/v1") in answer["notice"]


ANATOLIA = "Can an Anatolian judgment be enforced in Kazakhstan?"


def test_a_model_that_reads_well_fills_in_what_no_table_knows_and_the_user_has_the_last_word(
    tools: Any, tmp_path: Path
) -> None:
    from assistant.session import Session
    from assistant.writing.outfit import outfit
    from index.embedders import embedder

    with ScriptedServer("perfect") as server:
        given = {"llm": "openai-like:scripted", "llm_url": server.url, "llm_timeout": 180.0, "llm_reads": True}
        settings = Settings(_env_file=None, data=tools.settings.data, **given)  # type: ignore[call-arg]
        reading = replace(outfit(replace(tools, settings=settings), embedder(settings.embedder)), writer=None)
        session = Session()
        read = session.ask(ANATOLIA, reading)
        session.save(tmp_path / "kept.json")
        session = Session.load(tmp_path / "kept.json")
        onwards = session.ask("And how long do I have to present it?", reading)
        corrected = session.ask("No, the judgment is Dutch.", reading)
        session.correct(state_of_origin="NL")
        by_hand = session.ask(ANATOLIA, reading)
    without = Session().ask(ANATOLIA, tools)
    assert read["trace"]["writing"]["read_by_model"] == {"state_of_origin": "TR"}
    assert (without["case_facts"]["state_of_origin"], read["case_facts"]["state_of_origin"]) == (None, "TR")
    assert read["verdict"] == "yes" != without["verdict"], "a treaty links Turkey and Kazakhstan"
    assert onwards["case_facts"]["state_of_origin"] == "TR", "what a model read lasts as long as what was said"
    for answer in (onwards, corrected, by_hand):
        assert not answer["trace"].get("writing", {}).get("read_by_model")
    for answer in (corrected, by_hand):
        assert answer["case_facts"]["state_of_origin"] == "NL"


def test_what_is_meant_for_this_machine_goes_through_no_proxy(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with ScriptedServer("perfect") as server:
        assert asked(server.url)["writer"] == "openai-like:scripted"


def test_the_page_names_every_server_beyond_this_machine(tools: Any) -> None:
    from assistant.ui.local import Local

    def outside(**given: str) -> str:
        chosen = Settings(_env_file=None, data=tools.settings.data, **given)  # type: ignore[call-arg, arg-type]
        return Local(replace(tools, settings=chosen)).outside

    assert outside() == ""
    assert outside(llm="local:model.gguf") == ""
    assert outside(llm="openai-like:m", llm_url="http://127.0.0.1:11434/v1") == ""
    assert outside(llm="openai-like:m") == "openai-like:m (https://api.openai.com)"
    assert outside(llm="local:model.gguf", llm_checker="anthropic:c") == "anthropic:c (https://api.anthropic.com)"
    both = outside(llm="openai-like:m", llm_url="https://key@llm.example/v1", llm_checker="anthropic:c",
                   llm_checker_url="https://other.example")  # fmt: skip
    assert both == "openai-like:m (https://llm.example), anthropic:c (https://other.example)"


def test_the_doctor_tries_every_model_and_says_what_it_found(tools: Any) -> None:
    from assistant.writing.trial import trial

    def found(url: str, other: str) -> list[tuple[str, str, str]]:
        given = {"llm": "openai-like:m", "llm_url": url, "llm_checker": "openai-like:c", "llm_checker_url": other}
        return list(trial(Settings(_env_file=None, data=tools.settings.data, **given)))  # type: ignore[call-arg, arg-type]

    with ScriptedServer("perfect") as server, ScriptedServer("401") as other:
        writer, wrote, shape, checker, checked = found(server.url, other.url)
    assert server.url.removesuffix("/v1") in writer[1] and other.url.removesuffix("/v1") in checker[1]
    assert wrote[1].startswith("answered in") and not wrote[2]
    assert shape[1] == "the server does not hold the model to the shape asked for" and "JSON" in shape[2]
    assert checked[1] == "did not answer as asked: key (status 401)"
    assert checked[2] == "Check EXEQUATUR_LLM_KEY."
