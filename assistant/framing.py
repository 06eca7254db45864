"""The frame of an answer for its reader: route, topics and tables in the user's language, terms explained in plain words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from assistant.reader import Reader
from assistant.route_types import Route, RouteOption
from assistant.types import Answer, Claim, Draft, Inquiry, Status, Table
from corpus.languages import FRAMED, Language, framed_language
from corpus.types import TOPICS

EXPLAINED_AT_MOST = 6
"""Terms of art explained in one answer."""


def framed(answer: Answer, reader: Reader) -> Answer:
    """The answer with its frame in its own language and for the reader it is worded for; the claims stay the same."""
    words = framed_language(answer.inquiry.language)
    route = answer.route
    if route is not None and words.code != "en":
        route = _route(route, words.code, reader)
    return replace(answer, draft=_draft(answer.draft, answer.inquiry, words, reader), route=route)


@cache
def labels_of(topic: str) -> frozenset[str]:
    """What a topic is called in any language with a frame, for a lawyer or in plain words."""
    languages = [framed_language(code) for code in FRAMED]
    return frozenset(
        {TOPICS[topic], *(labels[topic] for of in languages for labels in (of.topic_labels, of.plain_topic_labels))}
    )


def _route(route: Route, language: str, reader: Reader) -> Route:
    def said(option: RouteOption) -> RouteOption:
        return replace(option, instrument=reader.option_name(option, language), why=reader.why(option, language))

    return replace(route, options=tuple(said(option) for option in route.options))


def _draft(draft: Draft, inquiry: Inquiry, words: Language, reader: Reader) -> Draft:
    labels = _labels(inquiry.register, words)
    states: Mapping[str, str] = {}
    if words.code != "en":
        states = {
            reader.gazetteer.name(code): reader.gazetteer.listed(code, words.code) for code in reader.tables.states
        }

    def said(claim: Claim) -> Claim:
        return replace(claim, topic=labels.get(claim.topic, claim.topic))

    return replace(
        draft,
        lead=_lead(draft, inquiry.register),
        claims=tuple(said(claim) for claim in draft.claims),
        covered=tuple(labels.get(text, text) for text in draft.covered),
        table=None if draft.table is None else _table(draft.table, words, labels, states),
        explanations=tuple(_explained(draft, words)) if inquiry.register == "plain" else (),
    )


def _labels(register: str | None, words: Language) -> Mapping[str, str]:
    """English topic label to the one shown."""
    if register == "plain":
        return {english: words.plain_topic_labels[topic] for topic, english in TOPICS.items()}
    return {} if words.code == "en" else {english: words.topic_labels[topic] for topic, english in TOPICS.items()}


def _lead(draft: Draft, register: str | None) -> str:
    """The lead; for a lawyer with the authority of the first claim, where the lead does not name it."""
    if register != "lawyer" or draft.status is not Status.ANSWERED:
        return draft.lead
    passage = draft.claims[0].citations[0].passage
    named = passage.pinpoint or passage.authority
    if not named or named in draft.lead:
        return draft.lead
    authority = ", ".join(dict.fromkeys(part for part in (passage.authority, passage.pinpoint) if part))
    return f"{draft.lead.rstrip(' .')} ({authority})."


def _table(table: Table, words: Language, labels: Mapping[str, str], states: Mapping[str, str]) -> Table:
    return replace(
        table,
        head=table.head or words.messages["column_state"],
        columns=tuple(labels.get(column, column) for column in table.columns),
        rows=tuple((states.get(state, state), cells) for state, cells in table.rows),
    )


def _explained(draft: Draft, words: Language) -> Iterator[tuple[str, str]]:
    """The terms of art that occur in an answer, in the order in which they occur, with what they mean."""
    text = " ".join((draft.lead, *(claim.text for claim in draft.claims)))
    found = [
        (match.start(), term)
        for term in words.plain_terms
        if (match := re.search(rf"\b{re.escape(term)}s?\b", text, re.IGNORECASE))
    ]
    for _, term in sorted(found)[:EXPLAINED_AT_MOST]:
        yield term, words.plain_terms[term]
