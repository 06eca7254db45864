"""Children of this process: to be asked something in peace, or to be killed while they work.

They are forked, so that a hundred of them cost no more than the work they do; the parent itself opens no index and no
database.
"""

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from corpus.errors import ExequaturError

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a child came to: a value, an error with its remedy, or a fault of ours (`crash`)."""

    value: Any = None
    error: str = ""
    hint: str = ""
    crash: str = ""

    @property
    def told(self) -> bool:
        """Whether it went well, or said how to mend it."""
        return not self.crash and (not self.error or bool(self.hint))


def asked(work: Callable[[], Any]) -> Outcome:
    """What `work` gives in a child of its own."""
    ear, mouth = os.pipe()
    child = os.fork()
    if not child:
        os.close(ear)
        with os.fdopen(mouth, "w") as out:
            json.dump(_done(work), out)
        _leave()
    os.close(mouth)
    with os.fdopen(ear) as heard:
        said = heard.read()
    _, status = os.waitpid(child, 0)
    return Outcome(**json.loads(said)) if said else Outcome(crash=f"ended with {status}")


def killed(work: Callable[[Say], None], after_s: float, after_lines: int = 0) -> list[str]:
    """The lines that `work` had said when it was killed, so many seconds after its first so many lines."""
    ear, mouth = os.pipe()
    child = os.fork()
    if not child:
        os.close(ear)
        try:
            os.write(mouth, b"ready\n")
            work(lambda line: _write(mouth, line))
        except BaseException:
            _write(mouth, json.dumps({"crash": traceback.format_exc()}))
        _leave()
    os.close(mouth)
    heard = b""
    while heard.count(b"\n") <= after_lines and (more := os.read(ear, 1)):
        heard += more
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    while more := os.read(ear, 65536):
        heard += more
    os.close(ear)
    os.waitpid(child, 0)
    lines = heard.decode().split("\n")[1:-1]  # whole lines only
    if lines and lines[-1].startswith('{"crash"'):
        raise AssertionError(f"the child ended before it was killed: {json.loads(lines[-1])['crash']}")
    return lines


def _write(mouth: int, line: str) -> None:
    os.write(mouth, f"{line}\n".encode())


def _done(work: Callable[[], Any]) -> dict[str, Any]:
    try:
        return {"value": work()}
    except ExequaturError as error:
        return {"error": error.message, "hint": error.hint}
    except BaseException:
        return {"crash": traceback.format_exc()}


def _leave() -> None:
    """End without the clean-up of the parent, whose files these are."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
