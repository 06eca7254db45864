"""The answer as plain text that carries its sources, for the clipboard."""

from collections.abc import Mapping
from typing import Any

from assistant.contract import verdict_key
from assistant.ui.laws_html import first_column, route_title
from assistant.ui.marks import leading, numbers
from assistant.ui.types import AnswerObject, Frame


def copied(answer: AnswerObject, frame: Frame) -> str:
    """Question, answer, claims with numbers, and the list of sources behind the numbers."""
    t, given = frame.texts, numbers(answer)
    inside, rest = leading(answer)
    verdict = frame.words.get(verdict_key(answer), "") if answer["verdict"] else ""
    lead = [verdict if not answer["lead"].startswith(verdict) else "", answer["lead"]]
    lines = [answer["question"], "", ". ".join(part for part in lead if part) + _numbered(inside, given)]
    lines += [f"- {claim['text']}{_numbered([claim], given)}" for claim in rest]
    for conflict in answer["conflicts"]:
        lines.append(f"- {t('copying.differ')} {conflict['summary']} {conflict['stands']}".rstrip())
    if answer["route"]:
        applies = {o: frame.words.get(f"applies_{o}", o) for o in ("yes", "no", "open")}
        lines += ["", route_title(answer["route"], frame)]
        lines += [f"- {o['instrument']}: {applies[o['applies']]}; {o['why']}" for o in answer["route"]["options"]]
    if answer["table"]:
        lines += ["", "\t".join([first_column(answer["table"], frame), *answer["table"]["columns"]])]
        lines += ["\t".join([row["state"], *(c["text"] for c in row["cells"])]) for row in answer["table"]["rows"]]
    lines += ["", t("copying.sources"), *_sources(answer, given, frame)]
    law = t("copying.law", date=t.day(answer["as_of"]), corpus=answer["corpus"])
    return "\n".join([*lines, "", f"{law} {answer['notice']}".rstrip()])


def _numbered(claims: list[Mapping[str, Any]], given: Mapping[str, int]) -> str:
    ids = dict.fromkeys(c["passage_id"] for claim in claims for c in claim["citations"])
    return "".join(f" [{given[id_]}]" for id_ in ids)


def _sources(answer: AnswerObject, given: Mapping[str, int], frame: Frame) -> list[str]:
    cited = {c["passage_id"]: c for claim in answer["claims"] for c in claim["citations"]}
    lines = []
    for id_, number in given.items():
        found, passage = cited.get(id_), frame.passages.get(id_)
        if found:
            parts = (found["title"], found["pinpoint"], found["authority"], found["standing"], found["url"])
            quote = f"“{found['quote']}”"
        elif passage:
            parts = (passage.heading, passage.pinpoint, passage.authority, passage.standing.value, passage.url)
            quote = ""
        else:
            parts, quote = (id_, "", frame.texts("laws.absent"), "unconfirmed", ""), ""
        title, pinpoint, authority, standing, url = parts
        sure = "" if standing == "confirmed" else f" ({frame.words.get(f'standing_{standing}', standing)})"
        name = f"{', '.join(part for part in (title, pinpoint) if part)}. {authority}.{sure}"
        lines.append(" ".join(part for part in (f"[{number}] {name}", url, quote) if part))
    return lines
