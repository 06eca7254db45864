"""The log as one JSON object a line: numbers and names of our own making, and no word that a user wrote."""

import json
import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

OF_EVERY_RECORD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
OURS = ("assistant", "corpus", "index")


class JsonLines(logging.Formatter):
    """A record as JSON: moment, level, where, what, and the `extra` of whoever logged it.

    Of an exception it tells the kind and the places it passed, not its message, which may quote a question.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        ours = record.name.split(".")[0] in OURS
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "where": record.name,
            "what": record.msg if ours else str(record.msg),
            **(given(record) if ours else {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            told["error"] = type(error).__name__
            told["passed"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
        return json.dumps(told, ensure_ascii=False, default=str)


def given(record: logging.LogRecord) -> Mapping[str, Any]:
    """The `extra` of a record."""
    return {name: value for name, value in record.__dict__.items() if name not in OF_EVERY_RECORD}


def set_up(form: str, verbose: bool) -> None:
    """Say on standard error what happens; the only place that sets handlers and levels.

    Args:
        form: `json` for a line an answer and a request, empty for warnings in plain text.
        verbose: everything in plain text, which may hold what users wrote.
    """
    if form == "json" and not verbose:
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
        for name in OURS:
            logging.getLogger(name).setLevel(logging.INFO)
    else:
        logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING)
        for shown in logging.getLogger().handlers:
            shown.setLevel(logging.DEBUG if verbose else logging.WARNING)  # what is only counted is not printed
    if not verbose:
        for noisy in ("chromadb", "sentence_transformers"):
            logging.getLogger(noisy).setLevel(logging.ERROR)
