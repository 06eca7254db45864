"""A model in this process: a folder that transformers reads, or one GGUF file."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.llms import WORDS_AT_MOST, Access, Call, Prompt, Usage
from assistant.troubles import ModelTrouble, Trouble
from corpus.errors import UnknownName


class LocalModel:
    """A causal language model of transformers; one answer is written at a time."""

    endpoint = ""

    def __init__(self, access: Access) -> None:
        path = Path(access.model).expanduser()
        if not path.exists():
            raise UnknownName(
                f"there is no model at {path}", hint="Set EXEQUATUR_LLM to local: and an existing path."
            )
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
            writing = threading.Thread(target=self._model.generate, kwargs=arguments, daemon=True)
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
    try:
        from transformers import AutoModelForCausalLM, AutoTokenizer

        if path.is_file():
            where, more = str(path.parent), {"gguf_file": path.name}
        else:
            where, more = str(path), {}
        tokens = AutoTokenizer.from_pretrained(where, local_files_only=True, **more)
        model = AutoModelForCausalLM.from_pretrained(where, local_files_only=True, **more)
    except ImportError as error:
        raise UnknownName(
            f"a package for {path.name} is missing ({error.name or error})",
            hint="Run: pip install 'exequatur[local]'.",
        ) from error
    except (OSError, ValueError, KeyError) as error:
        raise UnknownName(
            f"{path.name} cannot be loaded ({type(error).__name__})",
            hint="Name a GGUF file, or a folder with a model and its tokeniser.",
        ) from error
    return model.eval(), tokens  # type: ignore[no-untyped-call]
