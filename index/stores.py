"""Where vectors are kept: Chroma in process, a Chroma server, PostgreSQL, or memory."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol
from urllib.parse import urlsplit

import numpy as np

from corpus.errors import ExequaturError, UnknownName
from index.embedders import Vectors
from index.errors import IndexBroken, StoreUnreachable
from index.memory import Contents, MemoryStore

REBUILD = "Run `exequatur index --rebuild`."
BATCH = 5000
"""Chroma 1.5.9 takes at most 5,461 records a call."""
LOADED_BEFORE_WRITTEN, SETTLED = 50_000, 1_000
"""Vectors after which Chroma writes its whole graph anew, while many are added and afterwards; 1,000 by its default."""


class VectorStore(Protocol):
    """Unit vectors by id, each with a facet and the States it speaks of."""

    def add(
        self, ids: Sequence[str], vectors: Vectors, facets: Sequence[str], states: Sequence[Sequence[str]]
    ) -> None:
        """Add vectors of shape (len(ids), dimension); ids must be new."""

    def nearest(
        self, vector: Vectors, limit: int, facets: Sequence[str] = (), states: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """At most `limit` ids and cosines, best first, of any of the facets and any of the States."""

    def vector(self, id_: str) -> Vectors | None:
        """The vector stored under an id, of shape (dimension,)."""

    def cosines(self, ids: Sequence[str], vector: Vectors) -> dict[str, float]:
        """The cosine of each vector stored under one of the ids with `vector`; ids that are not there are left out."""

    def held(self, ids: Sequence[str]) -> frozenset[str]:
        """Which of some ids are there."""

    def settle(self) -> None:
        """All that belongs has been added: make it quick to open."""

    def everything(self) -> Contents:
        """All that the store holds, to be searched in memory."""

    def count(self) -> int:
        """How many vectors there are."""

    def clear(self) -> None:
        """Remove every vector."""

    def close(self) -> None:
        """Let go of files and connections."""


class ChromaStore:
    """One Chroma collection with cosine distance, written once and then only read.

    Args:
        explain: makes of a failure of Chroma what an operator can mend.
    """

    def __init__(
        self, client: Any, name: str, close: Callable[[], None], explain: Callable[[Exception], ExequaturError]
    ) -> None:
        self._client, self._name, self._close, self._explain = client, name, close, explain
        self._open()

    def _open(self) -> None:
        hnsw = {"space": "cosine", "ef_search": 200, "sync_threshold": LOADED_BEFORE_WRITTEN}
        self._collection = self._client.get_or_create_collection(
            self._name, embedding_function=None, configuration={"hnsw": hnsw}
        )

    @contextmanager
    def _explained(self) -> Iterator[Any]:
        """The collection; a server that was restarted is reached again by the next call."""
        try:
            yield self._collection
        except ExequaturError:
            raise
        except Exception as error:  # Chroma's own, its Rust binding's and those of the connection have no common kind
            raise self._explain(error) from error

    def add(
        self, ids: Sequence[str], vectors: Vectors, facets: Sequence[str], states: Sequence[Sequence[str]]
    ) -> None:
        """Add vectors in batches that Chroma accepts, then count them."""
        before = self.count()
        for at in range(0, len(ids), BATCH):
            upto = at + BATCH
            with self._explained() as collection:
                collection.add(
                    ids=list(ids[at:upto]),
                    embeddings=vectors[at:upto],
                    metadatas=[
                        {"facet": facet, "states": list(codes) or ["INT"]}
                        for facet, codes in zip(facets[at:upto], states[at:upto], strict=True)
                    ],
                )
        if self.count() != before + len(ids):
            raise IndexBroken("the vector store did not keep every vector", hint=REBUILD)

    def nearest(
        self, vector: Vectors, limit: int, facets: Sequence[str] = (), states: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """The nearest vectors by cosine."""
        with self._explained() as collection:
            found = collection.query(
                query_embeddings=[vector], n_results=limit, where=_where(facets, states), include=["distances"]
            )
        return [(id_, 1.0 - distance) for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def vector(self, id_: str) -> Vectors | None:
        """The vector stored under an id."""
        with self._explained() as collection:
            found = collection.get(ids=[id_], include=["embeddings"])["embeddings"]
        return np.asarray(found[0], np.float32) if len(found) else None

    def cosines(self, ids: Sequence[str], vector: Vectors) -> dict[str, float]:
        """The cosines of the vectors under some ids, in one call."""
        if not ids:
            return {}
        with self._explained() as collection:
            found = collection.get(ids=list(ids), include=["embeddings"])
        values: Any = np.asarray(found["embeddings"], np.float32) @ vector if len(found["ids"]) else []
        return {id_: float(value) for id_, value in zip(found["ids"], values, strict=True)}

    def held(self, ids: Sequence[str]) -> frozenset[str]:
        """Which of some ids the collection has."""
        with self._explained() as collection:
            return frozenset(collection.get(ids=list(ids), include=[])["ids"])

    def settle(self) -> None:
        """Have the graph written where it next is opened: until then it lags behind what was added, in Chroma's log."""
        with self._explained() as collection:
            collection.modify(configuration={"hnsw": {"sync_threshold": SETTLED}})

    def everything(self) -> Contents:
        """All vectors, read in batches."""
        ids: list[str] = []
        rows: list[Any] = []
        meta: list[Any] = []
        for at in range(0, self.count(), BATCH):
            with self._explained() as collection:
                got = collection.get(limit=BATCH, offset=at, include=["embeddings", "metadatas"])
            ids += got["ids"]
            rows.append(np.asarray(got["embeddings"], np.float32))
            meta += got["metadatas"]
        vectors = np.concatenate(rows) if rows else np.empty((0, 0), np.float32)
        return Contents(ids, vectors, [m["facet"] for m in meta], [frozenset(m["states"]) for m in meta])

    def count(self) -> int:
        """How many vectors the collection has."""
        with self._explained() as collection:
            return int(collection.count())

    def clear(self) -> None:
        """Make the collection anew."""
        with self._explained():
            self._client.delete_collection(self._name)
            self._open()

    def close(self) -> None:
        """Let go of the client."""
        self._close()


def _where(facets: Sequence[str], states: Sequence[str]) -> dict[str, Any] | None:
    wanted: list[dict[str, Any]] = []
    if facets:
        wanted.append({"facet": {"$in": list(facets)}})
    if states:
        each: list[dict[str, Any]] = [{"states": {"$contains": code}} for code in states]
        wanted.append(each[0] if len(each) == 1 else {"$or": each})
    if not wanted:
        return None
    return wanted[0] if len(wanted) == 1 else {"$and": wanted}


def chroma(where: str, folder: Path, name: str) -> VectorStore:
    """Chroma in process (`where` empty, files in `folder`) or a server (`http://host:port`).

    Raises:
        StoreUnreachable: no Chroma server answers at the address.
        IndexBroken: the files in `folder` cannot be opened.
    """
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings
    from chromadb.errors import ChromaError

    quiet = Settings(anonymized_telemetry=False)
    if where:
        address = urlsplit(where)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise UnknownName(f"{where!r} is no address", hint="Write chroma:http://host:port.")

        def unreachable(error: Exception) -> ExequaturError:
            if isinstance(error, ChromaError):  # it answers, and refuses
                return IndexBroken(f"the Chroma server at {where} refused ({error})", hint=REBUILD)
            return StoreUnreachable(
                f"no Chroma server answers at {where}",
                hint="Start it with `chroma run`, or set EXEQUATUR_STORE to chroma: for the embedded one.",
            )

        try:
            client = chromadb.HttpClient(
                host=address.hostname,
                port=address.port or (443 if address.scheme == "https" else 8000),
                ssl=address.scheme == "https",
                settings=quiet,
            )
            return ChromaStore(client, name, lambda: None, unreachable)
        except Exception as error:
            raise unreachable(error) from error

    def broken(error: Exception) -> ExequaturError:
        return IndexBroken(
            f"the vector store in {folder.name} cannot be opened ({error})",
            hint="See that the disk has room and may be written, then run `exequatur index --rebuild`.",
        )

    def opened(place: Path, let_go: Callable[[], None]) -> VectorStore:
        try:
            client: Any = chromadb.PersistentClient(path=str(place), settings=Settings(anonymized_telemetry=False))
        except Exception:
            SharedSystemClient._release_system(
                str(place)
            )  # else what stands there later is taken for what failed here
            raise

        def close() -> None:
            client.close()
            let_go()

        try:
            return ChromaStore(client, name, close, broken)
        except Exception:
            client.close()
            raise

    try:
        return opened(folder, lambda: None)
    except Exception as error:
        if not (folder / "chroma.sqlite3").is_file():
            raise broken(error) from error
        copied = TemporaryDirectory(prefix="exequatur-")  # Chroma writes to read: a full or read-only disk stops it
        try:
            shutil.copytree(folder, copied.name, dirs_exist_ok=True)
            return opened(Path(copied.name), copied.cleanup)
        except Exception:
            copied.cleanup()
            raise broken(error) from error


def memory(where: str, folder: Path, name: str) -> VectorStore:
    """A store that is gone with the process; for tests."""
    return MemoryStore()


def postgres(where: str, folder: Path, name: str) -> VectorStore:
    """PostgreSQL with pgvector, at an address such as `//name:password@host/base`."""
    from index.postgres import opened

    return opened(where, name)


Open = Callable[[str, Path, str], VectorStore]
STORES: Mapping[str, Open] = {"chroma": chroma, "memory": memory, "postgres": postgres}


def store(setting: str, folder: Path, name: str) -> VectorStore:
    """Open the store that a setting such as `"chroma:"` names.

    Args:
        setting: `chroma:`, `chroma:http://host:port`, `postgres://name:password@host/base` or `memory:`.
        folder: where an embedded store keeps its files.
        name: the collection, three characters or more.
    """
    provider, _, where = setting.partition(":")
    if provider not in STORES:
        known = ", ".join(sorted(STORES))
        raise UnknownName(f"no vector store {provider!r}", hint=f"Set EXEQUATUR_STORE to one of: {known}.")
    return STORES[provider](where, folder, name)
