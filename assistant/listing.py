"""Sources, coverage and routes as text or JSON, without model or index."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from assistant.reading.places import Gazetteer
from assistant.routing.asked import notes, only, route_between
from assistant.routing.shown import route_lines, route_object
from assistant.shelf import Shelf
from corpus.catalogue import load_documents
from corpus.errors import UnknownName
from corpus.tables import load_tables
from corpus.types import TOPICS, Passage, Source, Standing


def listing(json_: bool) -> str:
    """Every source, a line each: id, kind, States, passages, title."""
    documents = load_documents()
    if json_:
        found = [source_object(document.source, document.passages) for document in documents]
        return json.dumps(found, ensure_ascii=False, indent=1)
    lines = [
        f"{d.source.id:34} {d.source.kind.value:14} {','.join(d.source.states) or '-':6} {len(d.passages):4}  {d.source.title}"
        for d in documents
    ]
    return "\n".join([*lines, f"{len(documents)} sources, {sum(len(d.passages) for d in documents)} passages"])


def one(id_: str, json_: bool) -> str:
    """One source whole, or one passage.

    Raises:
        UnknownName: no source or passage has this id.
    """
    source_id = id_.split("/", 1)[0]
    found = [document for document in load_documents() if document.source.id == source_id]
    passages = [p for d in found for p in d.passages if "/" not in id_ or p.id == id_]
    if not passages:
        raise UnknownName(f"no source or passage {id_!r}", hint="List them with `exequatur sources`.")
    if json_:
        whole = {
            **source_object(found[0].source, found[0].passages),
            "passages": [passage_object(p) for p in passages],
        }
        return json.dumps(whole, ensure_ascii=False, indent=1)
    head = f"{found[0].source.title}\n{found[0].source.authority}\n{found[0].source.url or 'no address'}\n"
    return head + "\n".join(
        f"\n{p.pinpoint or '-'} | {p.heading} [{p.standing.value}]  {p.id}\n{p.text}" for p in passages
    )


def source_object(source: Source, passages: Sequence[Passage]) -> dict[str, Any]:
    """A source without its passages, ready for `json.dumps`."""
    return {
        "id": source.id,
        "title": source.title,
        "kind": source.kind.value,
        "states": list(source.states),
        "authority": source.authority,
        "url": source.url,
        "licence": source.licence,
        "retrieved": source.retrieved.isoformat(),
        "sha256": source.sha256,
        "count": len(passages),
    }


def passage_object(passage: Passage) -> dict[str, Any]:
    """A passage, ready for `json.dumps`."""
    first, last = passage.window.first, passage.window.last
    return {
        "id": passage.id,
        "pinpoint": passage.pinpoint,
        "heading": passage.heading,
        "topic": passage.topic,
        "states": list(passage.states),
        "standing": passage.standing.value,
        "valid_from": first.isoformat() if first else None,
        "valid_to": last.isoformat() if last else None,
        "text": passage.text,
    }


def coverage(passages: Iterable[Passage]) -> dict[str, dict[str, dict[str, Any]]]:
    """State to topic to count of passages, how many of each standing, and the latest day one begins to hold."""
    grid: dict[str, dict[str, dict[str, Any]]] = {}
    for passage in passages:
        for topic in passage.topics:
            cell = grid.setdefault(passage.states[0], {}).setdefault(
                topic, {"passages": 0, **{standing.value: 0 for standing in Standing}, "latest": ""}
            )
            cell["passages"] += 1
            cell[passage.standing.value] += 1
            if passage.window.first:
                cell["latest"] = max(cell["latest"], passage.window.first.isoformat())
    return grid


def coverage_text(json_: bool) -> str:
    """The grid of States and topics: how many passages of each standing, and the latest day from which one holds."""
    documents = load_documents()
    grid = coverage(p for d in documents for p in d.passages)
    if json_:
        return json.dumps(grid, ensure_ascii=False, indent=1)
    known = max(document.source.retrieved for document in documents)
    standings = [standing.value for standing in Standing]
    columns = f"{'':38}{'passages':>9}" + "".join(f"{name:>13}" for name in standings) + "  latest from"
    lines = [f"The law as known on {known}; {len(grid)} States and bodies of law, {len(TOPICS)} topics", "", columns]
    names = load_tables().states
    for state, topics in sorted(grid.items(), key=lambda item: -sum(c["passages"] for c in item[1].values())):
        lines.append(f"{state} {names[state].name if state in names else 'treaties and comparisons'}")
        for topic in TOPICS:
            if topic in topics:
                cell = topics[topic]
                counts = "".join(f"{cell[name] or '–':>13}" for name in standings)
                lines.append(f"  {TOPICS[topic]:36}{cell['passages']:>9}{counts}  {cell['latest'] or '–'}")
        silent = [TOPICS[topic] for topic in TOPICS if topic not in topics]
        lines += [f"  nothing on: {', '.join(silent)}"] if silent else []
    return "\n".join(lines)


def route_text(
    origin: str,
    requested: str,
    kind: str,
    begun: date | None,
    given: date | None,
    as_of: date | None,
    json_: bool,
    instrument: str = "",
) -> tuple[str, bool]:
    """The route as text or JSON, and whether any option applies or is open; by one instrument alone if one is named.

    Raises:
        UnknownName: a State, a kind or an instrument that does not exist.
        Misfit: values that do not go together.
    """
    tables = load_tables()
    gazetteer = Gazetteer(tables, ["en", "ru", "kk"])
    documents = load_documents()
    shelf = Shelf(p for d in documents for p in d.passages)
    day = as_of or date.today()
    found = route_between((origin, requested), kind, (begun, given), day, tables, gazetteer, shelf)
    found = only(found, instrument, tables) if instrument else found
    applies = any(option.applies in ("yes", "open") for option in found.options)
    known = max(document.source.retrieved for document in documents)
    told = list(notes(day, known)) if as_of is not None else []
    if json_:
        return json.dumps({**route_object(found), "notes": told}, ensure_ascii=False, indent=1), applies
    return "\n\n".join([route_lines(found, gazetteer), *told]), applies
