"""A question read by the real reader, without a model or an index; and one asked with a language model behind a server."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.reader import Reader
from assistant.types import Inquiry, Question
from assistant.understand import understand

Read = Callable[..., Inquiry]
Asked = Callable[..., dict[str, Any]]
MODEL_QUESTION = "How long do I have to present a foreign judgment for enforcement in Kazakhstan?"
MODEL_TIME_OUT = 180.0
MODEL_KEY = "sk-very-secret-key"


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """Read one question; `as_of` sets the day the law is asked for."""

    def of(text: str, as_of: date | None = None) -> Inquiry:
        return understand(Question(text=text, as_of=as_of), reader)

    return of


@pytest.fixture(scope="session")
def embedder() -> Any:
    from index.embedders import embedder

    return embedder("sentence-transformers:bundled")


@pytest.fixture
def asked(tools: Any, embedder: Any) -> Iterator[Asked]:
    """Ask a question of the real tools, with a model behind a server; the tools stay for the rest of the test."""
    made: dict[str, Any] = {}

    def ask(
        url: str, text: str = MODEL_QUESTION, timeout: float = MODEL_TIME_OUT, show: Any = None, **settings: Any
    ) -> dict[str, Any]:
        from assistant.session import Session
        from assistant.settings import Settings
        from assistant.writing.outfit import outfit

        key = (url, timeout, *sorted(settings))
        if key not in made:
            given = {
                "llm": "openai-like:scripted",
                "llm_url": url,
                "llm_key": MODEL_KEY,
                "llm_timeout": timeout,
                **settings,
            }
            chosen = Settings(_env_file=None, data=tools.settings.data, **given)  # type: ignore[call-arg]
            made[key] = outfit(replace(tools, settings=chosen), embedder)
        return Session().ask(text, made[key], show=show or (lambda claim: None))

    yield ask
