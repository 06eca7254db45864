"""Every source of the corpus: found, read, cut."""

import hashlib
import tomllib
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import SourceBroken
from corpus.passages import ATTRIBUTE, KNOWN, cut
from corpus.types import Document, Period, Source, SourceKind

SOURCES = Path(__file__).parent / "sources"
Text = Annotated[str, Field(min_length=1)]


class SourceFile(BaseModel):
    """What `source.toml` holds; docs/corpus-format.md explains each field."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]+$")]
    title: Text
    kind: SourceKind
    states: tuple[str, ...]
    authority: Text
    url: str = ""
    published: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    retrieved: date
    licence: Text
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = "en"
    digests: tuple[str, ...] = ()


def load_documents(folder: Path = SOURCES) -> tuple[Document, ...]:
    """Read every source below `folder`, ordered by id.

    Raises:
        SourceBroken: a file that is missing or not in the format, or an id used twice.
    """
    documents = [read_document(path.parent) for path in sorted(folder.glob("*/*/source.toml"))]
    if not documents:
        raise SourceBroken(f"no source below {folder.name}", hint="Restore corpus/sources from the repository.")
    _refuse_twins([document.source.id for document in documents])
    _refuse_twins([passage.id for document in documents for passage in document.passages])
    return tuple(sorted(documents, key=lambda document: document.source.id))


def read_document(folder: Path) -> Document:
    """Read one source folder: `source.toml` and `text.md`."""
    try:
        text = unwrapped(_decoded(folder / "text.md"))
        fields = SourceFile.model_validate(tomllib.loads(_decoded(folder / "source.toml")))
    except FileNotFoundError as error:
        raise SourceBroken(f"{folder.name} has no {Path(error.filename).name}", hint="Add the file.") from error
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise SourceBroken(f"{folder.name}/source.toml: {error}", hint="Mend the field named.") from error
    if fields.id != folder.name:
        raise SourceBroken(f"the source in {folder.name} calls itself {fields.id}", hint="Make the two names equal.")
    source = Source(
        id=fields.id,
        title=fields.title,
        kind=fields.kind,
        states=fields.states,
        authority=fields.authority,
        url=fields.url,
        published=fields.published,
        in_force=Period(first=fields.in_force_from, last=fields.in_force_to),
        retrieved=fields.retrieved,
        licence=fields.licence,
        language=fields.language,
        digests=fields.digests,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    return Document(source=source, text=text, passages=cut(source, text))


def _decoded(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceBroken(
            f"{path.parent.name}/{path.name} is not UTF-8 ({error.reason})", hint="Save the file as UTF-8."
        ) from error


def unwrapped(text: str) -> str:
    """`text` with the line breaks inside paragraphs made spaces; its length and offsets stay.

    A break stays where a blank line, a heading or an attribute stands on either side.
    """
    lines = text.split("\n")
    joined = lines[0]
    for before, after in pairwise(lines):
        joined += (" " if _is_prose(before) and _is_prose(after) else "\n") + after
    return joined


def _is_prose(line: str) -> bool:
    attribute = ATTRIBUTE.match(line)
    return bool(line.strip()) and not line.startswith("#") and not (attribute and attribute["key"] in KNOWN)


def corpus_hash(documents: Iterable[Document]) -> str:
    """A SHA-256 over every source's id, metadata and text; changes when any of them does."""
    digest = hashlib.sha256()
    for document in documents:
        digest.update(repr(document.source).encode())
    return digest.hexdigest()


def _refuse_twins(ids: list[str]) -> None:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise SourceBroken(f"the id {id_} is used twice", hint="Rename one of the two.")
        seen.add(id_)
