"""Where sources disagree, shown beside an answer they bear on."""

from collections.abc import Sequence

from assistant.reader import Reader
from assistant.types import Conflict, Inquiry

AT_MOST = 2


def conflicts_of(inquiry: Inquiry, cited: Sequence[str], reader: Reader) -> tuple[Conflict, ...]:
    """Conflicts on what was asked: one of their words stands in the question, or two of their passages are cited.

    A conflict about other States than those asked for is left out.
    """
    low = inquiry.english.lower()
    found = []
    for row in reader.tables.conflicts.values():
        if inquiry.states and row.states and not set(row.states) & {*inquiry.states, "INT"}:
            continue
        said = sum(len(term) for term in row.terms if term.strip() and term.lower() in low)
        shared = len(set(row.passage_ids) & set(cited))
        if (
            (said and (shared or row.topic in inquiry.topics[:2]))
            or shared >= 2
            or (shared and cited[0] in row.passage_ids)
        ):
            found.append((said + 20 * shared, row))
    found.sort(key=lambda item: (-item[0], item[1].id))
    return tuple(
        Conflict(summary=row.summary, stands=row.stands, passage_ids=row.passage_ids) for _, row in found[:AT_MOST]
    )
