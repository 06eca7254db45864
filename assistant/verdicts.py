"""Yes, no, on conditions, unsettled: derived from routes, tables and statements, never from a feeling."""

import re
from dataclasses import dataclass

from assistant.reader import Reader
from assistant.routes import NO, OPEN, YES, unbound
from assistant.subjects import negated, quantities_clash
from assistant.types import Evidence, Inquiry, Route, Verdict
from corpus.tables import NationalRule, Reciprocity, Status, TreatyNeeded
from corpus.types import Passage, Standing
from index.types import Facet, StatementHit

ENFORCEABLE = re.compile(
    r"\b(?:can|could|may|might|will|would|possible|able|do|does|did|are|is|chance|get|has|have)\b.*"
    r"\b(?:enforce\w*|recogni[sz]\w*|execut\w*|collect\w*|honou?r\w*|give effect|given effect|exequatur|use\b|valid|carry out|rely)",
    re.IGNORECASE | re.DOTALL,
)
PARTICULAR = re.compile(
    r"\b(?:review|merits|reciprocity|time|limit|deadline|years?|apostille|translat|document|fee|duty|cost|appeal|refus|ground|service|served|notice"
    r"|public policy|fraud|court of|which|must|need\w*|requir\w*|necessar\w*|bailiff|agent|interest|currency|interim|immovable|land|bankrupt|insolv|immunity|sanction"
    r"|party to|ever|before the|first|automatic\w*|immediate\w*|partially|in part|punitive|penalt)\b",
    re.IGNORECASE,
)
MEMBER = re.compile(
    r"\b(?:party|parties|member|ratif\w*|acced\w*|access\w*|join\w*|bound|binding|sign(?:ed|atory|atories)?|in force|contracting|belong\w*|apply|applies|applicable|covered by|part of|withdr\w*|left|under the|use)\b",
    re.IGNORECASE,
)
SIGNED = re.compile(r"\bsign(?:ed|atory|atories)?\b", re.IGNORECASE)
RATIFIED = re.compile(r"\b(?:ratif|party|parties|bound|acced|join|in force|member|contracting)", re.IGNORECASE)
TREATY_NEEDED = re.compile(
    r"\b(?:treaty|treaties|international agreement|convention)\b.*\b(?:need|requir|necess|must|indispens|precondition|prerequisite|mandatory|essential)"
    r"|\b(?:need|requir|necess|must there be|only (?:if|with|where|under|on the basis of))\w*\b.*\b(?:treaty|treaties|international agreement)\b",
    re.IGNORECASE,
)
WITHOUT_TREATY = re.compile(
    r"\b(?:without|no|absent|in the absence of)\s+(?:a |an |any )?(?:\w+ )?(?:treaty|treaties|agreement)\b",
    re.IGNORECASE,
)
RECIPROCITY = re.compile(
    r"\breciprocity\b.*\b(?:need|requir|necess|condition|ask|demand|prove|proof|must|matter|relevant|precondition|prerequisite|mandatory|show)"
    r"|\b(?:need|requir|necess|ask|demand|insist|condition|depend|look|want)\w*\b.*\breciprocity\b",
    re.IGNORECASE,
)
MERITS = re.compile(
    r"\b(?:review|re-?examin|reopen|re-?open|look|check|correct|retry|re-?try|re-?litigat|relitigat|second-guess|revisit|reconsider|examin)\w*\b.*\b(?:merits|substance)\b"
    r"|\bmerits?[- ]?(?:review|of)\b|\brévision\b",
    re.IGNORECASE,
)

SIMILAR = 0.70
"""Least cosine at which a statement may settle the question."""

AGREES = 0.69
"""Least blend of cosine and mutual coverage at which it does; set on the development questions of the evals."""

CONTAINED = 0.72
"""Least share of a statement's terms that a premise must have to be that statement."""

PREMISE_SIMILAR = 0.68
NEAR_CERTAIN = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A verdict with the passages it rests on; `lead` is a sentence made from tables, empty to quote the first passage."""

    verdict: Verdict
    passage_ids: tuple[str, ...]
    lead: str = ""
    why: str = ""


def find_verdict(inquiry: Inquiry, route: Route | None, evidence: Evidence, reader: Reader) -> Finding | None:
    """The verdict on a yes/no question, or None where no data settles it."""
    if not inquiry.yes_no:
        return None
    return (
        (by_route(inquiry, route, reader) if route else None)
        or by_membership(inquiry, reader)
        or by_national_rule(inquiry, reader)
        or by_statement(inquiry.english, at_home(inquiry, evidence.statements), reader)
    )


def asks_whether_enforceable(inquiry: Inquiry) -> bool:
    """Whether the question is, in substance, "can it be enforced there?"."""
    return bool(ENFORCEABLE.search(inquiry.english)) and not PARTICULAR.search(inquiry.english)


def by_route(inquiry: Inquiry, route: Route, reader: Reader) -> Finding | None:
    """Whether a decision travels from State to State, from the route."""
    if not asks_whether_enforceable(inquiry) or (inquiry.instruments and MEMBER.search(inquiry.english)):
        return None
    return route_finding(inquiry, route, reader)


def route_finding(inquiry: Inquiry, route: Route, reader: Reader) -> Finding:
    """What the options of a route come to, with the sentence that says so."""
    language = inquiry.language
    name = reader.gazetteer.name
    slots = {"origin": name(route.origin), "requested": name(route.requested), "kind": _kind_word(route.kind)}
    if route.origin == route.requested:
        return Finding(
            verdict=Verdict.NO, passage_ids=_proof(route), lead=reader.message(language, "route_same", **slots)
        )
    treaties = [option for option in route.options if not option.instrument.startswith("national law")]
    national = [option for option in route.options if option.instrument.startswith("national law")]
    applying = [option for option in treaties if option.applies == YES and "only" not in option.why]
    opened = [option for option in treaties if option.applies == OPEN and "only" not in option.why]
    proof = tuple(dict.fromkeys(id_ for option in (*applying, *national, *opened) for id_ in option.passage_ids))
    if route.origin == "KZ-AIFC" and route.kind != "award":
        return Finding(
            verdict=Verdict.YES,
            passage_ids=proof or _proof(route),
            lead=reader.message(language, "route_local", **slots),
        )
    if route.kind == "interim-order":
        return Finding(verdict=Verdict.NO, passage_ids=proof, lead=reader.message(language, "route_interim", **slots))
    if applying:
        key = "route_award" if route.kind == "award" else "route_treaty"
        lead = reader.message(language, key, instrument=applying[0].instrument, **slots)
        return Finding(verdict=Verdict.YES, passage_ids=proof, lead=lead)
    if opened:
        lead = reader.message(language, "route_open", instrument=opened[0].instrument, why=opened[0].why, **slots)
        return Finding(verdict=Verdict.CONDITIONAL, passage_ids=proof, lead=lead)
    by_law = national[0].applies if national else NO
    if by_law == NO:
        return Finding(
            verdict=Verdict.NO,
            passage_ids=proof or _proof(route),
            lead=reader.message(language, "route_treaty_required", **slots),
        )
    key = "route_reciprocity" if by_law == OPEN and "reciprocity" in national[0].why else "route_domestic"
    return Finding(verdict=Verdict.CONDITIONAL, passage_ids=proof, lead=reader.message(language, key, **slots))


def _kind_word(kind: str) -> str:
    return {"award": "arbitral award", "aifc-judgment": "AIFC Court judgment"}.get(kind, kind.replace("-", " "))


def _proof(route: Route) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for option in route.options for id_ in option.passage_ids))


def by_membership(inquiry: Inquiry, reader: Reader) -> Finding | None:
    """Whether a State is bound by the instrument named, from the table of parties."""
    if len(inquiry.instruments) != 1 or not inquiry.states or not MEMBER.search(inquiry.english):
        return None
    states = [code for code in inquiry.states if code in reader.tables.states]
    if len(states) > 2 or not states:
        return None
    about = _residue(inquiry, reader)
    if about > 2:
        return None
    finding = membership_finding(inquiry, inquiry.instruments[0], states[0], reader)
    if finding is None or len(states) == 1 or finding.verdict is Verdict.NO:
        return finding
    return membership_finding(inquiry, inquiry.instruments[0], states[1], reader)


def membership_finding(inquiry: Inquiry, instrument: str, state: str, reader: Reader) -> Finding | None:
    """Whether one State is bound on the day, with the sentence that says so; None when no row tells."""
    tables, language = reader.tables, inquiry.language
    known = tables.instruments[instrument]
    row = tables.membership(instrument, state, inquiry.as_of)
    history = tables.history(instrument, state)
    proof = reader.shelf.proof(instrument, (state,), inquiry.as_of)
    if not history or not proof:
        return None
    slots = {
        "state": tables.states[state].name,
        "instrument": known.short or known.title,
        "as_of": _day(inquiry.as_of),
    }
    asks_signature = SIGNED.search(inquiry.english) and not RATIFIED.search(inquiry.english)
    if row is not None and row.binds(inquiry.as_of):
        since = row.first_day or row.window.first
        lead = reader.message(language, "party_yes", date=_day(since) if since else "—", **slots)
        settled = row.standing is Standing.CONFIRMED and row.standing_of("status") is Standing.CONFIRMED
        return Finding(verdict=Verdict.YES, passage_ids=proof, lead=lead if settled and since else "")
    if row is not None and row.status is Status.SIGNED:
        lead = reader.message(language, "party_signed", date=_day(row.signed) if row.signed else "—", **slots)
        return Finding(verdict=Verdict.YES if asks_signature else Verdict.NO, passage_ids=proof, lead=lead)
    coming = [r for r in history if r.first_day and r.first_day > inquiry.as_of]
    if coming and coming[0].first_day:
        lead = reader.message(language, "party_not_yet", date=_day(coming[0].first_day), **slots)
        return Finding(verdict=Verdict.NO, passage_ids=proof, lead=lead)
    if row is not None and row.status is Status.LEFT and row.last_day:
        return Finding(
            verdict=Verdict.NO,
            passage_ids=proof,
            lead=reader.message(language, "party_left", date=_day(row.last_day), **slots),
        )
    if row is not None and row.status is Status.NOT_PARTY:
        return Finding(verdict=Verdict.NO, passage_ids=proof, lead=reader.message(language, "party_no", **slots))
    return Finding(verdict=Verdict.NO, passage_ids=proof, why=unbound(known, state, inquiry.as_of, tables))


def _residue(inquiry: Inquiry, reader: Reader) -> int:
    """How many terms of a question are left when names of States and instruments and words of membership are gone."""
    text = inquiry.english
    for start, end, _ in reversed(reader.instrument_spans(text)):
        text = f"{text[:start]} {text[end:]}"
    text = MEMBER.sub(" ", text)
    for mention in sorted(reader.gazetteer.find(text), key=lambda m: -m.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return sum(1 for term in reader.subjects.terms(text) if not term.isdigit())


def by_national_rule(inquiry: Inquiry, reader: Reader) -> Finding | None:
    """Treaty needed, reciprocity, merits: from the table of national rules."""
    if inquiry.instruments:
        return None
    state = inquiry.states[0] if inquiry.states else "KZ"
    if state not in reader.tables.states or len(inquiry.states) > 2:
        return None
    rule = reader.tables.national(state, inquiry.as_of)
    if rule is None or (
        inquiry.kinds and inquiry.kinds[0] in ("award", "aifc-judgment", "icsid-award", "interim-order")
    ):
        return None
    text = inquiry.english
    if MERITS.search(text) and rule.merits_review is not None:
        said = Verdict.YES if str(rule.merits_review) in ("yes", "True") else Verdict.NO
        return _of_rule(said, "merits-review", "merits_review", rule, state, inquiry, reader)
    if RECIPROCITY.search(text) and rule.reciprocity is not None:
        return _of_rule(_on_reciprocity(rule.reciprocity), "reciprocity", "reciprocity", rule, state, inquiry, reader)
    if (
        WITHOUT_TREATY.search(text)
        and ENFORCEABLE.search(text)
        and rule.treaty_needed is not None
        and not inquiry.facts.state_of_origin
    ):
        said = {TreatyNeeded.YES: Verdict.NO}.get(rule.treaty_needed, Verdict.CONDITIONAL)
        return _of_rule(said, "treaty-needed", "treaty_needed", rule, state, inquiry, reader)
    if TREATY_NEEDED.search(text) and rule.treaty_needed is not None:
        said = {TreatyNeeded.YES: Verdict.YES, TreatyNeeded.NO: Verdict.NO}.get(
            rule.treaty_needed, Verdict.CONDITIONAL
        )
        return _of_rule(said, "treaty-needed", "treaty_needed", rule, state, inquiry, reader)
    return None


def _on_reciprocity(asked: Reciprocity) -> Verdict:
    if asked in (Reciprocity.REQUIRED, Reciprocity.REQUIRED_DE_FACTO, Reciprocity.REQUIRED_DE_JURE):
        return Verdict.YES
    if asked in (Reciprocity.IRRELEVANT, Reciprocity.NONE):
        return Verdict.NO
    return Verdict.UNSETTLED if asked is Reciprocity.UNCERTAIN else Verdict.CONDITIONAL


def _of_rule(
    verdict: Verdict, key: str, column: str, rule: NationalRule, state: str, inquiry: Inquiry, reader: Reader
) -> Finding | None:
    topic = "treaties" if key == "treaty-needed" else key
    kinds = set(inquiry.kinds) or {"judgment"}
    asked = reader.subjects.terms(inquiry.english)
    shelf = [
        p
        for p in reader.shelf.cell(state, topic)
        if p.window.covers(inquiry.as_of)
        and p.standing is not Standing.OUTDATED
        and (kinds & set(p.kinds) or "any" in p.kinds)
    ]
    proof = sorted(
        shelf,
        key=lambda p: (
            key not in p.stance,
            p.topic != topic,
            -reader.subjects.coverage(asked, reader.subjects.of(p)) - 0.05 * p.kind.weight,
            p.standing is not Standing.CONFIRMED,
        ),
    )[:2]
    if not proof:
        return None
    if rule.standing_of(column) is not Standing.CONFIRMED and not any(
        p.standing is Standing.CONFIRMED for p in proof
    ):
        verdict = verdict if _agreeing(key, state, reader) >= 2 else Verdict.UNSETTLED
    return Finding(verdict=verdict, passage_ids=tuple(p.id for p in proof))


def _agreeing(key: str, state: str, reader: Reader) -> int:
    """How many sources speak to a stance of a State: an unconfirmed fact carries no verdict alone."""
    topic = "treaties" if key == "treaty-needed" else key
    return len(
        {
            p.source_id
            for p in (*reader.shelf.cell(state, topic), *reader.shelf.cell("INT", topic))
            if state in p.states
        }
    )


def at_home(inquiry: Inquiry, statements: tuple[StatementHit, ...]) -> tuple[StatementHit, ...]:
    """The statements that may settle the question: where it names no State, those on Kazakhstan and on treaties."""
    if inquiry.states:
        return statements
    return tuple(s for s in statements if s.passage.states[0] in ("KZ", "INT") or s.score > NEAR_CERTAIN)


def by_statement(text: str, statements: tuple[StatementHit, ...], reader: Reader) -> Finding | None:
    """The verdict that the nearest statement of the corpus gives, if it is near enough and says no other number."""
    scored = [(agreement(text, s, reader), s) for s in statements if s.score >= SIMILAR - 0.1]
    fitting = [(score, s) for score, s in scored if score >= AGREES and not quantities_clash(s.text, text)]
    clash = _numbers_denied(text, scored)
    if not fitting:
        return clash
    score, best = max(fitting, key=lambda item: (item[0], item[1].passage.id))
    if clash is not None and best.facet is Facet.DEPENDS:
        return clash
    verdict = _verdict(best, text)
    same = [s for other, s in fitting if other >= score - 0.12 and _verdict(s, text) is verdict]
    sources = {s.passage.source_id for s in same}
    if (
        best.passage.standing is not Standing.CONFIRMED
        and len(sources) < 2
        and not any(s.passage.standing is Standing.CONFIRMED for s in same)
    ):
        verdict = Verdict.UNSETTLED if best.passage.standing is not Standing.INFERENCE else verdict
    ids = tuple(dict.fromkeys((best.passage.id, *(s.passage.id for s in same))))[:2]
    return Finding(verdict=verdict, passage_ids=ids, why=best.text)


def _numbers_denied(text: str, scored: list[tuple[float, StatementHit]]) -> Finding | None:
    """ "Is the limit ten years?" where a statement that is otherwise the same says three."""
    for score, s in sorted(scored, key=lambda item: -item[0]):
        if score >= AGREES and s.facet is Facet.AFFIRMS and quantities_clash(s.text, text):
            return Finding(verdict=Verdict.NO, passage_ids=(s.passage.id,), why=s.text)
    return None


def agreement(text: str, statement: StatementHit, reader: Reader) -> float:
    """How far a statement is what a text asks, 0 to 1: cosine and the coverage of each by the other."""
    asked, said = reader.subjects.terms(text), reader.subjects.terms(statement.text)
    into = reader.subjects.coverage(said, asked)
    back = reader.subjects.coverage(asked, said)
    return 0.5 * statement.score + 0.3 * into + 0.2 * back


def _verdict(statement: StatementHit, text: str) -> Verdict:
    if statement.facet is Facet.DEPENDS:
        return Verdict.CONDITIONAL
    holds = statement.facet is Facet.AFFIRMS
    if negated(statement.text) != negated(text):
        holds = not holds
    return Verdict.YES if holds else Verdict.NO


def false_premise(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Finding | None:
    """A premise of the question that the tables or the corpus deny, with what proves it."""
    for premise, statements in evidence.on_premises:
        found = _premise_by_table(premise, inquiry, reader) or _premise_by_statement(premise, statements, reader)
        if found is not None:
            return found
    return None


def _premise_by_table(premise: str, inquiry: Inquiry, reader: Reader) -> Finding | None:
    instruments = reader.instruments(premise)
    if len(instruments) != 1 or not RATIFIED.search(premise) or negated(premise):
        return None
    for mention in reader.gazetteer.find(premise):
        code = reader.gazetteer.shelved(mention.code)
        if code in reader.tables.states:
            finding = membership_finding(inquiry, instruments[0], code, reader)
            if finding is not None and finding.verdict is Verdict.NO:
                return finding
    return None


def _premise_by_statement(premise: str, statements: tuple[StatementHit, ...], reader: Reader) -> Finding | None:
    taken = reader.subjects.terms(premise)
    for s in statements:
        if s.score < PREMISE_SIMILAR or s.facet is Facet.DEPENDS:
            continue
        contained = reader.subjects.coverage(reader.subjects.terms(s.text), taken)
        clash = quantities_clash(s.text, premise)
        if contained >= CONTAINED and not clash:
            if _verdict(s, premise) is Verdict.YES:
                return None
            if s.passage.standing in (Standing.CONFIRMED, Standing.INFERENCE):
                return Finding(verdict=Verdict.NO, passage_ids=(s.passage.id,), why=s.text)
        elif (
            clash
            and contained >= CONTAINED - 0.15
            and s.facet is Facet.AFFIRMS
            and s.passage.standing is Standing.CONFIRMED
        ):
            return Finding(verdict=Verdict.NO, passage_ids=(s.passage.id,), why=s.text)
    return None


def standing_note(passage: Passage) -> str:
    """The message key that a lead from this passage needs, or nothing when it is confirmed."""
    return {Standing.UNCONFIRMED: "lead_unconfirmed", Standing.INFERENCE: "lead_inference"}.get(passage.standing, "")


def _day(day: object) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""  # type: ignore[attr-defined]
