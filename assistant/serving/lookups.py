"""Endpoints that look things up: routes and sources. They keep nothing."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from assistant.listing import passage_object, source_object
from assistant.pipeline import Tools
from assistant.routing.asked import notes, only, route_between
from assistant.routing.shown import route_object
from assistant.serving.replies import PROBLEMS, NothingThere
from assistant.serving.schemas import RouteOut, SourceOut, SourceWholeOut
from corpus.types import Passage


class Lookups:
    """Routes and sources over the tools."""

    def __init__(self, tools: Tools) -> None:
        self._reader, self._sources = tools.reader, tools.searcher.sources
        self._known = max(source.retrieved for source in self._sources.values())
        self._passages: dict[str, list[Passage]] = {id_: [] for id_ in self._sources}
        for passage in tools.searcher.passages.values():
            self._passages.setdefault(passage.source_id, []).append(passage)
        for found in self._passages.values():
            found.sort(key=lambda passage: passage.span.start)

    def route(
        self,
        origin: str,
        requested: str = "KZ",
        kind: str = "judgment",
        begun: date | None = None,
        given: date | None = None,
        as_of: date | None = None,
        instrument: str | None = None,
    ) -> dict[str, Any]:
        """Every instrument between two States on a day, or the one named; then the conditions and the cases.

        Raises:
            UnknownName: a State, a kind or an instrument that does not exist.
            Misfit: values that do not go together.
        """
        reader = self._reader
        day = as_of or reader.today
        found = route_between(
            (origin, requested), kind, (begun, given), day, reader.tables, reader.gazetteer, reader.shelf
        )
        found = only(found, instrument, reader.tables) if instrument else found
        told = list(notes(day, self._known)) if as_of is not None else []
        return {**route_object(found), "notes": told}

    def sources(self, state: str = "", kind: str = "") -> list[dict[str, Any]]:
        """Every source, or those of a State or of a kind."""
        return [
            source_object(source, self._passages[id_])
            for id_, source in sorted(self._sources.items())
            if (not state or state.upper() in source.states) and (not kind or kind == source.kind.value)
        ]

    def source(self, id_: str) -> dict[str, Any]:
        """A source whole, or the one passage that `id_` names.

        Raises:
            NothingThere: there is neither.
        """
        source_id = id_.split("/", 1)[0]
        passages = self._passages.get(source_id, [])
        wanted = [passage for passage in passages if id_ in (source_id, passage.id)]
        if not wanted:
            raise NothingThere(f"no source or passage {id_!r}", hint="List them with GET /api/v1/sources.")
        return {
            **source_object(self._sources[source_id], passages),
            "passages": [passage_object(passage) for passage in wanted],
        }


def lookups(look: Lookups) -> APIRouter:
    """Routes over what can be looked up."""
    routes = APIRouter(tags=["look-ups"], responses=PROBLEMS)

    @routes.get("/route", response_model=RouteOut)
    def route(
        origin: Annotated[str, Query(max_length=80)],
        requested: Annotated[str, Query(max_length=80)] = "KZ",
        kind: Annotated[str, Query(max_length=40)] = "judgment",
        begun: date | None = None,
        given: date | None = None,
        as_of: date | None = None,
        instrument: Annotated[str | None, Query(max_length=200)] = None,
    ) -> dict[str, Any]:
        """Every instrument that could carry a decision from State to State, and why each does or does not."""
        return look.route(origin, requested, kind, begun, given, as_of, instrument)

    @routes.get("/sources", response_model=list[SourceOut])
    def sources(
        state: Annotated[str, Query(max_length=10)] = "", kind: Annotated[str, Query(max_length=40)] = ""
    ) -> list[dict[str, Any]]:
        """Every source, or those of a State or of a kind."""
        return look.sources(state, kind)

    @routes.get("/sources/{id:path}", response_model=SourceWholeOut)
    def source(id: str) -> dict[str, Any]:
        """A source whole; with the id of a passage, that passage alone."""
        return look.source(id)

    return routes
