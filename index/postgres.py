"""Vectors in PostgreSQL with its extension pgvector: one table a collection."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, TextClause, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from corpus.errors import ExequaturError, UnknownName
from index.embedders import Vectors
from index.errors import IndexBroken, StoreUnreachable
from index.memory import Contents
from index.stores import REBUILD

READ_AT_ONCE = 5000
IN_GRAPH_AT_MOST = 2000
"""Dimensions that pgvector can make a graph of; beyond that every vector is looked at."""

SEEN_AT_LEAST, SEEN_AT_MOST = 200, 1000
"""Candidates that a search in the graph may hold, which is the most that pgvector takes; it holds twice what is asked for."""


MAKE = (
    "CREATE TABLE {table} (place bigserial, id text PRIMARY KEY, facet text NOT NULL, states text[] NOT NULL, "
    "vector vector({dimension}) NOT NULL)"
)
COPY = "COPY {table} (id, facet, states, vector) FROM STDIN"
MAKE_GRAPH = "CREATE INDEX IF NOT EXISTS {graph} ON {table} USING hnsw (vector vector_cosine_ops)"
NEAREST = (
    "SELECT id, 1 - (vector <=> CAST(:vector AS vector)) FROM {table} "
    "WHERE (CAST(:facets AS text[]) IS NULL OR facet = ANY(CAST(:facets AS text[]))) "
    "AND (CAST(:states AS text[]) IS NULL OR states && CAST(:states AS text[])) "
    "ORDER BY vector <=> CAST(:vector AS vector) LIMIT :limit"
)


class PostgresStore:
    """A table of ids, facets, States and vectors, written once and then only read.

    Args:
        where: the address without its password, for messages.
        name: the table.
    """

    def __init__(self, engine: Engine, where: str, name: str) -> None:
        self._engine, self._where = engine, where
        self._table = '"' + name.replace('"', '""') + '"'
        with self._transaction() as connection:
            self._there = self._exists(connection)

    def add(
        self, ids: Sequence[str], vectors: Vectors, facets: Sequence[str], states: Sequence[Sequence[str]]
    ) -> None:
        """Add vectors, all of them or none; the table is made with the first."""
        if not len(ids):
            return
        rows = np.asarray(vectors, np.float32)
        with self._transaction() as connection:
            if not self._exists(connection):
                connection.execute(self._sql(MAKE.format(table="{table}", dimension=rows.shape[1])))
            driver: Any = connection.connection.driver_connection
            copying = COPY.format(table=self._table)
            with driver.cursor() as cursor, cursor.copy(copying) as copy:
                for id_, row, facet, codes in zip(ids, rows, facets, states, strict=True):
                    copy.write_row((id_, facet, list(codes) or ["INT"], _written(row)))
        self._there = True

    def nearest(
        self, vector: Vectors, limit: int, facets: Sequence[str] = (), states: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """The nearest vectors by cosine; where the filter leaves few of a graph's candidates, it looks further."""
        if not self._there:
            return []
        seen = min(SEEN_AT_MOST, max(SEEN_AT_LEAST, 2 * limit))
        given = {
            "vector": _written(vector),
            "limit": limit,
            "facets": list(facets) or None,
            "states": list(states) or None,
        }
        with self._transaction() as connection:
            connection.execute(text(f"SET LOCAL hnsw.ef_search = {seen}"))
            connection.execute(text("SET LOCAL hnsw.iterative_scan = strict_order"))
            return [(id_, float(cosine)) for id_, cosine in connection.execute(self._sql(NEAREST), given)]

    def vector(self, id_: str) -> Vectors | None:
        """The vector stored under an id."""
        found = self._rows("SELECT vector_send(vector) FROM {table} WHERE id = :id", id=id_)
        return _read(found[0][0]) if found else None

    def cosines(self, ids: Sequence[str], vector: Vectors) -> dict[str, float]:
        """The cosines of the vectors under some ids, in one call."""
        wanted = "SELECT id, 1 - (vector <=> CAST(:vector AS vector)) FROM {table} WHERE id = ANY(:ids)"
        found = dict(map(tuple, self._rows(wanted, ids=list(ids), vector=_written(vector)))) if len(ids) else {}
        return {id_: float(found[id_]) for id_ in ids if id_ in found}

    def held(self, ids: Sequence[str]) -> frozenset[str]:
        """Which of some ids the table has."""
        return frozenset(row[0] for row in self._rows("SELECT id FROM {table} WHERE id = ANY(:ids)", ids=list(ids)))

    def settle(self) -> None:
        """Make the graph, once all vectors are there: that is far quicker than with each of them."""
        if not self._there:
            return
        with self._transaction() as connection:
            dimension = connection.execute(self._sql("SELECT vector_dims(vector) FROM {table} LIMIT 1")).scalar()
            if dimension and dimension <= IN_GRAPH_AT_MOST:
                connection.execute(self._sql(MAKE_GRAPH))
            connection.execute(self._sql("ANALYZE {table}"))

    def everything(self) -> Contents:
        """All vectors, in the order in which they were added."""
        ids: list[str] = []
        facets: list[str] = []
        states: list[frozenset[str]] = []
        rows: list[Vectors] = []
        if self._there:
            wanted = self._sql("SELECT id, facet, states, vector_send(vector) FROM {table} ORDER BY place")
            with self._transaction() as connection:
                reading = connection.execution_options(yield_per=READ_AT_ONCE).execute(wanted)
                for id_, facet, codes, vector in reading:
                    ids.append(id_)
                    facets.append(facet)
                    states.append(frozenset(codes))
                    rows.append(_read(vector))
        return Contents(ids, np.stack(rows) if rows else np.empty((0, 0), np.float32), facets, states)

    def count(self) -> int:
        """How many vectors the table has."""
        found = self._rows("SELECT count(*) FROM {table}")
        return int(found[0][0]) if found else 0

    def clear(self) -> None:
        """Remove the table; the next `add` makes it anew."""
        with self._transaction() as connection:
            connection.execute(self._sql("DROP TABLE IF EXISTS {table}"))
        self._there = False

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def _sql(self, words: str) -> TextClause:
        """The words with the name of the table, and of its graph, in quotes."""
        return text(words.format(table=self._table, graph=self._table[:-1] + '-graph"'))

    def _exists(self, connection: Connection) -> bool:
        return connection.execute(text("SELECT to_regclass(:name)"), {"name": self._table}).scalar() is not None

    def _rows(self, wanted: str, **given: Any) -> Sequence[Any]:
        if not self._there:
            return []
        with self._transaction() as connection:
            return connection.execute(self._sql(wanted), given).all()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except (DBAPIError, _driver_error()) as error:
            raise _explained(error, self._where) from error


def opened(where: str, name: str) -> PostgresStore:
    """The store at an address such as `//name:password@host/base`.

    Raises:
        UnknownName: it is no address, or the driver is not installed.
        StoreUnreachable: nobody answers there, or pgvector is missing.
    """
    try:
        url = make_url(f"postgresql+psycopg:{where}")
        engine = create_engine(url, pool_pre_ping=True)
    except (ArgumentError, ValueError) as error:
        raise UnknownName(
            "EXEQUATUR_STORE is no address", hint="Write postgres://name:password@host/base."
        ) from error
    except ModuleNotFoundError as error:
        raise UnknownName(
            "the driver of PostgreSQL is not installed",
            hint="Install the extra: pip install 'exequatur[postgresql]'.",
        ) from error
    address = url.render_as_string(hide_password=True).replace("postgresql+psycopg", "postgres")
    try:
        with engine.begin() as connection:
            if not connection.execute(text("SELECT 1 FROM pg_extension WHERE extname = 'vector'")).scalar():
                connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
        return PostgresStore(engine, address, name)
    except DBAPIError as error:
        engine.dispose()
        if isinstance(error, OperationalError):
            raise _explained(error, address) from error
        raise StoreUnreachable(
            f"{address} has no pgvector ({_said(error)})",
            hint="Install pgvector on that server and run `CREATE EXTENSION vector` in the base as its administrator.",
        ) from error


def _explained(error: Exception, where: str) -> ExequaturError:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(error, OperationalError) or type(cause).__name__ in ("OperationalError", "AdminShutdown"):
        return StoreUnreachable(
            f"no PostgreSQL answers at {where}",
            hint="Start it, or set EXEQUATUR_STORE to chroma: for the embedded store.",
        )
    return IndexBroken(f"the vectors at {where} cannot be read or written ({_said(error)})", hint=REBUILD)


def _said(error: Exception) -> str:
    """The first line of what PostgreSQL says."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(cause).strip().splitlines()[0]


def _driver_error() -> type[Exception]:
    """What the driver raises where SQLAlchemy is not between, as in a copy."""
    import psycopg

    return psycopg.Error


def _written(vector: Vectors) -> str:
    """A vector as pgvector reads it; as many digits as give the same numbers back."""
    return f"[{','.join(map(repr, np.asarray(vector, np.float32).tolist()))}]"


def _read(sent: bytes) -> Vectors:
    """A vector as pgvector sends it: two counts of two bytes, then numbers of four, the highest byte first."""
    return np.frombuffer(sent, ">f4", offset=4).astype(np.float32)
