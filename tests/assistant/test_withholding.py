"""Why a claim was withheld, said in the language of the answer."""

import re
from pathlib import Path

import pytest

from assistant.checking.words import words_of
from assistant.render import as_text
from assistant.withholding import Why, told
from corpus.languages import FRAMED, language

ASSISTANT = Path(__file__).parents[2] / "assistant"
WEIGHTY = ("modals", "parties", "kinds", "relations", "pairs", "currencies", "units", "facets", "siblings", "deeds")


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Why(key="state", said=("KG", "UZ")), ("Kyrgyzstan, Uzbekistan", "Киргизия, Узбекистан", "Қырғызстан, Өзбекстан")),
        (
            Why(key="turned", said=("necessary",), source=("possible",)),
            ("“must”, where its source says “may”", "«обязан», а в источнике «может»", "«міндетті», ал дереккөзде «мүмкін»"),
        ),
        (Why(key="turned", said=("5 year",), source=("3 year",)), ("“5 years”", "«5 г.»", "«5 жыл»")),
        (Why(key="figure", said=("504(3)",)), ("504(3)", "504(3)", "504(3)")),
        (Why(key="in_place", said=("mode:defacto",), source=("mode:dejure",)), ("de facto", "де-факто", "де-факто")),
    ],
)  # fmt: skip
def test_a_reason_is_told_in_the_language_of_the_answer(why: Why, said: tuple[str, str, str]) -> None:
    for code, part in zip(("en", "ru", "kk"), said, strict=True):
        assert part in told(why, code)
    assert told(why, "zh") == told(why, "en")


def test_every_reason_that_is_given_has_its_words() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in ASSISTANT.rglob("*.py"))
    given = set(re.findall(r'\bWhy\(\s*key="(\w+)"', source)) | {"turned", "added", "party", "kind"}
    assert len(given) >= 30
    assert {f"why_{key}" for key in given} == {key for key in language("en").messages if key.startswith("why_")}


@pytest.mark.parametrize("code", FRAMED)
def test_what_carries_weight_has_a_name_in_each_language(code: str) -> None:
    values = {value.partition(":")[2] or value for table in WEIGHTY for value in words_of("en").values[table]}
    assert values - {"framed"} <= set(language(code).marks)


@pytest.mark.parametrize("code", ["ru", "kk"])
def test_a_terminal_says_why_and_never_what(code: str, answer_in: dict[str, object]) -> None:
    why = told(Why(key="meaning"), code)
    shown = as_text({**answer_in, "language": code, "withheld": [{"text": "A lie.", "why": why}] * 2})
    assert shown.count(why) == 1
    assert language(code).messages["notice_withheld"].format(count=2) in shown
    assert "A lie." not in shown


@pytest.fixture
def answer_in() -> dict[str, object]:
    names = ("claims", "conflicts", "explanations", "choices", "covered")
    return {
        **dict.fromkeys(names, ()),
        "verdict": None,
        "lead": "",
        "status": "answered",
        "route": None,
        "table": None,
        "notice": "",
    }
