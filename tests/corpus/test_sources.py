"""The real corpus: every source and every passage."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date

import pytest

from corpus.tables import Tables
from corpus.types import DECISION_KINDS, TOPICS, Document, Passage, SourceKind

STANCES = {
    "treaty-needed": {"yes", "no", "in-letter"},
    "merits-review": {"yes", "no"},
    "enforces": {"yes", "no", "conditional"},
    "exequatur-needed": {"yes", "no"},
    "party": {"yes", "no", "signed", "left"},
    "treaty-with-kz": {"yes", "no"},
    "apostille": {"yes", "no"},
    "outcome": {"granted", "refused", "partly", "reversed", "remitted", "pending"},
    "reciprocity": {
        *("required-de-facto", "required-de-jure", "required", "presumed", "alternative", "irrelevant", "none"),
        *("refusal-ground", "uncertain"),
    },
}
"""The words that docs/corpus-format.md allows; `limit` and `court` hold free text."""


@pytest.fixture(scope="module")
def passages(documents: Sequence[Document]) -> dict[str, Passage]:
    return {passage.id: passage for document in documents for passage in document.passages}


def test_every_source_has_a_licence_a_date_and_the_hash_of_its_text(documents: Sequence[Document]) -> None:
    for document in documents:
        source = document.source
        assert source.licence, source.id
        assert date(2020, 1, 1) <= source.retrieved <= date(2026, 11, 22), source.id
        assert source.sha256 == hashlib.sha256(document.text.encode()).hexdigest(), source.id
        assert source.authority and source.title, source.id
        assert source.kind is not SourceKind.USER_DOCUMENT, source.id
        assert source.digests, f"{source.id} does not say what it digests"


def test_an_address_is_a_web_address_or_absent(passages: dict[str, Passage]) -> None:
    strange = [p.id for p in passages.values() if p.url and not re.fullmatch(r"https?://[\w.-]+\.\w+\S*", p.url)]
    assert strange == []


def test_kazakhstan_has_at_least_two_hundred_and_fifty_passages(passages: dict[str, Passage]) -> None:
    assert sum(passage.states[0] == "KZ" for passage in passages.values()) >= 250


def test_a_passage_is_where_it_says(documents: Sequence[Document]) -> None:
    for document in documents:
        for passage in document.passages:
            assert document.text[passage.span.start : passage.span.end] == passage.text, passage.id
            assert passage.id.startswith(f"{document.source.id}/"), passage.id
            assert passage.source_id == document.source.id, passage.id


def test_a_passage_is_one_paragraph(passages: dict[str, Passage]) -> None:
    assert [p.id for p in passages.values() if "\n" in p.text] == []


def test_every_case_instrument_and_state_is_in_the_tables(passages: dict[str, Passage], tables: Tables) -> None:
    instruments = {*tables.instruments, *tables.bilateral}
    assert {p.id: p.case for p in passages.values() if p.case and p.case not in tables.cases} == {}
    assert {p.id: p.instrument for p in passages.values() if p.instrument and p.instrument not in instruments} == {}
    unknown = {p.id: p.states for p in passages.values() if not set(p.states) <= {*tables.states, "INT"}}
    assert unknown == {}


def test_kinds_and_topics_are_those_of_the_field(passages: dict[str, Passage]) -> None:
    for passage in passages.values():
        assert set(passage.kinds) <= {*DECISION_KINDS, "any"}, passage.id
        assert set(passage.topics) <= set(TOPICS), passage.id
        assert passage.states, passage.id


def test_a_stance_uses_the_words_of_the_format(passages: dict[str, Passage]) -> None:
    strange = [
        (passage.id, key, value)
        for passage in passages.values()
        for key, value in passage.stance.items()
        if key not in {*STANCES, "limit", "court"} or (key in STANCES and value not in STANCES[key])
    ]
    assert strange == []


def test_a_party_stance_names_its_instrument(passages: dict[str, Passage]) -> None:
    assert [p.id for p in passages.values() if "party" in p.stance and not p.instrument] == []


def test_a_party_stance_agrees_with_the_table_of_parties(passages: dict[str, Passage], tables: Tables) -> None:
    today = date(2026, 11, 22)
    strange = []
    for passage in passages.values():
        said, state = passage.stance.get("party"), passage.states[0]
        if said not in ("yes", "no") or passage.instrument not in tables.instruments or state not in tables.states:
            continue
        if passage.window.covers(today) and tables.is_bound(passage.instrument, state, today) != (said == "yes"):
            strange.append((passage.id, passage.instrument, state, said))
    assert strange == []


def test_passages_of_the_table_of_conflicts_exist(passages: dict[str, Passage], tables: Tables) -> None:
    lost = {
        conflict.id: [id_ for id_ in conflict.passage_ids if id_ not in passages]
        for conflict in tables.conflicts.values()
    }
    assert {id_: ids for id_, ids in lost.items() if ids} == {}
    assert [conflict.id for conflict in tables.conflicts.values() if not conflict.passage_ids] == []
    assert [c.id for c in tables.conflicts.values() if not (c.summary and c.stands and c.topic in TOPICS)] == []


def test_every_case_of_the_tables_about_kazakhstan_is_told_by_a_passage(
    passages: dict[str, Passage], tables: Tables
) -> None:
    told = {passage.case for passage in passages.values()}
    assert [
        case.id for case in tables.cases.values() if "KZ" in (case.origin, case.requested) and case.id not in told
    ] == []
