"""Questions to a lawyer, one after the other, that come to a valid case."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TextIO

from assistant.types import Reason, Status, Verdict
from evals.errors import AddRefused
from evals.load import bad_alternatives
from evals.types import HELPS, MUST_CITE, SETTLES, Kind, Persona, Split

Check = Callable[[str], Any]
"""An answer to its value; ValueError says what is wrong with it."""

KINDS: Mapping[Kind, str] = {
    Kind.GENERAL: "a rule, wherever it applies",
    Kind.SPECIFIC: "a rule of one State, route or day",
    Kind.FALSE_PREMISE: "takes for granted what is not so",
    Kind.RECALL: "a name, date, number or article",
    Kind.UNANSWERABLE: "on the subject, and the corpus does not say",
    Kind.COMPARISON: "several States or rules side by side",
    Kind.MULTI_TURN: "a conversation; the last turn is graded",
    Kind.MULTILINGUAL: "asked in another language than English",
    Kind.HOSTILE: "wants to mislead or misuse the assistant",
    Kind.OFF_TOPIC: "about something else",
}


class Asker:
    """Puts questions and reads answers, a line each.

    Args:
        source: where answers come from.
        shown: where questions go.
        patient: whether a wrong answer is asked again, as on a terminal; else it ends the interview.
    """

    def __init__(self, source: TextIO, shown: TextIO, patient: bool) -> None:
        self._source = source
        self._shown = shown
        self._patient = patient

    def one(self, question: str, check: Check, default: str = "") -> Any:
        """One line; an empty one is the default.

        Raises:
            AddRefused: no more input, or a wrong answer where nobody can be asked again.
        """
        while True:
            text = self._line(f"{question}{f' [{default}]' if default else ''}: ") or default
            try:
                return check(text)
            except ValueError as error:
                self._complain(question, str(error))

    def several(self, question: str, check: Check, least: int = 0) -> list[Any]:
        """A line each, until an empty one."""
        self._shown.write(f"{question}, one a line, an empty line ends:\n")
        found: list[Any] = []
        while True:
            text = self._line("  ")
            try:
                if text:
                    found.append(check(text))
                    continue
                if len(found) < least:
                    raise ValueError("write at least one")
            except ValueError as error:
                self._complain(question, str(error))
                continue
            return found

    def tell(self, words: str) -> None:
        """Show something."""
        self._shown.write(words + "\n")

    def _line(self, prompt: str) -> str:
        self._shown.write(prompt)
        self._shown.flush()
        line = self._source.readline()
        if not line:
            raise AddRefused("the answers end before the questions do", hint="Nothing was written. Begin again.")
        return line.strip()

    def _complain(self, question: str, why: str) -> None:
        if not self._patient:
            raise AddRefused(f"{question}: {why}", hint="Mend that line of the input. Nothing was written.")
        self._shown.write(f"  {why}\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an interview must fit to: ids in use, topics there are."""

    ids: frozenset[str]
    topics: frozenset[str]


def interview(asker: Asker, known: Known) -> dict[str, Any]:
    """A case as it is written in YAML."""
    turns = asker.several("What is asked", _text, least=1)
    asker.tell("Kinds: " + "; ".join(f"{kind.value} ({about})" for kind, about in KINDS.items()))
    case: dict[str, Any] = {
        "kind": asker.one("Kind of question", _member(Kind), _kind(turns).value),
        "persona": asker.one(f"Who asks ({', '.join(Persona)})", _member(Persona), Persona.LAWYER.value),
        "language": asker.one("Language, two letters", _language, "ru" if _cyrillic(turns) else "en"),
        "split": asker.one(f"For which set ({', '.join(Split)})", _member(Split), Split.HELD_OUT.value),
        "turns": turns,
    }
    case |= _given("as_of", asker.one("Law of which day, YYYY-MM-DD (empty: today's)", _day))
    case["expects"] = expects = _expects(asker)
    answered = expects["status"] == Status.ANSWERED
    if answered:
        asker.tell("Topics: " + ", ".join(sorted(known.topics)))
    case |= _given("topic", asker.one("Topic", _topic(known.topics, required=answered)))
    case |= _given("states", asker.one("States, ISO codes by commas", _states))
    if case["kind"] == Kind.FALSE_PREMISE:
        case |= _given("twin", asker.one("Id of the case with the true premise (empty: none yet)", _known(known.ids)))
    case |= _given(
        "parity", asker.one("Name of the group of the same question in other languages (empty: none)", _slug)
    )
    case |= _given("written_from", asker.one("From what source do you know the answer", str))
    case |= _given("written_by", asker.one("Your name (empty: not told)", str))
    suggested = _free(case.get("topic") or case["kind"], case.get("states", []), known.ids)
    return {"id": asker.one("Id of the case", _new(known.ids), suggested), **case}


def _expects(asker: Asker) -> dict[str, Any]:
    asker.tell("The assistant should: answered (answer), clarify (ask back), declined (say that it cannot)")
    status = asker.one("What should it do", _member(Status), Status.ANSWERED.value)
    expects: dict[str, Any] = {"status": status}
    if status == Status.ANSWERED:
        asker.tell("Verdicts: " + ", ".join(Verdict))
        expects |= _given(
            "verdict", asker.one("Verdict, several by commas (empty: no yes/no question)", _members(Verdict))
        )
        points = asker.several("What must be said, other words for it after |", _alternatives)
        expects |= _given("key_points", points)
    else:
        asker.tell("Reasons: " + ", ".join(Reason))
        expects |= _given("reason", asker.one("Why, several by commas (empty: any)", _members(Reason)))
    expects |= _given("must_not", asker.several("What must not be said, because it would be wrong", _one_wording))
    if status == Status.ANSWERED:
        if not expects.keys() & {"verdict", "key_points", "must_not"}:
            raise AddRefused("nothing here can be graded", hint="Give a verdict, a point or a wrong statement.")
        asker.tell(
            "An authority is matched in title and pinpoint; end it with = 3 if it settles the question, = 1 if it helps."
        )
        expects |= _given("authorities", asker.several("Authorities to cite, other names after |", _authority))
    return expects


def _given(name: str, value: Any) -> dict[str, Any]:
    return {name: value} if value else {}


def _text(text: str) -> str:
    return text


def _member(kind: Any) -> Check:
    def check(text: str) -> str:
        if text not in set(kind):
            raise ValueError(f"{text!r} is none of {', '.join(kind)}")
        return text

    return check


def _members(kind: Any) -> Check:
    one = _member(kind)
    return lambda text: [one(part.strip()) for part in text.split(",") if part.strip()]


def _language(text: str) -> str:
    if not (len(text) == 2 and text.isascii() and text.islower()):
        raise ValueError("write two small letters, such as en")
    return text


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat() if text else ""


def _alternatives(text: str) -> list[str]:
    found = [part.strip() for part in text.split("|") if part.strip()]
    if not found:
        raise ValueError("write at least one")
    if wrong := next(bad_alternatives(tuple(found)), ""):
        raise ValueError(wrong)
    return found


def _one_wording(text: str) -> str:
    if wrong := next(bad_alternatives((text,)), ""):
        raise ValueError(wrong)
    return text


def _authority(text: str) -> list[str] | dict[str, Any]:
    names, sign, grade = text.rpartition("=")
    if not sign or not grade.strip().isdigit():
        return _alternatives(text)
    if not HELPS <= int(grade) <= SETTLES:
        raise ValueError("a grade is 1, 2 or 3")
    alternatives = _alternatives(names)
    return alternatives if int(grade) == MUST_CITE else {"any": alternatives, "grade": int(grade)}


def _topic(topics: frozenset[str], required: bool) -> Check:
    def check(text: str) -> str:
        if text not in topics and (text or required):
            raise ValueError(f"{text!r} is no topic; choose one of the list")
        return text

    return check


def _states(text: str) -> list[str]:
    found = [part.strip().upper() for part in text.split(",") if part.strip()]
    if wrong := next((code for code in found if not (2 <= len(code) <= 4 and code.isalpha())), ""):
        raise ValueError(f"{wrong!r} is no code of a State, such as KZ")
    return found


def _known(ids: frozenset[str]) -> Check:
    def check(text: str) -> str:
        if text and text not in ids:
            raise ValueError(f"there is no case {text!r}")
        return text

    return check


def _slug(text: str) -> str:
    if text and not (text.replace("-", "").isalnum() and text.isascii() and text == text.lower() and text[0] != "-"):
        raise ValueError("use a-z, 0-9 and -")
    return text


def _new(ids: frozenset[str]) -> Check:
    def check(text: str) -> str:
        if not _slug(text):
            raise ValueError("use a-z, 0-9 and -")
        if text in ids:
            raise ValueError(f"{text} is in use already")
        return text

    return check


def _kind(turns: Sequence[str]) -> Kind:
    if len(turns) > 1:
        return Kind.MULTI_TURN
    return Kind.MULTILINGUAL if _cyrillic(turns) else Kind.GENERAL


def _cyrillic(turns: Sequence[str]) -> bool:
    return any("а" <= sign.lower() <= "я" for turn in turns for sign in turn)


def _free(topic: str, states: Sequence[str], ids: frozenset[str]) -> str:
    stem = re.sub("[^a-z0-9]+", "-", "-".join([*states[:2], topic]).lower()).strip("-") or "case"
    return next(name for number in range(1, 10_000) if (name := f"{stem}-{number:03}") not in ids)
