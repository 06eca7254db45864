"""Trying the model of the settings, for `exequatur doctor`: is it there, does it answer, does it keep to the shape."""

from collections.abc import Iterator

from assistant.breaker import Breaker
from assistant.llms import Prompt, clock
from assistant.settings import Settings
from assistant.troubles import ModelTrouble, Trouble
from assistant.writing.asking import Asker, Record
from assistant.writing.outfit import writing_model
from assistant.writing.shape import Parser, writing_schema
from corpus.errors import ExequaturError

QUOTE = "the time limit is three years"
PROMPT = (
    "Return exactly this JSON object and nothing else: "
    f'{{"lead": {{"text": "The time limit is three years.", "quotes": [{{"passage": "P1", "quote": "{QUOTE}"}}]}}, '
    f'"claims": [{{"text": "It is three years.", "quotes": [{{"passage": "P1", "quote": "{QUOTE}"}}]}}]}}'
)
REMEDIES = {
    Trouble.KEY: "Check EXEQUATUR_LLM_KEY.",
    Trouble.MODEL: "Check the model's name in EXEQUATUR_LLM, and the path in EXEQUATUR_LLM_URL.",
    Trouble.BUSY: "Wait, or ask the provider for more requests.",
    Trouble.DOWN: "Start the server, or check EXEQUATUR_LLM_URL.",
    Trouble.TLS: "Check the server's certificate; a private authority goes into SSL_CERT_FILE.",
    Trouble.CLOCK: "Set the clock of this machine, or renew the server's certificate.",
    Trouble.SLOW: "Choose a faster model, or raise EXEQUATUR_LLM_TIMEOUT.",
    Trouble.OVERFLOW: "Choose a model with a larger window.",
    Trouble.GARBLED: "Choose a larger model; this one does not keep to the shape. Answers will come in quotations.",
}
OTHERWISE = "Look at the server's log. Until it works, answers come in quotations."


def trial(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """What, in which state, and the remedy, for the model and for who sees what it is sent."""
    try:
        model = writing_model(settings)
    except ExequaturError as error:
        yield "writer", error.message, error.hint
        return
    assert model is not None
    where = model.endpoint or "this process"
    yield "writer", f"{model.name} at {where}, which sees each question and the passages found", ""
    parser, record, began = Parser(), Record(), clock()

    def read(pieces: Iterator[str]) -> bool:
        return bool([written for piece in pieces for written in parser.feed(piece)])

    prompt = Prompt(text=PROMPT, schema=writing_schema())
    try:
        Asker(model, Breaker(), settings.llm_timeout).ask(
            lambda cuts: prompt, began + settings.llm_timeout, record, read
        )
    except ModelTrouble as trouble:
        said = f"{trouble.kind.value}{f' ({trouble.detail})' if trouble.detail else ''}"
        yield "model", f"did not answer as asked: {said}", REMEDIES.get(trouble.kind, OTHERWISE)
        return
    used = record.tokens()
    yield "model", f"answered in {clock() - began:.1f} s, {used['tokens_in']} tokens in, {used['tokens_out']} out", ""
