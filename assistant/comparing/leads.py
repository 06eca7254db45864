"""The sentence that answers a comparison: which of the States do, which do not, and for which the corpus is silent."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.comparing.aspects import Aspect, heading
from assistant.reader import Reader
from assistant.types import Inquiry, Verdict

WORDS_AT_MOST = 70
NUMBER_NAMES = {"en": ("", "", "two", "three", "four", "five", "six", "seven")}
SHORTEST = re.compile(r"\bshort(?:est|er)\b|\bleast time\b|\bstrictest\b", re.IGNORECASE)
PERIOD = re.compile(r"(\d+) (year|month|day)")
MONTHS = {"year": 12.0, "month": 1.0, "day": 1 / 30}
NEGATED = re.compile(r"\b(?:not|no|without|never|don't|doesn't|neither|none)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the corpus holds for one State and one aspect: a value, whether it is sure, and words when it has no value."""

    name: str
    value: str
    sure: bool
    text: str


def lead_of(aspect: Aspect, said: Sequence[Said], inquiry: Inquiry, reader: Reader) -> str:
    """One or two sentences on one aspect."""
    if aspect.key == "limit":
        return _ordered(said, inquiry, reader)
    if not aspect.yes:
        return _side_by_side(aspect, said, inquiry, reader)
    return grouped(aspect.id.replace("-", "_"), said, aspect.yes, aspect.no, inquiry, reader)


def grouped(
    phrase: str,
    said: Sequence[Said],
    yes: frozenset[str],
    no: frozenset[str],
    inquiry: Inquiry,
    reader: Reader,
    **slots: str,
) -> str:
    """ "Of the four, X and Y do; Z does not; W: presumed; V: not in the corpus."

    `phrase` names the messages that say what the States do: aspect_<phrase>_one and aspect_<phrase>_many.
    """
    language = inquiry.language

    def say(key: str, **more: str) -> str:
        return reader.phrase(language, key, **slots, **more)

    does = [s for s in said if s.value in yes]
    does_not = [s for s in said if s.value in no]
    others = [s for s in said if s.value and s not in does and s not in does_not]
    silent = [s for s in said if not s.value]
    parts = []
    if does:
        what = say(f"aspect_{phrase}_{'one' if len(does) == 1 else 'many'}")
        parts.append(say("compare_do", states=_names(does, say), what=what))
    elif does_not or others:
        parts.append(say("compare_none", what=say(f"aspect_{phrase}_one")))
    if does_not:
        number = "one" if len(does_not) == 1 else "many"
        own = f"aspect_{phrase}_not_{number}"
        key = own if own in reader.english.messages else f"compare_do_not_{number}"
        parts.append(say(key, states=_names(does_not, say)))
    parts += [f"{_name(s, say)}: {_worded(s.value, say)}" for s in others]
    if silent:
        parts.append(f"{_names(silent, say)}: {say('cell_empty')}")
    count = NUMBER_NAMES.get(language, ())[len(said) : len(said) + 1]
    return say("compare_lead", count=count[0] if count else str(len(said)), said="; ".join(parts))


def verdict_of(aspect: Aspect, said: Sequence[Said], any_of: bool = False) -> Verdict | None:
    """The verdict of "do all of them …?", or of "does any of them …?"; None where a value is neither yes nor no."""
    values = {("yes" if s.value in aspect.yes else "no" if s.value in aspect.no else "") for s in said}
    if aspect.yes and any_of and "yes" in values:
        return Verdict.YES
    if not aspect.yes or "" in values:
        return None
    return {frozenset({"yes"}): Verdict.YES, frozenset({"no"}): Verdict.NO}.get(
        frozenset(values), Verdict.CONDITIONAL
    )


def _ordered(said: Sequence[Said], inquiry: Inquiry, reader: Reader) -> str:
    """Time limits from the longest to the shortest, or the other way when the shortest is asked for."""
    language = inquiry.language

    def say(key: str, **slots: str) -> str:
        return reader.phrase(language, key, **slots)

    shortest = bool(SHORTEST.search(inquiry.english))
    known = sorted(
        (s for s in said if _months(s.value) is not None),
        key=lambda s: (_months(s.value) or 0) * (1 if shortest else -1),
    )
    others = [s for s in said if s not in known]
    parts = [f"{_name(s, say)}: {s.value or say('cell_empty')}" for s in (*known, *others)]
    listed = "; ".join(parts)
    if len(known) < 2 or not re.search(
        r"\b(?:longest|shortest|longer|shorter|most time|least time|strictest)\b", inquiry.english, re.I
    ):
        title = say("aspect_limit")
        return f"{title[:1].upper()}{title[1:]}: {listed}."
    return say(
        "compare_shortest" if shortest else "compare_longest",
        state=_name(known[0], say),
        value=known[0].value,
        listed=listed,
    )


def _months(value: str) -> float | None:
    """A limit in months, where the value begins with one; a rule such as "law of origin" has no length."""
    found = PERIOD.match(value.removeprefix("while effective abroad, at most "))
    return int(found[1]) * MONTHS[found[2]] if found else None


def _side_by_side(aspect: Aspect, said: Sequence[Said], inquiry: Inquiry, reader: Reader) -> str:
    def say(key: str, **slots: str) -> str:
        return reader.phrase(inquiry.language, key, **slots)

    title = heading(aspect, inquiry.language, reader)
    parts = [f"{_name(s, say)}: {(s.value or s.text or say('cell_empty')).rstrip('.')}" for s in said]
    whole = f"{title[:1].upper()}{title[1:]}: {'; '.join(parts)}."
    if len(whole.split()) <= WORDS_AT_MOST:
        return whole
    return say("compare_table", topic=title, states=", ".join(s.name for s in said))


Say = Callable[..., str]


def _name(said: Said, say: Say) -> str:
    return said.name if said.sure or not said.value else f"{said.name} ({say('standing_unconfirmed')})"


def _names(said: Sequence[Said], say: Say) -> str:
    names = [_name(s, say) for s in said]
    return names[0] if len(names) == 1 else say("compare_and", first=", ".join(names[:-1]), last=names[-1])


def _worded(value: str, say: Say) -> str:
    return say(f"value_{value.replace('-', '_')}")
