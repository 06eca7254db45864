"""Why a claim is not shown, and the words for it in each language that has a frame."""

import re
from dataclasses import dataclass

from babel import Locale

from corpus.languages import Language, framed_language

STATE = re.compile(r"[A-Z]{2}")
OF_A_KIND = re.compile(r"[a-z]+:")
"""What stands before a mark that is one of several of a kind: "person:entity"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One reason: `key` names a message `why_<key>` of the language files.

    `said` is what the claim says and `source` what its source says in its place: words as they stand, codes of States, or
    what marks stand for, which the language files name under `marks`.
    """

    key: str
    said: tuple[str, ...] = ()
    source: tuple[str, ...] = ()


def told(why: Why, code: str) -> str:
    """The reason in a language, in English where that has no frame."""
    language = framed_language(code)
    said, source = (", ".join(_named(value, language) for value in values) for values in (why.said, why.source))
    return language.messages[f"why_{why.key}"].format(said=said, source=source)


def _named(value: str, language: Language) -> str:
    if STATE.fullmatch(value):
        return language.state_names.get(value) or Locale.parse(language.code).territories.get(value, value)
    bare = OF_A_KIND.sub("", value, count=1)
    if bare in language.marks:
        return language.marks[bare]
    amount, space, unit = value.rpartition(" ")
    if unit in language.marks and amount.replace(".", "").isdigit():
        return f"{amount}{space}{language.marks[unit]}"
    return value
