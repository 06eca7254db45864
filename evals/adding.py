"""A new case at the end of a file of cases, the rest of which stays as it is."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from evals.errors import AddRefused
from evals.load import case_of, read_entries
from evals.report_file import write_whole
from evals.types import CaseProblem, EvalCase, Library
from evals.wording import says


def checked(fields: Mapping[str, Any], file: str, topics: frozenset[str]) -> EvalCase:
    """The case that these fields are.

    Raises:
        AddRefused: they are not a valid case; the message names the field.
    """
    found = case_of(file, 1, _as_read(fields), topics)
    if isinstance(found, CaseProblem):
        raise AddRefused(f"not a valid case: {found}", hint="Nothing was written. Begin again.")
    return found


def append(fields: Mapping[str, Any], path: Path) -> str:
    """Write a case behind the others of a file, or into a new one; the text that was added.

    Whatever stands in the file, comments and layout included, stays; the whole is read again before it takes the
    place of the old.

    Raises:
        AddRefused: the file is no list of cases, has the id already, or is laid out so that nothing can follow.
    """
    block = yaml.safe_dump([dict(fields)], allow_unicode=True, sort_keys=False, width=110)
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    before = _entries(old, path)
    if any(entry.get("id") == fields["id"] for entry in before if isinstance(entry, dict)):
        raise AddRefused(f"{path.name} has a case {fields['id']} already", hint="Choose another id.")
    text = old + ("" if not old or old.endswith("\n\n") else "\n" if old.endswith("\n") else "\n\n") + block
    if _entries(text, path) != [*before, _as_read(fields)]:
        raise AddRefused(
            f"a case cannot be put behind those of {path.name} as it is laid out",
            hint=f"Put it there by hand:\n\n{block}",
        )
    write_whole(path, text.encode())
    return block


def doubts(case: EvalCase, library: Library) -> Iterator[str]:
    """What of a case the corpus cannot satisfy as it stands: worth a second look, and no error."""
    for authority in case.expects.authorities:
        if not any(says(passage.cited_as, authority.names) for passage in library.passages.values()):
            yield f"no passage is cited as {' | '.join(authority.names)}"
    for point in case.expects.key_points:
        if not any(says(passage.text, point) for passage in library.passages.values()):
            yield f"no passage says {' | '.join(point)}"


def _entries(text: str, path: Path) -> list[Any]:
    try:
        entries = read_entries(text) if text.strip() else []
    except yaml.YAMLError as error:
        raise AddRefused(
            f"{path.name} is not YAML ({' '.join(str(error).split())})", hint="Mend it, or name another file."
        ) from error
    if entries is None:
        entries = []
    if not isinstance(entries, list):
        raise AddRefused(f"{path.name} is no list of cases", hint="Mend it, or name another file.")
    return entries


def _as_read(value: Any) -> Any:
    """Fields as the loader sees them: every scalar a text."""
    if isinstance(value, Mapping):
        return {key: _as_read(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_as_read(item) for item in value]
    return str(value)
