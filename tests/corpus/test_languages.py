"""Each language's file: it loads, the frame languages say the same things, every entry says something."""

import string

import pytest

from corpus.languages import LANGUAGES, Language, load_languages

CODES = sorted(path.stem for path in LANGUAGES.glob("*.toml"))
NON_FRAME_MESSAGES = {
    "notice_language",
    "greeting",
    "declined_out_of_scope",
    "declined_not_in_corpus",
    "declined_state",
    "information_only",
    "notice_unlasting",
}


@pytest.fixture(scope="module")
def languages() -> dict[str, Language]:
    return load_languages()


def slots(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_every_file_loads_under_its_own_code(languages: dict[str, Language]) -> None:
    assert sorted(languages) == CODES
    assert {"en", "ru", "kk", "zh", "tr", "de", "fr"} <= set(CODES)


def test_frame_languages_have_every_message_of_english(languages: dict[str, Language]) -> None:
    english = languages["en"].messages
    for language in languages.values():
        if language.frame:
            assert set(language.messages) == set(english), language.code


@pytest.mark.parametrize("code", CODES)
def test_messages_have_the_slots_of_english(languages: dict[str, Language], code: str) -> None:
    english = languages["en"].messages
    for key, message in languages[code].messages.items():
        assert slots(message) == slots(english[key]), f"{code}: {key}"
        assert message.strip()


def test_other_languages_have_the_messages_a_reader_must_understand(languages: dict[str, Language]) -> None:
    for language in languages.values():
        if not language.frame:
            assert set(language.messages) == NON_FRAME_MESSAGES, language.code


def test_frame_languages_name_every_topic(languages: dict[str, Language]) -> None:
    for language in languages.values():
        if language.frame:
            assert set(language.topic_labels) == set(languages["en"].topics), language.code
            assert all(label.strip() for label in language.topic_labels.values())


@pytest.mark.parametrize("code", CODES)
def test_glossary_entries_are_small_letters_to_plain_english(languages: dict[str, Language], code: str) -> None:
    for foreign, english in languages[code].glossary.items():
        assert foreign == foreign.lower().strip() != "", foreign
        assert english.strip() == english != "" and english.isascii(), foreign


def test_every_language_but_english_has_a_glossary(languages: dict[str, Language]) -> None:
    sizes = {code: len(language.glossary) for code, language in languages.items() if code != "en"}
    assert all(size >= 250 for size in sizes.values()), sizes
    assert sizes["ru"] >= 5000 and sizes["kk"] >= 2000 and min(sizes.values()) >= 1000


@pytest.mark.parametrize("code", CODES)
def test_verbs_have_a_plain_form_and_a_past_or_are_passive(languages: dict[str, Language], code: str) -> None:
    for stem, english in languages[code].verbs.items():
        assert stem == stem.lower().strip() != ""
        assert english.startswith("be ") != (english.count(",") == 1), stem
        assert english.isascii() and english == english.strip(), stem


@pytest.mark.parametrize("code", CODES)
def test_markers_are_small_words(languages: dict[str, Language], code: str) -> None:
    markers = languages[code].markers
    assert len(markers) >= 30
    assert all(word == word.lower() and " " not in word for word in markers)
