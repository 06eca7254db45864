"""Russian and Kazakh frames: nothing English in them but quotations, ids and proper names."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from assistant.framing import labels_of
from assistant.reader import Reader
from assistant.render import as_markdown, as_text
from assistant.routes import find_route
from assistant.types import CaseFacts
from corpus.types import TOPICS

Answer = dict[str, Any]
QUESTIONS = {
    "ru": [
        ["Можно ли исполнить решение нидерландского суда в Казахстане?"],
        ["Можно ли исполнить решение российского суда в Казахстане?", "А в Узбекистане?"],
        ["Можно ли исполнить французское арбитражное решение в Казахстане?"],
        ["Участвует ли Казахстан в Минской конвенции?"],
        ["Участвует ли Украина в Минской конвенции?"],
        ["Участвуют ли США в Гаагской конвенции о признании и исполнении решений?"],
        ["Есть ли договор между Казахстаном и Германией?"],
        ["Можно ли исполнить моё решение в Казахстане?"],
        ["Можно ли исполнить моё решение в Казахстане?", "не знаю"],
        ["Можно ли исполнить решение нидерландского или российского суда в Казахстане?"],
        ["Какая завтра погода?"],
        ["Здравствуйте!"],
        ["да"],
        ["Сравните Германию, Китай и Россию по взаимности."],
        ["Признаются ли решения судов Казахстана в Бразилии?"],
    ],
    "kk": [
        ["Нидерланды сотының шешімін Қазақстанда орындауға бола ма?"],
        ["Ресей сотының шешімін Қазақстанда орындауға бола ма?", "Ал Өзбекстанда ше?"],
        ["Франция төрелік шешімін Қазақстанда орындауға бола ма?"],
        ["Қазақстан Минск конвенциясының қатысушысы ма?"],
        ["Қазақстан мен Германия арасында шарт бар ма?"],
        ["Шешімімді Қазақстанда орындауға бола ма?"],
        ["Шешімімді Қазақстанда орындауға бола ма?", "білмеймін"],
        ["Ертең ауа райы қандай?"],
        ["Сәлеметсіз бе!"],
        ["иә"],
    ],
}
NAMES = re.compile(r"\([^()]*\b(?:arts?|CPC|CPL|APC|ZPO|ch|s)\b[^()]*\)|\b(?:BV|LLP|ICSID|CMR|EU)\b|«[^»]*»|“[^”]*”")
"""References to articles behind a State's law, and proper names."""


def frame_of(answer: Answer) -> Iterator[tuple[str, str]]:
    """The parts of an answer that are neither quotation nor id."""
    quoted = " ".join(claim["text"] for claim in answer["claims"])
    lead = answer["lead"]
    for sentence in re.split(r"(?<=[.!?:])\s+", lead):
        if sentence not in quoted:
            yield "lead", sentence
    for key in ("notice", "query"):
        yield key, answer[key]
    for key in ("missing", "covered", "follow_ups"):
        yield from ((key, text) for text in answer[key])
    yield from (("choice", choice["label"]) for choice in answer["choices"])
    yield from (("topic", claim["topic"]) for claim in answer["claims"])
    for option in (answer["route"] or {}).get("options", ()):
        yield "instrument", option["instrument"]
        yield "why", option["why"]
    if answer["table"]:
        yield from (("column", column) for column in answer["table"]["columns"])
        yield from (("row", row["state"]) for row in answer["table"]["rows"])


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_frame_has_no_english(language: str, converse: Callable[..., list[Answer]]) -> None:
    found = []
    for turns in QUESTIONS[language]:
        answer = converse(*turns)[-1]
        assert answer["language"] == language, turns
        for part, text in frame_of(answer):
            left = NAMES.sub(" ", text)
            if re.search(r"[A-Za-z]{2,}", left):
                found.append((turns[-1], part, text))
    assert not found


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_plain_frame_has_no_english_either(language: str, converse: Callable[..., list[Answer]]) -> None:
    for turns in QUESTIONS[language][:4]:
        answer = converse(*turns, register="plain")[-1]
        for part, text in frame_of(answer):
            assert not re.search(r"[A-Za-z]{2,}", NAMES.sub(" ", text)), (turns, part, text)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_text_of_an_answer_is_labelled_in_its_language(
    language: str, converse: Callable[..., list[Answer]]
) -> None:
    answer = converse(*QUESTIONS[language][0])[-1]
    for text in (as_text(answer), as_markdown(answer)):
        for label in ("Sources", "instrument", "applies", "statute", "confirmed", "as of", "YES", "Possible"):
            assert not re.search(rf"(?m)(?:^|[|·*] ?){label}\b", text), label


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("kind", ["judgment", "award", "interim-order", "insolvency", "aifc-judgment", "settlement"])
def test_every_line_of_every_route_can_be_said(reader: Reader, language: str, kind: str) -> None:
    states = [code for code in reader.tables.states if not reader.tables.states[code].part_of]
    for day in (date(2015, 6, 1), date(2026, 11, 22)):
        for requested in ("KZ", "RU", "DE", "GB", "UZ", "CN"):
            for origin in states:
                facts = CaseFacts(
                    state_of_origin=origin, requested_state=requested, kind=kind, begun=date(2019, 1, 1)
                )
                route = find_route(facts, day, reader.tables, lambda instrument, states: ())
                for option in route.options if route else ():
                    assert option.because, option
                    for text in (reader.option_name(option, language), reader.why(option, language)):
                        assert not re.search(r"[A-Za-z]{3,}", NAMES.sub(" ", text)), text


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_states_instruments_and_kinds_have_names(reader: Reader, language: str) -> None:
    words = reader.languages[language]
    assert set(words.instrument_names) == set(reader.tables.instruments)
    assert set(words.reasons) == set(reader.english.reasons)
    assert set(words.kind_labels) == set(reader.english.kind_labels)
    assert set(words.source_kinds) == set(reader.english.source_kinds)
    assert set(words.plain_topic_labels) == set(TOPICS)
    assert set(words.plain_terms) == set(reader.english.plain_terms)
    for code, state in reader.tables.states.items():
        if not state.part_of:
            assert not re.search("[A-Za-z]", reader.gazetteer.listed(code, language)), code


def test_a_topic_is_known_by_its_label_in_every_language() -> None:
    assert {"grounds for refusal", "основания для отказа", "бас тарту негіздері"} <= labels_of("refusal-grounds")
    every = [label for topic in TOPICS for label in labels_of(topic)]
    assert len(every) == len(set(every))
