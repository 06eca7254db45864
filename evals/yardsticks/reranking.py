"""Our reranking, unchanged, over texts that are no digests of ours."""

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.fitted import load_fitted
from assistant.rank import rank
from assistant.reader import Reader
from assistant.retrieve import LIMIT
from assistant.shelf import Shelf
from assistant.subjects import Subjects
from assistant.types import AnswerType, CaseFacts, Found, Inquiry, Intent
from corpus.languages import load_languages
from corpus.tables import load_tables
from corpus.types import Passage, Period, SourceKind, Span, Standing
from evals.yardsticks.types import Texts
from index.types import Hit


class Reranking:
    """Orders what was found for a query as `assistant.rank` orders passages.

    The texts have no statements, topics, States or authority, so that the features of these say nothing of them; words,
    meaning, coverage, numbers and names do.
    """

    def __init__(self, texts: Texts, today: date) -> None:
        self._passages = {id_: _passage(id_, text) for id_, text in zip(texts.ids, texts.texts, strict=True)}
        languages = load_languages()
        passages = self._passages.values()
        subjects = Subjects(list(passages), languages["en"].synonyms)
        self._reader = Reader(load_tables(), languages, Shelf(passages), subjects, today, load_fitted())

    def ordered(
        self, query: str, fused: Sequence[tuple[str, float]], rankings: Mapping[str, Sequence[tuple[str, float]]]
    ) -> list[str]:
        """The ids of `fused`, the best first: what `rank` keeps, what it drops, then what it was not shown.

        Args:
            query: what was asked.
            fused: ids with their score by fusion, best first.
            rankings: by name of retriever, the ids that it found with their score, best first.
        """
        ranks = {name: {id_: at for at, (id_, _) in enumerate(found, 1)} for name, found in rankings.items()}
        similar = dict(rankings["meaning"])
        hits = tuple(
            Hit(
                passage=self._passages[id_],
                score=score,
                found_by="",
                ranks={name: of[id_] for name, of in ranks.items() if id_ in of},
                similarity=similar.get(id_, 0.0),
            )
            for id_, score in fused[:LIMIT]
        )
        evidence = rank(self._inquiry(query), Found(hits=hits), self._reader)
        kept = [hit.passage.id for hit in evidence.hits]
        return [*kept, *(id_ for id_, _ in evidence.dropped), *(id_ for id_, _ in fused[LIMIT:])]

    def _inquiry(self, query: str) -> Inquiry:
        return Inquiry(
            intent=Intent.ANSWER,
            question=query,
            query=query,
            english=query,
            language="en",
            facts=CaseFacts(),
            as_of=self._reader.today,
            dated=False,
            answer_type=AnswerType.TEXT,
            yes_no=False,
        )


def _passage(id_: str, text: str) -> Passage:
    return Passage(
        id=id_,
        source_id=id_,
        pinpoint="",
        heading="",
        text=text,
        span=Span(start=0, end=len(text)),
        topic="",
        also=(),
        states=("INT",),
        kinds=("any",),
        standing=Standing.CONFIRMED,
        window=Period(),
        kind=SourceKind.COMMENTARY,
        authority="",
        url="",
        basis="",
    )
