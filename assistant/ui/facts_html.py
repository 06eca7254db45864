"""The facts of the case: chips above the chat, and the form that corrects them."""

from collections.abc import Mapping

from assistant.ui.markup import esc
from assistant.ui.texts import Texts
from assistant.ui.types import FactValue, Matter
from corpus.areas import AREAS
from corpus.types import DECISION_KINDS

# Fields of `assistant.types.CaseFacts`: those that are yes, no or not known; those in words; those that are dates.
YES_NO = ("final", "served", "default", "money", "sanctions")
TEXTS = ("debtor", "assets", "amount")
DATES = ("begun", "given")
REGISTERS = ("any", "plain", "lawyer")
LANGUAGES = ("any", "en", "ru", "kk")


def known_facts(matter: Matter) -> dict[str, FactValue]:
    """What the last answer took the case to be, with what was set by hand."""
    read = dict(matter.turns[-1].answer["case_facts"]) if matter.turns else {}
    return {name: value for name, value in {**read, **matter.facts}.items() if value is not None}


def facts_html(matter: Matter, states: Mapping[str, str], t: Texts) -> str:
    """Chips, then the form behind them."""
    facts = known_facts(matter)
    chips = "".join(_chips(facts, matter, states, t))
    edit = (
        '<button type="button" class="fact edit" data-fact="state_of_origin" aria-expanded="false" '
        f'aria-controls="facts-form">{esc(t("facts.edit"))}</button>'
    )
    return (
        f'<section aria-label="{esc(t("facts.title"))}"><div class="chips">{chips}{edit}</div>'
        f"{_form(facts, matter, states, t)}</section>"
    )


def _chips(facts: Mapping[str, FactValue], matter: Matter, states: Mapping[str, str], t: Texts) -> list[str]:
    kind = t.named("decision_kinds", str(facts["kind"])) if facts.get("kind") in DECISION_KINDS else ""
    chips = [
        _chip("state_of_origin", t("facts.from"), _state(facts, "state_of_origin", states), t("facts.from_where")),
        _chip("requested_state", t("facts.to"), _state(facts, "requested_state", states), t("facts.to_where")),
        _chip("kind", t("facts.kind"), kind, t("facts.kind_open")),
    ]
    for name in YES_NO:
        if name in facts:
            chips.append(_chip(name, "", t(f"facts.{name}.{'yes' if facts[name] else 'no'}"), ""))
        elif name == "final" and matter.turns:
            chips.append(_chip(name, "", "", t(f"facts.{name}.ask")))
    for name in TEXTS:
        if facts.get(name):
            chips.append(_chip(name, t(f"facts.texts.{name}").lower(), str(facts[name]), ""))
    for name in DATES:
        if facts.get(name):
            chips.append(_chip(name, t(f"facts.dates.{name}").lower(), t.day(str(facts[name])), ""))
    chips.append(_chip("as_of", t("facts.as_of"), t.day(matter.as_of) if matter.as_of else t("facts.today"), ""))
    if matter.register:
        chips.append(_chip("register", "", t(f"registers.{matter.register}"), ""))
    if matter.area:
        chips.append(_chip("area", t("facts.only"), t.area(matter.area), ""))
    if matter.language:
        chips.append(_chip("language", "", t(f"languages.{matter.language}"), ""))
    return chips


def _state(facts: Mapping[str, FactValue], name: str, states: Mapping[str, str]) -> str:
    return states.get(str(facts.get(name)), "")


def _chip(name: str, label: str, value: str, unknown: str) -> str:
    shown = (f"<b>{esc(label)}</b> " if label else "") + esc(value) if value else esc(unknown)
    state = "fact" if value else "fact open"
    return (
        f'<button type="button" class="{state}" data-fact="{name}" aria-expanded="false" '
        f'aria-controls="facts-form">{shown}</button>'
    )


def _form(facts: Mapping[str, FactValue], matter: Matter, states: Mapping[str, str], t: Texts) -> str:
    unknown, read = {"": t("facts.not_known")}, _read_from(matter, t)
    named = unknown | dict(sorted(states.items(), key=lambda pair: pair[1]))
    kinds = unknown | {kind: t.named("decision_kinds", kind) for kind in DECISION_KINDS}

    def select(name: str, label: str, options: Mapping[str, str], value: str) -> str:
        shown = "".join(
            f'<option value="{esc(key)}"{" selected" if key == value else ""}>{esc(text)}</option>'
            for key, text in options.items()
        )
        field = f'<select id="f-{name}" name="{name}" data-was="{esc(value)}">{shown}</select>'
        return _labelled(name, label, field, read.get(name, ""))

    def field(name: str, label: str, kind: str, value: str) -> str:
        limit = ' maxlength="200"' if kind == "text" else ""
        shown = (
            f'<input id="f-{name}" name="{name}" type="{kind}"{limit} value="{esc(value)}" data-was="{esc(value)}">'
        )
        return _labelled(name, label, shown, read.get(name, ""))

    fields = [
        select("state_of_origin", t("facts.state_of_origin"), named, str(facts.get("state_of_origin") or "")),
        select("requested_state", t("facts.requested_state"), named, str(facts.get("requested_state") or "")),
        select("kind", t("facts.decision"), kinds, str(facts.get("kind") or "")),
        field("as_of", t("facts.law_as_of"), "date", matter.as_of),
    ]
    for name in YES_NO:
        options = unknown | {choice: t(f"facts.{name}.{choice}") for choice in ("yes", "no")}
        value = "" if name not in facts else "yes" if facts[name] else "no"
        fields.append(select(name, t(f"facts.{name}.label"), options, value))
    fields += [field(name, t(f"facts.dates.{name}"), "date", str(facts.get(name) or "")) for name in DATES]
    fields += [field(name, t(f"facts.texts.{name}"), "text", str(facts.get(name) or "")) for name in TEXTS]
    for name, choices in (("register", REGISTERS), ("language", LANGUAGES)):
        options = {"" if choice == "any" else choice: t(f"{name}s.{choice}") for choice in choices}
        fields.append(select(name, t(f"facts.{name}"), options, getattr(matter, name)))
    areas = {"": t("facts.everywhere")} | {area: t.area(area) for area in AREAS}
    fields.append(select("area", t("facts.area"), areas, matter.area))
    button = t("facts.again") if matter.turns else t("facts.keep")
    return (
        f'<form id="facts-form" class="form" aria-label="{esc(t("facts.form"))}" autocomplete="off">{"".join(fields)}'
        f'<div class="buttons"><button type="submit" class="do">{esc(button)}</button>'
        f'<button type="button" data-close-facts>{esc(t("facts.close"))}</button></div></form>'
    )


def _labelled(name: str, label: str, field: str, read: str) -> str:
    hint = f'<small id="r-{name}">{esc(read)}</small>' if read else ""
    return f'<label for="f-{name}"><span>{esc(label)}</span>{field}{hint}</label>'


def _read_from(matter: Matter, t: Texts) -> Mapping[str, str]:
    """For each fact that was read from what the user wrote, the words; what was set by hand is not among them."""
    read = matter.turns[-1].answer["read_from"] if matter.turns else []
    return {
        found["field"]: t("facts.read", words=found["words"]) for found in read if found["field"] not in matter.facts
    }
