"""Answers as a memo, in Word, PDF or Markdown, with a table of authorities."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from babel import Locale

from assistant.memo_docx import as_docx
from assistant.memo_outline import memo_of
from assistant.memo_parts import (
    AnswerObject,
    Authority,
    Block,
    Cell,
    Grid,
    Heading,
    Mark,
    Memo,
    grouped,
    is_address,
    numbers,
)
from assistant.memo_pdf import as_pdf
from corpus.catalogue import load_documents
from corpus.errors import ExequaturError, UnknownName
from corpus.languages import Language, framed_language
from corpus.tables import load_tables
from corpus.types import Passage

AUTHORITY = ("number", "authority", "kind", "standing", "window", "address", "used")
SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&$])")
"""Characters that Markdown would read as its own."""


class MemoNotWritten(ExequaturError):
    """The file of a memo cannot be written."""


def write_memo(answers: Sequence[AnswerObject], path: Path, written: date | None = None) -> None:
    """Write a memo of one answer or of a conversation.

    Its words are in the language of the last answer, or in English where that has no frame; quotations stay as they are.
    An existing file is replaced only once the new one is complete.

    Args:
        answers: answer objects of `assistant.contract`, oldest first.
        path: its suffix, .docx, .pdf or .md, says which format.
        written: the date on the memo; None for today.

    Raises:
        ValueError: there is no answer.
        UnknownName: another suffix.
        MemoNotWritten: the folder is missing or cannot be written.
    """
    if not answers:
        raise ValueError("a memo needs an answer")
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise UnknownName(
            f"no memo format {path.suffix or path.name!r}",
            hint=f"Name a file that ends in one of: {', '.join(FORMATS)}.",
        )
    language = framed_language(answers[-1]["language"])
    content = form(memo_of(answers, _uncited(answers), _states(language), written or date.today(), language))
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise MemoNotWritten(
            f"{path} cannot be written ({error.strerror or error})",
            hint="Name a file in a folder that can be written.",
        ) from error


def as_markdown(memo: Memo) -> bytes:
    """The memo as Markdown: marks link to the entries of the table of authorities."""
    lines = [f"# {escaped(memo.title)}", "", escaped(memo.dated), ""]
    for block in memo.blocks:
        lines += [*_block(block), ""]
    lines += [f"## {memo.words['authorities']}", ""]
    for group, members in grouped(memo.authorities):
        lines += [f"### {memo.words[f'group_{group}']}", "", *_authorities(members, memo.words), ""]
    for text in memo.closing:
        lines += [f"*{escaped(text)}*", ""]
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", errors="replace")


FORMATS: Mapping[str, Callable[[Memo], bytes]] = {".docx": as_docx, ".pdf": as_pdf, ".md": as_markdown}


def escaped(text: str) -> str:
    """`text` on one line, with nothing in it that Markdown reads as its own."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _states(language: Language) -> dict[str, str]:
    """Names of States by code, as a list has them."""
    own = language.state_names
    spoken = {} if language.code == "en" else Locale.parse(language.code).territories
    return {code: own.get(code) or str(spoken.get(code, state.name)) for code, state in load_tables().states.items()}


def _uncited(answers: Sequence[AnswerObject]) -> dict[str, Passage]:
    """The passages that a route, a conflict or a table names and no claim cites; the corpus is read only for these."""
    cited = {citation["passage_id"] for a in answers for claim in a["claims"] for citation in claim["citations"]}
    wanted = numbers(answers).keys() - cited
    documents = load_documents() if wanted else ()
    return {passage.id: passage for document in documents for passage in document.passages if passage.id in wanted}


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * (block.level + 1)} {escaped(block.text)}"
    elif isinstance(block, Grid):
        yield from _grid(block.columns, ([_pieces(cell) for cell in row] for row in block.rows))
    else:
        yield f"**{block.number}.** {_pieces(block.pieces)}"


def _authorities(members: Iterable[Authority], said: Mapping[str, str]) -> Iterator[str]:
    rows = (
        [
            f'<a id="authority-{one.number}"></a>{one.number}',
            ". ".join(escaped(part) for part in (one.name, one.title) if part),
            escaped(one.kind),
            escaped(one.standing),
            escaped(one.window),
            f"<{one.url}>" if is_address(one.url) else escaped(one.url),
            ", ".join(str(number) for number in one.used),
        ]
        for one in members
    )
    yield from _grid([said[name] for name in AUTHORITY], rows)


def _grid(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(escaped(column) for column in columns)} |"
    yield "|---" * len(columns) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _pieces(pieces: Cell) -> str:
    written = ""
    for piece in pieces:
        if isinstance(piece, Mark):
            written += f" [[{piece.number}]](#authority-{piece.number})"
        elif piece.text.strip():
            before = " " if piece.text[0].isspace() and written else ""
            after = " " if piece.text[-1].isspace() else ""
            stars = "**" if piece.strong else "*" if piece.doubt else ""
            written += f"{before}{stars}{escaped(piece.text)}{stars}{after}"
    return written
