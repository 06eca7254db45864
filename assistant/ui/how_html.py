"""How an answer came about: what was read from the question, what was found, kept, withheld, and the time it took."""

from collections.abc import Iterable, Mapping

from assistant.ui.markup import capital, count, day, esc
from assistant.ui.types import AnswerObject
from corpus.types import TOPICS

STEPS = ("understand", "retrieve", "rank", "compose", "verify")


def how(answer: AnswerObject, states: Mapping[str, str]) -> str:
    """The receipt of an answer."""
    trace = answer["trace"]
    rows = [
        ("Read as", answer["query"]),
        ("In English", trace["english"] if trace["english"] != answer["query"] else ""),
        ("Language", answer["language"]),
        ("Kind of answer", trace["answer_type"]),
        ("Topics", _joined(capital(TOPICS.get(topic, topic)) for topic in trace["topics"])),
        ("States", _joined(states.get(code, code) for code in trace["states"])),
        ("Instruments", _joined(trace["instruments"])),
        ("Taken for granted", _joined(trace["premises"])),
        ("Not in any source", _joined(trace["unknown"])),
        ("Law as of", day(answer["as_of"])),
        ("Writer", "quotations only, no language model" if answer["writer"] == "quotation" else answer["writer"]),
        ("Corpus", answer["corpus"]),
        ("Answer", answer["id"]),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{esc(value)}</dd>" for name, value in rows if value)
    found, dropped = len(trace["evidence"]), trace["dropped"]
    kept = f"<p>{count(found, 'passage')} kept, {len(dropped)} dropped, {len(answer['withheld'])} withheld.</p>"
    return f'<dl class="how">{listed}</dl>{_times(answer)}{kept}{_withheld(answer)}{_dropped(answer)}'


def _times(answer: AnswerObject) -> str:
    spent = answer["timings_ms"]
    total = spent["total"] or sum(spent[step] for step in STEPS) or 1.0
    rows = "".join(
        f'<tr><th scope="row">{capital(step)}</th><td><span class="bar" style="width:'
        f'{min(100.0, 100 * spent[step] / total):.0f}%"></span></td><td class="ms">{spent[step]:.1f} ms</td></tr>'
        for step in STEPS
    )
    return f'<table class="times"><caption>Time taken: {total:.0f} ms</caption><tbody>{rows}</tbody></table>'


def _withheld(answer: AnswerObject) -> str:
    if not answer["withheld"]:
        return ""
    items = "".join(f"<li>{esc(held['text'])}<small>{esc(held['why'])}</small></li>" for held in answer["withheld"])
    return f'<h4>Withheld: the check failed</h4><ul class="plain">{items}</ul>'


def _dropped(answer: AnswerObject) -> str:
    dropped = answer["trace"]["dropped"]
    if not dropped:
        return ""
    items = "".join(f"<li>{esc(entry['passage_id'])}<small>{esc(entry['why'])}</small></li>" for entry in dropped)
    return f"<details><summary>Found and dropped ({len(dropped)})</summary><ul class=plain>{items}</ul></details>"


def _joined(names: Iterable[str]) -> str:
    return ", ".join(names)
