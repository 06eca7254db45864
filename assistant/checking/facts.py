"""Checks of what can be looked up: figures, currencies, dates, references, States, instruments, names, parties, kinds."""

import re

from assistant.checking.figures import Day, Figures
from assistant.checking.sense import Sense
from assistant.checking.support import Pair
from assistant.withholding import Why

TIMES = frozenset({"hour", "day", "week", "month", "year"})
AMOUNTS = frozenset({"mci", "tenge", "dollar", "percent"})
NEUTRAL = frozenset({"decision"})
"""Words that stand for either kind of decision."""

SIGNED, BOUND, EFFECTIVE = "act:signed", "act:bound", "act:effective"
"""Of a treaty: who has only signed is not bound; what entered into force binds, though perhaps not every signatory."""

NEAR_DATE = 14
"""Characters between "from" or "until" and the date that it belongs to."""

PROOF = re.compile(r"\bpro(?:of|ves?|ven)\b", re.IGNORECASE)
"""What a creditor has to bring, whether or not the source says who."""

ADDED_TO = re.compile(r"\b(?:must|pays?|paid|bears?|owes?|proves?|prove)\b|долж|обязан|плат|доказ", re.IGNORECASE)
"""What makes it matter who does it: whoever enforces is a creditor, but not whoever pays."""

MANY = 10
"""The largest number by which a source is taken to count things itself."""

SPELT = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+")
JOIN = re.compile(r",? (?:and|or|nor) |, ")
PART = re.compile(r"[;:.()] ?")
"""What parts the items of a list, and one list from another."""

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


def numbers(pair: Pair) -> Why | None:
    """Every number of the claim is in the quoted sentences, with the same unit."""
    claim, said = pair.claim.figures, pair.said.figures
    years = {str(year) for year, _, _ in said.days}
    cited = {part for reference in said.cited for part in re.findall(r"\d+", reference)}
    strange = claim.values - said.values - years - cited - _counted(pair)
    if strange:
        return Why(key="figure", said=tuple(sorted(strange)))
    for unit, value in sorted(claim.quantities):
        given = {v for u, v in said.quantities if u == unit}
        if given and value not in given:
            return Why(key="turned", said=(f"{value} {unit}",), source=tuple(f"{v} {unit}" for v in sorted(given)))
        kin = next((group for group in (TIMES, AMOUNTS) if unit in group), frozenset())
        others = {u for u, v in said.quantities if v == value and u in kin}
        if not given and others:
            return Why(key="turned", said=(f"{value} {unit}",), source=tuple(f"{value} {u}" for u in sorted(others)))
    return None


def _counted(pair: Pair) -> frozenset[str]:
    """What a claim may count although its source only lists it: "three treaties" of A, B and C."""
    spelt = {
        value
        for value, place in pair.claim.figures.numbers
        if pair.claim.text[place].isalpha() and value not in {known for _, known in pair.claim.figures.quantities}
    }
    told = {value for value, _ in pair.said.figures.numbers if value.isdigit() and 1 < int(value) <= MANY}
    if told - pair.claim.figures.values:
        return frozenset()
    return frozenset(spelt & {str(len(JOIN.split(part))) for part in PART.split(pair.said.text)})


def currencies(pair: Pair) -> Why | None:
    """Every currency of the claim is in the quoted sentences; in the passages, where those name none."""
    claim, said = pair.claim.values("currencies"), pair.said.values("currencies")
    strange = claim - (said or pair.support.around.values("currencies"))
    return Why(key="currency", said=tuple(sorted(strange))) if strange else None


def dates(pair: Pair) -> Why | None:
    """Every date of the claim is in the quoted sentences or in the citation, and on the same side of the event."""
    claim, said = pair.claim.figures, pair.said.figures
    given = said.days | pair.support.named.figures.days | {(int(v), 0, 0) for v in said.values if v.isdigit()}
    for day in sorted(claim.days):
        if not any(within(day, other) for other in given):
            return Why(key="date", said=(_shown(day),))
    theirs = sides(pair.said)
    for day, side in sides(pair.claim):
        known_sides = {other for known, other in theirs if within(day, known)}
        if side and known_sides and side not in known_sides and "" not in known_sides:
            return Why(key="side", said=(_shown(day), side), source=(known_sides.pop(),))
    return None


def within(day: Day, known: Day) -> bool:
    """Whether `known` is `day`, or a day of the month or year that `day` names."""
    return all(a in (0, b) for a, b in zip(day, known, strict=True))


def _shown(day: Day) -> str:
    return "-".join(f"{part:02d}" for part in day if part)


def sides(text: Sense) -> list[tuple[Day, str]]:
    """Each date with "since" or "until" as the words before it have it; empty where they have neither."""
    marks = text.of("relations")
    found = []
    for day, place in text.figures.dates:
        before = [mark for mark in marks if 0 <= place - mark.end <= NEAR_DATE]
        found.append((day, before[-1].value if before else ""))
    return found


def references(pair: Pair) -> Why | None:
    """Every article, section or docket of the claim is in the quoted sentences or in the citation."""
    claim = pair.claim.figures
    known = (pair.said.figures, pair.support.named.figures)
    for reference in sorted(claim.cited):
        if not any(_cites(reference, source) for source in known):
            return Why(key="figure", said=(reference,))
    for first, last in claim.ranges:
        ends = {str(first), str(last)}
        if not any((first, last) in source.ranges or ends <= source.cited for source in known):
            return Why(key="figure", said=(f"{first}–{last}",))
    return None


def _cites(reference: str, source: Figures) -> bool:
    exact = any(known == reference or known.startswith(f"{reference}(") for known in source.cited)
    within = reference.isdigit() and any(first <= int(reference) <= last for first, last in source.ranges)
    return exact or within or reference in source.values


def states(pair: Pair) -> Why | None:
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
    return Why(key="state", said=tuple(sorted(strange))) if strange else None


def instruments(pair: Pair) -> Why | None:
    """Every convention or treaty of the claim is named in the passages; its year is a date, and checked as one."""
    claim = pair.named.instruments(pair.claim.text, pair.claim.code)
    known = pair.named.instruments(pair.support.around.text, pair.support.around.code)
    known |= {passage.instrument for passage in pair.support.passages if passage.instrument}
    text = pair.support.around.text.lower()
    strange = {id_ for id_ in claim - known if id_.rpartition("-")[0].replace("-", " ") not in text}
    return Why(key="instrument", said=tuple(sorted(strange))) if strange else None


def names(pair: Pair) -> Why | None:
    """Every proper name of an English claim is in the passages; names of States and currencies are checked apart."""
    if pair.claim.code != "en" or pair.said.code != "en":
        return None
    known = pair.support.around.text.lower().replace("’", "'")
    money = {mark.start for mark in pair.claim.of("currencies")}
    for match in NAME.finditer(pair.claim.text):
        if match.start() in money:
            continue
        name = match.group().lower().replace("’", "'").removesuffix("'s")
        if name in CAPITALS or _spelt_out(pair, match.start()):
            continue
        if name not in known and not pair.named.states(match.group(), "en"):
            return Why(key="name", said=(match.group(),))
    return None


def _spelt_out(pair: Pair, place: int) -> bool:
    """Whether a name is part of one that the passages give by its first letters: the European Union, EU."""
    spelt = next((found for found in SPELT.finditer(pair.claim.text) if found.start() <= place < found.end()), None)
    letters = "".join(word[0] for word in spelt.group().split()) if spelt else ""
    return len(letters) > 1 and bool(re.search(rf"\b{letters}\b", pair.support.around.text))


def parties(pair: Pair) -> Why | None:
    """Every party of the claim is in the quoted sentences; in the passages, where those name none of its kind."""
    sides = {"creditor", "debtor"}
    ours, theirs = pair.claim.values("parties"), pair.said.values("parties")
    burden = ADDED_TO.search(pair.claim.text)
    if ours == {"creditor"} and not theirs & sides and (not burden or PROOF.search(pair.said.text)):
        return None
    return _missing(pair, "parties", "party", sides)


def kinds(pair: Pair) -> Why | None:
    """A judgment is no award, and neither is a settlement or an interim measure."""
    return _missing(pair, "kinds", "kind", {"judgment", "award", "settlement", "interim"})


def facets(pair: Pair) -> Why | None:
    """Where the quoted sentences have one word of several that shut each other out, the claim does not have another."""
    claim, said = (text.values("facets") | text.values("siblings") for text in (pair.claim, pair.said))
    for value in sorted(claim - said):
        if {value} | said >= {BOUND, EFFECTIVE} and (value == EFFECTIVE or SIGNED not in said):
            continue
        if others := {other for other in said if other.partition(":")[0] == value.partition(":")[0]}:
            return Why(key="in_place", said=(value,), source=tuple(sorted(others)))
    return None


def _missing(pair: Pair, table: str, key: str, rivals: set[str]) -> Why | None:
    claim, said, around = pair.claim.values(table), pair.said.values(table), pair.support.around.values(table)
    for value in sorted(claim - said - NEUTRAL):
        if value not in around or (value in rivals and said & rivals):
            return Why(key=key, said=(value,))
    if rivals & (said - claim):
        for value in sorted(rivals & claim):
            if _count(pair.claim, table, value) > _count(pair.said, table, value):
                return Why(key="in_place", said=(value,), source=tuple(sorted(rivals & (said - claim))))
    return None


def _count(text: Sense, table: str, value: str) -> int:
    return sum(mark.value == value for mark in text.of(table))
