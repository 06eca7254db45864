"""Sources, coverage and routes as text or JSON, without model or index."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from assistant.reading.places import Gazetteer
from assistant.routes import find_route
from assistant.shelf import Shelf
from assistant.types import CaseFacts, Route
from corpus.catalogue import load_documents
from corpus.errors import UnknownName
from corpus.tables import Tables, load_tables
from corpus.types import DECISION_KINDS, TOPICS, Document, Passage, Standing


def listing(json_: bool) -> str:
    """Every source, a line each: id, kind, States, passages, title."""
    documents = load_documents()
    if json_:
        return json.dumps([_source(document) for document in documents], ensure_ascii=False, indent=1)
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
        return json.dumps(
            {**_source(found[0]), "passages": [_passage(p) for p in passages]}, ensure_ascii=False, indent=1
        )
    head = f"{found[0].source.title}\n{found[0].source.authority}\n{found[0].source.url or 'no address'}\n"
    return head + "\n".join(
        f"\n{p.pinpoint or '-'} | {p.heading} [{p.standing.value}]  {p.id}\n{p.text}" for p in passages
    )


def _source(document: Document) -> dict[str, Any]:
    source = document.source
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
        "count": len(document.passages),
    }


def _passage(passage: Passage) -> dict[str, Any]:
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
    """State to topic to count of passages, how many are confirmed, and the latest day one begins to hold."""
    grid: dict[str, dict[str, dict[str, Any]]] = {}
    for passage in passages:
        for topic in passage.topics:
            cell = grid.setdefault(passage.states[0], {}).setdefault(
                topic, {"passages": 0, "confirmed": 0, "latest": ""}
            )
            cell["passages"] += 1
            cell["confirmed"] += passage.standing is Standing.CONFIRMED
            if passage.window.first:
                cell["latest"] = max(cell["latest"], passage.window.first.isoformat())
    return grid


def coverage_text(json_: bool) -> str:
    """The grid of States and topics: passages, and in brackets how many are confirmed."""
    grid = coverage(p for d in load_documents() for p in d.passages)
    if json_:
        return json.dumps(grid, ensure_ascii=False, indent=1)
    lines = []
    for state, topics in sorted(grid.items(), key=lambda item: -sum(c["passages"] for c in item[1].values())):
        cells = [f"{TOPICS[t]} {topics[t]['passages']} ({topics[t]['confirmed']})" for t in TOPICS if t in topics]
        lines.append(f"{state}: {'; '.join(cells)}")
    return "\n".join(lines)


def route_text(
    origin: str, requested: str, kind: str, begun: date | None, given: date | None, as_of: date | None, json_: bool
) -> tuple[str, bool]:
    """The route as text or JSON, and whether any option applies or is open.

    Raises:
        UnknownName: a State or a kind that does not exist.
    """
    tables = load_tables()
    gazetteer = Gazetteer(tables, ["en", "ru", "kk"])
    day = as_of or date.today()
    if kind not in DECISION_KINDS:
        raise UnknownName(f"no kind of decision {kind!r}", hint=f"Choose one of: {', '.join(DECISION_KINDS)}.")
    pair = [_state(text, tables, gazetteer) for text in (origin, requested)]
    if pair[0] == pair[1]:
        raise UnknownName(f"origin and requested State are both {pair[0]}", hint="Name two different States.")
    shelf = Shelf(p for d in load_documents() for p in d.passages)
    facts = CaseFacts(state_of_origin=pair[0], requested_state=pair[1], kind=kind, begun=begun, given=given)
    found = find_route(
        facts, day, tables, lambda id_, states: shelf.proof(id_, tuple(gazetteer.shelved(s) for s in states), day)
    )
    if found is None:
        raise UnknownName(f"no route for {origin} and {requested}", hint="Name States that the tables hold.")
    applies = any(option.applies in ("yes", "open") for option in found.options)
    return (_route_json(found) if json_ else _route_lines(found, gazetteer)), applies


def _state(text: str, tables: Tables, gazetteer: Gazetteer) -> str:
    if text.upper() in tables.states:
        return text.upper()
    mentions = gazetteer.find(text)
    if not mentions or mentions[0].code not in tables.states:
        raise UnknownName(f"no State {text!r} in the tables", hint="Use a code such as NL, or an English name.")
    return mentions[0].code


def _route_json(route: Route) -> str:
    options = [
        {"instrument": o.instrument, "applies": o.applies, "why": o.why, "passage_ids": list(o.passage_ids)}
        for o in route.options
    ]
    return json.dumps(
        {
            "origin": route.origin,
            "requested": route.requested,
            "kind": route.kind,
            "as_of": route.as_of.isoformat(),
            "options": options,
        },
        ensure_ascii=False,
        indent=1,
    )


def _route_lines(route: Route, gazetteer: Gazetteer) -> str:
    head = f"{gazetteer.name(route.origin)} → {gazetteer.name(route.requested)}, {route.kind}, as of {route.as_of}"
    lines = [
        f"{o.applies:5} {o.instrument}: {o.why}" + (f"  [{', '.join(o.passage_ids)}]" if o.passage_ids else "")
        for o in route.options
    ]
    return "\n".join([head, *lines])
