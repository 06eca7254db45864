"""A model in this process: one GGUF file, which llama.cpp reads, or a folder, which transformers reads."""

import os
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.llms import LLM, WORDS_AT_MOST, Access, Call, OpenAICompatible, Prompt, Usage
from assistant.troubles import ModelTrouble, Trouble
from corpus.errors import UnknownName


def local(access: Access) -> LLM:
    """The model at a path.

    Raises:
        UnknownName: nothing is there, it cannot be loaded, or the package that loads it is missing.
    """
    path = Path(access.model).expanduser()
    if not path.exists():
        raise UnknownName(f"there is no model at {path}", hint="Set EXEQUATUR_LLM to local: and an existing path.")
    return LlamaCpp(path, access) if path.is_file() else TransformersModel(path, access)


class LlamaCpp:
    """A GGUF file behind llama.cpp's own server, on a port of this machine that only this process has the key to.

    What comes is held to its shape by the server, and it stops writing when the call is ended.
    """

    endpoint = ""

    def __init__(self, path: Path, access: Access) -> None:
        self.name = f"local:{path.name}"
        key = secrets.token_hex(16)
        self._server = _llama_server(path, access.window, key)
        address = f"{self._server.listening_address}/v1"
        self._asked = OpenAICompatible(Access(model=path.stem, url=address, key=key))

    def call(self, prompt: Prompt, timeout_s: float) -> Call:
        """Write; questions that come at once are answered one after the other."""
        return self._asked.call(prompt, timeout_s)


def _llama_server(path: Path, window: int, key: str) -> Any:
    try:
        import xllamacpp
    except ImportError as error:
        raise UnknownName(
            "the package xllamacpp is not installed", hint="Run: pip install 'exequatur[local]'."
        ) from error
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = window
    params.api_keys = [key]
    params.verbosity = -1
    params.warmup = params.fit_params = params.ui = params.endpoint_slots = params.endpoint_props = False
    params.cache_ram_mib = 0
    cores = os.cpu_count() or 1
    params.cpuparams_batch.n_threads = cores
    # Threads that write wait for one another at each token, in a busy loop: beside one other busy process, two on two
    # cores wrote 3 tokens a second, one wrote 30. Reading a prompt loses nothing there, and is twice as fast when it is quiet.
    params.cpuparams.n_threads = max(1, cores - 1)
    params.cpuparams.poll = params.cpuparams_batch.poll = 0
    try:
        return xllamacpp.Server(params)
    except (RuntimeError, ValueError) as error:
        raise UnknownName(
            f"{path.name} cannot be loaded ({type(error).__name__})", hint="Name a GGUF file that llama.cpp reads."
        ) from error


class TransformersModel:
    """A causal language model of transformers; one answer is written at a time."""

    endpoint = ""

    def __init__(self, path: Path, access: Access) -> None:
        self.name = f"local:{path.name}"
        self._model, self._tokens = _loaded(path)
        self._busy = threading.Lock()
        self._timeout_s = access.timeout_s

    def call(self, prompt: Prompt, timeout_s: float) -> Call:
        """Write in a thread of its own, which stops at the next token once the call is ended."""
        usage, stop = Usage(counted=True), threading.Event()
        return Call(pieces=self._pieces(prompt, timeout_s, usage, stop), usage=usage, end=stop.set)

    def _pieces(self, prompt: Prompt, timeout_s: float, usage: Usage, stop: threading.Event) -> Iterator[str]:
        from transformers import StoppingCriteriaList, TextIteratorStreamer

        if not self._busy.acquire(timeout=timeout_s):
            raise ModelTrouble(Trouble.BUSY, "another answer is being written")
        try:
            turns = [{"role": "user", "content": prompt.text}]
            inputs = self._tokens.apply_chat_template(
                turns, add_generation_prompt=True, return_tensors="pt", return_dict=True
            )
            usage.tokens_in = int(inputs["input_ids"].shape[1])
            window = int(getattr(self._model.config, "max_position_embeddings", 2**20))
            if usage.tokens_in + 64 > window:
                raise ModelTrouble(Trouble.OVERFLOW, f"{usage.tokens_in} tokens of {window}")
            streamer = TextIteratorStreamer(
                self._tokens, skip_prompt=True, skip_special_tokens=True, timeout=timeout_s
            )
            limits = StoppingCriteriaList([lambda ids, scores, **more: stop.is_set()])
            arguments = {
                **inputs,
                "streamer": streamer,
                "max_new_tokens": min(WORDS_AT_MOST, window - usage.tokens_in),
                "do_sample": False,
                "stopping_criteria": limits,
                "pad_token_id": self._tokens.eos_token_id,
            }
            writing = threading.Thread(target=self._model.generate, kwargs=arguments)
            writing.start()
            try:
                for piece in streamer:
                    usage.tokens_out += len(self._tokens(piece, add_special_tokens=False)["input_ids"])
                    yield piece
            finally:
                stop.set()
                writing.join(timeout_s)
        finally:
            self._busy.release()


def _loaded(path: Path) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    try:
        tokens = AutoTokenizer.from_pretrained(str(path), local_files_only=True)
        model = AutoModelForCausalLM.from_pretrained(str(path), local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise UnknownName(
            f"{path.name} cannot be loaded ({type(error).__name__})",
            hint="Name a GGUF file, or a folder with a model and its tokeniser.",
        ) from error
    return model.eval(), tokens  # type: ignore[no-untyped-call]
