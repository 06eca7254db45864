"""Which instrument carries what from where to where, on both sides of every date that matters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.route_types import RouteOption
from assistant.routes import HALF_KNOWN, find_route
from assistant.types import CaseFacts
from corpus.tables import BilateralTreaty, Coverage, Membership, TemporalRule, load_tables
from corpus.types import DECISION_KINDS

TABLES = load_tables()
TODAY = date(2026, 11, 22)
HAGUE_2019, HAGUE_2005 = "Hague Judgments Convention", "Hague Choice of Court Convention"
MINSK, CHISINAU, KIEV = "Minsk Convention", "Chisinau Convention", "Kiev Agreement"
NYC, MEDIATION, ICSID = "New York Convention", "Singapore Convention on Mediation", "ICSID Convention"


def options(
    origin: str,
    requested: str,
    on: date,
    kind: str = "judgment",
    begun: date | None = None,
    given: date | None = None,
) -> dict[str, RouteOption]:
    facts = CaseFacts(state_of_origin=origin, requested_state=requested, kind=kind, begun=begun, given=given)
    route = find_route(facts, on, TABLES, lambda instrument, states: ())
    assert route is not None
    assert (route.origin, route.requested, route.kind, route.as_of) == (origin, requested, kind, on)
    return {option.instrument: option for option in route.options}


@pytest.mark.parametrize(
    ("instrument", "kind", "origin", "requested", "first_day"),
    [
        (HAGUE_2019, "judgment", "GB", "DE", date(2025, 7, 1)),
        (HAGUE_2019, "judgment", "DE", "GB", date(2025, 7, 1)),
        (HAGUE_2019, "judgment", "GB-ENG", "FR", date(2025, 7, 1)),
        (HAGUE_2019, "judgment", "UA", "DE", date(2023, 9, 1)),
        (HAGUE_2019, "judgment", "UY", "DE", date(2024, 10, 1)),
        (HAGUE_2019, "judgment", "AD", "GB", date(2026, 6, 1)),
        (HAGUE_2019, "judgment", "GB", "UY", date(2025, 7, 1)),  # the later of the two entries into force counts
        (HAGUE_2005, "judgment", "CH", "GB", date(2025, 1, 1)),
        (HAGUE_2005, "judgment", "DK", "DE", date(2018, 9, 1)),
        (HAGUE_2005, "judgment", "DE", "FR", date(2015, 10, 1)),
        (NYC, "award", "FR", "KZ", date(1996, 2, 18)),
        (NYC, "award", "KZ", "DE", date(1996, 2, 18)),
        (NYC, "award", "KZ", "TM", date(2022, 8, 2)),
        (MEDIATION, "mediated-settlement", "KZ", "KG", date(2026, 6, 1)),
        (ICSID, "icsid-award", "FR", "KZ", date(2000, 10, 21)),
    ],
)
def test_an_instrument_applies_from_the_day_it_binds_both(
    instrument: str, kind: str, origin: str, requested: str, first_day: date
) -> None:
    before = options(origin, requested, first_day - timedelta(days=1), kind)[instrument]
    assert before.applies == "no"
    assert "only from" in before.why or "not a party" in before.why or "signed" in before.why
    assert options(origin, requested, first_day, kind)[instrument].applies == "yes"


@pytest.mark.parametrize(
    ("title", "origin", "requested", "first_day", "after"),
    [
        ("Turkey on legal assistance", "TR", "KZ", date(1999, 10, 2), "yes"),
        ("United Arab Emirates", "AE", "KZ", date(2012, 9, 22), "yes"),
        ("United Arab Emirates", "KZ", "AE", date(2012, 9, 22), "yes"),
        ("China on legal assistance", "CN", "KZ", date(1995, 7, 11), "yes"),
        ("Pakistan", "PK", "KZ", date(2001, 2, 9), "yes"),
        ("Lithuania", "LT", "KZ", date(1999, 4, 8), "yes"),
        ("Kyrgyzstan on mutual", "KG", "KZ", date(1998, 12, 18), "yes"),
        ("Azerbaijan", "AZ", "KZ", date(2000, 5, 7), "yes"),
        ("Turkmenistan", "TM", "KZ", date(2000, 4, 10), "yes"),
        ("Mongolia", "MN", "KZ", date(1994, 8, 18), "open"),  # whether it covers judgments was not seen
    ],
)
def test_a_treaty_of_two_states_applies_from_its_entry_into_force(
    title: str, origin: str, requested: str, first_day: date, after: str
) -> None:
    def of(day: date) -> RouteOption:
        return next(o for name, o in options(origin, requested, day).items() if title in name)

    assert of(first_day - timedelta(days=1)).applies == "no"
    assert of(first_day).applies == after


def test_ukraine_left_the_minsk_convention_on_19_may_2024() -> None:
    assert options("UA", "KZ", date(2024, 5, 18))[MINSK].applies in ("yes", "open")
    gone = options("UA", "KZ", date(2024, 5, 19))[MINSK]
    assert gone.applies == "no"
    assert "only until 18 May 2024" in gone.why


def test_ukraine_suspended_minsk_towards_russia_and_belarus_first() -> None:
    for other in ("RU", "BY"):
        assert options("UA", other, date(2022, 12, 22))[MINSK].applies in ("yes", "open")
        assert options("UA", other, date(2022, 12, 23))[MINSK].applies == "no"
    assert options("UA", "KZ", date(2022, 12, 23))[MINSK].applies in ("yes", "open")


def test_the_chisinau_convention_replaces_minsk_between_its_parties() -> None:
    # Belarus and Kazakhstan are both bound by Chisinau since 27 April 2004; Russia only signed it
    before = options("BY", "KZ", date(2004, 4, 26))
    assert before[MINSK].applies == "yes" and before[CHISINAU].applies == "no"
    after = options("BY", "KZ", date(2004, 4, 27))
    assert after[MINSK].applies == "no" and "replaced" in after[MINSK].why
    assert after[CHISINAU].applies in ("yes", "open")
    russia = options("RU", "KZ", TODAY)
    assert russia[MINSK].applies == "yes" and russia[CHISINAU].applies == "no"


@pytest.mark.parametrize(("begun", "applies"), [(date(2025, 6, 30), "no"), (date(2025, 7, 1), "yes"), (None, "yes")])
def test_the_hague_judgments_convention_looks_at_when_proceedings_began(begun: date | None, applies: str) -> None:
    option = options("GB", "DE", TODAY, begun=begun)[HAGUE_2019]
    assert option.applies == applies
    if begun is None:
        assert "proceedings begun on or after 1 July 2025" in option.why
    if applies == "no":
        assert "the proceedings began on 30 June 2025" in option.why


@pytest.mark.parametrize("origin", ["GB", "DE", "FR", "US", "NL", "UA", "CN"])
def test_the_hague_judgments_convention_never_reaches_kazakhstan(origin: str) -> None:
    for pair in ((origin, "KZ"), ("KZ", origin)):
        option = options(*pair, TODAY)[HAGUE_2019]
        assert option.applies == "no"


@pytest.mark.parametrize("state", ["US", "IL"])
def test_a_signature_binds_nobody(state: str) -> None:
    option = options(state, "DE", TODAY)[HAGUE_2019]
    assert option.applies == "no" and "signed" in option.why and "not bound" in option.why


def test_denmark_stands_outside_the_hague_judgments_convention() -> None:
    assert options("DK", "DE", TODAY)[HAGUE_2019].applies == "no"


def test_an_english_judgment_in_kazakhstan_rests_on_reciprocity() -> None:
    found = options("GB-ENG", "KZ", TODAY)
    assert {name: o.applies for name, o in found.items() if o.applies != "no"} == {
        "national law of Kazakhstan (CPC 2015 arts 501-504, 255)": "open"
    }
    assert found["bilateral treaty"].why.startswith("none found between")


@pytest.mark.parametrize(("day", "applies"), [(date(2015, 12, 31), "no"), (date(2016, 1, 1), "open")])
def test_kazakhstan_asked_for_a_treaty_until_the_end_of_2015(day: date, applies: str) -> None:
    (national,) = [o for name, o in options("GB", "KZ", day).items() if name.startswith("national law")]
    assert national.applies == applies


def test_an_award_does_not_travel_as_a_judgment_and_the_other_way_round() -> None:
    award, judgment = options("FR", "KZ", TODAY, "award"), options("FR", "KZ", TODAY)
    assert award[NYC].applies == "yes" and NYC not in judgment
    assert HAGUE_2019 in judgment and HAGUE_2019 not in award
    (national,) = [name for name in award if name.startswith("national law")]
    assert "Arbitration Law" in national and "Arbitration Law" not in "".join(judgment)


def test_an_aifc_judgment_is_executed_in_kazakhstan_without_a_treaty() -> None:
    found = options("KZ-AIFC", "KZ", TODAY, "aifc-judgment")
    (statute,) = [o for name, o in found.items() if "AIFC" in name]
    assert statute.applies == "yes"


def test_an_interim_order_has_no_route_to_kazakhstan() -> None:
    assert {o.applies for o in options("GB", "KZ", TODAY, "interim-order").values()} == {"no"}


def test_child_support_between_kazakhstan_and_the_united_states_is_shut_out_by_objection() -> None:
    option = options("US", "KZ", TODAY, "maintenance")["Child Support Convention"]
    assert option.applies == "no" and "no effect between" in option.why


def test_a_treaty_on_criminal_matters_carries_no_judgment() -> None:
    criminal = [o for name, o in options("IN", "KZ", TODAY).items() if "criminal" in name]
    assert criminal and all(o.applies == "no" for o in criminal)


def test_no_route_without_a_pair_of_known_states() -> None:
    for facts in (
        CaseFacts(),
        CaseFacts(state_of_origin="GB"),
        CaseFacts(state_of_origin="QQ", requested_state="KZ"),
    ):
        assert find_route(facts, TODAY, TABLES, lambda instrument, states: ()) is None


def test_each_line_asks_for_its_proof_with_the_requested_state_first() -> None:
    asked: list[tuple[str, tuple[str, ...]]] = []

    def proof(instrument: str, states: tuple[str, ...]) -> tuple[str, ...]:
        asked.append((instrument, states))
        return (f"proof of {instrument}",)

    facts = CaseFacts(state_of_origin="TR", requested_state="KZ", kind="judgment")
    route = find_route(facts, TODAY, TABLES, proof)
    assert route is not None
    assert ("kz-tr-1995", ("KZ", "TR")) in asked
    assert all(states[0] == "KZ" for _, states in asked)
    assert all(option.passage_ids for option in route.options)


SHORT = {i.short or i.title: i for i in TABLES.instruments.values()}
TREATIES = {t.title: t for t in TABLES.bilateral.values()}
CODES = sorted(TABLES.states)


@given(
    origin=st.sampled_from(CODES),
    requested=st.sampled_from(CODES),
    kind=st.sampled_from(sorted(DECISION_KINDS)),
    on=st.dates(date(1950, 1, 1), date(2040, 12, 31)),
    begun=st.none() | st.dates(date(1950, 1, 1), date(2040, 12, 31)),
)
def test_no_option_applies_before_entry_into_force_or_for_a_state_that_is_not_bound(
    origin: str, requested: str, kind: str, on: date, begun: date | None
) -> None:
    for name, option in options(origin, requested, on, kind, begun=begun).items():
        assert option.applies in ("yes", "no", "open") and option.why
        if option.applies == "no":
            continue
        if name in SHORT:
            instrument = SHORT[name]
            assert instrument.in_force is None or instrument.in_force <= on, name
            ends = [TABLES.is_bound(instrument.id, state, on) for state in (origin, requested)]
            assert all(ends) or (any(ends) and instrument.id in HALF_KNOWN and option.applies == "open"), name
            if instrument.temporal_rule is TemporalRule.PROCEEDINGS_BEGUN and begun is not None:
                assert TABLES.bound_between(instrument.id, origin, requested, begun), name
        elif name in TREATIES:
            treaty = TREATIES[name]
            assert treaty.signed is None or treaty.signed <= on, name
            assert treaty.in_force is None or treaty.in_force <= on, name
            assert option.applies == "open" or treaty.in_force is not None, name
            if treaty.in_force is None and treaty.ratified is not None:
                assert treaty.ratified <= on, name


CARRIERS = {i.id: i for i in TABLES.instruments.values() if i.kinds}
REPLACED = {"minsk-1993": "chisinau-2002"}


def partner_of(row: Membership, on: date) -> str | None:
    """A State that the instrument of a row links with that of the row on a day, and on no day before by another row."""
    for other in sorted({m.state for m in TABLES.memberships if m.instrument == row.instrument}):
        if other == row.state or not TABLES.bound_between(row.instrument, row.state, other, on):
            continue
        later = REPLACED.get(row.instrument)
        if later is None or not TABLES.bound_between(later, row.state, other, on):
            return other
    return None


FIRST_DAYS = [m for m in TABLES.memberships if m.first_day and m.instrument in CARRIERS]
LAST_DAYS = [m for m in TABLES.memberships if m.last_day and m.instrument in CARRIERS]


@pytest.mark.parametrize("row", FIRST_DAYS, ids=lambda m: f"{m.instrument}-{m.state}-{m.first_day}")
def test_each_instrument_opens_on_the_first_day_of_each_row_and_not_before(row: Membership) -> None:
    assert row.first_day is not None
    partner = partner_of(row, row.first_day)
    if partner is None:
        pytest.skip("no other State of the table is bound that day")
    instrument = CARRIERS[row.instrument]
    name, kind = instrument.short or instrument.title, instrument.kinds[0]
    for pair in ((row.state, partner), (partner, row.state)):
        assert options(*pair, row.first_day, kind)[name].applies in ("yes", "open")
        eve = row.first_day - timedelta(days=1)
        before = options(*pair, eve, kind)[name]
        assert (before.applies != "no") == TABLES.bound_between(row.instrument, *pair, eve)


@pytest.mark.parametrize("row", LAST_DAYS, ids=lambda m: f"{m.instrument}-{m.state}-{m.last_day}")
def test_each_instrument_closes_after_the_last_day_of_each_row(row: Membership) -> None:
    assert row.last_day is not None
    partner = partner_of(row, row.last_day)
    if partner is None:
        pytest.skip("no other State of the table is bound that day")
    instrument = CARRIERS[row.instrument]
    name, kind = instrument.short or instrument.title, instrument.kinds[0]
    after = row.last_day + timedelta(days=1)
    for pair in ((row.state, partner), (partner, row.state)):
        assert options(*pair, row.last_day, kind)[name].applies in ("yes", "open")
        assert (options(*pair, after, kind)[name].applies != "no") == TABLES.bound_between(
            row.instrument, *pair, after
        )


@pytest.mark.parametrize("treaty", TREATIES.values(), ids=lambda t: t.id)
def test_each_treaty_of_two_states_opens_on_its_day_and_not_before(treaty: BilateralTreaty) -> None:
    def of(day: date) -> str:
        return options(treaty.state_a, treaty.state_b, day)[treaty.title].applies

    if treaty.covers_judgments is Coverage.NO:
        assert of(TODAY) == "no"
        return
    opens = treaty.in_force or treaty.ratified or treaty.signed or date(int(treaty.id[-4:]), 1, 1)
    assert of(opens - timedelta(days=1)) == "no"
    sure = treaty.in_force is not None and treaty.covers_judgments is Coverage.YES
    assert of(opens) == ("yes" if sure else "open")


@pytest.mark.parametrize(
    ("given", "ordinance", "arrangement"),
    [(date(2024, 1, 28), "open", "no"), (date(2024, 1, 29), "no", "yes"), (None, "open", "yes")],
)
def test_mainland_judgments_in_hong_kong_turn_on_the_day_they_were_given(
    given: date | None, ordinance: str, arrangement: str
) -> None:
    found = options("CN", "HK", TODAY, given=given)
    (new,) = [o for name, o in found.items() if "(2019)" in name]
    (old,) = [o for name, o in found.items() if "(2008)" in name]
    assert (old.applies, new.applies) == (ordinance, arrangement)


@pytest.mark.parametrize(
    ("day", "articles"),
    [(date(2021, 12, 31), "281-282"), (date(2022, 1, 1), "288-289"), (date(2023, 12, 31), "288-289"), (date(2024, 1, 1), "298-303")],
)  # fmt: skip
def test_the_article_numbers_of_china_are_those_of_the_day(day: date, articles: str) -> None:
    (national,) = [name for name in options("US", "CN", day) if name.startswith("national law")]
    assert articles in national


@pytest.mark.parametrize(
    ("day", "code"), [(date(2025, 12, 31), "Economic Procedure Code"), (date(2026, 1, 1), "No 359-Z")]
)
def test_belarus_has_a_new_code_since_2026(day: date, code: str) -> None:
    (national,) = [name for name in options("US", "BY", day) if name.startswith("national law")]
    assert code in national


def test_an_award_of_a_state_outside_the_convention_has_national_law_alone() -> None:
    found = options("KP", "KZ", TODAY, "award")
    assert found[NYC].applies == "no"
    (national,) = [o for name, o in found.items() if name.startswith("national law")]
    assert national.applies == "open" and "whatever the country" in national.why


def test_an_aifc_judgment_abroad_is_open_where_kazakhstan_has_a_treaty_and_shut_where_not() -> None:
    turkey = [o for name, o in options("KZ-AIFC", "TR", TODAY, "aifc-judgment").items() if name.startswith("Treaty")]
    assert [o.applies for o in turkey] == ["open"] and "AIFC Court counts it" in turkey[0].why
    assert options("KZ-AIFC", "RU", TODAY, "aifc-judgment")[MINSK].applies == "open"
    assert {
        o.applies
        for name, o in options("KZ-AIFC", "US", TODAY, "aifc-judgment").items()
        if not name.startswith("national")
    } == {"no"}


def test_an_aifc_judgment_of_kazakhstan_is_one_of_the_aifc() -> None:
    facts = CaseFacts(state_of_origin="KZ", requested_state="KZ", kind="aifc-judgment")
    route = find_route(facts, TODAY, TABLES, lambda instrument, states: ())
    assert route is not None and route.origin == "KZ-AIFC"
    assert [o.applies for o in route.options if "AIFC" in o.instrument] == ["yes"]


def test_costs_orders_have_a_narrow_treaty_whose_other_parties_were_not_seen() -> None:
    found = options("GB", "KZ", TODAY, "costs-order")["Hague Civil Procedure Convention"]
    assert found.applies == "open" and "only for costs orders" in found.why
    assert options("GB", "KZ", date(2015, 10, 13), "costs-order")["Hague Civil Procedure Convention"].applies == "no"
    assert "Hague Civil Procedure Convention" not in options("GB", "KZ", TODAY)


def test_a_decision_given_too_early_comes_from_proceedings_begun_too_early() -> None:
    early = options("GB", "DE", TODAY, given=date(2025, 6, 30))[HAGUE_2019]
    assert early.applies == "no" and "given on 30 June 2025" in early.why
    assert options("GB", "DE", TODAY, given=date(2026, 6, 30))[HAGUE_2019].applies == "yes"


@pytest.mark.parametrize("kind", sorted(DECISION_KINDS))
def test_every_kind_has_a_route_with_reasons(kind: str) -> None:
    found = options("KZ-AIFC" if kind == "aifc-judgment" else "TR", "KZ", TODAY, kind)
    assert found and all(option.why for option in found.values())


def test_a_state_whose_law_is_not_held_says_so() -> None:
    (national,) = [o for name, o in options("KZ", "MM", TODAY).items() if name.startswith("national law")]
    assert (national.applies, national.why) == ("open", "the corpus does not hold it")


@pytest.mark.parametrize("origin", ["NG", "CL", "EG", "BD"])
def test_any_state_of_the_world_can_be_the_one_a_judgment_comes_from(origin: str) -> None:
    shown = options(origin, "KZ", TODAY)
    assert shown[HAGUE_2019].applies == "no"
    assert [line.applies for line in shown.values() if line.id == "national"] == ["open"]


def test_a_convention_whose_parties_are_not_all_in_the_tables_stays_open_for_the_others() -> None:
    assert options("CL", "KZ", TODAY, "award")[NYC].applies == "open"
    assert options("EG", "KZ", TODAY, "icsid-award")[ICSID].applies == "open"
    assert options("TM", "KZ", date(2021, 1, 1), "award")[NYC].applies == "no"  # a row says from when
