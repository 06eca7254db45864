"""HTML: the words that a reader of the page sees. Nothing is loaded and nothing runs."""

import re
from typing import Any

from corpus.errors import DocumentUnreadable
from corpus.readers.lines import plain
from corpus.readers.plain import decoded, in_parts
from corpus.readers.types import Limits, Pages, Report

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "head", "iframe", "object", "svg", "math", "audio", "video", "canvas"}
    | {"select", "textarea", "button"}
)
"""Elements whose content is no text of the page."""

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "figcaption"}
    | {"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p"}
    | {"pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)
CELLS = frozenset({"td", "th"})
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_html(content: bytes, limits: Limits, report: Report) -> Pages:
    """Read HTML."""
    declared = CHARSET.search(content[:4096])
    text, _ = decoded(content, declared[1].decode("ascii") if declared else "")
    return in_parts(visible(text), limits)


def visible(text: str) -> str:
    """The words of a page, a block a line.

    Raises:
        DocumentUnreadable: there is nothing that the parser takes for HTML.
    """
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentUnreadable(
            "empty", "the page has no text", hint="Save the whole page, not only its frame, and add it again."
        ) from error
    pieces: list[str] = []
    skipped: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and skipped is None:
            if _unseen(element):
                skipped = element
                continue
            pieces += [_gap(element.tag), _words(element.text)]
        elif event == "end":
            if skipped is None:
                pieces.append(_gap(element.tag))
            elif skipped is element:
                skipped = None
            if skipped is None:
                pieces.append(_words(element.tail))
    return plain("".join(pieces))


def _unseen(element: Any) -> bool:
    hidden = "hidden" in element.attrib or HIDDEN.search(element.get("style", ""))
    return element.tag in UNSEEN or not isinstance(element.tag, str) or bool(hidden)


def _gap(tag: str) -> str:
    return "\n" if tag in BLOCKS else " " if tag in CELLS else ""


def _words(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""
