"""Whether a decision travels from State to State, from the route; whether a treaty links them; whether a case shows it."""

import re
from dataclasses import replace
from itertools import combinations

from assistant.reader import Reader
from assistant.reading.dates import DAY, bounds
from assistant.reading.wording import AUXILIARY
from assistant.route_types import Route, RouteOption
from assistant.routes import NO, OPEN, YES
from assistant.types import AnswerType, Evidence, Inquiry, Verdict
from assistant.weighing.finding import Finding
from assistant.weighing.membership import MEMBER
from corpus.tables import BilateralTreaty, Case, Outcome
from corpus.types import Standing

ENFORCEABLE = re.compile(
    r"\b(?:can|could|may|might|will|would|possible|able|do|does|did|are|is|chance|get|has|have|any|how)\b.*"
    r"\b(?:enforc\w*|recogni[sz]\w*|execut\w*|collect\w*|honou?r\w*|give effect|given effect|exequatur|valid|carry out|chance|basis|way in|good (?:in|there)|get at|go after|seize|reach|worthless|worth anything|use (?:my|our|this|the|a|an)\b|(?:take|get) (?:\w+ ){0,2}(?:money|assets))"
    r"|\benforceab\w*",
    re.IGNORECASE | re.DOTALL,
)
PLAINLY = re.compile(
    r"\b(?:can|could|may) (?:i|we) use (?:my|our|this|an?) (?:[\w-]+ ){0,3}(?:judge?ment|award|decision|ruling)\b|\b(?:can|could|may|possible|want to) (?:(?:its?|this|that|them) )?(?:enforce|recogni[sz]e|execute|collect)\b|\bcan (?:take|get) (?:\w+ ){0,2}(?:money|assets)\b|\benforceab\w*\s*(?:in\b[^?]*|there)?\??|\bany (?:basis|chance|way|route|hope)\b|\bis it possible to (?:enforce|recogni|execut)\w*"
    r"|\b(?:can|could|may|will|would) (?:i|we|it|this|that|the|a|an|my|our|one|(?:\w+ )?(?:judge?ments|awards|decisions|rulings))\b[^?]{0,80}\b(?:enforced?|recogni[sz]ed?|executed?|get at|go after|seize)\b"
    r"|\b(?:can|could|will|would|do|does) (?:the |a )?(?:\w+ ){1,3}(?:enforce|recogni[sz]e|execute|honou?r) (?:it|this|that|them|ours|mine)\b",
    re.IGNORECASE,
)
PARTICULAR = re.compile(
    r"\b(?:review|merits|late|expired|lapsed|time[- ]barred|reciprocity (?:be|require|need)|time|limit|deadline|years?|apostille|translat\w*|documents?|fee|duty|cost|appeal\w*|refus\w*|grounds?"
    r"|service|served|notice|public policy|fraud|court of|must|need\w*|requir\w*|necessar\w*|bailiffs?|agents?|interest|currency|immovable|land|immunity|sanction\w*|sdn"
    r"|party to|ever|before the|first|automatic\w*|immediate\w*|partially|in part|punitive|treble|penalt\w*|block|prevent|stop|known|dismiss\w*|still|translation)\b",
    re.IGNORECASE,
)
GONE = re.compile(
    r"\b(?:now that|although|even though|since|after)\b[^?]*\b(?:left|withdr\w*|quit|joined|ratified|outside)\b",
    re.IGNORECASE,
)
STATUS = re.compile(
    r"\b(?:party|parties|ratif\w*|bound|bind\w*|in force|joined|acced\w*|use|help\w*|apply|applies|rely)\b",
    re.IGNORECASE,
)
TREATY_WORD = re.compile(r"\b(?:treaty|treaties|agreement|convention|instrument)\b", re.IGNORECASE)
EXISTS = re.compile(
    r"\b(?:is there|are there|exists?|have|has|any|does (?:a|any|the|some)|do we|link\w*|in force|between|concluded|reach\w*|cover\w*|apply|applies|help\w*)\b",
    re.IGNORECASE,
)
HAPPENED = re.compile(
    r"\b(?:ever|any (?:case|court|precedent|decision|example|judgment)|has (?:a|any|the) .*court|have .*courts|did (?:the|a|any) .*court|known|precedents?|was there .*case|been (?:enforced|recogni[sz]ed|granted|refused))\b",
    re.IGNORECASE,
)
BINDING = re.compile(
    r"\bb(?:ou|i)nd(?:s|ing)?\b[^?]*\bprecedents?\b|\bprecedents? (?:\w+ ){0,2}b(?:ou|i)nd", re.IGNORECASE
)
"""Asks what a case is worth, not whether there is one."""

REFUSED = re.compile(r"\b(?:refus\w*|reject\w*|den(?:y|ied)|declin\w*|dismiss\w*)\b", re.IGNORECASE)
GRANTED = (Outcome.GRANTED, Outcome.GRANTED_IN_PART)


WAY = re.compile(
    r"\bhow (?:do|can|should|could|would|to|is|are|must)\b[^?]*\b(?:enforc|recogni|collect|proceed|go about|get)\w*"
    r"|\bwhat (?:can|should|do|must|shall|could) (?:i|we|the creditor|a creditor)\b(?![^?]*\b(?:file|submit|attach|pay|prove|bring)\b)"
    r"|\b(?:which|what) (?:treaty|convention|instrument|route|basis|ground)s?\b|\bunder (?:what|which)\b(?! law\b)|\bnow what\b|\b(?:first|next) steps?\b|\bwhere (?:do|should|to) (?:i |we )?(?:start|begin)\b"
    r"|\b(?:basis|route|treaty|instrument)\?",
    re.IGNORECASE,
)
CARRIES = re.compile(
    r"\b(?:carr(?:y|ies)|cover\w*|available|usable|travels?|circulat\w*|helps?|reach\w*|lets?|good|take (?:it|us|me)|get (?:it|us|me))\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    rf"\b(?:what|which|who|whom|whose|when|where|why|how|whether|explain|compare|list|tell me|give|show|name|summari[sz]e|cite|quote|draft|write|translate|find|describe)\b|^\W*{AUXILIARY}\b",
    re.IGNORECASE,
)
TOLD = re.compile(r"\b(?:we|i|our|my|us|client|creditor|debtor|defendant|assets?|he|she|they)\b", re.IGNORECASE)
BILATERAL = re.compile(
    r"\b(?:bilateral|legal[- ]assistance|two-state)\b[^?.]{0,30}\b(?:treaty|agreement|convention)\b", re.IGNORECASE
)
ON_RECIPROCITY = (
    "alternative",
    "required",
    "required-de-facto",
    "required-de-jure",
    "refusal-ground",
    "uncertain",
)
"""Reasons by which national law makes an application turn on reciprocity."""

LINES = frozenset({"", "bilateral", "national", "aifc"})
"""Lines of a route that are no treaty."""

NARROW = frozenset(
    {
        "documents",
        "limitation",
        "competent-court",
        "costs",
        "appeal",
        "refusal-grounds",
        "translation-legalisation",
        "cases",
    }
)
"""Topics with answers of their own, which the way from State to State does not give."""


def asks_whether_enforceable(inquiry: Inquiry) -> bool:
    """Whether the question is, in substance, "can it be enforced there?"."""
    text = inquiry.english
    if (
        HAPPENED.search(text)
        or (TREATY_WORD.search(text) and re.search(r"\b(?:is|are) there\b", text, re.I))
        or "EU" in inquiry.states
    ):
        return False
    return (
        bool(ENFORCEABLE.search(text))
        and (bool(PLAINLY.search(text)) or not PARTICULAR.search(text))
        and not _about_part(text)
    )


def _about_part(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:merits|punitive|treble|immovable|sdn|sanction\w*|reciprocity (?:be|need\w*|requir\w*)|refus\w*)\b",
            text,
            re.I,
        )
    )


def asks_for_the_way(inquiry: Inquiry) -> bool:
    """Whether an open question asks how, or under what, a decision travels."""
    open_types = (AnswerType.PROCEDURE, AnswerType.TEXT, AnswerType.LIST)
    asked = bool(WAY.search(inquiry.english)) and inquiry.answer_type in open_types
    return asked and not inquiry.yes_no and not NARROW & set(inquiry.topics[:2])


def tells_a_case(inquiry: Inquiry) -> bool:
    """Whether the user tells of a decision and of where the debtor is, and asks nothing: then the way is wanted."""
    facts = inquiry.facts
    text = inquiry.english
    told = not inquiry.yes_no and "?" not in text and bool(TOLD.search(text)) and not ASKS.search(text)
    both = facts.state_of_origin is not None and facts.requested_state not in (None, facts.state_of_origin)
    return told and both and not inquiry.instruments and not inquiry.references


def by_named_treaty(inquiry: Inquiry, route: Route, reader: Reader) -> Finding | None:
    """Whether the one treaty of the two States that the question names carries the decision, or is in force."""
    text = inquiry.english
    named = _named_treaties(text, route, reader)
    if len(named) != 1:
        return None
    if PARTICULAR.search(text) and not STATUS.search(text):
        return None
    option = named[0] if named[0].passage_ids else replace(named[0], passage_ids=_proof(route))
    return _of_option(option, inquiry, route, reader)


def _named_treaties(text: str, route: Route, reader: Reader) -> list[RouteOption]:
    """The treaties of two States that a text names by "bilateral", by the day of signature, or by place and year."""
    own = {o.id: o for o in route.options if o.id not in reader.tables.instruments and o.id not in LINES}
    named = [
        own[treaty.id]
        for treaty in reader.tables.treaties_between(route.origin, route.requested)
        if treaty.id in own and _named_by_day(treaty, text)
    ]
    return named or (list(own.values()) if BILATERAL.search(text) else [])


def _named_by_day(treaty: BilateralTreaty, text: str) -> bool:
    if treaty.signed is None:
        return False
    year = treaty.signed.year
    by_year = rf"\b(?:treaty|agreement|convention)\b[^?.]{{0,40}}\b{year}\b|\b{year} (?:[\w–-]+ ){{0,3}}(?:treaty|agreement|convention)\b"
    days = {bounds(match)[1] for match in DAY.finditer(text)}
    return treaty.signed in days or bool(re.search(by_year, text, re.IGNORECASE))


def names_another_pair(inquiry: Inquiry, route: Route, reader: Reader) -> bool:
    """Whether a question of three States names the treaty of two that are not the two ends of the route."""
    pairs = (pair for pair in combinations(inquiry.states, 2) if set(pair) != {route.origin, route.requested})
    return len(inquiry.states) > 2 and any(
        _named_by_day(treaty, inquiry.english)
        for pair in pairs
        if set(pair) <= set(reader.tables.states)
        for treaty in reader.tables.treaties_between(*pair)
    )


def by_route(inquiry: Inquiry, route: Route, reader: Reader) -> Finding | None:
    """Whether a decision travels from State to State, from the route; of one instrument when one is named."""
    past = any(reader.instruments(premise) for premise in inquiry.premises) or GONE.search(inquiry.english)
    if len(inquiry.instruments) == 1 and not (past and PLAINLY.search(inquiry.english)):
        return _by_option(inquiry, route, reader) if _asks_of_instrument(inquiry) else None
    return route_finding(inquiry, route, reader) if asks_whether_enforceable(inquiry) else None


def _asks_of_instrument(inquiry: Inquiry) -> bool:
    if PARTICULAR.search(inquiry.english) and not STATUS.search(inquiry.english):
        return False
    asked = MEMBER.search(inquiry.english) or CARRIES.search(inquiry.english)
    return bool(asked) or asks_whether_enforceable(inquiry)


def _by_option(inquiry: Inquiry, route: Route, reader: Reader) -> Finding | None:
    named = reader.instrument(inquiry.instruments[0])
    option = next((o for o in route.options if o.instrument in (named.short, named.title)), None)
    return _of_option(option, inquiry, route, reader) if option is not None else None


def _of_option(option: RouteOption, inquiry: Inquiry, route: Route, reader: Reader) -> Finding | None:
    if not option.passage_ids:
        return None
    verdict = {YES: Verdict.YES, NO: Verdict.NO}.get(option.applies, Verdict.UNSETTLED)
    key = {YES: "option_yes", NO: "option_no"}.get(option.applies, "route_open")
    lead = reader.message(
        inquiry.language, key, **_option(option, inquiry.language, reader), **_slots(route, inquiry.language, reader)
    )
    return Finding(verdict=verdict, passage_ids=option.passage_ids, lead=lead)


def route_finding(inquiry: Inquiry, route: Route, reader: Reader) -> Finding:
    """What the options of a route come to, with the sentence that says so."""
    language, slots = inquiry.language, _slots(route, inquiry.language, reader)
    treaties, national = _parts(route)
    applying = [option for option in treaties if option.applies == YES and not option.narrow]
    opened = [option for option in treaties if option.applies == OPEN and not option.narrow]
    proof = tuple(
        dict.fromkeys(id_ for option in (*applying, *national, *opened) for id_ in option.passage_ids)
    ) or _proof(route)

    coming = _coming(treaties)

    def say(verdict: Verdict, key: str, **more: str) -> Finding:
        lead = reader.message(language, key, **slots, **more)
        if coming is not None and verdict is not Verdict.YES:
            later = reader.message(language, "option_no", **_option(coming, language, reader), **slots)
            return Finding(verdict=verdict, passage_ids=(*coming.passage_ids[:1], *proof), lead=f"{lead} {later}")
        return Finding(verdict=verdict, passage_ids=proof, lead=lead)

    if route.origin == route.requested:
        return say(Verdict.NO, "route_same")
    if route.origin == "KZ-AIFC" and route.requested == "KZ" and route.kind != "award":
        return say(Verdict.YES, "route_local")
    if route.kind == "interim-order":
        return say(Verdict.NO, "route_interim")
    if applying:
        return say(
            Verdict.YES,
            "route_award" if route.kind == "award" else "route_treaty",
            instrument=reader.option_name(applying[0], language),
        )
    if route.kind == "insolvency":
        return say(Verdict.UNSETTLED, "route_insolvency")
    if opened:
        return say(Verdict.CONDITIONAL, "route_open", **_option(opened[0], language, reader))
    if not national and route.kind in ("mediated-settlement", "icsid-award"):
        return say(Verdict.NO, "route_none")
    if not national or national[0].gives("not-held"):
        return say(Verdict.UNSETTLED, "route_unknown")
    by_law = national[0].applies
    if by_law == NO:
        return say(Verdict.NO, "route_treaty_required")
    if national[0].gives("letter"):
        return say(Verdict.CONDITIONAL, "route_in_letter")
    reciprocity = by_law == OPEN and national[0].gives(*ON_RECIPROCITY)
    return say(Verdict.CONDITIONAL, "route_reciprocity" if reciprocity else "route_domestic")


def by_treaty(inquiry: Inquiry, route: Route, reader: Reader) -> Finding | None:
    """Whether a treaty on decisions of that kind links the two States."""
    text = inquiry.english
    if "EU" in (route.origin, route.requested):
        return None
    if inquiry.instruments or not TREATY_WORD.search(text) or not EXISTS.search(text):
        return None
    treaties, _ = _parts(route)
    own = [o for o in treaties if o.id != "bilateral"]
    applying = sorted(
        (o for o in own if o.applies == YES and not o.narrow),
        key=lambda o: not o.instrument.startswith(("Treaty", "Agreement")),
    )
    opened = [o for o in own if o.applies == OPEN and not o.narrow]
    slots = _slots(route, inquiry.language, reader)
    for options, verdict, key in ((applying, Verdict.YES, "treaty_yes"), (opened, Verdict.UNSETTLED, "route_open")):
        if options:
            proof = tuple(dict.fromkeys(id_ for o in options[:2] for id_ in o.passage_ids))
            lead = reader.message(inquiry.language, key, **_option(options[0], inquiry.language, reader), **slots)
            return Finding(verdict=verdict, passage_ids=proof, lead=lead)
    coming = _coming(own)
    if coming is not None:
        lead = reader.message(inquiry.language, "option_no", **_option(coming, inquiry.language, reader), **slots)
        return Finding(verdict=Verdict.NO, passage_ids=coming.passage_ids or _proof(route), lead=lead)
    proof = tuple(id_ for o in treaties if o.id == "bilateral" for id_ in o.passage_ids)
    return Finding(
        verdict=Verdict.NO,
        passage_ids=proof or _proof(route),
        lead=reader.message(inquiry.language, "treaty_no", **slots),
    )


def _coming(options: list[RouteOption]) -> RouteOption | None:
    """A treaty of the two States that was not in force yet."""
    return next((o for o in options if o.applies == NO and o.gives("in-force-from", "signed-only")), None)


def by_case(inquiry: Inquiry, evidence: Evidence, reader: Reader) -> Finding | None:
    """Whether a court of the requested State has done it, from the table of cases; later history counts."""
    text, facts = inquiry.english, inquiry.case
    if not (HAPPENED.search(text) or inquiry.answer_type is AnswerType.CASES) or not inquiry.states:
        return None
    if BINDING.search(text):
        return None
    if len(inquiry.states) < 2 or facts.state_of_origin is None or facts.requested_state is None:
        return None
    tables = reader.tables
    if facts.state_of_origin not in tables.states or facts.requested_state not in tables.states:
        return None
    cases = [
        c
        for c in tables.cases_between(facts.state_of_origin, facts.requested_state)
        if not inquiry.dated or c.latest_year <= inquiry.as_of.year
    ]
    asked = [c for c in cases if _is_kind(c, inquiry)]
    wanted = (Outcome.REFUSED,) if REFUSED.search(text) else GRANTED
    fitting = [c for c in asked if c.outcome in wanted]
    proof = tuple(p.id for c in (fitting or asked) for p in reader.shelf.case(c.id)[:1])[:3]
    if fitting and proof:
        return Finding(verdict=Verdict.YES, passage_ids=proof)
    none = _none_found(inquiry, evidence)
    if proof or none:
        return Finding(verdict=Verdict.NO, passage_ids=(*none, *proof)[:3])
    return None


def _is_kind(case: Case, inquiry: Inquiry) -> bool:
    return not inquiry.kinds or inquiry.kinds[0] not in ("award", "judgment") or case.kind == inquiry.kinds[0]


def _none_found(inquiry: Inquiry, evidence: Evidence) -> tuple[str, ...]:
    said = re.compile(r"\bno\b[^.]{0,90}\b(?:found|known|seen)\b|\bwas not found\b", re.IGNORECASE)
    return tuple(
        hit.passage.id
        for hit in evidence.hits[:6]
        if said.search(hit.passage.text)
        and set(inquiry.states[:2]) <= set(hit.passage.states)
        and hit.passage.standing is not Standing.OUTDATED
    )[:1]


def _parts(route: Route) -> tuple[list[RouteOption], list[RouteOption]]:
    national = [option for option in route.options if option.national]
    return [option for option in route.options if option not in national], national


def _option(option: RouteOption, language: str, reader: Reader) -> dict[str, str]:
    return {"instrument": reader.option_name(option, language), "why": reader.why(option, language)}


def _slots(route: Route, language: str, reader: Reader) -> dict[str, str]:
    spoken = reader.gazetteer.spoken
    return {
        "origin": spoken(route.origin, language),
        "requested": spoken(route.requested, language),
        "kind": reader.a_kind(route.kind, language),
    }


def _proof(route: Route) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for option in route.options for id_ in option.passage_ids))
