"""States side by side: a table State by topic, each cell cited."""

import re
from collections.abc import Sequence

from assistant.reader import Reader
from assistant.sentences import sentences
from assistant.types import AnswerType, Cell, Citation, Claim, Draft, Evidence, Inquiry, Status, Table, Verdict
from assistant.weighing.membership import membership_finding
from assistant.weighing.national import MERITS, RECIPROCITY, TREATY_NEEDED
from corpus.types import TOPICS, Passage, Span, Standing

COLUMNS_AT_MOST = 3
STATES_AT_MOST = 7
CELL_WORDS = 45
STANCE_OF = {
    "reciprocity": "reciprocity",
    "merits-review": "merits-review",
    "treaties": "treaty-needed",
    "limitation": "limit",
}
POSITIVE = frozenset({"yes", "required", "required-de-facto", "required-de-jure", "refusal-ground"})
NEGATIVE = frozenset({"no", "irrelevant", "none"})


def compare(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Draft | None:
    """The comparison as a draft, or None when the corpus has nothing on any of the States and topics.

    A question "which of them …" gets the States by stance in the lead; others get the table's first column named.
    """
    if inquiry.instruments:
        return _memberships(inquiry, reader)
    topics = _topics(inquiry, evidence)
    states = inquiry.states[:STATES_AT_MOST]
    cells: list[tuple[str, tuple[Cell, ...]]] = []
    claims: list[Claim] = []
    for state in states:
        row = []
        for topic in topics:
            passage = _best(state, topic, inquiry, reader)
            row.append(_cell(passage, inquiry, reader))
            if passage is not None:
                claims.append(_claim(passage, topic, _fitting(passage, inquiry, reader)))
        cells.append((reader.gazetteer.name(state), tuple(row)))
    if not claims:
        return None
    table = Table(columns=tuple(TOPICS[topic] for topic in topics), rows=tuple(cells))
    lead, verdict = _lead(states, topics, inquiry, claims, reader)
    return Draft(
        status=Status.ANSWERED,
        lead=lead,
        claims=tuple(claims[: STATES_AT_MOST * COLUMNS_AT_MOST]),
        verdict=verdict,
        table=table,
        notice=reader.message(inquiry.language, "information_only"),
        follow_ups=(
            reader.message(inquiry.language, "follow_cases"),
            reader.message(inquiry.language, "follow_limit"),
        ),
    )


def _memberships(inquiry: Inquiry, reader: Reader) -> Draft | None:
    """Who is bound by the instruments named: from the table of parties."""
    columns = inquiry.instruments[:COLUMNS_AT_MOST]
    rows, claims, said = [], [], []
    for state in inquiry.states[:STATES_AT_MOST]:
        cells = []
        for instrument in columns:
            known = state in reader.tables.states
            finding = membership_finding(inquiry, instrument, state, reader) if known else None
            if finding is None:
                cells.append(Cell(text=reader.message(inquiry.language, "cell_empty")))
                continue
            passage = reader.shelf.all[finding.passage_ids[0]]
            claims.append(_claim(passage, "treaties"))
            cells.append(
                Cell(text=finding.lead or finding.why or claims[-1].text, passage_ids=finding.passage_ids[:1])
            )
            said.append(cells[-1].text)
        rows.append((reader.gazetteer.name(state), tuple(cells)))
    if not claims:
        return None
    names = tuple(reader.instrument(instrument).short for instrument in columns)
    return Draft(
        status=Status.ANSWERED,
        lead=" ".join(sentence if sentence.endswith(".") else f"{sentence}." for sentence in said),
        claims=tuple(claims),
        table=Table(columns=names, rows=tuple(rows)),
        notice=reader.message(inquiry.language, "information_only"),
    )


def _topics(inquiry: Inquiry, evidence: Evidence) -> tuple[str, ...]:
    text = inquiry.english
    asked = [
        topic
        for topic, pattern in (("merits-review", MERITS), ("reciprocity", RECIPROCITY), ("treaties", TREATY_NEEDED))
        if pattern.search(text)
    ]
    if asked:
        return tuple(asked[:COLUMNS_AT_MOST])
    shown = [topic for topic in inquiry.topics if topic not in ("cases", "procedure", "treaties")]
    if re.search(r"\bcase", text, re.I) and not shown:
        shown = ["cases"]
    if not shown:
        shown = list(dict.fromkeys(hit.passage.topic for hit in evidence.hits[:4])) or ["reciprocity"]
    return tuple(shown[:COLUMNS_AT_MOST])


def _best(state: str, topic: str, inquiry: Inquiry, reader: Reader) -> Passage | None:
    key = STANCE_OF.get(topic, "")
    kinds = set(inquiry.kinds) or {"judgment"}
    fitting = [
        p
        for p in reader.shelf.cell(state, topic)
        if p.window.covers(inquiry.as_of)
        and p.standing is not Standing.OUTDATED
        and (kinds & set(p.kinds) or "any" in p.kinds)
    ]
    asked = reader.subjects.terms(inquiry.english)
    return max(
        fitting,
        key=lambda p: (
            (2.0 if key and key in p.stance else 0.0)
            + (1.0 if p.topic == topic else 0.0)
            + reader.subjects.coverage(asked, reader.subjects.of(p))
            + (0.3 if p.standing is Standing.CONFIRMED else 0.0),
            p.id,
        ),
        default=None,
    )


def _cell(passage: Passage | None, inquiry: Inquiry, reader: Reader) -> Cell:
    if passage is None:
        return Cell(text=reader.message(inquiry.language, "cell_empty"))
    span = _fitting(passage, inquiry, reader)
    text = passage.text[span.start : span.end]
    if passage.standing is not Standing.CONFIRMED:
        text = f"{text} ({reader.message(inquiry.language, f'standing_{passage.standing.value}')})"
    return Cell(text=text, passage_ids=(passage.id,))


def _first(passage: Passage) -> Span:
    spans = list(sentences(passage.text))
    end = spans[0]
    for span in spans[1:]:
        if len(passage.text[spans[0].start : span.end].split()) > CELL_WORDS:
            break
        end = span
    return Span(start=spans[0].start, end=end.end)


def _fitting(passage: Passage, inquiry: Inquiry, reader: Reader) -> Span:
    """The opening of a passage, or its best sentence when that covers clearly more of the question."""
    asked = reader.subjects.terms(inquiry.english)

    def covered(span: Span) -> float:
        return reader.subjects.coverage(asked, reader.subjects.terms(passage.text[span.start : span.end]))

    opening = _first(passage)
    best = max(sentences(passage.text), key=covered)
    return best if covered(best) > covered(opening) + 0.1 else opening


def _claim(passage: Passage, topic: str, span: Span | None = None) -> Claim:
    span = span or _first(passage)
    return Claim(
        text=passage.text[span.start : span.end],
        topic=TOPICS[topic],
        citations=(Citation(passage=passage, span=span),),
    )


def _lead(
    states: Sequence[str], topics: Sequence[str], inquiry: Inquiry, claims: Sequence[Claim], reader: Reader
) -> tuple[str, Verdict | None]:
    topic = topics[0]
    key = STANCE_OF.get(topic)
    name = reader.gazetteer.name
    if key is None or key == "limit":
        said = "; ".join(
            f"{name(s)}: {reader.message(inquiry.language, 'cell_empty') if _best(s, topic, inquiry, reader) is None else _stance(s, topic, key, inquiry, reader)}"
            for s in states
        )
        plain = f"{TOPICS[topic].capitalize()}, side by side: " + ", ".join(name(s) for s in states) + "."
        return (f"{TOPICS[topic].capitalize()}: {said}." if key else plain), None
    groups: dict[str, list[str]] = {"yes": [], "no": [], "other": []}
    for state in states:
        value = _stance(state, topic, key, inquiry, reader)
        group = "yes" if value in POSITIVE else "no" if value in NEGATIVE else "other"
        groups[group].append(name(state) if group != "other" else f"{name(state)} ({value})")
    what = {
        "reciprocity": "Reciprocity required",
        "merits-review": "Review of the merits",
        "treaty-needed": "Treaty required",
    }[key]
    parts = [f"{what}: {', '.join(groups['yes']) or 'none of them'}"]
    parts += [f"not: {', '.join(groups['no'])}"] if groups["no"] else []
    parts += [f"otherwise: {', '.join(groups['other'])}"] if groups["other"] else []
    verdict = None
    if inquiry.yes_no and inquiry.answer_type is AnswerType.COMPARISON:
        verdict = (
            Verdict.YES
            if len(groups["yes"]) == len(states)
            else Verdict.NO
            if len(groups["no"]) == len(states)
            else Verdict.CONDITIONAL
        )
    return "; ".join(parts) + ".", verdict


def _stance(state: str, topic: str, key: str | None, inquiry: Inquiry, reader: Reader) -> str:
    passage = _best(state, topic, inquiry, reader)
    said = passage.stance.get(key or "", "") if passage else ""
    rule = reader.tables.national(state, inquiry.as_of) if state in reader.tables.states else None
    if not said and rule is not None and key:
        value = getattr(rule, {"treaty-needed": "treaty_needed", "merits-review": "merits_review"}.get(key, key))
        said = (
            {True: "yes", False: "no", None: ""}.get(value, str(value)) if not isinstance(value, str) else str(value)
        )
    return said or reader.message(inquiry.language, "cell_empty")
