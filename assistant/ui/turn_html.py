"""One turn of the conversation: the question, the steps while it is answered, the answer, and what can be done next."""

from assistant.keeping.answers import NOTE_AT_MOST
from assistant.keeping.types import Complaint
from assistant.ui.answer_html import answer_html
from assistant.ui.copying import copied
from assistant.ui.marks import numbers, passage_marks
from assistant.ui.markup import esc, icon, place
from assistant.ui.texts import Texts
from assistant.ui.types import AnswerObject, Frame, Turn

LINKS = "a"
"""Where a kept answer is served by its receipt, below the address of the page."""

STEPS = ("understand", "retrieve", "rank", "compose", "verify")


def question_html(text: str, t: Texts) -> str:
    """What the user wrote."""
    return f'<p class="q"><span class="sr">{esc(t("turn.asked"))}: </span>{esc(text)}</p>'


def pending_html(text: str, number: int, step: str, t: Texts, part: str = "", language: str = "") -> str:
    """A question on its way, with the steps begun so far.

    Args:
        number: counts the turns of the matter from 0.
        part: the answer as far as it is checked, as HTML, in `language`.
    """
    reached = STEPS.index(step) if step in STEPS else 0
    items = "".join(
        f'<li class="{"now" if place == reached else "done"}">{esc(t(f"steps.{name}"))}{"…" if place == reached else ""}</li>'
        for place, name in enumerate(STEPS[: reached + 1])
    )
    answer = f'<div class="answer" lang="{esc(language)}">{part}</div>' if part else ""
    return (
        f'<article class="turn" data-turn="{number}" aria-label="{esc(t("turn.answer", n=number + 1))}">'
        f'<div class="asked">{question_html(text, t)}</div>{answer}<ol class="steps">{items}</ol></article>'
    )


def turn_html(turn: Turn, number: int, frame: Frame, *, last: bool, fresh: bool, register: str = "") -> str:
    """One question and its answer.

    Args:
        number: counts the turns of the matter from 0.
        last: whether it is the last turn, which can be answered again and taken back.
        fresh: whether the answer has just come in.
        register: how the matter is worded.
    """
    answer, t = turn.answer, frame.page
    offered = _next_steps(answer, t) if last else ""
    choices, follow_ups = (offered, "") if answer["choices"] else ("", offered)
    edit = esc(t("turn.edit_of", n=number + 1))
    return (
        f'<article class="turn{" fresh" if fresh else ""}" data-turn="{number}" '
        f'aria-label="{esc(t("turn.answer", n=number + 1))}">'
        f'<div class="asked">{question_html(turn.question, t)}<button type="button" class="edit" data-edit="{number}" '
        f'aria-label="{edit}">{esc(t("turn.edit"))}</button></div>{_read_as(turn, t)}{_stale(turn, number, frame)}'
        f'<div class="answer" lang="{esc(answer["language"])}">{answer_html(answer, number, frame)}</div>'
        f"{choices}{_actions(turn, number, frame, last=last, register=register)}{_saying(turn, number, t)}"
        f"{follow_ups}</article>"
    )


def _read_as(turn: Turn, t: Texts) -> str:
    """The question as it stands alone, where the conversation lent it something."""
    asked, read = (" ".join(text.split()).rstrip(".?! ") for text in (turn.question, turn.answer["query"]))
    if asked.casefold() == read.casefold():
        return ""
    return f'<p class="read"><b>{esc(t("turn.read_as"))}</b> {esc(turn.answer["query"])}</p>'


def _stale(turn: Turn, number: int, frame: Frame) -> str:
    """What became of the sources since the answer was given; empty while they stand as they stood."""
    if not turn.stale:
        return ""
    t, given = frame.page, numbers(turn.answer)
    items = "".join(
        f"<li>{passage_marks([id_], given, number, frame) if id_ in given else ''} {esc(_named(id_, frame))}: "
        f"{esc(t.named('stale', what.replace(' ', '_')))}</li>"
        for id_, what in turn.stale
    )
    return (
        f'<div class="stale" role="note">{icon("warn")}<div><b>{esc(t("turn.stale"))}</b> {esc(t("turn.stale_again"))}'
        f"<ul>{items}</ul></div></div>"
    )


def _named(id_: str, frame: Frame) -> str:
    passage = frame.passages.get(id_)
    return place(passage.authority, passage.pinpoint) if passage else id_


def _saying(turn: Turn, number: int, t: Texts) -> str:
    """What the reader says of the answer, with a reason; what was said before is chosen already."""
    if not turn.receipt:
        return ""
    choices = "".join(
        f'<label><input type="radio" name="complaint" value="{one}"{" checked" if one == turn.said else ""}>'
        f"{esc(t(f'said.{one.name.lower()}'))}</label>"
        for one in Complaint
    )
    return (
        f'<form class="saying" id="saying-{number}" data-say="{esc(turn.receipt)}" hidden autocomplete="off"><fieldset>'
        f"<legend>{esc(t('said.what'))}</legend>{choices}</fieldset>"
        f'<label class="note">{esc(t("said.note"))}<textarea name="note" rows="2" maxlength="{NOTE_AT_MOST}"></textarea></label>'
        f'<div class="buttons"><button type="submit" class="do">{esc(t("said.send"))}</button>'
        f"<small>{esc(t('said.kept'))}</small></div></form>"
    )


def _actions(turn: Turn, number: int, frame: Frame, *, last: bool, register: str) -> str:
    t, answer, buttons = frame.page, turn.answer, []
    if answer["status"] == "answered":
        buttons += [
            _button("data-copy", t("turn.copy")),
            _button(f'data-memo="{number}"', t("turn.memo")) if frame.memo else "",
        ]
    if turn.receipt and answer["status"] != "clarify":
        buttons.append(_button(f'data-link="{LINKS}/{esc(turn.receipt)}"', t("turn.link")))
    if answer["status"] == "answered" and last:
        other = "lawyer" if register == "plain" else "plain"
        buttons.append(_button(f'data-register="{other}"', t(f"turn.{other}")))
    buttons.append(_button(f'data-how="{number}"', t("turn.how")))
    if turn.receipt:
        said = t("said.again", said=t(f"said.{Complaint(turn.said).name.lower()}")) if turn.said else t("said.open")
        buttons.append(_button(f'data-complain aria-expanded="false" aria-controls="saying-{number}"', said))
    if last:
        buttons += [_button("data-again", t("turn.again")), _button("data-undo", t("turn.back"))]
    text = f"<pre hidden>{esc(copied(answer, frame))}</pre>" if answer["status"] == "answered" else ""
    return f'<div class="acts">{"".join(buttons)}{text}</div>'


def _button(data: str, name: str) -> str:
    return f'<button type="button" {data}>{esc(name)}</button>'


def _next_steps(answer: AnswerObject, t: Texts) -> str:
    choices = [(choice["label"], choice["value"]) for choice in answer["choices"]]
    asked = choices or [(text, text) for text in answer["follow_ups"]]
    if not asked:
        return ""
    name = t("turn.choose") if choices else t("turn.next")
    buttons = "".join(
        f'<button type="button" data-ask="{esc(value)}">{esc(label)}</button>' for label, value in asked
    )
    return (
        f'<div class="next{" choices" if choices else ""}" role="group" aria-label="{esc(name)}" '
        f'lang="{esc(answer["language"])}">{buttons}</div>'
    )
