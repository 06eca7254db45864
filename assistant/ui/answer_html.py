"""The answer object as HTML: the conversation in the middle of the page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.ui.copying import copied
from assistant.ui.laws_html import comparison, route
from assistant.ui.marks import claim_marks, leading, marked, numbers, passage_marks
from assistant.ui.markup import capital, count, day, esc, icon
from assistant.ui.types import AnswerObject, Frame, Turn
from corpus.types import TOPICS

Words = Mapping[str, str]

STEPS = {
    "understand": "Reading the question",
    "retrieve": "Searching the sources",
    "rank": "Weighing what was found",
    "compose": "Writing from quotations",
    "verify": "Checking every quotation",
}

# What to call a reply that is no answer.
DECLINED = {
    "greeting": "",
    "out_of_scope": "Outside the subject",
    "not_in_corpus": "Not in the corpus",
    "state_not_covered": "State not covered",
    "fact_missing": "A fact is missing",
    "no_basis_on_that_date": "No basis on that date",
}

# Weakest first: the badge names the worst.
WEAK = ("outdated", "unconfirmed", "inference")


def question_html(text: str) -> str:
    """What the user wrote."""
    return f'<p class="q"><span class="sr">You asked: </span>{esc(text)}</p>'


def pending_html(text: str, step: str) -> str:
    """A question on its way, with the steps begun so far."""
    names = list(STEPS)
    reached = names.index(step) if step in STEPS else 0
    items = "".join(
        f'<li class="{"now" if place == reached else "done"}">{esc(STEPS[name])}{"…" if place == reached else ""}</li>'
        for place, name in enumerate(names[: reached + 1])
    )
    return f'<article class="turn">{question_html(text)}<ol class="steps">{items}</ol></article>'


def turn_html(turn: Turn, number: int, frame: Frame, *, last: bool, fresh: bool) -> str:
    """One question and its answer; `number` counts the turns of the matter from 0."""
    answer = turn.answer
    body = answer_html(answer, number, frame)
    tail = _next_steps(answer) if last else ""
    classes = "turn fresh" if fresh else "turn"
    return (
        f'<article class="{classes}" data-turn="{number}" aria-label="Answer {number + 1}">'
        f'{question_html(turn.question)}<div class="answer" lang="{esc(answer["language"])}">{body}</div>{tail}</article>'
    )


def answer_html(answer: AnswerObject, turn: int, frame: Frame) -> str:
    """An answer, whole."""
    words = frame.words
    given = numbers(answer)
    inside, rest = leading(answer)
    topics = [None, *(claim["topic"] for claim in rest)]
    told = "".join(
        _claim(claim, given, turn, words, labelled=claim["topic"] != before)
        for claim, before in zip(rest, topics, strict=False)
    )
    parts = [
        _head(answer, words),
        f'<p class="lead">{marked(_lead(answer, words), claim_marks(inside, given, turn))}{badge(inside, words)}</p>',
        comparison(answer["table"], given, turn, frame),
        f'<ol class="claims">{told}</ol>' if told else "",
        *(_conflict(conflict, given, turn, frame) for conflict in answer["conflicts"]),
        route(answer["route"], given, turn, frame),
        _missing(answer),
        _list("What is covered", answer["covered"]),
        _notice(answer, words),
        _actions(answer, turn, frame),
    ]
    return "".join(parts)


def badge(claims: Iterable[Mapping[str, Any]], words: Words) -> str:
    """A warning beside words that rest on something less than a confirmed source; empty where none does."""
    standings = [citation["standing"] for claim in claims for citation in claim["citations"]]
    worst = next((standing for standing in WEAK if standing in standings), None)
    if worst is None:
        return ""
    part = "" if set(standings) == {worst} else "partly "
    name = words.get(f"standing_{worst}", worst)
    return f'<span class="warn {worst}">{icon("warn")}{esc(part + name)}</span>'


def verdict_word(answer: AnswerObject, words: Words) -> tuple[str, str]:
    """The shape and the word that head the answer; both empty where it needs none."""
    if answer["verdict"]:
        return answer["verdict"], words.get(f"verdict_{answer['verdict']}", capital(answer["verdict"]))
    if answer["status"] == "clarify":
        return "clarify", "One question first"
    if answer["status"] == "declined":
        word = DECLINED.get(answer["reason"] or "", "No answer")
        return ("declined", word) if word else ("", "")
    return "", ""


def spoken(answer: AnswerObject, words: Words) -> str:
    """What is announced, once, when an answer is finished."""
    _, word = verdict_word(answer, words)
    sources = len(numbers(answer))
    counted = f"{count(len(answer['claims']), 'statement')}, {count(sources, 'source')}" if sources else ""
    return ". ".join(part for part in (word, _lead(answer, words).rstrip("."), counted) if part) + "."


def _head(answer: AnswerObject, words: Words) -> str:
    shape, word = verdict_word(answer, words)
    verdict = f'<span class="verdict v-{shape}">{icon(shape)}{esc(word)}</span>' if word else ""
    dated = words.get("as_of", "as of {date}").format(date=day(answer["as_of"]))
    shown = f'<span class="asof">{esc(dated)}</span>' if answer["status"] == "answered" else ""
    return f'<div class="head">{verdict}{shown}</div>' if verdict or shown else ""


def _lead(answer: AnswerObject, words: Words) -> str:
    """The lead without the verdict, which stands right above it."""
    _, word = verdict_word(answer, words)
    lead: str = answer["lead"]
    rest = (
        lead.removeprefix(word).lstrip(".,: ")
        if word and lead.startswith((f"{word}.", f"{word},", f"{word}:"))
        else ""
    )
    return capital(rest) or lead


def _claim(claim: Mapping[str, Any], given: Mapping[str, int], turn: int, words: Words, *, labelled: bool) -> str:
    label = capital(TOPICS.get(claim["topic"], claim["topic"].replace("-", " ")))
    topic = f'<span class="topic">{esc(label)}</span>' if label and labelled else ""
    marks = claim_marks([claim], given, turn)
    return f"<li>{topic}{marked(claim['text'], marks)}{badge([claim], words)}</li>"


def _conflict(conflict: Mapping[str, Any], given: Mapping[str, int], turn: int, frame: Frame) -> str:
    differ = frame.words.get("sources_differ", "Sources differ.")
    stands = frame.words.get("what_stands", "What stands: {stands}").format(stands=conflict["stands"])
    settled = f'<span class="stands">{esc(stands)}</span>' if conflict["stands"] else ""
    marks = passage_marks(conflict["passage_ids"], given, turn, frame.passages)
    return (
        f'<div class="conflict" role="note"><b>{esc(differ)}</b> {marked(conflict["summary"], marks)}{settled}</div>'
    )


def _missing(answer: AnswerObject) -> str:
    """What is not there, where the lead has not said so yet."""
    if answer["status"] != "declined" or answer["reason"] == "out_of_scope":
        return ""
    return _list("Not there", [item for item in answer["missing"] if item not in answer["lead"]])


def _list(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    shown = "".join(f"<li>{esc(item)}</li>" for item in items)
    return f'<div class="listed"><span class="topic">{title}</span><ul>{shown}</ul></div>'


def _notice(answer: AnswerObject, words: Words) -> str:
    """Notices; the one that stands under the question box on a desk is told beside the answer on a phone only."""
    standing = words.get("information_only", "")
    told = answer["notice"].replace(standing, "").strip() if standing else answer["notice"]
    held = len(answer["withheld"])
    counted = words.get("notice_withheld", "{count} statement(s) withheld: the quotation did not check out.")
    if held and counted.format(count=held) not in told:
        told = f"{told} {counted.format(count=held)}".strip()
    shown = f'<p class="notice">{esc(told)}</p>' if told else ""
    return shown + (f'<p class="notice phone">{esc(standing)}</p>' if standing else "")


def _actions(answer: AnswerObject, turn: int, frame: Frame) -> str:
    if answer["status"] != "answered":
        return ""
    buttons = [
        '<button type="button" data-copy>Copy with sources</button>',
        f'<button type="button" data-memo="{turn}">Memo</button>' if frame.memo else "",
        f'<button type="button" data-link="{esc(answer["query"])}" data-as-of="{esc(answer["as_of"])}">Link</button>',
        '<button type="button" data-register="plain">Plain words</button>',
        f'<button type="button" data-how="{turn}">How it was answered</button>',
    ]
    return f'<div class="acts">{"".join(buttons)}<pre hidden>{esc(copied(answer, frame))}</pre></div>'


def _next_steps(answer: AnswerObject) -> str:
    choices = [(choice["label"], choice["value"]) for choice in answer["choices"]]
    asked = choices or [(text, text) for text in answer["follow_ups"]]
    if not asked:
        return ""
    name = "Choose an answer" if choices else "Ask next"
    buttons = "".join(
        f'<button type="button" data-ask="{esc(value)}">{esc(label)}</button>' for label, value in asked
    )
    return f'<div class="next{" choices" if choices else ""}" role="group" aria-label="{name}">{buttons}</div>'
