"""The text of a source, cut into its passages."""

import re
from collections.abc import Container, Iterator, Mapping
from datetime import date
from typing import TypeVar

from corpus.errors import SourceBroken
from corpus.types import DECISION_KINDS, TOPICS, Passage, Period, Source, SourceKind, Span, Standing

HEADING = re.compile(r"^## (?P<head>.+)$", re.MULTILINE)
SLUG = re.compile(r"^[a-z0-9][a-z0-9.-]*$")
ATTRIBUTE = re.compile(r"^(?P<key>[a-z-]+):[ \t]*(?P<value>.*)$")
KNOWN = frozenset(
    {"topic", "also", "states", "kinds", "standing", "from", "to", "series", "instrument", "case", "stance"}
    | {"affirms", "denies", "depends", "people", "terms", "kind", "authority", "url", "basis"}
)
E = TypeVar("E", Standing, SourceKind)
REQUIRED = ("topic", "states", "kinds", "standing", "basis")


def cut(source: Source, text: str) -> tuple[Passage, ...]:
    """Cut a source's `text.md` into passages.

    Args:
        source: whose text it is.
        text: the whole file; passages keep their character offsets in it.

    Raises:
        SourceBroken: a heading, an attribute or a value that docs/corpus-format.md does not allow.
    """
    return tuple(_passage(source, text, start, end, head) for start, end, head in _blocks(text))


def _blocks(text: str) -> Iterator[tuple[int, int, str]]:
    headings = list(HEADING.finditer(text))
    if not headings:
        return
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=True):
        yield heading.end() + 1, end, heading["head"]


def _passage(source: Source, text: str, start: int, end: int, head: str) -> Passage:
    parts = [part.strip() for part in head.split("|", 2)]
    if len(parts) != 3 or not SLUG.match(parts[0]):
        raise _broken(source, head, "a heading is `## slug | pinpoint | title`, the slug of a-z, 0-9, - and .")
    slug, pinpoint, title = parts
    attributes, body = _attributes(source, slug, text, start, end)
    for key in REQUIRED:
        if not attributes.get(key):
            raise _broken(source, slug, f"add the attribute `{key}:`")
    span = _trimmed(source, slug, text, body, end)
    return Passage(
        id=f"{source.id}/{slug}",
        source_id=source.id,
        pinpoint="" if pinpoint == "-" else pinpoint,
        heading=title,
        text=text[span.start : span.end],
        span=span,
        topic=_known(source, slug, "topic", attributes["topic"], TOPICS),
        also=tuple(_known(source, slug, "also", item, TOPICS) for item in _items(attributes, "also", ",")),
        states=_items(attributes, "states", ","),
        kinds=tuple(
            _known(source, slug, "kinds", item, {**DECISION_KINDS, "any": ""})
            for item in _items(attributes, "kinds", ",")
        ),
        standing=_member(source, slug, Standing, attributes["standing"]),
        window=_window(source, slug, attributes),
        kind=_member(source, slug, SourceKind, attributes.get("kind") or source.kind.value),
        authority=attributes.get("authority") or source.authority,
        url=attributes.get("url") or source.url,
        basis=attributes["basis"],
        series=attributes.get("series", ""),
        instrument=attributes.get("instrument", ""),
        case=attributes.get("case", ""),
        stance=_stance(source, slug, attributes.get("stance", "")),
        affirms=_items(attributes, "affirms", ";"),
        denies=_items(attributes, "denies", ";"),
        depends=_items(attributes, "depends", ";"),
        people=_items(attributes, "people", ";"),
        terms=_items(attributes, "terms", ","),
    )


def _attributes(source: Source, slug: str, text: str, start: int, end: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    at = start
    for line in text[start:end].splitlines(keepends=True):
        match = ATTRIBUTE.match(line.rstrip("\n"))
        if not match:
            if line.strip() or found:
                break
        elif match["key"] not in KNOWN:
            raise _broken(source, slug, f"`{match['key']}` is not an attribute; see docs/corpus-format.md")
        elif match["key"] in found:
            raise _broken(source, slug, f"`{match['key']}:` stands twice; keep one")
        else:
            found[match["key"]] = match["value"].strip()
        at += len(line)
    return found, at


def _trimmed(source: Source, slug: str, text: str, start: int, end: int) -> Span:
    body = text[start:end]
    if not body.strip():
        raise _broken(source, slug, "the passage has no text; write it after a blank line")
    return Span(start=start + len(body) - len(body.lstrip()), end=start + len(body.rstrip()))


def _items(attributes: dict[str, str], key: str, separator: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in attributes.get(key, "").split(separator) if item.strip())


def _stance(source: Source, slug: str, value: str) -> Mapping[str, str]:
    pairs: dict[str, str] = {}
    for item in filter(None, (piece.strip() for piece in value.split(";"))):
        key, equals, said = item.partition("=")
        if not equals:
            raise _broken(source, slug, f"a stance is `key=value`, not {item!r}")
        pairs[key.strip()] = said.strip()
    return pairs


def _window(source: Source, slug: str, attributes: dict[str, str]) -> Period:
    try:
        first, last = (date.fromisoformat(attributes[key]) if attributes.get(key) else None for key in ("from", "to"))
        return Period(first=first, last=last)
    except ValueError as error:
        raise _broken(source, slug, f"mend `from:` or `to:` ({error})") from error


def _known(source: Source, slug: str, key: str, value: str, allowed: Container[str]) -> str:
    if value not in allowed:
        raise _broken(source, slug, f"`{key}: {value}` is not in the list of docs/corpus-format.md")
    return value


def _member(source: Source, slug: str, kind: type[E], value: str) -> E:
    try:
        return kind(value)
    except ValueError as error:
        raise _broken(source, slug, f"{error}; see docs/corpus-format.md") from error


def _broken(source: Source, slug: str, remedy: str) -> SourceBroken:
    return SourceBroken(f"{source.id}/text.md, passage {slug!r}", hint=remedy[0].upper() + remedy[1:] + ".")
