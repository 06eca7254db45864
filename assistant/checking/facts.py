"""Checks of what can be looked up: figures, currencies, dates, references, States, instruments, names, parties, kinds."""

import re

from assistant.checking.figures import Day, Figures
from assistant.checking.sense import Sense
from assistant.checking.support import Pair

TIMES = frozenset({"hour", "day", "week", "month", "year"})
NEUTRAL = frozenset({"decision"})
"""Words that stand for either kind of decision."""

NEAR_DATE = 14
"""Characters between "from" or "until" and the date that it belongs to."""

NAME = re.compile(r"(?<![.!?:]\s)(?<!^)(?<![\"“(«])\b[A-Z][\w’'-]{2,}")
CAPITALS = frozenset(
    [
        "article",
        "articles",
        "art",
        "arts",
        "section",
        "court",
        "courts",
        "code",
        "law",
        "convention",
        "state",
        "states",
        "treaty",
        "civil",
        "procedure",
        "supreme",
        "high",
        "act",
        "the",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "english",
        "russian",
    ]
)


def numbers(pair: Pair) -> str:
    """Every number of the claim is in the quoted sentences, with the same unit."""
    claim, said = pair.claim.figures, pair.said.figures
    years = {str(year) for year, _, _ in said.days}
    cited = {part for reference in said.cited for part in re.findall(r"\d+", reference)}
    strange = claim.values - said.values - years - cited
    if strange:
        return f"numbers that its source does not give: {', '.join(sorted(strange))}"
    for unit, value in sorted(claim.quantities):
        given = {v for u, v in said.quantities if u == unit}
        if given and value not in given:
            return f"{value} {unit}, where its source gives {', '.join(sorted(given))} {unit}"
        others = {u for u, v in said.quantities if v == value and u in TIMES}
        if unit in TIMES and not given and others:
            return f"{value} {unit}, where its source gives {value} {', '.join(sorted(others))}"
    return ""


def currencies(pair: Pair) -> str:
    """Every currency of the claim is in the quoted sentences; in the passages, where those name none."""
    claim, said = pair.claim.values("currencies"), pair.said.values("currencies")
    strange = claim - (said or pair.support.around.values("currencies"))
    return f"a currency that its source does not name: {', '.join(sorted(strange))}" if strange else ""


def dates(pair: Pair) -> str:
    """Every date of the claim is in the quoted sentences or in the citation, and on the same side of the event."""
    claim, said = pair.claim.figures, pair.said.figures
    given = said.days | pair.support.named.figures.days | {(int(v), 0, 0) for v in said.values if v.isdigit()}
    for day in sorted(claim.days):
        if not any(_within(day, other) for other in given):
            return f"a date that its source does not give: {_shown(day)}"
    theirs = _sides(pair.said)
    for day, side in _sides(pair.claim):
        sides = {other for known, other in theirs if _within(day, known)}
        if side and sides and side not in sides and "" not in sides:
            return f"{side} {_shown(day)}, where its source says {sides.pop()}"
    return ""


def _within(day: Day, known: Day) -> bool:
    """Whether `known` is `day`, or a day of the month or year that `day` names."""
    return all(a in (0, b) for a, b in zip(day, known, strict=True))


def _shown(day: Day) -> str:
    return "-".join(f"{part:02d}" for part in day if part)


def _sides(text: Sense) -> list[tuple[Day, str]]:
    marks = text.of("relations")
    found = []
    for day, place in text.figures.dates:
        before = [mark for mark in marks if 0 <= place - mark.end <= NEAR_DATE]
        found.append((day, before[-1].value if before else ""))
    return found


def references(pair: Pair) -> str:
    """Every article, section or docket of the claim is in the quoted sentences or in the citation."""
    claim = pair.claim.figures
    known = (pair.said.figures, pair.support.named.figures)
    for reference in sorted(claim.cited):
        if not any(_cites(reference, source) for source in known):
            return f"numbers that its source does not give: {reference}"
    for first, last in claim.ranges:
        ends = {str(first), str(last)}
        if not any((first, last) in source.ranges or ends <= source.cited for source in known):
            return f"numbers that its source does not give: {first} to {last}"
    return ""


def _cites(reference: str, source: Figures) -> bool:
    exact = any(known == reference or known.startswith(f"{reference}(") for known in source.cited)
    within = reference.isdigit() and any(first <= int(reference) <= last for first, last in source.ranges)
    return exact or within or reference in source.values


def states(pair: Pair) -> str:
    """Every State of the claim is named in the quoted sentences, or is the one that a passage is about.

    Where the quoted sentences name none, any State of the passages will do.
    """
    claim = pair.named.states(pair.claim.text, pair.claim.code)
    said = pair.named.states(pair.said.text, pair.said.code)
    known = said | {passage.states[0] for passage in pair.support.passages if passage.states}
    known |= pair.named.states(pair.support.named.text, pair.support.named.code)
    if len(said) == 0:
        known |= pair.named.states(pair.support.around.text, pair.support.around.code)
        known |= {state for passage in pair.support.passages for state in passage.states}
    strange = claim - known
    return f"a State that its source does not name: {', '.join(sorted(strange))}" if strange else ""


def instruments(pair: Pair) -> str:
    """Every convention or treaty of the claim is named in the passages; its year is a date, and checked as one."""
    claim = pair.named.instruments(pair.claim.text, pair.claim.code)
    known = pair.named.instruments(pair.support.around.text, pair.support.around.code)
    known |= {passage.instrument for passage in pair.support.passages if passage.instrument}
    text = pair.support.around.text.lower()
    strange = {id_ for id_ in claim - known if id_.rpartition("-")[0].replace("-", " ") not in text}
    return f"an instrument that its source does not name: {', '.join(sorted(strange))}" if strange else ""


def names(pair: Pair) -> str:
    """Every proper name of an English claim is in the passages; names of States and currencies are checked apart."""
    if pair.claim.code != "en" or pair.said.code != "en":
        return ""
    known = pair.support.around.text.lower().replace("’", "'")
    money = {mark.start for mark in pair.claim.of("currencies")}
    for match in NAME.finditer(pair.claim.text):
        if match.start() in money:
            continue
        name = match.group().lower().replace("’", "'").removesuffix("'s")
        if name not in CAPITALS and name not in known and not pair.named.states(match.group(), "en"):
            return f"a name that its source does not give: {match.group()}"
    return ""


def parties(pair: Pair) -> str:
    """Every party of the claim is in the quoted sentences; in the passages, where those name none of its kind."""
    return _missing(pair, "parties", "a party", {"creditor", "debtor"})


def kinds(pair: Pair) -> str:
    """A judgment is no award, and neither is a settlement or an interim measure."""
    return _missing(pair, "kinds", "a kind of decision", {"judgment", "award", "settlement", "interim"})


def _missing(pair: Pair, table: str, what: str, rivals: set[str]) -> str:
    claim, said, around = pair.claim.values(table), pair.said.values(table), pair.support.around.values(table)
    for value in sorted(claim - said - NEUTRAL):
        if value not in around or (value in rivals and said & rivals):
            return f"{what} that its source does not speak of: {value}"
    if rivals & (said - claim):
        for value in sorted(rivals & claim):
            if _count(pair.claim, table, value) > _count(pair.said, table, value):
                return f"{what} in place of another: {value}"
    return ""


def _count(text: Sense, table: str, value: str) -> int:
    return sum(mark.value == value for mark in text.of(table))
