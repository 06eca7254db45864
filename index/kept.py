"""The documents of a build, kept beside its vectors: an older build can be read and asked when the corpus has moved on."""

import gzip
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.types import Document
from index.errors import IndexBroken

FILE = "documents.json.gz"


def keep(folder: Path, documents: Sequence[Document]) -> None:
    """Write the documents into the folder of a build."""
    whole = TypeAdapter(tuple[Document, ...]).dump_json(tuple(documents))
    (folder / FILE).write_bytes(gzip.compress(whole, mtime=0))


def kept(folder: Path) -> tuple[Document, ...] | None:
    """The documents that a build was made from; None where it was made before builds kept them.

    Raises:
        IndexBroken: the file is damaged.
    """
    try:
        return TypeAdapter(tuple[Document, ...]).validate_json(gzip.decompress((folder / FILE).read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValidationError) as error:
        raise IndexBroken(
            f"the documents of the build {folder.name} are damaged ({type(error).__name__})",
            hint="Run `exequatur index --rebuild` with the corpus that it was built from.",
        ) from error
