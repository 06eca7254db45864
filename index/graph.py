"""The bundled model as a graph for ONNX Runtime: the same vectors in less than half of the time, without PyTorch."""

import hashlib
import json
import logging
import os
import shutil
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from index.types import Vectors

FOLDER = "encoder"
GRAPH, MADE = "model.onnx", "made.json"
FORMAT = 1
"""Raised when what is exported, or how it is run, changes."""

BATCH = 8
"""Texts run at once, of like length: more of them are slower, since each is padded to the longest."""

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUT = "sentence_embedding"
PROBES = ("A judgment of a foreign court is enforced under article 501(1).", "Сот шешімі", "§")
SAME = 1e-4
"""How far a number of a vector may be from the model's own."""

log = logging.getLogger(__name__)


class GraphUnfit(Exception):
    """What lies in the folder is no graph of this model; caught here, where it is made anew."""


class Graph:
    """Texts to unit vectors. Safe to share between threads."""

    def __init__(self, folder: Path, tokenizer: Path, longest: int) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = (
            1  # several wait for one another longer than they work
        )
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(longest)
        self._tokenizer.no_padding()
        self.dimension = int(self._session.get_outputs()[0].shape[1])

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row a text; many texts are shared out among the cores."""
        read = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(read)), key=lambda at: len(read[at]))
        parts = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        rows = np.empty((len(read), self.dimension), np.float32)
        batches = [[read[at] for at in part] for part in parts]
        if len(batches) < 2:
            made = list(map(self._run, batches))
        else:
            with ThreadPoolExecutor(os.cpu_count() or 1) as several:
                made = list(several.map(self._run, batches))
        for part, vectors in zip(parts, made, strict=True):
            rows[part] = vectors
        return rows

    def _run(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        ids = np.zeros((len(tokens), max(map(len, tokens))), np.int64)
        mask = np.zeros_like(ids)
        for row, of_text in enumerate(tokens):
            ids[row, : len(of_text)], mask[row, : len(of_text)] = of_text, 1
        given = dict(zip(INPUTS, (ids, mask, np.zeros_like(ids)), strict=True))
        vectors: Vectors = self._session.run([OUTPUT], given)[0]
        return vectors


def graph(data: Path, weights: Path, sha256: str) -> Graph | None:
    """The graph of the model in the folder `weights`, as it lies below `data`; made there if it does not.

    Args:
        data: where indexes lie.
        weights: the model, as sentence-transformers keeps it.
        sha256: of its weights; the graph of others is not used.

    Returns:
        None where it can be neither read nor made: then the model itself is what there is.
    """
    folder = data / FOLDER / f"{sha256[:16]}-{FORMAT}"
    try:
        return _read(folder, weights)
    except GraphUnfit as error:
        log.info("the graph of the model is made", extra={"why": str(error)})
    try:
        _write(folder, weights)
    except (OSError, RuntimeError, ImportError) as error:  # another process may have made it meanwhile
        log.info("the graph of the model was not made", extra={"why": type(error).__name__})
    try:
        return _read(folder, weights)
    except GraphUnfit as error:
        log.warning("the model is used without its graph", extra={"why": str(error)})
        return None


def _read(folder: Path, weights: Path) -> Graph:
    """The graph in a folder.

    Raises:
        GraphUnfit: there is none, it is damaged, or it gives other vectors than the model did when it was made.
    """
    try:
        made = json.loads((folder / MADE).read_text(encoding="utf-8"))
        if checksum(folder / GRAPH) != made["sha256"]:
            raise GraphUnfit("damaged")
        read = Graph(folder, weights / "tokenizer.json", made["longest"])
        if not np.allclose(read.vectors(PROBES), np.asarray(made["probes"], np.float32), rtol=0, atol=SAME):
            raise GraphUnfit("other vectors")
    except FileNotFoundError as error:
        raise GraphUnfit("not there") from error
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise GraphUnfit(type(error).__name__) from error
    return read


def _write(folder: Path, weights: Path) -> None:
    """Export the model; whole or not at all, whoever else does the same."""
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(str(weights), device="cpu", model_kwargs={"use_safetensors": True})
    fresh = folder.with_name(f".{folder.name}-{os.getpid()}")
    fresh.mkdir(parents=True, exist_ok=True)
    try:
        _export(model, fresh / GRAPH)
        made = {
            "sha256": checksum(fresh / GRAPH),
            "longest": model.max_seq_length,
            "probes": [list(map(float, row)) for row in model.encode(list(PROBES), show_progress_bar=False)],
        }
        (fresh / MADE).write_text(json.dumps(made), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        fresh.replace(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _export(model: Any, path: Path) -> None:
    """Trace the model from tokens to its unit vector, for any number of texts of any length."""
    import torch

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *given: torch.Tensor) -> torch.Tensor:
            vector: torch.Tensor = self.model(dict(zip(INPUTS, given, strict=True)))[OUTPUT]
            return vector

    read = model.tokenizer(list(PROBES), padding=True, return_tensors="pt")
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Whole().eval(),
            tuple(read[name] for name in INPUTS),
            str(path),
            dynamo=False,
            input_names=list(INPUTS),
            output_names=[OUTPUT],
            dynamic_axes={**{name: {0: "texts", 1: "tokens"} for name in INPUTS}, OUTPUT: {0: "texts"}},
            opset_version=17,
        )


def checksum(path: Path) -> str:
    """The checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
