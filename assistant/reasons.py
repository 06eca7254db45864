"""Why an instrument of a route applies or not, said in a language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from assistant.route_types import Because


def said(
    reasons: Iterable[Because],
    templates: Mapping[str, str],
    state: Callable[[str], str],
    day: Callable[[date], str],
    instrument: Callable[[str], str],
    joined: str,
) -> str:
    """The reasons as one line.

    Args:
        templates: the `[reasons]` of a language.
        state, day, instrument: how that language names a State, a day and an instrument by its id.
        joined: the word between two States ("and").
    """
    lines = []
    for reason in reasons:
        names = [state(code) for code in reason.states]
        lines.append(
            templates[reason.key].format(
                state=names[0] if names else "",
                other=names[-1] if names else "",
                states=f" {joined} ".join(names),
                day=day(reason.day) if reason.day else "—",
                instrument=instrument(reason.instrument) if reason.instrument else "",
            )
        )
    return "; ".join(lines)
