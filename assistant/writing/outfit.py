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
from assistant.writing.entailment import SecondOpinion
from assistant.writing.slots import ModelSlots
from assistant.writing.writer import ModelWriter, Price
from index.embedders import Embedder

READING = 0.25
"""Share of an answer's time that the model has to read the question, where it reads at all."""


def outfit(tools: Tools, embedder: Embedder, breaker: Breaker | None = None) -> Tools:
    """The tools with a writer, its checks and, where set, a reader of what questions leave open.

    Args:
        tools: with the settings that name the model.
        embedder: of the index.
        breaker: when the writing model is left alone; the usual one where None.

    Raises:
        UnknownName: the setting names no provider or no model, or a package is missing.
    """
    settings, reader = tools.settings, tools.reader
    model = writing_model(settings)
    if model is None:
        return tools
    reading_s = settings.llm_timeout * READING if settings.llm_reads else 0.0
    asker = Asker(model, breaker or Breaker(), settings.llm_timeout - reading_s)
    checker = Checker(Names(reader), reader.subjects, embedder)
    other = checking_model(settings)
    second = SecondOpinion(Asker(other, Breaker(), settings.llm_timeout)) if other is not None else None
    writer = ModelWriter(asker, checker, reader, settings.llm_window, _price(settings.llm_price), second)
    slots = ModelSlots(asker, reader, reading_s) if settings.llm_reads else None
    return replace(tools, writer=writer, slots=slots, checks=checker)


def writing_model(settings: Settings) -> LLM | None:
    """The model of EXEQUATUR_LLM; None for quotations."""
    key, time = _secret(settings.llm_key), settings.llm_timeout
    return llm(settings.llm, url=settings.llm_url, key=key, timeout_s=time, window=settings.llm_window)


def checking_model(settings: Settings) -> LLM | None:
    """The model of EXEQUATUR_LLM_CHECKER; None where none is set."""
    if not settings.llm_checker:
        return None
    url = settings.llm_checker_url or settings.llm_url
    key = _secret(settings.llm_checker_key) or _secret(settings.llm_key)
    time, window = settings.llm_timeout, settings.llm_window
    return llm(settings.llm_checker, url=url, key=key, timeout_s=time, window=window)


def _secret(key: SecretStr | None) -> str:
    return key.get_secret_value() if key is not None else ""


def _price(setting: str) -> Price | None:
    read, _, written = setting.partition("/")
    return Price(read=float(read), written=float(written)) if written else None
