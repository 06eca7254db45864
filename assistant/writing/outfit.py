"""The tools that a language model needs, from the settings."""

from dataclasses import replace

from pydantic import SecretStr

from assistant.breaker import Breaker
from assistant.checking.checker import Checker
from assistant.checking.names import Names
from assistant.llms import LLM, llm
from assistant.pipeline import Tools
from assistant.settings import Settings
from assistant.writing.asking import Asker
from assistant.writing.entailment import ModelEntailment
from assistant.writing.slots import ModelSlots
from assistant.writing.writer import ModelWriter, Price
from index.embedders import Embedder


def outfit(tools: Tools, embedder: Embedder) -> Tools:
    """The tools with a writer, its checks and, where set, a reader of what questions leave open.

    Raises:
        UnknownName: the setting names no provider or no model, or a package is missing.
    """
    settings, reader = tools.settings, tools.reader
    model = writing_model(settings)
    if model is None:
        return tools
    asker = Asker(model, Breaker(), settings.llm_timeout)
    checker = Checker(Names(reader), reader.subjects, embedder, _entailment(settings))
    writer = ModelWriter(asker, checker, reader, settings.llm_window, _price(settings.llm_price))
    slots = ModelSlots(asker, reader) if settings.llm_reads else None
    return replace(tools, writer=writer, slots=slots, checks=checker)


def writing_model(settings: Settings) -> LLM | None:
    """The model of EXEQUATUR_LLM; None for quotations."""
    return llm(settings.llm, url=settings.llm_url, key=_secret(settings.llm_key), timeout_s=settings.llm_timeout)


def _entailment(settings: Settings) -> ModelEntailment | None:
    if not settings.llm_checker:
        return None
    url = settings.llm_checker_url or settings.llm_url
    key = _secret(settings.llm_checker_key) or _secret(settings.llm_key)
    model = llm(settings.llm_checker, url=url, key=key, timeout_s=settings.llm_timeout)
    return ModelEntailment(Asker(model, Breaker(), settings.llm_timeout)) if model is not None else None


def _secret(key: SecretStr | None) -> str:
    return key.get_secret_value() if key is not None else ""


def _price(setting: str) -> Price | None:
    read, _, written = setting.partition("/")
    return Price(read=float(read), written=float(written)) if written else None
