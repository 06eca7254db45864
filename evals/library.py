"""The passages that citations are checked against: our corpus, or those of another assistant."""

import hashlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.catalogue import SOURCES, corpus_hash, load_documents
from evals.errors import LibraryBroken
from evals.types import KnownPassage, Library


class PassageLine(BaseModel):
    """One line of a file of passages."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    text: str
    title: str = ""
    authority: str = ""
    pinpoint: str = ""
    states: tuple[str, ...] = ()


def own_corpus(folder: Path = SOURCES) -> Library:
    """The passages of our corpus."""
    documents = load_documents(folder)
    passages = {
        passage.id: KnownPassage(
            id=passage.id,
            text=passage.text,
            cited_as=" ".join((document.source.title, passage.authority, passage.pinpoint)),
            states=passage.states,
        )
        for document in documents
        for passage in document.passages
    }
    return Library(passages=passages, hash=corpus_hash(documents))


def read_library(file: Path) -> Library:
    """Passages from JSONL, one a line: `{"id", "text", "title"?, "authority"?, "pinpoint"?, "states"?}`.

    Raises:
        LibraryBroken: a file that is not there, a line that does not fit, or an id used twice.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise LibraryBroken(f"cannot read {file}: {error.strerror}", hint="Name a JSONL file of passages.") from error
    passages: dict[str, KnownPassage] = {}
    for number, line in enumerate(raw.splitlines(), 1):
        if not line.strip():
            continue
        try:
            fields = PassageLine.model_validate_json(line)
        except ValidationError as error:
            said = error.errors()[0]
            field = ".".join(str(part) for part in said["loc"])
            raise LibraryBroken(
                f"{file.name}, line {number}: {field} {said['msg']}".strip(), hint="See docs/evals.md for the fields."
            ) from error
        if fields.id in passages:
            raise LibraryBroken(f"{file.name}, line {number}: {fields.id} stands twice", hint="Make the ids unique.")
        cited_as = " ".join((fields.title, fields.authority, fields.pinpoint))
        passages[fields.id] = KnownPassage(id=fields.id, text=fields.text, cited_as=cited_as, states=fields.states)
    return Library(passages=passages, hash=hashlib.sha256(raw).hexdigest())
