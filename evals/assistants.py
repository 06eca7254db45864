"""Who is asked: our assistant in this process, or any command that speaks the batch JSONL of docs/evals.md."""

import json
import os
import shlex
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.errors import AssistantBroken
from evals.types import Conversation, Reply

PLACE = "{}"
"""Where a command wants the path of the file of questions; without it they come on its standard input."""

TAIL = 500
"""Characters of a command's standard error that a failure shows."""

Ask = Callable[[Conversation], Sequence[Mapping[str, Any]]]


class Assistant(Protocol):
    """Whatever answers conversations; `about` goes into the manifest, and must hold no secret."""

    name: str
    about: Mapping[str, str]

    def replies(self, conversations: Sequence[Conversation]) -> Iterator[Reply]:
        """One reply a conversation, in any order; one that fails is a reply with a problem."""
        ...


class InProcess:
    """An assistant that is a function, `ask`: a conversation to one answer a turn."""

    def __init__(self, name: str, about: Mapping[str, str], ask: Ask, timeout_s: float) -> None:
        self.name = name
        self.about = about
        self._ask = ask
        self._timeout_s = timeout_s

    def replies(self, conversations: Sequence[Conversation]) -> Iterator[Reply]:
        """Each conversation in turn; whatever `ask` raises is the problem of that conversation alone."""
        for conversation in conversations:
            try:
                with _limit(self._timeout_s):
                    answers = tuple(self._ask(conversation))
            except Exception as error:  # whatever it is, it is this case's failure and no other's
                yield Reply(id=conversation.id, problem=f"{type(error).__name__}: {error}")
            else:
                yield Reply(id=conversation.id, answers=answers)


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    answers: tuple[dict[str, Any], ...] = ()
    error: str = ""


class Command:
    """A command that reads `{"id", "turns", "as_of"?}` a line and writes `{"id", "answers"}` a line.

    Args:
        command: as in a shell, without one: `exequatur ask --batch {}`; `{}` is the path of the file of questions.
        timeout_s: for the whole batch; what was written by then still counts.
    """

    def __init__(self, command: str, timeout_s: float) -> None:
        try:
            self._arguments = shlex.split(command)
        except ValueError as error:
            raise AssistantBroken(f"cannot read the command {command!r}: {error}", hint="Mend its quotes.") from error
        if not self._arguments:
            raise AssistantBroken("the command of --assistant is empty", hint="Name a command.")
        self.name = command
        self.about: Mapping[str, str] = {}
        self._timeout_s = timeout_s

    def replies(self, conversations: Sequence[Conversation]) -> Iterator[Reply]:
        """Run the command once over all conversations.

        Raises:
            AssistantBroken: the command cannot be started.
        """
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            questions = folder / "questions.jsonl"
            questions.write_text("".join(_question(item) + "\n" for item in conversations), encoding="utf-8")
            ending = self._run(questions, folder / "answers.jsonl", folder / "errors.txt")
            written = (folder / "answers.jsonl").read_bytes().splitlines()
            said = (folder / "errors.txt").read_text(encoding="utf-8", errors="replace")[-TAIL:].strip()
        replies: dict[str, Reply] = {}
        unread = 0
        for line in written:
            try:
                read = _Line.model_validate_json(line)
            except ValidationError:
                unread += bool(line.strip())
                continue
            problem = read.error or ("" if read.answers else "the line of this case has no answers")
            if read.id in replies:
                problem = "this case was answered twice"
            replies[read.id] = Reply(id=read.id, answers=read.answers, problem=problem)
        missing = f"no answer; the command {ending}" + (f"; {unread} lines could not be read" if unread else "")
        for item in conversations:
            yield replies.get(item.id) or Reply(id=item.id, problem=missing + (f"; it said: {said}" if said else ""))

    def _run(self, questions: Path, answers: Path, errors: Path) -> str:
        arguments = [part.replace(PLACE, str(questions)) for part in self._arguments]
        with questions.open("rb") as stdin, answers.open("wb") as stdout, errors.open("wb") as stderr:
            try:
                process = subprocess.Popen(
                    arguments, stdin=stdin, stdout=stdout, stderr=stderr, start_new_session=True
                )
            except OSError as error:
                raise AssistantBroken(
                    f"cannot start {arguments[0]!r}: {error.strerror}", hint="Check the command of --assistant."
                ) from error
            try:
                return f"ended with code {process.wait(self._timeout_s)}"
            except subprocess.TimeoutExpired:
                return f"was stopped after {self._timeout_s:g} s"
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()


def our_assistant(timeout_s: float) -> InProcess:
    """The assistant of this project with the settings of the environment, in this process."""
    from assistant.contract import as_json
    from assistant.pipeline import answer
    from assistant.settings import read_settings
    from assistant.types import Question
    from assistant.wiring import build

    settings = read_settings()
    tools = build(settings)

    def ask(conversation: Conversation) -> list[dict[str, Any]]:
        answers: list[dict[str, Any]] = []
        for at, turn in enumerate(conversation.turns):
            question = Question(
                text=turn,
                earlier=conversation.turns[:at],
                as_of=conversation.as_of or settings.as_of,
                just_clarified=bool(answers) and answers[-1]["status"] == "clarify",
            )
            answers.append(as_json(answer(question, tools), tools.searcher.sources))
        return answers

    index = tools.searcher.manifest
    public = settings.model_dump(mode="json", exclude={"llm_key", "auth", "data", "host", "port"})
    about = {f"setting {name}": str(value) for name, value in sorted(public.items())}
    about |= {
        "index": index.build_id,
        "embedder": index.embedder,
        "weights": index.weights_sha256[:12],
        "rules": index.rules,
    }
    return InProcess("exequatur, in process", about, ask, timeout_s)


def _question(conversation: Conversation) -> str:
    fields: dict[str, Any] = {"id": conversation.id, "turns": list(conversation.turns)}
    if conversation.as_of is not None:
        fields["as_of"] = conversation.as_of.isoformat()
    return json.dumps(fields, ensure_ascii=False)


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
