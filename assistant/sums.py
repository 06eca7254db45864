"""Sums given in units or percentages, worked out for the year and the amount asked, the multiplication visible."""

import re
from decimal import Decimal

from assistant.reader import Reader
from assistant.types import AnswerType, Citation, Claim, Evidence, Inquiry
from corpus.tables import Duty
from corpus.types import TOPICS, Passage, Span

SCALE = {
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
TENGE = re.compile(
    r"(?P<number>\d[\d,. ]*\d|\d)\s*(?P<scale>thousand|million|billion|k|m|bn)?\s*(?:tenge|KZT)", re.IGNORECASE
)
UNITS = re.compile(r"(?P<number>\d[\d,.]*) ?MCI\b", re.IGNORECASE)
CLAIM = re.compile(r"\b(?:claim|sue|suing|lawsuit|suit|statement of claim|duty on|state duty)\b", re.IGNORECASE)
WRIT = re.compile(r"\b(?:writ|enforce|recogni|foreign (?:judgment|award)|application)\b", re.IGNORECASE)
ENTITY = re.compile(
    r"\b(?:company|legal entity|llp|llc|ltd|firm|corporation|corporate|business|legal person)\b", re.IGNORECASE
)
INDIVIDUAL = re.compile(r"\b(?:individual|natural person|private person|citizen)\b", re.IGNORECASE)


def sum_claims(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> list[Claim]:
    """Claims that work out a duty of Kazakhstan for the question's amount, or a number of MCI in tenge; often none."""
    if inquiry.states and "KZ" not in inquiry.states:
        return []
    amount, text = _tenge(inquiry.english), inquiry.english
    if (
        amount is not None
        and (inquiry.answer_type is AnswerType.SUM or "costs" in inquiry.topics)
        and CLAIM.search(text)
        and not WRIT.search(text)
    ):
        wanted = [
            d
            for d in reader.tables.duties_of("KZ", inquiry.as_of)
            if d.id.startswith("kz-claim-") and d.percent is not None
        ]
        chosen = (
            [d for d in wanted if ("entity" in d.id) == bool(ENTITY.search(text))]
            if ENTITY.search(text) or INDIVIDUAL.search(text)
            else wanted
        )
        return [claim for duty in chosen for claim in _of_duty(duty, amount, inquiry, reader)]
    if match := UNITS.search(text):
        return _of_units(Decimal(match["number"].replace(",", "").rstrip(".")), inquiry, reader)
    return []


def _tenge(text: str) -> Decimal | None:
    match = TENGE.search(text)
    if not match:
        return None
    number = match["number"].replace(" ", "").replace(",", "").rstrip(".")
    try:
        return Decimal(number) * SCALE.get((match["scale"] or "").lower(), 1)
    except ArithmeticError:
        return None


def _of_duty(duty: Duty, amount: Decimal, inquiry: Inquiry, reader: Reader) -> list[Claim]:
    unit = reader.tables.value_of("MCI", inquiry.as_of.year)
    proof = _proof(("costs",), f"{duty.percent}", reader, inquiry)
    if duty.percent is None or proof is None:
        return []
    plain = amount * duty.percent / 100
    said = f"{_n(amount)} tenge × {_n(duty.percent)} % = {_n(plain)} tenge"
    if unit is not None and duty.cap_units is not None:
        cap = duty.cap_units * unit.value
        said += f"; the cap is {_n(duty.cap_units)} MCI × {_n(unit.value)} tenge = {_n(cap)} tenge, so {_n(min(plain, cap))} tenge is due"
    return [
        Claim(
            text=f"State duty of Kazakhstan, {duty.what}: {said} ({inquiry.as_of.year}).",
            topic=TOPICS["costs"],
            citations=(proof,),
        )
    ]


def _of_units(number: Decimal, inquiry: Inquiry, reader: Reader) -> list[Claim]:
    years = [int(y) for y in re.findall(r"\b(20\d\d)\b", inquiry.english)]
    year = years[0] if years else inquiry.as_of.year
    unit = reader.tables.value_of("MCI", year)
    proof = _proof(("costs",), str(unit.value if unit else ""), reader, inquiry)
    if unit is None or proof is None:
        return []
    total = number * unit.value
    return [
        Claim(
            text=f"{_n(number)} MCI × {_n(unit.value)} tenge ({year}) = {_n(total)} tenge.",
            topic=TOPICS["costs"],
            citations=(proof,),
        )
    ]


def _proof(topics: tuple[str, ...], figure: str, reader: Reader, inquiry: Inquiry) -> Citation | None:
    pattern = re.compile(rf"(?<![\d,.]){re.escape(_n(Decimal(figure)))}(?![\d,])" if figure else r"(?!)")
    fitting: list[Passage] = [
        p
        for p in reader.shelf.all.values()
        if p.states[0] == "KZ" and set(p.topics) & set(topics) and pattern.search(p.text)
    ]
    best = min(fitting, key=lambda p: (not p.window.covers(inquiry.as_of), len(p.text)), default=None)
    return Citation(passage=best, span=Span(start=0, end=len(best.text))) if best else None


def _n(value: Decimal) -> str:
    whole = value.quantize(Decimal("0.01")).normalize()
    return f"{whole:,f}" if whole == whole.to_integral() else f"{whole:,.2f}"
