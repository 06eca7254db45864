"""The facts of a matter corrected by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from assistant.types import CaseFacts
from assistant.ui.facts_html import known_facts
from assistant.ui.types import FactValue, Matter
from corpus.areas import AREAS
from corpus.types import DECISION_KINDS

CHOICES = {"yes": True, "no": False}
CONTROLS = {"register": {"", "plain", "lawyer"}, "language": {"", "en", "ru", "kk"}, "area": {"", *AREAS}}
DATES = {"begun", "given"}
WORDS = {"debtor", "assets", "amount"}


def corrected(matter: Matter, given: Mapping[str, str], states: Mapping[str, str]) -> Matter:
    """The matter with the facts of the form; a field left as it was read is not taken for set by hand."""
    known, facts = known_facts(matter), dict(matter.facts)
    for name, text in given.items():
        if name not in CaseFacts.__dataclass_fields__:
            continue
        value = _fact(name, text.strip(), states)
        if value is None:
            facts.pop(name, None)
        elif value != known.get(name):
            facts[name] = value
    as_of = _iso(given.get("as_of", matter.as_of).strip()) or ""

    def chosen(name: str) -> str:
        value: str = given.get(name, getattr(matter, name))
        return value if value in CONTROLS[name] else ""

    return replace(
        matter,
        facts=facts,
        as_of=as_of,
        register=chosen("register"),
        language=chosen("language"),
        area=chosen("area"),
    )


def _fact(name: str, text: str, states: Mapping[str, str]) -> FactValue:
    if name in ("state_of_origin", "requested_state"):
        return text if text in states else None
    if name == "kind":
        return text if text in DECISION_KINDS else None
    if name in DATES:
        return _iso(text)
    if name in WORDS:
        return text[:200] or None
    return CHOICES.get(text)


def _iso(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
