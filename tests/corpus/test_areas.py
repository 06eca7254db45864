"""The areas of law that a search can keep to: whole, named, and none empty."""

from corpus.areas import AREAS, inside
from corpus.catalogue import load_documents
from corpus.languages import load_languages
from corpus.types import DECISION_KINDS, TOPICS

PASSAGES = [passage for document in load_documents() for passage in document.passages]


def test_every_topic_and_kind_of_decision_lies_in_an_area() -> None:
    assert set().union(*(area.topics for area in AREAS.values())) == set(TOPICS)
    kinds = set().union(*(area.kinds for area in AREAS.values()))
    assert kinds == {*DECISION_KINDS, "any"}


def test_an_area_holds_some_passages_and_not_all() -> None:
    counted = {name: sum(inside(passage, name) for passage in PASSAGES) for name in AREAS}
    assert all(20 <= count < len(PASSAGES) for count in counted.values()), counted
    assert all(inside(passage, "") for passage in PASSAGES)
    assert all(any(inside(passage, name) for name in AREAS) for passage in PASSAGES)


def test_a_passage_on_awards_alone_is_no_passage_on_judgments() -> None:
    award = next(p for p in PASSAGES if p.kinds == ("award",) and p.topic == "arbitral-awards")
    assert (inside(award, "awards"), inside(award, "judgments"), inside(award, "trade")) == (True, False, False)


def test_every_frame_language_names_the_areas() -> None:
    for language in load_languages().values():
        assert set(language.area_labels) == (set(AREAS) if language.frame else set()), language.code
        assert len(set(language.area_labels.values())) == len(language.area_labels)
