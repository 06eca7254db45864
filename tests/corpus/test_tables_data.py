"""The law in the tables, on both sides of each date."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from corpus.tables import (
    Coverage,
    DutyKind,
    Outcome,
    Reciprocity,
    Status,
    Tables,
    TemporalRule,
    TreatyNeeded,
    load_tables,
)
from corpus.types import Standing

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


@pytest.mark.parametrize(
    ("instrument", "state", "first_day"),
    [
        ("hague-2019", "GB", date(2025, 7, 1)),
        ("hague-2019", "UA", date(2023, 9, 1)),
        ("hague-2019", "DE", date(2023, 9, 1)),
        ("hague-2019", "UY", date(2024, 10, 1)),
        ("hague-2019", "AL", date(2026, 3, 1)),
        ("hague-2019", "AD", date(2026, 6, 1)),
        ("hague-2005", "DK", date(2018, 9, 1)),
        ("hague-2005", "CH", date(2025, 1, 1)),
        ("new-york-1958", "KZ", date(1996, 2, 18)),
        ("european-1961", "KZ", date(1996, 2, 18)),
        ("new-york-1958", "TM", date(2022, 8, 2)),
        ("minsk-1993", "KZ", date(1994, 5, 19)),
        ("moscow-1998", "KZ", date(2001, 1, 9)),
        ("chisinau-2002", "KZ", date(2004, 4, 27)),
        ("hague-1954", "KZ", date(2015, 10, 14)),
        ("child-support-2007", "KZ", date(2019, 6, 14)),
        ("singapore-2019", "KZ", date(2022, 11, 23)),
        ("singapore-2019", "KG", date(2026, 6, 1)),
        ("eaeu-2014", "KG", date(2015, 8, 6)),
        ("apostille-1961", "CN", date(2023, 11, 7)),
    ],
)
def test_a_party_is_bound_from_its_first_day(tables: Tables, instrument: str, state: str, first_day: date) -> None:
    assert not tables.is_bound(instrument, state, first_day - timedelta(days=1))
    assert tables.is_bound(instrument, state, first_day)


@pytest.mark.parametrize(
    ("instrument", "state"),
    [
        ("hague-2019", "KZ"),
        ("hague-2005", "KZ"),
        ("hague-2019", "DK"),
        ("hague-2019", "US"),
        ("hague-2019", "RU"),
        ("hague-2005", "CN"),
        ("icsid-1965", "RU"),
        ("chisinau-2002", "RU"),
        ("apostille-1961", "AE"),
        ("lugano-2007", "GB"),
        ("brussels-i-bis", "KZ"),
    ],
)
def test_who_is_not_bound(tables: Tables, instrument: str, state: str) -> None:
    assert tables.membership(instrument, state, TODAY) is not None
    assert not tables.is_bound(instrument, state, TODAY)


def test_a_signature_alone_binds_nobody(tables: Tables) -> None:
    row = tables.membership("hague-2019", "US", TODAY)
    assert row is not None
    assert (row.status, row.signed) == (Status.SIGNED, date(2022, 3, 2))
    assert tables.membership("hague-2019", "US", date(2022, 3, 1)) is None


def test_ukraine_left_minsk(tables: Tables) -> None:
    assert tables.is_bound("minsk-1993", "UA", date(2024, 5, 18))
    assert not tables.is_bound("minsk-1993", "UA", date(2024, 5, 19))
    row = tables.membership("minsk-1993", "UA", TODAY)
    assert row is not None
    assert (row.status, row.last_day) == (Status.LEFT, date(2024, 5, 18))
    assert "pending" in row.note


def test_ukraine_suspended_minsk_towards_russia_only(tables: Tables) -> None:
    before, after = date(2022, 12, 22), date(2022, 12, 23)
    assert tables.bound_between("minsk-1993", "UA", "RU", before)
    assert not tables.bound_between("minsk-1993", "RU", "UA", after)
    assert tables.bound_between("minsk-1993", "KZ", "UA", after)


def test_an_objection_stops_the_treaty_between_two_states(tables: Tables) -> None:
    assert tables.is_bound("child-support-2007", "KZ", TODAY)
    assert not tables.bound_between("child-support-2007", "KZ", "US", TODAY)
    assert not tables.bound_between("child-support-2007", "US-NY", "KZ", TODAY)


def test_the_uk_was_bound_by_the_2005_convention_without_a_gap(tables: Tables) -> None:
    for day in (date(2015, 10, 1), date(2020, 12, 31), date(2021, 1, 1), TODAY):
        assert tables.is_bound("hague-2005", "GB", day)
    assert not tables.is_bound("hague-2005", "GB", date(2015, 9, 30))


def test_a_unit_follows_its_state_unless_it_has_treaties_of_its_own(tables: Tables) -> None:
    assert tables.is_bound("hague-2019", "GB-SCT", date(2025, 7, 1))
    assert tables.is_bound("new-york-1958", "AE-DIFC", date(2006, 11, 19))
    assert not tables.is_bound("new-york-1958", "AE-DIFC", date(2006, 11, 18))
    assert tables.membership("singapore-2019", "HK", TODAY) is None
    assert tables.is_bound(
        "new-york-1958", "HK", date(1977, 4, 21)
    )  # through the United Kingdom, before China joined
    assert not tables.is_bound("new-york-1958", "CN", date(1977, 4, 21))


def test_an_unknown_first_day_counts_from_the_instrument(tables: Tables) -> None:
    # Kyrgyzstan is listed under Minsk without a day; the Convention is in force since 19 May 1994.
    row = tables.history("minsk-1993", "KG")[0]
    assert row.first_day is None
    assert not row.binds(date(1994, 5, 18))
    assert row.binds(date(1994, 5, 19))


def test_the_26_members_that_the_eu_binds(tables: Tables) -> None:
    members = [state.code for state in tables.states.values() if state.eu]
    bound = [code for code in members if tables.is_bound("hague-2019", code, TODAY)]
    assert len(members) == 27
    assert set(members) - set(bound) == {"DK"}


def test_parties_to_the_judgments_convention_today(tables: Tables) -> None:
    # 26 member States + Ukraine, Uruguay, United Kingdom, Albania, Montenegro, Andorra = 32 States
    states = [code for code in tables.states if tables.states[code].part_of == "" and code != "EU"]
    assert len([code for code in states if tables.is_bound("hague-2019", code, TODAY)]) == 32


def test_only_proceedings_begun_after_entry_into_force_count(tables: Tables) -> None:
    assert tables.instruments["hague-2019"].temporal_rule is TemporalRule.PROCEEDINGS_BEGUN


def test_instruments_without_decisions(tables: Tables) -> None:
    empty = {row.id for row in tables.instruments.values() if not row.kinds}
    assert empty == {"apostille-1961", "service-1965", "evidence-1970", "eaeu-2014"}
    assert len(tables.instruments) == 23


def test_russia_and_kazakhstan_meet_in_minsk_and_kiev(tables: Tables) -> None:
    shared = {name for name in tables.instruments if tables.bound_between(name, "RU", "KZ", TODAY)}
    assert {"minsk-1993", "kiev-1992"} <= shared
    assert not {"chisinau-2002", "moscow-1998", "hague-2019"} & shared


def test_bilateral_treaties(tables: Tables) -> None:
    (china,) = tables.treaties_between("CN", "KZ")
    assert china.id == "kz-cn-1993"
    assert china.partner_of("CN") == "KZ"
    assert tables.treaties_between("KZ", "HK") == ()
    assert [row.id for row in tables.treaties_between("KZ", "AE-DIFC")] == ["kz-ae-2009"]
    assert tables.treaties_between("KZ", "KR") == ()
    assert [row.id for row in tables.treaties_between("KP", "KZ")] == ["kz-kp-1997"]
    assert tables.treaties_between("KZ", "US") == ()


def test_the_treaty_on_judgments_comes_before_the_criminal_one(tables: Tables) -> None:
    civil, criminal = tables.treaties_between("KZ", "IN")
    assert (civil.id, criminal.id) == ("kz-in-2011", "kz-in-1999")
    assert criminal.covers_judgments is Coverage.NO


@pytest.mark.parametrize(
    ("treaty", "first_day"),
    [
        ("kz-tr-1995", date(1999, 10, 2)),
        ("kz-lt-1994", date(1999, 4, 8)),
        ("kz-az-1997", date(2000, 5, 7)),
        ("kz-ae-2009", date(2012, 9, 22)),
        ("kz-kg-1996", date(1998, 12, 18)),
    ],
)
def test_a_bilateral_treaty_binds_from_its_first_day(tables: Tables, treaty: str, first_day: date) -> None:
    assert tables.bilateral[treaty].binds(first_day - timedelta(days=1)) is False
    assert tables.bilateral[treaty].binds(first_day) is True


def test_an_unknown_entry_into_force_is_no_answer(tables: Tables) -> None:
    unknown = {row.id for row in tables.bilateral.values() if row.id.startswith("kz-") and row.binds(TODAY) is None}
    assert {"kz-ir-2019", "kz-in-2011", "kz-vn-2011", "kz-ge-1996"} <= unknown
    assert not {"kz-cn-1993", "kz-mn-1993"} & unknown


def test_the_mci(tables: Tables) -> None:
    value = tables.value_of("MCI", 2026)
    assert value is not None
    assert (value.value, value.currency) == (Decimal(4325), "KZT")
    assert tables.value_of("MCI", 2024) is None


def test_the_duty_for_a_writ_in_tenge(tables: Tables) -> None:
    duty, mci = tables.duties["kz-writ-foreign"], tables.value_of("MCI", 2026)
    assert duty.units is not None
    assert mci is not None
    assert duty.units * mci.value == 21625  # 5 × 4,325
    assert duty not in tables.duties_of("KZ", date(2025, 12, 31))
    assert duty in tables.duties_of("KZ", date(2026, 1, 1))


def test_cassation_floors_end_in_mid_2027(tables: Tables) -> None:
    def floors(day: date) -> set[Decimal | None]:
        rows = tables.duties_of("KZ", day)
        return {row.units for row in rows if row.kind is DutyKind.THRESHOLD and "cassation" in row.what}

    assert floors(date(2027, 6, 30)) == {Decimal(2000), Decimal(30000)}
    assert floors(date(2027, 7, 1)) == set()


def test_the_fee_of_a_private_agent_is_a_range_with_a_cap(tables: Tables) -> None:
    fee = tables.duties["kz-private-agent"]
    assert (fee.percent, fee.percent_to, fee.cap_units) == (Decimal(3), Decimal(25), Decimal(10000))


def test_cases(tables: Tables) -> None:
    assert sorted(tables.cases) == [f"C{number:03}" for number in range(1, 65)]
    into_kazakhstan = [case.id for case in tables.cases_between(requested="KZ")]
    assert into_kazakhstan == ["C001", "C002"]  # 2023, then 2019-2020
    assert [case.id for case in tables.cases_between("TH", "CN")] == ["C004"]
    assert tables.cases_between("KZ", "US") == ()


def test_the_new_york_refusal_did_not_survive(tables: Tables) -> None:
    first, appeal = tables.cases["C006"], tables.cases["C007"]
    assert (first.outcome, first.date) == (Outcome.REFUSED, date(2021, 4, 30))
    assert "reversed" in first.later
    assert (appeal.outcome, appeal.date) == (Outcome.REVERSED, date(2022, 3, 10))


def test_a_state_includes_its_units_in_cases(tables: Tables) -> None:
    assert [case.id for case in tables.cases_between(requested="AE")] == ["C061", "C060"]
    assert tables.cases_between(origin="CN", requested="HK")[0].id == "C062"
    assert "C062" not in {case.id for case in tables.cases_between(requested="CN")}


def test_kazakhstan_needed_a_treaty_until_2015(tables: Tables) -> None:
    before, after = tables.national("KZ", date(2015, 12, 31)), tables.national("KZ", date(2016, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.treaty_needed, before.reciprocity) == (TreatyNeeded.YES, Reciprocity.NONE)
    assert (after.treaty_needed, after.reciprocity, after.limit) == (
        TreatyNeeded.NO,
        Reciprocity.ALTERNATIVE,
        "3 years",
    )


def test_russia_turned_in_february_2022(tables: Tables) -> None:
    before, after = tables.national("RU", date(2022, 2, 27)), tables.national("RU", date(2022, 2, 28))
    assert before is not None
    assert after is not None
    assert before.reciprocity is Reciprocity.ALTERNATIVE
    assert after.reciprocity is Reciprocity.REQUIRED_DE_FACTO


def test_a_unit_has_its_own_rule_or_that_of_its_state(tables: Tables) -> None:
    ontario, bc, scotland = (tables.national(code, TODAY) for code in ("CA-ON", "CA-BC", "GB-SCT"))
    assert ontario is not None
    assert bc is not None
    assert scotland is not None
    assert (ontario.limit, bc.limit, scotland.state) == ("2 years", "by province", "GB")
    assert tables.national("KY", TODAY) is None


def test_every_state_of_the_matrix_has_a_rule_today(tables: Tables) -> None:
    common_law = ["HK", "US-NY", "GB", "AE-DIFC", "AE-ADGM", "IN", "SG", "CA"]
    civil_law = ["KZ", "RU", "CN", "DE", "FR", "NL", "ES", "IT", "CH", "TR", "AE", "JP", "KR"]
    neighbours = ["UZ", "KG", "BY", "UA", "GE", "AZ"]
    rules = [tables.national(code, TODAY) for code in common_law + civil_law + neighbours]
    assert None not in rules
    assert not any(rule.merits_review for rule in rules if rule)


def test_nothing_that_was_not_confirmed_became_so(tables: Tables) -> None:
    assert tables.cases["C027"].standing is Standing.UNCONFIRMED
    assert tables.cases["C002"].standing_of("year") is Standing.UNCONFIRMED
    assert tables.bilateral["kz-cn-1993"].standing_of("in_force") is Standing.UNCONFIRMED
    (albania,) = tables.history("hague-2019", "AL")
    assert albania.standing is Standing.UNCONFIRMED


def test_names_that_people_use(tables: Tables) -> None:
    assert {"RK", "Qazaqstan", "Kazakhstani"} <= set(tables.states["KZ"].aliases)
    assert "Dutch" in tables.states["NL"].adjective
    assert {"Almati", "Alma-Ata", "Nur-Sultan", "Uralsk"} <= set(tables.states["KZ"].cities)
    assert not any("Soviet" in alias for state in tables.states.values() for alias in state.aliases)
