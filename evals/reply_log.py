"""Replies kept line by line while a run goes on, so that one that was killed can go on where it stopped."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Self

from evals.batch_line import question_line
from evals.errors import ResumeRefused
from evals.types import Conversation, Reply

Kept = dict[tuple[str, int], Reply]
"""Replies by case and attempt."""


def log_of(report: Path) -> Path:
    """The log beside a report."""
    return report.with_name(f"{report.stem}.replies.jsonl")


class ReplyLog:
    """An append-only file: a line that says which run it is, then a line a reply.

    Args:
        path: where it is.
        run: what must be the same for its replies to count: assistant, code, corpus.
    """

    def __init__(self, path: Path, run: Mapping[str, str]) -> None:
        self._path = path
        self._run = dict(run)
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            whole = self._path.is_file() and self._path.read_bytes().endswith(b"\n")
            self._file = self._path.open("ab")
        except OSError as error:
            raise ResumeRefused(f"cannot write {self._path}: {error.strerror}", hint="Name another --out.") from error
        if not self._path.stat().st_size:
            self._write({"run": self._run})
        elif not whole:
            self._file.write(b"\n")  # the line that a kill cut short stays a line of its own
        return self

    def __exit__(self, *problem: object) -> None:
        if self._file is not None:
            self._file.close()

    def kept(self, conversations: Sequence[Conversation]) -> Kept:
        """The answers of an earlier run that was stopped; {} if there is no log.

        A case that has a problem, or was changed since, is not among them: it is asked again.

        Raises:
            ResumeRefused: the log is of another assistant, code or corpus, or cannot be read.
        """
        lines = self._lines()
        if not lines:
            return {}
        was = lines[0].get("run")
        if was != self._run:
            differing = sorted(set(self._run) ^ set(was)) if isinstance(was, dict) else []
            if isinstance(was, dict):
                differing += [name for name in self._run if name in was and was[name] != self._run[name]]
            raise ResumeRefused(
                f"{self._path.name} was kept by another run: {', '.join(differing) or 'of another form'} differs",
                hint="Run without --resume, or with what it was begun with.",
            )
        asked = {item.id: digest(item) for item in conversations}
        return {
            (line["case"], line["attempt"]): Reply(id=line["case"], answers=tuple(line["answers"]))
            for line in lines[1:]
            if asked.get(line.get("case", "")) == line.get("asked") and line.get("answers")
        }

    def append(self, attempt: int, conversation: Conversation, reply: Reply) -> None:
        """Keep one reply; it is on its way to the disk when this returns."""
        fields = {"case": reply.id, "attempt": attempt, "asked": digest(conversation)}
        self._write({**fields, "problem": reply.problem} if reply.problem else {**fields, "answers": reply.answers})

    def remove(self) -> None:
        """Forget the log, once the report is written or a run begins afresh."""
        self._path.unlink(missing_ok=True)

    def _lines(self) -> list[dict[str, Any]]:
        try:
            return list(_read(self._path.read_bytes()))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise ResumeRefused(
                f"cannot read {self._path}: {error.strerror}", hint="Run without --resume."
            ) from error

    def _write(self, line: Mapping[str, Any]) -> None:
        assert self._file is not None
        self._file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        self._file.flush()


def _read(content: bytes) -> Iterator[dict[str, Any]]:
    for raw in content.splitlines():
        try:
            line = json.loads(raw)
        except ValueError:
            continue  # what a kill left of a line
        if isinstance(line, dict):
            yield line


def digest(conversation: Conversation) -> str:
    """What was asked, in sixteen digits."""
    return hashlib.sha256(question_line(conversation).encode()).hexdigest()[:16]
