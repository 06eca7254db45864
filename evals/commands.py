"""Any command that speaks the batch protocol of docs/evals.md, as an assistant."""

import os
import queue
import shlex
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from evals.batch_line import question_line, read_reply
from evals.errors import AssistantBroken
from evals.types import Conversation, Reply

PLACE = "{}"
"""Where a command wants the path of the file of questions; without it they come on its standard input."""

TAIL = 500
"""Characters of a command's standard error that a failure shows."""

Event = Reply | str
"""A reply as it comes, or, last of a share, how its command ended."""


class Command:
    """A command that reads `{"id", "turns", "as_of"?}` a line and writes `{"id", "answers"}` a line.

    Args:
        command: as in a shell, without one: `exequatur ask --batch {}`; `{}` is the path of the file of questions.
        timeout_s: for one case; a command has that much times the number of its cases, and what it wrote by then
            counts.
        workers: how many such commands share the cases.
        about: what the manifest says of the assistant, such as its version.
    """

    def __init__(
        self, command: str, timeout_s: float, *, workers: int = 1, about: Mapping[str, str] | None = None
    ) -> None:
        try:
            self._arguments = shlex.split(command)
        except ValueError as error:
            raise AssistantBroken(f"cannot read the command {command!r}: {error}", hint="Mend its quotes.") from error
        if not self._arguments:
            raise AssistantBroken("the command of --assistant is empty", hint="Name a command.")
        self.name = command
        self.about: Mapping[str, str] = about or {}
        self._timeout_s = timeout_s
        self._workers = workers

    def replies(self, conversations: Sequence[Conversation]) -> Iterator[Reply]:
        """Run the command over all conversations, once for each worker; replies as they are written.

        A case that is answered twice gets a second reply, a problem, which replaces the first.

        Raises:
            AssistantBroken: the command cannot be started.
        """
        shares = [share for at in range(self._workers) if (share := conversations[at :: self._workers])]
        events: queue.SimpleQueue[tuple[int, Event | AssistantBroken]] = queue.SimpleQueue()
        with tempfile.TemporaryDirectory() as name:
            runs = [_Run(self._arguments, share, Path(name) / str(at)) for at, share in enumerate(shares)]

            def follow(at: int, run: _Run) -> None:
                try:
                    for event in run.events(self._timeout_s * len(shares[at])):
                        events.put((at, event))
                except AssistantBroken as error:
                    events.put((at, error))

            threads = [threading.Thread(target=follow, args=item, daemon=True) for item in enumerate(runs)]
            for thread in threads:
                thread.start()
            try:
                yield from self._listen(events, shares)
            finally:
                for run in runs:
                    run.stop()
                for thread in threads:
                    thread.join()

    def _listen(
        self,
        events: "queue.SimpleQueue[tuple[int, Event | AssistantBroken]]",
        shares: Sequence[Sequence[Conversation]],
    ) -> Iterator[Reply]:
        answered: set[str] = set()
        running = len(shares)
        while running:
            at, event = events.get()
            if isinstance(event, AssistantBroken):
                raise event
            if isinstance(event, str):
                running -= 1
                for item in shares[at]:
                    if item.id not in answered:
                        yield Reply(id=item.id, problem=f"no answer; the command {event}")
            elif event.id in {item.id for item in shares[at]}:
                twice = event.id in answered
                answered.add(event.id)
                yield Reply(id=event.id, problem="this case was answered twice") if twice else event


class _Run:
    """One command over its share of the conversations."""

    def __init__(self, arguments: Sequence[str], share: Sequence[Conversation], folder: Path) -> None:
        self._share = share
        self._folder = folder
        self._questions = folder / "questions.jsonl"
        self._arguments = [part.replace(PLACE, str(self._questions)) for part in arguments]
        self._process: subprocess.Popen[bytes] | None = None

    def events(self, timeout_s: float) -> Iterator[Event]:
        """Each reply when its line is written; then how the command ended."""
        self._folder.mkdir()
        self._questions.write_text("".join(question_line(item) + "\n" for item in self._share), encoding="utf-8")
        errors = self._folder / "errors.txt"
        late = threading.Event()
        unread = 0
        with self._questions.open("rb") as stdin, errors.open("wb") as stderr:
            process = self._start(stdin, stderr)
            bell = threading.Timer(timeout_s, self._ring, [late])
            bell.daemon = True
            bell.start()
            try:
                for line in process.stdout or ():
                    reply = read_reply(line)
                    if reply is not None:
                        yield reply
                    else:
                        unread += bool(line.strip())
                process.wait()
            finally:
                bell.cancel()
                self.stop()
                if process.stdout is not None:
                    process.stdout.close()
        said = errors.read_text(encoding="utf-8", errors="replace")[-TAIL:].strip()
        ended = f"was stopped after {timeout_s:g} s" if late.is_set() else f"ended with code {process.returncode}"
        ended += f"; {unread} lines could not be read" if unread else ""
        yield ended + (f"; it said: {said}" if said else "")

    def _ring(self, late: threading.Event) -> None:
        late.set()
        self.stop()

    def _start(self, stdin: IO[bytes], stderr: IO[bytes]) -> "subprocess.Popen[bytes]":
        try:
            self._process = subprocess.Popen(
                self._arguments, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, start_new_session=True
            )
        except OSError as error:
            raise AssistantBroken(
                f"cannot start {self._arguments[0]!r}: {error.strerror}", hint="Check the command of --assistant."
            ) from error
        return self._process

    def stop(self) -> None:
        """End the command and whatever of its group still runs; that may hold its output open after it ended."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
