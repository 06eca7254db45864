"""How an answer came about: what was read from the question, what was found, kept, withheld, and the time it took."""

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.types import HERE
from assistant.ui.markup import capital, esc
from assistant.ui.texts import Texts
from assistant.ui.types import AnswerObject

STEPS = ("understand", "retrieve", "rank", "compose", "verify")


def how(answer: AnswerObject, states: Mapping[str, str], t: Texts) -> str:
    """The receipt of an answer."""
    trace = answer["trace"]
    writer = t("how.quotation") if answer["writer"] == "quotation" else answer["writer"]
    rows = {
        "read_as": answer["query"],
        "english": trace["english"] if trace["english"] != answer["query"] else "",
        "language": t.named("languages", answer["language"]),
        "answer_type": trace["answer_type"],
        "topics": _joined(capital(t.topic(topic)) for topic in trace["topics"]),
        "states": _joined(states.get(code, code) for code in trace["states"]),
        "area": capital(t.area(trace.get("area", ""))),
        "instruments": _joined(trace["instruments"]),
        "premises": _joined(trace["premises"]),
        "unknown": _joined(trace["unknown"]),
        "as_of": t.day(answer["as_of"]),
        "writer": writer,
        **_model(trace.get("writing") or {}, states, t),
        "corpus": answer["corpus"],
        "answer": answer["id"],
    }
    listed = "".join(
        f"<dt>{esc(t(f'how.{name}'))}</dt><dd>{esc(value)}</dd>" for name, value in rows.items() if value
    )
    kept = t(
        "how.kept",
        kept=t.count("kept", len(trace["evidence"])),
        dropped=len(trace["dropped"]),
        withheld=len(answer["withheld"]),
    )
    return f'<dl class="how">{listed}</dl>{_times(answer, t)}<p>{esc(kept)}</p>{_withheld(answer, t)}{_dropped(answer, t)}'


def _model(writing: Mapping[str, Any], states: Mapping[str, str], t: Texts) -> dict[str, str]:
    """What a language model was given and did; empty rows where none is set."""
    rows = {"filled": _joined(states.get(value, value) for value in writing.get("read_by_model", {}).values())}
    if "endpoint" in writing and writing.get("sent", True):
        rows["model"] = _used(writing, t)
        rows["cut"] = _joined(writing["cut"])
    if writing.get("second", {}).get("sent"):
        rows["second"] = _used(writing["second"], t)
    return rows


def _used(asked: Mapping[str, Any], t: Texts) -> str:
    where = t("how.home") if asked["endpoint"] == HERE else asked["endpoint"]
    return t("how.used", where=where, read=asked["tokens_in"], written=asked["tokens_out"])


def _times(answer: AnswerObject, t: Texts) -> str:
    spent = answer["timings_ms"]
    total = spent["total"] or sum(spent[step] for step in STEPS) or 1.0
    rows = "".join(
        f'<tr><th scope="row">{esc(t(f"steps.{step}"))}</th><td><span class="bar" style="width:'
        f'{min(100.0, 100 * spent[step] / total):.0f}%"></span></td><td class="ms">{spent[step]:.1f} ms</td></tr>'
        for step in STEPS
    )
    title = esc(t("how.time", n=f"{total:.0f}"))
    return f'<table class="times"><caption>{title}</caption><tbody>{rows}</tbody></table>'


def _withheld(answer: AnswerObject, t: Texts) -> str:
    if not answer["withheld"]:
        return ""
    items = "".join(f"<li>{esc(held['text'])}<small>{esc(held['why'])}</small></li>" for held in answer["withheld"])
    return f'<h4>{esc(t("how.withheld"))}</h4><ul class="plain">{items}</ul>'


def _dropped(answer: AnswerObject, t: Texts) -> str:
    dropped = answer["trace"]["dropped"]
    if not dropped:
        return ""
    items = "".join(f"<li>{esc(entry['passage_id'])}<small>{esc(entry['why'])}</small></li>" for entry in dropped)
    title = esc(t("how.dropped", n=len(dropped)))
    return f'<details><summary>{title}</summary><ul class="plain">{items}</ul></details>'


def _joined(names: Iterable[str]) -> str:
    return ", ".join(names)
