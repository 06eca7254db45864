"""An area of law chosen by the user: it narrows what is searched, says so, and changes nothing when none is chosen."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.pipeline import Tools
from assistant.session import Session
from corpus.areas import AREAS, inside

QUESTION = "On what grounds does a Kazakh court refuse a foreign award?"
Ask = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("area", AREAS)
def test_only_passages_of_the_area_are_found(tools: Tools, area: str) -> None:
    answer = Session().ask(QUESTION, tools, area=area)
    found = [entry["passage_id"] for part in ("evidence", "dropped") for entry in answer["trace"][part]]
    assert found and all(inside(tools.searcher.passages[id_], area) for id_ in found)
    assert answer["trace"]["area"] == area
    assert tools.reader.languages["en"].area_labels[area] in answer["notice"]


def test_an_area_looks_further_for_what_it_holds(tools: Tools) -> None:
    narrow = Session().ask(QUESTION, tools, area="trade")["trace"]["evidence"]
    assert sum("meaning" in entry["found_by"] for entry in narrow) >= 5


def test_without_an_area_nothing_is_narrowed_or_said(tools: Tools) -> None:
    answer = Session().ask(QUESTION, tools)
    assert "area" not in answer["trace"] and "Only the area" not in answer["notice"]
    assert Session().ask(QUESTION, tools, area="awards")["id"] != answer["id"]


def test_the_notice_is_in_the_users_language(tools: Tools) -> None:
    answer = Session().ask(
        "По каким основаниям суд Казахстана отказывает в признании арбитражного решения?", tools, area="defences"
    )
    assert "основания для отказа" in answer["notice"]


def test_an_area_that_does_not_exist_is_a_wrong_call(tools: Tools) -> None:
    with pytest.raises(ValueError, match="no area"):
        Session().ask(QUESTION, tools, area="astrology")
