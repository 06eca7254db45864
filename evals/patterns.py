"""Whether a regular expression can match anything at all: texts are made from it and tried."""

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

TRIES = 200
"""Texts made from a pattern before it is given up."""

MOST = 3
"""Repetitions made of an open-ended repeat, beyond the least it asks for."""

ANYTHING = "a1 .А"
"""Characters tried for a class that is open: a letter, a digit, a space, a sign, a letter of another script."""

parser: Any = import_module("re._parser")
"""The standard library's own reading of a pattern; it has no public name since Python 3.11."""


@cache
def could_match(pattern: str, flags: int = re.IGNORECASE) -> bool:
    """Whether some text was found that the pattern matches.

    Texts are made by walking the pattern (the first by its shortest way, the rest at random, seeded) and searched
    with it. True is certain. False means that none of `TRIES` texts matched: the pattern contradicts itself, as in
    `end$ of`, or is so involved that a shorter one would be better.

    Raises:
        re.error: it is not a regular expression.
    """
    compiled = re.compile(pattern, flags)
    read = parser.parse(pattern, flags)
    for attempt in range(TRIES):
        choose = random.Random(attempt)
        if compiled.search(_text(read, choose if attempt else None, {})):
            return True
    return False


Groups = dict[int, str]
Choice = random.Random | None
"""None makes the shortest text."""


def _text(parts: Iterable[tuple[Any, Any]], choose: Choice, groups: Groups) -> str:
    return "".join(_piece(str(op), value, choose, groups) for op, value in parts)


def _piece(op: str, value: Any, choose: Choice, groups: Groups) -> str:
    made: str = MAKERS[op](value, choose, groups) if op in MAKERS else ""
    return made


def _literal(value: int, choose: Choice, groups: Groups) -> str:
    return chr(value)


def _any(value: Any, choose: Choice, groups: Groups) -> str:
    return _one_of(ANYTHING, choose)


def _in(value: Any, choose: Choice, groups: Groups) -> str:
    class_ = re.compile(_class_source(value))
    named = [chr(item) for op, item in value if str(op) == "LITERAL"]
    named += [chr(end) for op, ends in value if str(op) == "RANGE" for end in ends]
    fitting = [sign for sign in (*named, *ANYTHING, "\n", "z", "-", "_") if class_.fullmatch(sign)]
    return _one_of(fitting, choose) if fitting else ""


def _one_of(signs: Sequence[str], choose: Choice) -> str:
    return choose.choice(signs) if choose else signs[0]


CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def _class_source(value: Any) -> str:
    source = ""
    for op, item in value:
        name = str(op)
        if name == "NEGATE":
            source += "^"
        elif name == "LITERAL":
            source += re.escape(chr(item))
        elif name == "RANGE":
            source += f"{re.escape(chr(item[0]))}-{re.escape(chr(item[1]))}"
        elif name == "CATEGORY":
            source += CATEGORIES[str(item)]
    return f"[{source}]"


def _category(value: Any, choose: Choice, groups: Groups) -> str:
    return _in([("CATEGORY", value)], choose, groups)


def _not_literal(value: int, choose: Choice, groups: Groups) -> str:
    return next(sign for sign in ANYTHING if sign != chr(value))


def _branch(value: Any, choose: Choice, groups: Groups) -> str:
    branches = value[1]
    return _text(choose.choice(branches) if choose else branches[0], choose, groups)


def _subpattern(value: Any, choose: Choice, groups: Groups) -> str:
    number, inner = value[0], value[-1]
    made = _text(inner, choose, groups)
    if number is not None:
        groups[number] = made
    return made


def _repeat(value: Any, choose: Choice, groups: Groups) -> str:
    least, most, inner = value
    count = choose.randint(least, min(int(most), least + MOST)) if choose else least
    return "".join(_text(inner, choose, groups) for _ in range(count))


def _assert(value: Any, choose: Choice, groups: Groups) -> str:
    return _text(value[1], choose, groups)


def _reference(value: int, choose: Choice, groups: Groups) -> str:
    return groups.get(value, "")


def _conditional(value: Any, choose: Choice, groups: Groups) -> str:
    number, then, otherwise = value
    return _text((then if number in groups else otherwise) or (), choose, groups)


MAKERS: Mapping[str, Callable[[Any, Choice, Groups], str]] = {
    "LITERAL": _literal,
    "NOT_LITERAL": _not_literal,
    "ANY": _any,
    "IN": _in,
    "CATEGORY": _category,
    "BRANCH": _branch,
    "SUBPATTERN": _subpattern,
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "POSSESSIVE_REPEAT": _repeat,
    "ATOMIC_GROUP": _text,
    "ASSERT": _assert,
    "GROUPREF": _reference,
    "GROUPREF_EXISTS": _conditional,
}
"""What text each part of a pattern makes; positions (`^`, `\\b`) and negative assertions make none."""
