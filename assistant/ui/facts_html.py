"""The facts of the case: chips above the chat, and the form that corrects them."""

from collections.abc import Mapping

from assistant.ui.markup import day, esc
from assistant.ui.types import FactValue, Matter
from corpus.types import DECISION_KINDS

# Fields of `assistant.types.CaseFacts` that are yes, no or not known.
YES_NO = {
    "final": ("final?", "final", "not yet final"),
    "served": ("served?", "debtor was served", "debtor was not served"),
    "default": ("default?", "by default", "not by default"),
    "money": ("money?", "for money", "not for money"),
    "sanctions": ("sanctions?", "sanctions involved", "no sanctions"),
}
TEXTS = {"debtor": "Debtor", "assets": "Assets", "amount": "Sum"}
DATES = {"begun": "Proceedings begun", "given": "Decision given"}
REGISTERS = {"": "as asked", "plain": "plain words", "lawyer": "for lawyers"}
LANGUAGES = {"": "of the question", "en": "English", "ru": "Русский", "kk": "Қазақша"}


def known_facts(matter: Matter) -> dict[str, FactValue]:
    """What the last answer took the case to be, with what was set by hand."""
    read = dict(matter.turns[-1].answer["case_facts"]) if matter.turns else {}
    return {name: value for name, value in {**read, **matter.facts}.items() if value is not None}


def facts_html(matter: Matter, states: Mapping[str, str]) -> str:
    """Chips, then the form behind them."""
    facts = known_facts(matter)
    edit = '<button type="button" class="fact edit" data-fact="state_of_origin" aria-expanded="false" aria-controls="facts-form">Edit facts</button>'
    return (
        f'<section aria-label="Facts of the case"><div class="chips">{"".join(_chips(facts, matter, states))}{edit}</div>'
        f"{_form(facts, matter, states)}</section>"
    )


def _chips(facts: Mapping[str, FactValue], matter: Matter, states: Mapping[str, str]) -> list[str]:
    chips = [
        _chip("state_of_origin", "from", states.get(str(facts.get("state_of_origin")), ""), "from where?"),
        _chip("requested_state", "to", states.get(str(facts.get("requested_state")), ""), "to where?"),
        _chip("kind", "kind", DECISION_KINDS.get(str(facts.get("kind")), ""), "kind?"),
    ]
    for name, (unknown, yes, no) in YES_NO.items():
        if name in facts:
            chips.append(_chip(name, "", yes if facts[name] else no, unknown))
        elif name == "final" and matter.turns:
            chips.append(_chip(name, "", "", unknown))
    for name, label in TEXTS.items():
        if facts.get(name):
            chips.append(_chip(name, label.lower(), str(facts[name]), label))
    for name, label in DATES.items():
        if facts.get(name):
            chips.append(_chip(name, label.lower(), day(str(facts[name])), label))
    chips.append(_chip("as_of", "as of", day(matter.as_of) if matter.as_of else "today", "as of"))
    if matter.register:
        chips.append(_chip("register", "", REGISTERS[matter.register], ""))
    return chips


def _chip(name: str, label: str, value: str, unknown: str) -> str:
    shown = (f"<b>{esc(label)}</b> " if label else "") + esc(value) if value else esc(unknown)
    state = "fact" if value else "fact open"
    return f'<button type="button" class="{state}" data-fact="{name}" aria-expanded="false" aria-controls="facts-form">{shown}</button>'


def _form(facts: Mapping[str, FactValue], matter: Matter, states: Mapping[str, str]) -> str:
    named = {"": "not known", **dict(sorted(states.items(), key=lambda pair: pair[1]))}
    fields = [
        _select("state_of_origin", "From", named, str(facts.get("state_of_origin") or "")),
        _select("requested_state", "To", named, str(facts.get("requested_state") or "")),
        _select("kind", "Kind of decision", {"": "not known", **DECISION_KINDS}, str(facts.get("kind") or "")),
        _field("as_of", "Law as of", "date", matter.as_of),
    ]
    for name, (unknown, yes, no) in YES_NO.items():
        value = {True: "yes", False: "no"}.get(facts.get(name) if name in facts else None, "")  # type: ignore[arg-type]
        fields.append(_select(name, unknown.rstrip("?").capitalize(), {"": "not known", "yes": yes, "no": no}, value))
    fields += [_field(name, label, "date", str(facts.get(name) or "")) for name, label in DATES.items()]
    fields += [_field(name, label, "text", str(facts.get(name) or "")) for name, label in TEXTS.items()]
    fields += [
        _select("register", "Wording", REGISTERS, matter.register),
        _select("language", "Language", LANGUAGES, matter.language),
    ]
    button = "Answer again" if matter.turns else "Keep for the next question"
    return (
        f'<form id="facts-form" class="form" aria-label="Edit the facts" autocomplete="off">{"".join(fields)}'
        f'<div class="buttons"><button type="submit" class="do">{button}</button>'
        '<button type="button" data-close-facts>Close</button></div></form>'
    )


def _select(name: str, label: str, options: Mapping[str, str], value: str) -> str:
    shown = "".join(
        f'<option value="{esc(key)}"{" selected" if key == value else ""}>{esc(text)}</option>'
        for key, text in options.items()
    )
    return f'<label for="f-{name}">{esc(label)}<select id="f-{name}" name="{name}" data-was="{esc(value)}">{shown}</select></label>'


def _field(name: str, label: str, kind: str, value: str) -> str:
    limit = ' maxlength="200"' if kind == "text" else ""
    return (
        f'<label for="f-{name}">{esc(label)}<input id="f-{name}" name="{name}" type="{kind}"{limit} '
        f'value="{esc(value)}" data-was="{esc(value)}"></label>'
    )
