"""What can go wrong with a model, told apart by what the operator would do about it."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

SKEW_S = 300
"""Seconds by which this machine's clock may differ from a server's before it is worth a word."""


class Trouble(StrEnum):
    """Why a model did not write; each has a message `notice_model_<value>` in the language files."""

    KEY = "key"
    MODEL = "unknown"
    BUSY = "busy"
    DOWN = "down"
    TLS = "tls"
    CLOCK = "clock"
    SLOW = "slow"
    DROPPED = "dropped"
    OVERFLOW = "overflow"
    FORMAT = "format"
    GARBLED = "garbled"
    RESTING = "resting"
    REFUSED = "refused"
    UNCHECKED = "unchecked"


PASSING = frozenset({Trouble.BUSY, Trouble.DOWN, Trouble.DROPPED})
"""Troubles that may be over at the next try."""


class ModelTrouble(Exception):
    """A model did not write.

    `detail` is for the trace: no text of a question or an answer is in it. `sent` is False where no connection came
    about, so that nothing can have left this machine.
    """

    def __init__(
        self, kind: Trouble, detail: str = "", retry_after_s: float | None = None, sent: bool = True
    ) -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind.value)
        self.kind = kind
        self.detail = detail
        self.retry_after_s = retry_after_s
        self.sent = sent


FULL = ("context length", "context_length", "context window", "maximum context", "too long", "exceed", "n_ctx")
UNCONNECTED = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout"})
"""What the clients raise before a byte of a request is written, a refused certificate among it."""

MODELS = ("model", "pinned to")
"""The second is how `transformers serve` refuses a name that is not that of its model."""

SHAPES = ("response_format", "json_schema", "stream_options", "grammar", "structured", "schema")


def of_http(error: BaseException) -> ModelTrouble:
    """The trouble that an exception of a provider's client stands for, read from its status and its causes."""
    if isinstance(error, ModelTrouble):
        return error
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    headers = getattr(response, "headers", None) or {}
    said = str(getattr(error, "body", "") or error).lower()
    if isinstance(status, int):
        return ModelTrouble(_of_status(status, said, headers.get("date", "")), f"status {status}", _wait(headers))
    names = {type(cause).__name__ for cause in _chain(error)}
    sent = not names & UNCONNECTED
    for cause in _chain(error):
        if (
            isinstance(cause, ssl.SSLError)
            or "certificate" in str(cause).lower()
            or "ssl" in type(cause).__name__.lower()
        ):
            dated = "expired" in str(cause).lower() or "not yet valid" in str(cause).lower()
            return ModelTrouble(Trouble.CLOCK if dated else Trouble.TLS, _first_line(cause), sent=sent)
    if names & {"APITimeoutError", "ReadTimeout", "ConnectTimeout", "WriteTimeout", "PoolTimeout", "TimeoutError"}:
        return ModelTrouble(Trouble.SLOW, "no answer in time", sent=sent)
    if names & {"RemoteProtocolError", "ReadError", "IncompleteRead"}:
        return ModelTrouble(Trouble.DROPPED, "the connection was cut")
    if names & {
        "JSONDecodeError",
        "ValidationError",
        "APIResponseValidationError",
        "UnicodeDecodeError",
        "DecodingError",
    }:
        return ModelTrouble(Trouble.GARBLED, "what came is no reply of such a server")
    if names & {"APIConnectionError", "ConnectError", "ConnectionError", "OSError", "gaierror"}:
        return ModelTrouble(Trouble.DOWN, "no connection", sent=sent)
    return ModelTrouble(_of_words(said), type(error).__name__)


def _of_status(status: int, said: str, date: str) -> Trouble:
    if status in (401, 403):
        return Trouble.CLOCK if _skewed(date) else Trouble.KEY
    if status == 404:
        return Trouble.MODEL
    if status == 429:
        return Trouble.BUSY
    if status >= 500:
        return Trouble.DOWN
    if status == 413 or any(word in said for word in FULL):
        return Trouble.OVERFLOW
    if any(word in said for word in SHAPES):
        return Trouble.FORMAT
    return Trouble.MODEL if any(word in said for word in MODELS) else Trouble.REFUSED


def _of_words(said: str) -> Trouble:
    if any(word in said for word in FULL):
        return Trouble.OVERFLOW
    return Trouble.GARBLED


def _skewed(date: str) -> bool:
    try:
        theirs = parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return False
    theirs = theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)
    return abs((datetime.now(UTC) - theirs).total_seconds()) > SKEW_S


def _wait(headers: object) -> float | None:
    raw = headers.get("retry-after", "") if hasattr(headers, "get") else ""
    return float(raw) if str(raw).replace(".", "", 1).isdigit() else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    for _ in range(10):
        if seen is None:
            return
        yield seen
        seen = seen.__cause__ or seen.__context__


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
