"""Cities that no table names tell where a court sits, in any language, and never what is an ordinary word."""

import pytest

from assistant.reader import Reader


def codes(reader: Reader, text: str) -> list[str]:
    return [mention.code for mention in reader.gazetteer.find(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A judgment of the Gdańsk regional court", "PL"),
        ("a decision from the court in Köln", "DE"),
        ("we won in lyon last year", "FR"),
        ("an order made in Dundee", "GB-SCT"),
        ("a decree of a court in Nairobi", "KE"),
    ],
)
def test_a_city_tells_the_state(reader: Reader, text: str, code: str) -> None:
    assert codes(reader, text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "was it nice of them, reading the split award in full?",
        "Puri v Lagos Holdings: what was held?",
        "a loan from the Bank of Baroda",
        "the Xi'an Protocol",
    ],
)
def test_words_parties_and_conventions_are_no_cities(reader: Reader, text: str) -> None:
    assert codes(reader, text) == []


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        ("Решение суда Лиона", "ru", "Lyon"),
        ("решение суда штата Флорида", "ru", "Florida"),
        ("里昂法院的判决", "zh", "Lyon"),
        ("Urteil des Landgerichts München", "de", "München"),
    ],
)
def test_a_city_is_known_in_the_language_of_the_question(
    reader: Reader, text: str, language: str, english: str
) -> None:
    assert english in reader.glossary.to_english(text, language).text


def test_a_small_word_is_no_city(reader: Reader) -> None:
    said = reader.glossary.to_english("частный исполнитель сколько процентов берет себе", "ru").text
    assert "Cebu" not in said
