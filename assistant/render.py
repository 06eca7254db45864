"""The answer object as text: for a terminal and as Markdown."""

from typing import Any

MARKS = {"unconfirmed": "[unconfirmed]", "inference": "[inferred]", "outdated": "[out of date]", "confirmed": ""}
VERDICTS = {"yes": "YES", "no": "NO", "conditional": "POSSIBLE, ON CONDITIONS", "unsettled": "UNSETTLED"}


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
    lines = []
    if answer["verdict"]:
        lines.append(f"{VERDICTS[answer['verdict']]}, as of {answer['as_of']}\n")
    claims = numbered(answer)
    lines.append(answer["lead"] + _marks(_lead_marks(answer, claims)))
    for claim, marks in claims:
        if claim["text"] not in answer["lead"]:
            doubt = " ".join(sorted({MARKS[c["standing"]] for c in claim["citations"]} - {""}))
            lines += ["", f"{claim['topic'].capitalize()}: {claim['text']}{_marks(marks)} {doubt}".rstrip()]
    lines += _conflicts(answer) + _route(answer) + _table(answer)
    if answer["choices"]:
        lines += ["", *(f"  ({at}) {choice['label']}" for at, choice in enumerate(answer["choices"], 1))]
    if answer["status"] == "declined" and answer["covered"]:
        lines += ["", "Covered: " + "; ".join(answer["covered"])]
    if claims:
        lines += ["", "Sources", *_sources(answer)]
    if answer["withheld"]:
        lines += ["", f"{len(answer['withheld'])} statement(s) withheld: their quotation did not check out."]
    if answer["notice"]:
        lines += ["", answer["notice"]]
    return "\n".join(lines)


def _lead_marks(answer: dict[str, Any], claims: list[tuple[dict[str, Any], list[int]]]) -> list[int]:
    """The marks of the claims that the lead quotes; of the first claim, on which a lead rests, when it quotes none."""
    quoted = [n for claim, marks in claims if claim["text"] in answer["lead"] for n in marks]
    return quoted or (claims[0][1] if claims else [])


def as_markdown(answer: dict[str, Any]) -> str:
    """An answer as Markdown, with footnote-like numbers and a table of sources."""
    claims = numbered(answer)
    lines = [f"## {answer['question']}", ""]
    if answer["verdict"]:
        lines += [f"**{VERDICTS[answer['verdict']].capitalize()}** (as of {answer['as_of']})", ""]
    lines += [answer["lead"] + _marks(_lead_marks(answer, claims)), ""]
    for claim, marks in claims:
        doubt = " ".join(sorted({MARKS[c["standing"]] for c in claim["citations"]} - {""}))
        lines.append(f"- *{claim['topic'].capitalize()}.* {claim['text']}{_marks(marks)} {doubt}".rstrip())
    lines += _conflicts(answer) + _route(answer) + _table(answer)
    if claims:
        lines += ["", "### Sources", "", *(f"{line}  " for line in _sources(answer))]
    lines += [
        "",
        f"*{answer['notice']}*",
        "",
        f"Answer {answer['id']}, corpus {answer['corpus']}, law as of {answer['as_of']}.",
    ]
    return "\n".join(lines) + "\n"


def _marks(numbers: list[int]) -> str:
    return "".join(f" [{number}]" for number in dict.fromkeys(numbers))


def _sources(answer: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    seen: set[str] = set()
    for claim, marks in numbered(answer):
        for citation, mark in zip(claim["citations"], marks, strict=True):
            if citation["passage_id"] in seen:
                continue
            seen.add(citation["passage_id"])
            where = ", ".join(part for part in (citation["authority"], citation["pinpoint"]) if part)
            window = f"in force from {citation['valid_from']}" if citation["valid_from"] else ""
            window += f" to {citation['valid_to']}" if citation["valid_to"] else ""
            parts = (where, citation["kind"], citation["standing"], window.strip(), citation["url"])
            lines.append(f"[{mark}] " + " · ".join(part for part in parts if part))
    return lines


def _conflicts(answer: dict[str, Any]) -> list[str]:
    lines = []
    for conflict in answer["conflicts"]:
        ids = ", ".join(conflict["passage_ids"][:3])
        lines += ["", f"Sources differ. {conflict['summary']} {conflict['stands']} ({ids})"]
    return lines


def _route(answer: dict[str, Any]) -> list[str]:
    route = answer["route"]
    if not route:
        return []
    lines = ["", f"Route from {route['origin']} to {route['requested']} ({route['kind']})", ""]
    lines += ["| instrument | applies | why |", "|---|---|---|"]
    return lines + [f"| {o['instrument']} | {o['applies']} | {o['why']} |" for o in route["options"]]


def _table(answer: dict[str, Any]) -> list[str]:
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
