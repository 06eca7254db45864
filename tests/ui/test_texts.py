"""The page in its languages: the same keys, the same slots, plural forms, dates; and nothing said in one only."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from page_fakes import Scripted

from assistant.ui.panes import Panes
from assistant.ui.texts import PLURALS, Texts, fitting, load_texts
from assistant.ui.types import Session
from corpus.types import DECISION_KINDS, TOPICS, SourceKind, Standing

TEXTS = load_texts()
ENGLISH = TEXTS["en"]
OTHERS = pytest.mark.parametrize("texts", [TEXTS["ru"], TEXTS["kk"]], ids=["ru", "kk"])
UI = Path(__file__).parents[2] / "assistant" / "ui"


def slots(text: object) -> set[str]:
    if isinstance(text, Mapping):
        return set().union(*(slots(form) for form in text.values()))
    return {name for _, name, _, _ in Formatter().parse(str(text)) if name} if isinstance(text, str) else set()


def test_the_page_speaks_three_languages() -> None:
    assert list(TEXTS) == ["en", "kk", "ru"]


@OTHERS
def test_every_language_has_the_same_keys_and_slots(texts: Texts) -> None:
    assert set(texts.entries) == set(ENGLISH.entries)
    assert {key: slots(text) for key, text in texts.entries.items()} == {
        key: slots(text) for key, text in ENGLISH.entries.items()
    }
    for key, text in texts.entries.items():
        if isinstance(text, list):
            assert len(text) == len(ENGLISH.entries[key]) and all(text), key
        else:
            assert bool(text) == bool(ENGLISH.entries[key]), key


@OTHERS
def test_what_should_be_translated_is(texts: Texts) -> None:
    worded = {key for key, text in ENGLISH.entries.items() if re.sub(r"\{.*?\}|\W", "", str(text))}
    same = {key for key in worded if texts.entries[key] == ENGLISH.entries[key]}
    assert same == {"languages.en", "languages.ru", "languages.kk"}


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_every_plural_form_of_the_language_is_there(texts: Texts) -> None:
    forms = {texts._locale.plural_form(number) for number in range(200)} | {"other"}
    for key, text in texts.entries.items():
        if isinstance(text, Mapping):
            assert forms <= set(text) <= PLURALS, key


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_everything_that_the_corpus_can_name_has_a_name(texts: Texts) -> None:
    assert set(texts.topics) == set(TOPICS)
    for table, ids in (
        ("decision_kinds", DECISION_KINDS),
        ("source_kinds", [kind.value for kind in SourceKind]),
        ("standings", [standing.value for standing in Standing]),
    ):
        assert [id_ for id_ in ids if f"{table}.{id_}" not in texts.entries] == []


def test_no_text_stands_unused_and_none_is_missing() -> None:
    """Keys are written out in the code, or made of a part written out and a name."""
    code = "".join(path.read_text(encoding="utf-8") for path in UI.glob("*.py"))
    used = set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_]+)+)[\"']", code))
    made = {
        re.sub(r"\{[^}]*\}", "[a-z_-]+", text)
        for text in re.findall(r"f[\"']([a-z_{}]+(?:\.[a-z_{}']+)+)[\"']", code)
    }
    for key in ENGLISH.entries:
        if "." not in key or key.split(".")[0] in ("count", "about", "decision_kinds", "source_kinds", "reasons"):
            continue
        assert key in used or any(re.fullmatch(pattern, key) for pattern in made), key


def test_numbers_are_counted_in_words_that_agree() -> None:
    assert [ENGLISH.count("passages", n) for n in (1, 2, 1775)] == ["1 passage", "2 passages", "1,775 passages"]
    assert [TEXTS["ru"].count("passages", n) for n in (1, 2, 5, 21)] == [
        "1 фрагмент",
        "2 фрагмента",
        "5 фрагментов",
        "21 фрагмент",
    ]


def test_dates_and_windows_are_written_for_people() -> None:
    assert ENGLISH.day("2026-11-22") == ENGLISH.day(date(2026, 11, 22)) == "22 Nov 2026"
    assert TEXTS["ru"].day("2026-11-22") == "22 нояб. 2026 г."
    assert TEXTS["kk"].day("2026-11-22") == "2026 ж. 22 қар."
    assert (ENGLISH.day("soon"), ENGLISH.day(None)) == ("soon", "")
    assert ENGLISH.window("2016-01-01", None) == "since 1 Jan 2016"
    assert ENGLISH.window(None, "2015-12-31") == "until 31 Dec 2015"
    assert ENGLISH.window(None, None) == "no dates recorded"


def test_a_full_stop_after_a_date_that_ends_in_one_is_dropped() -> None:
    assert "2026 г. Корпус b." in TEXTS["ru"]("copying.law", date=TEXTS["ru"].day("2026-11-22"), corpus="b")


def test_states_are_named_in_the_language_and_parts_of_them_as_the_tables_do() -> None:
    named = {"SE": "Sweden", "US-NY": "New York"}
    assert TEXTS["ru"].states(named) == {"SE": "Швеция", "US-NY": "New York"}
    assert ENGLISH.states(named) == named


@pytest.mark.parametrize(
    ("wanted", "code"),
    [("ru", "ru"), ("ru-RU", "ru"), ("KK", "kk"), ("de", "en"), ("", "en"), (None, "en"), (7, "en")],
)
def test_a_language_that_the_page_does_not_speak_is_english(wanted: object, code: str) -> None:
    assert fitting(wanted, TEXTS).code == code


@OTHERS
def test_the_page_is_drawn_whole_in_every_language(texts: Texts) -> None:
    panes, session = Panes(Scripted()), Session(user="ann", page=texts.code)
    drawn = [panes.side(session), panes.facts(session), panes.talk(session), panes.evidence(session)]
    drawn += [*panes.furniture(session).values()]
    drawn += [panes.view(session, name) for name in ("coverage", "about", "cell=KZ/reciprocity", "source=no-such")]
    english = [text for text in ENGLISH.entries.values() if isinstance(text, str) and len(text.split()) > 2]
    for html in drawn:
        assert html and not [text for text in english if text in html]
