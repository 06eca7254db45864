"""The graph of the bundled model: its vectors, and what becomes of one that is damaged, of another model or cannot be kept."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedders import BUNDLED_SHA256, GraphEmbedder, _bundled_weights, embedder
from index.graph import GRAPH, MADE, PROBES, GraphUnfit, _read, graph

BUNDLED = "sentence-transformers:bundled"
TEXTS = [
    "A foreign judgment may be enforced in Kazakhstan on the basis of reciprocity.",
    "Решение иностранного суда",
    "§ 328",
    "",
    "word " * 700,
    *(f"Article {number} of the Code of Civil Procedure" for number in range(30)),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the graph was made."""
    folder = tmp_path_factory.mktemp("data")
    assert graph(folder, _bundled_weights(), BUNDLED_SHA256) is not None
    return folder


def files_of(data: Path) -> Path:
    (folder,) = (data / "encoder").iterdir()
    return folder


def test_it_gives_the_vectors_of_the_model(made: Path) -> None:
    quick, whole = embedder(BUNDLED, made), embedder(BUNDLED)
    assert isinstance(quick, GraphEmbedder) and not isinstance(whole, GraphEmbedder)
    assert (quick.name, quick.dimension, quick.weights_sha256) == (whole.name, whole.dimension, whole.weights_sha256)
    assert quick.passages(TEXTS) == pytest.approx(whole.passages(TEXTS), abs=1e-5)
    assert quick.queries(TEXTS[:1]) == pytest.approx(whole.queries(TEXTS[:1]), abs=1e-5)
    assert quick.passages([]).shape == (0, 384)


def test_a_question_loads_no_pytorch(made: Path) -> None:
    asked = (
        "import sys; from pathlib import Path; from index.embedders import embedder;"
        f"embedder({BUNDLED!r}, Path(sys.argv[1])).queries(['x']);"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", asked, str(made)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.fixture
def harmed(made: Path, tmp_path: Path) -> Path:
    """A copy of the folder, to do harm to."""
    shutil.copytree(made, tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.parametrize("harm", ["cut", "overwritten", "other vectors", "no probes", "not there"])
def test_what_is_no_graph_of_the_model_is_not_used(harm: str, harmed: Path) -> None:
    folder = files_of(harmed)
    if harm == "cut":
        (folder / GRAPH).write_bytes((folder / GRAPH).read_bytes()[:1000])
    elif harm == "overwritten":
        (folder / MADE).write_text("{", encoding="utf-8")
    elif harm == "not there":
        (folder / GRAPH).unlink()
    else:
        told = json.loads((folder / MADE).read_text(encoding="utf-8"))
        told["probes"] = [[0.0] * 384] * len(PROBES) if harm == "other vectors" else None
        (folder / MADE).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(GraphUnfit):
        _read(folder, _bundled_weights())


def test_it_is_made_anew_in_place_of_a_damaged_one(harmed: Path) -> None:
    folder = files_of(harmed)
    sound = _read(folder, _bundled_weights()).vectors(TEXTS[:3])
    (folder / GRAPH).write_bytes(b"")
    found = graph(harmed, _bundled_weights(), BUNDLED_SHA256)
    assert found is not None and np.array_equal(found.vectors(TEXTS[:3]), sound)
    assert list((harmed / "encoder").iterdir()) == [folder]  # nothing half made is left


def test_where_nothing_can_be_kept_the_model_itself_answers(tmp_path: Path) -> None:
    (tmp_path / "encoder").write_text("a file where the folder belongs", encoding="utf-8")
    assert graph(tmp_path, _bundled_weights(), BUNDLED_SHA256) is None
    assert not isinstance(embedder(BUNDLED, tmp_path), GraphEmbedder)
