"""The verbs for own documents: add files to a library, list it, remove from it."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from assistant.contract import as_json as answer_json
from assistant.framing import framed
from assistant.own.checklist import checklist
from assistant.own.documents import Report, Summary, nobody, opened_document, read_document, summary_of
from assistant.own.origin import state_name
from assistant.routing.asked import state_of
from assistant.settings import Settings
from assistant.types import CaseFacts, Evidence, Question
from assistant.understand import understand
from assistant.verify import verify
from corpus.errors import DocumentUnreadable, ExequaturError, UnknownName
from corpus.languages import load_languages
from corpus.own import safe_name
from corpus.readers.types import Limits
from corpus.readers.worker import too_large
from corpus.types import DECISION_KINDS
from index.libraries import Libraries


def add(settings: Settings, files: Sequence[Path], library: str, say: Callable[[str], None]) -> list[Summary]:
    """Add files to a library; `say` hears a line a file. A file that cannot be read does not stop the others.

    Returns:
        What was added.
    """
    from index.embedders import embedder

    shelves, languages = Libraries(settings.data), load_languages()
    there = {own.id for own in shelves.documents(library)}
    model, added = None, []
    for path in files:
        try:
            content = content_of(path)
            model = model or embedder(settings.embedder, settings.data)
            with progress(path.name) as report:
                item = read_document(content, path.name, model, languages, report)
            known = item.own.id in there
            shelves.add(library, item)
        except ExequaturError as error:
            say(f"{path}: {error.message}.\n  {error.hint}")
            continue
        added.append(summary_of(item.own))
        say(f"{'already there' if known else 'added'}: {told(added[-1])}")
    return added


def content_of(path: Path) -> bytes:
    """The bytes of a file, if it may be read and is no larger than documents may be.

    Raises:
        DocumentUnreadable: it is missing, no file, not to be read, or too large.
    """
    limits = Limits()
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise DocumentUnreadable("no-file", "it is no file", hint="Name a document, not a folder or a device.")
        if size > limits.bytes:
            raise too_large(size, limits)
        return path.read_bytes()
    except OSError as error:
        raise DocumentUnreadable(
            "no-file", f"it cannot be opened ({error.strerror})", hint="Check the name and the permissions."
        ) from error


def documents(settings: Settings, library: str, remove: Sequence[str], json_: bool) -> str:
    """The documents of a library, after those named in `remove` are gone.

    Raises:
        LibraryBroken: one that is to be removed is not there, or a file is damaged.
    """
    shelves = Libraries(settings.data)
    gone = [own for which in remove for own in shelves.remove(library, which)]
    left = [summary_of(own) for own in shelves.documents(library)]
    if json_:
        return json.dumps({"library": library, "documents": [as_json(item) for item in left]}, ensure_ascii=False)
    lines = [f"removed: {own.name}" for own in gone]
    lines += [f"{item.id}  {told(item)}" for item in left]
    return "\n".join([*lines, f"{len(left)} document{'' if len(left) == 1 else 's'} in the library {library!r}"])


def check(
    settings: Settings,
    files: Sequence[Path],
    requested: str,
    origin: str | None,
    kind: str | None,
    as_of: date | None,
    language: str | None,
) -> dict[str, Any]:
    """What files lack for a State, as the answer object; nothing is kept of them, and no model is loaded.

    Raises:
        DocumentUnreadable: a file that cannot be read.
        UnknownName: a State or a kind that does not exist.
    """
    from assistant import wiring

    reader = wiring.reading(settings)
    if kind is not None and kind not in DECISION_KINDS:
        raise UnknownName(f"no kind of decision {kind!r}", hint=f"Choose one of: {', '.join(DECISION_KINDS)}.")
    facts = CaseFacts(
        requested_state=state_of(requested, reader.tables, reader.gazetteer, reader.shelf),
        state_of_origin=state_of(origin, reader.tables, reader.gazetteer, reader.shelf) if origin else None,
        kind=kind,
    )
    documents = []
    for path in files:
        with progress(path.name) as report:
            documents.append(opened_document(content_of(path), path.name, reader.languages, report))
    name = state_name(facts.requested_state or "", language or "en", reader)
    question = Question(
        text=reader.message(language or "en", "papers_question", state=name),
        facts=facts,
        as_of=as_of,
        language=language,
    )
    draft, inquiry, route = checklist(understand(question, reader), documents, reader)
    return answer_json(framed(verify(draft, inquiry, route, Evidence(hits=()), ""), reader), {})


def as_json(item: Summary) -> dict[str, Any]:
    """A summary as the endpoints and `--json` give it."""
    return {
        "id": item.id,
        "name": item.name,
        "kind": item.kind,
        "size": item.size,
        "pages": item.pages,
        "paged": item.paged,
        "notes": list(item.notes),
    }


def told(item: Summary) -> str:
    """A document in a line: name, kind, pages, size, what was not read."""
    pages = f"{item.pages} {'page' if item.paged else 'part'}{'' if item.pages == 1 else 's'}"
    return " ".join([f"{item.name} ({item.kind}, {pages}, {sized(item.size)})", *item.notes])


def sized(size: int) -> str:
    """A number of bytes as people write it."""
    return f"{size} bytes" if size < 1000 else f"{size / 1e3:.0f} kB" if size < 1e6 else f"{size / 1e6:.1f} MB"


@contextmanager
def progress(name: str) -> Iterator[Report]:
    """A bar on standard error for a long document, where that is a terminal."""
    if not sys.stderr.isatty():
        yield nobody
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(safe_name(name), total=None)

        def report(stage: str, done: int, total: int) -> None:
            bar.update(task, description=f"{safe_name(name)}: {stage}", completed=done, total=total or None)

        yield report
