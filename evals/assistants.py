"""Who is asked: our assistant in this process, a command, or an address; see `commands` and `over_http`."""

import re
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any, Protocol

from evals.provenance import prompts
from evals.types import Conversation, Reply
from evals.workers import Ask, replies_of, reply_of

if TYPE_CHECKING:
    from assistant.pipeline import Tools

OURS = "exequatur, in process"


class Assistant(Protocol):
    """Whatever answers conversations; `about` goes into the manifest, and must hold no secret."""

    name: str
    about: Mapping[str, str]

    def replies(self, conversations: Sequence[Conversation]) -> Iterator[Reply]:
        """One reply a conversation, in any order; one that fails is a reply with a problem.

        A second reply to the same conversation takes the place of the first.
        """
        ...


class InProcess:
    """An assistant that is a function, `ask`: a conversation to one answer a turn.

    With one worker a conversation that takes too long is stopped; with more it is given up, as threads cannot be
    stopped, and goes on to the end of the process.
    """

    def __init__(self, name: str, about: Mapping[str, str], ask: Ask, timeout_s: float, workers: int = 1) -> None:
        self.name = name
        self.about = about
        self._ask = ask
        self._timeout_s = timeout_s
        self._workers = workers

    def replies(self, conversations: Sequence[Conversation]) -> Iterator[Reply]:
        """Each conversation; whatever `ask` raises is the problem of that conversation alone."""
        if self._workers > 1:
            yield from replies_of(self._ask, conversations, self._workers, self._timeout_s)
            return
        for conversation in conversations:
            yield reply_of(self._limited, conversation)

    def _limited(self, conversation: Conversation) -> Sequence[Mapping[str, Any]]:
        with _limit(self._timeout_s):
            return self._ask(conversation)


def our_assistant(timeout_s: float, workers: int = 1) -> InProcess:
    """The assistant of this project with the settings of the environment, in this process."""
    from assistant.settings import read_settings
    from assistant.wiring import build

    return over(build(read_settings()), timeout_s, workers)


def over(tools: "Tools", timeout_s: float, workers: int = 1) -> InProcess:
    """Our assistant with the tools given; each conversation is a session of its own, as on the page."""
    from assistant.session import Session

    def ask(conversation: Conversation) -> list[dict[str, Any]]:
        session = Session()
        day = conversation.as_of or tools.settings.as_of
        return [session.ask(turn, tools, as_of=day) for turn in conversation.turns]

    index = tools.searcher.manifest
    public = tools.settings.model_dump(mode="json", exclude=PRIVATE)
    about = {f"setting {name}": NAMED_ACCESS.sub("//", str(value)) for name, value in sorted(public.items())}
    about |= {
        "day": str(tools.settings.as_of or tools.reader.today),
        "index": index.build_id,
        "embedder": index.embedder,
        "weights": index.weights_sha256[:12],
        "rules": index.rules,
        **prompts(),
    }
    return InProcess(OURS, about, ask, timeout_s, workers)


PRIVATE = {
    "llm_key",
    "llm_checker_key",
    "llm_url",
    "llm_checker_url",
    "auth",
    "data",
    "host",
    "port",
    "database",
    "retention",
}
"""Settings that are secret, or say where and not what."""

NAMED_ACCESS = re.compile(r"//[^/@\s]*@")
"""The name and password of an address, which no report shows."""


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError after `seconds`; only where signals can be had (the main thread, not on Windows)."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"no answer within {seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
