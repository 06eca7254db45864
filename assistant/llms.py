"""Language models by setting: any OpenAI-compatible server, Anthropic, or a model in this process."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from assistant.troubles import ModelTrouble, Trouble, of_http
from corpus.errors import UnknownName

OPENAI = "https://api.openai.com/v1"
ANTHROPIC = "https://api.anthropic.com"
THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")
"""Hosts that are never asked through a proxy, whatever the environment names: what is meant for them leaves nothing."""

WORDS_AT_MOST = 1200
"""Tokens that one answer may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What a model is asked; `schema` is the JSON Schema of what it must return."""

    text: str
    schema: Mapping[str, Any]


@dataclass(slots=True)
class Usage:
    """Tokens of one call; `counted` is False where they are estimated from characters, for want of a count."""

    tokens_in: int = 0
    tokens_out: int = 0
    counted: bool = False


@dataclass(slots=True)
class Call:
    """One call under way: its pieces of text as they come, what it used, and a way to end it."""

    pieces: Iterator[str]
    usage: Usage
    end: Callable[[], None] = field(default=lambda: None)


class LLM(Protocol):
    """A model that writes.

    `name` is the setting; `endpoint` is the server that sees what it is asked, empty for this process.
    """

    name: str
    endpoint: str

    def call(self, prompt: Prompt, timeout_s: float) -> Call:
        """Ask; pieces come as they are written.

        Raises:
            ModelTrouble: here or while the pieces come.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where a model is and how to get in; `timeout_s` is for one read, `window` are the tokens it is given room for."""

    model: str
    url: str = ""
    key: str = ""
    timeout_s: float = 30.0
    window: int = 8192


class OpenAICompatible:
    """Any server with OpenAI's chat completions, through llama-index; asks for structured output while it may."""

    def __init__(self, access: Access) -> None:
        from llama_index.llms.openai_like import OpenAILike

        self._make = OpenAILike
        self._access = access
        self._structured = True
        self._counting = True
        self.name = f"openai-like:{access.model}"
        self.endpoint = shown_address(access.url or OPENAI)

    def call(self, prompt: Prompt, timeout_s: float) -> Call:
        """One streamed chat completion; a server that refuses `response_format` is asked again without."""
        import httpx

        usage = Usage()
        client = httpx.Client(
            timeout=httpx.Timeout(timeout_s, connect=_connecting(timeout_s)),
            follow_redirects=False,
            mounts={f"all://{host}": None for host in THIS_MACHINE},
        )
        model = self._make(
            model=self._access.model,
            api_base=self._access.url or OPENAI,
            api_key=self._access.key or "none",
            is_chat_model=True,
            max_tokens=WORDS_AT_MOST,
            temperature=0.0,
            max_retries=0,
            timeout=timeout_s,
            http_client=client,
            reuse_client=True,
        )
        return Call(pieces=self._pieces(model, client, prompt, usage), usage=usage, end=client.close)

    def _pieces(self, model: Any, client: Any, prompt: Prompt, usage: Usage) -> Iterator[str]:
        from llama_index.core.llms import ChatMessage

        messages = [ChatMessage(role="user", content=prompt.text)]
        try:
            while True:
                try:
                    yield from self._stream(model, messages, prompt, usage)
                    return
                except Exception as error:
                    trouble = of_http(error)
                    if trouble.kind is not Trouble.FORMAT or not (self._structured or self._counting):
                        raise trouble from error
                    self._counting, self._structured = False, self._structured and self._counting
        finally:
            client.close()

    def _stream(self, model: Any, messages: list[Any], prompt: Prompt, usage: Usage) -> Iterator[str]:
        asked: dict[str, Any] = {}
        if self._structured:
            shape = {"name": "answer", "strict": True, "schema": prompt.schema}
            asked["response_format"] = {"type": "json_schema", "json_schema": shape}
        if self._counting:
            asked["stream_options"] = {"include_usage": True}
        usage.tokens_in, usage.tokens_out, usage.counted = len(prompt.text) // 4, 0, False
        written, ended = 0, False
        for chunk in model.stream_chat(messages, **asked):
            raw = chunk.raw
            if getattr(raw, "usage", None) is not None:
                usage.tokens_in, usage.tokens_out = raw.usage.prompt_tokens, raw.usage.completion_tokens
                usage.counted = True
            ended = ended or any(choice.finish_reason for choice in getattr(raw, "choices", None) or ())
            if chunk.delta:
                written += len(chunk.delta)
                if not usage.counted:
                    usage.tokens_out = written // 4 + 1
                yield chunk.delta
        if not ended:
            raise ModelTrouble(Trouble.DROPPED, "the stream ended before the answer did")


class Anthropic:
    """Anthropic's messages, through their own client, an optional package."""

    def __init__(self, access: Access) -> None:
        try:
            import anthropic
        except ImportError as error:
            raise UnknownName(
                "the package anthropic is not installed", hint="Run: pip install 'exequatur[anthropic]'."
            ) from error
        self._make = anthropic.Anthropic
        self._access = access
        self.name = f"anthropic:{access.model}"
        self.endpoint = shown_address(access.url or ANTHROPIC)

    def call(self, prompt: Prompt, timeout_s: float) -> Call:
        """One streamed message."""
        import anthropic

        client = self._make(
            api_key=self._access.key or "none",
            base_url=self._access.url or ANTHROPIC,
            timeout=anthropic.Timeout(timeout_s, connect=_connecting(timeout_s)),
            max_retries=0,
        )
        usage = Usage(tokens_in=len(prompt.text) // 4)
        return Call(pieces=self._pieces(client, prompt, usage), usage=usage, end=client.close)

    def _pieces(self, client: Any, prompt: Prompt, usage: Usage) -> Iterator[str]:
        try:
            with client.messages.stream(
                model=self._access.model,
                max_tokens=WORDS_AT_MOST,
                messages=[{"role": "user", "content": prompt.text}],
            ) as stream:
                for piece in stream.text_stream:
                    usage.tokens_out += len(piece) // 4 + 1
                    yield piece
                final = stream.get_final_message()
            usage.tokens_in, usage.tokens_out, usage.counted = (
                final.usage.input_tokens,
                final.usage.output_tokens,
                True,
            )
        except ModelTrouble:
            raise
        except Exception as error:
            raise of_http(error) from error
        finally:
            client.close()


def _local(access: Access) -> LLM:
    from assistant.local_model import local

    return local(access)


LLMS: Mapping[str, Callable[[Access], LLM]] = {
    "openai-like": OpenAICompatible,
    "anthropic": Anthropic,
    "local": _local,
}
"""Providers by the word before the colon of EXEQUATUR_LLM; `quotation:` needs none."""

QUOTATION = "quotation"


def llm(setting: str, *, url: str = "", key: str = "", timeout_s: float = 30.0, window: int = 8192) -> LLM | None:
    """The model that a setting names; None for `quotation:`.

    Raises:
        UnknownName: no such provider, no model named, or its package is missing.
    """
    provider, _, model = setting.partition(":")
    if provider == QUOTATION:
        return None
    if provider not in LLMS or not model:
        known = ", ".join(("quotation:", *(f"{name}:<model>" for name in LLMS)))
        raise UnknownName(f"no language model {setting!r}", hint=f"Set EXEQUATUR_LLM to one of: {known}.")
    return LLMS[provider](Access(model=model, url=url, key=key, timeout_s=timeout_s, window=window))


def address_of(setting: str, url: str) -> str:
    """The server that sees what the model of a setting is asked; empty for none and for a model in this process."""
    own = {"openai-like": OPENAI, "anthropic": ANTHROPIC}.get(setting.partition(":")[0])
    return shown_address(url or own) if own else ""


def shown_address(url: str) -> str:
    """Scheme, host and port of an address, without name, password or path."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}"


def _connecting(timeout_s: float) -> float:
    """Seconds to connect in: less than the time there is, so that it is known whether anything was sent."""
    return min(10.0, timeout_s / 2)


def clock() -> float:
    """Seconds that only ever go forward, whatever happens to the date of this machine."""
    return time.monotonic()
