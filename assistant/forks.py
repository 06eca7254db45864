"""Where an answer forks on a fact that nobody gave: computed from the routes, never from the wording of a question."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from assistant.fork_types import Branch, Fork
from assistant.reader import Reader
from assistant.route_types import Route
from assistant.routes import NO, YES, find_route
from assistant.types import CENTRE, CaseFacts, Inquiry, Verdict
from assistant.weighing.finding import Finding
from assistant.weighing.travel import route_finding
from corpus.tables import TemporalRule

WELL_KNOWN = ("RU", "CN", "GB", "US", "TR", "DE", "UZ", "AE", "FR", "NL", "KZ")
"""States that are named first when some stand for many."""

KINDS = ("judgment", "award")
DAYS = ("begun", "given")
"""Facts whose values are "<" or ">" and the day that a rule in time looks at: before it, or from it on."""

EXAMPLES = 3


def fork_of(inquiry: Inquiry, reader: Reader) -> Fork | None:
    """The missing fact on which most depends, or None when the answer is the same whatever it is.

    A missing requested State comes first, for without it there is no law to look at; then the State of origin, the
    kind of decision, and the day that the time rule of a convention looks at.
    """
    for field in ("requested_state", "state_of_origin", "kind", "begun", "given"):
        if getattr(inquiry.facts, field) is None:
            found = _fork(field, inquiry, reader)
            if found is not None and len(found.verdicts) > 1:
                return found
    return None


def _fork(field: str, inquiry: Inquiry, reader: Reader) -> Fork | None:
    facts = inquiry.facts
    key = (field, facts.state_of_origin, facts.requested_state, facts.kind, facts.begun, facts.given, inquiry.as_of)
    known = reader.forks.get(key)
    if known is None:
        values = tuple(_values(field, facts, inquiry, reader))
        known = reader.forks.keep(key, Fork(field=field, branches=_branches(field, values, inquiry, reader)))
    return known if known.branches else None


def _values(field: str, facts: CaseFacts, inquiry: Inquiry, reader: Reader) -> Iterator[str]:
    """What a missing fact could be."""
    origin, requested = facts.state_of_origin, facts.requested_state
    if field in ("requested_state", "state_of_origin"):
        other = origin if field == "requested_state" else requested
        if other is None:
            return
        known = [code for code in reader.shelf.states if code in reader.tables.states and code != "EU"]
        for code in sorted(known, key=lambda c: WELL_KNOWN.index(c) if c in WELL_KNOWN else len(WELL_KNOWN)):
            if reader.gazetteer.whole(code) == code and code != reader.gazetteer.whole(other):
                yield code
    elif field == "kind" and requested is not None:
        yield from KINDS
    elif origin is not None and requested is not None:
        for since in sorted({*_thresholds(field, origin, requested, inquiry, reader)}):
            yield f"<{since.isoformat()}"
            yield f">{since.isoformat()}"


def _thresholds(field: str, origin: str, requested: str, inquiry: Inquiry, reader: Reader) -> Iterator[date]:
    """The days from which conventions that bind both States look at decisions of theirs."""
    rule = TemporalRule.PROCEEDINGS_BEGUN if field == "begun" else TemporalRule.JUDGMENT_GIVEN
    tables = reader.tables
    for instrument in tables.instruments.values():
        if instrument.temporal_rule is not rule:
            continue
        rows = [tables.membership(instrument.id, state, inquiry.as_of) for state in (origin, requested)]
        days = [row.first_day or row.window.first for row in rows if row is not None and row.binds(inquiry.as_of)]
        if len(days) == 2 and days[0] and days[1]:
            yield max(days[0], days[1])


def _branches(field: str, values: tuple[str, ...], inquiry: Inquiry, reader: Reader) -> tuple[Branch, ...]:
    grouped: dict[tuple[Verdict, str], list[str]] = {}
    for value in values:
        route = route_with(inquiry, field, value, reader)
        if route is not None:
            finding = route_finding(inquiry, route, reader)
            grouped.setdefault((finding.verdict, _basis(route)), []).append(value)
    return tuple(Branch(values=tuple(of), verdict=verdict, basis=basis) for (verdict, basis), of in grouped.items())


def route_with(inquiry: Inquiry, field: str, value: str, reader: Reader, *, proved: bool = False) -> Route | None:
    """The route if the fact were so; its options carry the passages that prove them only where `proved`."""
    told: dict[str, Any] = {field: value}
    if field in DAYS:
        told[field] = date.fromisoformat(value[1:]) - timedelta(days=value[0] == "<")
    facts = replace(inquiry.facts, **told)
    if facts.state_of_origin is None:
        facts = replace(facts, state_of_origin=_unrelated(facts.requested_state, reader))

    def proof(instrument: str, states: tuple[str, ...]) -> tuple[str, ...]:
        shelved = tuple(reader.gazetteer.shelved(code) for code in states)
        return reader.shelf.proof(instrument, shelved, inquiry.as_of) if proved else ()

    return find_route(facts, inquiry.as_of, reader.tables, proof)


def _unrelated(requested: str | None, reader: Reader) -> str:
    """A State that no treaty on judgments links with the requested one: what holds for it holds without a treaty."""
    return next(
        code
        for code in ("US", "IN", "JP", "CA", "DE")
        if code != requested and not reader.tables.treaties_between(code, requested or CENTRE)
    )


def _basis(route: Route) -> str:
    return next(
        (
            option.instrument
            for option in route.options
            if option.applies == YES and not (option.national or option.narrow)
        ),
        "",
    )


def fork_line(fork: Fork, language: str, reader: Reader) -> str:
    """The fork in one line: "Russia, China: yes; United States, Germany: possible, on conditions"."""
    by_verdict: dict[Verdict, list[str]] = {}
    for branch in fork.branches:
        by_verdict.setdefault(branch.verdict, []).extend(branch.values)
    order = (Verdict.YES, Verdict.CONDITIONAL, Verdict.UNSETTLED, Verdict.NO)
    parts = []
    for verdict in order:
        values = _best_known(by_verdict.get(verdict, []))[:EXAMPLES]
        if values:
            names = ", ".join(label(fork.field, value, language, reader) for value in values)
            more = "…" if len(by_verdict[verdict]) > len(values) else ""
            said = reader.message(language, f"verdict_{verdict.value}")
            parts.append(f"{names}{more}: {said[0].lower()}{said[1:]}")
    return "; ".join(parts)


def label(field: str, value: str, language: str, reader: Reader) -> str:
    """A value of a fact in the user's language."""
    if field in ("requested_state", "state_of_origin"):
        return reader.gazetteer.listed(value, language)
    if field == "kind":
        return reader.message(language, f"choice_{value}")
    when = "before" if value[0] == "<" else "from"
    return reader.message(
        language, f"choice_{field}_{when}", date=reader.day(date.fromisoformat(value[1:]), language)
    )


def representatives(fork: Fork, at_most: int) -> tuple[str, ...]:
    """Values to choose from: the best known of each branch first, then more of the best known."""
    first = [branch.values[0] for branch in fork.branches]
    rest = [value for branch in fork.branches for value in branch.values[1:]]
    return tuple(_best_known(dict.fromkeys((*_best_known(first)[:at_most], *_best_known(rest))))[:at_most])


def _best_known(values: "list[str] | dict[str, None]") -> list[str]:
    return sorted(values, key=lambda value: WELL_KNOWN.index(value) if value in WELL_KNOWN else len(WELL_KNOWN))


def by_fork(inquiry: Inquiry, reader: Reader) -> Finding | None:
    """The answer to a question whose missing fact was asked for and not given: each outcome, with what proves it."""
    language, fork = inquiry.language, _fork(inquiry.forked, inquiry, reader)
    if fork is None:
        return None
    proof: list[str] = []
    for branch in sorted(fork.branches, key=lambda b: (b.verdict is Verdict.NO, b.basis == "")):
        route = route_with(inquiry, fork.field, branch.values[0], reader, proved=True)
        applying = [o for o in route.options if o.applies != NO] if route is not None else []
        proof += [id_ for option in applying[:1] for id_ in option.passage_ids[:1]]
    line = fork_line(fork, language, reader)
    lead = reader.message(language, f"fork_{fork.field}", line=line[:1].upper() + line[1:])
    return Finding(verdict=Verdict.CONDITIONAL, passage_ids=tuple(dict.fromkeys(proof))[:3], lead=lead)
