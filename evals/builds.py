"""Index builds by name, each opened with the corpus that it was made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.catalogue import corpus_hash, load_documents
from corpus.types import Document
from evals.errors import BuildUnfit
from evals.remembering import Remembering
from index.build import BUILD, MANIFEST, RULES, read_manifest
from index.kept import kept
from index.types import IndexManifest

if TYPE_CHECKING:
    from assistant.pipeline import Tools
    from assistant.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBuild:
    """A build with its corpus, and our assistant over it."""

    manifest: IndexManifest
    documents: tuple[Document, ...]
    tools: "Tools"


def open_builds(names: Sequence[str], settings: "Settings") -> list[OpenBuild]:
    """Open builds, named by id or by folder; builds of one model share it.

    Raises:
        BuildUnfit: no such build, one of other rules, one whose corpus is not known any more, or one named twice.
        IndexBroken: the files of one are damaged.
    """
    from assistant.wiring import over
    from index.embedders import embedder
    from index.search import Searcher

    folders = [_folder(name, settings.data) for name in names]
    manifests = [read_manifest(folder) for folder in folders]
    if len({manifest.build_id for manifest in manifests}) < len(manifests):
        raise BuildUnfit(f"both are the build {manifests[0].build_id}", hint=_others(settings.data))
    corpora = [_documents(folder, manifest) for folder, manifest in zip(folders, manifests, strict=True)]
    models = {
        name: Remembering(embedder(name, settings.data))
        for name in dict.fromkeys(manifest.embedder for manifest in manifests)
    }
    return [
        OpenBuild(
            manifest=manifest,
            documents=documents,
            tools=over(
                Searcher.open_build(folder, documents, models[manifest.embedder], settings.store),
                settings.model_copy(update={"embedder": manifest.embedder}),
            ),
        )
        for folder, manifest, documents in zip(folders, manifests, corpora, strict=True)
    ]


def _folder(name: str, data: Path) -> Path:
    for folder in (data / name, Path(name)):
        if (folder / MANIFEST).is_file():
            return folder.resolve()
    raise BuildUnfit(f"there is no build {name!r} in {data}, nor is it the folder of one", hint=_others(data))


def _others(data: Path) -> str:
    found = sorted(path.parent.name for path in data.glob(f"*/{MANIFEST}") if BUILD.fullmatch(path.parent.name))
    hint = "`exequatur index` makes another after a change of the corpus and keeps the last."
    return f"Name two of: {', '.join(found)}. {hint}" if found else f"Name two builds. {hint}"


def _documents(folder: Path, manifest: IndexManifest) -> tuple[Document, ...]:
    if manifest.rules != RULES:
        raise BuildUnfit(
            f"the build {manifest.build_id} was made by rules {manifest.rules}, this code reads rules {RULES}",
            hint="Put its corpus/sources back for a while, run `exequatur index`, and name the build that this makes.",
        )
    documents = kept(folder)
    if documents is None:
        documents = load_documents()  # a build from before documents were kept: fits if it is of today's corpus
    if corpus_hash(documents) != manifest.corpus_hash:
        raise BuildUnfit(
            f"the corpus that the build {manifest.build_id} was made from is not known any more",
            hint="Put that corpus/sources back for a while, run `exequatur index --rebuild`, then try again.",
        )
    return documents
