"""The pipeline of llama-index's own tutorial with our model, to stand beside ours in one run."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index.bench import model_path
from index.embedders import Embedder, Vectors

Retrieve = Callable[[str], list[str]]
"""A question to the ids of what was retrieved, best first."""


def pieces(text: str) -> list[tuple[int, int]]:
    """Where llama-index's default splitter cuts a document, as offsets."""
    from llama_index.core import Document
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.schema import TextNode

    found = []
    for node in SentenceSplitter().get_nodes_from_documents([Document(text=text)]):
        if isinstance(node, TextNode) and node.start_char_idx is not None and node.end_char_idx is not None:
            found.append((node.start_char_idx, node.end_char_idx))
    return found


def retriever(ids: Sequence[str], texts: Sequence[str], vectors: Vectors, setting: str, top: int) -> Retrieve:
    """`VectorStoreIndex` over texts, one node a text, in its default store, with the model of a setting.

    Args:
        ids: of the texts.
        texts: as llama-index would be given them.
        vectors: of the texts, by the same model; they save embedding every text a second time.
        setting: a sentence-transformers model, as in `EXEQUATUR_EMBEDDER`.
        top: how many nodes to retrieve.
    """
    from llama_index.core import VectorStoreIndex
    from llama_index.core.schema import TextNode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    model = HuggingFaceEmbedding(model_name=model_path(setting), device="cpu")
    nodes = [
        TextNode(id_=id_, text=text, embedding=vector.tolist())
        for id_, text, vector in zip(ids, texts, vectors, strict=True)
    ]
    stock = VectorStoreIndex(nodes, embed_model=model).as_retriever(similarity_top_k=top)
    return lambda question: [hit.node.node_id for hit in stock.retrieve(question)]


def write(folder: Path, texts: Sequence[tuple[str, str]], embedder: Embedder) -> None:
    """Index texts, each with its id, as llama-index does by default, and persist that below `folder`."""
    from llama_index.core import VectorStoreIndex
    from llama_index.core.schema import TextNode

    nodes = [TextNode(id_=id_, text=text) for id_, text in texts]
    VectorStoreIndex(nodes, embed_model=_wrapped(embedder)).storage_context.persist(str(folder))


def read(folder: Path, embedder: Embedder, top: int) -> Retrieve:
    """What `write` persisted, loaded as llama-index does."""
    from llama_index.core import StorageContext, load_index_from_storage

    context = StorageContext.from_defaults(persist_dir=str(folder))
    stock = load_index_from_storage(context, embed_model=_wrapped(embedder)).as_retriever(similarity_top_k=top)
    return lambda question: [hit.node.node_id for hit in stock.retrieve(question)]


def _wrapped(embedder: Embedder) -> Any:
    """A model of ours as llama-index's."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class Wrapped(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return list(map(float, embedder.queries([query])[0]))

        def _get_text_embedding(self, text: str) -> list[float]:
            return list(map(float, embedder.passages([text])[0]))

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return Wrapped(model_name=embedder.name)
