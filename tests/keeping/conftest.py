"""A keeper over a database of its own, and answers to keep in it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.keeping.database import Database, open_database
from assistant.keeping.keeper import Keeper
from assistant.keeping.receipts import Provenance
from corpus.types import Passage
from tests.engines import postgresql_server

GiveAnswer = Callable[..., dict[str, Any]]
MADE_WITH = Provenance(
    corpus="aaaaaaaaaaaa",
    corpus_hash="hash of the corpus",
    settings="hash of the settings",
    embedder="hashing:64",
    weights="none",
    writer="quotation:",
    prompts=None,
    day=date(2026, 11, 22),
)


@pytest.fixture
def passage(make_passage: Any) -> Passage:
    found: Passage = make_passage("kz-code/501-3", "A foreign judgment may be presented within three years.")
    return found


@pytest.fixture
def give_answer(passage: Passage) -> GiveAnswer:
    """An answer object that cites the one passage; what is named has another value."""

    def give(question: str, **changes: Any) -> dict[str, Any]:
        citation = {
            "passage_id": passage.id,
            "source_id": passage.source_id,
            "title": "A code",
            "authority": passage.authority,
            "pinpoint": passage.pinpoint,
            "quote": passage.text[:17],
            "start": 0,
            "end": 17,
            "url": passage.url,
            "kind": passage.kind.value,
            "standing": passage.standing.value,
            "valid_from": None,
            "valid_to": None,
        }
        return {
            "id": "00000000000000aa",
            "question": question,
            "query": question,
            "language": "en",
            "as_of": "2026-11-22",
            "status": "answered",
            "reason": None,
            "verdict": None,
            "lead": "Three years.",
            "claims": [{"text": passage.text[:17], "topic": "limitation", "citations": [citation]}],
            "conflicts": [],
            "route": None,
            "table": None,
            "case_facts": {"requested_state": "KZ"},
            "choices": [],
            "missing": [],
            "covered": [],
            "notice": "",
            "follow_ups": [],
            "writer": "quotation",
            "withheld": [],
            "trace": {"evidence": [{"passage_id": passage.id, "found_by": "words", "ranks": {}}], "dropped": []},
            "corpus": "aaaaaaaaaaaa",
            "timings_ms": {"total": 1.5},
            "receipt": None,
        } | changes

    return give


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server with an empty base."""
    with postgresql_server() as where:
        yield f"postgresql+psycopg://{where}"


@pytest.fixture
def passages(passage: Passage) -> Mapping[str, Passage]:
    return {passage.id: passage}


@pytest.fixture(scope="session")
def made_with() -> Provenance:
    return MADE_WITH


@pytest.fixture
def keeper(database: Database, passages: Mapping[str, Passage]) -> Keeper:
    return Keeper(database, MADE_WITH, passages)
