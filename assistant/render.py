"""The answer object as text: for a terminal and as Markdown."""

from datetime import date
from typing import Any

from babel.dates import format_date

from assistant.contract import verdict_key
from corpus.languages import Language, framed_language

MARKS = {"unconfirmed": "[unconfirmed]", "inference": "[inferred]", "outdated": "[out of date]", "confirmed": ""}


def numbered(answer: dict[str, Any]) -> list[tuple[dict[str, Any], list[int]]]:
    """Each claim with the numbers of its citations; a passage keeps the number it first got."""
    order: dict[str, int] = {}
    result = []
    for claim in answer["claims"]:
        marks = [order.setdefault(citation["passage_id"], len(order) + 1) for citation in claim["citations"]]
        result.append((claim, marks))
    return result


def as_text(answer: dict[str, Any]) -> str:
    """An answer for a terminal: verdict, lead, numbered claims, conflicts, route, sources with pinpoint and address."""
    lines, words = [], framed_language(answer["language"])
    if answer["verdict"]:
        verdict = words.messages[verdict_key(answer)].upper()
        lines.append(f"{verdict}, {_as_of(answer, words)}\n")
    claims = numbered(answer)
    lines.append(answer["lead"] + _marks(_lead_marks(answer, claims)))
    for claim, marks in claims:
        if claim["text"] not in answer["lead"]:
            lines += [
                "",
                f"{_capital(claim['topic'])}: {claim['text']}{_marks(marks)} {_doubt(claim, words)}".rstrip(),
            ]
    lines += _explained(answer, words) + _conflicts(answer, words) + _route(answer, words) + _table(answer, words)
    if answer["choices"]:
        lines += ["", *(f"  ({at}) {choice['label']}" for at, choice in enumerate(answer["choices"], 1))]
    if answer["status"] == "declined" and answer["covered"]:
        lines += ["", f"{words.messages['label_covered']}: " + "; ".join(answer["covered"])]
    if claims:
        lines += ["", words.messages["label_sources"], *_sources(answer, words)]
    lines += _withheld(answer, words)
    if answer["notice"]:
        lines += ["", answer["notice"]]
    return "\n".join(lines)


def _withheld(answer: dict[str, Any], words: Language) -> list[str]:
    """How many statements were withheld, unless the notice says it, and each reason once; never what they said."""
    if not answer["withheld"]:
        return []
    count = words.messages["notice_withheld"].format(count=len(answer["withheld"]))
    reasons = dict.fromkeys(held["why"] for held in answer["withheld"])
    return ["", *([] if count in answer["notice"] else [count]), *(f"  – {why}" for why in reasons)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _as_of(answer: dict[str, Any], words: Language) -> str:
    day = answer["as_of"]
    if words.code != "en":
        day = format_date(date.fromisoformat(day), "long", locale=words.code)
    return words.messages["as_of"].format(date=day)


def _doubt(claim: dict[str, Any], words: Language) -> str:
    """The marks of what a claim's citations are not: confirmed and of today."""
    standings = {citation["standing"] for citation in claim["citations"]} - {"confirmed"}
    return " ".join(sorted(f"[{words.messages[f'standing_{standing}']}]" for standing in standings))


def _lead_marks(answer: dict[str, Any], claims: list[tuple[dict[str, Any], list[int]]]) -> list[int]:
    """The marks of the claims that the lead quotes; of the first claim, on which a lead rests, when it quotes none."""
    quoted = [n for claim, marks in claims if claim["text"] in answer["lead"] for n in marks]
    return quoted or (claims[0][1] if claims else [])


def as_markdown(answer: dict[str, Any]) -> str:
    """An answer as Markdown, with footnote-like numbers and a table of sources."""
    claims, words = numbered(answer), framed_language(answer["language"])
    lines = [f"## {answer['question']}", ""]
    if answer["verdict"]:
        verdict = words.messages[verdict_key(answer)]
        lines += [f"**{verdict}** ({_as_of(answer, words)})", ""]
    lines += [answer["lead"] + _marks(_lead_marks(answer, claims)), ""]
    for claim, marks in claims:
        lines.append(
            f"- *{_capital(claim['topic'])}.* {claim['text']}{_marks(marks)} {_doubt(claim, words)}".rstrip()
        )
    lines += _explained(answer, words) + _conflicts(answer, words) + _route(answer, words) + _table(answer, words)
    if claims:
        lines += [
            "",
            f"### {words.messages['label_sources']}",
            "",
            *(f"{line}  " for line in _sources(answer, words)),
        ]
    lines += [
        "",
        f"*{answer['notice']}*",
        "",
        words.messages["label_answer"].format(id=answer["id"], corpus=answer["corpus"], date=answer["as_of"]),
    ]
    return "\n".join(lines) + "\n"


def _marks(numbers: list[int]) -> str:
    return "".join(f" [{number}]" for number in dict.fromkeys(numbers))


def _sources(answer: dict[str, Any], words: Language) -> list[str]:
    lines: list[str] = []
    seen: set[str] = set()
    for claim, marks in numbered(answer):
        for citation, mark in zip(claim["citations"], marks, strict=True):
            if citation["passage_id"] in seen:
                continue
            seen.add(citation["passage_id"])
            where = ", ".join(part for part in (citation["authority"], citation["pinpoint"]) if part)
            kind = words.source_kinds.get(citation["kind"], citation["kind"])
            standing = words.messages[f"standing_{citation['standing']}"]
            parts = (where, kind, standing, _window(citation, words), citation["url"])
            lines.append(f"[{mark}] " + " · ".join(part for part in parts if part))
    return lines


def _window(citation: dict[str, Any], words: Language) -> str:
    """From when to when what is cited is in force, as far as it says."""
    parts = [
        words.messages[key].format(date=citation[field])
        for key, field in (("label_from", "valid_from"), ("label_to", "valid_to"))
        if citation[field]
    ]
    return " ".join(parts)


def _explained(answer: dict[str, Any], words: Language) -> list[str]:
    """What the terms of art in an answer in plain words mean."""
    if not answer["explanations"]:
        return []
    told = [f"- {item['term']}: {item['plain']}" for item in answer["explanations"]]
    return ["", words.messages["label_terms"], *told]


def _conflicts(answer: dict[str, Any], words: Language) -> list[str]:
    lines = []
    for conflict in answer["conflicts"]:
        ids = ", ".join(conflict["passage_ids"][:3])
        lines += ["", f"{words.messages['sources_differ']} {conflict['summary']} {conflict['stands']} ({ids})"]
    return lines


def _route(answer: dict[str, Any], words: Language) -> list[str]:
    route, said = answer["route"], words.messages
    if not route:
        return []
    kind = words.kind_labels.get(route["kind"], route["kind"])
    lines = ["", said["label_route"].format(origin=route["origin"], requested=route["requested"], kind=kind), ""]
    lines += [f"| {said['column_instrument']} | {said['column_applies']} | {said['column_why']} |", "|---|---|---|"]
    applies = {key: said[f"applies_{key}"] for key in ("yes", "no", "open")}
    return lines + [f"| {o['instrument']} | {applies[o['applies']]} | {o['why']} |" for o in route["options"]]


def _table(answer: dict[str, Any], words: Language) -> list[str]:
    table = answer["table"]
    if not table:
        return []
    lines = [
        "",
        f"| {table['head']} | " + " | ".join(table["columns"]) + " |",
        "|---" * (len(table["columns"]) + 1) + "|",
    ]
    return lines + [
        f"| {row['state']} | " + " | ".join(cell["text"] for cell in row["cells"]) + " |" for row in table["rows"]
    ]
