"""Tables of the docs that a command writes: between marks, so that whatever stands around them stays."""

from pathlib import Path

from evals.errors import ReportBroken
from evals.report_file import write_whole


def put(page: Path, name: str, content: str) -> None:
    """Write `content` between `<!-- name:start -->` and `<!-- name:end -->` of a page.

    Raises:
        ReportBroken: the page cannot be read or written, or lacks the marks.
    """
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    try:
        text = page.read_text(encoding="utf-8")
    except OSError as error:
        raise ReportBroken(f"cannot read {page}: {error.strerror}", hint="Name a page of docs/.") from error
    before, _, rest = text.partition(start)
    _, found, after = rest.partition(end)
    if not found:
        raise ReportBroken(f"{page.name} lacks {start} and {end}", hint="Put both where the table belongs.")
    write_whole(page, f"{before}{start}\n{content}\n{end}{after}".encode())
