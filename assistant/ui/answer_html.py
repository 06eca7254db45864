"""The answer object as HTML: what stands in the middle of the page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.contract import verdict_key
from assistant.ui.laws_html import comparison, route
from assistant.ui.marks import claim_marks, leading, marked, numbers, passage_marks
from assistant.ui.markup import capital, esc, icon
from assistant.ui.types import AnswerObject, Frame

# Weakest first: the badge names the worst.
WEAK = ("outdated", "unconfirmed", "inference")


def answer_html(answer: AnswerObject, turn: int, frame: Frame, *, partial: bool = False) -> str:
    """An answer, whole; or, where it is `partial`, as far as it is checked."""
    given = numbers(answer)
    inside, rest = leading(answer)
    topics = [None, *(claim["topic"] for claim in rest)]
    told = "".join(
        _claim(claim, given, turn, frame, labelled=claim["topic"] != before)
        for claim, before in zip(rest, topics, strict=False)
    )
    lead = f"{marked(_lead(answer, frame), claim_marks(inside, given, turn, frame))}{badge(inside, frame)}"
    first = [_head(answer, frame), f'<p class="lead{weakly(inside)}">{lead}</p>']
    claims = f'<ol class="claims">{told}</ol>' if told else ""
    if partial:
        return "".join([*first, claims])
    return "".join(
        [
            *first,
            comparison(answer["table"], given, turn, frame),
            claims,
            *(_conflict(conflict, given, turn, frame) for conflict in answer["conflicts"]),
            route(answer["route"], given, turn, frame),
            _explained(answer, frame),
            _missing(answer, frame),
            _list(frame.texts("turn.covered"), answer["covered"]),
            _withheld(answer, turn, frame),
            _notice(answer, frame),
        ]
    )


def badge(claims: Iterable[Mapping[str, Any]], frame: Frame) -> str:
    """A warning beside words that rest on something less than a confirmed source; empty where none does."""
    standings = _standings(claims)
    worst = next((standing for standing in WEAK if standing in standings), None)
    if worst is None:
        return ""
    name = frame.words.get(f"standing_{worst}", worst)
    told = name if set(standings) == {worst} else frame.texts("turn.partly", standing=name)
    return f' <span class="warn {worst}">{icon("warn")}{esc(told)}</span>'


def weakly(claims: Iterable[Mapping[str, Any]]) -> str:
    """A class for words of which nothing is confirmed; empty where something is."""
    standings = _standings(claims)
    return " loose" if standings and "confirmed" not in standings else ""


def verdict_word(answer: AnswerObject, frame: Frame) -> tuple[str, str]:
    """The shape and the word that head the answer; both empty where it needs none."""
    if answer["verdict"]:
        return answer["verdict"], frame.words.get(verdict_key(answer), capital(answer["verdict"]))
    if answer["status"] == "clarify":
        return "clarify", frame.texts("reasons.clarify")
    if answer["status"] == "declined":
        reason = answer["reason"] or ""
        word = frame.texts.named("reasons", reason)
        word = frame.texts("reasons.other") if word == reason else word
        return ("declined", word) if word else ("", "")
    return "", ""


def spoken(answer: AnswerObject, frame: Frame) -> str:
    """What is announced, once, when an answer is finished."""
    _, word = verdict_word(answer, frame)
    t, sources = frame.texts, len(numbers(answer))
    counted = f"{t.count('statements', len(answer['claims']))}, {t.count('sources', sources)}" if sources else ""
    return ". ".join(part for part in (word, _lead(answer, frame).rstrip("."), counted) if part) + "."


def _standings(claims: Iterable[Mapping[str, Any]]) -> list[str]:
    return [citation["standing"] for claim in claims for citation in claim["citations"]]


def _head(answer: AnswerObject, frame: Frame) -> str:
    shape, word = verdict_word(answer, frame)
    verdict = f'<span class="verdict v-{shape}">{icon(shape)}{esc(word)}</span>' if word else ""
    dated = frame.words.get("as_of", "as of {date}").format(date=frame.texts.day(answer["as_of"]))
    shown = f'<span class="asof">{esc(dated)}</span>' if answer["status"] == "answered" else ""
    return f'<div class="head">{verdict}{shown}</div>' if verdict or shown else ""


def _lead(answer: AnswerObject, frame: Frame) -> str:
    """The lead without the verdict, which stands right above it."""
    _, word = verdict_word(answer, frame)
    lead: str = answer["lead"]
    rest = (
        lead.removeprefix(word).lstrip(".,: ")
        if word and lead.startswith((f"{word}.", f"{word},", f"{word}:"))
        else ""
    )
    return capital(rest) or lead


def _claim(claim: Mapping[str, Any], given: Mapping[str, int], turn: int, frame: Frame, *, labelled: bool) -> str:
    label = capital(frame.texts.topic(claim["topic"]))
    topic = f'<span class="topic">{esc(label)}</span>' if label and labelled else ""
    marks = claim_marks([claim], given, turn, frame)
    weak = ' class="loose"' if weakly([claim]) else ""
    return f"<li{weak}>{topic}{marked(claim['text'], marks)}{badge([claim], frame)}</li>"


def _conflict(conflict: Mapping[str, Any], given: Mapping[str, int], turn: int, frame: Frame) -> str:
    differ = frame.words.get("sources_differ", frame.texts("copying.differ"))
    stands = frame.words.get("what_stands", "What stands: {stands}").format(stands=conflict["stands"])
    settled = f'<span class="stands">{esc(stands)}</span>' if conflict["stands"] else ""
    marks = passage_marks(conflict["passage_ids"], given, turn, frame)
    return (
        f'<div class="conflict" role="note"><b>{esc(differ)}</b> {marked(conflict["summary"], marks)}{settled}</div>'
    )


def _explained(answer: AnswerObject, frame: Frame) -> str:
    """The terms of art of the answer in plain words."""
    if not answer["explanations"]:
        return ""
    terms = "".join(
        f"<div><dt>{esc(capital(found['term']))}</dt><dd>{esc(found['plain'])}</dd></div>"
        for found in answer["explanations"]
    )
    return f'<div class="listed"><span class="topic">{esc(frame.texts("turn.terms"))}</span><dl class="terms">{terms}</dl></div>'


def _missing(answer: AnswerObject, frame: Frame) -> str:
    """What is not there, where the lead has not said so yet."""
    if answer["status"] != "declined" or answer["reason"] == "out_of_scope":
        return ""
    return _list(frame.texts("turn.missing"), [item for item in answer["missing"] if item not in answer["lead"]])


def _list(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    shown = "".join(f"<li>{esc(item)}</li>" for item in items)
    return f'<div class="listed"><span class="topic">{esc(title)}</span><ul>{shown}</ul></div>'


def _withheld(answer: AnswerObject, turn: int, frame: Frame) -> str:
    held = len(answer["withheld"])
    if not held:
        return ""
    return (
        f'<p class="held">{icon("held")}<span>{esc(frame.texts.count("withheld", held))} '
        f'<button type="button" data-how="{turn}">{esc(frame.texts("turn.withheld_see"))}</button></span></p>'
    )


def _notice(answer: AnswerObject, frame: Frame) -> str:
    """Notices, without what is told elsewhere: the count of what was withheld, and the notice under the box, which a
    phone shows beside the answer only."""
    standing = frame.words.get("information_only", "")
    held = frame.words.get("notice_withheld", "").format(count=len(answer["withheld"]))
    told = answer["notice"]
    for elsewhere in filter(None, (standing, held)):
        told = told.replace(elsewhere, "")
    told = " ".join(told.split())
    shown = f'<p class="notice">{esc(told)}</p>' if told else ""
    return shown + (f'<p class="notice phone">{esc(standing)}</p>' if standing else "")
