"""The checker is measured: errors planted by code are stopped, claims that are right pass."""

import collections

import pytest

from assistant.types import Citation, Claim
from corpus.types import Span
from evals.checker.__main__ import ALARMS_AT_MOST, CAUGHT_AT_LEAST, tools
from evals.checker.battery import ALL_RIGHT, MEASURED, ODDITIES, RIGHT, Item, battery, claim_of
from evals.checker.measure import Outcome, Row, outcomes, rows, table
from evals.checker.plants import PLANTS

MENDED_ALARMS_AT_MOST = ALARMS_AT_MOST
"""Share of right claims worded by hand that may be stopped, from 0 to 1, of those that the checks were mended after."""

SMALL = 60
"""Items of a class below which half of them would be too few for a share."""


@pytest.fixture(scope="module")
def items() -> tuple[Item, ...]:
    _, passages = tools("")
    return battery(passages)


@pytest.fixture(scope="module")
def found(items: tuple[Item, ...]) -> list[Row]:
    """Every second item, every one of a small class, by the rules alone: without the embedding model it takes seconds."""
    checker, _ = tools("")
    counts = collections.Counter(item.planted for item in items)
    chosen = [item for at, item in enumerate(items) if at % 2 == 0 or counts[item.planted] < SMALL]
    return rows(outcomes(chosen, checker))


def test_the_battery_is_large_and_in_two_languages(items: tuple[Item, ...]) -> None:
    counts = collections.Counter(item.planted for item in items)
    assert sum(counts.values()) - counts[RIGHT] >= 600
    assert set(counts) == {*PLANTS, *ODDITIES, RIGHT}
    by_hand = [item for item in items if item.planted == RIGHT and item.made_from == "paraphrase"]
    assert len(by_hand) >= 60
    russian = collections.Counter(item.planted for item in items if item.language == "ru")
    for name in ("number", "date", "reference", "state", "negation", "modal"):
        assert russian[name] >= 10, name


def test_it_is_the_same_every_time(items: tuple[Item, ...]) -> None:
    _, passages = tools("")
    assert battery(passages) == items


@pytest.mark.parametrize("language", ["stopped", "english"])
def test_every_class_of_error_is_stopped_nine_times_in_ten(found: list[Row], language: str) -> None:
    shares = {row.planted: getattr(row, language) for row in found if row.planted not in (RIGHT, *MEASURED)}
    assert {name: share for name, share in shares.items() if share is not None and share < CAUGHT_AT_LEAST} == {}


def test_a_claim_keeps_to_one_of_its_quotations_for_each_thing_it_says() -> None:
    """Quotations of articles 33 and 37: the rule of one under the number of the other is neither's."""
    checker, passages = tools("")
    rule = "enforcement proceedings in Kazakhstan are opened within three working days"
    both = [
        passage
        for passage in passages
        if passage.id in ("kz-enforcement-law-2010/art-37", "kz-enforcement-measures/art-33-sanction")
    ]
    cites = tuple(Citation(passage=passage, span=Span(start=0, end=len(passage.text))) for passage in both)
    assert len(cites) == 2

    def check(text: str) -> str:
        fault = checker.fault(Claim(text=text, topic="", citations=cites), "en")
        return fault.check if fault else ""

    assert check(f"Under article 37 of the Enforcement Law, {rule}.") == ""
    assert check(f"Under article 33 of the Enforcement Law, {rule}.") == "joined"


def test_of_the_claims_that_are_right_one_in_twenty_at_most_is_stopped(found: list[Row]) -> None:
    (right,) = (row for row in found if row.planted == RIGHT)
    assert right.stopped <= ALARMS_AT_MOST


def test_what_was_mended_stays_mended(items: tuple[Item, ...]) -> None:
    """Of the claims worded by hand, those that the checks were mended after; the others only measure."""
    checker, _ = tools("")
    seen = [item for item in items if item.planted in MEASURED and not item.held_out]
    assert len({item.held_out for item in items if item.planted in MEASURED}) == 2
    shares = {row.planted: row.stopped for row in rows(outcomes(seen, checker))}
    alarms = {name: share for name, share in shares.items() if name in ALL_RIGHT and share > MENDED_ALARMS_AT_MOST}
    missed = {name: share for name, share in shares.items() if name not in ALL_RIGHT and share < CAUGHT_AT_LEAST}
    assert (alarms, missed) == ({}, {})


def test_not_one_lie_written_by_hand_gets_through(items: tuple[Item, ...]) -> None:
    checker, _ = tools("")
    told = outcomes([item for item in items if item.planted == "hostile"], checker)
    assert len(told) >= 40
    assert {outcome.item.language for outcome in told} == {"en", "ru"}
    assert [outcome.item.claim for outcome in told if not outcome.check] == []


def test_an_altered_quotation_stands_nowhere(items: tuple[Item, ...]) -> None:
    altered = [item for item in items if item.planted == "quotation"]
    assert altered
    assert all(claim_of(item) is None for item in altered)


def test_rows_are_shares_of_their_class(items: tuple[Item, ...]) -> None:
    one = next(item for item in items if item.planted == RIGHT and item.language == "en")
    some = [Outcome(item=one, check=check, why="") for check in ("", "", "number", "")]
    (row,) = rows(some)
    assert (row.count, row.stopped, row.english, row.russian) == (4, 0.25, 0.25, None)
    assert "| untouched | 4 | 25 % | 25 % | — |" in table([row])
