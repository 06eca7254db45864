"""What a user says of the own case."""

import re

from assistant.reading.dates import Dates
from assistant.types import CaseFacts

PATTERNS: tuple[tuple[str, bool, re.Pattern[str]], ...] = tuple(
    (field, value, re.compile(pattern, re.IGNORECASE))
    for field, value, pattern in (
        (
            "default",
            True,
            r"\b(?:default judgment|default judgement|in absentia|judgment by default|in default of appearance|never (?:showed up|appeared)|did not appear|didn't (?:appear|show up))",
        ),
        ("default", False, r"\b(?:defended|contested|appeared and|not a default)"),
        (
            "final",
            False,
            r"\b(?:not (?:yet )?final|still (?:under|on|open to) appeal|appeal is pending|pending appeal|under appeal|can still be appealed)",
        ),
        (
            "final",
            True,
            r"\b(?:is final|final and binding|final judgment|legally binding|entered into (?:legal )?force|no (?:further )?appeal)",
        ),
        (
            "served",
            False,
            r"\b(?:not (?:properly |duly )?served|never (?:properly )?served|without (?:proper )?(?:service|notice)|wasn't served)",
        ),
        ("served", True, r"\b(?:was (?:properly |duly )?served|duly served|served (?:him|her|them|it) )"),
        ("money", False, r"\b(?:non-?money|non-?monetary|specific performance|injunction|divorce)"),
        ("money", True, r"\b(?:money judgment|for payment|to pay|sum of|damages|unpaid invoice|debt of)"),
        ("sanctions", True, r"\b(?:sanctioned|on (?:a|the) sanctions list|under sanctions|SDN)\b"),
    )
)
DEBTOR = (
    (
        "state",
        re.compile(
            r"\b(?:ministry|state-owned|government|state enterprise|national company|sovereign|quasi-state|the state itself|akimat)\b",
            re.I,
        ),
    ),
    (
        "person",
        re.compile(
            r"\b(?:individual|natural person|private person|an? man|an? woman|ex-husband|ex-wife|entrepreneur)\b",
            re.I,
        ),
    ),
    (
        "company",
        re.compile(
            r"\b(?:company|llp|llc|ltd|gmbh|firm|corporation|trader|distributor|supplier|buyer|jsc|business)\b", re.I
        ),
    ),
)
ASSETS = re.compile(
    r"\b(?P<what>bank accounts?|accounts?|warehouses?|real estate|land|apartments?|flats?|house|shares?|vehicles?|trucks?|goods|equipment|oil|subsoil[\w ]*|receivables?|property|assets?)\b",
    re.I,
)
AMOUNT = re.compile(
    r"(?:(?:USD|EUR|GBP|KZT|RUB|\$|€|£) ?\d[\d,. ]*(?: ?(?:million|billion|thousand|k|m|bn))?"
    r"|\d[\d,.]*(?: ?(?:million|billion|thousand|k|m|bn))? ?(?:tenge|dollars|euros?|pounds|roubles|rubles|USD|EUR|GBP|KZT|RUB))",
    re.IGNORECASE,
)


def read_facts(text: str, dates: Dates) -> CaseFacts:
    """The case facts an English turn states; None for what it does not."""
    read: dict[str, bool] = {}
    for field, value, pattern in PATTERNS:
        if field not in read and pattern.search(text):
            read[field] = value
    own = re.search(r"\b(?:my|our|we|i|us)\b", text, re.IGNORECASE) is not None
    assets = ASSETS.search(text) if own else None
    amount = AMOUNT.search(text)
    return CaseFacts(
        begun=dates.begun,
        given=dates.given,
        default=read.get("default"),
        final=read.get("final"),
        served=read.get("served"),
        money=read.get("money"),
        sanctions=read.get("sanctions"),
        debtor=next((name for name, pattern in DEBTOR if pattern.search(text)), None),
        assets=assets["what"].lower() if assets else None,
        amount=amount.group().strip() if amount else None,
    )
