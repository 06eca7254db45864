"""A comparison of two builds in Markdown, for whoever changed the corpus."""

from collections.abc import Iterator

from evals.diff import BuildDiff, ChangedAnswer, Moved
from evals.tables import one_line, table

NO_CAUSE = "no passage that either answer looked at was changed; other passages weigh the words otherwise now"


def diff_markdown(found: BuildDiff) -> str:
    """A comparison of two builds in Markdown."""
    questions = len({answer.case_id for answer in found.answers})
    parts = [
        f"# {questions} of {found.asked} cases are answered otherwise by {found.after} than by {found.before}",
        f"{len(found.sources)} passages differ.",
        *(_answer(answer) for answer in found.answers),
    ]
    if found.failures:
        lines = [f"- {item.case_id}, by {item.build}: {one_line(item.problem)}" for item in found.failures]
        parts.append("## Not answered\n\n" + "\n".join(lines))
    if found.sources:
        parts.append("## Source changes\n\n" + "\n".join(f"- {change}" for change in found.sources))
    if found.other:
        parts.append("## What else differs\n\n" + table(("field", "before", "after"), found.other))
    return "\n\n".join(parts) + "\n"


def _answer(answer: ChangedAnswer) -> str:
    turn = f", turn {answer.turn}" if answer.turn > 1 else ""
    head = f"## {answer.case_id}{turn}\n\n{one_line(answer.question)}\n\n"
    return head + "\n".join(line for moved in answer.moved for line in _moved(moved))


def _moved(moved: Moved) -> Iterator[str]:
    before, after = one_line(moved.before), one_line(moved.after)
    if before and after:
        yield f"- {moved.what}: {before} → {after}"
    else:
        yield f"- {moved.what} {'gone' if before else 'new'}: {before or after}"
    how = "" if moved.cited else "looked at, not cited: "
    causes = "; ".join(map(str, moved.causes))
    yield f"  - because: {how + causes if causes else NO_CAUSE}"
