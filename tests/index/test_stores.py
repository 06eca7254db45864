"""One contract for every vector store: memory, Chroma in process, a real Chroma server, a real PostgreSQL with pgvector."""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import NullPool, create_engine

from corpus.errors import UnknownName
from index.errors import IndexBroken, StoreUnreachable
from index.memory import MemoryStore
from index.snapshot import fastest
from index.stores import STORES, VectorStore, store
from tests import engines

NUMBERS = count()
PLACES = ("memory:", "chroma:", "server", "postgres:")
"""Every provider of the table, and Chroma both in process and as a server."""

EAST, NORTH, WEST = [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]
BETWEEN = [0.6, 0.8]


def rows(*vectors: list[float]) -> np.ndarray:
    return np.array(vectors, np.float32)


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory, offline_environment: dict[str, str]) -> Iterator[str]:
    """The address of a Chroma server of its own."""
    with engines.chroma_server(tmp_path_factory.mktemp("chroma-server"), offline_environment) as address:
        yield address


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of its own, which has pgvector."""
    with engines.postgresql_server() as where:
        yield f"postgres://{where}"


@pytest.fixture(params=PLACES)
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], VectorStore]]:
    """Opens the same collection each time it is called; closes what it opened."""
    setting = request.param
    if setting == "server":
        setting = f"chroma:{request.getfixturevalue('chroma_server')}"
    elif setting == "postgres:":
        setting = request.getfixturevalue("postgresql")
    name = f"passages-{next(NUMBERS)}"
    opened: list[VectorStore] = []

    def open_() -> VectorStore:
        opened.append(store(setting, tmp_path / "chroma", name))
        return opened[-1]

    yield open_
    for each in opened:
        each.close()


@pytest.fixture
def empty(reopen: Callable[[], VectorStore]) -> VectorStore:
    return reopen()


@pytest.fixture
def filled(empty: VectorStore) -> VectorStore:
    empty.add(
        ["east", "north", "west"],
        rows(EAST, NORTH, WEST),
        ["text", "affirms", "denies"],
        [("KZ",), ("KZ", "NL"), ()],
    )
    return empty


def names(found: list[tuple[str, float]]) -> list[str]:
    return [name for name, _ in found]


def test_every_provider_is_under_contract() -> None:
    assert {place.partition(":")[0] for place in PLACES} - {"server"} == set(STORES)


def test_an_empty_store_finds_nothing(empty: VectorStore) -> None:
    assert empty.count() == 0
    assert empty.nearest(rows(EAST)[0], 5) == []
    assert empty.vector("east") is None
    assert empty.everything().ids == []


def test_the_nearest_vector_comes_first_with_its_cosine(filled: VectorStore) -> None:
    found = filled.nearest(rows(BETWEEN)[0], 3)
    # cosines of (0.6, 0.8) with north, east, west: 0.8, 0.6, -0.6
    assert names(found) == ["north", "east", "west"]
    assert [score for _, score in found] == pytest.approx([0.8, 0.6, -0.6], abs=1e-5)


def test_the_limit_holds_and_may_exceed_what_there_is(filled: VectorStore) -> None:
    assert names(filled.nearest(rows(BETWEEN)[0], 1)) == ["north"]
    assert len(filled.nearest(rows(BETWEEN)[0], 50)) == 3


@pytest.mark.parametrize(
    ("facets", "states", "expected"),
    [
        (["text"], [], ["east"]),
        (["affirms", "denies"], [], ["north", "west"]),
        ([], ["NL"], ["north"]),
        ([], ["KZ"], ["north", "east"]),
        ([], ["INT"], ["west"]),
        ([], ["NL", "INT"], ["north", "west"]),
        (["text"], ["NL"], []),
        (["denies", "text"], ["KZ", "INT"], ["east", "west"]),
        ([], ["DE"], []),
        (["terms"], [], []),
    ],
)
def test_facets_and_states_filter(
    filled: VectorStore, facets: list[str], states: list[str], expected: list[str]
) -> None:
    """A vector that speaks of no State speaks of all, under the code INT, in every store."""
    assert names(filled.nearest(rows(BETWEEN)[0], 10, facets, states)) == expected


def test_a_stored_vector_comes_back(filled: VectorStore) -> None:
    found = filled.vector("north")
    assert found is not None and found.tolist() == pytest.approx(NORTH)
    assert filled.vector("south") is None


def test_everything_comes_back_row_by_row(filled: VectorStore) -> None:
    contents = filled.everything()
    by_id = dict(
        zip(contents.ids, zip(contents.vectors.tolist(), contents.facets, contents.states, strict=True), strict=True)
    )
    assert by_id["east"] == (pytest.approx(EAST), "text", frozenset({"KZ"}))
    assert by_id["north"] == (pytest.approx(NORTH), "affirms", frozenset({"KZ", "NL"}))
    assert by_id["west"][2] in (frozenset(), frozenset({"INT"}))


def test_what_was_read_into_memory_answers_alike(filled: VectorStore, tmp_path: Path) -> None:
    before = filled.nearest(rows(BETWEEN)[0], 3)
    quick = fastest(filled, tmp_path / "no snapshot")
    assert isinstance(quick, MemoryStore)
    after = quick.nearest(rows(BETWEEN)[0], 3)
    assert names(after) == names(before)
    assert [score for _, score in after] == pytest.approx([score for _, score in before], abs=1e-5)


def test_vectors_are_added_to_those_there(filled: VectorStore) -> None:
    filled.add(["south"], rows([0.0, -1.0]), ["text"], [("RU",)])
    assert filled.count() == 4
    assert names(filled.nearest(rows([0.0, -1.0])[0], 1)) == ["south"]


def test_an_id_that_is_there_already_is_refused_and_nothing_is_lost(filled: VectorStore) -> None:
    with pytest.raises((ValueError, IndexBroken)):
        filled.add(["east"], rows(WEST), ["text"], [("KZ",)])
    assert filled.count() == 3
    kept = filled.vector("east")
    assert kept is not None and kept.tolist() == pytest.approx(EAST)


def test_an_id_given_twice_in_one_call_is_refused(empty: VectorStore) -> None:
    with pytest.raises(Exception, match=r"(?i)duplicate|already|twice|unique|keep every"):
        empty.add(["east", "east"], rows(EAST, NORTH), ["text", "text"], [("KZ",), ("KZ",)])


def test_more_vectors_than_chroma_takes_in_one_call(empty: VectorStore) -> None:
    total = 5_462  # Chroma 1.5.9 takes at most 5,461
    angles = np.linspace(0.0, np.pi, total, dtype=np.float32)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    empty.add([f"v{at}" for at in range(total)], vectors, ["text"] * total, [("KZ",)] * total)
    assert empty.count() == total
    contents = empty.everything()
    assert sorted(contents.ids) == sorted(f"v{at}" for at in range(total))
    at = contents.ids.index("v5461")
    assert contents.vectors[at].tolist() == pytest.approx([-1.0, 0.0], abs=1e-5)
    assert names(empty.nearest(vectors[total - 1], 1)) == ["v5461"]


def test_what_was_added_is_there_when_opened_again(
    reopen: Callable[[], VectorStore], request: pytest.FixtureRequest
) -> None:
    first = reopen()
    first.add(["east"], rows(EAST), ["text"], [("KZ",)])
    first.close()
    lasting = not isinstance(first, MemoryStore)
    assert reopen().count() == (1 if lasting else 0)


def test_two_collections_do_not_mix(chroma_server: str, tmp_path: Path) -> None:
    one, other = (store(f"chroma:{chroma_server}", tmp_path, f"other-{next(NUMBERS)}") for _ in range(2))
    one.add(["east"], rows(EAST), ["text"], [("KZ",)])
    assert (one.count(), other.count()) == (1, 0)


@pytest.mark.parametrize(
    "setting",
    ["faiss:", "", "Chroma:", "chroma:localhost:8000", "chroma:ftp://127.0.0.1:1", "postgres://host:port/base"],
)
def test_a_setting_that_names_no_store_is_refused_with_a_remedy(setting: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownName) as caught:
        store(setting, tmp_path, "passages")
    assert (
        "EXEQUATUR_STORE" in caught.value.hint
        or "http://host:port" in caught.value.hint
        or "postgres://" in caught.value.hint
    )


def test_a_server_that_does_not_answer_is_named_with_a_remedy(tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{engines.free_port()}"
    with pytest.raises(StoreUnreachable, match=address) as caught:
        store(f"chroma:{address}", tmp_path, "passages")
    assert "chroma run" in caught.value.hint


def test_files_that_are_no_store_are_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 100)
    with pytest.raises(IndexBroken, match="cannot be opened") as caught:
        store("chroma:", tmp_path / "chroma", "passages")
    assert "exequatur index --rebuild" in caught.value.hint


def test_it_tells_which_of_some_ids_are_there(filled: VectorStore) -> None:
    assert filled.held(["west", "south", "east"]) == {"west", "east"}
    assert filled.held(["south"]) == frozenset()


def test_a_store_that_was_settled_answers_as_before(filled: VectorStore, reopen: Callable[[], VectorStore]) -> None:
    filled.settle()
    again = filled if isinstance(filled, MemoryStore) else reopen()
    assert names(again.nearest(rows(BETWEEN)[0], 3)) == ["north", "east", "west"]


def test_a_store_that_is_cleared_takes_the_same_ids_again(empty: VectorStore) -> None:
    for _ in range(2):
        empty.add(["east"], rows(EAST), ["text"], [["KZ"]])
        assert empty.count() == 1
        empty.clear()
        assert empty.count() == 0


def test_a_graph_is_asked_further_where_the_filter_leaves_little(postgresql: str, tmp_path: Path) -> None:
    opened = store(postgresql, tmp_path, f"passages-{next(NUMBERS)}")
    angles = np.linspace(0.0, np.pi, 3000, dtype=np.float32)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    states = [("NL",) if at >= 2990 else ("KZ",) for at in range(3000)]
    opened.add([f"v{at}" for at in range(3000)], vectors, ["text"] * 3000, states)
    opened.settle()
    assert names(opened.nearest(vectors[0], 3, (), ["NL"])) == ["v2990", "v2991", "v2992"]
    assert names(opened.nearest(vectors[0], 2)) == ["v0", "v1"]
    opened.close()


def test_a_postgresql_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    address = f"ann:secret@127.0.0.1:{engines.free_port()}/base"
    with pytest.raises(StoreUnreachable, match="no PostgreSQL answers") as caught:
        store(f"postgres://{address}", tmp_path, "passages")
    assert "secret" not in str(caught.value) + caught.value.hint


def test_a_postgresql_that_stops_is_said_and_served_from_again(tmp_path: Path) -> None:
    with engines.postgresql_server() as where:
        opened = store(f"postgres://{where}", tmp_path, "passages")
        opened.add(["east"], rows(EAST), ["text"], [("KZ",)])
        for _ in range(2):  # connections of the pool that were cut are made anew
            with closing(create_engine(f"postgresql+psycopg://{where}", poolclass=NullPool).connect()) as other:
                other.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'postgres'"
                )
            assert names(opened.nearest(rows(EAST)[0], 1)) == ["east"]
    with pytest.raises(StoreUnreachable, match="no PostgreSQL answers"):
        opened.nearest(rows(EAST)[0], 1)
    opened.close()
