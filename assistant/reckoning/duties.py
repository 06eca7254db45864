"""Duties, fees and thresholds of Kazakhstan in units and in tenge, worked out for the amount and the year asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from assistant.reader import Reader
from assistant.reckoning.amounts import Amount, amounts, units
from assistant.reckoning.calendar import written
from assistant.types import AnswerType, Citation, Claim, Inquiry, Told
from corpus.tables import Duty, DutyBase, DutyKind, UnitValue
from corpus.types import TOPICS, Span

HOME = "KZ"
UNIT = "MCI"
TENGE = "KZT"
ASKS = re.compile(
    r"\bhow (?:much|large|big|high)\b|\bwhat (?:is|are|was|were|does|would|will|do|sum|amount)\b|\bcalculate\b|\bwork out\b|\bcompute\b|\bin tenge\b"
    r"|\bstate duty\b|\bcourt fee\b|\bthreshold\b|\bcost of\b",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"\bdut(?:y|ies)\b|\bfees?\b|\bcosts?\b|\bthreshold|\bcap\b|\bcapped|\bceiling|\bmaximum\b|\bminimum\b|\btenge\b|\bMCI\b|\bmonthly calculation|\bhow much\b|\bpay\b"
    r"|\bsum\b|\bcharges?\b|\btariff|\b(?:from|above|over|below|under|up to) (?:what|which) (?:sum|amount|debt|value)\b",
    re.IGNORECASE,
)
TIME = re.compile(
    r"\bhow (?:much time|long|soon)\b|\btime limit\b|\bdeadline\b|\bwho (?:pays|bears|must pay|has to pay)\b",
    re.IGNORECASE,
)
THRESHOLD = re.compile(
    r"\bthreshold|\b(?:from|above|over|below|under|up to) (?:what|which) (?:sum|amount|debt|value)|\bminimum\b|\bat least\b|\bbelow which\b|\babove which\b|\bfloor\b|\bup to what\b",
    re.IGNORECASE,
)
ENTITY = re.compile(
    r"\b(?:compan(?:y|ies)|legal entit(?:y|ies)|llps?|llcs?|ltd|firms?|corporations?|corporate|business(?:es)?|legal persons?|jsc|organi[sz]ations?)\b",
    re.IGNORECASE,
)
INDIVIDUAL = re.compile(
    r"\b(?:individuals?|natural persons?|private persons?|citizens?|entrepreneur)\b", re.IGNORECASE
)
YEAR = re.compile(
    r"\b(?:in|for|of|during|throughout|year)\s+(?:early |late |the year )?(20[0-3]\d)\b(?!\s*(?:tax|code|law|convention|act))",
    re.IGNORECASE,
)
NAMED_CODE = re.compile(r"\b(?:code|law|act|convention|cpc|constitution|rules?)\s+(?:of|in)\s+$", re.IGNORECASE)
PAYERS = {"individual": "payer_individual", "legal entity": "payer_entity"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One sum worked out: the words of the claim, the words of the lead, what both rest on."""

    text: str
    lead: str
    citations: tuple[Citation, ...]


def tell_sum(inquiry: Inquiry, reader: Reader) -> Told | None:
    """The duty, fee, cap or threshold asked for, with its multiplication; or that the year's unit is not known.

    None when the question asks for no sum, names another State, or no row of the tables is about it.
    """
    if inquiry.yes_no or (inquiry.states and HOME not in inquiry.states) or not _asks_sum(inquiry):
        return None
    year = _year(inquiry)
    number = units(f"{inquiry.english} {inquiry.question}")
    if number is not None:
        return _of_units(number, year, inquiry, reader)
    money = _money(inquiry)
    rows = _meant(inquiry, money, reader)
    if not rows:
        return None
    day = inquiry.as_of if year == inquiry.as_of.year else date(year, 12, 31)
    on_the_day = [row for row in rows if row.window.covers(day)]
    if not on_the_day:
        return _of_another_day(rows, day, inquiry, reader)
    sums = [found for row in on_the_day for found in _sums(row, money, year, day, inquiry, reader)]
    if not sums:
        return None
    claims = [Claim(text=s.text, topic=TOPICS["costs"], citations=s.citations) for s in sums]
    rules = dict.fromkeys(s.citations[0] for s in sums if s.citations)
    return Told(
        lead=" ".join(dict.fromkeys(found.lead for found in sums)),
        claims=(*claims, *(Claim(text=c.quote, topic=TOPICS["costs"], citations=(c,)) for c in rules)),
        open_ended=True,
    )


def _asks_sum(inquiry: Inquiry) -> bool:
    text = inquiry.english
    if TIME.search(text) or inquiry.answer_type in (
        AnswerType.PERIOD,
        AnswerType.DATE,
        AnswerType.CHANGE,
        AnswerType.CASES,
    ):
        return False
    asked = inquiry.answer_type is AnswerType.SUM or ASKS.search(text) or amounts(text)
    return bool(MONEY.search(text) and asked)


def _year(inquiry: Inquiry) -> int:
    if inquiry.dated:
        return inquiry.as_of.year
    years = [m for m in YEAR.finditer(inquiry.english) if not NAMED_CODE.search(inquiry.english[: m.start(1)])]
    return int(years[-1][1]) if years else inquiry.as_of.year


def _money(inquiry: Inquiry) -> Amount | None:
    """The sum in the question: as the user wrote it, else as it was translated."""
    return next(iter((*amounts(inquiry.question), *amounts(inquiry.english))), None)


def _meant(inquiry: Inquiry, money: Amount | None, reader: Reader) -> list[Duty]:
    """The rows whose terms the question names, those with the longest terms; of the payer and kind it names."""
    text = inquiry.english.lower()
    scored = [
        (max((len(term) for term in row.terms if _stands(term, text)), default=0), row) for row in _home(reader)
    ]
    best = max((score for score, _ in scored), default=0)
    rows = [row for score, row in scored if score and score >= best - 3]
    if money is None:
        rows = [row for row in rows if row.base is not DutyBase.CLAIM or "duty" in text or "fee" in text]
    if any(row.base is DutyBase.DUTY for row in rows):
        rows = [row for row in rows if row.base is not DutyBase.CLAIM]
    kinds = {DutyKind.THRESHOLD} if THRESHOLD.search(text) else {DutyKind.DUTY, DutyKind.FEE}
    rows = [row for row in rows if row.kind in kinds] or rows
    payers = [p for p, pattern in (("entity", ENTITY), ("individual", INDIVIDUAL)) if pattern.search(text)]
    if len(payers) == 1:
        rows = [row for row in rows if _paid_by(row, payers[0]) or not _told_by_payer(row)] or rows
    return rows


def _home(reader: Reader) -> Iterator[Duty]:
    return (row for row in reader.tables.duties.values() if row.state == HOME)


def _stands(term: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term)}", text) is not None


def _told_by_payer(row: Duty) -> bool:
    return "entity" in row.id or "individual" in row.id or row.id.endswith("-other")


def _paid_by(row: Duty, payer: str) -> bool:
    return payer in row.id or (payer == "individual" and row.id.endswith("-other"))


def _sums(row: Duty, money: Amount | None, year: int, day: date, inquiry: Inquiry, reader: Reader) -> Iterator[Sum]:
    unit = reader.tables.value_of(UNIT, year)
    if row.units is not None:
        yield _flat(row, unit, year, inquiry, reader)
    elif row.percent is not None and row.base is DutyBase.DUTY:
        yield from _of_duty(row, money, year, day, inquiry, reader)
    elif row.percent is not None:
        yield _share(row, money, unit, year, inquiry, reader)


def _flat(row: Duty, unit: UnitValue | None, year: int, inquiry: Inquiry, reader: Reader) -> Sum:
    assert row.units is not None
    if unit is None:
        return _without_unit(row, f"{_n(row.units)} {UNIT}", year, inquiry, reader)
    total = row.units * unit.value
    text = f"{_n(row.units)} {UNIT} × {_n(unit.value)} tenge ({year}) = {_n(total)} tenge: {row.what}."
    lead = _product(row.units, "unit_mci", unit.value, total, year, inquiry, reader)
    return Sum(text=text, lead=_lead(row, f"{lead}.", inquiry, reader), citations=_proof(row, unit, reader))


def _share(
    row: Duty, money: Amount | None, unit: UnitValue | None, year: int, inquiry: Inquiry, reader: Reader
) -> Sum:
    """A percentage of a claim or of a sum recovered, with its cap; without an amount, the cap alone."""
    assert row.percent is not None
    shares = [row.percent, *([row.percent_to] if row.percent_to is not None else [])]
    currency = "tenge" if money is None or money.currency in (None, TENGE) else money.currency or "tenge"
    said, lead = [], []
    results = []
    for share in shares if money is not None else []:
        assert money is not None
        results.append(money.value * share / 100)
        said.append(f"{_n(money.value)} {currency} × {_n(share)} % = {_n(results[-1])} {currency}")
        spoken = currency if currency != "tenge" else reader.message(inquiry.language, "unit_tenge")
        lead.append(
            f"{_l(money.value, inquiry)} {spoken} × {_l(share, inquiry)} % = {_l(results[-1], inquiry)} {spoken}"
        )
    if row.cap_units is not None and unit is not None:
        cap = row.cap_units * unit.value
        said.append(f"the cap is {_n(row.cap_units)} {UNIT} × {_n(unit.value)} tenge ({year}) = {_n(cap)} tenge")
        product = _product(row.cap_units, "unit_mci", unit.value, cap, year, inquiry, reader)
        lead.append(reader.phrase(inquiry.language, "sum_cap", product=product))
        if results and currency == "tenge":
            due = [min(result, cap) for result in results]
            said.append(
                "so "
                + " to ".join(f"{_n(value)} tenge" for value in dict.fromkeys(due))
                + (" is due" if len(due) == 1 else "")
            )
            spoken = reader.message(inquiry.language, "unit_tenge")
            total = f"{'–'.join(dict.fromkeys(_l(value, inquiry) for value in due))} {spoken}"
            lead.append(reader.message(inquiry.language, "sum_due", total=total))
    elif row.cap_units is not None:
        said.append(f"the cap is {_n(row.cap_units)} {UNIT}, whose value in {year} is not in the corpus")
        lead.append(reader.message(inquiry.language, "sum_no_unit", year=year, known=_known(reader)))
    if currency != "tenge":
        lead.append(reader.message(inquiry.language, "sum_no_rate"))
    if not said:
        said.append(f"{_n(row.percent)} %" + (f" to {_n(row.percent_to)} %" if row.percent_to is not None else ""))
        lead.append(said[-1])
    text = f"{row.what[:1].upper()}{row.what[1:]}: {'; '.join(said)}."
    return Sum(
        text=text,
        lead=_lead(row, f"{'; '.join(lead)}.", inquiry, reader),
        citations=_proof(row, unit if row.cap_units else None, reader),
    )


def _of_duty(
    row: Duty, money: Amount | None, year: int, day: date, inquiry: Inquiry, reader: Reader
) -> Iterator[Sum]:
    """A percentage of the duty on a claim: worked out from the claim when the question gives one."""
    assert row.percent is not None
    claims = [r for r in _home(reader) if r.base is DutyBase.CLAIM and r.window.covers(day) and r.percent is not None]
    text = inquiry.english
    wanted = [r for r in claims if ENTITY.search(text) and _paid_by(r, "entity")] or [
        r for r in claims if INDIVIDUAL.search(text) and _paid_by(r, "individual")
    ] or claims  # fmt: skip
    if money is None or money.currency not in (None, TENGE):
        plain = f"{_n(row.percent)} %"
        lead = reader.message(inquiry.language, "sum_of_duty", percent=_l(row.percent, inquiry))
        yield Sum(
            text=f"{row.what[:1].upper()}{row.what[1:]}: {plain} of the state duty ({row.authority}).",
            lead=lead,
            citations=_proof(row, None, reader),
        )
        return
    for claim in wanted:
        assert claim.percent is not None
        unit = reader.tables.value_of(UNIT, year)
        full = money.value * claim.percent / 100
        if claim.cap_units is not None and unit is not None:
            full = min(full, claim.cap_units * unit.value)
        total = full * row.percent / 100
        first = f"{_n(money.value)} tenge × {_n(claim.percent)} % = {_n(money.value * claim.percent / 100)} tenge"
        said = f"{first}; {_n(full)} tenge × {_n(row.percent)} % = {_n(total)} tenge"
        yield Sum(
            text=f"{row.what[:1].upper()}{row.what[1:]} ({claim.payer}): {said}, if the duty on the claim is the base.",
            lead=_lead(claim, f"{said}, {reader.phrase(inquiry.language, 'sum_if_base')}.", inquiry, reader),
            citations=(*_proof(row, None, reader), *_proof(claim, unit, reader)),
        )


def _of_another_day(rows: Sequence[Duty], day: date, inquiry: Inquiry, reader: Reader) -> Told | None:
    """That the figure known holds for another time, with what the corpus says of the day asked."""
    row = rows[0]
    passages = [reader.shelf.all[id_] for id_ in row.passage_ids if id_ in reader.shelf.all]
    series = {p.series for p in passages} - {""}
    then = [p for p in reader.shelf.all.values() if p.series in series and p.window.covers(day)]
    if not passages or row.window.first is None or row.window.first <= day:
        return None
    lead = reader.message(inquiry.language, "sum_other_day", day=written(day, inquiry.language), since=written(row.window.first, inquiry.language))  # fmt: skip
    claims = [Citation(passage=p, span=Span(start=0, end=len(p.text))) for p in (*then, *passages)]
    return Told(lead=lead, claims=tuple(Claim(text=c.quote, topic=TOPICS["costs"], citations=(c,)) for c in claims))


def _of_units(number: Decimal, year: int, inquiry: Inquiry, reader: Reader) -> Told | None:
    unit = reader.tables.value_of(UNIT, year)
    if unit is None:
        known = [row for row in reader.tables.sums if row.unit == UNIT]
        lead = reader.message(inquiry.language, "sum_no_unit", year=year, known=_known(reader))
        values = [_whole(id_, reader) for row in known for id_ in row.passage_ids]
        claims = [Claim(text=c.quote, topic=TOPICS["costs"], citations=(c,)) for c in values if c is not None]
        return Told(lead=f"{lead[:1].upper()}{lead[1:]}.", claims=tuple(claims)) if claims else None
    total = number * unit.value
    proof = tuple(c for id_ in unit.passage_ids if (c := _whole(id_, reader)) is not None)
    if not proof:
        return None
    text = f"{_n(number)} {UNIT} × {_n(unit.value)} tenge ({year}) = {_n(total)} tenge."
    lead = f"{_product(number, 'unit_mci', unit.value, total, year, inquiry, reader)}."
    return Told(lead=lead, claims=(Claim(text=text, topic=TOPICS["costs"], citations=proof),), open_ended=True)


def _without_unit(row: Duty, said: str, year: int, inquiry: Inquiry, reader: Reader) -> Sum:
    lead = reader.message(inquiry.language, "sum_no_unit", year=year, known=_known(reader))
    text = f"{row.what[:1].upper()}{row.what[1:]}: {said}."
    return Sum(text=text, lead=_lead(row, f"{said}; {lead}.", inquiry, reader), citations=_proof(row, None, reader))


def _known(reader: Reader) -> str:
    rows = sorted((row for row in reader.tables.sums if row.unit == UNIT), key=lambda row: row.year)
    return ", ".join(f"{row.year}: {_n(row.value)}" for row in rows)


def _product(
    number: Decimal, unit: str, value: Decimal, total: Decimal, year: int, inquiry: Inquiry, reader: Reader
) -> str:
    tenge = reader.message(inquiry.language, "unit_tenge")
    name = reader.message(inquiry.language, unit)
    return f"{_l(number, inquiry)} {name} × {_l(value, inquiry)} {tenge} ({year}) = {_l(total, inquiry)} {tenge}"


def _lead(row: Duty, said: str, inquiry: Inquiry, reader: Reader) -> str:
    key = PAYERS.get(row.payer, "") if row.base is DutyBase.CLAIM else ""
    if inquiry.language == "en" and not key:
        return f"{row.what[:1].upper()}{row.what[1:]}: {said}"
    return f"{reader.message(inquiry.language, key)}: {said}" if key else said


def _proof(row: Duty, unit: UnitValue | None, reader: Reader) -> tuple[Citation, ...]:
    ids: Sequence[str] = (*row.passage_ids, *(unit.passage_ids if unit is not None else ()))
    return tuple(c for id_ in dict.fromkeys(ids) if (c := _whole(id_, reader)) is not None)


def _whole(id_: str, reader: Reader) -> Citation | None:
    passage = reader.shelf.all.get(id_)
    return Citation(passage=passage, span=Span(start=0, end=len(passage.text))) if passage else None


def _l(value: Decimal, inquiry: Inquiry) -> str:
    """A number as the user's language writes it."""
    return (
        _n(value)
        if inquiry.language not in ("ru", "kk")
        else format_decimal(value.normalize(), locale=inquiry.language)
    )


def _n(value: Decimal) -> str:
    whole = value.quantize(Decimal("0.01")).normalize()
    return f"{whole:,f}" if whole == whole.to_integral() or whole < 1 else f"{whole:,.2f}"
