"""Trying the model of the settings, for `exequatur doctor`: is it there, does it answer, does it keep to the shape."""

from collections.abc import Callable, Generator, Iterator

from assistant.breaker import Breaker
from assistant.llms import LLM, Prompt, clock
from assistant.prompts import filled
from assistant.settings import Settings
from assistant.troubles import ModelTrouble, Trouble
from assistant.writing.asking import Asker, Record
from assistant.writing.entailment import CarriedOut, carried_in
from assistant.writing.outfit import checking_model, writing_model
from assistant.writing.shape import Parser, strict, writing_schema
from corpus.errors import ExequaturError

QUOTE = "the time limit is three years"
SEES = "which sees each question and the passages found"
PROMPT = (
    "Return exactly this JSON object and nothing else: "
    f'{{"lead": {{"text": "The time limit is three years.", "quotes": [{{"passage": "P1", "quote": "{QUOTE}"}}]}}, '
    f'"claims": [{{"text": "It is three years.", "quotes": [{{"passage": "P1", "quote": "{QUOTE}"}}]}}]}}'
)
PROSE = "In one plain sentence, and in no other form: what is a river?"
LOOSE = "A model that keeps to JSON of its own accord can do without; another's answers will come in quotations."
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


Found = Iterator[tuple[str, str, str]]
"""What, in which state, and the remedy."""


def trial(settings: Settings) -> Found:
    """The models of the settings: who sees what, and whether each answers as asked."""
    prompt = Prompt(text=PROMPT, schema=writing_schema(["P1"]))
    heard = yield from _tried(
        "writer", lambda: writing_model(settings), SEES, prompt, _has_claim, settings.llm_timeout
    )
    if heard is not None:
        yield _held(heard, settings.llm_timeout)
    if settings.llm_checker:
        text = filled("entail", source=f"Here {QUOTE}.", claim="The time limit is three years.")
        asked = Prompt(text=text, schema=strict(CarriedOut))
        sees = "which sees each claim and its source"
        yield from _tried("checker", lambda: checking_model(settings), sees, asked, _says_yes, settings.llm_timeout)


def _tried(
    what: str,
    made: Callable[[], LLM | None],
    sees: str,
    prompt: Prompt,
    read: Callable[[Iterator[str]], bool],
    timeout_s: float,
) -> Generator[tuple[str, str, str], None, LLM | None]:
    """What was found, and the model if it answered as asked."""
    try:
        model = made()
    except ExequaturError as error:
        yield what, error.message, error.hint
        return None
    assert model is not None
    yield what, f"{model.name} {f'at {model.endpoint}' if model.endpoint else 'in this process'}, {sees}", ""
    record, began = Record(), clock()
    try:
        Asker(model, Breaker(), timeout_s).ask(lambda cuts: prompt, began + timeout_s, record, read)
    except ModelTrouble as trouble:
        said = f"{trouble.kind.value}{f' ({trouble.detail})' if trouble.detail else ''}"
        yield f"{what}'s model", f"did not answer as asked: {said}", REMEDIES.get(trouble.kind, OTHERWISE)
        return None
    used = record.tokens()
    told = f"answered in {clock() - began:.1f} s, {used['tokens_in']} tokens in, {used['tokens_out']} out"
    yield f"{what}'s model", told, ""
    return model


def _held(model: LLM, timeout_s: float) -> tuple[str, str, str]:
    """Whether the server holds the model to the shape asked for: it is told to write prose, and asked for JSON."""
    began: list[str] = []

    def read(pieces: Iterator[str]) -> bool:
        began.append(next((piece.strip() for piece in pieces if piece.strip()), ""))
        close = getattr(pieces, "close", None)
        if close is not None:
            close()
        return True

    prompt = Prompt(text=PROSE, schema=strict(CarriedOut))
    try:
        Asker(model, Breaker(), timeout_s).ask(lambda cuts: prompt, clock() + timeout_s, Record(), read)
    except ModelTrouble as trouble:
        return "writer's shape", f"could not be tried: {trouble.kind.value}", ""
    if began[-1].startswith("{"):
        return "writer's shape", "the server holds the model to the shape asked for", ""
    return "writer's shape", "the server does not hold the model to the shape asked for", LOOSE


def _has_claim(pieces: Iterator[str]) -> bool:
    parser = Parser()
    return bool([written for piece in pieces for written in parser.feed(piece)])


def _says_yes(pieces: Iterator[str]) -> bool:
    return carried_in("".join(pieces)) is True
