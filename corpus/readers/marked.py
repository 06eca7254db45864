"""Markdown, by way of HTML."""

from corpus.readers.plain import decoded
from corpus.readers.types import Limits, Pages, Report
from corpus.readers.web import read_html


def read_markdown(content: bytes, limits: Limits, report: Report) -> Pages:
    """Read Markdown as a reader sees it, without its marks."""
    from markdown_it import MarkdownIt

    text, _ = decoded(content)
    written = MarkdownIt("commonmark").enable("table").render(text)
    return read_html(f'<meta charset="utf-8">{written}'.encode(), limits, report)
