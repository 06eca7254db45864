"""What a user says of the own case, and with which words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.reading.dates import Dates
from assistant.types import CaseFacts

DID_NOT = r"(?:never|did not|didn't|does not|failed to|refused to|not)"
PATTERNS: Mapping[str, tuple[tuple[bool, re.Pattern[str]], ...]] = {
    field: tuple((value, re.compile(pattern, re.IGNORECASE)) for value, pattern in options)
    for field, options in {
        "default": (
            (
                False,
                r"\b(?:not (?:a |in |by )?(?:default|absentia|ex parte)(?: judge?ment)?|(?:was|were|fully|been|is|had) (?:fully )?(?:defended|contested)"
                r"|(?:defended|contested) (?:the (?:claim|case|proceedings)|judge?ment|proceedings|hearing)"
                r"|(?:debtor|defendant|they|he|she|it|company) (?:appeared|took part|participated|defended|contested|was present|was represented))\b",
            ),
            (
                True,
                r"\b(?:default (?:judgments?|judgements?|decision|ruling|award)|(?:judge?ment|ruling|given|obtained|won|entered|was|is) (?:by|in) default"
                r"|in absentia|ex parte|in default of appearance|undefended|in (?:his|her|its|their|the defendant's) absence"
                rf"|{DID_NOT} (?:show(?:ed)? up|turn(?:ed)? up|appear(?:ed)?|defend(?:ed)?|take part|took part|participated?|come to (?:court|the hearing)|answer the claim))\b",
            ),
        ),
        "final": (
            (
                False,
                r"\b(?:not (?:yet )?(?:a )?(?:final|binding|in (?:legal )?force)|non-final|not (?:yet )?entered into (?:legal )?force|no legal force(?: yet)?"
                r"|still (?:under|on|open to|subject to) appeal|appeals? (?:is|are|was) (?:still )?pending|pending (?:an )?appeal|appeal pending|under appeal"
                r"|can still be (?:appealed|challenged|overturned)|(?:debtor|defendant|they|he|she) (?:has |have )?(?:appealed|filed an appeal))\b",
            ),
            (
                True,
                r"\b(?:(?:is|was|became|becomes|now|already|are|has become) final|final (?:and binding\b|(?:\w+ ){0,2}(?:judge?ments?|decision|award|ruling|court))|final, (?:and|enforceable|binding)"
                r"|legally binding|entered into (?:legal )?force|gained legal force|in legal force|no (?:further |more )?appeals?(?: (?:is|was|left|possible))?"
                r"|unappealable|not appealed|(?:time|period|deadline) (?:for|to) appeal (?:has |is )?(?:expired|passed|over|run out))\b",
            ),
        ),
        "served": (
            (
                False,
                r"\b(?:(?:not|never|wasn't|weren't) (?:been |yet |properly |duly |personally |correctly )*(?:served|notified|summoned|informed of the (?:hearing|case|claim))"
                r"|without (?:any |proper |due )?(?:service|notice|notification|summons)|(?:no|never got|never received|did not receive|didn't (?:get|receive)) (?:any |a |the |proper )?(?:service|notice|summons|papers))\b",
            ),
            (
                True,
                r"\b(?:(?:was|were|been|duly|properly|personally|is) (?:duly |properly |personally )?(?:served|notified|summoned)|we served|served (?:him|her|them|it|the (?:debtor|defendant|papers))"
                r"|(?:received|got) (?:the |a )?(?:summons|notice|papers))\b",
            ),
        ),
        "money": (
            (
                False,
                r"\b(?:non-?money|non-?monetary|not (?:a |for )?money|specific performance|injunction|divorce|custody|personal status|adoption|paternity)\b",
            ),
            (
                True,
                r"\b(?:money judge?ments?|for (?:the )?payment|to pay (?:us|me|\W?\d)|orders? (?:to|for) pay\w*|sum of|damages|unpaid (?:invoices?|debt|loan|price)|debt of|owes? (?:us|me|our)"
                r"|loan agreement)\b",
            ),
        ),
        "sanctions": (
            (
                False,
                r"\b(?:not (?:under|subject to|on any|on (?:a|the)) ?(?:\w+ )?sanctions?(?: lists?)?|not (?:been )?sanctioned|no sanctions)\b",
            ),
            (
                True,
                r"\b(?:(?:is|are|was|were|been|a|now) sanctioned|sanctioned (?:company|person|bank|debtor|entity|individual)|on (?:a|an|the|any) (?:\w+ ){0,2}(?:sanctions? list|SDN list|blacklist)"
                r"|under (?:\w+ )?sanctions|SDN)\b",
            ),
        ),
    }.items()
}
ASKED = re.compile(
    r"\b(?:whether|must|need(?:s|ed)?|require[sd]?|has to|have to|should|how|which|who|why|when|what (?:is|are|counts|makes|does)|mean)\b[^,.;?!]*$",
    re.IGNORECASE,
)
"""What stands before words that ask for a fact rather than state it ("must the judgment be …")."""

ALTERNATIVE = re.compile(r"\bor\b|\bwhether\b|\bif\b|\bversus\b|\bunless\b|\binstead\b|\bdifference\b", re.IGNORECASE)
"""What stands between or before two values that a question weighs against one another."""

OWES = r"\b(?:debtor|defendant|respondent|counterparty|against|owes?|sued|losing party|assets of|belongs? to)\b"
DEBTORS = {
    "state": r"ministry|state-owned|government|state enterprise|national company|sovereign|quasi-state|the state itself|akimat|state body|foreign state|treasury|municipality",
    "person": r"individual|natural person|private person|citizen|man|woman|husband|wife|ex-husband|ex-wife|entrepreneur|businessman|person",
    "company": r"company|llp|llc|ltd|limited|gmbh|firm|corporation|trader|distributor|supplier|buyer|jsc|business|bank|subsidiary|enterprise",
}
DEBTOR = tuple(
    (
        name,
        re.compile(
            rf"{OWES}[^.?!;]{{0,60}}?\b(?P<what>{words})\b|\b(?P<also>{words})\b[^.?!;]{{0,30}}\b(?:owes|is (?:the|our|my) debtor|as debtor|in debt)\b",
            re.IGNORECASE,
        ),
    )
    for name, words in DEBTORS.items()
)
OWN_DECISION = re.compile(
    r"\b(?:my|our|mine|ours)\b[^.?!;]{0,40}\b(?:judge?ments?|awards?|decisions?|rulings?|orders?|claims?|case|debtors?|money|win|debt)\b"
    r"|\b(?:i|we)(?:'ve)? (?:have |had |just |recently |finally |already |also )*(?:won|sued|obtained|got|hold|have|received|secured|beat)\b"
    r"|\b(?:owes?|owed) (?:me|us)\b",
    re.IGNORECASE,
)
"""What tells that a question is about a decision of the user's own."""

OWN = re.compile(r"\b(?:my|our|we|i|us|mine|ours)\b", re.IGNORECASE)
ASSETS = re.compile(
    r"\b(?P<what>bank accounts?|accounts?|warehouses?|real estate|land|apartments?|flats?|house|shares?|vehicles?|trucks?|cars?|goods|equipment|oil"
    r"|subsoil(?: use)?(?: rights?| licen[cs]es?)?|receivables?|property|factory|mine|vessel|aircraft|assets?)\b",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    r"(?:(?:USD|EUR|GBP|KZT|RUB|CNY|\$|€|£|₸) ?\d[\d,. ]*(?: ?(?:million|billion|thousand|k|m|bn)\b)?"
    r"|\b\d[\d,.]*(?: ?(?:million|billion|thousand|k|m|bn))? ?(?:tenge|dollars|euros?|pounds|roubles|rubles|yuan|USD|EUR|GBP|KZT|RUB|CNY)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A field of the case with the characters of the English turn that state it."""

    field: str
    value: str | bool | date
    start: int
    end: int


def stated(text: str, dates: Dates) -> tuple[Stated, ...]:
    """The case facts an English turn states, in the order of the text; a field may be there twice."""
    found = [*_said_of_the_decision(text), *_said_of_the_debtor(text)]
    for field, day, start, end in dates.spans:
        if field in ("given", "begun"):
            found.append(Stated(field=field, value=day, start=start, end=end))
    return tuple(sorted(found, key=lambda fact: (fact.start, fact.field)))


def contradictions(text: str, facts: tuple[Stated, ...]) -> tuple[tuple[Stated, Stated], ...]:
    """For each yes-or-no field that a turn states both ways the two places, unless it weighs one against the other."""
    torn = []
    for field in PATTERNS:
        values = [fact for fact in facts if fact.field == field]
        other = next((fact for fact in values if fact.value != values[0].value), None)
        if other is not None and not ALTERNATIVE.search(text[max(0, values[0].start - 25) : other.end]):
            torn.append((values[0], other))
    return tuple(torn)


def as_facts(facts: tuple[Stated, ...]) -> CaseFacts:
    """The facts as fields; the first thing said of a field counts."""
    fields: dict[str, str | bool | date] = {}
    for fact in facts:
        fields.setdefault(fact.field, fact.value)
    return CaseFacts(**fields)  # type: ignore[arg-type]


def read_facts(text: str, dates: Dates) -> CaseFacts:
    """The case facts an English turn states; None for what it does not."""
    return as_facts(stated(text, dates))


def _said_of_the_decision(text: str) -> Iterator[Stated]:
    for field, options in PATTERNS.items():
        taken: list[Stated] = []
        for value, pattern in options:
            for match in pattern.finditer(text):
                if any(fact.start < match.end() and match.start() < fact.end for fact in taken):
                    continue
                if ASKED.search(text[: match.start()]):
                    continue
                taken.append(Stated(field=field, value=value, start=match.start(), end=match.end()))
        yield from taken


def _said_of_the_debtor(text: str) -> Iterator[Stated]:
    for name, pattern in DEBTOR:
        if match := pattern.search(text):
            group = "what" if match["what"] else "also"
            yield Stated(field="debtor", value=name, start=match.start(group), end=match.end(group))
            break
    if OWN.search(text) and (match := ASSETS.search(text)):
        yield Stated(field="assets", value=match["what"].lower(), start=match.start(), end=match.end())
    if match := AMOUNT.search(text):
        said = match.group().strip(" ,.")
        yield Stated(field="amount", value=said, start=match.start(), end=match.start() + len(said))
