"""What a store holds, kept beside it: all of it comes back, or the store itself is read."""

from pathlib import Path

import numpy as np
import pytest

from index.memory import Contents, MemoryStore
from index.snapshot import ROWS, VECTORS, fastest, read, write

HELD = Contents(
    ["a#text#0", "a#affirms#0", "ә#text#0"],
    np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]], np.float32),
    ["text", "affirms", "text"],
    [frozenset({"KZ", "NL"}), frozenset({"KZ", "NL"}), frozenset({"INT"})],
)


class Counted(MemoryStore):
    """A store that tells how often all of it was read."""

    def __init__(self) -> None:
        super().__init__(HELD)
        self.read = 0

    def everything(self) -> Contents:
        self.read += 1
        return super().everything()


def test_all_comes_back_row_by_row(tmp_path: Path) -> None:
    write(tmp_path, HELD)
    found = read(tmp_path, 3)
    assert found is not None
    assert (found.ids, found.facets, found.states) == (HELD.ids, HELD.facets, HELD.states)
    assert np.array_equal(found.vectors, HELD.vectors) and found.vectors.dtype == np.float32
    assert {path.name for path in tmp_path.iterdir()} == {VECTORS, ROWS}


def test_a_store_is_not_read_where_a_snapshot_lies_and_answers_alike(tmp_path: Path) -> None:
    write(tmp_path, HELD)
    kept, bare = Counted(), Counted()
    asked = np.array([0.8, 0.6], np.float32)
    with_it, without = fastest(kept, tmp_path), fastest(bare, tmp_path / "elsewhere")
    assert (kept.read, bare.read) == (0, 1)
    for states in ((), ("NL",), ("INT", "KZ"), ("FR",)):
        for facets in ((), ("text",), ("affirms", "text")):
            assert with_it.nearest(asked, 2, facets, states) == without.nearest(asked, 2, facets, states)
    # 0.8 * 0.6 + 0.6 * 0.8 = 0.96 is nearer than 0.8 and 0.6
    assert with_it.nearest(asked, 1) == [("a#affirms#0", pytest.approx(0.96))]


@pytest.mark.parametrize(
    "harm", ["rows cut", "rows of another shape", "vectors overwritten", "vectors gone", "of another count"]
)
def test_a_damaged_one_is_not_used(harm: str, tmp_path: Path) -> None:
    write(tmp_path, HELD)
    if harm == "rows cut":
        (tmp_path / ROWS).write_bytes((tmp_path / ROWS).read_bytes()[:50])
    elif harm == "rows of another shape":
        (tmp_path / ROWS).write_text("[]", encoding="utf-8")
    elif harm == "vectors overwritten":
        (tmp_path / VECTORS).write_bytes(b"x" * (tmp_path / VECTORS).stat().st_size)
    elif harm == "vectors gone":
        (tmp_path / VECTORS).unlink()
    assert read(tmp_path, 4 if harm == "of another count" else 3) is None
    store = Counted()
    assert fastest(store, tmp_path).count() == 3
    assert store.read == (0 if harm == "of another count" else 1)
