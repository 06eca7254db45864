"""The answer as plain text that carries its sources, for the clipboard."""

from collections.abc import Mapping
from typing import Any

from assistant.ui.marks import leading, numbers
from assistant.ui.markup import day
from assistant.ui.types import AnswerObject, Frame


def copied(answer: AnswerObject, frame: Frame) -> str:
    """Question, answer, claims with numbers, and the list of sources behind the numbers."""
    given = numbers(answer)
    inside, rest = leading(answer)
    verdict = frame.words.get(f"verdict_{answer['verdict']}", "") if answer["verdict"] else ""
    lines = [answer["question"], ""]
    lines.append(
        ". ".join(
            part for part in (verdict if not answer["lead"].startswith(verdict) else "", answer["lead"]) if part
        )
        + _numbered(inside, given)
    )
    lines += [f"- {claim['text']}{_numbered([claim], given)}" for claim in rest]
    for conflict in answer["conflicts"]:
        lines.append(f"- Sources differ. {conflict['summary']} {conflict['stands']}".rstrip())
    if answer["route"]:
        ends = [frame.states.get(answer["route"][end], answer["route"][end]) for end in ("origin", "requested")]
        lines += ["", f"Routes from {ends[0]} to {ends[1]}"]
        lines += [f"- {o['instrument']}: {o['applies']}; {o['why']}" for o in answer["route"]["options"]]
    if answer["table"]:
        lines += ["", "\t".join([answer["table"].get("head", "State"), *answer["table"]["columns"]])]
        lines += ["\t".join([row["state"], *(c["text"] for c in row["cells"])]) for row in answer["table"]["rows"]]
    lines += ["", "Sources", *_sources(answer, given)]
    lines += ["", f"Law as of {day(answer['as_of'])}. Corpus {answer['corpus']}. {answer['notice']}".rstrip()]
    return "\n".join(lines)


def _numbered(claims: list[Mapping[str, Any]], given: Mapping[str, int]) -> str:
    ids = dict.fromkeys(c["passage_id"] for claim in claims for c in claim["citations"])
    return "".join(f" [{given[id_]}]" for id_ in ids)


def _sources(answer: AnswerObject, given: Mapping[str, int]) -> list[str]:
    cited = {c["passage_id"]: c for claim in answer["claims"] for c in claim["citations"]}
    lines = []
    for id_, number in given.items():
        found = cited.get(id_)
        if found is None:
            lines.append(f"[{number}] {id_}")
            continue
        sure = "" if found["standing"] == "confirmed" else f" ({found['standing']})"
        name = (
            f"{', '.join(part for part in (found['title'], found['pinpoint']) if part)}. {found['authority']}.{sure}"
        )
        lines.append(" ".join(part for part in (f"[{number}] {name}", found["url"], f"“{found['quote']}”") if part))
    return lines
