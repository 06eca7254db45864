"""A route as a user asks for it: names, faults with remedies, conditions and practice."""

import json
from datetime import date, timedelta

import pytest

from assistant.listing import route_text
from assistant.reading.places import Gazetteer
from assistant.route_types import Route
from assistant.routing.asked import notes, only, route_between
from assistant.shelf import Shelf
from corpus.errors import ExequaturError, Misfit, UnknownName
from corpus.tables import Tables
from corpus.types import Document

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def gazetteer(tables: Tables) -> Gazetteer:
    return Gazetteer(tables, ["en"])


@pytest.fixture(scope="module")
def shelf(documents: tuple[Document, ...]) -> Shelf:
    return Shelf(passage for document in documents for passage in document.passages)


@pytest.fixture(scope="module")
def between(tables: Tables, gazetteer: Gazetteer, shelf: Shelf):  # type: ignore[no-untyped-def]
    def of(
        origin: str,
        requested: str,
        kind: str = "judgment",
        begun: date | None = None,
        given: date | None = None,
        day: date = TODAY,
    ) -> Route:
        return route_between((origin, requested), kind, (begun, given), day, tables, gazetteer, shelf)

    return of


def test_states_are_found_by_code_name_and_adjective(between) -> None:  # type: ignore[no-untyped-def]
    for origin in ("NL", "nl", "Netherlands", "the Netherlands", "Dutch"):
        route = between(origin, "Kazakhstan")
        assert (route.origin, route.requested) == ("NL", "KZ")


@pytest.mark.parametrize(
    ("arguments", "error", "says", "remedy"),
    [
        (("Kazahkstan", "DE"), UnknownName, "nearest: Kazakhstan", "Use a code"),
        (("Germny", "KZ"), UnknownName, "nearest: Germany", "Use a code"),
        (("Atlantis", "KZ"), UnknownName, "no State 'Atlantis'", "Use a code"),
        (("KZ", "Peru"), UnknownName, "the corpus holds nothing on Peru", "It covers Kazakhstan"),
        (("EU", "KZ"), UnknownName, "European Union as a whole", "Name a member State"),
        (("KZ", "Kazakhstan"), Misfit, "both KZ", "Name two different States"),
        (("NL", "KZ", "verdict"), UnknownName, "no kind of decision 'verdict'", "judgment, award"),
        (("NL", "KZ", "judgement"), UnknownName, "nearest: judgment", "Choose one of"),
        (("DE", "KZ", "aifc-judgment"), Misfit, "comes from the AIFC", "--from KZ-AIFC"),
        (
            ("NL", "KZ", "judgment", date(2023, 5, 6), date(2023, 5, 5)),
            Misfit,
            "after the decision was given",
            "Swap",
        ),
        (("NL", "KZ", "judgment", None, date(2091, 1, 1)), Misfit, "lies in the future", "Give a day"),
        (("NL", "KZ", "judgment", None, date(2023, 5, 5), date(2020, 1, 1)), Misfit, "later than the day", "--as-of"),
    ],
)
def test_a_fault_names_its_remedy(between, arguments, error, says: str, remedy: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error) as caught:
        between(*arguments)
    assert says in caught.value.message and remedy in caught.value.hint


def test_one_instrument_alone(between, tables: Tables) -> None:  # type: ignore[no-untyped-def]
    route = only(between("FR", "KZ", "award"), "NYC", tables)
    assert [option.instrument for option in route.options] == ["New York Convention"]


@pytest.mark.parametrize(
    ("kind", "instrument", "error", "says"),
    [
        ("judgment", "new-york-1958", Misfit, "carries arbitral award, and no judgment of a foreign court"),
        ("award", "Hague Judgments Convention", Misfit, "and no arbitral award"),
        ("judgment", "apostille-1961", Misfit, "no decisions at all"),
        ("judgment", "New Yrok Convention", UnknownName, "nearest: New York Convention"),
        ("judgment", "Minsk Convention", Misfit, "does not concern"),
    ],
)
def test_an_instrument_that_makes_no_sense(
    between, tables: Tables, kind: str, instrument: str, error, says: str
) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error, match=says):
        only(between("FR", "KZ", kind), instrument, tables)


def test_the_future_is_told_as_not_known() -> None:
    assert list(notes(TODAY, TODAY)) == []
    (told,) = notes(TODAY + timedelta(days=400), TODAY)
    assert "known on 22 November 2026" in told and "27 December 2027" in told


def test_conditions_and_practice_follow_the_instruments(between) -> None:  # type: ignore[no-untyped-def]
    route = between("NL", "KZ")
    said = {condition.topic: condition for condition in route.conditions}
    assert {"reciprocity", "refusal-grounds", "competent-court", "documents", "limitation"} <= set(said)
    assert "503(2)" in said["documents"].text and "three-year" in said["limitation"].text
    assert all(condition.passage_ids for condition in route.conditions)
    assert [(case.name, case.outcome, case.stands) for case in route.practice if case.requested == "KZ"] == [
        ("Dutch distribution-contract judgments against a Kazakh LLP", "granted", True)
    ]


def test_a_shut_route_has_no_conditions(between) -> None:  # type: ignore[no-untyped-def]
    assert between("DE", "UZ").conditions == ()
    assert between("GB", "KZ", day=date(2015, 12, 31)).conditions == ()


def test_an_overturned_decision_is_told_as_fallen(between) -> None:  # type: ignore[no-untyped-def]
    practice = between("DE", "RU").practice
    fallen = [case for case in practice if not case.stands]
    assert [case.name for case in fallen] == ["Viavi Solutions v Vilkom SPb (first instance)"]
    assert "annulled and remitted on 1 April 2025" in fallen[0].later
    then = between("DE", "RU", day=date(2023, 1, 1)).practice
    assert not [case for case in then if int(case.year[-4:]) > 2023]


def test_the_text_and_the_json_say_the_same() -> None:
    text, applies = route_text("NL", "KZ", "judgment", date(2022, 3, 1), date(2023, 5, 5), None, False)
    told = json.loads(route_text("NL", "KZ", "judgment", date(2022, 3, 1), date(2023, 5, 5), None, True)[0])
    assert applies
    for option in told["options"]:
        assert option["instrument"] in text and option["why"] in text
    assert next(c["topic"] for c in told["conditions"]) == "reciprocity"
    assert "conditions in Kazakhstan" in text and "practice" in text
    assert told["practice"][0]["name"] in text


def test_a_day_to_come_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    text, _ = route_text("NL", "KZ", "judgment", None, None, date(2031, 1, 1), False)
    assert "what holds on 1 January 2031 is not known" in text


def test_every_error_of_a_route_is_one_that_the_command_line_prints() -> None:
    assert issubclass(Misfit, ExequaturError)


def test_conditions_are_those_of_the_route_and_of_no_other_treaty(between, shelf: Shelf) -> None:  # type: ignore[no-untyped-def]
    award = between("GB", "KZ", kind="award", day=date(1996, 6, 1))
    for condition in award.conditions:
        passage = shelf.all[condition.passage_ids[0]]
        assert set(passage.states) <= {"KZ", "GB", "INT"}  # not the treaty with Turkey
        assert passage.instrument in ("", "new-york-1958")  # not the Minsk Convention, nor the Kiev Agreement
    home = between("KZ-AIFC", "KZ", kind="aifc-judgment")
    kinds = [shelf.all[c.passage_ids[0]].kinds for c in home.conditions]
    assert all("aifc-judgment" in kind for kind in kinds)  # it is no foreign judgment there
